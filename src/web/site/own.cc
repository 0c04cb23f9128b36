// GET and POST /own: taking back or erasing what one said, with the reference and its private part.
#include "listen/own.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;

Html the_form(const Request& request, const std::string& about_what, const std::string& error,
              const Words& words) {
  return form(
      {.action = Href("/own"),
       .body = join(
           input({.name = "reference",
                  .label = std::string(tr(words, "Your reference")),
                  .hint = std::string(tr(words, "Such as FM-4K7P-9DQ2-W")),
                  .error = error,
                  .value = std::string(request.field("reference")),
                  .width = 20,
                  .spellcheck = false},
                 words),
           input({.name = "private",
                  .label = std::string(tr(words, "Private part")),
                  .hint = std::string(tr(words,
                                         "It was shown to you once, when you sent your answers. If "
                                         "you do not have it, ring us or write to us.")),
                  .value = std::string(request.field("private")),
                  .width = 30,
                  .spellcheck = false},
                 words),
           radios({.name = "what",
                   .legend = std::string(tr(words, "What do you want?")),
                   .error = about_what,
                   .options = {{.value = "withdraw",
                                .label = std::string(tr(words, "Take back what I said")),
                                .hint = std::string(
                                    tr(words,
                                       "It is not read or counted any more. A sealed "
                                       "original is kept; choose the other to erase that too.")),
                                .chosen = request.field("what") == "withdraw"},
                               {.value = "erase",
                                .label = std::string(tr(words, "Erase my words for good")),
                                .hint = std::string(
                                    tr(words,
                                       "Nobody can read them again, us included, and it "
                                       "cannot be undone.")),
                                .chosen = request.field("what") == "erase"}}},
                  words),
           paragraph(tr(words,
                        "Numbers that were published already stay as they were published. That "
                        "somebody took an answer back stays on record, without who or what.")),
           button({.text = std::string(tr(words, "Do this now")), .prevent_double = true}))});
}

struct Wrong {
  std::string reference, what;
};

Reply ask(const Services& services, const Request& request, const Wrong& wrong, int status) {
  const Words& words = words_of(request);
  std::vector<Mistake> mistakes;
  if (!wrong.reference.empty()) mistakes.push_back({"reference", wrong.reference});
  if (!wrong.what.empty()) mistakes.push_back({"what", wrong.what});
  return show(services, request,
              {.title = std::string(tr(words, "Take back or erase what you said")),
               .heading = std::string(tr(words, "Take back or erase what you said")),
               .section = Section::follow,
               .back = Href("/follow"),
               .banner = error_summary(mistakes, words),
               .body = the_form(request, wrong.what, wrong.reference, words),
               .has_error = !mistakes.empty()},
              status);
}

Reply done_page(const Services& services, const Request& request, bool erased) {
  const Words& words = words_of(request);
  const std::string said(erased ? tr(words, "Your words are erased")
                                : tr(words, "What you said is taken back"));
  return show(services, request,
              {.title = said,
               .section = Section::follow,
               .body = join(panel({.heading = said,
                                   .body = pages::text(tr(words, "We do not need to know why."))}),
                            el("p", link(Href("/"), tr(words, "Have your say"))))});
}

Result<Reply> carry_out(Services& services, Throttle& throttle, const Request& request) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const bool erase = request.field("what") == "erase";
  if (!erase && request.field("what") != "withdraw")
    return ask(services, request, {.what = std::string(tr(words, "Choose what you want."))}, 422);
  const Scope scope = scope_of(services);
  const std::string_view reference = trimmed(request.field("reference"));
  const std::string_view private_part = trimmed(request.field("private"));
  const Result<> done = erase ? services.own.erase(scope, reference, private_part)
                              : services.own.withdraw(scope, reference, private_part);
  if (done) return done_page(services, request, erase);
  if (done.error().said.empty()) return Error(done.error());
  const int status = done.failed_with(ErrorKind::not_found)  ? 404
                     : done.failed_with(ErrorKind::conflict) ? 409
                                                             : 422;
  return ask(services, request, {.reference = std::string(words.find(done.error().said.c_str()))},
             status);
}

}  // namespace

Routes own_routes(Services& services) {
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/own", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return ask(services, request, {}, 200);
       }},
      {Method::post, "/own", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match&) {
         return carry_out(services, *throttle, request);
       }},
  };
}

}  // namespace heed::web::site
