// GET / and GET /a/{activity}: what is open, and where answering starts.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "listen/channels.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;

Html closing(const Services& services, const Activity& activity, const Words& words) {
  if (!activity.details.closes) return pages::text(tr(words, "No closing date"));
  const std::string when = show_date_time(*activity.details.closes, services.zone);
  return pages::text(tr(words, "Closes {when}", {{"when", when}}));
}

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

Html answered_card(const Activity& activity) {
  return card({.heading = activity.details.title,
               .href = Href("/what-happened/" + activity.id.text()),
               .body = paragraph(shortened(activity.outcome, 240)),
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
  for (const Activity& activity : all) {
    if (!listed(activity) || !fits(activity, wanted)) continue;
    if (plan::takes_answers(activity, now)) open += open_card(services, activity, words);
    if (activity.state == plan::ActivityState::draft)
      coming += coming_card(services, activity, words);
    if (activity.state == plan::ActivityState::answered && shown < 5) {
      answered += answered_card(activity);
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

Html what_badge_means(const Activity& activity, const Words& words) {
  const bool formal = activity.details.kind == plan::ActivityKind::formal_consultation;
  return details(
      {.summary = std::string(formal ? tr(words, "What a formal consultation is")
                                     : tr(words, "What engagement is")),
       .body = paragraph(
           formal ? tr(words,
                       "A formal consultation is about a specific proposal, for a set time. "
                       "Nothing has been decided, and what you say must be taken into account "
                       "before anybody decides.")
                  : tr(words,
                       "Engagement is listening before there is a proposal, or about how a "
                       "service is working. What you say shapes what is proposed."))});
}

// Documents that may be read before answering, each with its format and language; and the formats
// that can be asked for.
Result<Html> to_read(Services& services, const Activity& activity, const Words& words) {
  std::vector<Html> items;
  for (const plan::Document& one :
       TRY(services.activities.documents(scope_of(services), activity.id))) {
    if (one.withdrawn) continue;
    items.push_back(
        join(link(Href(path_of(activity) + "/document/" + one.id), one.title), " ",
             el("span", {{"class", "nhsuk-hint"}},
                tr(words, "{format}, {language}, {size} KB",
                   {{"format", format_words(one.format, words)},
                    {"language", std::string(Words::for_language(one.language).own_name())},
                    {"size", std::to_string((one.bytes + 1023) / 1024)}}))));
  }
  std::vector<Html> offered;
  for (const std::string_view format : plan::kFormats)
    if (format != "standard" && activity.details.formats.find(format) != std::string::npos)
      offered.push_back(pages::text(format_words(format, words)));
  Html all;
  if (!items.empty()) all += join(heading(2, tr(words, "Read first"), Size::m), bullets(items));
  if (!offered.empty())
    all += join(heading(2, tr(words, "Other formats"), Size::m),
                paragraph(tr(words, "You can also have this as:")), bullets(offered));
  return all;
}

Result<Html> said_since(Services& services, const Activity& activity, const Words& words) {
  Html all;
  for (const plan::Update& one : TRY(services.activities.updates(scope_of(services), activity.id)))
    all += join(el("h3", {{"class", "nhsuk-heading-s"}},
                   one.correction ? join(tr(words, "Correction"), ", ") : Html(),
                   el("time", {{"datetime", iso_utc(one.at)}}, show_date(one.at, services.zone))),
                typed_text(one.words));
  return all.empty() ? Html() : join(heading(2, tr(words, "Updates"), Size::m), all);
}

Result<Html> stages_of(Services& services, const Activity& activity, const Words& words) {
  std::vector<SummaryRow> rows;
  for (const plan::Stage& stage : TRY(services.activities.stages(scope_of(services), activity.id)))
    rows.push_back({stage.name, stage.involvement.empty()
                                    ? pages::text(tr(words, "Nobody is involved in this stage"))
                                    : typed_text(stage.involvement)});
  return rows.empty() ? Html()
                      : join(heading(2, tr(words, "How people are involved"), Size::m),
                             summary_list(rows, words));
}

Result<Reply> start_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto& d = activity.details;
  std::vector<SummaryRow> rows;
  const auto row = [&](std::string_view key, const std::string& value) {
    if (!trimmed(value).empty()) rows.push_back({std::string(key), typed_text(value)});
  };
  row(tr(words, "What your answers will shape"), d.purpose);
  row(tr(words, "What is already decided"), d.decided);
  row(tr(words, "Who decides"), d.decider);
  if (d.hear_by) row(tr(words, "When you will hear"), show_date(*d.hear_by, services.zone));
  if (d.closes)
    row(tr(words, "If you write by post"),
        std::string(TRY(services.channels.late_rule(scope_of(services), id)) ==
                            listen::LateRule::posted
                        ? tr(words, "What is posted by the closing day counts.")
                        : tr(words, "What reaches us by the closing day counts.")));
  row(tr(words, "Who is asking"), d.owner_name);
  row(tr(words, "Who runs it for them"), d.deliverer);
  row(tr(words, "Who pays for it"), d.funder);
  row(tr(words, "Whom it is for"), d.audience);
  row(tr(words, "Area"), d.area);
  // Once the owner has left, whoever answers for it now.
  row(tr(words, "Contact, and other formats or languages"),
      trimmed(d.successor).empty() ? d.contact : d.successor);
  row(tr(words, "How what you say is used"),
      std::string(tr(words,
                     "It is read by the people running this, and never leaves this server "
                     "to be analysed. The privacy page says more.")));
  Html body = join(el("p", badge(activity, words)), what_badge_means(activity, words));
  const bool open = plan::takes_answers(activity, services.clock.now());
  if (activity.phase == "suspended") {
    body += inset_text(paragraph(tr(words, "No answers are taken for now.")));
  } else if (activity.state == plan::ActivityState::draft) {
    body += inset_text(paragraph(activity.opens
                                     ? tr(words, "This has not opened yet. It opens {date}.",
                                          {{"date", show_date(*activity.opens, services.zone)}})
                                     : std::string(tr(words, "This has not opened yet."))));
  } else if (open) {
    body += el("p", closing(services, activity, words));
  } else if (activity.state == plan::ActivityState::answered) {
    body += inset_text(
        join(paragraph(tr(words, "This has closed, and has been answered.")),
             el("p", link(Href("/what-happened/" + id.text()), tr(words, "Read what happened")))));
  } else {
    const std::string hear = d.hear_by ? show_date(*d.hear_by, services.zone) : "";
    body += inset_text(
        join(paragraph(tr(words, "This has closed.")),
             hear.empty()
                 ? Html()
                 : paragraph(tr(words, "We will say what happened by {date}.", {{"date", hear}}))));
  }
  body += TRY(to_read(services, activity, words));
  body += summary_list(rows, words);
  body += el("p", link(Href("/told/" + id.text()), tr(words, "Let me know what happens")));
  if (open)
    body += join(
        about_answering(services, request, activity),
        form({.action = Href(path_of(activity) + "/start"),
              .body = button({.text = std::string(tr(words, "Start")), .prevent_double = true})}),
        paragraph(tr(words,
                     "You can save and come back within 30 days, with a short code and no "
                     "e-mail. You can skip questions.")));
  body +=
      join(el("p", link(Href(path_of(activity) + "/ask"),
                        tr(words, "Ask a question about this, or read the answers"))),
           TRY(stages_of(services, activity, words)), TRY(said_since(services, activity, words)),
           times_of(services, activity, words), languages_of(path_of(activity), words));
  return show(services, request,
              {.title = d.title,
               .heading = d.title,
               .section = Section::have_your_say,
               .breadcrumb = {{std::string(tr(words, "Have your say")), Href("/")}},
               .body = body});
}

}  // namespace

Routes have_your_say_routes(Services& services) {
  return {
      {Method::get, "/", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return have_your_say(services, request);
       }},
      {Method::get, "/a/{activity}", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return start_page(services, request, match);
       }},
  };
}

}  // namespace heed::web::site
