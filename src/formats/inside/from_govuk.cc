// A consultation page of GOV.UK, as its content item (JSON): the activity and what came of it.
#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/html_text.h"

namespace heed::formats::inside {
namespace {

std::string contact_of(const boost::json::value& ways) {
  std::string contact;
  for (const std::string_view name : {"email", "postal_address", "link_url"})
    if (const std::string part = member(ways, {name}); !part.empty())
      contact += (contact.empty() ? "" : ", ") + part;
  for (char& c : contact)
    if (c == '\n' || c == '\r') c = ' ';
  return contact;
}

void say_documents(const boost::json::value& details, std::string_view name, SurveyFile& read) {
  const auto* documents = members(details, {name});
  if (documents == nullptr) return;
  for (const boost::json::value& document : *documents) {
    // Its title is the first line; size, format and help with reading it follow.
    const std::string said = html_text(as_text(document));
    read.not_carried.push_back(
        {"document " + shortened(trimmed(std::string_view(said).substr(0, said.find('\n'))), 120),
         "the page names the file but does not hold it; add it as a document"});
  }
}

}  // namespace

bool is_govuk(Looked& file) {
  const boost::json::value* json = file.json();
  return json != nullptr && json->is_object() && !file.json_lines() &&
         json->as_object().contains("details") && !member(*json, {"title"}).empty() &&
         (member(*json, {"schema_name"}) == "consultation" ||
          member(*json, {"document_type"}).find("consultation") != std::string::npos);
}

Result<SurveyFile> read_govuk(Looked& file) {
  const boost::json::object& page = file.json()->as_object();
  const boost::json::value& details = page.at("details");
  SurveyFile read{.kind = "govuk_consultation", .encoding = file.encoding()};
  FoundActivity found{.kind = "formal_consultation",
                      .title = member(*file.json(), {"title"}),
                      .purpose = member(*file.json(), {"description"}),
                      .link = member(*file.json(), {"base_path"}),
                      .opens = member(details, {"opening_date"}),
                      .closes = member(details, {"closing_date"})};
  if (const std::string body = html_text(member(details, {"body"})); !body.empty())
    found.purpose += (found.purpose.empty() ? "" : "\n\n") + body;
  found.outcome = html_text(member(details, {"final_outcome_detail"}));
  if (details.is_object())
    if (const auto* ways = details.as_object().if_contains("ways_to_respond"))
      found.contact = contact_of(*ways);
  if (const auto* links = page.if_contains("links"))
    if (const auto* bodies = members(*links, {"organisations"}); bodies && !bodies->empty())
      found.owner = member(bodies->front(), {"title"});
  say_documents(details, "documents", read);
  say_documents(details, "final_outcome_documents", read);
  say_documents(details, "public_feedback_documents", read);
  if (const std::string heard = html_text(member(details, {"public_feedback_detail"}));
      !heard.empty())
    read.not_carried.push_back({"public_feedback_detail", "a summary of answers, not the answers"});
  if (const std::string held = member(details, {"held_on_another_website_url"}); !held.empty())
    read.not_carried.push_back({"held_on_another_website_url", "it is answered at " + held});
  if (const auto* history = members(details, {"change_history"}))
    for (const boost::json::value& one : *history)
      if (const std::string note = member(one, {"note"}); !note.empty())
        found.updates.push_back(member(one, {"public_timestamp"}).substr(0, 10) + ": " + note);
  read.title = found.title;
  read.activities.push_back(std::move(found));
  return read;
}

}  // namespace heed::formats::inside
