// Our response: which findings have an answer, and answering the next.
#include "base/text.h"
#include "decide/findings.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using decide::Effect;
using decide::Finding;
using decide::OurResponse;

constexpr std::array kEffects = {Effect::changed, Effect::partly, Effect::mitigated,
                                 Effect::not_changed, Effect::sent_elsewhere};

std::string finding_path(ActivityId activity, FindingId finding) {
  return path_of(activity, "response/" + finding.text());
}

std::int64_t answered(const std::vector<Finding>& findings) {
  return std::count_if(findings.begin(), findings.end(),
                       [](const Finding& f) { return f.response.has_value(); });
}

// True counts for who reads the text; for others what the public is told.
std::string how_many(const Request& request, const Finding& finding) {
  return may(request, Capability::read_text) ? tr_n("{n} comment", "{n} comments", finding.voices)
                                             : finding.said_by;
}

std::string progress_words(const std::vector<Finding>& findings) {
  return tr("{answered} of {all} answered",
            {{"answered", said_number(answered(findings))},
             {"all", said_number(static_cast<std::int64_t>(findings.size()))}});
}

// The first one without an answer after `from`, round to the start; null when all are answered.
const Finding* next_unanswered(const std::vector<Finding>& findings, FindingId from) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < findings.size(); ++i)
    if (findings[i].id == from) start = i + 1;
  for (std::size_t step = 0; step < findings.size(); ++step) {
    const Finding& each = findings[(start + step) % findings.size()];
    if (!each.response) return &each;
  }
  return nullptr;
}

Result<Reply> list(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Response"), .section = Section::response};
  if (!may(request, Capability::read_findings)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  if (findings.empty()) {
    page.body = join(paragraph(tr("No finding yet. Approve a theme as a finding, and it can be "
                                  "answered here.")),
                     el("p", link(Href(path_of(activity.id, "themes")), tr("Look at the themes"))));
    return show_in(services, request, activity, Tab::response, std::move(page));
  }
  std::vector<std::vector<Html>> rows;
  for (const Finding& each : findings)
    rows.push_back({link(Href(finding_path(activity.id, each.id)), each.name),
                    text(how_many(request, each)),
                    each.response ? tag(decide::words_for(each.response->effect), Colour::green)
                                  : tag(tr("No answer yet"), Colour::red),
                    join(each.response ? each.response->owner : "",
                         each.signed_by.empty()
                             ? Html()
                             : text(tr(" – signed off by {who}", {{"who", each.signed_by}})))});
  const Finding* next = next_unanswered(findings, {});
  page.body = join(
      paragraph(progress_words(findings)),
      bullets({link(Href(path_of(activity.id, "actions")), tr("Actions that follow")),
               link(Href(path_of(activity.id, "scrutiny")), tr("Council scrutiny"))}),
      next && may(request, Capability::respond)
          ? link_button({.text = tr("Answer the next one"),
                         .href = Href(finding_path(activity.id, next->id))})
          : Html(),
      table({.caption = tr("Findings and our response"),
             .columns = {{tr("Finding")}, {tr("How many")}, {tr("What changed?")}, {tr("Owner")}},
             .rows = std::move(rows)}),
      next ? Html()
           : el("p", link(Href(path_of(activity.id, "public-page")), tr("Go to the public page"))));
  return show_in(services, request, activity, Tab::response, std::move(page));
}

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

Html signing(const Request& request, ActivityId activity, const Finding& finding) {
  if (!finding.response) return {};
  if (!finding.signed_by.empty())
    return paragraph(tr("Signed off by {who}.", {{"who", finding.signed_by}}));
  if (!may(request, Capability::publish)) return {};
  return post(request, finding_path(activity, finding.id) + "/sign-off",
              join(hidden_input("seen", std::to_string(finding.version)),
                   button({.text = tr("Sign off this answer"), .look = Look::secondary})));
}

struct Here {
  plan::Activity activity;
  std::vector<Finding> findings;
  Finding finding;
};

Result<Here> here_of(Services& services, const Request& request, const Match& match) {
  Here here{.activity = TRY(activity_of(services, request, match))};
  const auto id = TRY(match.id<FindingId>("finding"));
  here.findings = TRY(services.findings.findings(scope_of(request), here.activity.id));
  for (const Finding& each : here.findings)
    if (each.id == id) {
      here.finding = each;
      return here;
    }
  return fail(ErrorKind::not_found, "no such finding");
}

Reply finding_page(const Services& services, const Request& request, const Here& here,
                   const Trouble& trouble = {}) {
  const Finding& finding = here.finding;
  Html body = join(el("p", link(Href(path_of(here.activity.id, "response")), tr("All findings")),
                      " – ", progress_words(here.findings)),
                   what_people_said(request, finding), heading(2, tr("Our response")));
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
  body += signing(request, here.activity.id, finding);
  return show_in(services, request, here.activity, Tab::response,
                 {.heading = finding.name, .section = Section::response, .body = std::move(body)},
                 trouble);
}

Result<Reply> respond(Services& services, const Request& request, const Match& match) {
  const Here here = TRY(here_of(services, request, match));
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
    return finding_page(services, request, TRY(here_of(services, request, match)),
                        TRY(trouble_of(done.error(), "what")));
  const Here after = TRY(here_of(services, request, match));
  const Finding* next = next_unanswered(after.findings, here.finding.id);
  return see_other(next ? finding_path(here.activity.id, next->id)
                        : path_of(here.activity.id, "response"));
}

Result<Reply> sign_off(Services& services, const Request& request, const Match& match) {
  const Here here = TRY(here_of(services, request, match));
  const auto done = services.findings.sign_off(scope_of(request), here.activity.id, here.finding.id,
                                               whole_number(request.field("seen")).value_or(-1),
                                               request.signed_in().person_name);
  if (!done)
    return finding_page(services, request, TRY(here_of(services, request, match)),
                        TRY(trouble_of(done.error())));
  return see_other(finding_path(here.activity.id, here.finding.id));
}

// One comment, or one code, made a finding by itself.
struct Singled {
  plan::Activity activity;
  Html shown;
  std::string name, point, path;
  bool is_point = false;
};

Result<Singled> singled(Services& services, const Request& request, const Match& match,
                        bool is_point) {
  Singled one{.activity = TRY(activity_of(services, request, match)), .is_point = is_point};
  if (!is_point) {
    const auto id = TRY(match.id<understand::CodeId>("code"));
    const auto tree = TRY(services.frames.tree(scope_of(request), one.activity.id));
    const understand::Code* code = tree.find(id);
    if (code == nullptr) return fail(ErrorKind::not_found, "no such code");
    one.name = code->text.name;
    one.shown = join(heading(2, code->text.name), typed_text(code->text.definition));
    one.path = path_of(one.activity.id, "response/code/" + id.text());
    return one;
  }
  const auto id = TRY(match.id<VoiceId>("voice"));
  const auto voice = TRY(services.coding.voice(scope_of(request), one.activity.id, id));
  for (const auto& each : TRY(services.coding.flagged(scope_of(request), one.activity.id)))
    if (each.voice == id && one.point.empty())
      one.point = std::string(understand::words_for(each.flag.flag));
  one.shown = quote({.words = voice.words});
  one.path = path_of(one.activity.id, "response/point/" + id.text());
  return one;
}

Reply singled_page(const Services& services, const Request& request, const Singled& one,
                   const Trouble& trouble = {}) {
  const Html fields = join(
      one.is_point ? join(input({.name = "name",
                                 .label = tr("Name"),
                                 .hint = tr("Such as “The last bus goes at 4.40”."),
                                 .error = trouble.about("name"),
                                 .value = typed(request, "name")}),
                          input({.name = "point",
                                 .label = tr("What it is"),
                                 .hint = tr("Such as “New evidence” or “Another way of doing it”."),
                                 .value = typed(request, "point", one.point)}))
                   : Html(),
      textarea({.name = "summary",
                .label = tr("What people said, in a sentence or two"),
                .hint = tr("In your words. A finding gets an answer, and the board and the public "
                           "read this sentence."),
                .error = trouble.about("summary"),
                .value = typed(request, "summary"),
                .rows = 3}),
      button({.text = tr("Approve finding")}));
  return show_in(
      services, request, one.activity, Tab::response,
      {.heading = one.is_point ? tr("One comment as a finding") : tr("A code as a finding"),
       .section = Section::response,
       .body = join(one.shown, post(request, one.path, fields))},
      trouble);
}

Result<Reply> approve_single(Services& services, const Request& request, const Match& match,
                             bool is_point) {
  const Singled one = TRY(singled(services, request, match, is_point));
  const std::string author = request.signed_in().person_name;
  const auto done =
      is_point
          ? services.findings.approve_point(
                scope_of(request), one.activity.id, TRY(match.id<VoiceId>("voice")),
                request.field("name"), request.field("summary"), request.field("point"), author)
          : services.findings.approve_code(scope_of(request), one.activity.id,
                                           TRY(match.id<understand::CodeId>("code")),
                                           request.field("summary"), author);
  if (!done) {
    const bool unnamed = is_point && trimmed(request.field("name")).empty();
    return singled_page(services, request, one,
                        TRY(trouble_of(done.error(), unnamed ? "name" : "summary")));
  }
  return see_other(finding_path(one.activity.id, *done));
}

Result<Reply> all_activities(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.activities.list(scope_of(request)))) {
    if (each.state == plan::ActivityState::draft) continue;
    std::string progress = "–";
    if (may(request, Capability::read_findings)) {
      const auto findings = TRY(services.findings.findings(scope_of(request), each.id));
      progress = findings.empty() ? tr("No finding yet") : progress_words(findings);
    }
    rows.push_back({link(Href(path_of(each.id, "response")), each.details.title),
                    state_tag(each.state), text(progress)});
  }
  return show(services, request,
              {.heading = tr("Our response"),
               .section = Section::response,
               .body = join(bullets({link(Href("/staff/meetings"), tr("Meetings and decisions")),
                                     link(Href("/staff/actions"), tr("Actions and promises"))}),
                            table({.caption = tr("What has an answer and what has none"),
                                   .columns = {{tr("Activity")}, {tr("State")}, {tr("Findings")}},
                                   .rows = std::move(rows),
                                   .when_empty = tr("Nothing to answer yet.")}))});
}

}  // namespace

Routes response_routes(Services& services) {
  const auto single_page = [&services](std::string_view at, bool is_point) {
    return Route{
        Method::get,
        fmt::format("/staff/activities/{{activity}}/response/{}", at),
        Who::may(Capability::approve_finding),
        Limit::no_body,
        Safety::safe,
        [&services, is_point](const Request& request, const Match& match) -> Result<Reply> {
          return singled_page(services, request, TRY(singled(services, request, match, is_point)));
        }};
  };
  const auto single_post = [&services](std::string_view at, bool is_point) {
    return Route{Method::post,
                 fmt::format("/staff/activities/{{activity}}/response/{}", at),
                 Who::may(Capability::approve_finding),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, is_point](const Request& request, const Match& match) {
                   return approve_single(services, request, match, is_point);
                 }};
  };
  return {
      {Method::get, "/staff/response", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return all_activities(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/response", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return list(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/response/{finding}",
       Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         return finding_page(services, request, TRY(here_of(services, request, match)));
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
      single_page("point/{voice}", true),
      single_post("point/{voice}", true),
      single_page("code/{code}", false),
      single_post("code/{code}", false),
  };
}

}  // namespace heed::web::staff
