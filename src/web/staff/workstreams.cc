// Sending a finding to workstreams, and what each did with it; and every workstream with what it
// was sent.
#include "act/workstreams.h"
#include "base/text.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using act::Influence;
using act::SentTo;
using act::Workstream;
using act::WorkstreamId;
using decide::Finding;

std::string sent_path(ActivityId activity, FindingId finding) {
  return path_of(activity, "response/" + finding.text() + "/workstreams");
}

std::string called(const SentTo& each) { return each.organisation + ": " + each.name; }

Html influence_tag(Influence influence) {
  return tag(act::words_for(influence), influence == Influence::changed   ? Colour::green
                                        : influence == Influence::waiting ? Colour::grey
                                                                          : Colour::blue);
}

Html what_it_did(const SentTo& each, const std::string& zone) {
  std::vector<Html> lines;
  for (const act::InfluenceSaid& one : each.said)
    lines.push_back(join(show_date(one.said, zone), ", ", one.by, ": ",
                         el("strong", act::words_for(one.influence)), ". ", one.words));
  return join(
      each.why.empty() ? Html() : paragraph(each.why),
      el("p", {{"class", "nhsuk-hint"}},
         tr("Sent on {date} by {who}.", {{"date", show_date(each.sent, zone)}, {"who", each.by}})),
      lines.empty() ? Html() : bullets(lines));
}

Html say_form(const Request& request, const SentTo& each, const Trouble& trouble) {
  const std::string id = each.workstream.text();
  const bool ours = request.field("workstream") == id;
  std::vector<Option> options;
  for (const Influence one : act::kInfluences)
    options.push_back({.value = std::string(act::name_of(one)),
                       .label = std::string(act::words_for(one)),
                       .chosen = ours && typed(request, "influence") == act::name_of(one)});
  return details(
      {.summary = tr("Say what came of it"),
       .body = post(
           request, sent_path(each.activity, each.finding) + "/said",
           join(hidden_input("workstream", id),
                hidden_input("seen", std::to_string(each.said.empty() ? 0 : each.said[0].number)),
                select({.name = "influence",
                        .label = tr("What came of it"),
                        .options = std::move(options),
                        .id = "influence-" + id}),
                textarea({.name = "words",
                          .label = tr("What the workstream did, or why nothing"),
                          .error = ours ? trouble.about("words") : "",
                          .value = ours ? typed(request, "words") : "",
                          .id = "words-" + id,
                          .rows = 3}),
                button({.text = tr("Save"), .look = Look::secondary}))),
       .open = ours,
       .id = "say-" + id});
}

Html send_form(const Request& request, ActivityId activity, FindingId finding,
               const std::vector<Workstream>& all, const std::vector<SentTo>& sent,
               const Trouble& trouble) {
  std::vector<Option> options = {{.value = "", .label = tr("A new one, named below")}};
  for (const Workstream& each : all)
    if (!each.ended && std::ranges::find(sent, each.id, &SentTo::workstream) == sent.end())
      options.push_back({.value = each.id.text(),
                         .label = each.details.organisation + ": " + each.details.name,
                         .chosen = typed(request, "to") == each.id.text()});
  return join(heading(2, tr("Send it to a workstream")),
              post(request, sent_path(activity, finding),
                   join(select({.name = "to",
                                .label = tr("Workstream"),
                                .error = trouble.about("to"),
                                .options = std::move(options)}),
                        input({.name = "organisation",
                               .label = tr("Organisation"),
                               .hint = tr("Only for a new one."),
                               .error = trouble.about("organisation"),
                               .value = typed(request, "organisation")}),
                        input({.name = "name",
                               .label = tr("Name of the workstream"),
                               .hint = tr("Only for a new one, such as “Bus contract 2027”."),
                               .value = typed(request, "name")}),
                        input({.name = "lead",
                               .label = tr("Who leads it"),
                               .hint = tr("Only for a new one."),
                               .value = typed(request, "lead")}),
                        textarea({.name = "why",
                                  .label = tr("Why it is sent there"),
                                  .value = typed(request, "why"),
                                  .rows = 2}),
                        button({.text = tr("Send it"), .prevent_double = true}))));
}

struct FindingToSend {
  plan::Activity activity;
  Finding finding;
};

Result<FindingToSend> finding_to_send(Services& services, const Request& request,
                                      const Match& match) {
  FindingToSend here{.activity = TRY(activity_of(services, request, match))};
  const auto id = TRY(match.id<FindingId>("finding"));
  for (const Finding& each : TRY(services.findings.findings(scope_of(request), here.activity.id)))
    if (each.id == id) {
      here.finding = each;
      return here;
    }
  return fail(ErrorKind::not_found, "no such finding");
}

Result<Reply> sent_page(Services& services, const Request& request, const Match& match,
                        const Trouble& trouble = {}) {
  const FindingToSend here = TRY(finding_to_send(services, request, match));
  auto sent = TRY(services.workstreams->sent_from(scope_of(request), here.activity.id));
  std::erase_if(sent, [&](const SentTo& each) { return each.finding != here.finding.id; });
  Html body = join(typed_text(here.finding.summary), paragraph(here.finding.said_by));
  for (const SentTo& each : sent)
    body += card({.heading = called(each),
                  .href = Href("/staff/workstreams/" + each.workstream.text()),
                  .body = join(what_it_did(each, services.zone),
                               may(request, Capability::respond) ? say_form(request, each, trouble)
                                                                 : Html()),
                  .level = 2,
                  .tag = influence_tag(each.influence())});
  if (sent.empty()) body += inset_text(paragraph(tr("It was not sent to any workstream yet.")));
  if (may(request, Capability::respond))
    body += send_form(request, here.activity.id, here.finding.id,
                      TRY(services.workstreams->all(scope_of(request))), sent, trouble);
  return show_in(services, request, here.activity, Tab::response,
                 {.heading = tr("Workstreams: {finding}", {{"finding", here.finding.name}}),
                  .section = Section::response,
                  .body = std::move(body)},
                 trouble);
}

Result<Reply> send_to_workstream(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(match.id<ActivityId>("activity"));
  const auto finding = TRY(match.id<FindingId>("finding"));
  const Scope& scope = scope_of(request);
  const std::string author = request.signed_in().person_name;
  auto to = WorkstreamId::parse(request.field("to"));
  if (!to) {
    const auto made =
        services.workstreams->add(scope,
                                  {.organisation = std::string(request.field("organisation")),
                                   .name = std::string(request.field("name")),
                                   .lead = std::string(request.field("lead"))},
                                  author);
    if (!made)
      return sent_page(services, request, match, TRY(trouble_of(made.error(), "organisation")));
    to = *made;
  }
  const auto done =
      services.workstreams->send(scope, activity, finding, *to, request.field("why"), author);
  if (!done) return sent_page(services, request, match, TRY(trouble_of(done.error(), "to")));
  return see_other(sent_path(activity, finding));
}

Result<Reply> say_for_workstream(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(match.id<ActivityId>("activity"));
  const auto finding = TRY(match.id<FindingId>("finding"));
  const auto done = services.workstreams->say(
      scope_of(request), WorkstreamId::parse(request.field("workstream")).value_or(WorkstreamId{}),
      finding, whole_number(request.field("seen")).value_or(-1),
      act::influence_named(request.field("influence")).value_or(Influence::waiting),
      request.field("words"), request.signed_in().person_name);
  if (!done) return sent_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(sent_path(activity, finding));
}

Result<Reply> workstreams_page(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const Workstream& each : TRY(services.workstreams->all(scope_of(request)))) {
    const auto sent = TRY(services.workstreams->sent_to(scope_of(request), each.id));
    const auto waits = std::ranges::count(sent, Influence::waiting, &SentTo::influence);
    rows.push_back({link(Href("/staff/workstreams/" + each.id.text()), each.details.name),
                    text(each.details.organisation),
                    text(said_number(static_cast<std::int64_t>(sent.size()))),
                    text(said_number(waits))});
  }
  return show(services, request,
              {.heading = tr("Workstreams"),
               .section = Section::actions,
               .breadcrumb = {{tr("Actions and promises"), Href("/staff/actions")}},
               .body = table({.caption = tr("Workstreams and what they were sent"),
                              .columns = {{tr("Workstream")},
                                          {tr("Organisation")},
                                          {tr("Findings sent"), true},
                                          {tr("No answer yet"), true}},
                              .rows = std::move(rows),
                              .caption_hidden = true,
                              .when_empty = tr("Nothing was sent to a workstream yet. Send a "
                                               "finding from its page.")})});
}

// One workstream: every finding it was sent, of whichever activity.
Result<Reply> workstream_page(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<WorkstreamId>("workstream"));
  const auto all = TRY(services.workstreams->all(scope_of(request)));
  const auto at = std::ranges::find(all, id, &Workstream::id);
  if (at == all.end()) return fail(ErrorKind::not_found, "no such workstream");
  Html body = summary_list(
      {{.key = tr("Organisation"), .value = text(at->details.organisation)},
       {.key = tr("Who leads it"), .value = text(at->details.lead)},
       {.key = tr("Goes on"),
        .value =
            text(at->ended ? tr("Ended on {date}", {{"date", show_date(*at->ended, services.zone)}})
                           : tr("Yes"))}});
  for (const SentTo& each : TRY(services.workstreams->sent_to(scope_of(request), id))) {
    std::string name;
    for (const Finding& finding : TRY(services.findings.findings(scope_of(request), each.activity)))
      if (finding.id == each.finding) name = finding.name;
    if (name.empty()) continue;  // Withdrawn as a finding since.
    body += card({.heading = name,
                  .href = Href(sent_path(each.activity, each.finding)),
                  .body = what_it_did(each, services.zone),
                  .level = 2,
                  .tag = influence_tag(each.influence())});
  }
  if (may(request, Capability::respond) && !at->ended)
    body += post(request, "/staff/workstreams/" + id.text() + "/end",
                 button({.text = tr("It has ended"), .look = Look::secondary}));
  return show(services, request,
              {.heading = at->details.name,
               .section = Section::actions,
               .breadcrumb = {{tr("Workstreams"), Href("/staff/workstreams")}},
               .body = std::move(body)});
}

Result<Reply> end(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<WorkstreamId>("workstream"));
  TRY(services.workstreams->end(scope_of(request), id));
  return see_other("/staff/workstreams/" + id.text());
}

}  // namespace

Routes workstream_routes(Services& services) {
  if (services.workstreams == nullptr) return {};
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto to_read = [&services](std::string pattern, Do run) {
    return Route{Method::get,
                 std::move(pattern),
                 Who::may(Capability::read_findings),
                 Limit::no_body,
                 Safety::safe,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  const auto to_change = [&services](std::string pattern, Do run) {
    return Route{Method::post,
                 std::move(pattern),
                 Who::may(Capability::respond),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  const std::string at = "/staff/activities/{activity}/response/{finding}/workstreams";
  return {
      to_read(at, [](Services& s, const Request& r, const Match& m) { return sent_page(s, r, m); }),
      to_read("/staff/workstreams",
              [](Services& s, const Request& r, const Match&) { return workstreams_page(s, r); }),
      to_read("/staff/workstreams/{workstream}", workstream_page),
      to_change(at, send_to_workstream),
      to_change(at + "/said", say_for_workstream),
      to_change("/staff/workstreams/{workstream}/end", end),
  };
}

}  // namespace heed::web::staff
