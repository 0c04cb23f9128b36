// /difference/{activity}: months after an answer, whether it made a difference to people; and what
// they said so far.
#include "act/difference.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;
using act::Answer;

std::string answer_words(Answer answer, const Words& words) {
  switch (answer) {
    case Answer::yes:
      return std::string(tr(words, "Yes"));
    case Answer::partly:
      return std::string(tr(words, "Partly"));
    case Answer::no:
      return std::string(tr(words, "No"));
    case Answer::cannot_say:
      return std::string(tr(words, "I cannot say"));
  }
  return {};
}

Html said_so_far(const std::vector<act::Said>& all, const Words& words) {
  Html body;
  for (const act::Said& one : all) {
    std::vector<std::vector<Html>> rows;
    for (std::size_t at = 0; at < act::kAnswers.size(); ++at)
      rows.push_back({pages::text(answer_words(act::kAnswers[at], words)),
                      pages::text(disclosure::describe(one.answers.cell(at)))});
    rows.push_back({pages::text(tr(words, "Altogether")),
                    pages::text(disclosure::describe_total(one.answers.total()))});
    body += table({.caption = tr(words, "What people said after {months} months",
                                 {{"months", std::to_string(one.months)}}),
                   .columns = {{std::string(tr(words, "Did it make a difference?"))},
                               {std::string(tr(words, "Answers")), true}},
                   .rows = std::move(rows)});
  }
  if (!body.empty())
    body += paragraph(tr(words,
                         "Anybody may answer, and more than once: this is what people told us, not "
                         "a vote and not a sample."));
  return body;
}

Result<Reply> page(const Services& services, const Request& request, const Match& match,
                   const std::string& about_answer = {}, const std::string& about_words = {}) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const plan::Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto asked = TRY(services.difference->asking(scope_of(services), id));
  Html body = el("p", link(Href("/what-happened/" + id.text()), tr(words, "Read what happened")));
  if (!asked) {
    body += inset_text(paragraph(
        tr(words, "We ask this six and twelve months after we answered what people said.")));
  } else {
    std::vector<Option> options;
    for (const Answer one : act::kAnswers)
      options.push_back({.value = std::string(act::to_text(one)),
                         .label = answer_words(one, words),
                         .chosen = request.field("answer") == act::to_text(one)});
    body += form(
        {.action = Href("/difference/" + id.text()),
         .body = join(
             radios({.name = "answer",
                     .legend = std::string(tr(words, "Did it make a difference to you?")),
                     .error = about_answer,
                     .options = std::move(options)},
                    words),
             textarea({.name = "words",
                       .label = std::string(tr(words, "What is different, or what is not?")),
                       .hint = std::string(tr(words,
                                              "You do not have to write anything. Please leave out "
                                              "names and anything private.")),
                       .error = about_words,
                       .value = std::string(request.field("words")),
                       .rows = 5},
                      words),
             button({.text = std::string(tr(words, "Send")), .prevent_double = true}))});
  }
  body += said_so_far(TRY(services.difference->said(scope_of(services), id)), words);
  std::vector<Mistake> mistakes;
  if (!about_answer.empty()) mistakes.push_back({"answer", about_answer});
  if (!about_words.empty()) mistakes.push_back({"words", about_words});
  const bool wrong = !mistakes.empty();
  return show(services, request,
              {.title = std::string(tr(words, "Did it make a difference?")),
               .heading = std::string(tr(words, "Did it make a difference?")),
               .caption = activity.details.title,
               .section = Section::what_happened,
               .banner = error_summary(mistakes, words),
               .body = std::move(body),
               .has_error = wrong},
              wrong ? 400 : 200);
}

Result<Reply> say(const Services& services, Throttle& throttle, const Request& request,
                  const Match& match) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const auto answered = act::answer(request.field("answer"));
  if (!answered)
    return page(services, request, match, std::string(tr(words, "Choose one of the answers.")));
  const auto id = TRY(match.id<ActivityId>("activity"));
  TRY(services.activities.activity(scope_of(services), id));
  const auto kept = services.difference->say(
      scope_of(services),
      {.activity = id, .answer = *answered, .words = std::string(request.field("words"))});
  if (kept.failed_with(ErrorKind::invalid) || kept.failed_with(ErrorKind::too_large))
    return page(services, request, match, "",
                kept.error().said.empty() ? std::string(tr(words, "This is too long."))
                                          : kept.error().said);
  TRY(kept);
  return show(services, request,
              {.title = std::string(tr(words, "Thank you")),
               .heading = std::string(tr(words, "Thank you")),
               .section = Section::what_happened,
               .body = el("p", link(Href("/difference/" + id.text()),
                                    tr(words, "See what people said so far")))});
}

}  // namespace

Routes difference_routes(Services& services) {
  if (services.difference == nullptr) return {};
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/difference/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return page(services, request, match);
       }},
      {Method::post, "/difference/{activity}", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match& match) {
         return say(services, *throttle, request, match);
       }},
  };
}

}  // namespace heed::web::site
