// GET /learning: what was learnt, on what evidence and where else it might apply; to be searched,
// and followed by peers.
#include "act/learning.h"
#include "base/text.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;

Result<Reply> learning(Services& services, const Request& request) {
  const Words& words = words_of(request);
  const std::string asked(trimmed(request.asked("q")));
  // As anybody reads it, also for who is signed in.
  const auto found = TRY(services.learning->search(scope_of(services), asked));
  Html body = join(
      el("p", {{"class", "nhsuk-body-l"}},
         tr(words,
            "What worked, what did not, and where else it might help. Other organisations are "
            "welcome to use it.")),
      form({.action = Href("/learning"),
            .body = join(
                input({.name = "q", .label = said("Search what was learnt", words), .value = asked},
                      words),
                button({.text = said("Search", words), .look = Look::secondary})),
            .get = true}));
  Between times;
  for (const act::Learnt& each : found) {
    times.add(*each.published);
    body += card(
        {.heading = each.details.words,
         .body = join(
             summary_list(
                 {{said("What shows it", words), typed_text(each.details.evidence)},
                  {said("Where else it might apply", words), typed_text(each.details.elsewhere)}},
                 words),
             el("p", tr(words, "Learnt from: "),
                link(Href("/what-happened/" + each.activity.text()), each.title)),
             paragraph(tr(words, "Published on {date}.",
                          {{"date", show_date(*each.published, services.zone)}}))),
         .level = 2});
  }
  if (found.empty())
    body += inset_text(
        paragraph(asked.empty() ? tr(words, "Nothing is published yet.")
                                : tr(words, "Nothing that was learnt has all of these words.")));
  if (services.told != nullptr)
    body += join(heading(2, tr(words, "Get it as it is published"), Size::m),
                 bullets({link(Href("/told/everything"),
                               tr(words, "By email or letter, with everything else we tell")),
                          link(Href("/feed"), tr(words, "As a feed"))}));
  body += times.shown(services.zone, words);
  return show(services, request,
              {.title = said("What we learnt", words),
               .heading = said("What we learnt", words),
               .section = Section::what_happened,
               .body = body});
}

}  // namespace

Routes learning_routes(Services& services) {
  if (services.learning == nullptr) return {};
  return {
      {Method::get, "/learning", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return learning(services, request); }},
  };
}

}  // namespace heed::web::site
