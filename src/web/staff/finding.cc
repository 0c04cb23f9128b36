// One finding: what people said, which words may be shown, our answer and who signed it off.
#include "base/text.h"
#include "decide/findings.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/findings_shown.h"

namespace heed::web::staff {
namespace {

using decide::Effect;
using decide::OurResponse;

constexpr std::array kEffects = {Effect::changed, Effect::partly, Effect::mitigated,
                                 Effect::not_changed, Effect::sent_elsewhere};

Html what_people_said(const Request& request, const Finding& finding) {
  std::vector<Html> quotes;
  for (const std::string& words : finding.quotes) quotes.push_back(quote({.words = words}));
  return join(
      heading(2, tr("What people said")), paragraph(finding.summary),
      paragraph(how_many(request, finding)),
      finding.material
          ? el("p", tag(tr("Rare but material"), Colour::purple),
               finding.point.empty() ? Html() : join(" ", tag(finding.point, Colour::purple)))
          : Html(),
      quotes);
}

Html as_answered(const Finding& finding, const std::string& zone) {
  const OurResponse& now = *finding.response;
  return join(
      finding.responded ? paragraph(tr("{who} wrote this on {when}.",
                                       {{"who", finding.responder},
                                        {"when", show_date_time(*finding.responded, zone)}}))
                        : Html(),
      summary_list({{.key = tr("What changed?"), .value = text(decide::words_for(now.effect))},
                    {.key = tr("In a sentence"), .value = typed_text(now.what)},
                    {.key = tr("Because"), .value = typed_text(now.because)},
                    {.key = tr("Evidence"), .value = typed_text(now.evidence)},
                    {.key = tr("Owner"), .value = text(now.owner)},
                    {.key = tr("Progress"), .value = typed_text(now.progress)}}));
}

Html answer_form(const Request& request, ActivityId activity, const Finding& finding,
                 const Trouble& trouble) {
  const OurResponse kept = finding.response.value_or(OurResponse{});
  const std::string chosen =
      typed(request, "effect", finding.response ? decide::name_of(kept.effect) : "");
  std::vector<Option> effects;
  for (const Effect effect : kEffects)
    effects.push_back({.value = std::string(decide::name_of(effect)),
                       .label = std::string(decide::words_for(effect)),
                       .chosen = decide::name_of(effect) == chosen});
  const std::string kept_version = std::to_string(finding.version);
  return post(
      request, finding_path(activity, finding.id),
      // After a conflict both versions are in view, and saving again is meant.
      join(hidden_input("version",
                        trouble.conflict ? kept_version : typed(request, "version", kept_version)),
           radios({.name = "effect",
                   .legend = tr("What changed?"),
                   .error = trouble.about("effect"),
                   .options = std::move(effects)}),
           textarea({.name = "what",
                     .label = tr("Say it in a sentence"),
                     .hint = tr("What changed, what was done instead, or where it was sent."),
                     .error = trouble.about("what"),
                     .value = typed(request, "what", kept.what),
                     .rows = 3}),
           textarea({.name = "because",
                     .label = tr("Because"),
                     .hint = tr("The reason, as you would say it to the person who asked."),
                     .error = trouble.about("because"),
                     .value = typed(request, "because", kept.because),
                     .rows = 4}),
           textarea({.name = "evidence",
                     .label = tr("Evidence"),
                     .hint = tr("What the reason rests on: a paper, a figure, a visit."),
                     .error = trouble.about("evidence"),
                     .value = typed(request, "evidence", kept.evidence),
                     .rows = 2}),
           input({.name = "owner",
                  .label = tr("Owner"),
                  .hint = tr("Who sees that it happens."),
                  .error = trouble.about("owner"),
                  .value = typed(request, "owner", kept.owner)}),
           input({.name = "progress",
                  .label = tr("Progress"),
                  .hint = tr("Such as “Running since 3 March”. Leave empty if nothing yet."),
                  .error = trouble.about("progress"),
                  .value = typed(request, "progress", kept.progress)}),
           button({.text = tr("Save and go to the next"), .prevent_double = true})));
}

struct FindingHere {
  plan::Activity activity;
  std::vector<Finding> findings;
  Finding finding;
};

// Who said what, when; and where the record holds it.
Result<Html> answered_before(Services& services, const Request& request, const FindingHere& here) {
  std::vector<Html> lines;
  for (const decide::AnswerVersion& each :
       TRY(services.findings.history(scope_of(request), here.activity.id, here.finding.id))) {
    Html line =
        join(show_date_time(each.written, services.zone), ", ", each.person, ": ",
             el("strong", decide::words_for(each.response.effect)), ". ", each.response.what);
    if (each.log_index)
      line += text(
          " " + tr("Entry {index} of our record.", {{"index", std::to_string(*each.log_index)}}));
    if (!each.signed_by.empty())
      line += text(" " + tr("Signed off by {who}.", {{"who", each.signed_by}}));
    lines.push_back(std::move(line));
  }
  return lines.empty()
             ? Html()
             : details({.summary = tr("Every version of this answer"), .body = bullets(lines)});
}

Html signing(const Request& request, ActivityId activity, const Finding& finding) {
  if (!finding.response) return {};
  if (!finding.signed_by.empty())
    return paragraph(tr("Signed off by {who}.", {{"who", finding.signed_by}}));
  if (!may(request, Capability::publish)) return {};
  return post(request, finding_path(activity, finding.id) + "/sign-off",
              join(hidden_input("seen", std::to_string(finding.version)),
                   button({.text = tr("Sign off this answer"), .look = Look::secondary})));
}

Result<FindingHere> finding_here(Services& services, const Request& request, const Match& match) {
  FindingHere here{.activity = TRY(activity_of(services, request, match))};
  const auto id = TRY(match.id<FindingId>("finding"));
  here.findings = TRY(services.findings.findings(scope_of(request), here.activity.id));
  for (const Finding& each : here.findings)
    if (each.id == id) {
      here.finding = each;
      return here;
    }
  return fail(ErrorKind::not_found, "no such finding");
}

// Words of those who agreed to be quoted; a person approves each before the public reads it. Those
// of a theme are approved on the theme's page.
Result<Html> quotes_to_show(Services& services, const Request& request, const FindingHere& here) {
  if (here.finding.kind == decide::FindingKind::theme || !may(request, Capability::read_text) ||
      !may(request, Capability::approve_finding))
    return Html();
  constexpr std::size_t kShownMax = 50;
  std::vector<Html> all;
  for (const understand::Quote& each :
       TRY(services.findings.quotable(scope_of(request), here.activity.id, here.finding.id))) {
    if (all.size() == kShownMax) break;
    all.push_back(join(quote({.words = each.words}),
                       post(request, finding_path(here.activity.id, here.finding.id) + "/quote",
                            join(hidden_input("voice", each.voice.text()),
                                 hidden_input("approved", each.approved ? "no" : "yes"),
                                 button({.text = each.approved ? tr("Do not show this any more")
                                                               : tr("Show this in public"),
                                         .look = Look::secondary})))));
  }
  return details(
      {.summary = tr("Words that may be shown"),
       .body = all.empty() ? paragraph(tr("Nobody of these agreed to be quoted.")) : join(all)});
}

Result<Reply> finding_page(Services& services, const Request& request, const FindingHere& here,
                           const Trouble& trouble = {}) {
  const Finding& finding = here.finding;
  Html body = join(el("p", link(Href(path_of(here.activity.id, "response")), tr("All findings")),
                      " – ", progress_words(here.findings)),
                   what_people_said(request, finding), TRY(quotes_to_show(services, request, here)),
                   heading(2, tr("Our response")));
  if (trouble.conflict && finding.response)
    body += warning_callout({.heading = tr("What is kept now"),
                             .body = join(as_answered(finding, services.zone),
                                          paragraph(tr("Yours is below, not kept yet."))),
                             .level = 3});
  if (may(request, Capability::respond))
    body += answer_form(request, here.activity.id, finding, trouble);
  else
    body +=
        finding.response ? as_answered(finding, services.zone) : paragraph(tr("No answer yet."));
  if (services.workstreams != nullptr)
    body += el("p", link(Href(finding_path(here.activity.id, finding.id) + "/workstreams"),
                         tr("Workstreams it was sent to, and what they did")));
  body += join(signing(request, here.activity.id, finding),
               TRY(answered_before(services, request, here)));
  return show_in(services, request, here.activity, Tab::response,
                 {.heading = finding.name, .section = Section::response, .body = std::move(body)},
                 trouble);
}

Result<Reply> respond(Services& services, const Request& request, const Match& match) {
  const FindingHere here = TRY(finding_here(services, request, match));
  Trouble trouble;
  const auto effect = decide::effect_named(request.field("effect"));
  if (!effect) trouble.add("effect", tr("Choose what changed."));
  if (trimmed(request.field("what")).empty())
    trouble.add("what", tr("Say what changed, or what was decided instead."));
  if (trimmed(request.field("because")).empty())
    trouble.add("because", tr("Say why: people need the reason as well as the answer."));
  if (trouble.any()) return finding_page(services, request, here, trouble);
  const OurResponse response{.effect = *effect,
                             .what = typed(request, "what"),
                             .because = typed(request, "because"),
                             .owner = typed(request, "owner"),
                             .progress = typed(request, "progress"),
                             .evidence = typed(request, "evidence")};
  const auto done = services.findings.respond(scope_of(request), here.activity.id, here.finding.id,
                                              whole_number(request.field("version")).value_or(-1),
                                              response, request.signed_in().person_name);
  if (!done)  // Looked at again: a conflict shows what is kept now.
    return finding_page(services, request, TRY(finding_here(services, request, match)),
                        TRY(trouble_of(done.error(), "what")));
  const FindingHere after = TRY(finding_here(services, request, match));
  const Finding* next = next_unanswered(after.findings, here.finding.id);
  return see_other(next ? finding_path(here.activity.id, next->id)
                        : path_of(here.activity.id, "response"));
}

Result<Reply> sign_off(Services& services, const Request& request, const Match& match) {
  const FindingHere here = TRY(finding_here(services, request, match));
  const auto done = services.findings.sign_off(scope_of(request), here.activity.id, here.finding.id,
                                               whole_number(request.field("seen")).value_or(-1),
                                               request.signed_in().person_name);
  if (!done)
    return finding_page(services, request, TRY(finding_here(services, request, match)),
                        TRY(trouble_of(done.error())));
  return see_other(finding_path(here.activity.id, here.finding.id));
}

Result<Reply> show_quote(Services& services, const Request& request, const Match& match) {
  const FindingHere here = TRY(finding_here(services, request, match));
  const auto voice = VoiceId::parse(request.field("voice"));
  if (!voice) return fail(ErrorKind::not_found, "no such voice");
  const auto done = services.findings.approve_quote(
      scope_of(request), here.activity.id, here.finding.id, *voice,
      request.field("approved") == "yes", request.signed_in().person_name);
  if (!done) return finding_page(services, request, here, TRY(trouble_of(done.error())));
  return see_other(finding_path(here.activity.id, here.finding.id));
}

}  // namespace

Routes finding_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/response/{finding}",
       Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         return finding_page(services, request, TRY(finding_here(services, request, match)));
       }},
      {Method::post, "/staff/activities/{activity}/response/{finding}",
       Who::may(Capability::respond), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return respond(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/response/{finding}/sign-off",
       Who::may(Capability::publish), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return sign_off(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/response/{finding}/quote",
       Who::may(Capability::approve_finding), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return show_quote(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
