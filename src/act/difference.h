// Difference: "did it make a difference?", asked 6 and 12 months after an answer was published, of
// everybody who asked to be told and of anyone who reads the page; and what they said (T-159).
//
//   for (const Asking& one : TRY(difference.due(operators))) told.tell(operators, letter_for(one));
//   TRY(difference.say(anyone, {.activity = id, .answer = Answer::partly, .words = typed}));
//   const std::vector<Said> said = TRY(difference.said(anyone, id));   // disclosed counts
//
// Threads: any.
// Does not: know who said it, or stop anybody from saying it twice: these are not votes, and the
// page says so.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "act/told.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "disclosure/disclosed.h"

namespace heed::act {

enum class Answer { yes, partly, no, cannot_say };
inline constexpr std::array kAnswers = {Answer::yes, Answer::partly, Answer::no,
                                        Answer::cannot_say};
std::string_view to_text(Answer answer);
std::optional<Answer> answer(std::string_view text);

// When it is asked, in months after publication.
inline constexpr std::array<int, 2> kMonths = {6, 12};

// The days on which it is asked of what is published at `published`, one for each of kMonths. An
// activity has them from the day it is planned, counted from when people were told they would hear.
std::array<TimeMs, kMonths.size()> asked_on(TimeMs published);

struct Asking {
  ActivityId activity;
  std::string title;
  int months;
};

struct DifferenceSaid {
  ActivityId activity;
  Answer answer = Answer::cannot_say;
  std::string words;
};

struct Said {
  int months;
  disclosure::Disclosed answers;  // Rows in the order of kAnswers.
};

class Difference {
 public:
  Difference(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Which activities have come to a month of kMonths, within the two months after it. Telling of
  // one is idempotent by its occasion, so asking again is harmless.
  Result<std::vector<Asking>> due(const Scope& scope);
  // The latest month that has come; nothing before the first.
  Result<std::optional<Asking>> asking(const Scope& scope, ActivityId activity);
  // Anyone. Errors: closed (said: it is not asked yet), invalid (said), too_large (said).
  Result<> say(const Scope& scope, const DifferenceSaid& said);
  // Anyone: numbers, as they may be shown; only months in which somebody said something.
  Result<std::vector<Said>> said(const Scope& scope, ActivityId activity);
  // What was written, newest first. Needs `read_text`.
  Result<std::vector<std::string>> words(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

// The letter that asks, in every language that has it.
NewTelling letter_asking(const Asking& asking);

}  // namespace heed::act
