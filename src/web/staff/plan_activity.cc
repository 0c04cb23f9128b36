// Planning: the list of activities, a new one, changing one.
#include "base/text.h"
#include "questions/questionnaire.h"
#include "web/staff/inside/activity_details.h"
#include "web/staff/inside/plan_alike.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityDetails;
using plan::ActivityState;

std::vector<std::string> questions_typed(const Request& request) {
  std::vector<std::string> wordings;
  std::string all = typed(request, "questions");
  std::erase(all, '\r');
  for (std::size_t at = 0; at <= all.size();) {
    const std::size_t end = std::min(all.find('\n', at), all.size());
    const std::string_view line = trimmed(std::string_view(all).substr(at, end - at));
    if (!line.empty()) wordings.emplace_back(line);
    at = end + 1;
  }
  return wordings;
}

Html questions_box(const Request& request, const std::string& stored, const Trouble& trouble) {
  return textarea({.name = "questions",
                   .label = tr("The questions"),
                   .hint = tr("One on each line. Each is answered in people’s own words."),
                   .error = trouble.about("questions"),
                   .value = typed(request, "questions", stored),
                   .rows = 6});
}

Result<Reply> plan_page(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const Activity& each : TRY(services.activities.list(scope_of(request))))
    rows.push_back({link(Href(path_of(each.id)), each.details.title),
                    text(kind_words(each.details.kind)), state_and_phase(each),
                    text(shown_date(each.details.closes, services.zone))});
  Html start;
  if (may(request, Capability::plan))
    start = link_button({.text = tr("Plan something"), .href = Href("/staff/plan/new")});
  if (may(request, Capability::read_summary))
    start += el("p", link(Href("/staff/register"),
                          tr("Register: what every partner plans, holds and has held")));
  return show(
      services, request,
      {.heading = tr("Plan"),
       .section = Section::plan,
       .body = join(
           start,
           may(request, Capability::plan)
               ? join(el("p", link(Href("/staff/changes"), tr("Proposals for change"))),
                      el("p", link(Href("/staff/duties"), tr("Duties"))),
                      el("p", link(Href("/staff/plan/areas"), tr("Areas and their postcodes"))),
                      el("p", link(Href("/staff/plan/population"), tr("Who lives where"))))
               : Html(),
           table({.caption = tr("Everything planned, open and answered"),
                  .columns = {{tr("Activity")}, {tr("Kind")}, {tr("State")}, {tr("Closes")}},
                  .rows = std::move(rows),
                  .when_empty = tr("Nothing is planned yet.")}))});
}

Result<Html> new_fields(const Services& services, const Request& request, const Trouble& trouble) {
  return join(details_fields(services, request, {}, trouble),
              TRY(duty_boxes(services, request, {}, trouble)), questions_box(request, "", trouble));
}

Result<Reply> new_page(const Services& services, const Request& request,
                       const Trouble& trouble = {}) {
  return show(services, request,
              {.heading = tr("Plan something"),
               .section = Section::plan,
               .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
               .body = post(request, "/staff/plan/new",
                            join(TRY(new_fields(services, request, trouble)),
                                 paragraph(tr("It is kept as a draft. Nobody outside sees it "
                                              "until you open it. If the register has something "
                                              "like it, you are shown that first.")),
                                 button({.text = tr("Save draft"), .prevent_double = true})))},
              trouble);
}

// One form still: what was typed, and what is chosen about what is like it.
Result<Reply> alike_page(const Services& services, const Request& request, const LookedUp& found,
                         const Trouble& trouble = {}) {
  return show(
      services, request,
      {.heading = found.alike.empty() ? tr("Something was learnt about this before")
                                      : tr("The register has something like this"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
       .body = post(request, "/staff/plan/new",
                    join(alike_boxes(services, request, found, trouble),
                         details({.summary = tr("What you typed"),
                                  .body = TRY(new_fields(services, request, trouble)),
                                  .open = trouble.any()}),
                         button({.text = tr("Go on with what I chose"), .prevent_double = true})))},
      trouble);
}

// What goes to who runs the other one, so that nothing that was typed is lost.
std::string wanted_words(const ActivityDetails& details, const std::string& why,
                         const std::vector<std::string>& wordings) {
  std::string all = why;
  const auto add = [&](const std::string& more) {
    if (!trimmed(more).empty()) all += (all.empty() ? "" : "\n\n") + more;
  };
  add(details.purpose);
  add(details.audience);
  std::string questions;
  for (const std::string& wording : wordings)
    questions += (questions.empty() ? "" : "\n") + wording;
  add(questions);
  return all;
}

Result<Reply> join_others(Services& services, const Request& request, const LookedUp& found,
                          const ActivityDetails& details, const Chosen& chosen) {
  const auto wordings = questions_typed(request);
  for (const plan::Relating& each : chosen.join) {
    const auto asked =
        services.planned->ask_to_join(scope_of(request),
                                      {.activity = each.other,
                                       .title = details.title,
                                       .organisation = details.organisation,
                                       .contact = details.contact,
                                       .wanted = wanted_words(details, each.why, wordings)},
                                      request.signed_in().person_name);
    if (!asked)
      return alike_page(services, request, found, TRY(trouble_of(asked.error(), "title")));
  }
  return see_other(path_of(chosen.join.front().other) + "#joining");
}

Result<Reply> add_activity(Services& services, const Request& request) {
  Trouble trouble;
  ActivityDetails details = details_typed(services, request, trouble);
  TRY(duties_typed(services, request, details, trouble));
  const std::vector<std::string> wordings = questions_typed(request);
  // Looked at first, so that a bad question does not leave half an activity behind.
  for (const std::string& wording : wordings) {
    const auto kept = bounded_text(wording, limits::kShortTextChars);
    if (!kept && trouble.about("questions").empty()) trouble.add("questions", kept.error().said);
  }
  const LookedUp found = TRY(look_up(services, request, details));
  const bool shown = found.any() && was_shown(request, found);
  if (trouble.any())
    return shown ? alike_page(services, request, found, trouble)
                 : new_page(services, request, trouble);
  if (found.any() && !shown) return alike_page(services, request, found);
  const Chosen chosen = choices_typed(request, found, trouble);
  if (trouble.any()) return alike_page(services, request, found, trouble);
  if (!chosen.join.empty()) return join_others(services, request, found, details, chosen);
  const auto id = services.planned == nullptr
                      ? services.activities.add(scope_of(request), details)
                      : services.planned->plan(
                            scope_of(request),
                            {.details = details, .choices = chosen.choices, .known = chosen.known},
                            request.signed_in().person_name);
  if (!id) {
    const Trouble said = TRY(trouble_of(id.error(), "title"));
    return found.any() ? alike_page(services, request, found, said)
                       : new_page(services, request, said);
  }
  // The draft is kept by now: its questions page asks again rather than making a second draft.
  if (!wordings.empty() && !services.activities.set_questions(scope_of(request), *id, wordings))
    return see_other(path_of(*id, "questions"));
  return see_other(path_of(*id));
}

// What is kept now, beside what this person typed.
Html details_meanwhile(const Services& services, const Activity& stored) {
  const ActivityDetails& now = stored.details;
  return warning_callout(
      {.heading = tr("What is kept now"),
       .body =
           join(paragraph(tr("Changed on {when}. Yours is below, not kept yet.",
                             {{"when", show_date_time(stored.changed, services.zone)}})),
                summary_list(
                    {{.key = tr("Title"), .value = text(now.title)},
                     {.key = tr("Kind"), .value = text(kind_words(now.kind))},
                     {.key = tr("What the answers will shape"), .value = typed_text(now.purpose)},
                     {.key = tr("Already decided"), .value = typed_text(now.decided)},
                     {.key = tr("Who decides"), .value = text(now.decider)},
                     {.key = tr("Who runs it"), .value = text(now.owner_name)},
                     {.key = tr("Contact"), .value = text(now.contact)},
                     {.key = tr("Closes"), .value = text(shown_date(now.closes, services.zone))},
                     {.key = tr("People hear by"),
                      .value = text(shown_date(now.hear_by, services.zone))}}))});
}

// Asked beside the closing date's form, because that date is public by now.
Html why_field(const Request& request, const Activity& stored, const Trouble& trouble) {
  if (stored.state != ActivityState::open) return {};
  return input({.name = "why",
                .label = tr("If you changed the closing date: why?"),
                .hint = tr("The new date and this reason are published as a correction, with "
                           "today’s date."),
                .error = trouble.about("why"),
                .value = typed(request, "why")});
}

Result<Reply> edit_activity_page(const Services& services, const Request& request,
                                 const Activity& stored, const Trouble& trouble = {}) {
  const std::string kept_version = std::to_string(stored.version);
  // After a conflict both versions are in view, and saving again is meant.
  const std::string version =
      trouble.conflict ? kept_version : typed(request, "version", kept_version);
  return show_in(
      services, request, stored, Tab::overview,
      {.heading = tr("Change this activity"),
       .section = Section::plan,
       .body = join(trouble.conflict ? details_meanwhile(services, stored) : Html(),
                    post(request, path_of(stored.id, "edit"),
                         join(hidden_input("version", version),
                              details_fields(services, request, stored.details, trouble),
                              TRY(duty_boxes(services, request, stored.details, trouble)),
                              why_field(request, stored, trouble), button({.text = tr("Save")}))))},
      trouble);
}

Result<Reply> edit(Services& services, const Request& request, const Match& match) {
  const Activity before = TRY(activity_of(services, request, match));
  Trouble trouble;
  ActivityDetails details = details_typed(services, request, trouble);
  TRY(duties_typed(services, request, details, trouble));
  if (trouble.any()) return edit_activity_page(services, request, before, trouble);
  const auto done = services.activities.change(scope_of(request), before.id,
                                               whole_number(request.field("version")).value_or(0),
                                               details, request.field("why"), services.zone);
  if (done) return see_other(path_of(before.id));
  const bool date = before.state == ActivityState::open && details.closes != before.details.closes;
  return edit_activity_page(services, request, TRY(activity_of(services, request, match)),
                            TRY(trouble_of(done.error(), date ? "why" : "title")));
}

}  // namespace

Routes plan_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {
      {Method::get, "/staff/plan", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return plan_page(services, request); }},
      {Method::get, "/staff/plan/new", kPlanners, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return new_page(services, request);
       }},
      {Method::post, "/staff/plan/new", kPlanners, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) {
         return add_activity(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/edit", kPlanners, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         return edit_activity_page(services, request, TRY(activity_of(services, request, match)));
       }},
      {Method::post, "/staff/activities/{activity}/edit", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return edit(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
