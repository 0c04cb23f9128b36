// Who we've heard from: true counts for those who may read the words, with how the public will
// see them beside.
#include "disclosure/disclosed.h"
#include "listen/voices.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using Counted = std::vector<std::pair<std::string, std::int64_t>>;

Html true_bars(std::string title, std::string label_heading, const Counted& counts) {
  std::int64_t largest = 1;
  for (const auto& [label, count] : counts) largest = std::max(largest, count);
  Bars drawn{.title = std::move(title),
             .label_heading = std::move(label_heading),
             .value_heading = tr("Responses")};
  for (const auto& [label, count] : counts)
    drawn.bars.push_back({.label = label.empty() ? tr("Not known") : label,
                          .value = said_number(count),
                          .width = static_cast<double>(count) / static_cast<double>(largest)});
  return bars(drawn);
}

Html public_view(const std::string& title, const std::string& label_heading,
                 const Counted& counts) {
  disclosure::Table raw;
  raw.columns = {""};
  for (const auto& [label, count] : counts) {
    raw.rows.push_back(label.empty() ? tr("Not known") : label);
    raw.counts.push_back(count);
  }
  const disclosure::Disclosed shown = disclosure::disclose(raw);
  return details({.summary = tr("How the public sees these numbers"),
                  .body = table(PublicBars{.title = title,
                                           .label_heading = label_heading,
                                           .value_heading = tr("Responses"),
                                           .counts = shown})});
}

Html part(const std::string& title, const std::string& label_heading, const Counted& counts) {
  if (counts.empty()) return {};
  return join(heading(2, title), true_bars(title, label_heading, counts),
              public_view(title, label_heading, counts));
}

Result<Reply> heard_from(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Who we’ve heard from"), .section = Section::said};
  if (!may(request, Capability::read_text)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::heard_from, std::move(page));
  }
  const auto counts = TRY(services.voices.counts(scope_of(request), activity.id));
  std::vector<Figure> all = {{said_number(counts.received), tr("received")},
                             {said_number(counts.counted), tr("counted")}};
  if (counts.quarantined > 0)
    all.push_back({said_number(counts.quarantined), tr("set aside to be looked at")});
  if (counts.withdrawn > 0) all.push_back({said_number(counts.withdrawn), tr("withdrawn")});
  if (counts.late > 0) all.push_back({said_number(counts.late), tr("late")});
  page.body = join(figures(all), part(tr("How they told us"), tr("Way"), counts.by_channel),
                   part(tr("Which group they are from"), tr("Group"), counts.by_grouping));
  return show_in(services, request, activity, Tab::heard_from, std::move(page));
}

}  // namespace

Routes heard_from_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/heard-from", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return heard_from(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
