// Proposals for change: the list, and one with everything that was judged of it.
#include <algorithm>

#include "base/text.h"
#include "platform/clock.h"
#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {
namespace {

using plan::About;
using plan::ChangeVersion;
using plan::ServiceChange;

// Where it stands, in a tag.
Html standing_tag(const ServiceChange& change) {
  if (change.ended) return tag(tr("Goes no further"), Colour::grey);
  const plan::Judgement* const newest = change.newest(About::significance);
  if (newest == nullptr) return tag(tr("Not judged yet"), Colour::orange);
  if (!newest->outcome) return tag(tr("Not confirmed yet"), Colour::orange);
  if (!change.settled(About::significance)) return tag(tr("Changed since"), Colour::orange);
  return tag(outcome_words(About::significance, newest->outcome->yes),
             newest->outcome->yes ? Colour::purple : Colour::blue);
}

Result<Reply> changes_page(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const ServiceChange& each : TRY(services.changes->all(scope_of(request))))
    rows.push_back({link(Href(change_path(each.id)), each.now().title), text(each.now().owner),
                    standing_tag(each),
                    text(show_date(each.versions.front().written, services.zone))});
  return show(
      services, request,
      {.heading = tr("Proposals for change"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
       .body = join(
           paragraph(tr("What may change, whether that is significant, and whose duty to involve "
                        "people it touches: who judged it, and when.")),
           may(request, Capability::plan)
               ? link_button({.text = tr("Open a proposal"), .href = Href("/staff/changes/new")})
               : Html(),
           table({.caption = tr("Proposals for change"),
                  .columns = {{tr("Proposal")},
                              {tr("Whose it is")},
                              {tr("Where it stands")},
                              {tr("Last written")}},
                  .rows = std::move(rows),
                  .caption_hidden = true,
                  .when_empty = tr("No proposal has been opened yet.")}))});
}

// The newest judgement with its form, and all earlier ones as they were.
Html judged_part(const Services& services, const Request& request, const ServiceChange& change,
                 About about, std::string_view holder, const Trouble& trouble) {
  Html out;
  bool first = true;
  for (const plan::Judgement& each : change.judgements) {
    if (each.about != about || each.holder != holder) continue;
    if (!first)
      out += heading(3,
                     holder.empty()
                         ? tr("Earlier: version {n}", {{"n", said_number(each.number)}})
                         : tr("Earlier, of {body}: version {n}",
                              {{"body", std::string(holder)}, {"n", said_number(each.number)}}),
                     Size::s);
    out += judgement_shown(change, each, services.zone);
    if (first) out += settle_form(request, change, each, trouble);
    first = false;
  }
  return out;
}

Html judge_button(const Request& request, const ServiceChange& change, std::string words,
                  const Href& to) {
  if (change.ended || !may(request, Capability::plan)) return {};
  return on_screen(link_button({.text = std::move(words), .href = to, .look = Look::secondary}));
}

Html significance_part(const Services& services, const Request& request,
                       const ServiceChange& change, const Trouble& trouble) {
  const plan::Judgement* const newest = change.newest(About::significance);
  Html follows;
  if (change.settled(About::significance))
    follows = inset_text(paragraph(
        newest->outcome->yes
            ? tr("{who} holds that it is significant. Formal consultation is with council "
                 "scrutiny, patients, the public and stakeholders, before anything is decided.",
                 {{"who", newest->outcome->by}})
            : tr("{who} holds that it is not significant. People are still involved where a "
                 "duty applies, and a council may see it otherwise: ask its scrutiny committee.",
                 {{"who", newest->outcome->by}})));
  return join(
      heading(2, tr("Is it significant?"), Size::l, "significance"),
      newest == nullptr ? inset_text(paragraph(tr("Nobody has judged this yet."))) : follows,
      judged_part(services, request, change, About::significance, "", trouble),
      judge_button(request, change, newest == nullptr ? tr("Judge it") : tr("Judge it again"),
                   Href(change_path(change.id, "/significance"))));
}

Html duty_part(const Services& services, const Request& request, const ServiceChange& change,
               const std::vector<plan::Duty>& registered, const Trouble& trouble) {
  Html out = heading(2, tr("Does the duty to involve apply?"), Size::l, "duty");
  const auto holders = change.holders();
  if (holders.empty())
    out += inset_text(paragraph(tr("Nobody has judged this yet, for any body.")));
  for (const std::string& each : holders)
    out += join(heading(3, each), duties_of_body(registered, each, services.clock.now()),
                judged_part(services, request, change, About::duty, each, trouble),
                judge_button(request, change, tr("Judge it again for {body}", {{"body", each}}),
                             Href(change_path(change.id, "/duty"), {{"holder", each}})));
  return join(
      out,
      judge_button(request, change,
                   holders.empty() ? tr("Judge it for a body") : tr("Judge it for another body"),
                   holders.empty() ? Href(change_path(change.id, "/duty"))
                                   : Href(change_path(change.id, "/duty"), {{"another", "yes"}})));
}

Html how_it_ended(const ServiceChange& change, const std::string& zone) {
  if (!change.ended) return {};
  return inset_text(
      join(paragraph(tr("It goes no further. {who}, {when}.",
                        {{"who", change.ended_by}, {"when", show_date(*change.ended, zone)}})),
           typed_text(change.ended_why)));
}

Html end_change_form(const Request& request, const ServiceChange& change, const Trouble& trouble) {
  if (change.ended || !may(request, Capability::plan)) return {};
  return on_screen(
      details({.summary = tr("End this proposal"),
               .body = post(request, change_path(change.id, "/end"),
                            join(textarea({.name = "ended_why",
                                           .label = tr("Why does it go no further?"),
                                           .hint = tr("What was judged stays to be read."),
                                           .error = trouble.about("ended_why"),
                                           .value = typed(request, "ended_why"),
                                           .rows = 2}),
                                 button({.text = tr("End it here"), .look = Look::warning}))),
               .open = !trouble.about("ended_why").empty()}));
}

Result<Reply> change_page(Services& services, const Request& request, const Match& match,
                          const Trouble& trouble = {}) {
  const ServiceChange change = TRY(change_of(services, request, match));
  const std::string& zone = services.zone;
  const auto written = [&](const ChangeVersion& each) {
    return tr("Version {n}, written by {who} on {when}.",
              {{"n", said_number(each.number)},
               {"who", each.by},
               {"when", show_date_time(each.written, zone)}});
  };
  Html body = join(el("p", standing_tag(change)), how_it_ended(change, zone),
                   heading(2, tr("The proposal"), Size::l),
                   summary_list(TRY(version_rows(services, request, change.now()))),
                   el("p", {{"class", "nhsuk-hint"}}, written(change.versions.front())));
  if (!change.ended && may(request, Capability::plan))
    body += on_screen(link_button({.text = tr("Change the proposal"),
                                   .href = Href(change_path(change.id, "/edit")),
                                   .look = Look::secondary}));
  body += significance_part(services, request, change, trouble);
  body +=
      duty_part(services, request, change, TRY(services.duties->all(scope_of(request))), trouble);
  if (change.versions.size() > 1) {
    body += heading(2, tr("What the proposal said before"), Size::l);
    for (std::size_t i = 1; i < change.versions.size(); ++i)
      body += join(paragraph(written(change.versions[i])),
                   summary_list(TRY(version_rows(services, request, change.versions[i].details))));
  }
  body += end_change_form(request, change, trouble);
  return show(services, request,
              {.heading = change.now().title,
               .caption = tr("Proposal for change"),
               .section = Section::plan,
               .breadcrumb = {{tr("Plan"), Href("/staff/plan")},
                              {tr("Proposals for change"), Href("/staff/changes")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> end_change(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<plan::ServiceChangeId>("change"));
  const auto done = services.changes->end(scope_of(request), id, request.field("ended_why"),
                                          request.signed_in().person_name);
  if (!done)
    return change_page(services, request, match, TRY(trouble_of(done.error(), "ended_why")));
  return see_other(change_path(id));
}

Result<Reply> settle_change(Services& services, const Request& request, const Match& match,
                            About about) {
  const auto id = TRY(match.id<plan::ServiceChangeId>("change"));
  const auto number = whole_number(match["number"]);
  if (!number) return fail(ErrorKind::not_found, "not the number of a judgement");
  const std::string which = about == About::duty ? "duty" : "significance";
  const std::string form = fmt::format("{}-{}", which, *number);
  const std::string_view outcome = request.field("outcome");
  Trouble trouble;
  if (outcome != "yes" && outcome != "no") {
    trouble.add("outcome-" + form, tr("Confirm what is suggested, or depart from it."));
    return change_page(services, request, match, trouble);
  }
  const auto done =
      services.changes->settle(scope_of(request), id, about, *number, outcome == "yes",
                               request.field("why"), request.signed_in().person_name);
  if (!done)
    return change_page(services, request, match, TRY(trouble_of(done.error(), "why-" + form)));
  return see_other(change_path(id, "#" + which));
}

}  // namespace

Routes change_routes(Services& services) {
  if (services.changes == nullptr || services.duties == nullptr) return {};
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto route = [&services](Method method, std::string pattern, Who who, Do run) {
    return change_route(services, method, std::move(pattern), who, run);
  };
  constexpr Who kReaders = Who::may(Capability::read_summary);
  constexpr Who kPlanners = Who::may(Capability::plan);
  Routes all = {
      route(Method::get, "/staff/changes", kReaders,
            [](Services& s, const Request& r, const Match&) { return changes_page(s, r); }),
      route(Method::get, "/staff/changes/{change}", kReaders,
            [](Services& s, const Request& r, const Match& m) { return change_page(s, r, m); }),
      route(Method::post, "/staff/changes/{change}/end", kPlanners, end_change),
      route(Method::post, "/staff/changes/{change}/significance/{number}", kPlanners,
            [](Services& s, const Request& r, const Match& m) {
              return settle_change(s, r, m, About::significance);
            }),
      route(Method::post, "/staff/changes/{change}/duty/{number}", kPlanners,
            [](Services& s, const Request& r, const Match& m) {
              return settle_change(s, r, m, About::duty);
            }),
  };
  for (Route& each : change_editing_routes(services)) all.push_back(std::move(each));
  for (Route& each : change_judging_routes(services)) all.push_back(std::move(each));
  return all;
}

}  // namespace heed::web::staff
