// Amend: somebody changes what they sent, by their reference and its private part, until it closes.
//
//   const Amendable mine = TRY(amend.open(scope, reference, private_part));   // their own answers
//   const Started draft = TRY(drafts.start(scope, mine.activity, mine.response, mine.answers));
//   TRY(amend.accept(scope, draft.amends, std::move(checked), done));         // takes their place
//
// The response stays one, with its reference: no count changes. What it was before stays sealed, in
// its own row and under its own entry of the record, and is erased with it. A voice whose words did
// not change stays what it is, with what was ruled on it and the details that are covered in it;
// one that changed is read anew. Threads: any; `done` runs on a store thread. Does not: change what
// was taken back, or anything once answers are closed; keep what somebody said about themselves
// before: that is erased when it is changed.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "listen/intake.h"
#include "listen/own.h"
#include "questions/questionnaire.h"

namespace heed::listen {

struct Amendable {
  ActivityId activity;
  ResponseId response;
  questions::Answers answers;
};

class Amend {
 public:
  Amend(store::Database& main, record::Record& record, record::Keys& keys,
        const platform::Clock& clock, platform::Random& random, std::vector<Forget> elsewhere = {})
      : main_(main),
        record_(record),
        keys_(keys),
        clock_(clock),
        random_(random),
        elsewhere_(std::move(elsewhere)) {}

  // Errors: not_found (said), invalid (said) for a private part that is another's, conflict (said)
  // when it was taken back, closed (said).
  Result<Amendable> open(const Scope& scope, std::string_view reference,
                         std::string_view private_part);
  // The same press key is one change. Without `of_words` whether the words may be quoted, and which
  // are views or experiences, stays as it was. Errors, returned or told: those of Intake::accept,
  // conflict (said) when it was taken back meanwhile.
  Result<> accept(const Scope& scope, ResponseId amended, questions::CheckedResponse response,
                  std::function<void(Result<Receipt>)> done,
                  const std::optional<OfWords>& of_words = std::nullopt);
  // Of the press key that a change was sent under. Errors: not_found.
  Result<Receipt> receipt(const Scope& scope, PressKey press_key);

 private:
  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
  std::vector<Forget> elsewhere_;
};

}  // namespace heed::listen
