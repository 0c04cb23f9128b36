// What people said: every comment of one activity, a page at a time; and the list of activities.
#include "listen/voices.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

constexpr std::int64_t kResponsesOnAPage = 50;

std::string source_of(const listen::Voice& voice, const std::string& zone) {
  std::string source;
  const auto add = [&](std::string_view part) {
    if (part.empty()) return;
    if (!source.empty()) source += " · ";
    source += part;
  };
  add(listen::channel_said(voice.channel));
  if (voice.sort == listen::Sort::view) add(tr("a view"));
  if (voice.sort == listen::Sort::experience) add(tr("an experience"));
  if (voice.group) {
    const listen::Group& group = *voice.group;
    add(group.name.empty() ? tr("for a group") : tr("for {name}", {{"name", group.name}}));
    if (!group.size.empty()) add(tr("speaks for {n} people", {{"n", group.size}}));
    if (!group.how_asked.empty()) add(tr("asked by: {how}", {{"how", group.how_asked}}));
  }
  add(voice.grouping);
  if (voice.said) add(show_date(*voice.said, zone));
  add(voice.may_quote ? tr("agreed to be quoted") : tr("not to be quoted"));
  return source;
}

Result<Reply> responses_page(Services& services, const Request& request, const Match& match) {
  const Activity activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Responses"), .section = Section::said};
  if (!may(request, Capability::read_text)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::responses, std::move(page));
  }
  const std::string containing(request.asked("containing"));
  const std::int64_t at = page_asked(request);
  const std::string sort(request.asked("sort")), from(request.asked("from"));
  listen::VoiceFilter filter{.containing = containing};
  if (const listen::Sort wanted = listen::sort_named(sort); wanted != listen::Sort::unsaid)
    filter.sort = wanted;
  if (from == "group" || from == "person") filter.of_group = from == "group";
  const auto found = TRY(services.voices.page(
      scope_of(request), activity.id, (at - 1) * kResponsesOnAPage, kResponsesOnAPage, filter));
  const std::string path = path_of(activity.id, "responses");
  const auto option = [](std::string value, std::string label, const std::string& chosen) {
    return Option{.value = value, .label = std::move(label), .chosen = value == chosen};
  };
  page.body =
      form({.action = Href(path),
            .body = join(
                input({.name = "containing",
                       .label = tr("Show comments containing"),
                       .value = containing,
                       .width = 20}),
                select({.name = "sort",
                        .label = tr("Views or experiences"),
                        .options = {option("", tr("Both"), sort), option("view", tr("Views"), sort),
                                    option("experience", tr("Experiences"), sort)}}),
                select({.name = "from",
                        .label = tr("Said for themselves or for a group"),
                        .options = {option("", tr("Both"), from),
                                    option("person", tr("For themselves"), from),
                                    option("group", tr("For a group"), from)}}),
                button({.text = tr("Show"), .look = Look::secondary})),
            .get = true});
  page.body += paragraph(tr_n("{n} comment", "{n} comments", found.total));
  if (may(request, Capability::bring_in) && activity.state != ActivityState::draft)
    page.body +=
        el("p", link(Href(path_of(activity.id, "add")), tr("Add a letter, call or event")));
  if (may(request, Capability::export_data))
    page.body += el("p", link(Href(path_of(activity.id, "export")), tr("Download responses")));
  if (may(request, Capability::moderate))
    page.body += el("p", link(Href(path_of(activity.id, "moderate")), tr("Moderate")));
  const bool narrowed = !containing.empty() || filter.sort || filter.of_group;
  if (found.total == 0 && !narrowed) page.body += paragraph(tr("Nobody has said anything yet."));
  std::string question;
  for (const listen::Voice& voice : found.voices) {
    if (voice.question != question) page.body += heading(2, question = voice.question, Size::s);
    page.body += quote({.words = voice.words, .source = source_of(voice, services.zone)});
    if (may(request, Capability::moderate))
      page.body += el("p", link(Href(path_of(activity.id, "moderate/" + voice.response.text())),
                                tr("Look after this response")));
  }
  page.body += pagination(
      {.page = static_cast<std::uint64_t>(at),
       .pages =
           static_cast<std::uint64_t>((found.total + kResponsesOnAPage - 1) / kResponsesOnAPage),
       .path = narrowed
                   ? Href(path, {{"containing", containing}, {"sort", sort}, {"from", from}}).str()
                   : path});
  return show_in(services, request, activity, Tab::responses, std::move(page));
}

Result<Reply> said_page(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const Activity& each : TRY(services.activities.list(scope_of(request)))) {
    if (each.state == ActivityState::draft) continue;
    std::string responses = "–", comments = "–";
    if (may(request, Capability::read_text)) {
      const auto counts = TRY(services.voices.counts(scope_of(request), each.id));
      responses = said_number(counts.counted);
      comments = said_number(counts.voices);
    }
    rows.push_back({link(Href(path_of(each.id, "responses")), each.details.title),
                    state_tag(each.state), text(responses), text(comments)});
  }
  Html start;
  if (may(request, Capability::bring_in))
    start = link_button({.text = tr("Bring in responses"), .href = Href("/staff/bring-in")});
  return show(services, request,
              {.heading = tr("What people said"),
               .section = Section::said,
               .body = join(start, table({.caption = tr("Activities with responses"),
                                          .columns = {{tr("Activity")},
                                                      {tr("State")},
                                                      {tr("Responses"), true},
                                                      {tr("Comments"), true}},
                                          .rows = std::move(rows),
                                          .when_empty = tr("No responses yet.")}))});
}

}  // namespace

Routes responses_routes(Services& services) {
  return {
      {Method::get, "/staff/said", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) { return said_page(services, request); }},
      {Method::get, "/staff/activities/{activity}/responses", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return responses_page(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
