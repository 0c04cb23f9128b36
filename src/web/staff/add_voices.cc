// Adding what came by other ways than the public form: which way, what came so far, and the rule
// for what comes late.
#include "listen/channels.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

Html ways(const plan::Activity& activity) {
  const auto way = [&](std::string_view channel, std::string name, std::string explained) {
    return card({.heading = std::move(name),
                 .href = Href(path_of(activity.id, "add/" + std::string(channel))),
                 .body = paragraph(explained)});
  };
  return card_group(
      {way("phone", tr("A phone call"), tr("The questions, and words to read out first.")),
       way("paper", tr("Paper forms"), tr("One sheet after another.")),
       way("letter", tr("A letter"), tr("Typed or pasted, in as many parts as it has points.")),
       way("email", tr("An e-mail"), tr("As a file (.eml), or pasted.")),
       way("social", tr("Social media"), tr("Several comments in one note.")),
       way("event", tr("Notes of an event"), tr("Who was there, where, and what was said."))});
}

Result<Html> late_rule(Services& services, const Request& request, const plan::Activity& activity) {
  const bool posted =
      TRY(services.channels.late_rule(scope_of(request), activity.id)) == listen::LateRule::posted;
  const std::string now =
      posted ? tr("What was posted by the closing day counts, whenever it reaches us.")
             : tr("What reaches us by the closing day counts.");
  if (!may(request, Capability::plan)) return paragraph(now);
  return join(
      paragraph(now),
      details({.summary = tr("Change which day decides"),
               .body = post(request, path_of(activity.id, "add/late-rule"),
                            join(radios({.name = "rule",
                                         .legend = tr("Which day decides whether it is late?"),
                                         .hint = tr("Once it is open, a change is said in public."),
                                         .options = {{.value = "received",
                                                      .label = tr("The day that it reaches us"),
                                                      .chosen = !posted},
                                                     {.value = "posted",
                                                      .label = tr("The day that it was posted"),
                                                      .chosen = posted}},
                                         .small = true}),
                                 button({.text = tr("Change"), .look = Look::secondary})))}));
}

Result<Reply> add_page(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  return show_in(services, request, activity, Tab::responses,
                 {.heading = tr("Add a letter, call or event"),
                  .section = Section::said,
                  .body = join(ways(activity), heading(2, tr("What came so far")),
                               TRY(channel_table(services, request, activity)),
                               heading(2, tr("What comes late")),
                               TRY(late_rule(services, request, activity)))});
}

Result<Reply> change_rule(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  const bool posted = request.field("rule") == "posted";
  const auto rule = posted ? listen::LateRule::posted : listen::LateRule::received;
  if (TRY(services.channels.late_rule(scope_of(request), activity.id)) != rule) {
    TRY(services.channels.set_late_rule(scope_of(request), activity.id, rule));
    if (plan::is_frozen(activity))
      TRY(services.activities.say(
          scope_of(request), activity.id,
          posted ? tr("From now on, what was posted by the closing day counts, whenever it reaches "
                      "us.")
                 : tr("From now on, what reaches us by the closing day counts."),
          true));
  }
  return see_other(path_of(activity.id, "add"));
}

Result<Reply> choose_activity(Services& services, const Request& request) {
  std::vector<Html> open;
  for (const plan::Activity& each : TRY(services.activities.list(scope_of(request))))
    if (each.state == plan::ActivityState::open || each.state == plan::ActivityState::closed)
      open.push_back(link(Href(path_of(each.id, "add")), each.details.title));
  return show(services, request,
              {.heading = tr("Add a letter, call or event"),
               .section = Section::said,
               .body = open.empty() ? paragraph(tr("Nothing is open, or closed and still taking "
                                                   "post."))
                                    : join(paragraph(tr("What is it about?")), bullets(open))});
}

}  // namespace

Routes add_voices_routes(Services& services) {
  return {
      {Method::get, "/staff/add", Who::may(Capability::bring_in), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return choose_activity(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/add", Who::may(Capability::bring_in),
       Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return add_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/add/late-rule", Who::may(Capability::plan),
       Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change_rule(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
