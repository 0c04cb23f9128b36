// Council scrutiny of one activity: which committee, both dates, what it said, disagreement.
#include "decide/scrutiny.h"

#include "base/text.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using decide::ScrutinyId;
using decide::ScrutinyItem;
using decide::ScrutinyKind;

constexpr std::array kSaid = {ScrutinyKind::view, ScrutinyKind::comment,
                              ScrutinyKind::recommendation, ScrutinyKind::disagreement,
                              ScrutinyKind::step};

std::string shown(const std::optional<TimeMs>& time, const std::string& zone) {
  return time ? show_date(*time, zone) : tr("Not said yet");
}

// A date as typed; nothing for an empty box, and a mistake for one that is no date.
std::optional<TimeMs> due_date_typed(const Request& request, const std::string& field,
                                     const std::string& zone, Trouble& trouble) {
  const std::string typed_date = typed(request, field);
  if (trimmed(typed_date).empty()) return std::nullopt;
  const auto date = read_date(typed_date, zone);
  if (date) return *date;
  trouble.add(field, tr("Give a date, such as 12 May 2026."));
  return std::nullopt;
}

// Its own id: several councils stand on one page.
Html date_box(const Request& request, const std::string& name, std::string label,
              const std::optional<TimeMs>& now, const ScrutinyItem& item, const std::string& zone,
              const Trouble& trouble) {
  return input({.name = name,
                .label = std::move(label),
                .hint = tr("Such as 12 May 2026."),
                .error = trouble.about(name),
                .value = typed(request, name, now ? show_date(*now, zone) : ""),
                .id = name + "-" + item.id.text(),
                .width = 20});
}

Html one_council(const Services& services, const Request& request, ActivityId activity,
                 const ScrutinyItem& item, const Trouble& trouble) {
  const std::string& zone = services.zone;
  const std::string path = path_of(activity, "scrutiny/" + item.id.text());
  std::vector<Html> lines;
  for (const auto& event : item.events)
    lines.push_back(join(el("strong", decide::words_for(event.kind)), ", ",
                         event.by_council ? tr("the council") : tr("us"), ", ", event.person, ", ",
                         show_date(event.said, zone), ": ", event.words));
  Html all =
      join(heading(2, item.details.authority),
           summary_list(
               {{.key = tr("Committee"), .value = text(item.details.committee)},
                {.key = tr("Comments due"), .value = text(shown(item.details.comments_due, zone))},
                {.key = tr("To be decided"), .value = text(shown(item.details.decision_due, zone))},
                {.key = tr("Dates made public"), .value = text(shown(item.published, zone))}}),
           lines.empty() ? paragraph(tr("Nothing has been said yet.")) : bullets(lines));
  if (!may(request, Capability::record_decision)) return all;
  if (!item.published)
    all += post(request, path + "/publish",
                button({.text = tr("Make both dates public"), .look = Look::secondary}));
  all +=
      details({.summary = tr("Change the dates"),
               .body = post(request, path + "/dates",
                            join(hidden_input("version", std::to_string(item.version)),
                                 date_box(request, "comments_due", tr("Comments due"),
                                          item.details.comments_due, item, zone, trouble),
                                 date_box(request, "decision_due", tr("To be decided"),
                                          item.details.decision_due, item, zone, trouble),
                                 input({.name = "why",
                                        .label = tr("Why"),
                                        .hint = tr("The council and the public are told."),
                                        .error = trouble.about("why"),
                                        .value = typed(request, "why")}),
                                 button({.text = tr("Keep the dates"), .look = Look::secondary}))),
               .open = request.has_field("why"),
               .id = "dates-" + item.id.text()});
  std::vector<Option> kinds;
  for (const ScrutinyKind kind : kSaid)
    kinds.push_back({.value = std::string(decide::name_of(kind)),
                     .label = std::string(decide::words_for(kind))});
  all += details(
      {.summary = tr("Write down what was said"),
       .body = post(
           request, path + "/say",
           join(
               select({.name = "kind",
                       .label = tr("What it is"),
                       .options = std::move(kinds),
                       .id = "kind-" + item.id.text()}),
               radios({.name = "who",
                       .legend = tr("Who said it"),
                       .options = {{.value = "council", .label = tr("The council"), .chosen = true},
                                   {.value = "us", .label = tr("Us")}},
                       .inline_options = true,
                       .small = true,
                       .id = "who-" + item.id.text()}),
               textarea({.name = "words",
                         .label = tr("In their words"),
                         .error = trouble.about("words"),
                         .value = typed(request, "words"),
                         .id = "words-" + item.id.text(),
                         .rows = 3}),
               button({.text = tr("Write it down"), .look = Look::secondary}))),
       .open = request.has_field("words"),
       .id = "say-" + item.id.text()});
  return all;
}

Result<Reply> scrutiny_page(Services& services, const Request& request, const Match& match,
                            const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  Html body =
      paragraph(tr("Since January 2024 councils cannot refer a proposal to the Secretary of "
                   "State; anyone may ask for it to be called in."));
  const auto items = TRY(services.scrutiny.items(scope_of(request), activity.id));
  for (const ScrutinyItem& item : items)
    body += one_council(services, request, activity.id, item, trouble);
  if (may(request, Capability::record_decision))
    body += join(
        heading(2, tr("A council to ask")),
        post(request, path_of(activity.id, "scrutiny"),
             join(input({.name = "authority",
                         .label = tr("Council"),
                         .error = trouble.about("authority"),
                         .value = typed(request, "authority")}),
                  input({.name = "committee",
                         .label = tr("Committee"),
                         .value = typed(request, "committee")}),
                  checkboxes({.name = "joint",
                              .legend = tr("Several councils"),
                              .options = {{.value = "yes",
                                           .label = tr("A joint committee: only it comments")}},
                              .small = true}),
                  button({.text = tr("Add it")}))));
  return show_in(
      services, request, activity, Tab::response,
      {.heading = tr("Council scrutiny"), .section = Section::response, .body = std::move(body)},
      trouble);
}

Result<Reply> add_council(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.scrutiny.start(scope_of(request), id,
                                            {.authority = std::string(request.field("authority")),
                                             .committee = std::string(request.field("committee")),
                                             .joint = request.field("joint") == "yes"});
  if (!done)
    return scrutiny_page(services, request, match, TRY(trouble_of(done.error(), "authority")));
  return see_other(path_of(id, "scrutiny"));
}

Result<Reply> set_dates(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  Trouble trouble;
  const auto comments = due_date_typed(request, "comments_due", services.zone, trouble);
  const auto decided = due_date_typed(request, "decision_due", services.zone, trouble);
  if (trouble.any()) return scrutiny_page(services, request, match, trouble);
  const auto done =
      services.scrutiny.set_dates(scope_of(request), TRY(match.id<ScrutinyId>("item")),
                                  whole_number(request.field("version")).value_or(-1), comments,
                                  decided, request.field("why"), request.signed_in().person_name);
  if (!done) return scrutiny_page(services, request, match, TRY(trouble_of(done.error(), "why")));
  return see_other(path_of(id, "scrutiny"));
}

Result<Reply> publish_dates(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done =
      services.scrutiny.publish_dates(scope_of(request), TRY(match.id<ScrutinyId>("item")));
  if (!done) return scrutiny_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(path_of(id, "scrutiny"));
}

Result<Reply> say_to_council(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.scrutiny.say(
      scope_of(request), TRY(match.id<ScrutinyId>("item")),
      decide::scrutiny_kind_named(request.field("kind")).value_or(ScrutinyKind::comment),
      request.field("words"), request.field("who") != "us", request.signed_in().person_name);
  if (!done) return scrutiny_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(path_of(id, "scrutiny"));
}

}  // namespace

Routes scrutiny_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const std::string at = "/staff/activities/{activity}/scrutiny";
  const auto record = [&](std::string more, Do run) {
    return Route{Method::post,
                 at + more,
                 Who::may(Capability::record_decision),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  return {{Method::get, at, Who::may(Capability::read_summary), Limit::no_body, Safety::safe,
           [&services](const Request& request, const Match& match) {
             return scrutiny_page(services, request, match);
           }},
          record("", add_council),
          record("/{item}/dates", set_dates),
          record("/{item}/publish", publish_dates),
          record("/{item}/say", say_to_council)};
}

}  // namespace heed::web::staff
