#include "listen/inside/tally.h"

#include "store/database.h"

namespace heed::listen::inside {
namespace {

using questions::Counting;

Result<> read_tally(store::Session& s, std::string_view sql, PartnershipId partnership,
                    ActivityId activity, QuestionId question, Tally& tally) {
  TRY(s.each(
      sql,
      [&](const store::Row& row) { tally.picks[{row.text(0), row.text(1)}] += row.integer(2); },
      partnership, activity, question));
  return Done{};
}

// The people of one table that stand in none of its rows are its last row, so that every table of
// an activity has the same people in all.
TalliedTable table_of(const Counting& counting, const Tally& tally, std::int64_t all) {
  TalliedTable made{.heading = counting.heading, .several = counting.several, .table = {}};
  made.table.columns = {""};
  std::int64_t sum = 0;
  const auto add = [&](const std::string& label, std::int64_t count) {
    made.table.rows.push_back(label);
    made.table.counts.push_back(count);
    sum += count;
  };
  for (const Counting::Line& line : counting.lines) {
    const auto found = tally.picks.find({line.item, line.code});
    add(line.label, found == tally.picks.end() ? 0 : found->second);
  }
  if (!counting.any_of.empty())
    for (const auto& [pick, count] : tally.picks)
      if (pick.first == counting.any_of && !pick.second.empty()) add(pick.second, count);
  made.answered = counting.several ? tally.answered : sum;
  if (counting.several) made.table.people = all;
  add(kNotAnswered, std::max<std::int64_t>(all - made.answered, 0));
  return made;
}

}  // namespace

Result<Tally> tally_of(store::Session& s, PartnershipId partnership, ActivityId activity,
                       const questions::Question& question) {
  Tally tally;
  if (questions::asker_of(question).kept_apart) {
    constexpr std::string_view kFrom =
        "from about_answer a join about_part p on p.partnership_id = a.partnership_id and p.id = "
        "a.about_id join response r on r.partnership_id = p.partnership_id and r.id = "
        "p.response_id where a.partnership_id = $1 and a.activity_id = $2 and a.question_id = $3 "
        "and r.visible and r.state = 'counted'";
    TRY(read_tally(s, fmt::format("select '', a.code, count(*) {} group by a.code", kFrom),
                   partnership, activity, question.id, tally));
    tally.answered = TRY(s.integer(fmt::format("select count(distinct a.about_id) {}", kFrom),
                                   partnership, activity, question.id));
    return tally;
  }
  constexpr std::string_view kFrom =
      "from answer a join response r on r.partnership_id = a.partnership_id and r.id = "
      "a.response_id where a.partnership_id = $1 and a.activity_id = $2 and a.question_id = $3 "
      "and r.visible and r.state = 'counted'";
  TRY(read_tally(s,
                 fmt::format("select a.item, a.code, count(*) {} group by a.item, a.code", kFrom),
                 partnership, activity, question.id, tally));
  tally.answered = TRY(s.integer(fmt::format("select count(distinct a.response_id) {}", kFrom),
                                 partnership, activity, question.id));
  return tally;
}

Result<std::int64_t> counted(store::Session& s, PartnershipId partnership, ActivityId activity) {
  return s.integer(
      "select count(*) from response where partnership_id = $1 and activity_id = $2 and visible "
      "and state = 'counted'",
      partnership, activity);
}

std::vector<TalliedTable> tables_of(const questions::Question& question, const Tally& tally,
                                    std::int64_t all, std::string_view language) {
  const auto countings = questions::asker_of(question).countings;
  std::vector<TalliedTable> tables;
  if (countings == nullptr) return tables;
  for (const Counting& counting : countings(question, language))
    tables.push_back(table_of(counting, tally, all));
  return tables;
}

}  // namespace heed::listen::inside
