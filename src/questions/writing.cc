#include "questions/writing.h"

#include <set>

#include "base/embedded.h"
#include "base/text.h"

namespace heed::questions {
namespace {

struct Mark {
  std::string_view written;
  bool Choice::* flag;
};
constexpr std::array<Mark, 3> kMarks = {{{"[say]", &Choice::own_words},
                                         {"[alone]", &Choice::alone},
                                         {"[speaks for]", &Choice::speaks_for}}};

std::vector<std::string> lines_in(std::string_view typed) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= typed.size();) {
    const std::size_t end = std::min(typed.find('\n', at), typed.size());
    const std::string_view line = trimmed(typed.substr(at, end - at));
    if (!line.empty()) lines.emplace_back(line);
    at = end + 1;
  }
  return lines;
}

// What stands before the marks at the end of a line, which are set on `choice`.
std::string without_marks(std::string_view line, Choice& choice) {
  for (bool again = true; again;) {
    again = false;
    for (const Mark& mark : kMarks)
      if (line.ends_with(mark.written)) {
        choice.*mark.flag = true;
        line = trimmed(line.substr(0, line.size() - mark.written.size()));
        again = true;
      }
  }
  return std::string(line);
}

// "By bus or tram!" -> "by-bus-or-tram"; numbered when it is taken or has no letters of ours.
std::string id_for(std::string_view text, std::set<std::string>& taken) {
  std::string id;
  for (const char c : lowered(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) id += c;
    if (!plain && !id.empty() && id.back() != '-') id += '-';
    if (id.size() >= 32) break;
  }
  while (id.ends_with('-')) id.pop_back();
  if (id.empty()) id = "choice";
  std::string free = id;
  for (int n = 2; !taken.insert(free).second; ++n) free = fmt::format("{}-{}", id, n);
  return free;
}

}  // namespace

std::string lines_of(const std::vector<Choice>& choices, std::string_view language) {
  std::string lines, group;
  for (const Choice& choice : choices) {
    const auto own = [&](const Words& words) {
      const auto found = words.find(std::string(language));
      return found == words.end() ? std::string() : found->second;
    };
    if (own(choice.group) != group) {
      group = own(choice.group);
      lines += "# " + group + "\n";
    }
    lines += own(choice.text);
    if (language == "en")
      for (const Mark& mark : kMarks)
        if (choice.*mark.flag) lines += " " + std::string(mark.written);
    lines += "\n";
  }
  return lines;
}

Result<std::vector<Choice>> choices_from(std::string_view typed,
                                         const std::vector<Choice>& before) {
  std::vector<Choice> now;
  std::string group;
  for (std::string& line : lines_in(typed)) {
    if (line.starts_with("#")) {
      group = std::string(trimmed(std::string_view(line).substr(1)));
      continue;
    }
    Choice choice;
    line = without_marks(line, choice);
    if (line.empty()) return refuse("One of the answers has no words.");
    choice.text["en"] = TRY(bounded_text(line, limits::kShortTextChars));
    if (!group.empty()) choice.group["en"] = group;
    now.push_back(std::move(choice));
  }
  if (now.size() > limits::kChoicesMax)
    return refuse(fmt::format("There are more than {} answers.", limits::kChoicesMax),
                  ErrorKind::too_large);
  const auto keep = [&](Choice& choice, const Choice& was) {
    choice.id = was.id;
    for (const auto& [language, text] : was.text) choice.text.try_emplace(language, text);
    choice.help = was.help;
    if (choice.group == Words{} || was.group.empty()) return;
    if (in_language(was.group, "en") == in_language(choice.group, "en")) choice.group = was.group;
  };
  std::set<std::string> taken;
  for (Choice& choice : now)
    for (const Choice& was : before)
      if (in_language(was.text, "en") == choice.text["en"] && taken.insert(was.id).second) {
        keep(choice, was);
        break;
      }
  for (std::size_t i = 0; i < now.size(); ++i)
    if (now[i].id.empty() && now.size() == before.size() && taken.insert(before[i].id).second)
      keep(now[i], before[i]);
  for (Choice& choice : now)
    if (choice.id.empty()) choice.id = id_for(choice.text["en"], taken);
  return now;
}

void translate(std::vector<Choice>& choices, std::string_view language, std::string_view typed) {
  const std::string own(language);
  std::vector<std::pair<std::string, std::string>> lines;  // Each with the heading above it.
  std::string group;
  for (std::string& line : lines_in(typed)) {
    if (line.starts_with("#"))
      group = std::string(trimmed(std::string_view(line).substr(1)));
    else
      lines.emplace_back(group, std::move(line));
  }
  for (std::size_t i = 0; i < choices.size(); ++i) {
    choices[i].text.erase(own);
    choices[i].group.erase(own);
    if (i >= lines.size()) continue;
    choices[i].text[own] = std::move(lines[i].second);
    // Under a heading in English as well, or there is nothing to fall back on.
    if (!lines[i].first.empty() && !choices[i].group.empty())
      choices[i].group[own] = lines[i].first;
  }
}

namespace inside {
void rename(Condition& condition, const std::map<QuestionId, QuestionId>& ids) {
  if (const auto found = ids.find(condition.question); found != ids.end())
    condition.question = found->second;
  for (Condition& each : condition.of) rename(each, ids);
}
}  // namespace inside

std::vector<Question> about_you_lists() {
  std::vector<Question> all;
  for (const EmbeddedFile& file : embedded_files("lists")) {
    Question question{.kind = Kind::about, .chars_max = limits::kShortTextChars};
    question.choices_max = 1;
    std::string group;
    for (const std::string& line : lines_in(file.bytes)) {
      const std::size_t colon = std::min(line.find(':'), line.size() - 1);
      const std::string_view name = std::string_view(line).substr(0, colon);
      const std::string_view value = trimmed(std::string_view(line).substr(colon + 1));
      if (name == "list") question.code_list = value;
      if (name == "question") question.text["en"] = value;
      if (name == "help") question.help["en"] = value;
      if (name == "several") question.choices_max = 0;
      if (name == "group") group = value;
      if (name != "code") continue;
      // "code: 13 English, Welsh …": the code, and how a form says it.
      const std::size_t space = std::min(value.find(' '), value.size());
      Choice choice{.id = std::string(value.substr(0, space))};
      choice.text["en"] = without_marks(trimmed(value.substr(space)), choice);
      if (!group.empty()) choice.group["en"] = group;
      question.choices.push_back(std::move(choice));
    }
    all.push_back(std::move(question));
  }
  return all;
}

}  // namespace heed::questions
