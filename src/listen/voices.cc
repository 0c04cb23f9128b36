#include "listen/voices.h"

#include <algorithm>
#include <array>

#include "listen/inside/like.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using inside::like_of;

// "= true": SQLite takes voice_by_activity's order only when it is told the value.
constexpr std::string_view kVoice =
    "select v.id, v.response_id, v.question, v.words, r.channel, r.grouping, r.said_ms, "
    "v.may_quote, v.sort "
    "from voice v join response r on r.partnership_id = v.partnership_id and r.id = v.response_id "
    "where v.partnership_id = $1 and v.activity_id = $2 and v.visible = true ";

Voice read_voice(const store::Row& row) {
  return {row.id<VoiceId>(0),
          row.id<ResponseId>(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.null(6) ? std::nullopt : std::optional<TimeMs>(row.time(6)),
          row.truth(7),
          sort_named(row.text(8))};
}

// What asks as whom somebody answers, over every version of the questionnaire.
struct Capacities {
  std::array<QuestionId, 4> questions;  // Filled up with whom_question().
  // As SQL, of a row of `answer` named a: it says that its response speaks for a group.
  std::string of_group = "(a.item <> ''";
};

std::string quoted(std::string_view text) {
  std::string all = "'";
  for (const char c : text) all += c == '\'' ? "''" : std::string(1, c);
  return all + "'";
}

Result<Capacities> capacities(store::Session& s, PartnershipId partnership, ActivityId activity) {
  Capacities found;
  found.questions.fill(whom_question());
  std::size_t count = 0;
  const auto add = [&](const questions::Question& question) {
    for (const questions::Choice& choice : question.choices)
      if (choice.speaks_for) found.of_group += " or a.code = " + quoted(choice.id);
  };
  add(whom_asked({}));
  for (const std::string& definition : TRY(s.all(
           "select definition from questionnaire where partnership_id = $1 and activity_id = $2 "
           "order by version desc",
           [](const store::Row& row) { return row.text(0); }, partnership, activity))) {
    const questions::Questionnaire asked = TRY(questions::read_questionnaire(definition));
    for (const questions::Question* each : asked.questions()) {
      if (each->kind != questions::Kind::capacity) continue;
      add(*each);
      if (count + 1 < found.questions.size() &&
          std::ranges::find(found.questions, each->id) == found.questions.end())
        found.questions[count++] = each->id;
    }
  }
  found.of_group += ")";
  return found;
}

// $3 is like_of(), $4 to $7 are capacities(), $8 is 1 for groups, 2 for the others and 0 for both.
std::string narrowing(const VoiceFilter& filter, const Capacities& asked) {
  const std::string sort =
      filter.sort ? fmt::format("and v.sort = '{}'", name_of(*filter.sort)) : "";
  return fmt::format(
      "{} and ($3 = '%' or lower(v.words) like $3 escape '\\') and ($8 = 0 or exists (select 1 "
      "from answer a where a.partnership_id = v.partnership_id and a.response_id = v.response_id "
      "and a.question_id in ($4, $5, $6, $7) and {}) = ($8 = 1))",
      sort, asked.of_group);
}

Result<std::optional<Group>> group_of(store::Session& s, PartnershipId partnership,
                                      const Capacities& asked, ResponseId response) {
  std::optional<Group> group;
  TRY(s.each(
      fmt::format("select a.item, a.code, a.words from answer a where a.partnership_id = $1 and "
                  "a.response_id = $2 and a.question_id in ($3, $4, $5, $6) and {}",
                  asked.of_group),
      [&](const store::Row& row) {
        if (!group) group.emplace();
        const std::string item = row.text(0);
        if (item == "name") group->name = row.text(2);
        if (item == "speaks_for") group->size = row.text(1);
        if (item == "asked") group->how_asked = row.text(2);
      },
      partnership, response, asked.questions[0], asked.questions[1], asked.questions[2],
      asked.questions[3]));
  return group;
}

using Tally = std::vector<std::pair<std::string, std::int64_t>>;

Result<Tally> tally(store::Session& s, const Scope& scope, ActivityId activity,
                    std::string_view column) {
  return s.all(
      fmt::format("select {0}, count(*) from response where partnership_id = $1 and "
                  "activity_id = $2 and visible and state = 'counted' group by {0} order "
                  "by count(*) desc, {0}",
                  column),
      [](const store::Row& row) { return std::pair(row.text(0), row.integer(1)); },
      scope.partnership(), activity);
}

}  // namespace

Result<VoicePage> Voices::page(const Scope& scope, ActivityId activity, std::int64_t first,
                               std::int64_t count, const VoiceFilter& filter) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  const std::string like = like_of(filter.containing);
  const std::int64_t of_group = !filter.of_group ? 0 : *filter.of_group ? 1 : 2;
  return main_.read([&](store::Session& s) -> Result<VoicePage> {
    const Capacities asked = TRY(capacities(s, scope.partnership(), activity));
    const auto& [q1, q2, q3, q4] = asked.questions;
    const std::string narrowed = narrowing(filter, asked);
    VoicePage page;
    page.total =
        TRY(s.integer(fmt::format("select count(*) from voice v where v.partnership_id = $1 and "
                                  "v.activity_id = $2 and v.visible = true {}",
                                  narrowed),
                      scope.partnership(), activity, like, q1, q2, q3, q4, of_group));
    page.voices = TRY(s.all(
        fmt::format("{} {} order by v.number, v.id limit $9 offset $10", kVoice, narrowed),
        read_voice, scope.partnership(), activity, like, q1, q2, q3, q4, of_group, count, first));
    for (Voice& voice : page.voices)
      voice.group = TRY(group_of(s, scope.partnership(), asked, voice.response));
    return page;
  });
}

Result<std::vector<Voice>> Voices::all(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("{} order by v.number, v.id", kVoice), read_voice, scope.partnership(),
                 activity);
  });
}

Result<Counts> Voices::counts(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<Counts> {
    Counts counts;
    TRY(s.each(
        "select state, count(*) from response where partnership_id = $1 and activity_id = $2 "
        "and visible group by state",
        [&](const store::Row& row) {
          const std::string state = row.text(0);
          const std::int64_t n = row.integer(1);
          counts.received += n;
          if (state == "counted") counts.counted = n;
          if (state == "quarantined") counts.quarantined = n;
          if (state == "withdrawn") counts.withdrawn = n;
          if (state == "late") counts.late = n;
        },
        scope.partnership(), activity));
    // An identity, not a hope: a state that this code does not know is a broken promise.
    CHECK(counts.received == counts.counted + counts.quarantined + counts.withdrawn + counts.late);
    counts.voices =
        TRY(s.integer("select count(*) from voice where partnership_id = $1 and "
                      "activity_id = $2 and visible = true",
                      scope.partnership(), activity));
    counts.by_channel = TRY(tally(s, scope, activity, "channel"));
    counts.by_grouping = TRY(tally(s, scope, activity, "grouping"));
    return counts;
  });
}

}  // namespace heed::listen
