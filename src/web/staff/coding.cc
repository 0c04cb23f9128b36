// Coding: how far it is, what was found, what was flagged, and who else may code.
#include "base/text.h"
#include "partners/partners.h"
#include "web/staff/inside/coders.h"

namespace heed::web::staff {
namespace {

using understand::CodeTree;
using understand::Progress;

constexpr std::int64_t kPercent = 100;

Html how_far(const Progress& progress) {
  const std::int64_t percent =
      progress.voices == 0 ? 0 : progress.read * kPercent / progress.voices;
  std::vector<Figure> shown = {
      {said_number(progress.read), tr_n("of {n} comment read by a person",
                                        "of {n} comments read by a person", progress.voices)},
      {tr("{n}%", {{"n", said_number(percent)}}), tr("read")}};
  if (progress.sample > 0)
    shown.push_back({said_number(progress.coded_twice),
                     tr_n("of {n} in the sample coded twice", "of {n} in the sample coded twice",
                          progress.sample)});
  return figures(shown);
}

Html found(const CodeTree& tree, const std::vector<understand::CodeCount>& counts) {
  if (counts.empty()) return {};
  std::vector<std::vector<Html>> rows;
  for (const auto& each : counts)
    rows.push_back({text(full_name(tree, each.code)), text(said_number(each.voices)),
                    text(said_number(each.responses)), text(said_number(each.supports)),
                    text(said_number(each.against)), text(said_number(each.mixed))});
  return table({.caption = tr("What has been coded so far"),
                .columns = {{tr("Code")},
                            {tr("Comments"), true},
                            {tr("Responses"), true},
                            {tr("For"), true},
                            {tr("Against"), true},
                            {tr("Mixed"), true}},
                .rows = std::move(rows)});
}

Html proposals(const Request& request, const Coder& coder, bool shown) {
  const Html said = shown
                        ? paragraph(tr("Coders see what a machine proposes, labelled as proposed."))
                        : paragraph(tr("Coders do not see what a machine proposes."));
  const bool formal = coder.activity.details.kind == plan::ActivityKind::formal_consultation;
  return join(
      heading(2, tr("Machine proposals")), said,
      formal ? paragraph(tr("They are off for a formal consultation unless somebody turns them on, "
                            "and that is kept with a name."))
             : Html(),
      post(request, coding_path(coder.activity, "proposals"),
           join(hidden_input("shown", shown ? "no" : "yes"),
                button({.text = shown ? tr("Turn proposals off") : tr("Turn proposals on"),
                        .look = Look::secondary}))));
}

Result<Reply> coding_overview(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const ActivityId id = coder.activity.id;
  const Progress progress = TRY(services.coding.progress(coder.scope, id));
  const CodeTree tree = TRY(services.frames.tree(coder.scope, id));
  const auto counts = TRY(services.coding.counts(coder.scope, id));
  const auto next = TRY(services.coding.next(coder.scope, id, 0));
  Html body = how_far(progress);
  if (tree.codes.empty())
    body += inset_text(
        paragraph(tr("There are no codes yet. Make some first, by hand or from the themes.")));
  else if (next)
    body += link_button({.text = progress.read == 0 ? tr("Read the first") : tr("Read the next"),
                         .href = Href(coding_path(coder.activity, "next"))});
  else
    body += inset_text(paragraph(tr("Nothing waits for you. Every comment has been read.")));
  std::vector<Html> links = {
      link(Href(coding_path(coder.activity, "frame")), tr("Codes and what they mean")),
      join(link(Href(coding_path(coder.activity, "agreement")), tr("How well two readers agree")),
           progress.differ > 0 ? text(tr_n(" ({n} to settle)", " ({n} to settle)", progress.differ))
                               : Html()),
      link(Href(coding_path(coder.activity, "flagged")), tr("What was flagged")),
      link(Href(coding_path(coder.activity, "file")), tr("Coding done elsewhere"))};
  if (!coder.outside) {
    links.push_back(
        link(Href(coding_path(coder.activity, "groups")), tr("Codes by organisation or group")));
    links.push_back(
        link(Href(coding_path(coder.activity, "campaigns")), tr("Campaigns and petitions")));
    if (may(request, Capability::manage_people))
      links.push_back(link(Href(coding_path(coder.activity, "workspace")), tr("Outside analysts")));
  }
  body += bullets(links);
  body += found(tree, counts);
  if (!coder.outside) body += proposals(request, coder, progress.proposals);
  return show_coding(services, request, coder, {.heading = tr("Coding"), .body = std::move(body)});
}

Result<Reply> flagged(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto all = TRY(services.coding.flagged(coder.scope, coder.activity.id));
  Html body;
  for (const understand::Flag flag : understand::kFlags) {
    Html under;
    for (const auto& each : all) {
      if (each.flag.flag != flag) continue;
      under += join(quote({.words = each.words,
                           .source = each.flag.value.empty()
                                         ? tr("Marked by {who}", {{"who", each.by}})
                                         : tr("Marked by {who}: {note}",
                                              {{"who", each.by}, {"note", each.flag.value}})}),
                    el("p",
                       link(Href(coding_path(coder.activity, "voices/" + each.voice.text())),
                            tr("Read it where it stands")),
                       may(request, Capability::approve_finding)
                           ? join(" – ", link(Href(path_of(coder.activity.id,
                                                           "response/point/" + each.voice.text())),
                                              tr("Make it a finding by itself")))
                           : Html()));
    }
    if (!under.empty()) body += join(heading(2, understand::words_for(flag)), under);
  }
  if (body.empty()) body = paragraph(tr("Nothing has been flagged yet."));
  return show_coding(services, request, coder,
                     {.heading = tr("What was flagged"), .body = std::move(body)});
}

// Charted by the organisation, ward or team that a response is about, for who may read the text.
Result<Reply> groups(Services& services, const Request& request, const Match& match) {
  constexpr std::size_t kChartsMax = 40;
  const Coder coder = TRY(coder_of(services, request, match));
  if (coder.outside) return fail(ErrorKind::not_found, "an outside analyst sees no groups");
  const CodeTree tree = TRY(services.frames.tree(coder.scope, coder.activity.id));
  const auto counts = TRY(services.coding.by_grouping(coder.scope, coder.activity.id));
  std::map<std::string, std::vector<std::pair<std::int64_t, understand::CodeId>>> by_group;
  for (const auto& each : counts) by_group[each.grouping].emplace_back(each.voices, each.code);
  Html body;
  std::size_t drawn = 0;
  for (auto& [group, codes] : by_group) {
    if (drawn++ == kChartsMax) {
      body += paragraph(tr("More groups than fit on a page. The rest is in the spreadsheet."));
      break;
    }
    std::sort(codes.begin(), codes.end(), std::greater<>());
    const std::string name = group.empty() ? tr("No group given") : group;
    Bars chart{.title = name, .label_heading = tr("Code"), .value_heading = tr("Comments")};
    for (const auto& [voices, code] : codes)
      chart.bars.push_back(
          {.label = full_name(tree, code),
           .value = said_number(voices),
           .width = static_cast<double>(voices) / static_cast<double>(codes.front().first)});
    body += join(heading(2, name), bars(chart));
  }
  if (body.empty()) body = paragraph(tr("Nothing has been coded yet."));
  return show_coding(services, request, coder,
                     {.heading = tr("Codes by organisation or group"), .body = std::move(body)});
}

Result<Reply> sent_to_me(Services& services, const Request& request) {
  Html body;
  for (const auto& each : TRY(services.coding.sent_to(scope_of(request))))
    body +=
        quote({.words = each.words,
               .source = tr("Sent to you by {who} on {when}",
                            {{"who", each.by}, {"when", show_date(each.when, services.zone)}})});
  if (body.empty()) body = paragraph(tr("Nobody has sent you a comment."));
  return show(services, request,
              {.heading = tr("Comments sent to you"),
               .section = Section::said,
               .body = join(paragraph(tr("Somebody said this where it was not asked, and it "
                                         "concerns your work.")),
                            body)});
}

Result<Reply> my_workspaces(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.coding.my_workspaces(scope_of(request))))
    rows.push_back({link(Href(path_of(each.activity, "coding")), each.title),
                    text(show_date(each.ends, services.zone)), text(each.agreement)});
  return show(services, request,
              {.heading = tr("Your workspaces"),
               .section = Section::said,
               .body = table({.caption = tr("Comments you were asked to code"),
                              .columns = {{tr("Activity")}, {tr("Until")}, {tr("Agreement")}},
                              .rows = std::move(rows),
                              .when_empty = tr("Nobody has asked you to code anything.")})});
}

Result<Reply> workspace_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  std::vector<std::vector<Html>> rows;
  for (const auto& each : TRY(services.coding.workspaces(scope_of(request), activity.id)))
    rows.push_back(
        {text(each.person_name), text(show_date(each.ends, services.zone)), text(each.agreement)});
  std::vector<Option> people;
  for (const auto& each : TRY(services.partners.people(scope_of(request))))
    if (each.active)
      people.push_back({.value = each.id.text(),
                        .label = each.name,
                        .chosen = each.id.text() == typed(request, "person")});
  return show_in(
      services, request, activity, Tab::themes,
      {.heading = tr("Outside analysts"),
       .section = Section::said,
       .body = join(
           paragraph(tr("Somebody from outside reads and codes the comments of this activity until "
                        "a date. They see the words and the question; no channel, no area, no "
                        "date, nobody's address.")),
           paragraph(tr("Tell them to sign in and open {address}.",
                        {{"address", services.public_origin + "/staff/workspaces"}})),
           table({.caption = tr("Who may code from outside"),
                  .columns = {{tr("Person")}, {tr("Until")}, {tr("Agreement")}},
                  .rows = std::move(rows),
                  .when_empty = tr("Nobody yet.")}),
           post(request, coding_path(activity, "workspace"),
                join(select({.name = "person", .label = tr("Person"), .options = people}),
                     input({.name = "agreement",
                            .label = tr("Data processing agreement"),
                            .hint = tr("Its name and date, so that it can be found."),
                            .error = trouble.about("agreement"),
                            .value = typed(request, "agreement")}),
                     date({.name = "ends",
                           .label = tr("Until"),
                           .hint = tr("Such as 31 March 2027. After this day they see nothing."),
                           .error = trouble.about("ends"),
                           .value = typed(request, "ends")}),
                     checkboxes(
                         {.name = "download",
                          .legend = tr("May they take the comments away?"),
                          .options = {{.value = "yes",
                                       .label = tr("They may download the words as a file, as "
                                                   "the agreement says"),
                                       .chosen = typed(request, "download") == "yes"}},
                          .small = true}),
                     button({.text = tr("Open the workspace")}))))},
      trouble);
}

Result<Reply> open_workspace(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  Trouble trouble;
  const auto person = PersonId::parse(request.field("person"));
  if (!person) trouble.add("person", tr("Choose a person."));
  const auto day = read_date(request.field("ends"), services.zone);
  if (!day) trouble.add("ends", tr("Give the last day, such as 31 March 2027."));
  if (trouble.any()) return workspace_page(services, request, match, trouble);
  const TimeMs ends =
      TRY(from_local_date(iso_date(*day, services.zone), services.zone, DayEdge::end));
  const auto noted = services.coding.note_workspace(
      scope_of(request), id, *person, request.field("agreement"), ends,
      request.signed_in().person_name, request.field("download") == "yes");
  if (!noted)
    return workspace_page(services, request, match, TRY(trouble_of(noted.error(), "agreement")));
  TRY(services.partners.grant(scope_of(request),
                              {.person = *person,
                               .activity = id,
                               .capabilities = static_cast<std::uint32_t>(Capability::code) |
                                               static_cast<std::uint32_t>(Capability::read_text),
                               .expires = ends}));
  return see_other(path_of(id, "coding/workspace"));
}

Result<Reply> set_proposals(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  TRY(services.coding.show_proposals(coder.scope, coder.activity.id,
                                     request.field("shown") == "yes",
                                     request.signed_in().person_name));
  return see_other(coding_path(coder.activity));
}

}  // namespace

Routes coding_routes(Services& services) {
  using Show = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto answer = [&services](Show show_page) {
    return [&services, show_page](const Request& request, const Match& match) {
      return show_page(services, request, match);
    };
  };
  const std::string at = "/staff/activities/{activity}/coding";
  return {
      {Method::get, at, Who::signed_in, Limit::no_body, Safety::safe, answer(coding_overview)},
      {Method::get, at + "/flagged", Who::signed_in, Limit::no_body, Safety::safe, answer(flagged)},
      {Method::get, at + "/groups", Who::signed_in, Limit::no_body, Safety::safe, answer(groups)},
      {Method::post, at + "/proposals", Who::may(Capability::code), Limit::form, Safety::csrf_token,
       answer(set_proposals)},
      {Method::get, at + "/workspace", Who::may(Capability::manage_people), Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return workspace_page(services, request, match);
       }},
      {Method::post, at + "/workspace", Who::may(Capability::manage_people), Limit::form,
       Safety::csrf_token, answer(open_workspace)},
      {Method::get, "/staff/workspaces", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return my_workspaces(services, request);
       }},
      {Method::get, "/staff/sent-to-me", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return sent_to_me(services, request); }},
  };
}

}  // namespace heed::web::staff
