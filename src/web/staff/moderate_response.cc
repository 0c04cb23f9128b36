// One response: each voice with what is covered, setting it aside, late ones, passing it on, and
// what was done with it so far.
#include "base/text.h"
#include "listen/arrival.h"
#include "listen/channels.h"
#include "listen/moderation.h"
#include "platform/clock.h"
#include "questions/kinds.h"
#include "web/staff/inside/moderating.h"

namespace heed::web::staff {
namespace {

std::string disposition_said(std::string_view what) {
  if (what == "withdrawn") return tr("Withdrawn");
  if (what == "erased") return tr("Erased");
  if (what == "quarantined") return tr("Set aside");
  if (what == "counted") return tr("Counted");
  if (what == "late") return tr("Left out as late");
  if (what == "covered") return tr("Details covered");
  if (what == "shown") return tr("Details shown again");
  if (what == "passed_on") return tr("Passed on");
  return std::string(what);
}

Html reason_form(const Request& request, const std::string& path, std::string summary,
                 std::string then, std::string button_words, std::string said, const Html& before,
                 const Trouble& trouble) {
  const bool asked = request.field("then") == then;
  return details({.summary = std::move(summary),
                  .body = post(request, path,
                               join(before,
                                    input({.name = "reason",
                                           .label = tr("Why?"),
                                           .hint = std::move(said),
                                           .error = asked ? trouble.about("reason") : "",
                                           .value = asked ? typed(request, "reason") : "",
                                           .id = "reason-" + then}),
                                    button({.text = std::move(button_words),
                                            .look = Look::secondary,
                                            .name = "then",
                                            .value = then}))),
                  .open = asked && trouble.any()});
}

Html what_to_do(const Request& request, const std::string& path, std::string_view state,
                const Trouble& trouble) {
  const std::string kept = tr("Kept with who did it and when.");
  if (state == "quarantined")
    return reason_form(request, path, tr("Put it back"), "put-back", tr("Put it back"), kept, {},
                       trouble);
  if (state == "late")
    return join(
        reason_form(request, path, tr("Accept it"), "accept", tr("Accept it"), kept, {}, trouble),
        reason_form(request, path, tr("Leave it out"), "leave-out", tr("Leave it out"),
                    tr("This reason is also said in public. Name nobody."), {}, trouble));
  const std::string why = typed(request, "why");
  const auto option = [&](std::string value, std::string label) {
    return Option{.value = value, .label = std::move(label), .chosen = why == value};
  };
  return reason_form(request, path, tr("Set it aside"), "set-aside", tr("Set it aside"), kept,
                     radios({.name = "why",
                             .legend = tr("What is it?"),
                             .options = {option("threats", tr("Threats")),
                                         option("abuse", tr("Abuse of somebody")),
                                         option("spam", tr("Advertising or nonsense"))},
                             .small = true}),
                     trouble);
}

Html pass_form(const Request& request, const std::string& path, const Trouble& trouble) {
  const bool asked = request.field("then") == "pass-on";
  const std::string route = asked ? typed(request, "route") : "";
  return details(
      {.summary = tr("Not just feedback: pass it on"),
       .body = post(request, path,
                    join(radios({.name = "route",
                                 .legend = tr("What is it?"),
                                 .options = {{.value = "safeguarding",
                                              .label = tr("Somebody may be at risk of harm"),
                                              .hint = tr("Answered within one working day."),
                                              .chosen = route == "safeguarding"},
                                             {.value = "complaint",
                                              .label = tr("A complaint"),
                                              .hint = tr("Acknowledged within three working days."),
                                              .chosen = route == "complaint"}},
                                 .small = true}),
                         input({.name = "to",
                                .label = tr("Who is it passed to?"),
                                .hint = tr("A role or a team, like “Safeguarding lead”."),
                                .error = asked ? trouble.about("reason") : "",
                                .value = asked ? typed(request, "to") : ""}),
                         input({.name = "note",
                                .label = tr("What did you pass on?"),
                                .hint = tr("Name nobody here."),
                                .value = asked ? typed(request, "note") : ""}),
                         button({.text = tr("It is passed on"),
                                 .look = Look::secondary,
                                 .name = "then",
                                 .value = "pass-on"}))),
       .open = asked && trouble.any()});
}

Html passed_list(const Services& services, const Request& request, const std::string& path,
                 const std::vector<listen::Passed>& passed) {
  Html all;
  for (const listen::Passed& one : passed) {
    const std::string route = one.route == "safeguarding" ? tr("Safeguarding") : tr("Complaint");
    all += paragraph(tr("{route}: passed to {whom} on {date}. {note}",
                        {{"route", route},
                         {"whom", one.to_whom},
                         {"date", show_date(one.passed, services.zone)},
                         {"note", one.note}}));
    if (one.done) {
      all +=
          paragraph(tr("Answered on {date}: {outcome}",
                       {{"date", show_date(*one.done, services.zone)}, {"outcome", one.outcome}}));
      continue;
    }
    const bool late = one.due < services.clock.now();
    all += el("p", late ? join(tag(tr("Overdue"), Colour::red), " ") : Html(),
              tr("Answer due by {date}.", {{"date", show_date_time(one.due, services.zone)}}));
    all += post(request, path,
                join(hidden_input("passed", one.id.text()),
                     input({.name = "outcome",
                            .label = tr("What did they do?"),
                            .id = "outcome-" + one.id.text()}),
                     button({.text = tr("It is answered"),
                             .look = Look::secondary,
                             .name = "then",
                             .value = "answered"})));
  }
  return all;
}

// The letter in whole and the files with it, exactly as they came: read only.
Html as_it_came(Services& services, const Request& request, const plan::Activity& activity,
                ResponseId id) {
  if (!may(request, Capability::bring_in)) return {};
  const auto kept = services.channels.first_entry(scope_of(request), id);
  if (!kept) return {};  // Erased.
  Html all;
  const std::string whole(questions::answer_to(*kept, listen::whole_question()));
  if (!whole.empty()) all += typed_text(whole);
  std::vector<Html> files;
  for (std::size_t n = 0; n < listen::kOriginalsMax; ++n) {
    const questions::Question asked = listen::original_asked(n);
    const auto file = questions::answer_to(*kept, asked.id);
    if (file.empty()) continue;
    files.push_back(
        link(Href(path_of(activity.id, fmt::format("add/original/{}/{}", id.text(), n))),
             questions::asker_of(asked).shown(asked, file, Words::english())));
  }
  if (!files.empty()) all += bullets(files);
  return all.empty() ? Html() : details({.summary = tr("As it came"), .body = all});
}

Html how_it_came(const Services& services, const listen::ResponseAbout& about) {
  std::vector<SummaryRow> rows;
  const auto row = [&](std::string key, const std::string& value) {
    if (!value.empty()) rows.push_back({std::move(key), typed_text(value)});
  };
  row(tr("Reference"), about.reference);
  row(tr("Channel"), listen::channel_said(about.channel));
  row(tr("Reached us"), show_date(about.received, services.zone));
  if (about.said) row(tr("Said or posted"), show_date(*about.said, services.zone));
  row(tr("From"), about.source);
  if (about.attended > 0) row(tr("People who were there"), said_number(about.attended));
  row(tr("Agreed to on the phone"), about.consent);
  return summary_list(rows);
}

Result<Reply> one_response(Services& services, const Request& request, const Match& match,
                           const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto id = TRY(match.id<ResponseId>("response"));
  const Scope& scope = scope_of(request);
  const auto voices = TRY(services.moderation.voices(scope, id));
  const auto done = TRY(services.moderation.dispositions(scope, id));
  const listen::ResponseAbout about = TRY(services.moderation.about(scope, id));
  if (about.activity != activity.id) return fail(ErrorKind::not_found, "another activity's");
  const std::string& state = about.state;
  const std::string path = response_path(activity.id, id);
  Html body = el("p", state == "quarantined" ? tag(tr("Set aside"), Colour::red)
                      : state == "late"      ? tag(tr("Late"), Colour::yellow)
                      : state == "counted"   ? tag(tr("Counted"), Colour::green)
                                             : tag(tr("Withdrawn"), Colour::grey));
  body += how_it_came(services, about);
  for (const listen::Looked& voice : voices)
    body += voice_card(request, activity, voice, path, true);
  body += as_it_came(services, request, activity, id);
  std::vector<Html> alike;
  for (const listen::Alike& one : TRY(services.moderation.alike(scope, id)))
    alike.push_back(join(link(Href(response_path(activity.id, one.response)),
                              one.reference.empty() ? tr("From a file") : one.reference),
                         text(", " + listen::channel_said(one.channel) + ", " +
                              show_date(one.received, services.zone))));
  if (!alike.empty())
    body += join(heading(2, tr("Perhaps the same person")),
                 paragraph(tr("These have the same words, or the same number or address in them. "
                              "Nothing is merged: two people may send the same letter, and one "
                              "person may answer twice.")),
                 bullets(alike));
  body += heading(2, tr("What to do with it"));
  if (state != "withdrawn")
    body += join(what_to_do(request, path, state, trouble), pass_form(request, path, trouble));
  body += passed_list(services, request, path, TRY(services.moderation.passed(scope, id)));
  std::vector<Html> lines;
  for (const listen::Disposition& each : done)
    lines.push_back(text(disposition_said(each.what) + ", " +
                         show_date_time(each.done, services.zone) +
                         (each.reason.empty() ? "" : ": " + each.reason)));
  if (!lines.empty()) body += join(heading(2, tr("What was done so far")), bullets(lines));
  return show_in(services, request, activity, Tab::responses,
                 {.heading = tr("One response"), .section = Section::said, .body = std::move(body)},
                 trouble);
}

Result<> carried_out(Services& services, const Request& request, const plan::Activity& activity,
                     ResponseId id) {
  const Scope& scope = scope_of(request);
  const std::string_view then = request.field("then"), reason = request.field("reason");
  listen::Moderation& moderation = services.moderation;
  if (then == "set-aside") return moderation.set_aside(scope, id, request.field("why"), reason);
  if (then == "put-back") return moderation.put_back(scope, id, reason);
  if (then == "accept") return moderation.accept_late(scope, id, reason);
  if (then == "leave-out") {
    if (!scope.may(Capability::plan))
      return refuse("The reason is said in public, so somebody who plans this must leave it out.");
    TRY(moderation.leave_out(scope, id, reason));
    // Without a number, and without the words: others may not learn whose it was.
    return services.activities.say(scope, activity.id,
                                   tr("Something that reached us late is not counted: {reason}",
                                      {{"reason", std::string(trimmed(reason))}}));
  }
  if (then == "pass-on") {
    const std::string_view route = request.field("route");
    TRY(moderation.pass_on(scope, id, route, request.field("to"), request.field("note"),
                           listen::due_by(route, services.clock.now())));
    return Done{};
  }
  if (then == "answered") {
    const auto passed = listen::PassedId::parse(request.field("passed"));
    if (!passed) return fail(ErrorKind::not_found, "nothing was passed on");
    return moderation.say_outcome(scope, *passed, request.field("outcome"));
  }
  return ruled(services, request);
}

Result<Reply> do_with_response(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto id = TRY(match.id<ResponseId>("response"));
  const auto done = carried_out(services, request, activity, id);
  if (!done) return one_response(services, request, match, TRY(trouble_of(done.error(), "reason")));
  return see_other(response_path(activity.id, id));
}

}  // namespace

Routes moderate_response_routes(Services& services) {
  constexpr Who kModerators = Who::may(Capability::moderate);
  return {
      {Method::get, "/staff/activities/{activity}/moderate/{response}", kModerators, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return one_response(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/moderate/{response}", kModerators, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return do_with_response(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
