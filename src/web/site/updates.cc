// GET /a/{activity}/document/{document}, and what pages say of when an activity changed.
#include "web/site/inside/around.h"

namespace heed::web::site {

using namespace pages;

Html times_of(TimeMs published, TimeMs changed, std::string_view zone, const Words& words) {
  const auto time = [&](const char* property, TimeMs at) {
    return el("time", {{"datetime", iso_utc(at)}, {"itemprop", property}},
              show_date_time(at, zone));
  };
  return el(
      "p",
      {{"class", "nhsuk-hint"}, {"itemscope", true}, {"itemtype", "https://schema.org/WebPage"}},
      tr(words, "Published"), " ", time("datePublished", published), ". ",
      tr(words, "Last changed"), " ", time("dateModified", changed), ".");
}

Html times_of(const Services& services, const plan::Activity& activity, const Words& words) {
  const TimeMs published = activity.opened ? *activity.opened : activity.created;
  return times_of(published, std::max(published, activity.changed), services.zone, words);
}

std::string format_words(std::string_view format, const Words& words) {
  if (format == "easy_read") return std::string(tr(words, "Easy Read"));
  if (format == "large_print") return std::string(tr(words, "Large print"));
  if (format == "audio") return std::string(tr(words, "Audio"));
  if (format == "bsl") return std::string(tr(words, "British Sign Language"));
  if (format == "braille") return std::string(tr(words, "Braille"));
  return std::string(tr(words, "Standard"));
}

Html languages_of(std::string_view path, const Words& words) {
  std::vector<Html> links;
  for (const std::string_view code : Words::languages()) {
    const std::string name(Words::for_language(code).own_name());
    links.push_back(code == words.language()
                        ? el("strong", {{"lang", code}}, name)
                        : el("a",
                             {{"href", Href(std::string(path) + "?lang=" + std::string(code))},
                              {"lang", code},
                              {"hreflang", code}},
                             name));
  }
  if (links.size() < 2) return {};
  return el("nav", {{"aria-label", tr(words, "Languages")}}, bullets(links));
}

namespace {

// Saved rather than shown: nothing that somebody added runs as a page of this site.
Result<Reply> document(Services& services, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  auto [found, bytes] =
      TRY(services.activities.document(scope_of(services), id, match["document"]));
  return download(found.file_name, found.media_type,
                  std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace

Routes updates_routes(Services& services) {
  return {
      {Method::get, "/a/{activity}/document/{document}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request&, const Match& match) { return document(services, match); }},
  };
}

}  // namespace heed::web::site
