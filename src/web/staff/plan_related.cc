// On an activity's page: what it grew from, what goes on beside it, what was known before people
// were asked, and who asks to join.
#include <algorithm>

#include "base/text.h"
#include "web/staff/inside/plan_alike.h"

namespace heed::web::staff {
namespace {

using plan::Related;
using plan::Relation;

// "It grew from this one", with who chose it and what was alike.
Html one_related(const Related& each, const std::string& zone) {
  const std::string words =
      each.relation == Relation::grew_from
          ? (each.other_is_newer ? tr("Grew from this one:") : tr("This one grew from:"))
          : (each.other_is_newer ? tr("Was started beside this one:")
                                 : tr("This one goes on beside:"));
  Html line = join(text(words + " "), link(Href(path_of(each.other.id)), each.other.title),
                   text(" (" + when_held(each.other, zone) + "). " +
                        tr("Chosen by {who}, {date}.",
                           {{"who", each.by}, {"date", show_date(each.chosen, zone)}})));
  if (!each.why.empty()) line += text(" " + tr("Why: {reason}", {{"reason", each.why}}));
  return line;
}

Html one_joining(const plan::Join& each, const std::string& zone) {
  return join(el("p", text(tr("{who} asks to join with “{title}”, {date}.",
                              {{"who", each.details.organisation.empty()
                                           ? each.by
                                           : each.by + ", " + each.details.organisation},
                               {"title", each.details.title},
                               {"date", show_date(each.asked, zone)}}))),
              each.details.contact.empty()
                  ? Html()
                  : paragraph(tr("Whom to ask: {contact}", {{"contact", each.details.contact}})),
              typed_text(each.details.wanted));
}

// What is known, and which one it grew from: written later than the draft, or again.
Result<Reply> earlier_page(Services& services, const Request& request, const Match& match,
                           const Trouble& trouble = {}) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const Scope& scope = scope_of(request);
  const auto known = TRY(services.planned->known(scope, activity.id));
  const plan::Known newest = known.empty() ? plan::Known{} : known.front();
  const std::string kept = std::to_string(newest.number);
  // After a conflict both are in view, and saving again is meant.
  const std::string seen = trouble.conflict ? kept : typed(request, "seen", kept);
  std::vector<Option> others{{.value = "", .label = tr("Choose one")}};
  auto all = TRY(services.planned->all(scope));
  std::ranges::reverse(all);  // The newest first.
  for (const plan::Listed& each : all)
    if (each.id != activity.id)
      others.push_back({.value = each.id.text(),
                        .label = each.title + " (" + when_held(each, services.zone) + ")",
                        .chosen = each.id.text() == request.field("other")});
  Html meanwhile;
  if (trouble.conflict)
    meanwhile = warning_callout({.heading = tr("What is kept now"),
                                 .body = join(paragraph(newest.by), typed_text(newest.words))});
  const std::string path = path_of(activity.id, "earlier");
  return show_in(
      services, request, activity, Tab::overview,
      {.heading = tr("What came before it"),
       .section = Section::plan,
       .body = join(
           meanwhile,
           post(request, path,
                join(hidden_input("seen", seen),
                     textarea({.name = "known",
                               .label = tr("What do you know already?"),
                               .hint = tr("From earlier activities or from elsewhere, and what is "
                                          "still to be asked."),
                               .error = trouble.about("known"),
                               .value = typed(request, "known", newest.words),
                               .rows = 6}),
                     button({.text = tr("Save what is known")}))),
           heading(2, tr("What it grew from"), Size::m),
           paragraph(tr("Once both are public, its public page says so.")),
           post(request, path,
                join(select({.name = "other",
                             .label = tr("It grew from"),
                             .error = trouble.about("other"),
                             .options = std::move(others)}),
                     button({.text = tr("Link it"), .look = Look::secondary}))))},
      trouble);
}

Result<Reply> say_earlier(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const std::string& by = request.signed_in().person_name;
  if (request.has_field("other")) {
    const auto other = ActivityId::parse(request.field("other"));
    const auto done = services.planned->relate(
        scope_of(request), id,
        {.other = other.value_or(ActivityId()), .relation = Relation::grew_from}, by);
    if (!done)
      return earlier_page(services, request, match, TRY(trouble_of(done.error(), "other")));
  } else {
    const auto done = services.planned->say_known(scope_of(request), id,
                                                  whole_number(request.field("seen")).value_or(-1),
                                                  request.field("known"), by);
    if (!done)
      return earlier_page(services, request, match, TRY(trouble_of(done.error(), "known")));
  }
  return see_other(path_of(id) + "#known");
}

}  // namespace

Routes earlier_routes(Services& services) {
  if (services.planned == nullptr) return {};
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {
      {Method::get, "/staff/activities/{activity}/earlier", kPlanners, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return earlier_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/earlier", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return say_earlier(services, request, match);
       }},
  };
}

Result<Html> related_part(Services& services, const Request& request,
                          const plan::Activity& activity) {
  if (services.planned == nullptr || !may(request, Capability::read_summary)) return Html();
  const Scope& scope = scope_of(request);
  std::vector<Html> related, joining;
  for (const Related& each : TRY(services.planned->related(scope, activity.id)))
    related.push_back(one_related(each, services.zone));
  for (const plan::Join& each : TRY(services.planned->joining(scope, activity.id)))
    joining.push_back(one_joining(each, services.zone));
  const auto known = TRY(services.planned->known(scope, activity.id));
  Html out;
  if (!joining.empty())
    out += join(heading(2, tr("Who asks to join"), Size::m, "joining"), bullets(joining));
  if (!related.empty())
    out += join(heading(2, tr("What is like it"), Size::m, "alike"), bullets(related));
  if (known.empty())
    out += join(heading(2, tr("What we knew already"), Size::m, "known"),
                paragraph(tr("Nobody has written it yet.")));
  else
    out += join(heading(2, tr("What we knew already"), Size::m, "known"),
                typed_text(known.front().words),
                paragraph(tr("Written by {who}, {date}.",
                             {{"who", known.front().by},
                              {"date", show_date(known.front().written, services.zone)}})));
  if (may(request, Capability::plan))
    out += el("p", link(Href(path_of(activity.id, "earlier")),
                        tr("Write what is known, or what it grew from")));
  return out;
}

}  // namespace heed::web::staff
