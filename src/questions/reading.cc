#include "questions/reading.h"

#include "questions/kinds.h"

namespace heed::questions {
namespace {

constexpr int kWordsAMinute = 200;  // Adults reading on a screen, taken on the slow side.

Words only(const Words& words, std::string_view language) {
  if (words.empty()) return {};
  return {{"en", std::string(in_language(words, language))}};
}

void only(std::vector<Choice>& choices, std::string_view language) {
  for (Choice& choice : choices) {
    choice.text = only(choice.text, language);
    choice.help = only(choice.help, language);
    choice.group = only(choice.group, language);
  }
}

int words_in(std::string_view text) {
  int words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return words;
}

}  // namespace

Question said_in(const Question& question, std::string_view language) {
  Question said = question;
  said.text = only(question.text, language);
  said.help = only(question.help, language);
  only(said.choices, language);
  only(said.rows, language);
  return said;
}

int reading_minutes(const Questionnaire& asked, std::string_view language) {
  int words = 0, seconds = 0;
  const auto read = [&](const Words& texts) { words += words_in(in_language(texts, language)); };
  for (const Section& section : asked.sections) {
    read(section.title);
    read(section.intro);
    for (const Question& question : section.questions) {
      read(question.text);
      read(question.help);
      for (const Choice& choice : question.choices) read(choice.text);
      for (const Choice& row : question.rows) read(row.text);
      seconds += asker_of(question).seconds;
    }
  }
  return std::max(1, (words * 60 / kWordsAMinute + seconds + 30) / 60);
}

bool is_language(std::string_view code) {
  if (code.size() < 2 || code.size() > 35) return false;
  std::size_t part = 0;
  for (const char c : code) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (c == '-') {
      if (part < 2) return false;
      part = 0;
    } else if (letter || digit) {
      if (++part > 8) return false;
    } else {
      return false;
    }
  }
  return part >= 2;
}

}  // namespace heed::questions
