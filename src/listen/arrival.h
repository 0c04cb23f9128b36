// Arrival: how something that was said reached us, when a member of staff enters it.
//
//   intake.accept(scope, activity, std::move(response),
//                 {.channel = "phone", .received = day, .consent = words_read_out}, done);
//
// A letter, a note or an e-mail has no questionnaire of its own: note_of() makes one of its parts,
// so that what is kept is checked by the same door as everything else (questions/questionnaire.h).
// Threads: plain values.
// Does not: store anything.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "questions/questionnaire.h"

namespace heed::listen {

// What somebody thinks of a thing, or what happened to them (T-003). Not said is neither.
enum class Sort { unsaid, view, experience };
std::string_view name_of(Sort sort);  // As stored: "view"; "" when it is not said.
Sort sort_named(std::string_view name);

// What somebody said about their own words: whether they may be shown in public without a name, and
// which of them are views and which experiences. Neither is ever assumed.
struct OfWords {
  bool may_quote = false;
  std::map<QuestionId, Sort> sorts = {};  // By the question that the words answer.
  friend bool operator==(const OfWords&, const OfWords&) = default;
};
// Where it stands among the answers of a draft, and in what is sealed; no question of its own.
QuestionId of_words_question();
std::string write_of_words(const OfWords& said);  // As a Value's text; "" when nothing was said.
OfWords read_of_words(std::string_view kept);     // Nothing said, when it is damaged.

struct Arrival {
  std::string channel = "web";
  // The start of the day that it reached us; late is told by it. None: now, from the public form.
  std::optional<TimeMs> received = {};
  std::optional<TimeMs> said = {};  // A post-mark, the day of a call or of an event.
  Sort sort = Sort::unsaid;         // Of each voice whose part says nothing else.
  bool may_quote = false;           // They agreed that their words may be shown in public.
  std::string source = {};          // An event and where it was, the subject of an e-mail.
  std::int64_t attended = 0;        // Of an event: heads counted, never counted as responses.
  std::string consent = {};         // On the phone: the words that were read out and agreed to.
  // Of a note: which question of the activity a part answers, and what sort it is.
  struct Part {
    QuestionId answers = {};  // Null: none of them.
    Sort sort = Sort::unsaid;
    bool is_voice = true;  // False: the whole letter, kept sealed only.
  };
  std::map<QuestionId, Part> parts = {};
};

// Channels that staff enter, as stored, in the order they choose from.
inline constexpr std::string_view kEntered[] = {"phone", "paper",  "letter",
                                                "email", "social", "event"};
// For staff and charts: "Phone call". Names from files come back as they are.
std::string channel_said(std::string_view channel);

// What is kept beside the questions, sealed with the answers: the letter in whole, and images or
// files of the original, from 0.
QuestionId whole_question();
QuestionId original_question(std::size_t number);
inline constexpr std::size_t kOriginalsMax = 20;  // Attachments of one e-mail.
questions::Question original_asked(std::size_t number);

// As whom they wrote, and for a group its name, how many it speaks for and how those were asked
// (T-003): the activity's own question where it asks one, else one that stands in for it.
QuestionId whom_question();
questions::Question whom_asked(const questions::Questionnaire& asked);

// Of a letter, an e-mail or a note: each part is what one person said about one thing.
struct NotePart {
  std::string words;
  std::string wording;      // Of the question it answers; "What they wrote" for none.
  QuestionId answers = {};  // That question.
  Sort sort = Sort::unsaid;
};
struct Note {
  questions::Questionnaire asked;
  questions::Answers answers;
  std::map<QuestionId, Arrival::Part> parts;
};
// As whom somebody wrote: the question, and its Value.
struct Whom {
  questions::Question asked;
  std::string answer = {};
};
// `whole` is the letter as it came; `files` are Values of the `file` question. `make_id` gives new
// ids.
Note note_of(std::string_view whole, const std::vector<NotePart>& parts,
             const std::vector<std::string>& files, const std::function<QuestionId()>& make_id,
             const std::optional<Whom>& whom = std::nullopt);

// Words in pieces at empty lines, as a first proposal of how to split a letter.
std::vector<std::string> pieces_of(std::string_view words);

}  // namespace heed::listen
