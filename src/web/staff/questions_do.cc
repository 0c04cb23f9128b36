// What each button on the page of questions does to them.
#include "base/text.h"
#include "platform/random.h"
#include "questions/ready_made.h"
#include "web/staff/inside/asking.h"

namespace heed::web::staff {
namespace {

using questions::Question;
using questions::Questionnaire;

// Up or down among all questions: past the end of a section is into the next one.
void move(Questionnaire& asked, QuestionId id, int by) {
  for (std::size_t s = 0; s < asked.sections.size(); ++s) {
    auto& list = asked.sections[s].questions;
    const auto at = std::ranges::find(list, id, &Question::id);
    if (at == list.end()) continue;
    const bool first = at == list.begin(), last = at + 1 == list.end();
    if (by < 0 ? !first : !last) {
      std::iter_swap(at, by < 0 ? at - 1 : at + 1);
    } else if (by < 0 ? s > 0 : s + 1 < asked.sections.size()) {
      auto& other = asked.sections[by < 0 ? s - 1 : s + 1].questions;
      other.insert(by < 0 ? other.end() : other.begin(), *at);
      list.erase(list.begin() + (at - list.begin()));
    }
    return;
  }
}

questions::Section& last_section(Questionnaire& asked) {
  if (asked.sections.empty()) asked.sections.emplace_back();
  return asked.sections.back();
}

}  // namespace

Result<> add_typed_lines(const Services& services, const Request& request, Questionnaire& asked) {
  const std::string all = typed(request, "questions");
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view line = trimmed(std::string_view(all).substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    const std::string wording = TRY(bounded_text(line, limits::kShortTextChars));
    last_section(asked).questions.push_back(
        {.id = services.random.id<QuestionId>(), .text = {{"en", wording}}});
  }
  return Done{};
}

namespace {

Result<> set_languages(const Request& request, Questionnaire& asked) {
  std::vector<std::string> languages = {"en"};
  std::string word;
  for (const char c : typed(request, "languages") + ",") {
    if (c != ',' && c != ' ' && c != '\r' && c != '\n') {
      word += c;
      continue;
    }
    if (word.empty()) continue;
    if (!questions::is_language(word))
      return refuse(fmt::format("“{}” is not the code of a language.", shortened(word, 40)));
    if (std::ranges::find(languages, word) == languages.end()) languages.push_back(word);
    word.clear();
  }
  if (languages.size() > limits::kLanguagesMax) return refuse("These are too many languages.");
  asked.languages = std::move(languages);
  return Done{};
}

}  // namespace

Result<> carry_out(Services& services, const Request& request, Asking& asking) {
  Questionnaire& asked = asking.asked;
  const std::string_view action = request.field("action");
  const auto id = QuestionId::parse(request.field("on"));
  const auto fresh = [&] { return services.random.id<QuestionId>(); };
  if (id && (action == "up" || action == "down")) {
    move(asked, *id, action == "up" ? -1 : 1);
  } else if (id && action == "remove") {
    for (questions::Section& section : asked.sections)
      std::erase_if(section.questions, [&](const Question& each) { return each.id == *id; });
  } else if (action == "lines") {
    return add_typed_lines(services, request, asked);
  } else if (action == "section") {
    const std::string title =
        TRY(bounded_text(trimmed(request.field("title")), limits::kTitleChars));
    if (title.empty()) return refuse("Give the section a title.");
    asked.sections.push_back({.title = {{"en", title}}, .questions = {}});
  } else if (action == "drop-section") {
    const auto at = whole_number(request.field("on"));
    if (!at || *at < 0 || static_cast<std::size_t>(*at) >= asked.sections.size() ||
        !asked.sections[static_cast<std::size_t>(*at)].questions.empty())
      return refuse("Only a section without questions can be removed.");
    asked.sections.erase(asked.sections.begin() + *at);
  } else if (action == "three") {
    asked.sections.push_back(questions::three_questions(fresh));
  } else if (action == "about") {
    questions::Section section{.title = {{"en", "About you"}},
                               .questions = questions::about_you_lists()};
    for (Question& question : section.questions) question.id = fresh();
    asked.sections.push_back(std::move(section));
  } else if (action == "languages") {
    return set_languages(request, asked);
  } else if (action == "copy") {
    const auto from = ActivityId::parse(request.field("from"));
    if (!from) return refuse("Choose an activity.");
    const auto theirs = services.activities.questionnaire(scope_of(request), *from);
    if (!theirs) return refuse("That activity asks nothing yet.");
    Questionnaire copy = questions::copied(*theirs, fresh);
    for (questions::Section& section : copy.sections) asked.sections.push_back(std::move(section));
    for (const std::string& each : theirs->languages)
      if (std::ranges::find(asked.languages, each) == asked.languages.end())
        asked.languages.push_back(each);
  } else {
    return fail(ErrorKind::not_found, "no such action");
  }
  return Done{};
}

}  // namespace heed::web::staff
