#include "decide/inside/behind.h"

#include <algorithm>

#include "store/database.h"

namespace heed::decide::inside {
namespace {

bool fill_theme(const understand::Frame& frame, Behind& out) {
  for (const understand::Theme& theme : frame.themes) {
    if (theme.id != out.finding.theme) continue;
    out.finding.name = theme.name;
    out.finding.voices = theme.voices;
    out.finding.material = theme.material;
    out.people = theme.people;
    for (const understand::Quote& quote : theme.quotes)
      if (quote.approved && quote.may_quote) out.finding.quotes.push_back(quote.words);
    return true;
  }
  return false;
}

bool fill_code(const Sources& sources, Behind& out) {
  const auto id = *understand::CodeId::from(out.finding.theme.bytes());
  const understand::Code* code = sources.tree.find(id);
  if (code == nullptr) return false;
  out.finding.name = code->text.name;
  for (const understand::CodeCount& count : sources.counts) {
    if (count.code != id) continue;
    out.finding.voices = count.voices;
    out.people = count.responses;
  }
  return true;
}

}  // namespace

Result<std::vector<Behind>> findings_of(store::Session& s, PartnershipId partnership,
                                        ActivityId activity, const Sources& sources) {
  std::vector<Behind> found;
  TRY(s.each(
      "select f.id, f.theme_id, f.summary, f.kind, f.voice_id, f.title, f.point from finding f "
      "where f.partnership_id = $1 and f.activity_id = $2 order by f.approved_ms, f.id",
      [&](const store::Row& row) {
        Behind out;
        out.finding.id = row.id<FindingId>(0);
        out.finding.theme = row.id<ThemeId>(1);
        out.finding.summary = row.text(2);
        const std::string kind = row.text(3);
        out.finding.voice = row.id<VoiceId>(4);
        bool there = true;
        if (kind == "point") {
          out.finding.kind = FindingKind::point;
          out.finding.name = row.text(5);
          out.finding.point = row.text(6);
          out.finding.material = true;
          out.finding.voices = out.people = 1;
        } else if (kind == "code") {
          out.finding.kind = FindingKind::code;
          there = fill_code(sources, out);
        } else {
          there = fill_theme(sources.frame, out);
        }
        if (there) found.push_back(std::move(out));
      },
      partnership, activity));
  for (Behind& one : found)
    if (one.finding.kind != FindingKind::theme)
      TRY(s.each(
          "select v.words from finding_quote q join voice v on v.partnership_id = q.partnership_id "
          "and v.id = q.voice_id where q.partnership_id = $1 and q.finding_id = $2 and v.may_quote "
          "and v.visible order by q.approved_ms, v.id",
          [&](const store::Row& row) { one.finding.quotes.push_back(row.text(0)); }, partnership,
          one.finding.id));
  std::sort(found.begin(), found.end(), [](const Behind& a, const Behind& b) {
    const bool point_a = a.finding.kind == FindingKind::point;
    const bool point_b = b.finding.kind == FindingKind::point;
    if (point_a != point_b) return point_a;
    return a.people != b.people ? a.people > b.people : a.finding.id < b.finding.id;
  });
  return found;
}

}  // namespace heed::decide::inside
