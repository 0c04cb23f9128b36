#include "decide/inside/decision_json.h"

#include <boost/json.hpp>

namespace heed::decide::inside {
namespace {

namespace json = boost::json;

std::string text(const json::object& in, std::string_view key) {
  return std::string(in.at(key).as_string());
}

}  // namespace

std::string write_decision(const Decision& d) {
  json::array gaps, equality, heard;
  for (const HeardBefore& each : d.heard)
    heard.push_back(json::object{{"finding", each.finding.text()},
                                 {"theme", each.theme.text()},
                                 {"name", each.name},
                                 {"said_by", each.said_by}});
  for (const Gap& gap : d.gaps)
    gaps.push_back(
        json::object{{"finding", gap.finding.text()}, {"name", gap.name}, {"reason", gap.reason}});
  for (const EqualityView& view : d.equality)
    equality.push_back(json::object{{"satisfied", name_of(view.satisfied)},
                                    {"words", view.words},
                                    {"person", view.person},
                                    {"page", view.page_hash},
                                    {"recorded_ms", view.recorded.ms}});
  return json::serialize(json::object{
      {"activity", d.activity.text()},
      {"title", d.activity_title},
      {"body", d.body},
      {"place", d.place},
      {"held_ms", d.held.ms},
      {"in_public", d.in_public},
      {"closed_reason", d.closed_reason},
      {"notice_ms", d.notice ? json::value(d.notice->ms) : json::value(nullptr)},
      {"decided", d.decided},
      {"reasons", d.reasons},
      {"options", d.options},
      {"conditions", d.conditions},
      {"interests", d.interests},
      {"gaps", std::move(gaps)},
      {"equality", std::move(equality)},
      {"heard", std::move(heard)},
      {"evaluation", json::object{{"due_ms", d.evaluation.due ? json::value(d.evaluation.due->ms)
                                                              : json::value(nullptr)},
                                  {"aims", d.evaluation.aims},
                                  {"measures", d.evaluation.measures},
                                  {"none_because", d.evaluation.none_because}}},
      {"pack", d.pack_hash},
      {"by", d.by}});
}

Result<Decision> read_decision(std::string_view stored) {
  try {
    const json::value root = json::parse(stored);
    const json::object& in = root.as_object();
    Decision d;
    d.activity = ActivityId::parse(text(in, "activity")).value_or(ActivityId{});
    d.activity_title = text(in, "title");
    d.body = text(in, "body");
    d.place = text(in, "place");
    d.held = TimeMs{in.at("held_ms").as_int64()};
    d.in_public = in.at("in_public").as_bool();
    d.closed_reason = text(in, "closed_reason");
    if (in.at("notice_ms").is_int64()) d.notice = TimeMs{in.at("notice_ms").as_int64()};
    d.decided = text(in, "decided");
    d.reasons = text(in, "reasons");
    d.options = text(in, "options");
    d.conditions = text(in, "conditions");
    d.interests = text(in, "interests");
    d.pack_hash = text(in, "pack");
    d.by = text(in, "by");
    for (const json::value& one : in.at("gaps").as_array()) {
      const json::object& gap = one.as_object();
      d.gaps.push_back({FindingId::parse(text(gap, "finding")).value_or(FindingId{}),
                        text(gap, "name"), text(gap, "reason")});
    }
    for (const json::value& one : in.at("equality").as_array()) {
      const json::object& view = one.as_object();
      d.equality.push_back({satisfied_named(text(view, "satisfied")).value_or(Satisfied::concerns),
                            text(view, "words"), text(view, "person"), text(view, "page"),
                            TimeMs{view.at("recorded_ms").as_int64()}});
    }
    // Decisions from before these were kept have neither.
    if (const json::value* heard = in.if_contains("heard"))
      for (const json::value& one : heard->as_array()) {
        const json::object& each = one.as_object();
        d.heard.push_back({FindingId::parse(text(each, "finding")).value_or(FindingId{}),
                           ThemeId::parse(text(each, "theme")).value_or(ThemeId{}),
                           text(each, "name"), text(each, "said_by")});
      }
    if (const json::value* kept = in.if_contains("evaluation")) {
      const json::object& plan = kept->as_object();
      if (plan.at("due_ms").is_int64()) d.evaluation.due = TimeMs{plan.at("due_ms").as_int64()};
      d.evaluation.aims = text(plan, "aims");
      d.evaluation.measures = text(plan, "measures");
      d.evaluation.none_because = text(plan, "none_because");
    }
    return d;
  } catch (const std::exception& error) {
    return fail(ErrorKind::storage, fmt::format("a decision: {}", error.what()));
  }
}

}  // namespace heed::decide::inside
