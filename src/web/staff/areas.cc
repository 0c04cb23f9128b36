// Areas at three levels, each inside another: where people live, and for whom something is asked.
#include "web/staff/inside/place_pages.h"

namespace heed::web::staff {
namespace {

using partners::AreaLevel;
using partners::Partners;

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

struct Areas {
  using Place = partners::Area;
  using New = partners::NewArea;
  using Id = AreaId;
  static constexpr std::string_view kPath = "/staff/areas", kKey = "area";
  static constexpr auto kAll = &Partners::areas;
  static constexpr auto kAdd = &Partners::add_area;
  static constexpr auto kChange = &Partners::change_area;
  static constexpr auto kBringIn = &Partners::bring_in_areas;
  static constexpr auto kSucceed = &Partners::succeed_area;
  static constexpr auto kEnd = &Partners::end_area;

  static PlaceWords words() {
    return {.heading = tr("Areas"),
            .none_yet = tr("No area has been added yet."),
            .add = tr("Add an area"),
            .file_columns = tr("Columns: name, level (neighbourhood, place or system); and if you "
                               "have them part of, starts, ends, successor."),
            .columns = {tr("How large"), tr("Part of")}};
  }
  static Place fresh() { return {.level = AreaLevel::place}; }
  static std::vector<Html> cells(const Place& one, const std::vector<Place>& all) {
    return {text(level_words(one.level)), text(name_among(all, one.parent))};
  }
  static Html fields(const Services& services, const Request& request, const Place& stored,
                     const std::vector<Place>& all, const Trouble& trouble) {
    const std::string level = typed(request, "level", partners::to_text(stored.level));
    const std::string parent =
        typed(request, "parent", stored.parent.is_null() ? "" : stored.parent.text());
    std::vector<Option> levels, parents{{.value = "", .label = tr("Nothing larger")}};
    for (const AreaLevel one : {AreaLevel::neighbourhood, AreaLevel::place, AreaLevel::system})
      levels.push_back({.value = std::string(partners::to_text(one)),
                        .label = level_words(one),
                        .chosen = partners::to_text(one) == level});
    for (const Place& one : all)
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

  static New sent(const Services& services, const Request& request, Trouble& trouble) {
    return {.name = typed(request, "name"),
            .level = partners::area_level(typed(request, "level")).value_or(AreaLevel::place),
            .parent = AreaId::parse(typed(request, "parent")).value_or(AreaId{}),
            .starts = place_date(services, request, "starts", trouble)};
  }
  // The name is looked at first.
  static std::string field_of(const New& wanted) { return wanted.name.empty() ? "name" : "parent"; }
};

}  // namespace

Routes area_routes(Services& services) { return place_routes<Areas>(services); }

}  // namespace heed::web::staff
