// Questionnaire: what is asked, as a value. Sections of questions, each of a kind, with texts per
// language. Only questions/ makes a CheckedResponse, so nothing unchecked can be kept.
//
//   Questionnaire asked = TRY(read_questionnaire(json));
//   Checked checked = check_response(asked, press_key, answers);   // problems, or a
//   CheckedResponse
//
// Every kind of question is asked, read, shown and exported through kinds.h; what an answer is as
// text is in value.h.
// Threads: plain values, pure functions.
// Does not: know of HTTP or SQL.
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
#include "questions/value.h"

namespace heed::pages {
class Words;
}

namespace heed::questions {

// A text in several languages, by BCP 47 code; always has "en".
using Words = std::map<std::string, std::string>;
// The text in `language`, or in English.
std::string_view in_language(const Words& words, std::string_view language);

// One folder each under kinds/, one line each in inside/catalogue.cc.
enum class Kind {
  long_text,
  short_text,
  choose_one,
  choose_many,
  scale,     // A whole number from `least` to `most`, its ends named by the first and last choice.
  matrix,    // One of `choices` for each of `rows`.
  ranking,   // An order of `choices`, 1 for the first; `choices_max` are enough.
  number,    // From `least` to `most`, with `decimals`.
  date,      // ISO, whole days.
  postcode,  // Kept as outward code and area; the rest is dropped while it is read.
  file,
  vote,      // Agree, disagree or pass on each of `rows`.
  capacity,  // As whom somebody answers; choices like choose_many, and whom they speak for.
  about,     // About-you, from a code list; kept apart from everything else (DESIGN 4).
};
std::string_view name_of(Kind kind);  // As stored: "choose_one".
std::optional<Kind> kind_named(std::string_view name);

// One thing that can be chosen, a row of a matrix, or a statement to vote on.
struct Choice {
  std::string id;  // What is kept: a-z, 0-9, '_' and '-', 1 to 40; unique within its list.
  Words text;
  Words help = {};
  Words group = {};         // A heading above it, where a long list has parts.
  bool own_words = false;   // Room to say what ("Other").
  bool alone = false;       // Not together with others ("None of these").
  bool speaks_for = false;  // Capacity: asks for the organisation and how many it speaks for.
};

// When a question is asked. A leaf looks at the answer of an earlier question.
struct Condition {
  enum class Test {
    always,
    is,      // `value` is, or is among, what was chosen (of a matrix: "row=choice").
    is_not,  // Answered, and not with `value`.
    answered,
    not_answered,
    at_least,  // A number or scale.
    at_most,
    all,  // Of `of`.
    any,
    none,
  };
  Test test = Test::always;
  QuestionId question = {};
  std::string value = {};
  std::vector<Condition> of = {};
};
std::string_view name_of(Condition::Test test);  // As stored: "at_least".
std::optional<Condition::Test> test_named(std::string_view name);

struct Question {
  QuestionId id;
  Kind kind = Kind::long_text;
  Words text;
  Words help = {};
  bool required = false;
  std::size_t chars_max = limits::kLongTextChars;  // Of each text that can be typed.
  std::vector<Choice> choices = {};
  std::vector<Choice> rows = {};
  std::size_t choices_max = 0;             // Of choose_many and ranking; 0: all.
  std::optional<std::int64_t> least = {};  // Of scale and number: whole units.
  std::optional<std::int64_t> most = {};
  int decimals = 0;            // Of number: at most so many places.
  std::string code_list = {};  // Of about: "ethnic-group/2021", a list and its version.
  Condition show_if = {};

  const Choice* choice(std::string_view choice_id) const;
  const Choice* row(std::string_view row_id) const;
};

struct Section {
  Words title;
  std::vector<Question> questions;
  Words intro = {};
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

// What keeps a questionnaire from being asked: no choices to choose from, the same about-you list
// twice, a condition on a later question, texts too long. Each names the question's id, or "".
std::vector<Problem> check_questionnaire(const Questionnaire& asked);

// By question: a Value as text (value.h), as it stands in a draft.
using Answers = std::vector<std::pair<QuestionId, std::string>>;
std::string_view answer_to(const Answers& answers, QuestionId id);  // Empty when there is none.

// All of them together, files too, within limits::kResponseBytes.
bool fits(const Answers& answers);

// The questions that these answers lead to, in order: show-if conditions looked at from the top,
// and an answer to a question that is not shown counts as not given.
std::vector<const Question*> questions_shown(const Questionnaire& asked, const Answers& answers);
// Those that were answered and are not shown any more: said to people, and not sent.
std::vector<const Question*> answers_left_out(const Questionnaire& asked, const Answers& answers);

class CheckedResponse;
struct Checked;
// Problems name the question's id as their field, and say it in the language of `words` (English).
Checked check_response(const Questionnaire& asked, PressKey press_key, const Answers& answers,
                       const pages::Words* words = nullptr);
// Problems of one answer alone, for one page of the form.
std::vector<Problem> check_answer(const Question& question, std::string_view kept,
                                  const pages::Words* words = nullptr);

class CheckedResponse {
 public:
  PressKey press_key() const { return press_key_; }
  std::int64_t questionnaire_version() const { return version_; }
  struct Answer {
    QuestionId question;
    std::string wording;  // In English, as asked.
    std::string words;    // Exactly as typed, or the Value as text.
    Kind kind = Kind::long_text;
    Value value = {};               // Coded parts; empty for the two text kinds.
    std::vector<Said> voices = {};  // What was said in people's own words.
    std::string code_list = {};     // Of an about-you answer.
  };
  // Unanswered ones left out, and about-you ones, which have their own place.
  const std::vector<Answer>& answers() const { return answers_; }
  const std::vector<Answer>& about() const { return about_; }

 private:
  friend Checked check_response(const Questionnaire&, PressKey, const Answers&,
                                const pages::Words*);
  CheckedResponse() = default;
  PressKey press_key_;
  std::int64_t version_ = 0;
  std::vector<Answer> answers_;
  std::vector<Answer> about_;
};

struct Checked {
  std::vector<Problem> problems;
  std::optional<CheckedResponse> response;  // Only without problems.
};

}  // namespace heed::questions
