// The pages of what has a name, dates and something that went on from it: a list with a form and a
// file to bring in, and a page each to change and to end it. Areas and organisations are such.
//
//   struct Areas {  // What differs; all of it static.
//     using Place = partners::Area;  // With id, name, starts, ends, successor.
//     using New = partners::NewArea;
//     using Id = AreaId;
//     static constexpr std::string_view kPath = "/staff/areas", kKey = "area";
//     static PlaceWords words();
//     static Place fresh();  // What the form to add one starts from.
//     static std::vector<Html> cells(one, all);                       // Between name and dates.
//     static Html fields(services, request, stored, all, trouble);
//     static New sent(services, request, trouble);
//     static std::string field_of(wanted);  // Which box an error of the room is about.
//     // What the room has for each: kAll, kAdd, kChange, kBringIn, kSucceed, kEnd.
//     static constexpr auto kAll = &partners::Partners::areas;
//   };
//   Routes area_routes(Services& services) { return place_routes<Areas>(services); }
#pragma once

#include "web/staff/inside/places.h"

namespace heed::web::staff {

struct PlaceWords {
  std::string heading, none_yet, add, file_columns;
  std::vector<std::string> columns = {};  // Of cells().
};

template <class Place, class Id>
std::string name_among(const std::vector<Place>& all, Id id) {
  const auto found = std::ranges::find(all, id, &Place::id);
  return found == all.end() ? std::string() : found->name;
}

template <class Kind>
class PlacePages {
  using Place = typename Kind::Place;
  using Id = typename Kind::Id;

 public:
  static Result<Reply> list(Services& services, const Request& request, const Trouble& trouble = {},
                            const std::string& said = {}) {
    const std::vector<Place> all = TRY((services.partners.*Kind::kAll)(scope_of(request)));
    const PlaceWords words = Kind::words();
    const bool may_change = may(request, Capability::configure);
    Html body;
    if (!said.empty()) body += inset_text(paragraph(said));
    body += all.empty() ? paragraph(words.none_yet) : table_of(services, words, all, may_change);
    if (may_change)
      body += join(heading(2, words.add),
                   post(request, Kind::kPath,
                        join(Kind::fields(services, request, Kind::fresh(), all, trouble),
                             button({.text = tr("Add")}))),
                   heading(2, tr("Bring in a list")),
                   bring_in_form(request, fmt::format("{}/bring-in", Kind::kPath),
                                 words.file_columns, trouble));
    return show(services, request,
                {.heading = words.heading,
                 .section = Section::people,
                 .breadcrumb = {{tr("People"), Href("/staff/people")}},
                 .body = std::move(body)},
                trouble);
  }

  static Result<Reply> one_page(Services& services, const Request& request, const Match& match,
                                const Trouble& trouble = {}) {
    const auto id = TRY(match.id<Id>(Kind::kKey));
    const std::vector<Place> all = TRY((services.partners.*Kind::kAll)(scope_of(request)));
    const auto found = std::ranges::find(all, id, &Place::id);
    if (found == all.end()) return fail(ErrorKind::not_found, "no such place");
    const std::string path = fmt::format("{}/{}", Kind::kPath, id.text());
    Html body = post(
        request, path,
        join(Kind::fields(services, request, *found, all, trouble), button({.text = tr("Save")})));
    body += found->ends ? how_it_ended(services, *found, all)
                        : how_to_end(request, path, *found, all, trouble);
    return show(services, request,
                {.heading = found->name,
                 .section = Section::people,
                 .breadcrumb = {{tr("People"), Href("/staff/people")},
                                {Kind::words().heading, Href(std::string(Kind::kPath))}},
                 .body = std::move(body)},
                trouble);
  }

  static Result<Reply> add(Services& services, const Request& request) {
    Trouble trouble;
    const auto wanted = Kind::sent(services, request, trouble);
    if (trouble.any()) return list(services, request, trouble);
    const auto added = (services.partners.*Kind::kAdd)(scope_of(request), wanted);
    if (!added)
      return list(services, request, TRY(trouble_of(added.error(), Kind::field_of(wanted))));
    return see_other(std::string(Kind::kPath));
  }

  static Result<Reply> bring_in(Services& services, const Request& request) {
    Trouble trouble;
    const auto rows = TRY(places_in_file(services, request, trouble));
    if (trouble.any()) return list(services, request, trouble);
    const auto done = TRY((services.partners.*Kind::kBringIn)(scope_of(request), rows));
    if (!done.problems.empty()) return list(services, request, trouble_of(done.problems));
    return list(services, request, {},
                tr("{added} added, {already} were here already.",
                   {{"added", said_number(static_cast<std::int64_t>(done.added))},
                    {"already", said_number(static_cast<std::int64_t>(done.already))}}));
  }

  static Result<Reply> change(Services& services, const Request& request, const Match& match) {
    Trouble trouble;
    const auto wanted = Kind::sent(services, request, trouble);
    if (trouble.any()) return one_page(services, request, match, trouble);
    const auto done = (services.partners.*Kind::kChange)(scope_of(request),
                                                         TRY(match.id<Id>(Kind::kKey)), wanted);
    if (!done)
      return one_page(services, request, match,
                      TRY(trouble_of(done.error(), Kind::field_of(wanted))));
    return see_other(std::string(Kind::kPath));
  }

  static Result<Reply> end(Services& services, const Request& request, const Match& match) {
    const auto id = TRY(match.id<Id>(Kind::kKey));
    Trouble trouble;
    const auto when = place_date(services, request, "ends", trouble);
    if (!when && !trouble.any()) trouble.add("ends", tr("Enter when it ends."));
    if (trouble.any()) return one_page(services, request, match, trouble);
    const auto newer = Id::parse(typed(request, "successor"));
    const auto done =
        newer ? (services.partners.*Kind::kSucceed)(scope_of(request), id, *newer, *when)
              : (services.partners.*Kind::kEnd)(scope_of(request), id, *when);
    if (!done)
      return one_page(services, request, match, TRY(trouble_of(done.error(), "successor")));
    return see_other(std::string(Kind::kPath));
  }

 private:
  static Html table_of(const Services& services, const PlaceWords& words,
                       const std::vector<Place>& all, bool may_change) {
    std::vector<std::vector<Html>> rows;
    for (const Place& one : all) {
      std::vector<Html> row = {
          may_change ? link(Href(fmt::format("{}/{}", Kind::kPath, one.id.text())), one.name)
                     : text(one.name)};
      for (Html& cell : Kind::cells(one, all)) row.push_back(std::move(cell));
      row.push_back(text(between(services, one.starts, one.ends)));
      row.push_back(text(name_among(all, one.successor)));
      rows.push_back(std::move(row));
    }
    std::vector<Column> columns = {{tr("Name")}};
    for (const std::string& column : words.columns) columns.push_back({column});
    columns.push_back({tr("When")});
    columns.push_back({tr("What went on from it")});
    return table(
        {.caption = words.heading, .columns = std::move(columns), .rows = std::move(rows)});
  }

  static Html how_it_ended(const Services& services, const Place& one,
                           const std::vector<Place>& all) {
    const std::string next = name_among(all, one.successor);
    const std::string date = show_date(*one.ends, services.zone);
    return inset_text(paragraph(next.empty()
                                    ? tr("It ended on {date}.", {{"date", date}})
                                    : tr("It ended on {date}, and {successor} went on from it.",
                                         {{"date", date}, {"successor", next}})));
  }

  static Html how_to_end(const Request& request, const std::string& path, const Place& one,
                         const std::vector<Place>& all, const Trouble& trouble) {
    std::vector<Option> others;
    for (const Place& other : all)
      if (other.id != one.id && !other.ends)
        others.push_back({.value = other.id.text(), .label = other.name});
    return join(heading(2, tr("When it ends")), paragraph(tr("What it did stays under its name.")),
                end_form(request, path + "/end", std::move(others), trouble));
  }
};

template <class Kind>
Routes place_routes(Services& services) {
  using Pages = PlacePages<Kind>;
  constexpr Who kManagers = Who::may(Capability::configure);
  const std::string path(Kind::kPath);
  const std::string one = fmt::format("{}/{{{}}}", path, Kind::kKey);
  return {
      {Method::get, path, Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return Pages::list(services, request);
       }},
      {Method::post, path, kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return Pages::add(services, request); }},
      {Method::post, path + "/bring-in", kManagers, Limit::upload, Safety::csrf_token,
       [&services](const Request& request, const Match&) {
         return Pages::bring_in(services, request);
       }},
      {Method::get, one, kManagers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return Pages::one_page(services, request, match);
       }},
      {Method::post, one, kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return Pages::change(services, request, match);
       }},
      {Method::post, one + "/end", kManagers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return Pages::end(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
