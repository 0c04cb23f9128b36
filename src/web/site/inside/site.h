// What the public pages share: the frame around each, dates and badges as the public reads them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/mutex.h"
#include "pages/components.h"
#include "pages/words.h"
#include "plan/activities.h"
#include "web/server/http.h"
#include "web/server/routes.h"
#include "web/services.h"

namespace heed::web::site {

Routes have_your_say_routes(Services& services);
Routes activity_page_routes(Services& services);
Routes answer_routes(Services& services);
Routes happened_routes(Services& services);
Routes follow_routes(Services& services);
Routes decided_routes(Services& services);
Routes about_routes(Services& services);
Routes own_routes(Services& services);
Routes told_routes(Services& services);
Routes difference_routes(Services& services);
Routes ask_routes(Services& services);
Routes updates_routes(Services& services);
Routes heard_from_routes(Services& services);
Routes decision_routes(Services& services);
Routes projects_routes(Services& services);
Routes learning_routes(Services& services);
Routes contact_routes(Services& services);

Scope scope_of(const Services& services);
// The language asked for (?lang=), or kept in a cookie, or English.
const pages::Words& words_of(const Request& request);
inline std::string said(pages::Literal words, const pages::Words& in) {
  return std::string(pages::tr(in, words));
}
// A public page; `page` brings heading, body and section.
Reply show(const Services& services, const Request& request, pages::Page page, int status = 200);
// "Formal consultation" or "Engagement", with what that means behind it.
pages::Html badge(const plan::Activity& activity, const pages::Words& words);
// "Closes 9 January 2027 at 5pm", or that it does not.
pages::Html closing(const Services& services, const plan::Activity& activity,
                    const pages::Words& words);
std::string path_of(const plan::Activity& activity);
// How long answering takes, in which languages it can be done; before "Start".
pages::Html about_answering(Services& services, const Request& request,
                            const plan::Activity& activity);

// At most so many tries a minute from one network, so that references cannot be guessed.
class Throttle {
 public:
  explicit Throttle(std::size_t a_minute) : a_minute_(a_minute) {}
  bool allows(std::string_view peer, TimeMs now);

 private:
  const std::size_t a_minute_;
  Mutex mutex_;
  std::int64_t minute_ GUARDED_BY(mutex_) = 0;
  std::unordered_map<std::string, std::size_t> tries_ GUARDED_BY(mutex_);
};
// 429, in the visitor's words.
Reply too_many(const Services& services, const Request& request);

}  // namespace heed::web::site
