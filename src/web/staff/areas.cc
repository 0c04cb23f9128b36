// Areas at three levels, each inside another: where people live, and for whom something is asked.
#include "web/staff/inside/places.h"

namespace heed::web::staff {
namespace {

using partners::Area;
using partners::AreaLevel;
using partners::NewArea;

constexpr std::string_view kPath = "/staff/areas";

std::string name_of(const std::vector<Area>& all, AreaId id) {
  for (const Area& one : all)
    if (one.id == id) return one.name;
  return {};
}

std::string level_words(AreaLevel level) {
  switch (level) {
    case AreaLevel::neighbourhood:
      return tr("Neighbourhood");
    case AreaLevel::place:
      return tr("Place");
    case AreaLevel::system:
      return tr("System");
  }
  return {};
}

Html fields(const Services& services, const Request& request, const Area& stored,
            const std::vector<Area>& all, const Trouble& trouble) {
  const std::string level = typed(request, "level", partners::to_text(stored.level));
  const std::string parent =
      typed(request, "parent", stored.parent.is_null() ? "" : stored.parent.text());
  std::vector<Option> levels, parents{{.value = "", .label = tr("Nothing larger")}};
  for (const AreaLevel one : {AreaLevel::neighbourhood, AreaLevel::place, AreaLevel::system})
    levels.push_back({.value = std::string(partners::to_text(one)),
                      .label = level_words(one),
                      .chosen = partners::to_text(one) == level});
  for (const Area& one : all)
    if (one.id != stored.id && !one.ends && one.level != AreaLevel::neighbourhood)
      parents.push_back(
          {.value = one.id.text(), .label = one.name, .chosen = one.id.text() == parent});
  return join(
      input({.name = "name",
             .label = tr("Name"),
             .error = trouble.about("name"),
             .value = typed(request, "name", stored.name)}),
      radios({.name = "level", .legend = tr("How large"), .options = std::move(levels)}),
      select({.name = "parent",
              .label = tr("Part of"),
              .error = trouble.about("parent"),
              .options = std::move(parents)}),
      place_date_field(request, "starts", tr("Since when"),
                       stored.starts ? show_date(*stored.starts, services.zone) : "", trouble));
}

Result<Reply> list(Services& services, const Request& request, const Trouble& trouble = {},
                   std::string said = {}) {
  const std::vector<Area> all = TRY(services.partners.areas(scope_of(request)));
  const bool may_change = may(request, Capability::configure);
  std::vector<std::vector<Html>> rows;
  for (const Area& one : all) {
    const std::string successor = name_of(all, one.successor);
    rows.push_back({may_change ? link(Href(fmt::format("{}/{}", kPath, one.id.text())), one.name)
                               : text(one.name),
                    text(level_words(one.level)), text(name_of(all, one.parent)),
                    text(between(services, one.starts, one.ends)), text(successor)});
  }
  Html body;
  if (!said.empty()) body += inset_text(paragraph(said));
  body += rows.empty() ? paragraph(tr("No area has been added yet."))
                       : table({.caption = tr("Areas"),
                                .columns = {{tr("Name")},
                                            {tr("How large")},
                                            {tr("Part of")},
                                            {tr("When")},
                                            {tr("What went on from it")}},
                                .rows = std::move(rows)});
  if (may_change)
    body +=
        join(heading(2, tr("Add an area")),
             post(request, kPath,
                  join(fields(services, request, {.level = AreaLevel::place}, all, trouble),
                       button({.text = tr("Add")}))),
             heading(2, tr("Bring in a list")),
             bring_in_form(request, fmt::format("{}/bring-in", kPath),
                           tr("Columns: name, level (neighbourhood, place or system); and if you "
                              "have them part of, starts, ends, successor."),
                           trouble));
  return show(services, request,
              {.heading = tr("Areas"),
               .section = Section::people,
               .breadcrumb = {{tr("People"), Href("/staff/people")}},
               .body = std::move(body)},
              trouble);
}

Result<NewArea> sent(const Services& services, const Request& request, Trouble& trouble) {
  return NewArea{.name = typed(request, "name"),
                 .level = partners::area_level(typed(request, "level")).value_or(AreaLevel::place),
                 .parent = AreaId::parse(typed(request, "parent")).value_or(AreaId{}),
                 .starts = place_date(services, request, "starts", trouble)};
}

// Which box an error of the room is about: the name is looked at first.
std::string field_of(const NewArea& wanted) { return wanted.name.empty() ? "name" : "parent"; }

Result<Reply> add(Services& services, const Request& request) {
  Trouble trouble;
  const NewArea wanted = TRY(sent(services, request, trouble));
  if (trouble.any()) return list(services, request, trouble);
  const auto added = services.partners.add_area(scope_of(request), wanted);
  if (!added) return list(services, request, TRY(trouble_of(added.error(), field_of(wanted))));
  return see_other(std::string(kPath));
}

Result<Reply> bring_in(Services& services, const Request& request) {
  Trouble trouble;
  const auto rows = TRY(places_in_file(services, request, trouble));
  if (trouble.any()) return list(services, request, trouble);
  const auto done = TRY(services.partners.bring_in_areas(scope_of(request), rows));
  if (!done.problems.empty()) return list(services, request, trouble_of(done.problems));
  return list(services, request, {},
              tr("{added} added, {already} were here already.",
                 {{"added", said_number(static_cast<std::int64_t>(done.added))},
                  {"already", said_number(static_cast<std::int64_t>(done.already))}}));
}

Result<Reply> one_page(Services& services, const Request& request, const Match& match,
                       const Trouble& trouble = {}) {
  const auto id = TRY(match.id<AreaId>("area"));
  const std::vector<Area> all = TRY(services.partners.areas(scope_of(request)));
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Area& one) { return one.id == id; });
  if (found == all.end()) return fail(ErrorKind::not_found, "no such area");
  const std::string path = fmt::format("{}/{}", kPath, id.text());
  Html body =
      post(request, path,
           join(fields(services, request, *found, all, trouble), button({.text = tr("Save")})));
  if (found->ends) {
    const std::string next = name_of(all, found->successor);
    body += inset_text(paragraph(
        next.empty()
            ? tr("It ended on {date}.", {{"date", show_date(*found->ends, services.zone)}})
            : tr("It ended on {date}, and {successor} went on from it.",
                 {{"date", show_date(*found->ends, services.zone)}, {"successor", next}})));
  } else {
    std::vector<Option> others;
    for (const Area& one : all)
      if (one.id != id && !one.ends) others.push_back({.value = one.id.text(), .label = one.name});
    body += join(heading(2, tr("When it ends")), paragraph(tr("What it did stays under its name.")),
                 end_form(request, path + "/end", std::move(others), trouble));
  }
  return show(services, request,
              {.heading = found->name,
               .section = Section::people,
               .breadcrumb = {{tr("People"), Href("/staff/people")},
                              {tr("Areas"), Href(std::string(kPath))}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> change(Services& services, const Request& request, const Match& match) {
  Trouble trouble;
  const NewArea wanted = TRY(sent(services, request, trouble));
  if (trouble.any()) return one_page(services, request, match, trouble);
  const auto done =
      services.partners.change_area(scope_of(request), TRY(match.id<AreaId>("area")), wanted);
  if (!done)
    return one_page(services, request, match, TRY(trouble_of(done.error(), field_of(wanted))));
  return see_other(std::string(kPath));
}

Result<Reply> end(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<AreaId>("area"));
  Trouble trouble;
  const auto when = place_date(services, request, "ends", trouble);
  if (!when && !trouble.any()) trouble.add("ends", tr("Enter when it ends."));
  if (trouble.any()) return one_page(services, request, match, trouble);
  const auto newer = AreaId::parse(typed(request, "successor"));
  const auto done = newer ? services.partners.succeed_area(scope_of(request), id, *newer, *when)
                          : services.partners.end_area(scope_of(request), id, *when);
  if (!done) return one_page(services, request, match, TRY(trouble_of(done.error(), "successor")));
  return see_other(std::string(kPath));
}

}  // namespace

Routes area_routes(Services& services) {
  constexpr Who kManagers = Who::may(Capability::configure);
  return {
      {Method::get, "/staff/areas", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return list(services, request); }},
      {Method::post, "/staff/areas", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return add(services, request); }},
      {Method::post, "/staff/areas/bring-in", kManagers, Limit::upload, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return bring_in(services, request); }},
      {Method::get, "/staff/areas/{area}", kManagers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return one_page(services, request, match);
       }},
      {Method::post, "/staff/areas/{area}", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change(services, request, match);
       }},
      {Method::post, "/staff/areas/{area}/end", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return end(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
