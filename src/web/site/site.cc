#include "web/site/site.h"

#include "web/site/inside/site.h"

namespace heed::web {

Routes site_routes(Services& services) {
  Routes all;
  for (Routes (*part)(Services&) :
       {site::have_your_say_routes, site::activity_page_routes, site::answer_routes,
        site::happened_routes, site::follow_routes, site::about_routes, site::own_routes,
        site::told_routes, site::difference_routes, site::decided_routes, site::ask_routes,
        site::updates_routes, site::heard_from_routes, site::decision_routes, site::projects_routes,
        site::learning_routes, site::contact_routes})
    for (Route& route : part(services)) all.push_back(std::move(route));
  return all;
}

}  // namespace heed::web
