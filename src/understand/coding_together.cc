// Coding seen together: counts, flags, the sample that is coded twice, and outside workspaces.
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "text/agreement.h"
#include "understand/coding.h"
#include "understand/inside/code_rows.h"
#include "understand/inside/coding_rows.h"

namespace heed::understand {

using inside::CodingRow;

namespace {

constexpr double kPercent = 100;

struct ByBytes {
  std::size_t operator()(const VoiceId& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.bytes().data(), sizeof hash);  // Random bytes are their own hash.
    return hash;
  }
};
using ByVoice = std::unordered_map<VoiceId, std::vector<CodingRow>, ByBytes>;

Result<ByVoice> all_rows(store::Session& s, PartnershipId partnership, ActivityId activity) {
  ByVoice found;
  for (CodingRow& row : TRY(inside::read_coding(s, partnership, activity)))
    found[row.voice].push_back(std::move(row));
  return found;
}

bool coded_twice(const std::vector<CodingRow>& rows) {
  bool first = false, second = false;
  for (const CodingRow& row : rows) {
    if (row.kind != "read") continue;
    first = first || row.pass == Pass::first;
    second = second || row.pass == Pass::second;
  }
  return first && second;
}

bool carries(const Markings& markings, CodeId code) {
  return std::any_of(markings.codes.begin(), markings.codes.end(),
                     [&](const Marked& mark) { return mark.code == code; });
}

std::string reader_of(const std::vector<CodingRow>& rows, Pass pass) {
  for (const CodingRow& row : rows)
    if (row.kind == "read" && row.pass == pass) return row.author_name;
  return "";
}

struct About {
  ResponseId response;
  std::string grouping;
};

// The visible voices, each with whose response it is.
Result<std::unordered_map<VoiceId, About, ByBytes>> voices_about(store::Session& s,
                                                                 PartnershipId partnership,
                                                                 ActivityId activity) {
  std::unordered_map<VoiceId, About, ByBytes> found;
  TRY(s.each(
      "select v.id, v.response_id, r.grouping from voice v join response r on r.partnership_id = "
      "v.partnership_id and r.id = v.response_id where v.partnership_id = $1 and v.activity_id = "
      "$2 and v.visible",
      [&](const store::Row& row) {
        found[row.id<VoiceId>(0)] = {row.id<ResponseId>(1), row.text(2)};
      },
      partnership, activity));
  return found;
}

}  // namespace

Result<std::vector<CodeCount>> Coding::counts(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<CodeCount>> {
    const auto about = TRY(voices_about(s, scope.partnership(), activity));
    std::map<CodeId, CodeCount> found;
    std::map<CodeId, std::set<ResponseId>> responses;
    for (const auto& [voice, rows] : TRY(all_rows(s, scope.partnership(), activity))) {
      const auto known = about.find(voice);
      if (known == about.end()) continue;
      std::map<CodeId, std::set<Stance>> stances;
      for (const Marked& mark : inside::markings_of(rows, inside::counting_pass(rows)).codes)
        stances[mark.code].insert(mark.stance);
      for (const auto& [code, said] : stances) {
        CodeCount& count = found[code];
        count.code = code;
        ++count.voices;
        responses[code].insert(known->second.response);
        const bool both = said.contains(Stance::supports) && said.contains(Stance::against);
        if (both || said.contains(Stance::mixed))
          ++count.mixed;
        else if (said.contains(Stance::supports))
          ++count.supports;
        else if (said.contains(Stance::against))
          ++count.against;
      }
    }
    std::vector<CodeCount> counts;
    for (auto& [code, count] : found) {
      count.responses = static_cast<std::int64_t>(responses[code].size());
      counts.push_back(count);
    }
    std::sort(counts.begin(), counts.end(), [](const CodeCount& a, const CodeCount& b) {
      return a.voices != b.voices ? a.voices > b.voices : a.code < b.code;
    });
    return counts;
  });
}

Result<std::vector<Coding::GroupCount>> Coding::by_grouping(const Scope& scope,
                                                            ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<GroupCount>> {
    const auto about = TRY(voices_about(s, scope.partnership(), activity));
    std::map<std::pair<std::string, CodeId>, std::int64_t> found;
    for (const auto& [voice, rows] : TRY(all_rows(s, scope.partnership(), activity))) {
      const auto known = about.find(voice);
      if (known == about.end()) continue;
      std::set<CodeId> codes;
      for (const Marked& mark : inside::markings_of(rows, inside::counting_pass(rows)).codes)
        codes.insert(mark.code);
      for (const CodeId code : codes) ++found[{known->second.grouping, code}];
    }
    std::vector<GroupCount> counts;
    for (const auto& [key, voices] : found) counts.push_back({key.first, key.second, voices});
    return counts;
  });
}

Result<std::vector<VoiceId>> Coding::voices_with(const Scope& scope, ActivityId activity,
                                                 CodeId code) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<VoiceId>> {
    std::vector<VoiceId> found;
    for (const auto& [voice, rows] : TRY(all_rows(s, scope.partnership(), activity)))
      if (carries(inside::markings_of(rows, inside::counting_pass(rows)), code))
        found.push_back(voice);
    std::sort(found.begin(), found.end());
    return found;
  });
}

Result<std::vector<FlaggedVoice>> Coding::flagged(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<FlaggedVoice>> {
    std::vector<FlaggedVoice> found;
    std::set<std::pair<VoiceId, Flag>> seen;  // Two coders may have marked the same.
    for (const CodingRow& row : TRY(inside::read_coding(s, scope.partnership(), activity))) {
      if (!row.stands || row.kind != "flag") continue;
      if (!seen.insert({row.voice, row.flagged.flag}).second) continue;
      FlaggedVoice each{.voice = row.voice, .activity = activity, .flag = row.flagged};
      each.by = row.author_name;
      each.when = row.ruled;
      TRY(s.each(
          "select words from voice where partnership_id = $1 and id = $2 and visible",
          [&](const store::Row& words) { each.words = words.text(0); }, scope.partnership(),
          row.voice));
      if (!each.words.empty()) found.push_back(std::move(each));
    }
    return found;
  });
}

Result<std::vector<FlaggedVoice>> Coding::sent_to(const Scope& scope) {
  if (scope.person().is_null()) return fail(ErrorKind::denied, "nobody is signed in");
  return main_.read([&](store::Session& s) -> Result<std::vector<FlaggedVoice>> {
    std::string address;
    TRY(s.each(
        "select email_key from person where partnership_id = $1 and id = $2 and active",
        [&](const store::Row& row) { address = row.text(0); }, scope.partnership(),
        scope.person()));
    std::vector<FlaggedVoice> found;
    if (address.empty()) return found;
    TRY(s.each(
        "select r.voice_id, r.activity_id, v.words, r.value, r.author_name, r.ruled_ms from "
        "coding_ruling r join voice v on v.partnership_id = r.partnership_id and v.id = r.voice_id "
        "where r.partnership_id = $1 and r.kind = 'flag' and r.flag = 'outside_scope' and "
        "lower(r.value) = $2 and (r.author_id is null or r.author_id <> $3) and v.visible and not "
        "exists (select 1 from coding_ruling b where "
        "b.partnership_id = r.partnership_id and b.activity_id = r.activity_id and b.kind = "
        "'reverse' and b.reverses = r.number) order by r.ruled_ms desc",
        [&](const store::Row& row) {
          found.push_back({.voice = row.id<VoiceId>(0),
                           .activity = row.id<ActivityId>(1),
                           .words = row.text(2),
                           .flag = {Flag::outside_scope, row.text(3)},
                           .by = row.text(4),
                           .when = row.time(5)});
        },
        scope.partnership(), address, scope.person()));
    return found;
  });
}

Result<std::int64_t> Coding::draw_sample(const Scope& scope, ActivityId activity,
                                         std::int64_t percent) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  if (percent < 1 || percent > 100) return refuse("Choose a share from 1 to 100 per cent.");
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    auto all = TRY(s.all(
        "select v.id from voice v where v.partnership_id = $1 and v.activity_id = $2 and v.visible "
        "and not exists (select 1 from double_sample d where d.partnership_id = $1 and "
        "d.activity_id = $2 and d.voice_id = v.id)",
        [](const store::Row& row) { return row.id<VoiceId>(0); }, scope.partnership(), activity));
    const std::int64_t drawn = TRY(s.integer(
        "select count(*) from double_sample where partnership_id = $1 and activity_id = $2",
        scope.partnership(), activity));
    const auto total = static_cast<std::int64_t>(all.size()) + drawn;
    const std::int64_t wanted = std::max<std::int64_t>(1, (total * percent + 99) / 100);
    // Ids are random bytes that nobody chose: in their order the first n are a fair sample.
    std::sort(all.begin(), all.end());
    std::int64_t added = 0;
    for (const VoiceId voice : all) {
      if (drawn + added >= wanted) break;
      TRY(s.exec(
          "insert into double_sample (partnership_id, activity_id, voice_id, drawn_ms) values ($1, "
          "$2, $3, $4)",
          scope.partnership(), activity, voice, clock_.now()));
      ++added;
    }
    return drawn + added;
  });
}

Result<Agreement> Coding::agreement(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  return main_.read([&](store::Session& s) -> Result<Agreement> {
    std::vector<std::pair<Markings, Markings>> pairs;
    std::map<CodeId, int> numbers;  // Of the codes that either used.
    for (const auto& [voice, rows] : TRY(all_rows(s, scope.partnership(), activity))) {
      if (!coded_twice(rows)) continue;
      const auto& pair = pairs.emplace_back(inside::markings_of(rows, Pass::first),
                                            inside::markings_of(rows, Pass::second));
      for (const Markings* markings : {&pair.first, &pair.second})
        for (const Marked& mark : markings->codes)
          numbers.try_emplace(mark.code, static_cast<int>(numbers.size()));
    }
    const auto numbered = [&](const Markings& markings) {
      text::Codes codes;
      for (const Marked& mark : markings.codes) codes.push_back(numbers.at(mark.code));
      std::sort(codes.begin(), codes.end());
      codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
      return codes;
    };
    std::vector<text::Codes> first, second;
    for (const auto& pair : pairs) {
      first.push_back(numbered(pair.first));
      second.push_back(numbered(pair.second));
    }
    const text::Agreement both = text::agreement(first, second, static_cast<int>(numbers.size()));
    Agreement found{.voices = static_cast<std::int64_t>(pairs.size()),
                    .percent = kPercent * both.same_codes,
                    .kappa = both.kappa};
    for (const auto& [code, number] : numbers) {
      const text::CodeAgreement& each = both.by_code[static_cast<std::size_t>(number)];
      found.codes.push_back({code, kPercent * each.percent, each.kappa});
    }
    return found;
  });
}

Result<std::vector<Disagreement>> Coding::disagreements(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::code) || !scope.may(Capability::read_text))
    return fail(ErrorKind::denied, "code");
  return main_.read([&](store::Session& s) -> Result<std::vector<Disagreement>> {
    std::vector<Disagreement> found;
    for (const auto& [voice, rows] : TRY(all_rows(s, scope.partnership(), activity))) {
      if (!coded_twice(rows) || inside::counting_pass(rows) == Pass::settled) continue;
      Disagreement each{.voice = voice,
                        .first_by = reader_of(rows, Pass::first),
                        .second_by = reader_of(rows, Pass::second),
                        .first = inside::markings_of(rows, Pass::first),
                        .second = inside::markings_of(rows, Pass::second),
                        .version = rows.back().number};
      if (inside::same_codes(each.first, each.second)) continue;
      TRY(s.each(
          "select words from voice where partnership_id = $1 and id = $2 and visible",
          [&](const store::Row& row) { each.words = row.text(0); }, scope.partnership(), voice));
      found.push_back(std::move(each));
    }
    std::sort(found.begin(), found.end(),
              [](const Disagreement& a, const Disagreement& b) { return a.version < b.version; });
    return found;
  });
}

Result<> Coding::note_workspace(const Scope& scope, ActivityId activity, PersonId person,
                                std::string_view agreement, TimeMs ends, std::string_view author,
                                bool may_download) {
  if (!scope.may(Capability::manage_people)) return fail(ErrorKind::denied, "manage_people");
  if (trimmed(agreement).empty())
    return refuse("Name the data processing agreement that covers this person.");
  const std::string kept = TRY(bounded_text(trimmed(agreement), limits::kShortTextChars));
  if (ends <= clock_.now()) return refuse("Choose an end that is still to come.");
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec(
        "insert into workspace (partnership_id, activity_id, person_id, agreement, ends_ms, "
        "author_name, given_ms, may_download) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict "
        "(partnership_id, activity_id, person_id) do update set agreement = excluded.agreement, "
        "ends_ms = excluded.ends_ms, author_name = excluded.author_name, given_ms = "
        "excluded.given_ms, may_download = excluded.may_download",
        scope.partnership(), activity, person, kept, ends, author, clock_.now(), may_download));
    return Done{};
  });
}

namespace {

Workspace read_workspace(const store::Row& row) {
  return {row.id<ActivityId>(0), row.id<PersonId>(1), row.text(2), row.text(3),
          row.text(4),           row.time(5),         row.truth(6)};
}
constexpr std::string_view kWorkspace =
    "select w.activity_id, w.person_id, a.title, p.name, w.agreement, w.ends_ms, "
    "w.may_download from workspace w "
    "join activity a on a.partnership_id = w.partnership_id and a.id = w.activity_id join person p "
    "on p.partnership_id = w.partnership_id and p.id = w.person_id where w.partnership_id = $1 ";

}  // namespace

Result<std::vector<Workspace>> Coding::workspaces(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("{}and w.activity_id = $2 order by w.ends_ms", kWorkspace),
                 read_workspace, scope.partnership(), activity);
  });
}

Result<std::vector<Workspace>> Coding::my_workspaces(const Scope& scope) {
  return main_.read([&](store::Session& s) {
    return s.all(
        fmt::format("{}and w.person_id = $2 and w.ends_ms > $3 order by w.ends_ms", kWorkspace),
        read_workspace, scope.partnership(), scope.person(), clock_.now());
  });
}

}  // namespace heed::understand
