// What an invitation, a reset and the set-up link open: choose a password, and be signed in.
#include "base/limits.h"
#include "partners/partners.h"
#include "web/server/server.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using partners::Link;
using partners::LinkKind;

std::string link_heading(LinkKind kind) {
  switch (kind) {
    case LinkKind::setup:
      return tr("Set up Heed");
    case LinkKind::invite:
      return tr("Welcome to Heed");
    case LinkKind::reset:
      return tr("Set a new password");
  }
  return {};
}

Reply gone(const Services& services, const Request& request) {
  Trouble trouble;
  trouble.mistakes.push_back(
      {"", tr("This link has been used already, or is too old. Ask for a new one.")});
  trouble.status = 404;
  return show(services, request,
              {.heading = tr("This link does not work any more"), .back = Href("/staff/sign-in")},
              trouble);
}

Html partnership_fields(const Request& request, const Trouble& trouble) {
  return join(input({.name = "partnership",
                     .label = tr("Name of the partnership or organisation"),
                     .error = trouble.about("partnership"),
                     .value = typed(request, "partnership")}),
              input({.name = "prefix",
                     .label = tr("Two letters that references start with"),
                     .hint = tr("People read references out on the phone, like “FM-4K7P-Q2XA-9”."),
                     .error = trouble.about("prefix"),
                     .value = typed(request, "prefix"),
                     .width = 2,
                     .spellcheck = false}));
}

Result<Reply> link_page(Services& services, const Request& request, const Match& match,
                        const Trouble& trouble = {}) {
  const auto found = TRY(services.partners.link(match["token"]));
  if (!found) return gone(services, request);
  Html fields;
  if (found->kind == LinkKind::setup) {
    // `heed serve --partnership` names it on the first start; whoever sets it up sees what it is.
    if (const auto there = TRY(services.partners.partnership()))
      fields += summary_list({{.key = tr("Partnership"), .value = text(there->name)},
                              {.key = tr("References start with"), .value = text(there->prefix)}});
    else
      fields += partnership_fields(request, trouble);
    fields += join(input({.name = "name",
                          .label = tr("Your name"),
                          .error = trouble.about("name"),
                          .value = typed(request, "name"),
                          .autocomplete = "name"}),
                   input({.name = "email",
                          .label = tr("Your email address"),
                          .error = trouble.about("email"),
                          .value = typed(request, "email"),
                          .type = "email",
                          .autocomplete = "username",
                          .spellcheck = false}));
  } else {
    fields += summary_list({{.key = tr("Name"), .value = text(found->name)},
                            {.key = tr("Email address"), .value = text(found->email)}});
  }
  fields += join(input({.name = "password",
                        .label = tr("Password"),
                        .hint = tr("At least 15 characters. Three or four words you will remember "
                                   "work well."),
                        .error = trouble.about("password"),
                        .type = "password",
                        .autocomplete = "new-password",
                        .spellcheck = false}),
                 button({.text = tr("Continue"), .prevent_double = true}));
  return show(services, request,
              {.heading = link_heading(found->kind),
               .body = post(request, fmt::format("/staff/link/{}", match["token"]), fields)},
              trouble);
}

Result<Reply> use(Services& services, const Request& request, const Match& match) {
  const auto found = TRY(services.partners.link(match["token"]));
  if (!found) return gone(services, request);
  partners::LinkUse wanted{.password = typed(request, "password"),
                           .name = typed(request, "name"),
                           .email = typed(request, "email")};
  if (found->kind == LinkKind::setup && !TRY(services.partners.partnership()))
    wanted.partnership = {.name = typed(request, "partnership"),
                          .prefix = typed(request, "prefix"),
                          .zone = services.zone};
  const auto cookie = services.partners.use_link(match["token"], wanted);
  if (!cookie)
    return link_page(
        services, request, match,
        TRY(trouble_of(cookie.error(), found->kind == LinkKind::setup ? "" : "password")));
  Reply reply = see_other("/staff");
  reply.cookies.push_back(
      {session_cookie_name(services.public_origin), *cookie, limits::kSessionMs / kSecondMs});
  return reply;
}

}  // namespace

Routes link_routes(Services& services) {
  return {
      {Method::get, "/staff/link/{token}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return link_page(services, request, match);
       }},
      {Method::post, "/staff/link/{token}", Who::anyone, Limit::form, Safety::origin_only,
       [&services](const Request& request, const Match& match) {
         return use(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
