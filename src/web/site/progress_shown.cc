#include "web/site/inside/progress_shown.h"

#include "platform/clock.h"

namespace heed::web::site {
namespace {

using namespace pages;

// Whole sentences, whether or not somebody ended theirs with a full stop.
Html how_it_stands(const act::Action& action, const std::string& zone, const Words& words) {
  std::string progress = action.progress;
  if (!progress.empty() && !std::string_view(".!?").contains(progress.back())) progress += '.';
  return join(" (", action.details.organisation, ")", progress.empty() ? "." : ". ", progress,
              action.overdue ? join(" ", tr(words, "It was due on {date} and is late.",
                                            {{"date", show_date(action.details.due, zone)}}))
                             : Html());
}

}  // namespace

Html done_about(const std::vector<act::Plan>& plans, FindingId finding, const std::string& zone,
                const Words& words) {
  std::vector<Html> lines;
  for (const act::Plan& plan : plans)
    for (const act::Action& action : plan.actions)
      if (action.details.finding == finding)
        lines.push_back(join(el("strong", act::words_for(action.state)), ": ", action.details.what,
                             how_it_stands(action, zone, words)));
  return lines.empty() ? Html() : bullets(lines);
}

Html workstreams_of(const std::vector<act::SentTo>& sent, FindingId finding,
                    const std::string& zone, const Words& words) {
  std::vector<Html> lines;
  for (const act::SentTo& each : sent) {
    if (each.finding != finding) continue;
    Html line = join(el("strong", each.organisation), ", ", each.name, ": ",
                     act::words_for(each.influence()), ".");
    if (!each.said.empty())
      line += join(" ", each.said[0].words, " (", show_date(each.said[0].said, zone), ")");
    lines.push_back(std::move(line));
  }
  return lines.empty()
             ? Html()
             : join(heading(3, tr(words, "Work it was sent to"), Size::s), bullets(lines));
}

Html decided_on(const std::vector<decide::Decision>& decisions, FindingId finding,
                const std::string& zone, const Words& words) {
  Html all;
  for (const decide::Decision& each : decisions)
    if (std::ranges::find(each.heard, finding, &decide::HeardBefore::finding) != each.heard.end())
      all += el("p", link(Href("/decisions/" + each.id.text()),
                          tr(words, "{body} had this before it when it decided on {date}",
                             {{"body", each.body}, {"date", show_date(each.held, zone)}})));
  return all;
}

Html everything_done(const std::vector<act::Plan>& plans, const decide::Published& page,
                     const std::string& zone, const Words& words) {
  std::vector<Html> lines;
  for (const act::Plan& plan : plans)
    for (const act::Action& action : plan.actions) {
      const auto answered =
          std::ranges::find(page.findings, action.details.finding, &decide::Finding::id);
      const Html what = answered == page.findings.end()
                            ? pages::text(action.details.what)
                            : link(Href("#finding-" + answered->theme.text()), action.details.what);
      lines.push_back(join(what, ": ", el("strong", act::words_for(action.state)),
                           how_it_stands(action, zone, words)));
    }
  return lines.empty() ? Html()
                       : join(heading(2, tr(words, "What is being done"), Size::m), bullets(lines));
}

Result<std::string> published_outcome(Services& services, ActivityId activity) {
  const auto page = services.findings.published(scope_of(services), activity);
  if (page) return page->outcome;
  if (page.failed_with(ErrorKind::not_found)) return std::string();
  return Error(page.error());
}

Result<Html> late_or_due(Services& services, const plan::Activity& activity, const Words& words) {
  if (!activity.details.hear_by) return paragraph(tr(words, "No decision yet."));
  const TimeMs due = *activity.details.hear_by;
  const std::string date = show_date(due, services.zone);
  if (services.clock.now() <= due)
    return paragraph(
        tr(words, "No decision yet. We will update this by {date}.", {{"date", date}}));
  Html body = paragraph(tr(words, "We promised this by {date}. It is late.", {{"date", date}}));
  // The newest first: why it is late, where somebody has said it since.
  const auto updates = TRY(services.activities.updates(scope_of(services), activity.id));
  if (!updates.empty() && updates.front().at > due)
    body += inset_text(typed_text(updates.front().words));
  return body;
}

}  // namespace heed::web::site
