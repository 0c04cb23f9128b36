// Campaigns and petitions of one activity: what was found, reading a letter once, and results with
// and without them.
#include "base/text.h"
#include "understand/campaigns.h"
#include "web/staff/inside/coders.h"

namespace heed::web::staff {
namespace {

using understand::Campaign;
using understand::CampaignId;

Html one_campaign(const Request& request, const Coder& coder, const Campaign& each) {
  constexpr std::size_t kLetterChars = 1'500;
  const std::string path = coding_path(coder.activity, "campaigns/" + each.id.text());
  const std::string size = each.petition ? tr_n("{n} signature", "{n} signatures", each.size)
                                         : tr_n("{n} comment from one letter",
                                                "{n} comments from one letter", each.size);
  Html body = el("p", el("strong", size));
  if (!each.petition)
    body +=
        paragraph(tr_n("{n} person added words of their own, and those are coded like any "
                       "other.",
                       "{n} people added words of their own, and those are coded like any "
                       "other.",
                       each.with_words));
  if (!each.method.empty())
    body +=
        paragraph(tr("Found by {method}, on this server. Check it.", {{"method", each.method}}));
  body += quote({.words = shortened(each.letter, kLetterChars)});
  body += each.read_by.empty() ? post(request, path + "/read",
                                      button({.text = tr("I have read it in full"),
                                              .look = Look::secondary,
                                              .described_by = each.organiser}))
                               : paragraph(tr("Read in full by {who}.", {{"who", each.read_by}}));
  if (!each.petition) {
    body += post(request, path + "/name",
                 join(hidden_input("version", std::to_string(each.version)),
                      input({.name = "organiser",
                             .label = tr("Who organised it"),
                             .value = each.organiser,
                             .id = "organiser-" + each.id.text()}),
                      button({.text = tr("Keep the name"), .look = Look::secondary})));
    if (each.with_words > 0) body += el("p", link(Href(path), tr("Read what people added")));
  }
  return card({.heading = each.organiser.empty() ? tr("A letter that many sent") : each.organiser,
               .body = body,
               .tag = tag(each.petition ? tr("Petition") : tr("Campaign"), Colour::aqua)});
}

Result<Reply> campaigns_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto all = TRY(services.campaigns.all(coder.scope, coder.activity.id));
  Html body =
      paragraph(tr("A campaign or petition is one thing with a size. It is read once in "
                   "full, weighed, and never taken for so many separate people."));
  body += post(request, coding_path(coder.activity, "campaigns/find"),
               button({.text = all.empty() ? tr("Look for campaigns") : tr("Look again"),
                       .look = Look::secondary,
                       .prevent_double = true}));
  for (const Campaign& each : all) body += one_campaign(request, coder, each);
  const auto tree = TRY(services.frames.tree(coder.scope, coder.activity.id));
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.campaigns.with_and_without(coder.scope, coder.activity.id)))
    rows.push_back({text(full_name(tree, each.code)), text(said_number(each.all)),
                    text(said_number(each.without))});
  body +=
      table({.caption = tr("Results with and without campaigns"),
             .columns = {{tr("Code")}, {tr("Responses"), true}, {tr("Without campaigns"), true}},
             .rows = std::move(rows),
             .when_empty = tr("Nothing has been coded yet.")});
  body += join(heading(2, tr("Write down a petition")),
               post(request, coding_path(coder.activity, "campaigns"),
                    join(input({.name = "organiser",
                                .label = tr("Who organised it"),
                                .error = trouble.about("organiser"),
                                .value = typed(request, "organiser")}),
                         textarea({.name = "words",
                                   .label = tr("What it says"),
                                   .error = trouble.about("words"),
                                   .value = typed(request, "words"),
                                   .rows = 4}),
                         input({.name = "signatures",
                                .label = tr("How many signed"),
                                .error = trouble.about("signatures"),
                                .value = typed(request, "signatures"),
                                .inputmode = "numeric",
                                .width = 10}),
                         button({.text = tr("Keep the petition")}))));
  return show_coding(services, request, coder,
                     {.heading = tr("Campaigns and petitions"), .body = std::move(body)}, trouble);
}

Result<Reply> added(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<CampaignId>("campaign"));
  Html body =
      el("p", link(Href(coding_path(coder.activity, "campaigns")), tr("Campaigns and petitions")));
  for (const auto& each : TRY(services.campaigns.own_words(coder.scope, id)))
    body += join(quote({.words = each.words}),
                 el("p", link(Href(coding_path(coder.activity, "voices/" + each.voice.text())),
                              tr("Code it"))));
  return show_coding(services, request, coder,
                     {.heading = tr("What people added"), .body = std::move(body)});
}

Result<Reply> find(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  TRY(services.campaigns.find(coder.scope, coder.activity.id));
  return see_other(coding_path(coder.activity, "campaigns"));
}

Result<Reply> petition(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done = services.campaigns.add_petition(
      coder.scope, coder.activity.id, request.field("organiser"), request.field("words"),
      whole_number(request.field("signatures")).value_or(0));
  if (!done) {
    const char* field = trimmed(request.field("organiser")).empty() ? "organiser"
                        : trimmed(request.field("words")).empty()   ? "words"
                                                                    : "signatures";
    return campaigns_page(services, request, match, TRY(trouble_of(done.error(), field)));
  }
  return see_other(coding_path(coder.activity, "campaigns"));
}

Result<Reply> name(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done = services.campaigns.name(coder.scope, TRY(match.id<CampaignId>("campaign")),
                                            whole_number(request.field("version")).value_or(-1),
                                            request.field("organiser"));
  if (!done) return campaigns_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(coding_path(coder.activity, "campaigns"));
}

Result<Reply> read_campaign(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  TRY(services.campaigns.read_once(coder.scope, coder.activity.id,
                                   TRY(match.id<CampaignId>("campaign")),
                                   request.signed_in().person_name));
  return see_other(coding_path(coder.activity, "campaigns"));
}

}  // namespace

Routes coding_campaign_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto answer = [&services](Do run) {
    return [&services, run](const Request& request, const Match& match) {
      return run(services, request, match);
    };
  };
  const auto page = [](Services& s, const Request& r, const Match& m) {
    return campaigns_page(s, r, m);
  };
  const std::string at = "/staff/activities/{activity}/coding/campaigns";
  return {
      {Method::get, at, Who::may(Capability::code), Limit::no_body, Safety::safe, answer(page)},
      {Method::get, at + "/{campaign}", Who::may(Capability::code), Limit::no_body, Safety::safe,
       answer(added)},
      {Method::post, at, Who::may(Capability::code), Limit::form, Safety::csrf_token,
       answer(petition)},
      {Method::post, at + "/find", Who::may(Capability::code), Limit::form, Safety::csrf_token,
       answer(find)},
      {Method::post, at + "/{campaign}/name", Who::may(Capability::code), Limit::form,
       Safety::csrf_token, answer(name)},
      {Method::post, at + "/{campaign}/read", Who::may(Capability::code), Limit::form,
       Safety::csrf_token, answer(read_campaign)},
  };
}

}  // namespace heed::web::staff
