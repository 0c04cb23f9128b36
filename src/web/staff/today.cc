// Today: what needs somebody, what is open, and which promises are due.
#include "act/promises.h"
#include "decide/findings.h"
#include "listen/enquiries.h"
#include "listen/moderation.h"
#include "listen/voices.h"
#include "platform/clock.h"
#include "understand/themes.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/duties_due.h"
#include "web/staff/inside/evaluations_due.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

// Read and answered by those who may read; nothing for others.
Result<std::vector<Html>> needs_you(Services& services, const Request& request,
                                    const std::vector<Activity>& activities) {
  std::vector<Html> items;
  if (!may(request, Capability::read_text)) return items;
  for (const Activity& each : activities) {
    // A published page with a gap in it still needs somebody.
    const bool answered = each.state == ActivityState::answered;
    if (each.state != ActivityState::closed && !answered) continue;
    const auto item = [&](std::string_view more, std::string words) {
      items.push_back(join(link(Href(path_of(each.id, more)), each.details.title), ": ", words));
    };
    const auto findings = TRY(services.findings.findings(scope_of(request), each.id));
    if (findings.empty()) {
      const auto frame = TRY(services.themes.frame(scope_of(request), each.id));
      if (!frame.proposed)
        item("themes", tr("closed, and nobody has looked for themes yet."));
      else
        item("themes", tr("themes are found, and none is approved as a finding yet."));
      continue;
    }
    const auto unanswered =
        std::count_if(findings.begin(), findings.end(), [](const auto& f) { return !f.response; });
    if (unanswered > 0)
      item("response",
           tr_n("{n} finding has no answer.", "{n} findings have no answer.", unanswered));
    else if (!answered)
      item("public-page", tr("every finding is answered. It is ready to publish."));
  }
  return items;
}

// What must be looked at before others read it, and what somebody must act on.
Result<std::vector<Html>> to_moderate(Services& services, const Request& request,
                                      const std::vector<Activity>& activities) {
  std::vector<Html> items;
  if (!may(request, Capability::moderate)) return items;
  const Scope& scope = scope_of(request);
  for (const listen::Passed& one : TRY(services.moderation.passed(scope))) {
    const bool late = one.due < services.clock.now();
    const std::string what = one.route == "safeguarding"
                                 ? tr("Safeguarding, passed to {whom}", {{"whom", one.to_whom}})
                                 : tr("A complaint, passed to {whom}", {{"whom", one.to_whom}});
    const std::string when = show_date_time(one.due, services.zone);
    items.push_back(join(late ? join(tag(tr("Overdue"), Colour::red), " ") : Html(),
                         link(Href(path_of(one.activity, "moderate/" + one.response.text())), what),
                         ": ",
                         late ? tr("an answer was due by {when}.", {{"when", when}})
                              : tr("an answer is due by {when}.", {{"when", when}})));
  }
  for (const Activity& each : activities) {
    if (each.state == ActivityState::draft) continue;
    const auto waiting = TRY(services.moderation.waiting_count(scope, each.id));
    if (waiting > 0)
      items.push_back(join(link(Href(path_of(each.id, "moderate")), each.details.title), ": ",
                           tr_n("{n} answer may say who somebody is.",
                                "{n} answers may say who somebody is.", waiting)));
  }
  return items;
}

Result<> enquiries_waiting(Services& services, const Request& request, std::vector<Html>& items) {
  if (services.enquiries == nullptr || !may(request, Capability::bring_in)) return Done{};
  const auto waiting = TRY(services.enquiries->count(scope_of(request), {.waiting = true}));
  if (waiting > 0)
    items.push_back(join(link(Href("/staff/enquiries"), tr("Enquiries and contacts")), ": ",
                         tr_n("{n} waits for an answer.", "{n} wait for an answer.", waiting)));
  return Done{};
}

Result<std::vector<std::vector<Html>>> open_now(Services& services, const Request& request,
                                                const std::vector<Activity>& activities) {
  const TimeMs now = services.clock.now();
  std::vector<std::vector<Html>> rows;
  for (const Activity& each : activities) {
    if (each.state != ActivityState::open) continue;
    Html answers = text("–");
    if (may(request, Capability::read_text))
      answers = text(said_number(TRY(services.voices.counts(scope_of(request), each.id)).counted));
    std::string closes = tr("No closing date");
    if (each.details.closes) {
      closes = show_date(*each.details.closes, services.zone);
      if (!plan::takes_answers(each, now))
        closes = tr("Ended {when}. Close it.", {{"when", closes}});
    }
    rows.push_back({link(Href(path_of(each.id)), each.details.title), answers, text(closes)});
  }
  return rows;
}

constexpr std::int64_t kSoonMs = 30 * kDayMs;

Html late_by(std::int64_t days, std::string said) {
  return join(tag(tr("Late"), Colour::red), " ", std::move(said), " ",
              tr_n("It is {n} day late.", "It is {n} days late.", days));
}

// What was promised in public and is late, or falls due within a month: its owner and whoever
// answers for it see it here (T-166).
Result<std::vector<std::vector<Html>>> promised(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const act::Promise& each : TRY(services.promises.promises(scope_of(request)))) {
    if (each.state == act::PromiseState::kept ||
        each.details.due.ms > services.clock.now().ms + kSoonMs)
      continue;
    const std::string when = show_date(each.details.due, services.zone);
    Html words = may(request, Capability::respond)
                     ? link(Href("/staff/promises/" + each.id.text()), each.details.words)
                     : text(each.details.words);
    rows.push_back({std::move(words), text(each.details.owner),
                    each.days_late > 0 ? late_by(each.days_late, tr("We promised this by {when}.",
                                                                    {{"when", when}}))
                                       : text(tr("By {when}", {{"when", when}}))});
  }
  return rows;
}

// When people were told that they would hear.
std::vector<std::vector<Html>> hear_by(const Services& services,
                                       const std::vector<Activity>& activities) {
  const TimeMs now = services.clock.now();
  std::vector<const Activity*> due;
  for (const Activity& each : activities)
    if (each.details.hear_by && !each.published && each.state != ActivityState::draft)
      due.push_back(&each);
  std::sort(due.begin(), due.end(), [](const Activity* a, const Activity* b) {
    return *a->details.hear_by < *b->details.hear_by;
  });
  std::vector<std::vector<Html>> rows;
  for (const Activity* each : due) {
    const TimeMs by = *each->details.hear_by;
    Html how = text(tr("By {when}", {{"when", show_date(by, services.zone)}}));
    if (by < now) {
      how = late_by((now.ms - by.ms) / kDayMs + 1,
                    tr("We promised this by {when}.", {{"when", show_date(by, services.zone)}}));
    }
    rows.push_back({link(Href(path_of(each->id)), each->details.title), how});
  }
  return rows;
}

Html buttons(const Request& request) {
  std::vector<Html> some;
  if (may(request, Capability::bring_in))
    some.push_back(
        link_button({.text = tr("Bring in responses"), .href = Href("/staff/bring-in")}));
  if (may(request, Capability::bring_in))
    some.push_back(link_button({.text = tr("Add a letter, call or event"),
                                .href = Href("/staff/add"),
                                .look = Look::secondary}));
  if (may(request, Capability::bring_in))
    some.push_back(link_button({.text = tr("Log a call or a meeting"),
                                .href = Href("/staff/enquiries"),
                                .look = Look::secondary}));
  if (may(request, Capability::plan))
    some.push_back(link_button(
        {.text = tr("Plan something"), .href = Href("/staff/plan/new"), .look = Look::secondary}));
  return some.empty() ? Html() : button_group(some);
}

Result<Reply> today(Services& services, const Request& request) {
  const auto activities = TRY(services.activities.list(scope_of(request)));
  Html body = buttons(request);
  if (activities.empty()) {
    body = join(paragraph(tr("Nothing is here yet. Start with the spreadsheet from your last "
                             "survey, or plan something new.")),
                body);
    std::vector<Html> needs;
    TRY(enquiries_waiting(services, request, needs));
    TRY(duties_due(services, request, activities, needs));
    if (!needs.empty()) body += join(heading(2, tr("Needs you")), bullets(needs));
  } else {
    auto needs = TRY(to_moderate(services, request, activities));
    TRY(enquiries_waiting(services, request, needs));
    TRY(duties_due(services, request, activities, needs));
    for (Html& item : TRY(needs_you(services, request, activities)))
      needs.push_back(std::move(item));
    body += heading(2, tr("Needs you"));
    if (!may(request, Capability::read_text))
      body += not_for_you();  // And so nothing can be said about what waits.
    else
      body += needs.empty() ? paragraph(tr("Nothing needs you just now.")) : bullets(needs);
    body += heading(2, tr("Open now"));
    body += table({.caption = tr("Open now"),
                   .columns = {{tr("Activity")}, {tr("Answers so far"), true}, {tr("Closes")}},
                   .rows = TRY(open_now(services, request, activities)),
                   .caption_hidden = true,
                   .when_empty = tr("Nothing is open.")});
    body += heading(2, tr("Promises due"));
    body += table({.caption = tr("Promises due"),
                   .columns = {{tr("Activity")}, {tr("People hear what happened")}},
                   .rows = hear_by(services, activities),
                   .caption_hidden = true,
                   .when_empty = tr("No promise is waiting.")});
    if (auto rows = TRY(promised(services, request)); !rows.empty())
      body += table({.caption = tr("What else was promised"),
                     .columns = {{tr("Promise")}, {tr("Owner")}, {tr("At the latest")}},
                     .rows = std::move(rows)});
    body += TRY(evaluations_due(services, request));
  }
  return show(services, request,
              {.heading = tr("Today"), .section = Section::today, .body = std::move(body)});
}

}  // namespace

Routes today_routes(Services& services) {
  return {
      {Method::get, "/staff", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return today(services, request); }},
  };
}

}  // namespace heed::web::staff
