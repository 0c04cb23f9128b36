// GET / and GET /a/{activity}: what is open, and where answering starts.
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;

Html closing(const Services& services, const Activity& activity, const Words& words) {
  if (!activity.details.closes) return pages::text(tr(words, "No closing date"));
  const std::string when = show_date_time(*activity.details.closes, services.zone);
  return pages::text(tr(words, "Closes {when}", {{"when", when}}));
}

Html open_card(const Services& services, const Activity& activity, const Words& words) {
  return card({.heading = activity.details.title,
               .href = Href(path_of(activity)),
               .body = join(paragraph(shortened(activity.details.purpose, 240)),
                            el("p", {{"class", "nhsuk-hint"}}, closing(services, activity, words))),
               .level = 3,
               .tag = badge(activity, words)});
}

Html answered_card(const Activity& activity) {
  return card({.heading = activity.details.title,
               .href = Href("/what-happened/" + activity.id.text()),
               .body = paragraph(shortened(activity.outcome, 240)),
               .level = 3});
}

Result<Reply> have_your_say(Services& services, const Request& request) {
  const Words& words = words_of(request);
  const std::vector<Activity> all = TRY(services.activities.list(scope_of(services)));
  const TimeMs now = services.clock.now();
  Html open, answered;
  std::size_t shown = 0;
  for (const Activity& activity : all) {
    if (plan::takes_answers(activity, now)) open += open_card(services, activity, words);
    if (activity.state == plan::ActivityState::answered && shown < 5) {
      answered += answered_card(activity);
      ++shown;
    }
  }
  if (open.empty()) open = inset_text(paragraph(tr(words, "Nothing is open today.")));
  Html body =
      join(el("p", {{"class", "nhsuk-body-l"}},
              tr(words,
                 "Tell us what you think about health and care here. You do not need an account, "
                 "and you do not have to give your name.")),
           heading(2, tr(words, "Open now"), Size::l), open);
  if (!answered.empty())
    body +=
        join(heading(2, tr(words, "What happened"), Size::l), answered, paragraph(""),
             el("p", link(Href("/what-happened"), tr(words, "See everything that was answered"))));
  body += join(
      heading(2, tr(words, "Already started?"), Size::m),
      el("p", link(Href("/come-back"), tr(words, "Come back to saved answers with your code"))),
      el("p", link(Href("/follow"), tr(words, "Follow your feedback with your reference"))));
  if (!services.phone.empty())
    body += paragraph(tr(words, "Or ring us on {phone}.", {{"phone", services.phone}}));
  return show(services, request,
              {.title = std::string(tr(words, "Have your say")),
               .heading = std::string(tr(words, "Have your say")),
               .section = Section::have_your_say,
               .body = body});
}

Html what_badge_means(const Activity& activity, const Words& words) {
  const bool formal = activity.details.kind == plan::ActivityKind::formal_consultation;
  return details(
      {.summary = std::string(formal ? tr(words, "What a formal consultation is")
                                     : tr(words, "What engagement is")),
       .body = paragraph(
           formal ? tr(words,
                       "A formal consultation is about a specific proposal, for a set time. "
                       "Nothing has been decided, and what you say must be taken into account "
                       "before anybody decides.")
                  : tr(words,
                       "Engagement is listening before there is a proposal, or about how a "
                       "service is working. What you say shapes what is proposed."))});
}

Result<Reply> start_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto& d = activity.details;
  std::vector<SummaryRow> rows;
  const auto row = [&](std::string_view key, const std::string& value) {
    if (!trimmed(value).empty()) rows.push_back({std::string(key), typed_text(value)});
  };
  row(tr(words, "What your answers will shape"), d.purpose);
  row(tr(words, "What is already decided"), d.decided);
  row(tr(words, "Who decides"), d.decider);
  if (d.hear_by) row(tr(words, "When you will hear"), show_date(*d.hear_by, services.zone));
  row(tr(words, "Who is asking"), d.owner_name);
  row(tr(words, "Contact, and other formats or languages"), d.contact);
  Html body = join(el("p", badge(activity, words)), what_badge_means(activity, words));
  const bool open = plan::takes_answers(activity, services.clock.now());
  if (open) {
    body += el("p", closing(services, activity, words));
  } else if (activity.state == plan::ActivityState::answered) {
    body += inset_text(
        join(paragraph(tr(words, "This has closed, and has been answered.")),
             el("p", link(Href("/what-happened/" + id.text()), tr(words, "Read what happened")))));
  } else {
    const std::string hear = d.hear_by ? show_date(*d.hear_by, services.zone) : "";
    body += inset_text(
        join(paragraph(tr(words, "This has closed.")),
             hear.empty()
                 ? Html()
                 : paragraph(tr(words, "We will say what happened by {date}.", {{"date", hear}}))));
  }
  body += summary_list(rows, words);
  body += el("p", link(Href("/told/" + id.text()), tr(words, "Let me know what happens")));
  if (open)
    body += join(
        form({.action = Href(path_of(activity) + "/start"),
              .body = button({.text = std::string(tr(words, "Start")), .prevent_double = true})}),
        paragraph(tr(words,
                     "You can save and come back within 30 days, with a short code and no "
                     "e-mail. You can skip questions.")));
  return show(services, request,
              {.title = d.title,
               .heading = d.title,
               .section = Section::have_your_say,
               .breadcrumb = {{std::string(tr(words, "Have your say")), Href("/")}},
               .body = body});
}

}  // namespace

Routes have_your_say_routes(Services& services) {
  return {
      {Method::get, "/", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return have_your_say(services, request);
       }},
      {Method::get, "/a/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return start_page(services, request, match);
       }},
  };
}

}  // namespace heed::web::site
