#include "web/site/inside/site.h"

#include "partners/partners.h"
#include "questions/reading.h"
#include "web/site/site.h"

namespace heed::web::site {

using pages::tr;

Scope scope_of(const Services& services) { return Scope::for_public(services.partnership); }

const pages::Words& words_of(const Request& request) {
  const std::string_view asked = request.asked("lang");
  if (!asked.empty()) return pages::Words::for_language(asked);
  return pages::Words::for_language(request.cookie(kLanguageCookie));
}

Reply show(const Services& services, const Request& request, pages::Page page, int status) {
  const pages::Words& words = words_of(request);
  page.area = pages::Area::visitor;
  page.language = words.language();
  page.partnership = services.partnership_name;
  if (page.title.empty()) page.title = page.heading;
  Reply reply = html(pages::page(page), status);
  // Also a language that only some questions are written in: their pages ask for it by the cookie.
  if (const std::string_view asked = request.asked("lang"); questions::is_language(asked))
    reply.cookies.push_back({std::string(kLanguageCookie), std::string(asked), 30 * 24 * 3600});
  return reply;
}

pages::Html badge(const plan::Activity& activity, const pages::Words& words) {
  if (activity.details.kind == plan::ActivityKind::formal_consultation)
    return pages::tag(tr(words, "Formal consultation"), pages::Colour::purple);
  return pages::tag(tr(words, "Engagement"), pages::Colour::blue);
}

pages::Html closing(const Services& services, const plan::Activity& activity,
                    const pages::Words& words) {
  if (!activity.details.closes) return pages::text(tr(words, "No closing date"));
  const std::string when = show_date_time(*activity.details.closes, services.zone);
  return pages::text(tr(words, "Closes {when}", {{"when", when}}));
}

std::string path_of(const plan::Activity& activity) { return "/a/" + activity.id.text(); }

bool Throttle::allows(std::string_view peer, TimeMs now) {
  const Lock lock(mutex_);
  const std::int64_t minute = now.ms / kMinuteMs;
  if (minute != minute_) {
    minute_ = minute;
    tries_.clear();
  }
  return ++tries_[network_of(peer)] <= a_minute_;
}

Reply too_many(const Services& services, const Request& request) {
  const pages::Words& words = words_of(request);
  Reply reply = show(services, request,
                     {.title = "",
                      .heading = std::string(tr(words, "Please wait a minute")),
                      .body = pages::paragraph(tr(words,
                                                  "There have been many tries from your "
                                                  "network. Wait a minute and try again."))},
                     429);
  reply.headers.emplace_back("Retry-After", "60");
  return reply;
}

}  // namespace heed::web::site
