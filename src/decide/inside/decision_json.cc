#include "decide/inside/decision_json.h"

#include <boost/json.hpp>

#include "decide/inside/json_text.h"

namespace heed::decide::inside {
namespace {

namespace json = boost::json;

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
    d.activity = ActivityId::parse(json_text(in, "activity")).value_or(ActivityId{});
    d.activity_title = json_text(in, "title");
    d.body = json_text(in, "body");
    d.place = json_text(in, "place");
    d.held = TimeMs{in.at("held_ms").as_int64()};
    d.in_public = in.at("in_public").as_bool();
    d.closed_reason = json_text(in, "closed_reason");
    if (in.at("notice_ms").is_int64()) d.notice = TimeMs{in.at("notice_ms").as_int64()};
    d.decided = json_text(in, "decided");
    d.reasons = json_text(in, "reasons");
    d.options = json_text(in, "options");
    d.conditions = json_text(in, "conditions");
    d.interests = json_text(in, "interests");
    d.pack_hash = json_text(in, "pack");
    d.by = json_text(in, "by");
    for (const json::value& one : in.at("gaps").as_array()) {
      const json::object& gap = one.as_object();
      d.gaps.push_back({FindingId::parse(json_text(gap, "finding")).value_or(FindingId{}),
                        json_text(gap, "name"), json_text(gap, "reason")});
    }
    for (const json::value& one : in.at("equality").as_array()) {
      const json::object& view = one.as_object();
      d.equality.push_back(
          {satisfied_named(json_text(view, "satisfied")).value_or(Satisfied::concerns),
           json_text(view, "words"), json_text(view, "person"), json_text(view, "page"),
           TimeMs{view.at("recorded_ms").as_int64()}});
    }
    // Decisions from before these were kept have neither.
    if (const json::value* heard = in.if_contains("heard"))
      for (const json::value& one : heard->as_array()) {
        const json::object& each = one.as_object();
        d.heard.push_back({FindingId::parse(json_text(each, "finding")).value_or(FindingId{}),
                           ThemeId::parse(json_text(each, "theme")).value_or(ThemeId{}),
                           json_text(each, "name"), json_text(each, "said_by")});
      }
    if (const json::value* kept = in.if_contains("evaluation")) {
      const json::object& plan = kept->as_object();
      if (plan.at("due_ms").is_int64()) d.evaluation.due = TimeMs{plan.at("due_ms").as_int64()};
      d.evaluation.aims = json_text(plan, "aims");
      d.evaluation.measures = json_text(plan, "measures");
      d.evaluation.none_because = json_text(plan, "none_because");
    }
    return d;
  } catch (const std::exception& error) {
    return fail(ErrorKind::storage, fmt::format("a decision: {}", error.what()));
  }
}

}  // namespace heed::decide::inside
