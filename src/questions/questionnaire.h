// Questionnaire: what is asked, as a value. Sections of questions, each of a kind, with texts per
// language. Only questions/ makes a CheckedResponse, so nothing unchecked can be kept.
//
//   Questionnaire asked = TRY(read_questionnaire(json));
//   Checked checked = check_response(asked, press_key, answers);   // problems, or a
//   CheckedResponse
//
// Threads: plain values, pure functions.
// Does not: know of HTTP, HTML or SQL.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/limits.h"
#include "base/problem.h"
#include "base/result.h"

namespace heed::questions {

// A text in several languages, by BCP 47 code; always has "en".
using Words = std::map<std::string, std::string>;
// The text in `language`, or in English.
std::string_view in_language(const Words& words, std::string_view language);

enum class Kind { long_text };

struct Question {
  QuestionId id;
  Kind kind = Kind::long_text;
  Words text;
  Words help;
  bool required = false;
  std::size_t chars_max = limits::kLongTextChars;
};

struct Section {
  Words title;
  std::vector<Question> questions;
};

struct Questionnaire {
  std::int64_t version = 1;
  std::vector<std::string> languages = {"en"};
  std::vector<Section> sections;
  // Every question, in the order asked.
  std::vector<const Question*> questions() const;
  const Question* find(QuestionId id) const;
};

std::string write_questionnaire(const Questionnaire& asked);      // JSON
Result<Questionnaire> read_questionnaire(std::string_view json);  // Errors: invalid.

using Answers = std::vector<std::pair<QuestionId, std::string>>;  // As typed.

class CheckedResponse;
struct Checked;
// Problems name the question's id as their field; message keys are English sentences for words/.
Checked check_response(const Questionnaire& asked, PressKey press_key, const Answers& answers);
// Problems of one answer alone, for one page of the form.
std::vector<Problem> check_answer(const Question& question, std::string_view typed);

class CheckedResponse {
 public:
  PressKey press_key() const { return press_key_; }
  std::int64_t questionnaire_version() const { return version_; }
  struct Answer {
    QuestionId question;
    std::string wording;  // In English, as asked.
    std::string words;    // Exactly as typed.
  };
  const std::vector<Answer>& answers() const { return answers_; }  // Unanswered ones left out.

 private:
  friend Checked check_response(const Questionnaire&, PressKey, const Answers&);
  CheckedResponse() = default;
  PressKey press_key_;
  std::int64_t version_ = 0;
  std::vector<Answer> answers_;
};

struct Checked {
  std::vector<Problem> problems;
  std::optional<CheckedResponse> response;  // Only without problems.
};

}  // namespace heed::questions
