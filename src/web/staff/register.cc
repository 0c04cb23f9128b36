// The register: what every partner plans, holds and has held, by month (T-008, T-149).
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "formats/calendar_out.h"
#include "platform/clock.h"
#include "web/staff/inside/changes_shown.h"
#include "web/staff/inside/plan_alike.h"

namespace heed::web::staff {
namespace {

using plan::ActivityState;
using plan::Listed;

// What was asked for; empty is everything.
struct Filter {
  std::string organisation, area, topic, when;

  static Filter of(const Request& request) {
    const auto asked = [&](std::string_view name) {
      return std::string(trimmed(request.asked(name)));
    };
    return {asked("organisation"), asked("area"), asked("topic"), asked("when")};
  }
  bool lets(const Listed& one) const {
    if (!organisation.empty() && one.organisation != organisation) return false;
    if (!area.empty()) {  // What is about everywhere is about here too.
      const auto there = plan::by_comma(one.area);
      if (!there.empty() && std::ranges::find(there, area) == there.end()) return false;
    }
    if (!topic.empty() &&
        lowered(one.title + " , " + one.topics).find(lowered(topic)) == std::string::npos)
      return false;
    if (when == "planned") return one.state == ActivityState::draft;
    if (when == "open") return one.state == ActivityState::open;
    if (when == "past")
      return one.state == ActivityState::closed || one.state == ActivityState::answered;
    return true;
  }
  Href calendar() const {
    return Href("/staff/register.ics",
                {{"organisation", organisation}, {"area", area}, {"topic", topic}, {"when", when}});
  }
};

Html filter_form(const std::vector<Listed>& all, const Filter& chosen) {
  std::set<std::string> bodies, areas;
  for (const Listed& one : all) {
    if (!one.organisation.empty()) bodies.insert(one.organisation);
    for (std::string& area : plan::by_comma(one.area)) areas.insert(std::move(area));
  }
  const auto options = [](std::string every, const std::set<std::string>& names,
                          const std::string& now) {
    std::vector<Option> list{{.value = "", .label = std::move(every)}};
    for (const std::string& each : names)
      list.push_back({.value = each, .label = each, .chosen = each == now});
    return list;
  };
  const auto when = [&](std::string value, std::string label) {
    return Option{.value = value, .label = std::move(label), .chosen = value == chosen.when};
  };
  return on_screen(
      form({.action = Href("/staff/register"),
            .body = join(
                select({.name = "organisation",
                        .label = tr("Whose"),
                        .options = options(tr("Every organisation"), bodies, chosen.organisation)}),
                select({.name = "area",
                        .label = tr("Area"),
                        .options = options(tr("Every area"), areas, chosen.area)}),
                input({.name = "topic", .label = tr("Topic or title"), .value = chosen.topic}),
                select({.name = "when",
                        .label = tr("Which"),
                        .options = {when("", tr("Planned, open and past")),
                                    when("planned", tr("Planned")), when("open", tr("Open")),
                                    when("past", tr("Past"))}}),
                button({.text = tr("Show"), .look = Look::secondary})),
            .get = true}));
}

Html titled(const Listed& one) {
  if (one.published) return link(Href("/a/" + one.id.text()), one.title);
  if (one.state == ActivityState::draft) return text(one.title);
  return link(Href(path_of(one.id)), one.title);
}

Html month_table(const std::string& month, const std::vector<const Listed*>& begin,
                 const std::string& zone) {
  std::vector<std::vector<Html>> rows;
  for (const Listed* one : begin)
    rows.push_back({titled(*one), state_tag(one->state), text(when_held(*one, zone)),
                    text(one->organisation.empty() ? one->owner_name : one->organisation),
                    text(one->area.empty() ? tr("Everywhere") : one->area), text(one->contact)});
  return table({.caption = month,
                .columns = {{tr("Activity")},
                            {tr("State")},
                            {tr("When")},
                            {tr("Whose")},
                            {tr("Area")},
                            {tr("Whom to ask")}},
                .rows = std::move(rows),
                .caption_hidden = true});
}

std::string month_words(const std::string& month, const std::string& zone) {
  const auto first = from_local_date(month + "-01", zone, DayEdge::start);
  return first ? show_date(*first, zone).substr(2) : month;  // Without "1 ".
}

// Latest month first: what is planned, what runs, what was.
Html months(const std::vector<Listed>& shown, const std::string& zone, TimeMs now) {
  std::map<std::string, std::vector<const Listed*>, std::greater<>> begins;
  std::vector<const Listed*> undated;
  const auto month_of = [&](TimeMs time) { return iso_date(time, zone).substr(0, 7); };
  for (const Listed& one : shown) {
    const auto first = one.from ? one.from : one.until;
    if (first)
      begins[month_of(*first)].push_back(&one);
    else
      undated.push_back(&one);
  }
  begins[month_of(now)];  // What still runs is said of this month even when nothing begins in it.
  Html out;
  if (!undated.empty())
    out += join(heading(2, tr("No dates yet"), Size::m),
                month_table(tr("No dates yet"), undated, zone));
  for (const auto& [month, begin] : begins) {
    std::vector<Html> still;
    for (const Listed& one : shown)
      if (one.from && month_of(*one.from) < month &&
          (one.until ? month_of(*one.until) >= month
                     : one.state == ActivityState::open && month <= month_of(now)))
        still.push_back(join(titled(one), text(", " + when_held(one, zone))));
    if (begin.empty() && still.empty()) continue;
    const std::string words = month_words(month, zone);
    out += heading(2, words, Size::m, "m-" + month);
    if (!begin.empty()) out += month_table(words, begin, zone);
    if (!still.empty())
      out += join(heading(3, tr("Still running, from earlier"), Size::s), bullets(still));
  }
  return out;
}

std::vector<Listed> shown_of(const std::vector<Listed>& all, const Filter& filter) {
  std::vector<Listed> shown;
  for (const Listed& one : all)
    if (filter.lets(one)) shown.push_back(one);
  return shown;
}

Result<Reply> register_page(Services& services, const Request& request) {
  const auto all = TRY(services.planned->all(scope_of(request)));
  const Filter filter = Filter::of(request);
  const auto shown = shown_of(all, filter);
  return show(
      services, request,
      {.heading = tr("Register"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
       .body = join(
           paragraph(tr("What every partner plans, holds and has held. Of another partner’s "
                        "activity it shows what it is called, who runs it, when, where and whom to "
                        "ask.")),
           filter_form(all, filter),
           paragraph(tr_n("{n} activity", "{n} activities", std::ssize(shown))),
           shown.empty() ? paragraph(tr("Nothing in the register is like that."))
                         : months(shown, services.zone, services.clock.now()),
           on_screen(el("p", link(filter.calendar(), tr("Take it into your calendar (.ics)")))))});
}

Result<Reply> register_calendar(Services& services, const Request& request) {
  const auto all = TRY(services.planned->all(scope_of(request)));
  std::vector<formats::CalendarEntry> entries;
  for (const Listed& one : shown_of(all, Filter::of(request))) {
    const auto first = one.from ? one.from : one.until;
    if (!first) continue;
    entries.push_back({.id = one.id.text(),
                       .title = one.title,
                       .first_day = iso_date(*first, services.zone),
                       .last_day = iso_date(one.until.value_or(*first), services.zone),
                       .where = one.area,
                       .said = one.owner_name + (one.contact.empty() ? "" : "\n" + one.contact)});
  }
  return download("register.ics", "text/calendar; charset=utf-8",
                  formats::calendar(entries, services.clock.now()));
}

}  // namespace

Routes register_routes(Services& services) {
  if (services.planned == nullptr) return {};
  constexpr Who kReaders = Who::may(Capability::read_summary);
  return {
      {Method::get, "/staff/register", kReaders, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return register_page(services, request);
       }},
      {Method::get, "/staff/register.ics", kReaders, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return register_calendar(services, request);
       }},
  };
}

}  // namespace heed::web::staff
