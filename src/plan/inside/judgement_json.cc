#include "plan/inside/judgement_json.h"

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace heed::plan::inside {
namespace {

namespace json = boost::json;

std::string text_in(const json::object& in, std::string_view key) {
  return std::string(in.at(key).as_string());
}

json::array texts_out(const std::vector<std::string>& all) {
  json::array out;
  for (const std::string& each : all) out.emplace_back(each);
  return out;
}

std::vector<std::string> texts_in(const json::object& in, std::string_view key) {
  std::vector<std::string> out;
  for (const json::value& each : in.at(key).as_array()) out.emplace_back(each.as_string());
  return out;
}

// A name, or nothing where there was nothing to say.
template <class T>
json::value named_or_null(const std::optional<T>& value) {
  return value ? json::value(json::string(name_of(*value))) : json::value();
}
template <class T>
std::optional<T> named_in(const json::object& in, std::string_view key,
                          std::optional<T> (*named)(std::string_view)) {
  const json::value& value = in.at(key);
  return value.is_string() ? named(value.as_string()) : std::nullopt;
}

void read_domains(const json::object& root, Judgement& into) {
  for (const json::value& one : root.at("domains").as_array()) {
    const json::object& each = one.as_object();
    const auto asked = std::ranges::find(domains(), text_in(each, "domain"), &DomainAsked::name);
    if (asked == domains().end()) continue;
    into.domains.push_back({.domain = asked->domain,
                            .impact = named_in(each, "impact", &impact_named),
                            .direction = named_in(each, "direction", &direction_named),
                            .likelihood = named_in(each, "likelihood", &likelihood_named),
                            .touches = texts_in(each, "touches"),
                            .evidence = text_in(each, "evidence")});
  }
}

void read_involvement(const json::object& root, Judgement& into) {
  for (const json::value& one : root.at("triggers").as_array()) {
    const json::object& each = one.as_object();
    into.involvement.triggers.push_back({.name = text_in(each, "name"),
                                         .applies = each.at("applies").as_bool(),
                                         .touches = texts_in(each, "touches"),
                                         .because = text_in(each, "because")});
  }
  for (const json::value& one : root.at("audiences").as_array()) {
    const json::object& each = one.as_object();
    into.involvement.audiences.push_back({text_in(each, "name"), text_in(each, "how")});
  }
}

}  // namespace

std::string written_significance(const std::vector<DomainJudged>& judged,
                                 std::string_view because) {
  json::array all;
  for (const DomainAsked& asked : domains()) {
    const auto found = std::ranges::find(judged, asked.domain, &DomainJudged::domain);
    if (found == judged.end()) continue;
    const bool some = found->impact && *found->impact != Impact::none;
    all.push_back(
        json::object{{"domain", asked.name},
                     {"impact", named_or_null(found->impact)},
                     {"direction", some ? named_or_null(found->direction) : json::value()},
                     {"likelihood", some ? named_or_null(found->likelihood) : json::value()},
                     {"touches", texts_out(found->touches)},
                     {"evidence", trimmed(found->evidence)}});
  }
  return json::serialize(json::object{{"domains", std::move(all)}, {"because", because}});
}

std::string written_involvement(const InvolvementJudged& judged, std::string_view because) {
  json::array all_triggers, all_audiences;
  for (const TriggerJudged& each : judged.triggers)
    all_triggers.push_back(json::object{{"name", each.name},
                                        {"applies", each.applies.value_or(false)},
                                        {"touches", texts_out(each.touches)},
                                        {"because", trimmed(each.because)}});
  for (const AudienceJudged& each : judged.audiences)
    all_audiences.push_back(json::object{{"name", each.name}, {"how", trimmed(each.how)}});
  return json::serialize(json::object{{"triggers", std::move(all_triggers)},
                                      {"audiences", std::move(all_audiences)},
                                      {"because", because}});
}

void read_judged(std::string_view stored, Judgement& into) {
  try {
    const json::value root = json::parse(stored);
    into.suggestion.because = text_in(root.as_object(), "because");
    if (into.about == About::significance)
      read_domains(root.as_object(), into);
    else
      read_involvement(root.as_object(), into);
  } catch (const std::exception&) {
    // Only the two above write it.
  }
}

}  // namespace heed::plan::inside
