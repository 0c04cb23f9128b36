#include "listen/inside/reach_counts.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "store/database.h"

namespace heed::listen::inside {
namespace {

namespace json = boost::json;

constexpr std::string_view kCounted =
    "from response where partnership_id = $1 and activity_id = $2 and visible and state = "
    "'counted'";

Result<ReachCounts::Named> counts_by(store::Session& s, std::string_view column,
                                     PartnershipId partnership, ActivityId activity) {
  return s.all(
      fmt::format("select {0}, count(*) {1} group by {0} order by count(*) desc, {0}", column,
                  kCounted),
      [](const store::Row& row) { return std::pair(row.text(0), row.integer(1)); }, partnership,
      activity);
}

json::array of(const ReachCounts::Named& named) {
  json::array out;
  for (const auto& [name, count] : named) out.push_back(json::array{name, count});
  return out;
}

ReachCounts::Named named_from(const json::value& in) {
  ReachCounts::Named out;
  for (const json::value& one : in.as_array())
    out.emplace_back(std::string(one.at(0).as_string()), one.at(1).as_int64());
  return out;
}

}  // namespace

Result<ReachCounts> count_reach(store::Session& s, PartnershipId partnership, ActivityId activity,
                                const std::vector<questions::Question>& asked) {
  ReachCounts out;
  out.all = TRY(counted(s, partnership, activity));
  out.channels = TRY(counts_by(s, "channel", partnership, activity));
  out.groups = TRY(counts_by(s, "grouping", partnership, activity));
  TRY(s.each(
      fmt::format("select received_ms / 3600000, count(*) {} group by 1", kCounted),
      [&](const store::Row& row) { out.hours[row.integer(0)] = row.integer(1); }, partnership,
      activity));
  for (const questions::Question& question : asked)
    out.questions[question.id] = TRY(tally_of(s, partnership, activity, question));
  return out;
}

Result<std::string> basis_of(store::Session& s, PartnershipId partnership, ActivityId activity) {
  const std::int64_t received = TRY(
      s.integer("select count(*) from response where partnership_id = $1 and activity_id = $2 and "
                "visible",
                partnership, activity));
  const std::int64_t by_staff =
      TRY(s.integer("select count(*) from disposition d join response r on r.partnership_id = "
                    "d.partnership_id and r.id = d.response_id where r.partnership_id = $1 and "
                    "r.activity_id = $2 and (d.person_id is not null or d.what in ('quarantined', "
                    "'counted', 'late'))",
                    partnership, activity));
  const std::int64_t published = TRY(
      s.integer("select coalesce(published_ms, 0) from activity where partnership_id = $1 and id = "
                "$2",
                partnership, activity));
  return fmt::format("{} {} {}", received, by_staff, published);
}

std::string write_counts(const ReachCounts& counts) {
  json::array hours, questions;
  for (const auto& [hour, count] : counts.hours) hours.push_back(json::array{hour, count});
  for (const auto& [id, tally] : counts.questions) {
    json::array picks;
    for (const auto& [pick, count] : tally.picks)
      picks.push_back(json::array{pick.first, pick.second, count});
    questions.push_back(json::object{
        {"question", id.text()}, {"answered", tally.answered}, {"picks", std::move(picks)}});
  }
  return json::serialize(json::object{{"all", counts.all},
                                      {"channels", of(counts.channels)},
                                      {"groups", of(counts.groups)},
                                      {"hours", std::move(hours)},
                                      {"questions", std::move(questions)}});
}

Result<ReachCounts> read_counts(std::string_view kept) {
  try {
    const json::value in = json::parse(kept);
    ReachCounts out{.all = in.at("all").as_int64(),
                    .channels = named_from(in.at("channels")),
                    .groups = named_from(in.at("groups")),
                    .hours = {},
                    .questions = {}};
    for (const json::value& one : in.at("hours").as_array())
      out.hours[one.at(0).as_int64()] = one.at(1).as_int64();
    for (const json::value& one : in.at("questions").as_array()) {
      const auto id = QuestionId::parse(std::string_view(one.at("question").as_string()));
      if (!id) return fail(ErrorKind::storage, "kept counts: a question's id");
      Tally& tally = out.questions[*id];
      tally.answered = one.at("answered").as_int64();
      for (const json::value& pick : one.at("picks").as_array())
        tally.picks[{std::string(pick.at(0).as_string()), std::string(pick.at(1).as_string())}] =
            pick.at(2).as_int64();
    }
    return out;
  } catch (const std::exception& error) {
    return fail(ErrorKind::storage, fmt::format("kept counts: {}", error.what()));
  }
}

}  // namespace heed::listen::inside
