// What the pages of answering share: the activity and its questions in somebody's language, their
// draft, and what a page of the form sent.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "listen/arrival.h"
#include "listen/drafts.h"
#include "questions/kinds.h"
#include "web/site/inside/site.h"

namespace heed::web::site {

struct Place {
  explicit Place(plan::WithQuestionnaire found)
      : activity(std::move(found.activity)),
        held(std::move(found.questionnaire)),
        asked(*held),
        questions(asked.questions()) {}

  const plan::Activity activity;
  const std::shared_ptr<const questions::Questionnaire> held;  // Shared with others who answer.
  const questions::Questionnaire& asked;
  std::vector<const questions::Question*>
      questions;         // Of `asked`; numbers in addresses count them.
  std::string language;  // One that the questions are written in.
};

Result<std::shared_ptr<Place>> place_of(Services& services, const Request& request,
                                        const Match& match);
// Errors: not_found when there is no such question.
Result<std::size_t> question_number(const Place& place, const Match& match);
std::string question_path(ActivityId id, std::size_t number);
std::size_t number_of(const Place& place, const questions::Question* question);

// The next or the one before that these answers lead to; 0 when there is none.
std::size_t shown_after(const Place& place, const questions::Answers& answers, std::size_t number);
std::size_t shown_before(const Place& place, const questions::Answers& answers, std::size_t number);

// One cookie for each activity, so that two can be answered side by side.
std::string draft_cookie(ActivityId id);
std::string press_cookie(ActivityId id);
// To the page with the reference of what this press of Send kept.
Reply sent_to(ActivityId id, PressKey press_key);
inline constexpr std::int64_t kDraftCookieS = 30 * 24 * 3600;
// The draft of this browser; without one people start at the start.
Result<listen::Draft> draft_of(Services& services, const Request& request, const Place& place);

// What was sent for one question, as its kind keeps it.
std::string kept_from(Services& services, const Request& request,
                      const questions::Question& question, std::string_view before);
// Around a text in a language that the page itself does not speak.
pages::Html marked_as(std::string_view language, const pages::Words& words, pages::Html body);
// The same, for texts of the questionnaire.
pages::Html in_its_language(const Place& place, const pages::Words& words, pages::Html body);
// Links to the same page in each other language that the questions are written in.
pages::Html language_links(const Place& place, std::string_view path, const pages::Words& words);

// Whether their words may be quoted, and which are views and which experiences (T-003): asked once,
// where all the words stand. Nothing for who wrote none; sending needs neither.
pages::Html of_words_fields(const Place& place, const listen::Draft& draft,
                            const pages::Words& words);
listen::OfWords of_words_sent(const Request& request, const Place& place,
                              const questions::Answers& answers);
// In the draft too: it comes back with the answers when sending has to wait.
void keep_of_words(Services& services, listen::Draft& draft, const listen::OfWords& said);

Routes check_routes(Services& services);
Routes saved_routes(Services& services);

}  // namespace heed::web::site
