// What people said: every comment of one activity, a page at a time; and the list of activities.
#include "listen/voices.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::ActivityState;

constexpr std::int64_t kOnAPage = 50;

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
  add(voice.grouping);
  if (voice.said) add(show_date(*voice.said, zone));
  add(voice.may_quote ? tr("agreed to be quoted") : tr("not to be quoted"));
  return source;
}

Result<Reply> responses(Services& services, const Request& request, const Match& match) {
  const Activity activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Responses"), .section = Section::said};
  if (!may(request, Capability::read_text)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::responses, std::move(page));
  }
  const std::string containing(request.asked("containing"));
  const std::int64_t at = page_asked(request);
  const std::string sort(request.asked("sort"));
  const listen::Sort wanted = listen::sort_named(sort);
  const auto found = TRY(services.voices.page(
      scope_of(request), activity.id, (at - 1) * kOnAPage, kOnAPage, containing,
      wanted == listen::Sort::unsaid ? std::nullopt : std::optional(wanted)));
  const std::string path = path_of(activity.id, "responses");
  page.body =
      form({.action = Href(path),
            .body = join(input({.name = "containing",
                                .label = tr("Show comments containing"),
                                .value = containing,
                                .width = 20}),
                         select({.name = "sort",
                                 .label = tr("Views or experiences"),
                                 .options = {{.value = "",
                                              .label = tr("Both"),
                                              .chosen = wanted == listen::Sort::unsaid},
                                             {.value = "view",
                                              .label = tr("Views"),
                                              .chosen = wanted == listen::Sort::view},
                                             {.value = "experience",
                                              .label = tr("Experiences"),
                                              .chosen = wanted == listen::Sort::experience}}}),
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
  if (found.total == 0 && containing.empty())
    page.body += paragraph(tr("Nobody has said anything yet."));
  std::string question;
  for (const listen::Voice& voice : found.voices) {
    if (voice.question != question) page.body += heading(2, question = voice.question, Size::s);
    page.body += quote({.words = voice.words, .source = source_of(voice, services.zone)});
    if (may(request, Capability::moderate))
      page.body += el("p", link(Href(path_of(activity.id, "moderate/" + voice.response.text())),
                                tr("Look after this response")));
  }
  page.body +=
      pagination({.page = static_cast<std::uint64_t>(at),
                  .pages = static_cast<std::uint64_t>((found.total + kOnAPage - 1) / kOnAPage),
                  .path = containing.empty() && sort.empty()
                              ? path
                              : Href(path, {{"containing", containing}, {"sort", sort}}).str()});
  return show_in(services, request, activity, Tab::responses, std::move(page));
}

Result<Reply> said(Services& services, const Request& request) {
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
       [&services](const Request& request, const Match&) { return said(services, request); }},
      {Method::get, "/staff/activities/{activity}/responses", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return responses(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
