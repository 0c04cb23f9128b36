// Before anybody was asked: which bodies owe which duty, and the proposal for one ward with what
// was judged of it, first in too little and then again.
#include <algorithm>

#include "app/demo_story.h"

namespace heed::app {
namespace {

using plan::Direction;
using plan::Domain;
using plan::DomainJudged;
using plan::Impact;
using plan::Likelihood;

constexpr std::string_view kBoard = "Fenmere and Tarn Valley Integrated Care Board";
constexpr std::string_view kTrust = "Fenmere Community Trust";

// As it was seen before anybody had counted the journeys.
std::vector<DomainJudged> at_first() {
  return {{.domain = Domain::access,
           .impact = Impact::minor,
           .direction = Direction::reduction,
           .likelihood = Likelihood::likely,
           .touches = {"location"},
           .evidence = "Fenmere Hospital is 14 miles from Saltby by road."},
          {.domain = Domain::wider_community,
           .impact = Impact::none,
           .evidence = "No other service moves. Transport has not been looked at yet."},
          {.domain = Domain::patients_or_users,
           .impact = Impact::minor,
           .direction = Direction::increase,
           .likelihood = Likelihood::likely,
           .touches = {"current", "future"},
           .evidence = "Some 180 people a year, by the stroke audit."},
          {.domain = Domain::service_delivery,
           .impact = Impact::minor,
           .direction = Direction::increase,
           .likelihood = Likelihood::likely,
           .touches = {"methods"},
           .evidence = "Therapy on seven days a week instead of five."}};
}

std::vector<DomainJudged> once_counted() {
  auto all = at_first();
  all[0].impact = Impact::substantial;
  all[0].likelihood = Likelihood::certain;
  all[0].evidence =
      "The travel analysis: from Tarn two buses and 95 minutes each way, and none in the evening.";
  all[1] = {.domain = Domain::wider_community,
            .impact = Impact::minor,
            .direction = Direction::reduction,
            .likelihood = Likelihood::possible,
            .touches = {"transport"},
            .evidence = "More cars at a car park that is full by half past nine."};
  all[3].impact = Impact::substantial;
  all[3].touches = {"methods", "relocation"};
  return all;
}

plan::InvolvementJudged involved(bool commissions) {
  return {
      .triggers = {{.name = "planning",
                    .applies = commissions,
                    .touches = commissions ? std::vector<std::string>{"resources"}
                                           : std::vector<std::string>{},
                    .because = commissions ? "It is about where the money for beds goes."
                                           : "The trust commissions nothing."},
                   {.name = "proposals",
                    .applies = true,
                    .touches = {"manner"},
                    .because = "People would be looked after at another hospital."},
                   {.name = "decisions",
                    .applies = true,
                    .touches = {"manner"},
                    .because = "Two wards would close and one would open."}},
      .audiences = {{"public", "A formal consultation, by every way that people can answer."},
                    {"patients", "Staff of both wards ask everybody who is or was there."},
                    {"carers", "Carers' groups in both towns, and a call to who cannot come."}}};
}

}  // namespace

Result<> register_duties(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  for (const partners::Organisation& each : TRY(house.partners.organisations(priya))) {
    plan::NewDuty duty{.organisation = each.id, .name = "Duty to involve the public"};
    if (each.name == kBoard) {
      duty.source = "National Health Service Act 2006, section 14Z45";
      duty.starts = TRY(from_local_date("2022-07-01", story.zone(), DayEdge::start));
      duty.clause = "Part 9, arrangements for public involvement";
      duty.clause_link = "https://constitution.fenmere.example/part-9";
      story.duty = TRY(house.duties.add(priya, duty, kPriya)).text();
      story.board = each.name;
      TRY(house.duties.set_must_say(priya, each.id, true, kPriya));
    } else if (each.name == kTrust) {
      duty.source = "National Health Service Act 2006, section 242(1B)";
      TRY(house.duties.add(priya, duty, kPriya));
    }
  }
  return Done{};
}

Result<> propose_stroke_beds(Story& story, ActivityId activity) {
  plan::ServiceChanges& changes = story.house.changes;
  const Scope priya = story.as(kPriya), tom = story.as(kTom);
  story.at(-299);
  const auto id = TRY(changes.open(
      priya,
      {.kind = plan::ChangeKind::substantial_variation,
       .title = "One ward for stroke rehabilitation",
       .owner = std::string(kBoard),
       .what = "Rehabilitation after a stroke would be on one ward at Fenmere Hospital. The wards "
               "at Saltby and Tarn would close.",
       .for_whom = "Some 180 people a year who recover from a stroke, and those who visit them, "
                   "above all in Saltby and Tarn Valley.",
       .activity = activity},
      kPriya));
  story.at(-298);
  const auto first = TRY(changes.judge_significance(tom, id, 0, at_first(), kTom));
  story.at(-296);
  const auto again = TRY(changes.judge_significance(priya, id, first, once_counted(), kPriya));
  TRY(changes.settle(tom, id, plan::About::significance, again, true,
                     "Both councils' scrutiny officers see it so too.", kTom));
  for (const std::string_view body : {kBoard, kTrust}) {
    const auto number =
        TRY(changes.judge_duty(priya, id, 0, body, involved(body == kBoard), kPriya));
    TRY(changes.settle(priya, id, plan::About::duty, number, true, "", kPriya));
  }
  return Done{};
}

}  // namespace heed::app
