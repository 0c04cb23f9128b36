// The exchange files of the government's Consult (ThemeFinder): respondents, questions, responses,
// themes and mappings as JSON and JSON lines, by folder, in a zip, or one alone. What each file is,
// is told from its members; which question it is about, from its folder.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {
namespace {

enum class Part : std::uint8_t {
  none,
  question,
  respondents,
  responses,
  choices,
  themes,
  mapping,
  position,
  detail
};

const boost::json::object* first_object(const boost::json::value& json) {
  if (json.is_object()) return &json.as_object();
  if (!json.is_array() || json.as_array().empty()) return nullptr;
  return json.as_array().front().if_object();
}

Part part_of(Looked& file) {
  const boost::json::value* json = file.json();
  const boost::json::object* one = json ? first_object(*json) : nullptr;
  if (one == nullptr) return Part::none;
  const auto has = [&](std::string_view name) { return one->contains(name); };
  if (has("question_text")) return Part::question;
  if (json->is_array() && !file.json_lines() &&
      ((has("topic_id") && has("topic_label")) || (has("theme_key") && has("theme_name"))))
    return Part::themes;
  if (!has("response_id") && !has("themefinder_id")) return Part::none;
  if (has("demographic_data") || has("demographics")) return Part::respondents;
  if (has("labels") || has("theme_keys")) return Part::mapping;
  if (has("position") || has("sentiment")) return Part::position;
  if (has("evidence_rich")) return Part::detail;
  if (has("response") || has("text")) return Part::responses;
  if (has("options") || has("multi_choice_options")) return Part::choices;
  return has("themefinder_id") ? Part::respondents : Part::none;
}

struct Question {
  std::string wording;
  std::map<std::string, std::string> themes;                                     // Key: name.
  std::map<std::string, std::string> words, choices, coded, position, evidence;  // By respondent.
};

struct Exchange {
  std::map<std::string, Question> questions;  // By folder.
  std::vector<std::string> people;            // In the order met.
  std::map<std::string, bool> met;
  std::map<std::string, bool> about;  // Headings of what is known of respondents.
  std::vector<NotCarried> not_carried;

  void meet(const std::string& id) {
    if (met.try_emplace(id, true).second) people.push_back(id);
  }
};

// "inputs/question_part_1/responses.jsonl" -> "question_part_1".
std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view folder = path.substr(0, slash);
  return std::string(folder.substr(folder.rfind('/') + 1));
}

std::string joined(const boost::json::array* items, std::string_view between) {
  std::string out;
  if (items != nullptr)
    for (const boost::json::value& item : *items)
      out += (out.empty() ? "" : std::string(between)) + as_text(item);
  return out;
}

void take_lines(const boost::json::array& lines, Part part, Question& question, Exchange& into) {
  for (const boost::json::value& line : lines) {
    const std::string id = member(line, {"response_id", "themefinder_id"});
    if (id.empty()) continue;
    switch (part) {
      case Part::respondents: {
        into.meet(id);
        for (const std::string_view name : {"demographic_data", "demographics"})
          if (const auto* found = line.as_object().if_contains(name); found && found->is_object())
            for (const auto& [heading, value] : found->as_object()) into.about[heading] = true;
        break;
      }
      case Part::responses:
        into.meet(id);
        question.words[id] = member(line, {"response", "text"});
        if (const auto* options = members(line, {"options"}))
          question.choices[id] = joined(options, "; ");
        break;
      case Part::choices:
        into.meet(id);
        question.choices[id] = joined(members(line, {"multi_choice_options", "options"}), "; ");
        break;
      case Part::mapping:
        question.coded[id] = joined(members(line, {"labels", "theme_keys"}), "\n");
        break;
      case Part::position:
        question.position[id] = lowered(member(line, {"position", "sentiment"}));
        break;
      case Part::detail:
        if (member(line, {"evidence_rich"}) == "YES") question.evidence[id] = "rich in evidence";
        break;
      case Part::none:
      case Part::question:
      case Part::themes:
        break;
    }
  }
}

void take(Looked& file, std::string_view path, Exchange& into) {
  const Part part = part_of(file);
  if (part == Part::none) {
    into.not_carried.push_back({std::string(path), "not part of a Consult exchange"});
    return;
  }
  const boost::json::value& json = *file.json();
  if (part == Part::respondents) {
    Question unused;
    if (json.is_array())
      take_lines(json.as_array(), part, unused, into);
    else
      take_lines({json}, part, unused, into);
    return;
  }
  Question& question = into.questions[folder_of(path)];
  if (part == Part::question) {
    question.wording =
        member(*(json.is_array() ? &json.as_array().front() : &json), {"question_text"});
  } else if (part == Part::themes) {
    for (const boost::json::value& theme : json.as_array())
      question.themes[member(theme, {"topic_id", "theme_key"})] =
          member(theme, {"topic_label", "theme_name"});
  } else if (json.is_array()) {
    take_lines(json.as_array(), part, question, into);
  } else {
    take_lines({json}, part, question, into);
  }
}

// Names of themes for their keys; a key without a name stands for itself.
std::string named(const Question& question, const std::string& keys) {
  std::string out;
  for (std::size_t at = 0; at <= keys.size() && !keys.empty();) {
    const std::size_t end = std::min(keys.find('\n', at), keys.size());
    const std::string key = keys.substr(at, end - at);
    const auto theme = question.themes.find(key);
    out += (out.empty() ? "" : "\n") + (theme == question.themes.end() ? key : theme->second);
    at = end + 1;
  }
  return out;
}

std::string found(const std::map<std::string, std::string>& in, const std::string& id) {
  const auto at = in.find(id);
  return at == in.end() ? std::string() : at->second;
}

SurveyFile as_survey(Exchange&& exchange) {
  SurveyFile read{.kind = "consult", .encoding = "UTF-8"};
  read.not_carried = std::move(exchange.not_carried);
  for (const auto& [heading, known] : exchange.about)
    read.not_carried.push_back({"about respondents: " + heading,
                                "what is known about a person is not kept beside their words"});
  const auto column = [&](std::string heading, ColumnUse use) {
    read.table.header.push_back(std::move(heading));
    read.uses.push_back(use);
  };
  std::size_t number = 0;
  for (const auto& [folder, question] : exchange.questions) {
    ++number;
    const std::string wording =
        question.wording.empty() ? fmt::format("Question {}", number) : question.wording;
    if (!question.words.empty()) {
      column(wording, ColumnUse::answer);
      if (!question.coded.empty()) column("Themes", ColumnUse::theme);
      if (!question.position.empty()) column("Position", ColumnUse::theme);
      if (!question.evidence.empty()) column("Evidence", ColumnUse::theme);
    } else if (!question.coded.empty() || !question.position.empty() ||
               !question.evidence.empty() || !question.themes.empty()) {
      read.not_carried.push_back(
          {folder.empty() ? "file" : folder, "themes without the responses that carry them"});
    }
    if (!question.choices.empty()) column(wording, ColumnUse::choice);
    if (question.words.empty() && question.choices.empty() && !question.wording.empty()) {
      if (!read.asked) read.asked.emplace(FoundSurvey{.languages = {"en"}, .sections = {{}}});
      read.asked->sections.front().questions.push_back({.text = {{"en", wording}}});
    }
  }
  if (read.table.header.empty()) return read;
  read.table.kind = "consult";
  for (const std::string& id : exchange.people) {
    TableRow row{.line = read.table.rows.size() + 1, .cells = {}};
    for (const auto& [folder, question] : exchange.questions) {
      if (!question.words.empty()) {
        row.cells.push_back(found(question.words, id));
        if (!question.coded.empty())
          row.cells.push_back(named(question, found(question.coded, id)));
        if (!question.position.empty()) row.cells.push_back(found(question.position, id));
        if (!question.evidence.empty()) row.cells.push_back(found(question.evidence, id));
      }
      if (!question.choices.empty()) row.cells.push_back(found(question.choices, id));
    }
    read.table.rows.push_back(std::move(row));
  }
  return read;
}

}  // namespace

bool is_consult(Looked& file) {
  if (const auto* parts = file.parts())
    return std::ranges::any_of(*parts, [](const FolderFile& part) {
      Looked one(part.path, part.bytes);
      return part_of(one) != Part::none;
    });
  return !file.is_zip() && part_of(file) != Part::none;
}

Result<SurveyFile> read_consult(Looked& file) {
  Exchange exchange;
  const auto* parts = file.parts();
  if (parts == nullptr) {
    take(file, file.name(), exchange);
  } else {
    for (const FolderFile& part : *parts) {
      Looked one(part.path, part.bytes);
      take(one, part.path, exchange);
    }
  }
  return as_survey(std::move(exchange));
}

}  // namespace heed::formats::inside
