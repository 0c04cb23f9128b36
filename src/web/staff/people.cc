// People: who works here, inviting them, their roles, and letting them go.
#include "partners/partners.h"
#include "platform/mail.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using partners::LinkKind;
using partners::Person;
using partners::Role;

std::string role_words(Role role) {
  switch (role) {
    case Role::engagement_lead:
      return tr("Engagement lead");
    case Role::analyst:
      return tr("Analyst");
    case Role::equality_adviser:
      return tr("Equality adviser");
    case Role::decision_secretary:
      return tr("Decision secretary");
    case Role::administrator:
      return tr("Administrator");
    case Role::outside_analyst:
      return tr("Outside analyst");
  }
  return {};
}

std::string role_hint(Role role) {
  switch (role) {
    case Role::engagement_lead:
      return tr("Plans, brings in responses, reads, answers and publishes.");
    case Role::analyst:
      return tr("Brings in responses, reads them and works on themes.");
    case Role::equality_adviser:
      return tr("Reads responses and advises.");
    case Role::decision_secretary:
      return tr("Records answers and publishes. Does not read responses.");
    case Role::administrator:
      return tr("Manages people and settings. Does not read responses.");
    case Role::outside_analyst:
      return tr("Reads and codes one activity, once it is opened to them there, until a day.");
  }
  return {};
}

std::vector<Role> roles_sent(const Request& request) {
  std::vector<Role> roles;
  for (const std::string_view sent : request.fields("roles"))
    if (const auto known = partners::role(sent)) roles.push_back(*known);
  return roles;
}

Html role_boxes(const std::vector<Role>& chosen, const Trouble& trouble) {
  std::vector<Option> options;
  for (const Role role : partners::kRoles)
    options.push_back({.value = std::string(partners::to_text(role)),
                       .label = role_words(role),
                       .hint = role_hint(role),
                       .chosen = std::find(chosen.begin(), chosen.end(), role) != chosen.end()});
  return checkboxes({.name = "roles",
                     .legend = tr("What they do here"),
                     .error = trouble.about("roles"),
                     .options = std::move(options)});
}

Html groups_and_places() {
  return join(heading(2, tr("Groups and places")),
              bullets({link(Href("/staff/organisations"), tr("Organisations")),
                       link(Href("/staff/areas"), tr("Areas"))}));
}

Result<Reply> people_page(Services& services, const Request& request, const Trouble& trouble = {}) {
  if (!may(request, Capability::manage_people))
    return show(services, request,
                {.heading = tr("People"),
                 .section = Section::people,
                 .body = join(paragraph(tr("Your administrator invites people and changes what "
                                           "they may do.")),
                              groups_and_places())});
  std::vector<std::vector<Html>> rows;
  for (const Person& person : TRY(services.partners.people(scope_of(request)))) {
    std::string roles;
    for (const Role role : person.roles) roles += (roles.empty() ? "" : ", ") + role_words(role);
    Html state = !person.active         ? tag(tr("Left"), Colour::grey)
                 : !person.has_password ? tag(tr("Invited"), Colour::yellow)
                                        : tag(tr("Active"), Colour::green);
    rows.push_back({link(Href("/staff/people/" + person.id.text()), person.name),
                    text(person.email), text(roles), std::move(state)});
  }
  const Html invite =
      join(heading(2, tr("Invite somebody")),
           post(request, "/staff/people",
                join(input({.name = "name",
                            .label = tr("Name"),
                            .error = trouble.about("name"),
                            .value = typed(request, "name")}),
                     input({.name = "email",
                            .label = tr("Email address"),
                            .error = trouble.about("email"),
                            .value = typed(request, "email"),
                            .type = "email",
                            .spellcheck = false}),
                     role_boxes(roles_sent(request), trouble), button({.text = tr("Invite")}))));
  return show(
      services, request,
      {.heading = tr("People"),
       .section = Section::people,
       .body = join(
           table({.caption = tr("People who can sign in"),
                  .columns = {{tr("Name")}, {tr("Email address")}, {tr("Roles")}, {tr("State")}},
                  .rows = std::move(rows)}),
           invite, groups_and_places())},
      trouble);
}

// Made on the reply to the POST itself, so that a token never stands in an address or a log.
Result<Reply> hand_over(Services& services, const Request& request, LinkKind kind, PersonId id) {
  const Person person = TRY(services.partners.person(scope_of(request), id));
  const std::string address = services.public_origin + "/staff/link/" +
                              TRY(services.partners.make_link(scope_of(request), kind, id));
  const std::string subject =
      kind == LinkKind::invite ? tr("You are invited to Heed") : tr("Set a new password for Heed");
  if (services.mailer) {
    const auto sent = services.mailer->send(
        {.to = person.email,
         .subject = subject,
         .body = tr("Open this within 30 minutes to choose a password:\n\n{link}\n",
                    {{"link", address}}),
         .message_id = services.random.id<DraftId>().text()});
    if (sent)
      return show(services, request,
                  {.heading = tr("The link is on its way to {name}", {{"name", person.name}}),
                   .section = Section::people,
                   .back = Href("/staff/people"),
                   .body = paragraph(tr("It was sent to {email} and works for 30 minutes.",
                                        {{"email", person.email}}))});
  }
  return show(
      services, request,
      {.heading = tr("A link for {name}", {{"name", person.name}}),
       .section = Section::people,
       .back = Href("/staff/people"),
       .body = join(paragraph(tr("Copy this and give it to them yourself. It is shown once, and "
                                 "works once, for 30 minutes.")),
                    inset_text(el("p", el("code", address))))});
}

Result<Reply> invite(Services& services, const Request& request) {
  const auto added =
      services.partners.add_person(scope_of(request), {.name = typed(request, "name"),
                                                       .email = typed(request, "email"),
                                                       .roles = roles_sent(request)});
  if (!added) {
    const std::string field = added.failed_with(ErrorKind::conflict) ? "email"
                              : roles_sent(request).empty()          ? "roles"
                                                                     : "name";
    return people_page(services, request, TRY(trouble_of(added.error(), field)));
  }
  return hand_over(services, request, LinkKind::invite, *added);
}

Result<Reply> person_page(Services& services, const Request& request, const Match& match,
                          const Trouble& trouble = {}) {
  const Person person =
      TRY(services.partners.person(scope_of(request), TRY(match.id<PersonId>("person"))));
  const std::string path = "/staff/people/" + person.id.text();
  const Html version = hidden_input("version", std::to_string(person.version));
  Html body = summary_list({{.key = tr("Email address"), .value = text(person.email)}});
  if (person.active) {
    body += post(
        request, path + "/roles",
        join(version,
             role_boxes(request.has_field("roles") ? roles_sent(request) : person.roles, trouble),
             button({.text = tr("Save roles")})));
    body += heading(2, tr("A link to choose a password"));
    body +=
        post(request, path + "/link", button({.text = tr("Make a link"), .look = Look::secondary}));
    body += heading(2, tr("When they leave"));
    body += paragraph(tr("They are signed out at once. What they did stays under their name."));
    body += post(request, path + "/deactivate",
                 join(version, button({.text = tr("End their access"), .look = Look::warning})));
  } else {
    body += paragraph(tr("This person cannot sign in any more."));
  }
  return show(services, request,
              {.heading = person.name,
               .section = Section::people,
               .breadcrumb = {{tr("People"), Href("/staff/people")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> change_person(Services& services, const Request& request, const Match& match,
                            bool leave) {
  const auto id = TRY(match.id<PersonId>("person"));
  const std::int64_t version = whole_number(request.field("version")).value_or(0);
  const auto done =
      leave ? services.partners.deactivate(scope_of(request), id, version)
            : services.partners.change_roles(scope_of(request), id, version, roles_sent(request));
  if (!done)
    return person_page(services, request, match,
                       TRY(trouble_of(done.error(), leave ? "" : "roles")));
  return see_other("/staff/people");
}

}  // namespace

Routes people_routes(Services& services) {
  constexpr Who kManagers = Who::may(Capability::manage_people);
  return {
      {Method::get, "/staff/people", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return people_page(services, request);
       }},
      {Method::post, "/staff/people", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return invite(services, request); }},
      {Method::get, "/staff/people/{person}", kManagers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return person_page(services, request, match);
       }},
      {Method::post, "/staff/people/{person}/roles", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change_person(services, request, match, false);
       }},
      {Method::post, "/staff/people/{person}/deactivate", kManagers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change_person(services, request, match, true);
       }},
      {Method::post, "/staff/people/{person}/link", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         const auto id = TRY(match.id<PersonId>("person"));
         const auto person = TRY(services.partners.person(scope_of(request), id));
         return hand_over(services, request,
                          person.has_password ? LinkKind::reset : LinkKind::invite, id);
       }},
  };
}

}  // namespace heed::web::staff
