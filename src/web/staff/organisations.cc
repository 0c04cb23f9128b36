// Organisations of the partnership: each with a kind, its dates and what went on from it.
#include "web/staff/inside/place_pages.h"

namespace heed::web::staff {
namespace {

using partners::Partners;

struct Organisations {
  using Place = partners::Organisation;
  using New = partners::NewOrganisation;
  using Id = OrganisationId;
  static constexpr std::string_view kPath = "/staff/organisations", kKey = "organisation";
  static constexpr auto kAll = &Partners::organisations;
  static constexpr auto kAdd = &Partners::add_organisation;
  static constexpr auto kChange = &Partners::change_organisation;
  static constexpr auto kBringIn = &Partners::bring_in_organisations;
  static constexpr auto kSucceed = &Partners::succeed_organisation;
  static constexpr auto kEnd = &Partners::end_organisation;

  static PlaceWords words() {
    return {
        .heading = tr("Organisations"),
        .none_yet = tr("No organisation has been added yet."),
        .add = tr("Add an organisation"),
        .file_columns = tr("Columns: name, kind; and if you have them starts, ends, successor."),
        .columns = {tr("Kind")}};
  }
  static Place fresh() { return {}; }
  static std::vector<Html> cells(const Place& one, const std::vector<Place>&) {
    return {text(one.kind)};
  }
  static Html fields(const Services& services, const Request& request, const Place& stored,
                     const std::vector<Place>&, const Trouble& trouble) {
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

  static New sent(const Services& services, const Request& request, Trouble& trouble) {
    return {.name = typed(request, "name"),
            .kind = typed(request, "kind"),
            .starts = place_date(services, request, "starts", trouble)};
  }
  // The name is looked at first.
  static std::string field_of(const New& wanted) {
    return !wanted.name.empty() && wanted.kind.empty() ? "kind" : "name";
  }
};

}  // namespace

Routes organisation_routes(Services& services) { return place_routes<Organisations>(services); }

}  // namespace heed::web::staff
