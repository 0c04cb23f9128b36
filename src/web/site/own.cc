// GET and POST /own: changing, taking back or erasing what one said, with the reference and its
// private part.
#include "listen/own.h"
#include "base/text.h"
#include "listen/amend.h"
#include "platform/clock.h"
#include "web/site/inside/answering.h"

namespace heed::web::site {
namespace {

using namespace pages;

Html own_form(const Request& request, const std::string& about_what, const std::string& error,
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
           radios(
               {.name = "what",
                .legend = std::string(tr(words, "What do you want?")),
                .error = about_what,
                .options =
                    {{.value = "amend",
                      .label = std::string(tr(words, "Change my answers")),
                      .hint = std::string(tr(words,
                                             "While this takes answers. You see what you sent, and "
                                             "what you change takes its place.")),
                      .chosen = request.field("what") == "amend"},
                     {.value = "withdraw",
                      .label = std::string(tr(words, "Take back what I said")),
                      .hint = std::string(
                          tr(words,
                             "It is not read or counted any more. A sealed "
                             "original is kept; choose the other to erase that too.")),
                      .chosen = request.field("what") == "withdraw"},
                     {.value = "erase",
                      .label = std::string(tr(words, "Erase my words for good")),
                      .hint = std::string(tr(words,
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

Reply own_page(const Services& services, const Request& request, const Wrong& wrong, int status) {
  const Words& words = words_of(request);
  std::vector<Mistake> mistakes;
  if (!wrong.reference.empty()) mistakes.push_back({"reference", wrong.reference});
  if (!wrong.what.empty()) mistakes.push_back({"what", wrong.what});
  return show(services, request,
              {.title = std::string(tr(words, "Change, take back or erase what you said")),
               .heading = std::string(tr(words, "Change, take back or erase what you said")),
               .section = Section::follow,
               .back = Href("/follow"),
               .banner = error_summary(mistakes, words),
               .body = own_form(request, wrong.what, wrong.reference, words),
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

// The draft of what they sent, and from there as any other.
Result<Reply> begin_change(Services& services, std::string_view reference,
                           std::string_view private_part) {
  const Scope scope = scope_of(services);
  const listen::Amendable mine = TRY(services.amend.open(scope, reference, private_part));
  const listen::Started draft =
      TRY(services.drafts.start(scope, mine.activity, mine.response, mine.answers));
  Reply reply = see_other("/a/" + mine.activity.text() + "/check");
  reply.cookies.push_back({draft_cookie(mine.activity), draft.token, kDraftCookieS});
  return reply;
}

Result<Reply> carry_out(Services& services, Throttle& throttle, const Request& request) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const Scope scope = scope_of(services);
  const std::string_view what = request.field("what");
  const std::string_view reference = trimmed(request.field("reference"));
  const std::string_view private_part = trimmed(request.field("private"));
  Result<Reply> done = Reply();
  if (what == "amend") {
    done = begin_change(services, reference, private_part);
  } else if (what == "erase" || what == "withdraw") {
    const bool erase = what == "erase";
    const Result<> taken = erase ? services.own.erase(scope, reference, private_part)
                                 : services.own.withdraw(scope, reference, private_part);
    done = taken ? Result<Reply>(done_page(services, request, erase)) : Error(taken.error());
  } else {
    return own_page(services, request, {.what = std::string(tr(words, "Choose what you want."))},
                    422);
  }
  if (done || done.error().said.empty()) return done;
  const int status = done.failed_with(ErrorKind::not_found) ? 404
                     : done.failed_with(ErrorKind::conflict) || done.failed_with(ErrorKind::closed)
                         ? 409
                         : 422;
  return own_page(services, request,
                  {.reference = std::string(words.find(done.error().said.c_str()))}, status);
}

}  // namespace

Routes own_routes(Services& services) {
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/own", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return own_page(services, request, {}, 200);
       }},
      {Method::post, "/own", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match&) {
         return carry_out(services, *throttle, request);
       }},
  };
}

}  // namespace heed::web::site
