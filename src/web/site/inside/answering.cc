#include "web/site/inside/answering.h"

#include "questions/reading.h"
#include "web/site/site.h"

namespace heed::web::site {

using namespace pages;
using questions::Answers;
using questions::Question;

std::string draft_cookie(ActivityId id) { return "heed_draft_" + id.text().substr(0, 12); }
std::string press_cookie(ActivityId id) { return "heed_press_" + id.text().substr(0, 12); }

Reply sent_to(ActivityId id, PressKey press_key) {
  Reply reply = see_other("/a/" + id.text() + "/sent");
  reply.cookies.push_back({press_cookie(id), press_key.text(), 15 * 60});
  return reply;
}

Result<std::shared_ptr<Place>> place_of(Services& services, const Request& request,
                                        const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto place =
      std::make_shared<Place>(TRY(services.activities.with_questionnaire(scope_of(services), id)));
  place->language = "en";
  const std::string_view wanted =
      request.asked("lang").empty() ? request.cookie(kLanguageCookie) : request.asked("lang");
  for (const std::string& each : place->asked.languages)
    if (each == wanted) place->language = each;
  return place;
}

Result<std::size_t> question_number(const Place& place, const Match& match) {
  std::size_t n = 0;
  for (const char c : match["number"]) {
    if (c < '0' || c > '9' || n > 10'000) return fail(ErrorKind::not_found, "question number");
    n = n * 10 + static_cast<std::size_t>(c - '0');
  }
  if (n == 0 || n > place.questions.size()) return fail(ErrorKind::not_found, "question number");
  return n;
}

std::string question_path(ActivityId id, std::size_t number) {
  return fmt::format("/a/{}/q/{}", id.text(), number);
}

std::size_t number_of(const Place& place, const Question* question) {
  const auto found = std::ranges::find(place.questions, question);
  return found == place.questions.end()
             ? 0
             : static_cast<std::size_t>(found - place.questions.begin()) + 1;
}

std::size_t shown_after(const Place& place, const Answers& answers, std::size_t number) {
  for (const Question* question : questions::questions_shown(place.asked, answers))
    if (const std::size_t n = number_of(place, question); n > number) return n;
  return 0;
}

std::size_t shown_before(const Place& place, const Answers& answers, std::size_t number) {
  std::size_t before = 0;
  for (const Question* question : questions::questions_shown(place.asked, answers))
    if (const std::size_t n = number_of(place, question); n < number) before = n;
  return before;
}

Result<listen::Draft> draft_of(Services& services, const Request& request, const Place& place) {
  const std::string_view token = request.cookie(draft_cookie(place.activity.id));
  listen::Draft draft = TRY(services.drafts.by_token(scope_of(services), token));
  if (draft.activity != place.activity.id) return fail(ErrorKind::not_found, "another activity's");
  return draft;
}

std::string kept_from(Services& services, const Request& request, const Question& question,
                      std::string_view before) {
  questions::Typed typed{.fields = request.form, .before = std::string(before)};
  for (const FilePart& file : request.files)
    typed.files.push_back({file.name, file.filename, file.content_type, file.bytes});
  typed.area_of = [&services](std::string_view postcode) {
    const auto area = services.activities.area_of(scope_of(services), postcode);
    return area ? *area : std::string();
  };
  return questions::asker_of(question).read(question, typed);
}

Html marked_as(std::string_view language, const Words& words, Html body) {
  if (language == words.language()) return body;
  return el("div",
            {{"lang", language}, {"dir", questions::is_right_to_left(language) ? "rtl" : "ltr"}},
            body);
}

Html in_its_language(const Place& place, const Words& words, Html body) {
  return marked_as(place.language, words, std::move(body));
}

Html language_links(const Place& place, std::string_view path, const Words& words) {
  std::vector<Html> links;
  for (const std::string& each : place.asked.languages) {
    if (each == place.language) continue;
    links.push_back(el("li", el("a",
                                {{"lang", each},
                                 {"hreflang", each},
                                 {"dir", questions::is_right_to_left(each) ? "rtl" : "ltr"},
                                 {"href", Href(path, {{"lang", each}})}},
                                questions::language_name(each))));
  }
  if (links.empty()) return {};
  return el("nav", {{"class", "heed-languages"}, {"aria-label", tr(words, "Other languages")}},
            el("ul", {{"class", "nhsuk-list"}}, links));
}

Html about_answering(Services& services, const Request& request, const plan::Activity& activity) {
  const Words& words = words_of(request);
  const auto found = services.activities.with_questionnaire(scope_of(services), activity.id);
  if (!found) return {};
  const auto& asked = found->questionnaire;
  const auto minutes =
      static_cast<std::uint64_t>(questions::reading_minutes(*asked, words.language()));
  Html body =
      paragraph(tr_n(words, "It takes about {n} minute.", "It takes about {n} minutes.", minutes));
  std::vector<Html> languages;
  for (const std::string& each : asked->languages)
    languages.push_back(el("li", el("a",
                                    {{"lang", each},
                                     {"hreflang", each},
                                     {"dir", questions::is_right_to_left(each) ? "rtl" : "ltr"},
                                     {"href", Href(path_of(activity), {{"lang", each}})}},
                                    questions::language_name(each))));
  if (languages.size() > 1)
    body += el("nav",
               {{"class", "heed-languages"},
                {"aria-label", tr(words, "Languages that you can answer in")}},
               el("ul", {{"class", "nhsuk-list"}}, languages));
  return body;
}

}  // namespace heed::web::site
