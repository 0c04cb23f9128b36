// Signing in and out, and asking for a new password.
#include "base/limits.h"
#include "partners/partners.h"
#include "platform/clock.h"
#include "web/server/server.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/letters.h"

namespace heed::web::staff {
namespace {

Reply sign_in_page(const Services& services, const Request& request, const Trouble& trouble = {}) {
  const std::string next =
      request.method == Method::get ? std::string(request.asked("next")) : typed(request, "next");
  const Html fields = join(hidden_input("next", same_site_path(next, "/staff")),
                           input({.name = "email",
                                  .label = tr("Email address"),
                                  .error = trouble.about("email"),
                                  .value = typed(request, "email"),
                                  .type = "email",
                                  .autocomplete = "username",
                                  .spellcheck = false}),
                           input({.name = "password",
                                  .label = tr("Password"),
                                  .type = "password",
                                  .autocomplete = "current-password",
                                  .spellcheck = false}),
                           button({.text = tr("Sign in")}));
  return show(services, request,
              {.heading = tr("Sign in"),
               .body = join(post(request, "/staff/sign-in", fields),
                            el("p", link(Href("/staff/forgotten-password"),
                                         tr("I have forgotten my password"))))},
              trouble);
}

Result<Reply> sign_in(Services& services, const Request& request) {
  const auto cookie =
      services.partners.sign_in(request.field("email"), request.field("password"), request.peer);
  if (!cookie) return sign_in_page(services, request, TRY(trouble_of(cookie.error(), "email")));
  Reply reply = see_other(same_site_path(request.field("next"), "/staff"));
  reply.cookies.push_back(
      {session_cookie_name(services.public_origin), *cookie, limits::kSessionMs / kSecondMs});
  return reply;
}

Result<Reply> sign_out(Services& services, const Request& request) {
  const std::string name = session_cookie_name(services.public_origin);
  TRY(services.partners.sign_out(request.cookie(name)));
  Reply reply = see_other("/staff/sign-in");
  reply.cookies.push_back({name, "", 0});
  return reply;
}

Reply forgotten_page(const Services& services, const Request& request, const Letters& letters) {
  if (!letters.can_send())
    return show(services, request,
                {.heading = tr("Forgotten password"),
                 .back = Href("/staff/sign-in"),
                 .body = paragraph(tr("Ask your administrator for a link to set a new "
                                      "password. They find it under People."))});
  return show(services, request,
              {.heading = tr("Forgotten password"),
               .back = Href("/staff/sign-in"),
               .body = post(request, "/staff/forgotten-password",
                            join(input({.name = "email",
                                        .label = tr("Your email address"),
                                        .hint = tr("We send a link that works for 30 minutes."),
                                        .type = "email",
                                        .autocomplete = "username",
                                        .spellcheck = false}),
                                 button({.text = tr("Send me a link")})))});
}

Result<Reply> send_reset(Services& services, const Request& request, Letters& letters) {
  if (!letters.can_send()) return forgotten_page(services, request, letters);
  const std::string email(request.field("email"));
  if (letters.may_write_to(email, services.clock.now())) {
    const auto token = TRY(services.partners.make_reset_link(email));
    if (token)
      letters.post({.to = email,
                    .subject = tr("Set a new password for Heed"),
                    .body = tr("Open this within 30 minutes to set a new password:\n\n{link}\n\n"
                               "If you did not ask for it, do nothing.\n",
                               {{"link", services.public_origin + "/staff/link/" + *token}}),
                    .message_id = services.random.id<DraftId>().text()});
  }
  return show(services, request,
              {.heading = tr("Check your email"),
               .back = Href("/staff/sign-in"),
               .body = paragraph(tr("If that address belongs to somebody here, a link is on its "
                                    "way. It works for 30 minutes."))});
}

}  // namespace

Routes sign_in_routes(Services& services, std::shared_ptr<Letters> letters) {
  return {
      {Method::get, "/staff/sign-in", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         if (request.who) return see_other(same_site_path(request.asked("next"), "/staff"));
         return sign_in_page(services, request);
       }},
      {Method::post, "/staff/sign-in", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match&) { return sign_in(services, request); }},
      {Method::post, "/sign-out", Who::signed_in, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return sign_out(services, request); }},
      {Method::get, "/staff/forgotten-password", Who::anyone, Limit::no_body, Safety::safe,
       [&services, letters](const Request& request, const Match&) -> Result<Reply> {
         return forgotten_page(services, request, *letters);
       }},
      {Method::post, "/staff/forgotten-password", Who::anyone, Limit::form, Safety::origin_only,
       [&services, letters](const Request& request, const Match&) {
         return send_reset(services, request, *letters);
       }},
  };
}

}  // namespace heed::web::staff
