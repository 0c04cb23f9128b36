// GET /about, /privacy, /accessibility, and the files that pages load.
#include "base/embedded.h"
#include "plan/duties.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;

// Which body owes which duty to involve people, since when, and the clause of its constitution that
// describes it (T-124, T-129); nothing while the register is empty.
Result<Html> duty_register(const Services& services, const Words& words) {
  if (services.duties == nullptr) return Html();
  std::vector<std::vector<Html>> rows;
  const TimeMs now = services.clock.now();
  for (const plan::Duty& each : TRY(services.duties->all(scope_of(services)))) {
    const plan::NewDuty& d = each.details;
    const std::string from = d.starts ? show_date(*d.starts, services.zone) : "";
    const std::string to = d.ends ? show_date(*d.ends, services.zone) : "";
    std::string when(tr(words, "In force"));
    if (d.starts && d.ends) when = tr(words, "{from} to {to}", {{"from", from}, {"to", to}});
    if (d.starts && !d.ends) when = tr(words, "Since {from}", {{"from", from}});
    if (!d.starts && d.ends) when = tr(words, "Until {to}", {{"to", to}});
    Html duty = join(d.name, el("div", {{"class", "nhsuk-hint"}}, d.source));
    if (!each.in_force(now))
      duty += tag(d.starts && now < *d.starts ? tr(words, "Not yet") : tr(words, "Ended"),
                  Colour::grey);
    Html clause = pages::text(tr(words, "Not given"));
    if (!d.clause.empty())
      clause = d.clause_link.empty() ? pages::text(d.clause) : link(Href(d.clause_link), d.clause);
    rows.push_back({pages::text(each.organisation_name), std::move(duty), pages::text(when),
                    std::move(clause)});
  }
  if (rows.empty()) return Html();
  return join(heading(2, tr(words, "Our duties to involve you"), Size::m),
              table({.caption = std::string(tr(words, "Our duties to involve you")),
                     .columns = {{std::string(tr(words, "Organisation"))},
                                 {std::string(tr(words, "Duty"))},
                                 {std::string(tr(words, "When"))},
                                 {std::string(tr(words, "In its constitution"))}},
                     .rows = std::move(rows),
                     .caption_hidden = true}));
}

Result<Reply> about_page(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  return show(
      services, request,
      {.title = std::string(tr(words, "About")),
       .heading = std::string(tr(words, "About")),
       .body = join(
           paragraph(tr(words,
                        "This is where {who} asks people what they think about health "
                        "and care, and shows what happened to what they said.",
                        {{"who", services.partnership_name}})),
           heading(2, tr(words, "Engagement and consultation"), Size::m),
           paragraph(tr(words,
                        "Each page says which of the two it is. Engagement is listening "
                        "before there is a proposal, or about how a service is working. "
                        "A formal consultation is about a specific proposal, for a set "
                        "time, before anything is decided.")),
           TRY(duty_register(services, words)), heading(2, tr(words, "How to reach us"), Size::m),
           services.phone.empty() ? paragraph(tr(words, "Each page names who to ask about it."))
                                  : paragraph(tr(words,
                                                 "Ring us on {phone}. Each page names who to ask "
                                                 "about it.",
                                                 {{"phone", services.phone}})),
           el("p", link(Href("/contact"), tr(words, "Contact us"))),
           el("p", link(Href("/something-else"), tr(words, "Tell us something else"))),
           paragraph(tr(words, "It runs on Heed, which is open source.")),
           languages_of("/about", words))});
}

Result<Reply> privacy(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  return show(
      services, request,
      {.title = std::string(tr(words, "Privacy")),
       .heading = std::string(tr(words, "Privacy")),
       .body = join(
           paragraph(tr(words,
                        "You can answer without an account and without your name. We set cookies "
                        "only to keep your answers while you write them, for 30 days at most. "
                        "There is no tracking.")),
           paragraph(tr(words,
                        "The original of what you sent is kept encrypted, under a key of its own. "
                        "A copy is kept so that the people running the activity can read it. "
                        "Your network address is not kept with either.")),
           paragraph(tr(words,
                        "Names, phone numbers, addresses and the like are covered in that copy "
                        "shortly after it arrives, as far as our rules find them. A person checks "
                        "what was covered, and only those who do that can see beneath.")),
           paragraph(
               tr(words,
                  "Your words are read by the people running the activity, and never leave this "
                  "server to be analysed. They are quoted in public only if you agreed and a "
                  "person approved it.")),
           paragraph(tr(words, "Numbers of people below 8 are not shown.")))});
}

Result<Reply> accessibility(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  Html contact =
      services.phone.empty()
          ? Html()
          : paragraph(tr(words, "Ring us on {phone} to answer by phone, or for another format.",
                         {{"phone", services.phone}}));
  return show(
      services, request,
      {.title = std::string(tr(words, "Accessibility statement")),
       .heading = std::string(tr(words, "Accessibility statement")),
       .body = join(
           paragraph(tr(words,
                        "Every page works without script, by keyboard, at 320 pixels wide and at "
                        "400% zoom. Pages are tested with automatic checks against WCAG 2.2 AA; "
                        "they have not been audited by an outside body.")),
           heading(2, tr(words, "What does not work yet"), Size::m),
           paragraph(tr(words,
                        "Documents that the people running an activity have added may not all be "
                        "accessible. Each says its format; ask for another one.")),
           heading(2, tr(words, "If you cannot use a page"), Size::m), contact,
           paragraph(tr(words,
                        "If we do not put it right, you can complain to the Equality Advisory and "
                        "Support Service.")),
           languages_of("/accessibility", words))});
}

std::string_view type_of(std::string_view name) {
  if (name.ends_with(".css")) return "text/css; charset=utf-8";
  if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (name.ends_with(".svg")) return "image/svg+xml";
  if (name.ends_with(".ico")) return "image/x-icon";
  if (name.ends_with(".png")) return "image/png";
  return "application/octet-stream";
}

Result<Reply> asset_file(const Match& match) {
  const std::string_view wanted = match["name"];
  for (const EmbeddedFile& file : embedded_files("assets")) {
    if (file.name != wanted) continue;
    Reply reply{.content_type = std::string(type_of(file.name)), .body = std::string(file.bytes)};
    // An hour: these addresses stay the same when a new version of Heed is put in.
    reply.headers.emplace_back("Cache-Control", "public, max-age=3600");
    reply.compress = true;
    return reply;
  }
  return fail(ErrorKind::not_found, "no such asset");
}

}  // namespace

Routes about_routes(Services& services) {
  const auto page = [&services](Result<Reply> (*make)(const Services&, const Request&)) {
    return [&services, make](const Request& request, const Match&) -> Result<Reply> {
      return make(services, request);
    };
  };
  return {
      {Method::get, "/about", Who::anyone, Limit::no_body, Safety::safe, page(about_page),
       Kept::until_changed},
      {Method::get, "/privacy", Who::anyone, Limit::no_body, Safety::safe, page(privacy),
       Kept::until_changed},
      {Method::get, "/accessibility", Who::anyone, Limit::no_body, Safety::safe,
       page(accessibility), Kept::until_changed},
      {Method::get, "/assets/{name}", Who::anyone, Limit::no_body, Safety::safe,
       [](const Request&, const Match& match) { return asset_file(match); }, Kept::until_changed},
  };
}

}  // namespace heed::web::site
