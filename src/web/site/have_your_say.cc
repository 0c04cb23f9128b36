// GET /: what is open, near somebody or everywhere, and what happened.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "listen/channels.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"
#include "web/site/inside/progress_shown.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;

Html open_card(const Services& services, const Activity& activity, const Words& words) {
  return card({.heading = activity.details.title,
               .href = Href(path_of(activity)),
               .body = join(paragraph(shortened(activity.details.purpose, 240)),
                            el("p", {{"class", "nhsuk-hint"}}, closing(services, activity, words))),
               .level = 3,
               .tag = badge(activity, words)});
}

Html coming_card(const Services& services, const Activity& activity, const Words& words) {
  return card(
      {.heading = activity.details.title,
       .href = Href(path_of(activity)),
       .body = join(paragraph(shortened(activity.details.purpose, 240)),
                    activity.opens ? el("p", {{"class", "nhsuk-hint"}},
                                        tr(words, "Opens {when}",
                                           {{"when", show_date(*activity.opens, services.zone)}}))
                                   : Html()),
       .level = 3,
       .tag = badge(activity, words)});
}

Result<Html> answered_card(Services& services, const Activity& activity) {
  return card({.heading = activity.details.title,
               .href = Href("/what-happened/" + activity.id.text()),
               .body = paragraph(shortened(TRY(published_outcome(services, activity.id)), 240)),
               .level = 3});
}

// What is looked for: an area by a postcode or by name, a topic, a kind.
struct Wanted {
  std::string postcode, area, topic, kind;
  std::string error;     // About the postcode.
  bool outside = false;  // A good postcode, in no area of this partnership.
  bool any() const { return !area.empty() || !topic.empty() || !kind.empty(); }
};

std::string lower_trimmed(std::string_view text) { return lowered(trimmed(text)); }

std::vector<std::string> topics_of(const Activity& activity) {
  std::vector<std::string> topics;
  std::string_view rest = activity.details.topics;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    if (const std::string_view topic = trimmed(rest.substr(0, end)); !topic.empty())
      topics.emplace_back(topic);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return topics;
}

// Somewhere to say anything has a link of its own, and is in no list.
bool listed(const Activity& activity) { return activity.details.topics != "something-else"; }

bool fits(const Activity& activity, const Wanted& wanted) {
  const auto& d = activity.details;
  // What is about everywhere is about here too.
  if (!wanted.area.empty() && !d.area.empty() &&
      lower_trimmed(d.area) != lower_trimmed(wanted.area))
    return false;
  if (!wanted.topic.empty()) {
    const auto topics = topics_of(activity);
    if (std::ranges::none_of(topics, [&](const std::string& topic) {
          return lower_trimmed(topic) == lower_trimmed(wanted.topic);
        }))
      return false;
  }
  const bool formal = d.kind == plan::ActivityKind::formal_consultation;
  return wanted.kind.empty() || (wanted.kind == "consultation") == formal;
}

// What fits: about the place that was asked for first, then about everywhere (T-118).
std::vector<const Activity*> local_first(const std::vector<Activity>& all, const Wanted& wanted) {
  std::vector<const Activity*> ordered;
  for (const bool local : {true, false})
    for (const Activity& each : all)
      if (listed(each) && fits(each, wanted) &&
          local == (wanted.area.empty() || !trimmed(each.details.area).empty()))
        ordered.push_back(&each);
  return ordered;
}

Result<Wanted> wanted_of(Services& services, const Request& request, const Words& words) {
  Wanted wanted{.postcode = std::string(trimmed(request.asked("postcode"))),
                .area = std::string(trimmed(request.asked("area"))),
                .topic = std::string(trimmed(request.asked("topic"))),
                .kind = std::string(request.asked("kind"))};
  if (wanted.postcode.empty()) return wanted;
  const auto area = services.activities.area_of(scope_of(services), wanted.postcode);
  if (area) {
    wanted.area = *area;
  } else if (area.failed_with(ErrorKind::invalid)) {
    wanted.error =
        std::string(tr(words, "We don't recognise that postcode. Check it, or choose an area."));
  } else if (area.failed_with(ErrorKind::not_found)) {
    wanted.outside = true;
  } else {
    return Error(area.error());
  }
  return wanted;
}

Html finder(const std::vector<Activity>& all, const std::vector<std::string>& areas,
            const Wanted& wanted, const Words& words) {
  std::vector<Option> area_options = {{.value = "", .label = std::string(tr(words, "Everywhere"))}};
  for (const std::string& area : areas)
    area_options.push_back({.value = area,
                            .label = area,
                            .chosen = lower_trimmed(area) == lower_trimmed(wanted.area)});
  std::vector<Option> topic_options = {{.value = "", .label = std::string(tr(words, "Any topic"))}};
  std::set<std::string> topics;
  for (const Activity& activity : all)
    if (listed(activity))
      for (const std::string& topic : topics_of(activity)) topics.insert(topic);
  for (const std::string& topic : topics)
    topic_options.push_back({.value = topic,
                             .label = topic,
                             .chosen = lower_trimmed(topic) == lower_trimmed(wanted.topic)});
  Html more;
  if (area_options.size() > 1)
    more += select({.name = "area",
                    .label = std::string(tr(words, "Area")),
                    .options = std::move(area_options)},
                   words);
  if (topic_options.size() > 1)
    more += select({.name = "topic",
                    .label = std::string(tr(words, "Topic")),
                    .options = std::move(topic_options)},
                   words);
  return form({.action = Href("/"),
               .body = join(
                   input({.name = "postcode",
                          .label = std::string(tr(words, "Find what's near you (optional)")),
                          .hint = std::string(
                              tr(words, "Your postcode, or its first half. We do not keep it.")),
                          .error = wanted.error,
                          .value = wanted.postcode,
                          .autocomplete = "postal-code",
                          .width = 10,
                          .spellcheck = false},
                         words),
                   more,
                   select({.name = "kind",
                           .label = std::string(tr(words, "Kind")),
                           .options = {{.value = "", .label = std::string(tr(words, "Both kinds"))},
                                       {.value = "engagement",
                                        .label = std::string(tr(words, "Engagement")),
                                        .chosen = wanted.kind == "engagement"},
                                       {.value = "consultation",
                                        .label = std::string(tr(words, "Formal consultation")),
                                        .chosen = wanted.kind == "consultation"}}},
                          words),
                   button({.text = std::string(tr(words, "Find")), .look = Look::secondary})),
               .get = true});
}

Result<Reply> have_your_say(Services& services, const Request& request) {
  const Words& words = words_of(request);
  const Wanted wanted = TRY(wanted_of(services, request, words));
  const std::vector<Activity> all = TRY(services.activities.list(scope_of(services)));
  std::set<std::string> areas;
  for (const auto& one : TRY(services.activities.area_postcodes(scope_of(services))))
    areas.insert(one.area);
  for (const Activity& activity : all)
    if (!trimmed(activity.details.area).empty())
      areas.insert(std::string(trimmed(activity.details.area)));
  const TimeMs now = services.clock.now();
  Html open, coming, answered;
  std::size_t shown = 0;
  for (const Activity* activity : local_first(all, wanted)) {
    if (plan::takes_answers(*activity, now)) open += open_card(services, *activity, words);
    if (activity->state == plan::ActivityState::draft)
      coming += coming_card(services, *activity, words);
    if (activity->state == plan::ActivityState::answered && shown < 5) {
      answered += TRY(answered_card(services, *activity));
      ++shown;
    }
  }
  if (open.empty())
    open = inset_text(paragraph(
        wanted.any()
            ? tr(words, "Nothing that fits is open today. You can still tell us something.")
            : tr(words, "Nothing is open today. You can still tell us something.")));
  Html near;
  if (wanted.outside)
    near = inset_text(paragraph(
        tr(words, "That postcode is outside the area that we know. Here is everything.")));
  else if (!wanted.area.empty() && wanted.error.empty())
    near =
        el("p",
           tr(words, "Showing what is about {area}, or about everywhere.", {{"area", wanted.area}}),
           " ", link(Href("/"), tr(words, "Show everything")));
  Html body =
      join(el("p", {{"class", "nhsuk-body-l"}},
              tr(words,
                 "Tell us what you think about health and care here. You do not need an account, "
                 "and you do not have to give your name.")),
           finder(all, {areas.begin(), areas.end()}, wanted, words),
           heading(2, tr(words, "Open now"), Size::l), near, open);
  if (!coming.empty()) body += join(heading(2, tr(words, "Coming up"), Size::l), coming);
  body += el("p", link(Href("/projects"),
                       tr(words, "Everything under discussion, and how far each has come")));
  body += join(heading(2, tr(words, "Tell us something else"), Size::m),
               paragraph(tr(words,
                            "Is there something that nobody has asked you about? It is read, and "
                            "passed to whoever can act on it.")),
               el("p", link(Href("/something-else"), tr(words, "Tell us something else"))));
  if (!answered.empty())
    body +=
        join(heading(2, tr(words, "What happened"), Size::l), answered, paragraph(""),
             el("p", link(Href("/what-happened"), tr(words, "See everything that was answered"))));
  body += join(
      heading(2, tr(words, "Already started?"), Size::m),
      el("p", link(Href("/come-back"), tr(words, "Come back to saved answers with your code"))),
      el("p", link(Href("/follow"), tr(words, "Follow your feedback with your reference"))));
  if (!services.phone.empty())
    body += paragraph(tr(words, "Or ring us on {phone}.", {{"phone", services.phone}}));
  body += languages_of("/", words);
  Page page{.title = std::string(tr(words, "Have your say")),
            .heading = std::string(tr(words, "Have your say")),
            .section = Section::have_your_say,
            .body = body};
  if (!wanted.error.empty()) page.banner = error_summary({{"postcode", wanted.error}}, words);
  page.has_error = !wanted.error.empty();
  return show(services, request, std::move(page), wanted.error.empty() ? 200 : 400);
}

}  // namespace

Routes have_your_say_routes(Services& services) {
  return {
      {Method::get, "/", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return have_your_say(services, request);
       },
       Kept::until_changed},
  };
}

}  // namespace heed::web::site
