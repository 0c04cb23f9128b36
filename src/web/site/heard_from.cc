// GET /what-happened/{activity}/who: who was heard and who was not, once it has closed; every
// number through disclosure.
#include "base/text.h"
#include "decide/findings.h"
#include "listen/reach.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;
using listen::ReachPart;
using Of = ReachPart::Of;

std::string heading_of(const ReachPart& part, const Words& words) {
  switch (part.of) {
    case Of::channel:
      return std::string(tr(words, "How people answered"));
    case Of::time:
      return std::string(part.heading == "week" ? tr(words, "When, by week")
                                                : tr(words, "When, by day"));
    case Of::group:
      return std::string(tr(words, "Which group they are from"));
    case Of::area:
    case Of::capacity:
    case Of::about:
      return part.heading;
  }
  return {};
}

std::string joined(const std::vector<std::string>& labels) {
  std::string all;
  for (const std::string& label : labels) all += (all.empty() ? "" : ", ") + label;
  return all;
}

Html drawn(const ReachPart& part, const Words& words) {
  const std::string title = heading_of(part, words);
  Html body = heading(2, title, Size::m);
  if (part.several) body += paragraph(tr(words, "One person may stand in several rows."));
  if (part.shown.withheld())
    return join(body, paragraph(tr(words,
                                   "Too few have answered for numbers that protect "
                                   "people.")));
  body += bars(PublicBars{.title = title,
                          .label_heading = std::string(tr(words, "Which")),
                          .value_heading = std::string(tr(words, "Responses")),
                          .counts = part.shown},
               words);
  if (!part.nobody.empty())
    body += paragraph(tr(words, "Nobody: {who}.", {{"who", joined(part.nobody)}}));
  if (!part.few.empty())
    body += paragraph(
        tr(words, "Few, or not shown to protect people: {who}.", {{"who", joined(part.few)}}));
  return body;
}

Result<Reply> who(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Scope scope = scope_of(services);
  const plan::Activity activity = TRY(services.activities.activity(scope, id));
  const std::string title(tr(words, "Who we heard from"));
  Page page{.title = title,
            .heading = title,
            .caption = activity.details.title,
            .section = Section::what_happened,
            .back = Href("/what-happened/" + id.text())};
  const auto reached = services.reach.reached(scope, id, services.zone, words.language());
  if (reached.failed_with(ErrorKind::closed)) {
    page.body = paragraph(tr(words,
                             "Answers are still taken. Numbers are shown once this has closed, so "
                             "that they sway nobody."));
    return show(services, request, page);
  }
  if (!reached) return Error(reached.error());
  page.body = paragraph(tr(words,
                           "Responses: {n}. Numbers are rounded, and small ones are not shown, to "
                           "protect people. Whoever answered chose to, so this is not a share of "
                           "everybody who lives here.",
                           {{"n", disclosure::describe_total(reached->all)}}));
  for (const ReachPart& part : reached->parts) page.body += drawn(part, words);
  // As it was published; what somebody is writing is not public yet.
  const auto published = services.findings.published(scope, id);
  if (published && !trimmed(published->not_heard).empty())
    page.body += join(heading(2, tr(words, "Who we did not hear from"), Size::m),
                      typed_text(published->not_heard));
  page.body += times_of(services, activity, words);
  return show(services, request, page);
}

}  // namespace

Routes heard_from_routes(Services& services) {
  return {{Method::get, "/what-happened/{activity}/who", Who::anyone, Limit::no_body, Safety::safe,
           [&services](const Request& request, const Match& match) {
             return who(services, request, match);
           },
           Kept::until_changed}};
}

}  // namespace heed::web::site
