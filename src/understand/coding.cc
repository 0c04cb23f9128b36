// Coding one voice: finding it, reading it, ruling on it, and taking a ruling back.
#include "understand/coding.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "understand/inside/code_rows.h"
#include "understand/inside/coding_rows.h"

namespace heed::understand {

using inside::CodingRow;
using inside::read_coding;

namespace {

Result<> need(const Scope& scope) {
  if (!scope.may(Capability::code) || !scope.may(Capability::read_text))
    return fail(ErrorKind::denied, "code");
  return Done{};
}

Result<bool> in_sample(store::Session& s, PartnershipId partnership, ActivityId activity,
                       VoiceId voice) {
  return TRY(s.integer("select count(*) from double_sample where partnership_id = $1 and "
                       "activity_id = $2 and voice_id = $3",
                       partnership, activity, voice)) > 0;
}

// Once settled, that; in the sample, the second for whoever was not the first reader and finds
// no other second reader there; else the first.
Pass pass_for(const std::vector<CodingRow>& rows, PersonId person, bool sampled) {
  if (inside::counting_pass(rows) == Pass::settled) return Pass::settled;
  if (!sampled) return Pass::first;
  bool first_by_other = false, second_by_other = false;
  for (const CodingRow& row : rows) {
    if (row.kind != "read") continue;
    if (row.author == person) return row.pass;
    (row.pass == Pass::first ? first_by_other : second_by_other) = true;
  }
  return first_by_other && !second_by_other ? Pass::second : Pass::first;
}

Result<> fill_proposals(store::Session& s, PartnershipId partnership, ActivityId activity,
                        VoiceToCode& voice) {
  TRY(s.each(
      "select c.theme_id, p.method, p.method_version from proposed_coding c join proposed_theme t "
      "on t.partnership_id = c.partnership_id and t.id = c.theme_id join proposal p on "
      "p.partnership_id = t.partnership_id and p.id = t.proposal_id where c.partnership_id = $1 "
      "and c.voice_id = $2 and p.activity_id = $3 and p.created_ms = (select max(created_ms) from "
      "proposal where partnership_id = $1 and activity_id = $3)",
      [&](const store::Row& row) {
        // The themes' own ids for now; turned into the codes made from them below.
        voice.proposed.push_back(*CodeId::from(BytesView(row.bytes(0))));
        voice.proposed_by = row.text(1) + " " + row.text(2);
      },
      partnership, voice.voice, activity));
  if (voice.proposed.empty()) return Done{};
  const CodeTree tree = TRY(inside::read_tree(s, partnership, activity));
  std::vector<CodeId> codes;
  for (const Code& code : tree.codes)
    for (const CodeId theme : voice.proposed)
      if (!code.retired && std::ranges::equal(code.theme.bytes(), theme.bytes()))
        codes.push_back(code.id);
  voice.proposed = std::move(codes);
  return Done{};
}

Result<bool> proposals_shown(store::Session& s, PartnershipId partnership, ActivityId activity) {
  std::optional<bool> set;
  TRY(s.each(
      "select proposals from coding_setting where partnership_id = $1 and activity_id = $2 order "
      "by number desc limit 1",
      [&](const store::Row& row) { set = row.truth(0); }, partnership, activity));
  if (set) return *set;
  const std::string kind = TRY(s.one(
      "select kind from activity where partnership_id = $1 and id = $2",
      [](const store::Row& row) { return row.text(0); }, partnership, activity));
  return kind != "formal_consultation";
}

Result<Markings> checked(const Markings& typed, const CodeTree& tree, std::size_t chars) {
  Markings found;
  const auto length = static_cast<std::int64_t>(chars);
  for (Marked mark : typed.codes) {
    if (tree.find(mark.code) == nullptr)
      return refuse("One of these codes is not there any more. Look at the list again.");
    if (mark.starts < 0 || mark.ends > length || mark.starts > mark.ends)
      return refuse("The words picked out are not in this comment.");
    if (mark.starts == mark.ends || mark.ends - mark.starts == length) mark.starts = mark.ends = 0;
    if (std::find(found.codes.begin(), found.codes.end(), mark) == found.codes.end())
      found.codes.push_back(mark);
  }
  for (Flagged flag : typed.flags) {
    flag.value = TRY(bounded_text(trimmed(flag.value), limits::kShortTextChars));
    if (flag.flag == Flag::outside_scope && flag.value.empty())
      return refuse("Say where a comment that is outside what you asked was sent.");
    if (std::find(found.flags.begin(), found.flags.end(), flag) == found.flags.end())
      found.flags.push_back(std::move(flag));
  }
  return found;
}

// Adds what `wanted` has and what stands has not, and reverses what stands and is not wanted.
Result<> rule(store::Session& s, PartnershipId partnership, ActivityId activity,
              const std::vector<CodingRow>& rows, const Markings& wanted, CodingRow base) {
  Markings left = wanted;
  std::vector<CodingRow> made;
  for (const CodingRow& row : rows) {
    if (!row.stands || row.pass != base.pass) continue;
    if (row.kind != "code" && row.kind != "flag") continue;
    const bool kept = row.kind == "code" ? std::erase(left.codes, row.marked) > 0
                                         : std::erase(left.flags, row.flagged) > 0;
    if (kept) continue;
    CodingRow back = base;
    back.kind = "reverse";
    back.reverses = row.number;
    made.push_back(back);
  }
  for (const Marked& mark : left.codes) {
    CodingRow row = base;
    row.kind = "code";
    row.marked = mark;
    made.push_back(row);
  }
  for (const Flagged& flag : left.flags) {
    CodingRow row = base;
    row.kind = "flag";
    row.flagged = flag;
    made.push_back(row);
  }
  const bool read = std::any_of(rows.begin(), rows.end(), [&](const CodingRow& row) {
    return row.kind == "read" && row.pass == base.pass && row.author == base.author;
  });
  if (!read) {
    CodingRow row = base;
    row.kind = "read";
    made.push_back(row);
  }
  std::int64_t number = TRY(inside::next_number(s, partnership, activity));
  for (CodingRow& row : made) {
    row.number = number++;
    TRY(inside::add_coding(s, partnership, activity, row));
  }
  return Done{};
}

Result<std::string> words_of(store::Session& s, PartnershipId partnership, ActivityId activity,
                             VoiceId voice) {
  return s.one(
      "select words from voice where partnership_id = $1 and activity_id = $2 and id = $3 and "
      "visible",
      [](const store::Row& row) { return row.text(0); }, partnership, activity, voice);
}

}  // namespace

Result<std::optional<VoiceId>> Coding::next(const Scope& scope, ActivityId activity,
                                            std::int64_t after) {
  TRY(need(scope));
  return main_.read([&](store::Session& s) -> Result<std::optional<VoiceId>> {
    struct Found {
      VoiceId voice;
      std::int64_t number;
    };
    std::optional<Found> best;
    const auto take = [&](const store::Row& row) {
      const Found found{row.id<VoiceId>(0), row.integer(1)};
      if (!best || found.number < best->number) best = found;
    };
    TRY(s.each(
        "select v.id, v.number from voice v where v.partnership_id = $1 and v.activity_id = $2 and "
        "v.visible and v.number > $3 and not exists (select 1 from coding_ruling r where "
        "r.partnership_id = $1 and r.activity_id = $2 and r.voice_id = v.id and r.kind = 'read') "
        "order by v.number limit 1",
        take, scope.partnership(), activity, after));
    TRY(s.each(
        "select v.id, v.number from double_sample d join voice v on v.partnership_id = "
        "d.partnership_id and v.id = d.voice_id where d.partnership_id = $1 and d.activity_id = $2 "
        "and v.visible and v.number > $3 and exists (select 1 from coding_ruling r where "
        "r.partnership_id = $1 and r.activity_id = $2 and r.voice_id = v.id and r.kind = 'read' "
        "and r.author_id <> $4) and not exists (select 1 from coding_ruling r where "
        "r.partnership_id = $1 and r.activity_id = $2 and r.voice_id = v.id and r.kind = 'read' "
        "and (r.pass <> 'first' or r.author_id = $4)) order by v.number limit 1",
        take, scope.partnership(), activity, after, scope.person()));
    return best ? std::optional(best->voice) : std::nullopt;
  });
}

Result<VoiceToCode> Coding::voice(const Scope& scope, ActivityId activity, VoiceId id) {
  TRY(need(scope));
  return main_.read([&](store::Session& s) -> Result<VoiceToCode> {
    VoiceToCode voice = TRY(s.one(
        "select id, number, question, words from voice where partnership_id = $1 and activity_id = "
        "$2 and id = $3 and visible",
        [](const store::Row& row) {
          VoiceToCode found;
          found.voice = row.id<VoiceId>(0);
          found.number = row.integer(1);
          found.question = row.text(2);
          found.words = row.text(3);
          return found;
        },
        scope.partnership(), activity, id));
    const auto rows = TRY(read_coding(s, scope.partnership(), activity, id));
    const bool sampled = TRY(in_sample(s, scope.partnership(), activity, id));
    voice.pass = pass_for(rows, scope.person(), sampled);
    voice.markings = inside::markings_of(rows, voice.pass);
    voice.version = inside::version_of(rows, voice.pass);
    for (const CodingRow& row : rows) {
      if (row.pass != voice.pass) continue;
      voice.read = voice.read || row.kind == "read";
      voice.by = row.author_name;
      voice.when = row.ruled;
    }
    if (TRY(proposals_shown(s, scope.partnership(), activity)))
      TRY(fill_proposals(s, scope.partnership(), activity, voice));
    return voice;
  });
}

Result<> Coding::save(const Scope& scope, ActivityId activity, VoiceId voice,
                      std::int64_t seen_version, const Markings& markings,
                      std::string_view author) {
  TRY(need(scope));
  return main_.write([&](store::Session& s) -> Result<> {
    const auto words = TRY(words_of(s, scope.partnership(), activity, voice));
    const CodeTree tree = TRY(inside::read_tree(s, scope.partnership(), activity));
    const Markings wanted = TRY(checked(markings, tree, char_count(words)));
    const auto rows = TRY(read_coding(s, scope.partnership(), activity, voice));
    const bool sampled = TRY(in_sample(s, scope.partnership(), activity, voice));
    const Pass pass = pass_for(rows, scope.person(), sampled);
    if (inside::version_of(rows, pass) != seen_version)
      return refuse("Somebody coded this while you were reading it. Both are below.",
                    ErrorKind::conflict);
    CodingRow base{.voice = voice,
                   .pass = pass,
                   .frame_version = tree.version,
                   .author = scope.person(),
                   .author_name = std::string(author),
                   .ruled = clock_.now()};
    return rule(s, scope.partnership(), activity, rows, wanted, std::move(base));
  });
}

Result<> Coding::settle(const Scope& scope, ActivityId activity, VoiceId voice,
                        std::int64_t seen_version, const Markings& markings,
                        std::string_view author) {
  TRY(need(scope));
  return main_.write([&](store::Session& s) -> Result<> {
    const auto words = TRY(words_of(s, scope.partnership(), activity, voice));
    const CodeTree tree = TRY(inside::read_tree(s, scope.partnership(), activity));
    const Markings wanted = TRY(checked(markings, tree, char_count(words)));
    const auto rows = TRY(read_coding(s, scope.partnership(), activity, voice));
    const bool twice = std::any_of(rows.begin(), rows.end(),
                                   [](const CodingRow& row) { return row.pass == Pass::second; });
    if (!twice) return refuse("This comment has not been coded twice yet.");
    if ((rows.empty() ? 0 : rows.back().number) != seen_version)
      return refuse("Somebody ruled on this meanwhile. Both are below.", ErrorKind::conflict);
    CodingRow base{.voice = voice,
                   .pass = Pass::settled,
                   .frame_version = tree.version,
                   .author = scope.person(),
                   .author_name = std::string(author),
                   .ruled = clock_.now()};
    return rule(s, scope.partnership(), activity, rows, wanted, std::move(base));
  });
}

Result<std::vector<RulingOnVoice>> Coding::history(const Scope& scope, ActivityId activity,
                                                   VoiceId voice) {
  TRY(need(scope));
  return main_.read([&](store::Session& s) -> Result<std::vector<RulingOnVoice>> {
    const auto rows = TRY(read_coding(s, scope.partnership(), activity, voice));
    const CodeTree tree = TRY(inside::read_tree(s, scope.partnership(), activity));
    const bool sampled = TRY(in_sample(s, scope.partnership(), activity, voice));
    const Pass pass = pass_for(rows, scope.person(), sampled);
    std::vector<RulingOnVoice> lines;
    for (const CodingRow& row : rows) {
      // A blind second coder is not shown what the first did.
      if (pass == Pass::second && row.pass != Pass::second) continue;
      lines.push_back({row.number, inside::coding_sentence(row, tree), row.ruled,
                       row.stands && row.kind != "read" && row.pass == pass});
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
  });
}

Result<> Coding::reverse(const Scope& scope, ActivityId activity, std::int64_t number,
                         std::string_view author) {
  TRY(need(scope));
  return main_.write([&](store::Session& s) -> Result<> {
    const VoiceId voice = TRY(s.one(
        "select voice_id from coding_ruling where partnership_id = $1 and activity_id = $2 and "
        "number = $3",
        [](const store::Row& row) { return row.id<VoiceId>(0); }, scope.partnership(), activity,
        number));
    const auto rows = TRY(read_coding(s, scope.partnership(), activity, voice));
    const auto at = std::find_if(rows.begin(), rows.end(),
                                 [&](const CodingRow& row) { return row.number == number; });
    if (at == rows.end() || at->kind == "read") return refuse("This cannot be taken back.");
    if (!at->stands) return refuse("This was taken back already.", ErrorKind::conflict);
    const CodingRow back{.number = TRY(inside::next_number(s, scope.partnership(), activity)),
                         .voice = voice,
                         .kind = "reverse",
                         .reverses = number,
                         .pass = at->pass,
                         .author = scope.person(),
                         .author_name = std::string(author),
                         .ruled = clock_.now()};
    return inside::add_coding(s, scope.partnership(), activity, back);
  });
}

Result<std::int64_t> Coding::bring_in(const Scope& scope, ActivityId activity,
                                      const std::vector<BroughtIn>& codings,
                                      std::string_view source) {
  TRY(need(scope));
  for (std::size_t at = 0; at < codings.size(); at += limits::kImportChunkRows) {
    const auto chunk =
        std::span(codings).subspan(at, std::min(limits::kImportChunkRows, codings.size() - at));
    TRY(main_.write([&](store::Session& s) -> Result<> {
      const std::int64_t version = TRY(inside::frame_version(s, scope.partnership(), activity));
      std::int64_t number = TRY(inside::next_number(s, scope.partnership(), activity));
      for (const BroughtIn& each : chunk)
        TRY(inside::add_coding(s, scope.partnership(), activity,
                               {.number = number++,
                                .voice = each.voice,
                                .kind = "code",
                                .marked = {.code = each.code, .stance = each.stance},
                                .frame_version = version,
                                .author_kind = "import",
                                .author = scope.person(),
                                .author_name = std::string(source),
                                .ruled = clock_.now()}));
      return Done{};
    }));
  }
  return static_cast<std::int64_t>(codings.size());
}

Result<> Coding::show_proposals(const Scope& scope, ActivityId activity, bool shown,
                                std::string_view author) {
  TRY(need(scope));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t number = TRY(s.integer(
        "select coalesce(max(number), 0) + 1 from coding_setting where partnership_id = $1 and "
        "activity_id = $2",
        scope.partnership(), activity));
    TRY(s.exec(
        "insert into coding_setting (partnership_id, activity_id, number, proposals, author_id, "
        "author_name, set_ms) values ($1, $2, $3, $4, $5, $6, $7)",
        scope.partnership(), activity, number, shown, inside::or_null(scope.person()), author,
        clock_.now()));
    return Done{};
  });
}

Result<Progress> Coding::progress(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  Progress progress = TRY(main_.read([&](store::Session& s) -> Result<Progress> {
    const PartnershipId partnership = scope.partnership();
    Progress found;
    found.voices = TRY(s.integer(
        "select count(*) from voice where partnership_id = $1 and activity_id = $2 and visible",
        partnership, activity));
    found.read = TRY(s.integer(
        "select count(distinct r.voice_id) from coding_ruling r join voice v on v.partnership_id = "
        "r.partnership_id and v.id = r.voice_id where r.partnership_id = $1 and r.activity_id = $2 "
        "and r.kind = 'read' and r.author_kind = 'person' and v.visible",
        partnership, activity));
    found.sample = TRY(s.integer(
        "select count(*) from double_sample where partnership_id = $1 and activity_id = $2",
        partnership, activity));
    found.proposals = TRY(proposals_shown(s, partnership, activity));
    return found;
  }));
  if (progress.sample > 0 && scope.may(Capability::code)) {
    progress.coded_twice = TRY(agreement(scope, activity)).voices;
    progress.differ = static_cast<std::int64_t>(TRY(disagreements(scope, activity)).size());
  }
  return progress;
}

}  // namespace heed::understand
