// Organisations of the partnership: each with a kind, its dates and what went on from it.
#include "web/staff/inside/places.h"

namespace heed::web::staff {
namespace {

using partners::NewOrganisation;
using partners::Organisation;

constexpr std::string_view kPath = "/staff/organisations";

std::string name_of(const std::vector<Organisation>& all, OrganisationId id) {
  for (const Organisation& one : all)
    if (one.id == id) return one.name;
  return {};
}

Html fields(const Services& services, const Request& request, const Organisation& stored,
            const Trouble& trouble) {
  return join(
      input({.name = "name",
             .label = tr("Name"),
             .error = trouble.about("name"),
             .value = typed(request, "name", stored.name)}),
      input({.name = "kind",
             .label = tr("What kind of organisation"),
             .hint = tr("In your own words, such as trust, council or voluntary group."),
             .error = trouble.about("kind"),
             .value = typed(request, "kind", stored.kind),
             .width = 20}),
      place_date_field(request, "starts", tr("Since when"),
                       stored.starts ? show_date(*stored.starts, services.zone) : "", trouble));
}

Result<Reply> list(Services& services, const Request& request, const Trouble& trouble = {},
                   std::string said = {}) {
  const std::vector<Organisation> all = TRY(services.partners.organisations(scope_of(request)));
  const bool may_change = may(request, Capability::configure);
  std::vector<std::vector<Html>> rows;
  for (const Organisation& one : all) {
    const std::string successor = name_of(all, one.successor);
    rows.push_back({may_change ? link(Href(fmt::format("{}/{}", kPath, one.id.text())), one.name)
                               : text(one.name),
                    text(one.kind), text(between(services, one.starts, one.ends)),
                    text(successor)});
  }
  Html body;
  if (!said.empty()) body += inset_text(paragraph(said));
  body += rows.empty() ? paragraph(tr("No organisation has been added yet."))
                       : table({.caption = tr("Organisations"),
                                .columns = {{tr("Name")},
                                            {tr("Kind")},
                                            {tr("When")},
                                            {tr("What went on from it")}},
                                .rows = std::move(rows)});
  if (may_change)
    body += join(heading(2, tr("Add an organisation")),
                 post(request, kPath,
                      join(fields(services, request, {}, trouble), button({.text = tr("Add")}))),
                 heading(2, tr("Bring in a list")),
                 bring_in_form(request, fmt::format("{}/bring-in", kPath),
                               tr("Columns: name, kind; and if you have them starts, ends, "
                                  "successor."),
                               trouble));
  return show(services, request,
              {.heading = tr("Organisations"),
               .section = Section::people,
               .breadcrumb = {{tr("People"), Href("/staff/people")}},
               .body = std::move(body)},
              trouble);
}

Result<NewOrganisation> sent(const Services& services, const Request& request, Trouble& trouble) {
  return NewOrganisation{.name = typed(request, "name"),
                         .kind = typed(request, "kind"),
                         .starts = place_date(services, request, "starts", trouble)};
}

// Which box an error of the room is about: the name is looked at first.
std::string field_of(const NewOrganisation& wanted) {
  return !wanted.name.empty() && wanted.kind.empty() ? "kind" : "name";
}

Result<Reply> add(Services& services, const Request& request) {
  Trouble trouble;
  const NewOrganisation wanted = TRY(sent(services, request, trouble));
  if (trouble.any()) return list(services, request, trouble);
  const auto added = services.partners.add_organisation(scope_of(request), wanted);
  if (!added) return list(services, request, TRY(trouble_of(added.error(), field_of(wanted))));
  return see_other(std::string(kPath));
}

Result<Reply> bring_in(Services& services, const Request& request) {
  Trouble trouble;
  const auto rows = TRY(places_in_file(services, request, trouble));
  if (trouble.any()) return list(services, request, trouble);
  const auto done = TRY(services.partners.bring_in_organisations(scope_of(request), rows));
  if (!done.problems.empty()) return list(services, request, trouble_of(done.problems));
  return list(services, request, {},
              tr("{added} added, {already} were here already.",
                 {{"added", said_number(static_cast<std::int64_t>(done.added))},
                  {"already", said_number(static_cast<std::int64_t>(done.already))}}));
}

Result<Reply> one_page(Services& services, const Request& request, const Match& match,
                       const Trouble& trouble = {}) {
  const auto id = TRY(match.id<OrganisationId>("organisation"));
  const std::vector<Organisation> all = TRY(services.partners.organisations(scope_of(request)));
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Organisation& one) { return one.id == id; });
  if (found == all.end()) return fail(ErrorKind::not_found, "no such organisation");
  const std::string path = fmt::format("{}/{}", kPath, id.text());
  Html body = post(request, path,
                   join(fields(services, request, *found, trouble), button({.text = tr("Save")})));
  if (found->ends) {
    const std::string next = name_of(all, found->successor);
    body += inset_text(paragraph(
        next.empty()
            ? tr("It ended on {date}.", {{"date", show_date(*found->ends, services.zone)}})
            : tr("It ended on {date}, and {successor} went on from it.",
                 {{"date", show_date(*found->ends, services.zone)}, {"successor", next}})));
  } else {
    std::vector<Option> others;
    for (const Organisation& one : all)
      if (one.id != id && !one.ends) others.push_back({.value = one.id.text(), .label = one.name});
    body += join(heading(2, tr("When it ends")), paragraph(tr("What it did stays under its name.")),
                 end_form(request, path + "/end", std::move(others), trouble));
  }
  return show(services, request,
              {.heading = found->name,
               .section = Section::people,
               .breadcrumb = {{tr("People"), Href("/staff/people")},
                              {tr("Organisations"), Href(std::string(kPath))}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> change(Services& services, const Request& request, const Match& match) {
  Trouble trouble;
  const NewOrganisation wanted = TRY(sent(services, request, trouble));
  if (trouble.any()) return one_page(services, request, match, trouble);
  const auto done = services.partners.change_organisation(
      scope_of(request), TRY(match.id<OrganisationId>("organisation")), wanted);
  if (!done)
    return one_page(services, request, match, TRY(trouble_of(done.error(), field_of(wanted))));
  return see_other(std::string(kPath));
}

Result<Reply> end(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<OrganisationId>("organisation"));
  Trouble trouble;
  const auto when = place_date(services, request, "ends", trouble);
  if (!when && !trouble.any()) trouble.add("ends", tr("Enter when it ends."));
  if (trouble.any()) return one_page(services, request, match, trouble);
  const auto newer = OrganisationId::parse(typed(request, "successor"));
  const auto done =
      newer ? services.partners.succeed_organisation(scope_of(request), id, *newer, *when)
            : services.partners.end_organisation(scope_of(request), id, *when);
  if (!done) return one_page(services, request, match, TRY(trouble_of(done.error(), "successor")));
  return see_other(std::string(kPath));
}

}  // namespace

Routes organisation_routes(Services& services) {
  constexpr Who kManagers = Who::may(Capability::configure);
  return {
      {Method::get, "/staff/organisations", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return list(services, request); }},
      {Method::post, "/staff/organisations", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return add(services, request); }},
      {Method::post, "/staff/organisations/bring-in", kManagers, Limit::upload, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return bring_in(services, request); }},
      {Method::get, "/staff/organisations/{organisation}", kManagers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return one_page(services, request, match);
       }},
      {Method::post, "/staff/organisations/{organisation}", kManagers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change(services, request, match);
       }},
      {Method::post, "/staff/organisations/{organisation}/end", kManagers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return end(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
