#include "decide/inside/page_json.h"

#include <boost/json.hpp>

#include "decide/inside/json_text.h"

namespace heed::decide::inside {
namespace {

namespace json = boost::json;

json::object of(const Finding& finding) {
  json::array quotes;
  for (const std::string& quote : finding.quotes) quotes.emplace_back(quote);
  json::object out{{"finding", finding.id.text()}, {"theme", finding.theme.text()},
                   {"name", finding.name},         {"summary", finding.summary},
                   {"said_by", finding.said_by},   {"material", finding.material},
                   {"quotes", std::move(quotes)},  {"response", nullptr}};
  if (!finding.point.empty()) out["point"] = finding.point;
  if (finding.response) {
    const OurResponse& r = *finding.response;
    out["response"] = json::object{{"effect", name_of(r.effect)}, {"what", r.what},
                                   {"because", r.because},        {"owner", r.owner},
                                   {"progress", r.progress},      {"evidence", r.evidence}};
  }
  return out;
}

// Written since a later version: empty where it is not there.
std::string text_if_any(const json::object& in, std::string_view key) {
  const json::value* found = in.if_contains(key);
  return found == nullptr ? std::string() : std::string(found->as_string());
}

Finding finding_from(const json::object& in) {
  Finding finding;
  finding.id = FindingId::parse(json_text(in, "finding")).value_or(FindingId{});
  finding.theme = ThemeId::parse(json_text(in, "theme")).value_or(ThemeId{});
  finding.name = json_text(in, "name");
  finding.summary = json_text(in, "summary");
  finding.said_by = json_text(in, "said_by");
  finding.point = text_if_any(in, "point");
  finding.material = in.at("material").as_bool();
  for (const json::value& quote : in.at("quotes").as_array())
    finding.quotes.emplace_back(quote.as_string());
  if (in.at("response").is_object()) {
    const json::object& r = in.at("response").as_object();
    finding.response = OurResponse{effect_named(json_text(r, "effect")).value_or(Effect::changed),
                                   json_text(r, "what"),
                                   json_text(r, "because"),
                                   json_text(r, "owner"),
                                   json_text(r, "progress"),
                                   text_if_any(r, "evidence")};
  }
  return finding;
}

}  // namespace

std::string write_page(const Published& page) {
  json::array findings, channels;
  for (const Finding& finding : page.findings) findings.push_back(of(finding));
  for (const auto& [name, count] : page.heard_by_channel)
    channels.push_back(json::array{json::string(name), json::string(count)});
  json::array equality;
  for (const EqualityView& view : page.equality)
    equality.push_back(json::object{{"satisfied", name_of(view.satisfied)},
                                    {"words", view.words},
                                    {"person", view.person},
                                    {"page", view.page_hash},
                                    {"recorded_ms", view.recorded.ms}});
  return json::serialize(json::object{{"title", page.title},
                                      {"equality", std::move(equality)},
                                      {"outcome", page.outcome},
                                      {"not_heard", page.not_heard},
                                      {"against", page.against},
                                      {"heard_from", page.heard_from},
                                      {"heard_by_channel", std::move(channels)},
                                      {"findings", std::move(findings)}});
}

Result<Published> read_page(std::string_view stored) {
  try {
    const json::value root = json::parse(stored);
    const json::object& in = root.as_object();
    Published page;
    page.title = json_text(in, "title");
    page.outcome = json_text(in, "outcome");
    page.not_heard = json_text(in, "not_heard");
    page.against = json_text(in, "against");
    page.heard_from = json_text(in, "heard_from");
    for (const json::value& pair : in.at("heard_by_channel").as_array())
      page.heard_by_channel.emplace_back(std::string(pair.at(0).as_string()),
                                         std::string(pair.at(1).as_string()));
    if (const json::value* views = in.if_contains("equality"))
      for (const json::value& one : views->as_array()) {
        const json::object& view = one.as_object();
        page.equality.push_back(
            {satisfied_named(json_text(view, "satisfied")).value_or(Satisfied::concerns),
             json_text(view, "words"), json_text(view, "person"), json_text(view, "page"),
             TimeMs{view.at("recorded_ms").as_int64()}});
      }
    for (const json::value& one : in.at("findings").as_array())
      page.findings.push_back(finding_from(one.as_object()));
    return page;
  } catch (const std::exception& error) {
    return fail(ErrorKind::storage, fmt::format("a published page: {}", error.what()));
  }
}

}  // namespace heed::decide::inside
