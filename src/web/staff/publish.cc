// The public page of one activity: what it says beside the answers, how it will look, publishing
// it, and the Word appendix.
#include "decide/findings.h"
#include "report/appendix.h"
#include "understand/themes.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/media_types.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

Html said_and_did(const decide::Finding& finding) {
  Html did = paragraph(tr("We have not answered this yet."));
  if (finding.response)
    did = join(el("p", el("strong", decide::words_for(finding.response->effect))),
               typed_text(finding.response->what),
               el("p", tr("Because: {why}", {{"why", finding.response->because}})),
               finding.response->progress.empty() ? Html() : paragraph(finding.response->progress));
  std::vector<Html> quotes;
  for (const std::string& words : finding.quotes) quotes.push_back(quote({.words = words}));
  return card({.heading = finding.name,
               .body = join(paragraph(finding.summary), paragraph(finding.said_by), quotes, did),
               .level = 3});
}

Html views_of(const std::vector<decide::EqualityView>& views, const std::string& zone) {
  Html all;
  for (const decide::EqualityView& each : views)
    all += join(el("p", el("strong", decide::words_for(each.satisfied)), " – ", each.person, ", ",
                   show_date(each.recorded, zone)),
                typed_text(each.words));
  return all;
}

// For the adviser: a form under the page they read. For others: what was said of it, or that
// nobody has read it.
Html equality_form(const Request& request, const Activity& activity, const decide::Published& page,
                   const std::string& hash, const std::string& zone, const Trouble& trouble) {
  Html body = heading(2, tr("The equality adviser’s view"), Size::m, "equality");
  body += page.equality.empty()
              ? paragraph(tr("No equality adviser has recorded a view of this page yet."))
              : views_of(page.equality, zone);
  if (!may(request, Capability::advise_equality)) return body;
  const std::string chosen = typed(request, "satisfied");
  std::vector<Option> options;
  for (const auto each :
       {decide::Satisfied::yes, decide::Satisfied::concerns, decide::Satisfied::no})
    options.push_back({.value = std::string(decide::name_of(each)),
                       .label = std::string(decide::words_for(each)),
                       .chosen = decide::name_of(each) == chosen});
  return join(body,
              post(request, path_of(activity.id, "public-page/view"),
                   join(hidden_input("page", hash),
                        radios({.name = "satisfied",
                                .legend = tr("Are you satisfied with how equality was considered?"),
                                .hint = tr("Your view goes to the board and stands on the public "
                                           "page. Nobody can take it away."),
                                .error = trouble.about("satisfied"),
                                .options = std::move(options)}),
                        textarea({.name = "words",
                                  .label = tr("Your view"),
                                  .error = trouble.about("words"),
                                  .value = typed(request, "words"),
                                  .rows = 5}),
                        button({.text = tr("Record my view"), .prevent_double = true}))));
}

Html preview_of(const decide::Published& page) {
  std::vector<Html> findings;
  for (const decide::Finding& each : page.findings) findings.push_back(said_and_did(each));
  std::vector<Html> channels;
  for (const auto& [channel, said] : page.heard_by_channel)
    channels.push_back(text(channel + ": " + said));
  const auto part = [](std::string title, const std::string& words) {
    return words.empty() ? Html() : join(heading(3, title, Size::s), typed_text(words));
  };
  return join(part(tr("What happened"), page.outcome),
              paragraph(tr("Heard from: {n}.", {{"n", page.heard_from}})),
              channels.empty() ? Html() : bullets(channels), findings,
              part(tr("The strongest point against"), page.against),
              part(tr("Who we did not hear from"), page.not_heard));
}

Html outcome_form(const Request& request, const Activity& activity, const Trouble& trouble) {
  const std::string kept_version = std::to_string(activity.version);
  const std::string version =
      trouble.conflict ? kept_version : typed(request, "version", kept_version);
  return post(request, path_of(activity.id, "public-page"),
              join(hidden_input("version", version),
                   textarea({.name = "outcome",
                             .label = tr("What happened, in one sentence"),
                             .hint = tr("Such as “The beds stay open, and an evening shuttle "
                                        "starts in March.”"),
                             .error = trouble.about("outcome"),
                             .value = typed(request, "outcome", activity.outcome),
                             .rows = 2}),
                   textarea({.name = "not_heard",
                             .label = tr("Who we did not hear from"),
                             .hint = tr("And what you did, or will do, about it."),
                             .error = trouble.about("not_heard"),
                             .value = typed(request, "not_heard", activity.not_heard),
                             .rows = 3}),
                   textarea({.name = "against",
                             .label = tr("The strongest point against"),
                             .hint = tr("The best argument against what was decided, put fairly."),
                             .error = trouble.about("against"),
                             .value = typed(request, "against", activity.against),
                             .rows = 3}),
                   button({.text = tr("Save"), .look = Look::secondary})));
}

Html outcome_meanwhile(const Activity& activity) {
  return warning_callout(
      {.heading = tr("What is kept now"),
       .body = join(
           paragraph(tr("Yours is below, not kept yet.")),
           summary_list(
               {{.key = tr("What happened"), .value = typed_text(activity.outcome)},
                {.key = tr("Who we did not hear from"), .value = typed_text(activity.not_heard)},
                {.key = tr("The strongest point against"),
                 .value = typed_text(activity.against)}}))});
}

Html publish_form(const Request& request, const Activity& activity, const decide::Published& page) {
  const auto gaps = std::count_if(page.findings.begin(), page.findings.end(),
                                  [](const auto& f) { return !f.response; });
  Html warning;
  if (gaps > 0)
    warning =
        inset_text(paragraph(tr_n("{n} finding has no answer. The page will say so.",
                                  "{n} findings have no answer. The page will say so.", gaps)));
  return join(warning,
              post(request, path_of(activity.id, "publish"),
                   join(hidden_input("page", decide::Findings::page_hash(page)),
                        button({.text = activity.published ? tr("Publish again") : tr("Publish"),
                                .prevent_double = true}))));
}

// What the page would say now; for who may not read words, what it says already.
Result<std::optional<decide::Published>> page_to_show(Services& services, const Request& request,
                                                      ActivityId id) {
  auto found = may(request, Capability::read_findings)
                   ? services.findings.draft_page(scope_of(request), id)
                   : services.findings.published(scope_of(request), id);
  if (found) return std::optional(*std::move(found));
  if (found.failed_with(ErrorKind::not_found)) return std::optional<decide::Published>();
  return Error(found.error());
}

Result<Reply> public_page(Services& services, const Request& request, const Match& match,
                          const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  Html body;
  if (activity.published)
    body += el(
        "p",
        tr("Published on {when}.", {{"when", show_date_time(*activity.published, services.zone)}}),
        " ", link(Href("/a/" + activity.id.text()), tr("See the public page")));
  if (trouble.conflict) body += outcome_meanwhile(activity);
  if (may(request, Capability::respond)) body += outcome_form(request, activity, trouble);
  const auto page = TRY(page_to_show(services, request, activity.id));
  if (page && may(request, Capability::publish) && activity.state != ActivityState::draft)
    body += publish_form(request, activity, *page);
  if (page) {
    body += el("p", action_link(Href(path_of(activity.id, "appendix.docx")),
                                tr("Download the Word appendix for the board")));
    body += el("p",
               action_link(Href(path_of(activity.id, "papers")), tr("Papers and evidence bundle")));
    body += heading(2, tr("How the public reads it"));
    body += preview_of(*page);
    body += equality_form(request, activity, *page, decide::Findings::page_hash(*page),
                          services.zone, trouble);
  }
  return show_in(
      services, request, activity, Tab::public_page,
      {.heading = tr("Public page"), .section = Section::response, .body = std::move(body)},
      trouble);
}

Result<Reply> save_outcome(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.activities.say_outcome(
      scope_of(request), id, whole_number(request.field("version")).value_or(0),
      request.field("outcome"), request.field("not_heard"), request.field("against"));
  if (!done) return public_page(services, request, match, TRY(trouble_of(done.error(), "outcome")));
  return see_other(path_of(id, "public-page"));
}

Result<Reply> record_view(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto satisfied = decide::satisfied_named(request.field("satisfied"));
  Trouble trouble;
  if (!satisfied) trouble.add("satisfied", tr("Choose one."));
  if (trouble.any()) return public_page(services, request, match, trouble);
  const auto done =
      services.findings.record_view(scope_of(request), id, *satisfied, request.field("words"),
                                    request.field("page"), request.signed_in().person_name);
  if (!done) {
    trouble = TRY(trouble_of(done.error(), "words"));
    trouble.conflict = false;  // The page above is the new one; what they wrote is below it.
    return public_page(services, request, match, trouble);
  }
  return see_other(path_of(id, "public-page"));
}

Result<Reply> publish_page(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.findings.publish(scope_of(request), id, request.field("page"));
  if (!done) {
    Trouble trouble = TRY(trouble_of(done.error(), "outcome"));
    trouble.conflict = false;  // Nobody else wrote here: it is not ready, or not closed.
    return public_page(services, request, match, trouble);
  }
  return see_other(path_of(id, "public-page"));
}

Result<Reply> appendix(Services& services, const Request& request, const Match& match) {
  const Activity activity = TRY(activity_of(services, request, match));
  const auto page = TRY(page_to_show(services, request, activity.id));
  if (!page) return fail(ErrorKind::not_found, "nothing to put into an appendix");
  std::string method;
  if (may(request, Capability::read_text))
    method = TRY(services.themes.frame(scope_of(request), activity.id)).method;
  return download("appendix.docx", kDocx,
                  TRY(report::word_appendix(*page, {.partnership = services.partnership_name,
                                                    .zone = services.zone,
                                                    .activity = activity,
                                                    .method = method})));
}

}  // namespace

Routes publish_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/public-page", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return public_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/public-page", Who::may(Capability::respond),
       Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return save_outcome(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/public-page/view",
       Who::may(Capability::advise_equality), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return record_view(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/publish", Who::may(Capability::publish),
       Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return publish_page(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/appendix.docx", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return appendix(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
