// /told: asking to hear what happens, confirming it by the link in a letter, changing and stopping;
// and what people were told, as a page and as a feed. An address comes by its own form, after and
// apart from any answer, and goes to the identity store.
#include "act/told.h"
#include "act/difference.h"
#include "act/feed.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;
using act::Way;
using act::Wish;

constexpr std::string_view kEverything = "everything";

// What is told about: one activity, or everything.
struct About {
  ActivityId id;
  std::string title;
  std::string path;
};

Result<About> told_about(const Services& services, const Match& match) {
  if (match["activity"] == kEverything)
    return About{.id = {}, .title = "", .path = "/told/everything"};
  const auto id = TRY(match.id<ActivityId>("activity"));
  const plan::Activity activity = TRY(services.activities.activity(scope_of(services), id));
  return About{id, activity.details.title, "/told/" + id.text()};
}

std::vector<Option> ways(std::string_view chosen, const Words& words) {
  return {
      {.value = "email",
       .label = std::string(tr(words, "By email")),
       .hint = std::string(tr(words, "We send you a link first, to be sure that it is you.")),
       .chosen = chosen.empty() || chosen == "email"},
      {.value = "letter",
       .label = std::string(tr(words, "By letter")),
       .chosen = chosen == "letter"},
      {.value = "phone", .label = std::string(tr(words, "By phone")), .chosen = chosen == "phone"}};
}

std::vector<Option> languages(std::string_view chosen) {
  std::vector<Option> all;
  for (const std::string_view code : Words::languages())
    all.push_back({.value = std::string(code),
                   .label = std::string(Words::for_language(code).own_name()),
                   .chosen = code == chosen});
  return all;
}

Html fields(const Wish& wish, bool with_email, const std::string& error, const Words& words) {
  const std::string chosen(act::to_text(wish.way));
  const auto about_way = [&](Way way) { return wish.way == way ? error : std::string(); };
  return join(
      radios({.name = "way",
              .legend = std::string(tr(words, "How should we tell you?")),
              .options = ways(chosen, words)},
             words),
      with_email ? input({.name = "email",
                          .label = std::string(tr(words, "Your email address")),
                          .hint = std::string(tr(words, "Only if you chose email.")),
                          .error = about_way(Way::email),
                          .value = wish.email,
                          .type = "email",
                          .autocomplete = "email",
                          .spellcheck = false},
                         words)
                 : Html(),
      input({.name = "name",
             .label = std::string(tr(words, "Your name")),
             .hint = std::string(tr(words, "You only need to give it for a letter.")),
             .value = wish.name,
             .autocomplete = "name",
             .spellcheck = false},
            words),
      textarea({.name = "postal",
                .label = std::string(tr(words, "Your postal address")),
                .hint = std::string(tr(words, "Only if you chose a letter.")),
                .error = about_way(Way::letter),
                .value = wish.postal,
                .rows = 4},
               words),
      input({.name = "phone",
             .label = std::string(tr(words, "Your phone number")),
             .hint = std::string(tr(words, "Only if you chose the phone.")),
             .error = about_way(Way::phone),
             .value = wish.phone,
             .type = "tel",
             .autocomplete = "tel",
             .width = 20,
             .spellcheck = false},
            words),
      select({.name = "language",
              .label = std::string(tr(words, "In which language?")),
              .hint = std::string(tr(words, "What we have not translated comes in English.")),
              .options = languages(wish.language)},
             words));
}

Wish wish_sent(const Request& request, ActivityId activity) {
  return {.activity = activity,
          .way = act::way(request.field("way")).value_or(Way::email),
          .name = std::string(request.field("name")),
          .email = std::string(request.field("email")),
          .postal = std::string(request.field("postal")),
          .phone = std::string(request.field("phone")),
          .language = std::string(request.field("language"))};
}

std::string field_of_way(Way way) {
  switch (way) {
    case Way::email:
      return "email";
    case Way::letter:
      return "postal";
    case Way::phone:
      return "phone";
  }
  return {};
}

const act::TellingWords& in_language(const act::Telling& telling, std::string_view language) {
  for (const act::TellingWords& words : telling.words)
    if (words.language == language) return words;
  return telling.words.front();
}

Html what_was_told(const Services& services, const std::vector<act::Telling>& all,
                   const Words& words) {
  Html list;
  for (const act::Telling& one : all) {
    if (one.words.empty()) continue;
    const act::TellingWords& said = in_language(one, words.language());
    list += join(heading(3, said.subject, Size::s),
                 el("p", {{"class", "nhsuk-hint"}}, show_date(one.written, services.zone)),
                 typed_text(said.words), el("p", link(Href(one.path), tr(words, "Read it"))));
  }
  return list;
}

Result<Reply> tell_me_page(const Services& services, const Request& request, const About& what,
                           const Wish& wish, const std::string& error) {
  const Words& words = words_of(request);
  const auto told = TRY(services.told->tellings(scope_of(services), what.id));
  Html body = el("p", {{"class", "nhsuk-body-l"}},
                 what.title.empty()
                     ? std::string(tr(words, "We tell you what is asked here and what came of it."))
                     : tr(words, "We tell you what happens with “{title}”, until it is done.",
                          {{"title", what.title}}));
  body += join(
      paragraph(tr(words,
                   "Your address is kept apart from anything you answered, and nobody can put the "
                   "two together. You can stop at any time.")),
      form({.action = Href(what.path),
            .body = join(
                fields(wish, true, error, words),
                button({.text = std::string(tr(words, "Let me know")), .prevent_double = true}))}));
  if (!told.empty())
    body += join(heading(2, tr(words, "What people were told so far"), Size::m),
                 what_was_told(services, told, words));
  if (!what.id.is_null() && services.difference != nullptr &&
      TRY(services.difference->asking(scope_of(services), what.id)))
    body += el("p",
               link(Href("/difference/" + what.id.text()), tr(words, "Did it make a difference?")));
  body += el("p", link(Href(what.id.is_null() ? "/feed" : "/feed/" + what.id.text()),
                       tr(words, "The same as a feed (Atom)")));
  std::vector<Mistake> mistakes;
  if (!error.empty()) mistakes.push_back({field_of_way(wish.way), error});
  return show(services, request,
              {.title = std::string(tr(words, "Let me know what happens")),
               .heading = std::string(tr(words, "Let me know what happens")),
               .caption = what.title,
               .section = Section::what_happened,
               .banner = error_summary(mistakes, words),
               .body = std::move(body),
               .has_error = !error.empty()},
              error.empty() ? 200 : 400);
}

Result<Reply> ask_to_be_told(const Services& services, Throttle& throttle, const Request& request,
                             const Match& match) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const About what = TRY(told_about(services, match));
  const Wish wish = wish_sent(request, what.id);
  const auto asked = services.told->ask(scope_of(services), wish, what.title);
  if (asked.failed_with(ErrorKind::invalid) || asked.failed_with(ErrorKind::too_large))
    return tell_me_page(services, request, what, wish,
                        asked.error().said.empty() ? std::string(tr(words, "This is too long."))
                                                   : asked.error().said);
  TRY(asked);
  const bool by_mail = wish.way == Way::email;
  return show(services, request,
              {.title = std::string(tr(words, "Thank you")),
               .heading = std::string(by_mail ? tr(words, "Look in your email")
                                              : tr(words, "We will let you know")),
               .section = Section::what_happened,
               .body = paragraph(
                   by_mail ? tr(words,
                                "If that address is new to us, a letter with a link is on its way. "
                                "Open the link, and we will let you know what happens.")
                           : tr(words, "To change or stop this, ring us or write to us."))});
}

Reply gone(const Services& services, const Request& request) {
  const Words& words = words_of(request);
  return show(
      services, request,
      {.title = std::string(tr(words, "This link does not work any more")),
       .heading = std::string(tr(words, "This link does not work any more")),
       .body = el("p", link(Href("/told/everything"), tr(words, "Ask to hear from us again")))},
      404);
}

// A GET changes nothing: mail programs open links to look at them.
Reply confirm_page(const Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  return show(
      services, request,
      {.title = std::string(tr(words, "Do you want to hear from us?")),
       .heading = std::string(tr(words, "Do you want to hear from us?")),
       .body = form({.action = Href(fmt::format("/told/confirm/{}", match["token"])),
                     .body = button({.text = std::string(tr(words, "Yes, let me know"))})})});
}

Result<Reply> confirm(const Services& services, Throttle& throttle, const Request& request,
                      const Match& match) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const Words& words = words_of(request);
  const auto kept = services.told->confirm(scope_of(services), match["token"]);
  if (kept.failed_with(ErrorKind::not_found)) return gone(services, request);
  TRY(kept);
  return show(services, request,
              {.title = std::string(tr(words, "We will let you know")),
               .heading = std::string(tr(words, "We will let you know")),
               .body = paragraph(tr(words,
                                    "Each letter has a link at its end to stop them, or to change "
                                    "how you get them."))});
}

Result<Reply> stop_page(const Services& services, const Request& request, const Match& match,
                        const std::string& error = {}) {
  const Words& words = words_of(request);
  const auto kept = services.told->kept(scope_of(services), match["token"]);
  if (kept.failed_with(ErrorKind::not_found)) return gone(services, request);
  TRY(kept);
  const std::string token(match["token"]);
  Wish wish = kept->wish;
  if (!error.empty()) wish = wish_sent(request, wish.activity);
  Html body;
  if (kept->stopped) {
    body = paragraph(tr(words, "You have stopped these letters. No more will come."));
  } else {
    body = join(form({.action = Href("/told/stop/" + token),
                      .body = button({.text = std::string(tr(words, "Stop all of it")),
                                      .look = Look::warning})}),
                heading(2, tr(words, "Or change how you get it"), Size::m),
                form({.action = Href("/told/change/" + token),
                      .body = join(fields(wish, false, error, words),
                                   button({.text = std::string(tr(words, "Save")),
                                           .look = Look::secondary}))}));
  }
  std::vector<Mistake> mistakes;
  if (!error.empty()) mistakes.push_back({field_of_way(wish.way), error});
  return show(services, request,
              {.title = std::string(tr(words, "Your letters from us")),
               .heading = std::string(tr(words, "Your letters from us")),
               .banner = error_summary(mistakes, words),
               .body = std::move(body),
               .has_error = !error.empty()},
              error.empty() ? 200 : 400);
}

// From the page, and from mail programs by RFC 8058's one click.
Result<Reply> stop(const Services& services, const Request& request, const Match& match) {
  const auto stopped = services.told->stop(scope_of(services), match["token"]);
  if (stopped.failed_with(ErrorKind::not_found)) return gone(services, request);
  TRY(stopped);
  return stop_page(services, request, match);
}

Result<Reply> change(const Services& services, const Request& request, const Match& match) {
  const auto changed =
      services.told->change(scope_of(services), match["token"], wish_sent(request, {}));
  if (changed.failed_with(ErrorKind::not_found)) return gone(services, request);
  if (changed.failed_with(ErrorKind::invalid))
    return stop_page(services, request, match, changed.error().said);
  TRY(changed);
  return see_other(fmt::format("/told/stop/{}", match["token"]));
}

Result<Reply> feed(const Services& services, ActivityId activity, std::string title,
                   std::string path) {
  Reply reply;
  reply.headers.emplace_back("Content-Type", "application/atom+xml; charset=utf-8");
  reply.body = act::atom_feed({.origin = services.public_origin,
                               .path = std::move(path),
                               .title = std::move(title),
                               .author = services.partnership_name,
                               .started = services.clock.now()},
                              TRY(services.told->tellings(scope_of(services), activity)));
  return reply;
}

}  // namespace

Routes told_routes(Services& services) {
  if (services.told == nullptr) return {};
  auto throttle = std::make_shared<Throttle>(services.lookups_a_minute);
  return {
      {Method::get, "/told/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         Wish empty;
         empty.language = words_of(request).language();
         return tell_me_page(services, request, TRY(told_about(services, match)), empty, "");
       }},
      {Method::post, "/told/{activity}", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match& match) {
         return ask_to_be_told(services, *throttle, request, match);
       }},
      {Method::get, "/told/confirm/{token}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         return confirm_page(services, request, match);
       }},
      {Method::post, "/told/confirm/{token}", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match& match) {
         return confirm(services, *throttle, request, match);
       }},
      {Method::get, "/told/stop/{token}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return stop_page(services, request, match);
       }},
      {Method::post, "/told/stop/{token}", Who::anyone, Limit::form, Safety::token_in_path,
       [&services](const Request& request, const Match& match) {
         return stop(services, request, match);
       }},
      {Method::post, "/told/change/{token}", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return change(services, request, match);
       }},
      {Method::get, "/feed", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request&, const Match&) {
         return feed(services, {}, services.partnership_name, "/feed");
       }},
      {Method::get, "/feed/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request&, const Match& match) -> Result<Reply> {
         const auto id = TRY(match.id<ActivityId>("activity"));
         const auto activity = TRY(services.activities.activity(scope_of(services), id));
         return feed(services, id, activity.details.title, "/feed/" + id.text());
       }},
  };
}

}  // namespace heed::web::site
