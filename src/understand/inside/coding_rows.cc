#include "understand/inside/coding_rows.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "store/database.h"
#include "understand/inside/code_rows.h"

namespace heed::understand {
namespace {

constexpr std::array<std::pair<Stance, std::string_view>, 4> kStances = {
    {{Stance::none, "none"},
     {Stance::supports, "for"},
     {Stance::against, "against"},
     {Stance::mixed, "mixed"}}};

struct FlagWords {
  Flag flag;
  std::string_view name, words;
};
constexpr std::array<FlagWords, 7> kFlagWords = {
    {{Flag::outside_scope, "outside_scope", "Outside what we asked"},
     {Flag::alternative, "alternative", "Another way of doing it"},
     {Flag::new_evidence, "new_evidence", "New evidence"},
     {Flag::equality, "equality", "Equality point"},
     {Flag::complaint, "complaint", "Complaint"},
     {Flag::safeguarding, "safeguarding", "Somebody may be at risk"},
     {Flag::material, "material", "Rare but material"}}};

}  // namespace

std::string_view name_of(Stance stance) {
  return kStances[static_cast<std::size_t>(stance)].second;
}
std::string_view name_of(Flag flag) { return kFlagWords[static_cast<std::size_t>(flag)].name; }
std::string_view words_for(Flag flag) { return kFlagWords[static_cast<std::size_t>(flag)].words; }
std::optional<Stance> stance_named(std::string_view name) {
  for (const auto& [stance, known] : kStances)
    if (known == name) return stance;
  return std::nullopt;
}
std::optional<Flag> flag_named(std::string_view name) {
  for (const FlagWords& each : kFlagWords)
    if (each.name == name) return each.flag;
  return std::nullopt;
}

namespace inside {
namespace {

Pass pass_named(std::string_view name) {
  return name == "second" ? Pass::second : name == "settled" ? Pass::settled : Pass::first;
}

CodingRow read_row(const store::Row& row) {
  CodingRow out;
  out.number = row.integer(0);
  out.voice = row.id<VoiceId>(1);
  out.kind = row.text(2);
  out.marked = {row.id<CodeId>(3), row.integer(4), row.integer(5),
                stance_named(row.text(6)).value_or(Stance::none)};
  out.flagged = {flag_named(row.text(7)).value_or(Flag::material), row.text(8)};
  out.reverses = row.integer(9);
  out.pass = pass_named(row.text(10));
  out.frame_version = row.integer(11);
  out.author_kind = row.text(12);
  out.author = row.id<PersonId>(13);
  out.author_name = row.text(14);
  out.ruled = row.time(15);
  return out;
}

}  // namespace

std::string_view name_of(Pass pass) {
  switch (pass) {
    case Pass::first:
      return "first";
    case Pass::second:
      return "second";
    case Pass::settled:
      return "settled";
  }
  return "first";
}

Result<std::vector<CodingRow>> read_coding(store::Session& s, PartnershipId partnership,
                                           ActivityId activity, std::optional<VoiceId> voice) {
  constexpr std::string_view kColumns =
      "select number, voice_id, kind, code_id, starts, ends, stance, flag, value, reverses, pass, "
      "frame_version, author_kind, author_id, author_name, ruled_ms from coding_ruling where "
      "partnership_id = $1 and activity_id = $2 ";
  auto rows =
      voice
          ? TRY(s.all(fmt::format("{}and voice_id = $3 order by number", kColumns), read_row,
                      partnership, activity, *voice))
          : TRY(s.all(fmt::format("{}order by number", kColumns), read_row, partnership, activity));
  // From the last back: a reversal that was itself reversed reverses nothing.
  std::unordered_set<std::int64_t> undone;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    row->stands = !undone.contains(row->number);
    if (row->stands && row->kind == "reverse") undone.insert(row->reverses);
  }
  return rows;
}

Result<std::int64_t> next_number(store::Session& s, PartnershipId partnership,
                                 ActivityId activity) {
  return s.integer(
      "select coalesce(max(number), 0) + 1 from coding_ruling where partnership_id = $1 and "
      "activity_id = $2",
      partnership, activity);
}

Result<> add_coding(store::Session& s, PartnershipId partnership, ActivityId activity,
                    const CodingRow& row) {
  const bool coded = row.kind == "code", flagged = row.kind == "flag";
  TRY(s.exec(
      "insert into coding_ruling (partnership_id, activity_id, number, voice_id, kind, code_id, "
      "starts, ends, stance, flag, value, reverses, pass, frame_version, author_kind, author_id, "
      "author_name, ruled_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
      "$15, $16, $17, $18)",
      partnership, activity, row.number, row.voice, row.kind, or_null(row.marked.code),
      row.marked.starts, row.marked.ends, name_of(row.marked.stance),
      flagged ? name_of(row.flagged.flag) : std::string_view(), row.flagged.value,
      row.kind == "reverse" ? std::optional(row.reverses) : std::nullopt, name_of(row.pass),
      coded ? row.frame_version : std::int64_t{0}, row.author_kind, or_null(row.author),
      row.author_name, row.ruled));
  return Done{};
}

Markings markings_of(const std::vector<CodingRow>& rows, Pass pass) {
  Markings found;
  for (const CodingRow& row : rows) {
    if (!row.stands || row.pass != pass) continue;
    if (row.kind == "code") found.codes.push_back(row.marked);
    if (row.kind == "flag") found.flags.push_back(row.flagged);
  }
  return found;
}

Pass counting_pass(const std::vector<CodingRow>& rows) {
  return std::any_of(rows.begin(), rows.end(),
                     [](const CodingRow& row) { return row.pass == Pass::settled; })
             ? Pass::settled
             : Pass::first;
}

std::int64_t version_of(const std::vector<CodingRow>& rows, Pass pass) {
  std::int64_t version = 0;
  for (const CodingRow& row : rows)
    if (row.pass == pass) version = row.number;
  return version;
}

bool same_codes(const Markings& a, const Markings& b) {
  std::set<CodeId> first, second;
  for (const Marked& each : a.codes) first.insert(each.code);
  for (const Marked& each : b.codes) second.insert(each.code);
  return first == second;
}

std::string coding_sentence(const CodingRow& row, const CodeTree& tree) {
  if (row.kind == "read") return fmt::format("{} read it.", row.author_name);
  if (row.kind == "reverse")
    return fmt::format("{} took back ruling {}.", row.author_name, row.reverses);
  if (row.kind == "flag")
    return fmt::format("{} marked it: {}{}{}.", row.author_name, words_for(row.flagged.flag),
                       row.flagged.value.empty() ? "" : ": ", row.flagged.value);
  const Code* code = tree.find(row.marked.code);
  const std::string_view name = code == nullptr ? "a code" : std::string_view(code->text.name);
  std::string sentence = fmt::format("{} put “{}” on it", row.author_name, name);
  if (row.marked.ends > 0) sentence += " (on some of the words)";
  if (row.marked.stance != Stance::none)
    sentence += fmt::format(", {}", name_of(row.marked.stance));
  return sentence + fmt::format(", under version {} of the codes.", row.frame_version);
}

}  // namespace inside
}  // namespace heed::understand
