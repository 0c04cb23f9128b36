#include "app/demo.h"

#include <algorithm>

#include "app/demo_story.h"

namespace heed::app {
namespace {

constexpr std::string_view kPassword = "fenmere-demonstration";
constexpr std::string_view kAskedAbout = "Stroke rehabilitation beds";

// The latest 3 March that leaves time for what followed.
Result<TimeMs> spring(TimeMs now, const std::string& zone) {
  const int year = std::stoi(iso_date(now, zone).substr(0, 4));
  const TimeMs this_year =
      TRY(from_local_date(fmt::format("{}-03-03", year), zone, DayEdge::start));
  if (this_year + 90 * kDayMs < now) return this_year;
  return from_local_date(fmt::format("{}-03-03", year - 1), zone, DayEdge::start);
}

Result<> tell_all(Story& story) {
  const auto& people = cast();
  story.at(-330);
  for (std::size_t i = 0; i + 1 < people.size(); ++i) TRY(story.add(people[i], kPassword));
  for (const auto& [name, kind] :
       {std::pair{"Fenmere and Tarn Valley Integrated Care Board", "icb"},
        std::pair{"Fenmere Community Trust", "trust"}, std::pair{"Tarn Valley Council", "council"},
        std::pair{"Healthwatch Fenmere", "healthwatch"},
        std::pair{"Tarn Valley Carers", "voluntary"}})
    TRY(story.house.partners.add_organisation(
        story.as(kPriya), {.name = name, .kind = kind, .starts = std::nullopt}));
  TRY(register_duties(story));
  TRY(tell_stroke_beds(story));
  TRY(tell_leg_ulcers(story));
  TRY(tell_working_together(story));
  TRY(tell_gp_appointments(story));
  TRY(tell_young_people(story));
  TRY(tell_contacts(story));
  story.house.clock.end();
  return story.add(people.back(), kPassword);
}

}  // namespace

partners::NewPartnership demonstration_partnership() {
  return {.name = "Fenmere and Tarn Valley Health and Care Partnership", .prefix = "FM"};
}

Result<> make_demonstration(House& house) {
  const auto partnership = TRY(house.partners.partnership());
  CHECK(partnership.has_value());
  const auto people = TRY(house.partners.people(Scope::for_operator(partnership->id)));
  const auto there = [&](const Somebody& one) {
    return std::ranges::find(people, one.email, &partners::Person::email) != people.end();
  };
  // An older Heed's demonstration had Priya and no Tom, and is whole as it is.
  if (there(cast()[0]) && (!there(cast()[1]) || there(cast().back()))) return Done{};
  if (there(cast()[0]))
    return refuse("The demonstration was not finished when it was made. Begin anew with --fresh.",
                  ErrorKind::conflict);
  if (!people.empty())
    return refuse("This data folder is somebody's own: the demonstration is not put into it.",
                  ErrorKind::conflict);
  Story story(house, *partnership, TRY(spring(house.clock.now(), partnership->zone)));
  const Result<> told = tell_all(story);
  house.clock.end();
  return told;
}

std::string demonstration_sign_ins(House& house, const std::string& url) {
  std::string out = fmt::format(
      "\nThe public pages: {0}/\nStaff sign in at {0}/staff/sign-in with one of\n", url);
  for (const Somebody& one : cast())
    out += fmt::format("  {:<24} {}, {}\n", one.email, one.name, one.is);
  out += fmt::format("and the password {}\n", kPassword);
  if (const auto partnership = house.partners.partnership(); partnership && *partnership) {
    const Scope anyone = Scope::for_public((*partnership)->id);
    if (const auto all = house.activities.list(anyone))
      for (const plan::Activity& each : *all)
        if (each.details.title == kAskedAbout)
          if (const auto receipt = house.intake.receipt(anyone, each.id, maries_answer()))
            out += fmt::format("A reference to follow at {}/follow: {}\n", url, receipt->reference);
  }
  return out + "The demonstration is made up. Stop with Ctrl-C.\n";
}

}  // namespace heed::app
