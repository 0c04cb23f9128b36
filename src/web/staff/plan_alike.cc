// Before a draft is saved for the first time: what the register has that is like it, and why.
#include <algorithm>

#include "base/text.h"
#include "web/staff/inside/plan_alike.h"

namespace heed::web::staff {
namespace {

using plan::Alike;
using plan::AreaAlike;
using plan::AudienceAlike;
using plan::Listed;
using plan::TimeAlike;

// Besides all that are close.
constexpr std::size_t kShownMost = 6;

std::string quoted(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& each : words) all += (all.empty() ? "“" : ", “") + each + "”";
  return all;
}

std::string area_words(const Alike& one) {
  switch (one.area) {
    case AreaAlike::same:
      return tr("Area: both are about {area}.", {{"area", one.area_of}});
    case AreaAlike::inside:
      return tr("Area: yours is part of {area}.", {{"area", one.area_of}});
    case AreaAlike::around:
      return tr("Area: {area} is part of yours.", {{"area", one.area_of}});
    case AreaAlike::everywhere:
      return tr("Area: one of the two is about everywhere.");
    case AreaAlike::apart:
      return tr("Area: another.");
  }
  return {};
}

std::string audience_words(const Alike& one) {
  switch (one.audience) {
    case AudienceAlike::same:
      return tr("Who is asked: both say {words}.", {{"words", quoted(one.audience_words)}});
    case AudienceAlike::everybody:
      return tr("Who is asked: one of the two asks everybody.");
    case AudienceAlike::unsaid:
      return tr("Who is asked: one of the two does not say.");
    case AudienceAlike::apart:
      return tr("Who is asked: other people.");
  }
  return {};
}

std::string time_words(const Alike& one, const std::string& zone) {
  const Listed& a = one.activity;
  switch (one.time) {
    case TimeAlike::at_once:
      return tr("Time: both run at the same time.");
    case TimeAlike::before:
      return tr("Time: it ended on {date}, less than a year ago.",
                {{"date", show_date(*a.until, zone)}});
    case TimeAlike::after:
      return tr("Time: it begins less than a year after yours closes.");
    case TimeAlike::no_dates:
      return tr("Time: it has no dates yet.");
    case TimeAlike::apart:
      return tr("Time: more than a year lies between them.");
  }
  return {};
}

Html why_alike(const Alike& one, const std::string& zone) {
  std::vector<Html> is, is_not;
  const auto add = [&](bool alike, const std::string& words) {
    (alike ? is : is_not).push_back(text(words));
  };
  add(true, tr("Topic: both have {words}.", {{"words", quoted(one.topics)}}));
  add(one.area != AreaAlike::apart, area_words(one));
  add(one.audience >= AudienceAlike::same, audience_words(one));
  add(one.time != TimeAlike::apart, time_words(one, zone));
  Html out = join(heading(3, tr("Why it is like yours"), Size::s), bullets(is));
  if (!is_not.empty())
    out += join(heading(3, tr("What is not alike, or not known"), Size::s), bullets(is_not));
  return out;
}

Html learnt_lines(const std::vector<act::Learnt>& learnt, ActivityId of) {
  std::vector<Html> lines;
  for (const act::Learnt& each : learnt)
    if (each.activity == of) lines.push_back(text(each.details.words));
  if (lines.empty()) return {};
  return join(heading(3, tr("What was learnt from it"), Size::s), bullets(lines));
}

// What came of it, for anybody; or its own page, for staff, once it is more than a draft.
Html came_of(const Listed& one) {
  if (one.published)
    return join(one.outcome.empty() ? Html() : typed_text(one.outcome),
                action_link(Href("/a/" + one.id.text()), tr("Read what people said")));
  if (one.state == plan::ActivityState::draft) return {};
  return el("p", link(Href(path_of(one.id)), tr("See how it stands")));
}

Html choice_boxes(const Request& request, const Alike& one, const Trouble& trouble) {
  const std::string id = one.activity.id.text(), name = "choice-" + id, why = "why-" + id;
  const std::string chosen = typed(request, name);
  const auto option = [&](std::string value, std::string label, std::string said) {
    return Option{.value = value,
                  .label = std::move(label),
                  .hint = std::move(said),
                  .chosen = value == chosen};
  };
  return join(
      radios({.name = name,
              .legend = one.close() ? tr("What do you do?") : tr("What do you do? (optional)"),
              .error = trouble.about(name),
              .options = {option("join", tr("Join this one"),
                                 tr("Yours is not saved. What you typed goes to who runs this "
                                    "one, with your name.")),
                          option("grew_from", tr("Mine grew from it"),
                                 tr("The two are linked, for the public too.")),
                          option("beside", tr("Mine goes on beside it"),
                                 tr("Say why below. Both partners see the reason."))},
              .small = true}),
      textarea({.name = why,
                .label = tr("Why?"),
                .error = trouble.about(why),
                .value = typed(request, why),
                .rows = 2}));
}

Html one_card(const Services& services, const Request& request, const LookedUp& found,
              const Alike& one, const Trouble& trouble) {
  const Listed& a = one.activity;
  return card(
      {.heading = a.title,
       .body = join(hidden_input("seen", a.id.text()),
                    el("p", join(state_tag(a.state), " ",
                                 one.close() ? tag(tr("All four alike"), Colour::red)
                                             : tag(tr("Three of four alike"), Colour::orange))),
                    who_and_when(a, services.zone), why_alike(one, services.zone),
                    learnt_lines(found.learnt, a.id), came_of(a),
                    choice_boxes(request, one, trouble))});
}

}  // namespace

std::string when_held(const Listed& one, const std::string& zone) {
  if (one.from && one.until)
    return tr("{from} to {until}",
              {{"from", show_date(*one.from, zone)}, {"until", show_date(*one.until, zone)}});
  if (one.from) return tr("From {from}", {{"from", show_date(*one.from, zone)}});
  if (one.until) return tr("Until {until}", {{"until", show_date(*one.until, zone)}});
  return tr("Not said yet");
}

Html who_and_when(const Listed& one, const std::string& zone) {
  const auto said = [](const std::string& words) {
    return words.empty() ? text(tr("Not said yet")) : typed_text(words);
  };
  return summary_list(
      {{.key = tr("Whose activity it is"), .value = said(one.organisation)},
       {.key = tr("Who runs it"), .value = said(one.owner_name)},
       {.key = tr("When"), .value = text(when_held(one, zone))},
       {.key = tr("Area"), .value = text(one.area.empty() ? tr("Everywhere") : one.area)},
       {.key = tr("Whom to ask"), .value = said(one.contact)}});
}

Result<LookedUp> look_up(Services& services, const Request& request,
                         const plan::ActivityDetails& planned) {
  LookedUp found;
  if (services.planned == nullptr) return found;
  found.alike = TRY(services.planned->alike(scope_of(request), planned));
  const auto after =
      std::ranges::find_if(found.alike, [](const Alike& one) { return !one.close(); });
  const auto most = std::max<std::ptrdiff_t>(after - found.alike.begin(), kShownMost);
  if (std::ssize(found.alike) > most)
    found.alike.erase(found.alike.begin() + most, found.alike.end());
  if (services.learning == nullptr) return found;
  const auto add = [&](std::vector<act::Learnt> more) {
    for (act::Learnt& each : more)
      if (std::ranges::find(found.learnt, each.id, &act::Learnt::id) == found.learnt.end())
        found.learnt.push_back(std::move(each));
  };
  for (const Alike& one : found.alike)
    add(TRY(services.learning->of(scope_of(request), one.activity.id)));
  for (const std::string& topic : plan::by_comma(planned.topics))
    add(TRY(services.learning->search(scope_of(request), topic)));
  return found;
}

bool was_shown(const Request& request, const LookedUp& found) {
  const auto seen = request.fields("seen");
  const auto is_seen = [&](const std::string& id) {
    return std::ranges::find(seen, id) != seen.end();
  };
  return std::ranges::all_of(found.alike,
                             [&](const Alike& one) { return is_seen(one.activity.id.text()); }) &&
         std::ranges::all_of(found.learnt,
                             [&](const act::Learnt& one) { return is_seen(one.id.text()); });
}

Html alike_boxes(const Services& services, const Request& request, const LookedUp& found,
                 const Trouble& trouble) {
  if (!found.any()) return {};
  Html out = inset_text(join(
      paragraph(tr("Nothing is saved yet. What you typed is below, and stays until you choose.")),
      paragraph(tr("Heed compares four facts: topic, area, who is asked and time. Those with most "
                   "in common come first."))));
  for (const Alike& one : found.alike) out += one_card(services, request, found, one, trouble);
  std::vector<Html> others;
  for (const act::Learnt& each : found.learnt) {
    out += hidden_input("seen", each.id.text());
    if (std::ranges::find(found.alike, each.activity,
                          [](const Alike& one) { return one.activity.id; }) == found.alike.end())
      others.push_back(join(text(each.details.words + " "),
                            link(Href(path_of(each.activity, "learning")), each.title)));
  }
  if (!others.empty())
    out += join(heading(2, tr("What was learnt elsewhere about your topics"), Size::m),
                bullets(others));
  return join(out,
              textarea({.name = "known",
                        .label = tr("What do you know already?"),
                        .hint = tr("From these or from elsewhere, and what is still to be asked. "
                                   "It is kept with the draft."),
                        .error = trouble.about("known"),
                        .value = typed(request, "known"),
                        .rows = 4}));
}

Chosen choices_typed(const Request& request, const LookedUp& found, Trouble& trouble) {
  Chosen chosen{.choices = {}, .join = {}, .known = typed(request, "known")};
  bool close = false;
  for (const Alike& one : found.alike) {
    const std::string id = one.activity.id.text();
    const std::string_view choice = request.field("choice-" + id);
    plan::Relating made{.other = one.activity.id, .why = typed(request, "why-" + id)};
    if (choice == "join") {
      chosen.join.push_back(std::move(made));
      continue;
    }
    if (choice == "grew_from") made.relation = plan::Relation::grew_from;
    if (one.close() && choice != "grew_from" && choice != "beside")
      trouble.add("choice-" + id,
                  tr("Choose what you do about “{title}”.", {{"title", one.activity.title}}));
    if (one.close() && choice == "beside" && trimmed(made.why).empty())
      trouble.add("why-" + id,
                  tr("Say why yours goes on beside “{title}”.", {{"title", one.activity.title}}));
    close = close || one.close();
    chosen.choices.push_back(std::move(made));
  }
  if (!chosen.join.empty()) {  // Then nothing else is asked.
    trouble.mistakes.clear();
    return chosen;
  }
  if (close && trimmed(chosen.known).empty())
    trouble.add("known", tr("Say what is known already, before people are asked again."));
  return chosen;
}

}  // namespace heed::web::staff
