// Who we've heard from, as it comes: in sentences, pictures and tables. True counts for those who
// may read the words, with how the public will see them beside; disclosed ones for everybody else.
#include "listen/reach.h"
#include "listen/voices.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

using listen::ReachPart;
using Of = ReachPart::Of;

std::string heading_of(const ReachPart& part) {
  switch (part.of) {
    case Of::channel:
      return tr("How they told us");
    case Of::time:
      return part.heading == "week" ? tr("When, by week") : tr("When, by day");
    case Of::group:
      return tr("Which group they are from");
    case Of::area:
    case Of::capacity:
    case Of::about:
      return part.heading;
  }
  return {};
}

std::string row_heading(const ReachPart& part) {
  switch (part.of) {
    case Of::channel:
      return tr("Way");
    case Of::time:
      return part.heading == "week" ? tr("Week from") : tr("Day");
    case Of::group:
      return tr("Group");
    case Of::area:
      return tr("Area");
    case Of::capacity:
      return tr("Answering as");
    case Of::about:
      return tr("About them");
  }
  return {};
}

std::string label_of(const std::string& label) {
  return label.empty() ? tr("Not known") : label == "Not answered" ? tr("Not answered") : label;
}

Html true_bars(const ReachPart& part) {
  const disclosure::Table& counts = *part.counts;
  std::int64_t largest = 1;
  for (const std::int64_t count : counts.counts) largest = std::max(largest, count);
  Bars drawn{.title = heading_of(part),
             .label_heading = row_heading(part),
             .value_heading = tr("Responses")};
  for (std::size_t r = 0; r < counts.rows.size(); ++r)
    drawn.bars.push_back(
        {.label = label_of(counts.rows[r]),
         .value = said_number(counts.counts[r]),
         .width = static_cast<double>(counts.counts[r]) / static_cast<double>(largest)});
  return bars(drawn);
}

PublicBars shown_bars(const ReachPart& part) {
  return {.title = heading_of(part),
          .label_heading = row_heading(part),
          .value_heading = tr("Responses"),
          .counts = part.shown};
}

std::string joined(const std::vector<std::string>& labels) {
  std::string all;
  for (const std::string& label : labels) all += (all.empty() ? "" : ", ") + label;
  return all;
}

// The most, and who is missing.
Html reach_said(const ReachPart& part) {
  Html body;
  if (part.counts && part.of != Of::time) {
    const auto& counts = part.counts->counts;
    const auto most = static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin());
    std::int64_t all = 0;
    for (const std::int64_t count : counts) all += count;
    if (counts[most] > 0)
      body += paragraph(tr("The most: {what}, {n} of {all}.",
                           {{"what", label_of(part.counts->rows[most])},
                            {"n", said_number(counts[most])},
                            {"all", said_number(part.counts->people.value_or(all))}}));
  }
  if (part.several) body += paragraph(tr("One person may stand in several rows."));
  if (!part.nobody.empty())
    body += paragraph(tr("Nobody yet: {who}.", {{"who", joined(part.nobody)}}));
  if (!part.few.empty())
    body +=
        paragraph(tr("Few, or not shown to protect people: {who}.", {{"who", joined(part.few)}}));
  return body;
}

std::string percent_said(double percent) {
  return percent > 0 && percent < 1 ? tr("less than 1%") : fmt::format("{:.0f}%", percent);
}

std::string from_where(const listen::BesidePopulation& beside) {
  return tr("Population of {area}: {source}, {date}.",
            {{"area", beside.area.empty() ? tr("everywhere") : beside.area},
             {"source", beside.source},
             {"date", beside.as_of}});
}

// Who was heard beside who lives there: a sentence, a picture and a table, from disclosed numbers
// alone (T-005).
Html beside_population(const ReachPart& part) {
  const listen::BesidePopulation& beside = *part.beside;
  std::string less;
  Bars drawn{.title = tr("Beside the population: {what}", {{"what", heading_of(part)}}),
             .label_heading = row_heading(part),
             .value_heading = tr("Share")};
  std::vector<std::vector<Html>> rows;
  bool hidden = false;
  for (const listen::Beside& row : beside.rows) {
    const std::string heard =
        row.heard ? percent_said(static_cast<double>(*row.heard)) : tr("not shown");
    const std::string lives = percent_said(row.population);
    hidden = hidden || !row.heard;
    if (row.less)
      less +=
          (less.empty() ? "" : "; ") + tr("{who}, {heard} of those heard and {lives} of those "
                                          "who live there",
                                          {{"who", row.row}, {"heard", heard}, {"lives", lives}});
    drawn.bars.push_back({.label = tr("{who}: heard", {{"who", row.row}}),
                          .value = heard,
                          .width = row.heard ? static_cast<double>(*row.heard) / 100 : 0.0});
    drawn.bars.push_back({.label = tr("{who}: lives there", {{"who", row.row}}),
                          .value = lives,
                          .width = row.population / 100});
    rows.push_back({text(row.row), text(heard), text(lives)});
  }
  Html body = heading(3, tr("Beside the population"), Size::s);
  body += paragraph(from_where(beside));
  if (!less.empty()) body += paragraph(tr("Heard less than their share: {who}.", {{"who", less}}));
  if (hidden)
    body += paragraph(
        tr("A share is not shown where the number is small, where it would give a small one away, "
           "or where fewer than 20 people said."));
  body += paragraph(
      tr("Whoever answered chose to. A share of them says whom to ask next, not what everybody "
         "thinks."));
  return join(
      body, bars(drawn),
      details(
          {.summary = tr("The same as a table"),
           .body = table(
               {.caption = drawn.title,
                .columns = {{row_heading(part)}, {tr("Heard"), true}, {tr("Lives there"), true}},
                .rows = std::move(rows)})}));
}

Html counts_drawn(const ReachPart& part) {
  Html body = join(heading(2, heading_of(part)), reach_said(part));
  if (part.counts)
    return join(body, true_bars(part),
                details({.summary = tr("How the public sees these numbers"),
                         .body = table(shown_bars(part))}));
  if (part.shown.withheld())
    return join(body, paragraph(tr("Too few have answered for numbers that protect people.")));
  return join(body, bars(shown_bars(part)));
}

Html drawn(const ReachPart& part) {
  return join(counts_drawn(part), part.beside ? beside_population(part) : Html());
}

Html not_heard(const Request& request, const plan::Activity& activity,
               const listen::Reached& reached) {
  std::vector<Html> missing;
  for (const ReachPart& part : reached.parts) {
    if (part.of != Of::area && part.of != Of::capacity && part.of != Of::about) continue;
    if (!part.nobody.empty() || !part.few.empty()) {
      std::vector<std::string> all = part.nobody;
      all.insert(all.end(), part.few.begin(), part.few.end());
      missing.push_back(join(el("strong", part.heading), ": ", joined(all)));
    }
  }
  Html body = heading(2, tr("Who we have not heard, or hardly"));
  if (missing.empty())
    body += paragraph(
        tr("Nothing to say yet: a group is named here once 30 people have answered the question "
           "that would tell, and nobody or hardly anybody of the group has."));
  else
    body += bullets(missing);
  if (may(request, Capability::respond))
    body += el("p", link(Href(path_of(activity.id, "public-page")),
                         tr("Say on the public page who you did not hear from")));
  return body;
}

Result<Reply> heard_from(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Who we’ve heard from"), .section = Section::said};
  const Scope& scope = scope_of(request);
  const listen::Reached reached = TRY(services.reach.reached(scope, activity.id, services.zone));
  if (may(request, Capability::read_text)) {
    const auto counts = TRY(services.voices.counts(scope, activity.id));
    std::vector<Figure> all = {{said_number(counts.received), tr("received")},
                               {said_number(counts.counted), tr("counted")}};
    if (counts.quarantined > 0)
      all.push_back({said_number(counts.quarantined), tr("set aside to be looked at")});
    if (counts.withdrawn > 0) all.push_back({said_number(counts.withdrawn), tr("withdrawn")});
    if (counts.late > 0) all.push_back({said_number(counts.late), tr("late")});
    page.body = join(figures(all), TRY(channel_table(services, request, activity)));
  } else {
    page.body = paragraph(tr("{n} responses. Small numbers are not shown, to protect people.",
                             {{"n", disclosure::describe_total(reached.all)}}));
  }
  bool about = false;
  for (const ReachPart& part : reached.parts) {
    if (part.of == Of::about && !about)
      page.body += inset_text(
          paragraph(tr("What people said about themselves is kept apart from everything else they "
                       "said. It is shown here only as the public will see it.")));
    about = about || part.of == Of::about;
    page.body += drawn(part);
  }
  page.body += not_heard(request, activity, reached);
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
