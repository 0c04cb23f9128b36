// Meetings: the bodies that decide, when they meet, their public notice, agenda and papers.
#include "base/text.h"
#include "decide/governance.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using decide::Body;
using decide::BodyId;
using decide::Meeting;
using decide::MeetingId;

std::string meeting_path(MeetingId id, std::string_view more = "") {
  return fmt::format("/staff/meetings/{}{}", id.text(), more);
}

std::vector<Option> body_options(const std::vector<Body>& bodies, std::string_view chosen) {
  std::vector<Option> options;
  for (const Body& each : bodies)
    if (!each.ends)
      options.push_back(
          {.value = each.id.text(), .label = each.name, .chosen = each.id.text() == chosen});
  return options;
}

Html body_form(const Request& request, const Trouble& trouble) {
  return details(
      {.summary = tr("Add a board, committee or group"),
       .body = post(
           request, "/staff/meetings/bodies",
           join(input({.name = "name",
                       .label = tr("Name"),
                       .error = trouble.about("name"),
                       .value = typed(request, "name")}),
                radios(
                    {.name = "kind",
                     .legend = tr("What it is"),
                     .options = {{.value = "board", .label = tr("Board")},
                                 {.value = "committee", .label = tr("Committee")},
                                 {.value = "group", .label = tr("Working group"), .chosen = true}},
                     .small = true}),
                button({.text = tr("Add it"), .look = Look::secondary}))),
       .open = request.has_field("kind") && trouble.any()});
}

Html meeting_form(const Request& request, const std::vector<Body>& bodies, const Trouble& trouble) {
  if (bodies.empty()) return paragraph(tr("Add the body that meets first."));
  const bool closed = typed(request, "public") == "no";
  return join(
      heading(2, tr("Plan a meeting")),
      post(request, "/staff/meetings",
           join(select({.name = "body",
                        .label = tr("Who meets"),
                        .error = trouble.about("body"),
                        .options = body_options(bodies, typed(request, "body"))}),
                date({.name = "held",
                      .label = tr("When"),
                      .hint = tr("Such as 12 May 2026 14:00."),
                      .error = trouble.about("held"),
                      .value = typed(request, "held")}),
                input({.name = "place", .label = tr("Where"), .value = typed(request, "place")}),
                radios({.name = "public",
                        .legend = tr("May the public watch?"),
                        .options = {{.value = "yes", .label = tr("Yes"), .chosen = !closed},
                                    {.value = "no",
                                     .label = tr("No"),
                                     .chosen = closed,
                                     .more = input({.name = "closed_reason",
                                                    .label = tr("Why not"),
                                                    .hint = tr("This is published."),
                                                    .error = trouble.about("closed_reason"),
                                                    .value = typed(request, "closed_reason")})}}}),
                button({.text = tr("Plan the meeting")}))));
}

Result<Reply> meetings_page(Services& services, const Request& request,
                            const Trouble& trouble = {}) {
  const auto bodies = TRY(services.governance.bodies(scope_of(request)));
  std::vector<std::vector<Html>> rows;
  for (const Meeting& each : TRY(services.governance.meetings(scope_of(request))))
    rows.push_back({link(Href(meeting_path(each.id)), each.body_name),
                    text(show_date_time(each.details.held, services.zone)),
                    each.details.in_public ? tag(tr("In public"), Colour::green)
                                           : tag(tr("Not in public"), Colour::orange),
                    each.notice ? text(show_date(*each.notice, services.zone))
                                : tag(tr("No notice yet"), Colour::red)});
  Html body = table({.caption = tr("Meetings"),
                     .columns = {{tr("Who")}, {tr("When")}, {tr("Public")}, {tr("Notice")}},
                     .rows = std::move(rows),
                     .when_empty = tr("No meeting is planned.")});
  if (may(request, Capability::record_decision))
    body += join(meeting_form(request, bodies, trouble), body_form(request, trouble));
  return show(services, request,
              {.heading = tr("Meetings and decisions"),
               .section = Section::response,
               .body = std::move(body)},
              trouble);
}

Html item_form(Services& services, const Request& request, const Meeting& meeting,
               const std::vector<plan::Activity>& activities, const Trouble& trouble) {
  (void)services;
  std::vector<Option> options = {{.value = "", .label = tr("None")}};
  for (const auto& each : activities)
    options.push_back({.value = each.id.text(),
                       .label = each.details.title,
                       .chosen = each.id.text() == typed(request, "activity")});
  return join(
      heading(2, tr("Add a paper")),
      post(request, meeting_path(meeting.id, "/papers"),
           join(input({.name = "title",
                       .label = tr("Title"),
                       .error = trouble.about("title"),
                       .value = typed(request, "title")}),
                select({.name = "activity",
                        .label = tr("About which activity"),
                        .hint = tr("Its findings, our response and the equality adviser’s view go "
                                   "with the paper."),
                        .options = std::move(options)}),
                textarea({.name = "asked",
                          .label = tr("What the meeting is asked to do"),
                          .value = typed(request, "asked"),
                          .rows = 3}),
                textarea({.name = "voice_section",
                          .label = tr("What people said"),
                          .hint = tr("No paper goes to a meeting without this."),
                          .error = trouble.about("voice_section"),
                          .value = typed(request, "voice_section"),
                          .rows = 5}),
                button({.text = tr("Add the paper")}))));
}

Result<Reply> meeting_page(Services& services, const Request& request, const Match& match,
                           const Trouble& trouble = {}) {
  const auto id = TRY(match.id<MeetingId>("meeting"));
  const Meeting meeting = TRY(services.governance.meeting(scope_of(request), id));
  const std::string version = std::to_string(meeting.version);
  Html body = summary_list(
      {{.key = tr("When"), .value = text(show_date_time(meeting.details.held, services.zone))},
       {.key = tr("Where"), .value = text(meeting.details.place)},
       {.key = tr("Public"),
        .value = text(meeting.details.in_public
                          ? tr("The public may watch")
                          : tr("Not in public: {why}", {{"why", meeting.details.closed_reason}}))},
       {.key = tr("Notice"),
        .value = text(meeting.notice ? tr("Published on {date}",
                                          {{"date", show_date(*meeting.notice, services.zone)}})
                                     : tr("Not published yet"))}});
  if (!meeting.notice && may(request, Capability::record_decision))
    body +=
        post(request, meeting_path(id, "/notice"),
             join(hidden_input("version", version), button({.text = tr("Publish the notice")})));
  body += heading(2, tr("Agenda"));
  std::vector<Html> papers;
  for (const auto& item : meeting.items) {
    Html line = text(item.title);
    if (!item.activity.is_null() && may(request, Capability::read_findings))
      line = link(Href(meeting_path(id, fmt::format("/papers/{}", item.number))), item.title);
    papers.push_back(join(line, item.asked.empty() ? Html() : text(" – " + item.asked)));
  }
  body += papers.empty() ? paragraph(tr("No paper yet.")) : numbered(papers);
  if (may(request, Capability::read_findings)) {
    std::vector<std::vector<Html>> rows;
    for (const auto& each : TRY(services.governance.readers(scope_of(request), id)))
      rows.push_back({text(each.person), text(std::to_string(each.item)),
                      text(show_date_time(each.when, services.zone)),
                      text(shortened(each.pack_hash, 12))});
    body += table({.caption = tr("Who has read what"),
                   .columns = {{tr("Who")}, {tr("Paper"), true}, {tr("When")}, {tr("Version")}},
                   .rows = std::move(rows),
                   .when_empty = tr("Nobody has said that they read it yet.")});
  }
  if (may(request, Capability::record_decision)) {
    body += item_form(services, request, meeting, TRY(services.activities.list(scope_of(request))),
                      trouble);
    body += join(heading(2, tr("Minutes")),
                 post(request, meeting_path(id, "/minutes"),
                      join(hidden_input("version", version),
                           textarea({.name = "minutes",
                                     .label = tr("What was said and settled"),
                                     .error = trouble.about("minutes"),
                                     .value = typed(request, "minutes", meeting.minutes),
                                     .rows = 5}),
                           button({.text = tr("Save"), .look = Look::secondary}))));
  }
  return show(services, request,
              {.heading = meeting.body_name,
               .caption = show_date(meeting.details.held, services.zone),
               .section = Section::response,
               .breadcrumb = {{tr("Today"), Href("/staff")},
                              {tr("Meetings and decisions"), Href("/staff/meetings")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> add_body(Services& services, const Request& request) {
  const auto done =
      services.governance.add_body(scope_of(request), request.field("name"), request.field("kind"));
  if (!done) return meetings_page(services, request, TRY(trouble_of(done.error(), "name")));
  return see_other("/staff/meetings");
}

Result<Reply> plan_one(Services& services, const Request& request) {
  const auto held = read_date(request.field("held"), services.zone);
  if (!held) {
    Trouble trouble;
    trouble.add("held", tr("Give the day and time, such as 12 May 2026 14:00."));
    return meetings_page(services, request, trouble);
  }
  const auto done = services.governance.plan_meeting(
      scope_of(request), {.body = BodyId::parse(request.field("body")).value_or(BodyId{}),
                          .held = *held,
                          .place = std::string(request.field("place")),
                          .in_public = request.field("public") != "no",
                          .closed_reason = std::string(request.field("closed_reason"))});
  if (!done) {
    const bool closed = request.field("public") == "no";
    return meetings_page(services, request,
                         TRY(trouble_of(done.error(), closed ? "closed_reason" : "body")));
  }
  return see_other(meeting_path(*done));
}

Result<Reply> notice(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<MeetingId>("meeting"));
  const auto done = services.governance.publish_notice(
      scope_of(request), id, whole_number(request.field("version")).value_or(-1));
  if (!done) return meeting_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(meeting_path(id));
}

Result<Reply> minutes(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<MeetingId>("meeting"));
  const auto done = services.governance.keep_minutes(
      scope_of(request), id, whole_number(request.field("version")).value_or(-1),
      request.field("minutes"));
  if (!done)
    return meeting_page(services, request, match, TRY(trouble_of(done.error(), "minutes")));
  return see_other(meeting_path(id));
}

Result<Reply> add_paper(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<MeetingId>("meeting"));
  const auto done = services.governance.add_item(
      scope_of(request), id,
      {.activity = ActivityId::parse(request.field("activity")).value_or(ActivityId{}),
       .title = std::string(request.field("title")),
       .asked = std::string(request.field("asked")),
       .voice_section = std::string(request.field("voice_section"))},
      request.signed_in().person_name);
  if (!done) {
    const bool untitled = trimmed(request.field("title")).empty();
    return meeting_page(services, request, match,
                        TRY(trouble_of(done.error(), untitled ? "title" : "voice_section")));
  }
  return see_other(meeting_path(id));
}

}  // namespace

Routes meeting_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto record = [&services](std::string pattern, Do run) {
    return Route{Method::post,
                 "/staff/meetings" + pattern,
                 Who::may(Capability::record_decision),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  return {
      {Method::get, "/staff/meetings", Who::may(Capability::read_summary), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match&) {
         return meetings_page(services, request);
       }},
      {Method::get, "/staff/meetings/{meeting}", Who::may(Capability::read_summary), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return meeting_page(services, request, match);
       }},
      record("", [](Services& s, const Request& r, const Match&) { return plan_one(s, r); }),
      record("/bodies", [](Services& s, const Request& r, const Match&) { return add_body(s, r); }),
      record("/{meeting}/notice", notice),
      record("/{meeting}/minutes", minutes),
      record("/{meeting}/papers", add_paper),
  };
}

}  // namespace heed::web::staff
