// Stroke rehabilitation beds, from the papers for the board on: decided with a gap, under way, sent
// on to others' work, and what was learnt.
#include "app/demo_stroke.h"

namespace heed::app {
namespace {

Result<> before_the_board(Story& story, ActivityId id) {
  House& house = story.house;
  const auto now = TRY(house.activities.activity(story.as(kPriya), id));
  TRY(house.activities.say_outcome(
      story.as(kPriya), id, now.version,
      "One stroke ward opens at Fenmere Hospital with therapy on seven days, and a shuttle takes "
      "visitors home in the evening.",
      "Nobody under 25 answered. Few people who speak little English did, and people with aphasia "
      "could hardly take part by themselves.",
      "Once a ward goes from a community hospital, the hospital may go. Twelve people said it, and "
      "five years is all that we could promise."));
  const Scope sue = story.as(kSue);
  const auto scrutiny = TRY(house.scrutiny.start(sue, id,
                                                 {.authority = "Tarn Valley Council",
                                                  .committee = "Health scrutiny committee",
                                                  .comments_due = story.day(-90, 17),
                                                  .decision_due = story.day(-60, 14)}));
  TRY(house.scrutiny.publish_dates(sue, scrutiny));
  story.at(-100);
  TRY(house.scrutiny.say(sue, scrutiny, decide::ScrutinyKind::view,
                         "The committee thinks that the change is substantial.", true,
                         "Leah Ward"));
  TRY(house.scrutiny.say(
      sue, scrutiny, decide::ScrutinyKind::recommendation,
      "Run a shuttle in the evening for at least two years, and publish how many "
      "use it.",
      true, "Leah Ward"));
  TRY(house.scrutiny.say(sue, scrutiny, decide::ScrutinyKind::step,
                         "We agree, and have put it into the plan.", false, kSue));
  story.at(-85);
  const auto page = TRY(house.findings.draft_page(story.as(kAmina), id));
  return house.findings.record_view(
      story.as(kAmina), id, decide::Satisfied::concerns,
      "People with aphasia are the people whom this is for, and they were asked in writing. I want "
      "that answered before the ward opens.",
      decide::Findings::page_hash(page), kAmina);
}

struct Bodies {
  decide::BodyId board, group;
};

Result<> recommend(Story& story, ActivityId id) {
  std::vector<FindingId> in_favour, against;
  for (const decide::Finding& each : TRY(story.house.findings.findings(story.as(kPriya), id))) {
    if (each.name == "Specialists in one place") in_favour.push_back(each.id);
    if (each.name == "Losing the local ward" || each.name == "Getting there by bus" ||
        each.name == "Families at the bedside")
      against.push_back(each.id);
  }
  TRY(story.house.recommendations.add(
      story.as(kPriya), id,
      {.words = "One ward at Fenmere Hospital, with an evening shuttle from the first day",
       .in_favour = in_favour,
       .against = against},
      kPriya));
  return Done{};
}

Result<Bodies> decide_it(Story& story, ActivityId id, const StrokeFindings& found) {
  House& house = story.house;
  const Scope sue = story.as(kSue);
  Bodies bodies;
  story.at(-84);
  bodies.board = TRY(house.governance.add_body(sue, "Partnership board", "board"));
  bodies.group = TRY(house.governance.add_body(sue, "Implementation planning group", "group"));
  const auto meeting = TRY(house.governance.plan_meeting(
      sue, {.body = bodies.board, .held = story.day(-60, 14), .place = "Corn Hall, Saltby"}));
  TRY(house.governance.publish_notice(sue, meeting, 1));
  story.at(-70);
  const auto item = TRY(house.governance.add_item(
      sue, meeting,
      {.activity = id,
       .title = "Stroke rehabilitation beds",
       .asked = "Decide whether one ward at Fenmere replaces the wards at Saltby and Tarn.",
       .voice_section = "Getting home in the evening above all. One man showed us that our bus "
                        "times were a year "
                        "old. Therapy every day is what people who had a stroke ask for most."},
      kSue));
  story.at(-65, 20);
  auto page = TRY(house.governance.board_page(story.as(kOsei), meeting, item));
  TRY(house.governance.mark_read(story.as(kOsei), meeting, item, page.hash, kOsei));
  story.at(-60, 16);
  page = TRY(house.governance.board_page(sue, meeting, item));
  TRY(house.governance.decide(
      sue, meeting, item,
      {.decided =
           "One stroke rehabilitation ward opens at Fenmere Hospital, with an evening shuttle.",
       .reasons =
           "Therapy on seven days needs one team. People could not get home in the evening, so "
           "the shuttle is part of the decision and not an extra.",
       .options =
           "Two wards as now: not chosen, because posts stay empty.\nSpecialists who take "
           "turns: not chosen, because of the hours on the road.\nOne ward without a shuttle: "
           "not chosen, because of Mr Holt's timetable.",
       .conditions = "The shuttle runs from the first day. We look again after a year.",
       .interests =
           "Eleven members were there. Dr Osei's practice is in Fenmere; he said so, and did "
           "not vote.",
       .gap_reasons =
           {{found.gap,
             "How people with aphasia take part needs more time than we had. Amina Yusuf "
             "and a speech therapist bring a way to the board in the autumn."}},
       .pack_hash = page.hash,
       .evaluation = {.due = story.day(365, 23),
                      .aims = "People who had a stroke have therapy on seven days\n"
                              "Families can visit in the evening and get home",
                      .measures = "Hours of therapy a week, for each patient\n"
                                  "Passengers of the evening shuttle, each month\n"
                                  "What people say when we ask them after six and twelve months"}},
      kSue));
  story.at(-55);
  TRY(house.findings.publish(story.as(kPriya), id));
  return bodies;
}

Result<> act_on_it(Story& story, ActivityId id, const StrokeFindings& found, const Bodies& bodies) {
  House& house = story.house;
  const Scope priya = story.as(kPriya), sue = story.as(kSue);
  story.at(-52);
  const auto promise = TRY(house.promises.make(
      priya,
      {.activity = id,
       .words = "We write to everyone who asked, with the decision and the reasons",
       .set_off = "Once the board has decided",
       .due = story.day(-40, 23),
       .owner = kPriya},
      kPriya));
  const auto review = house.promises.make(
      priya,
      {.activity = id,
       .words = "We look again at the shuttle and the hours of therapy, and publish both",
       .set_off = "A year after the ward opened",
       .due = story.day(365, 23),
       .owner = kTom},
      kPriya);
  if (!review) return Error(review.error());
  const auto plan =
      TRY(house.actions.draft(priya, id, "One ward, and a way home", bodies.group, kPriya));
  TRY(house.actions.consider(sue, plan, bodies.group, "We read the report and the decision.",
                             kSue));
  struct Wanted {
    FindingId finding;
    const char *commitment, *what, *owner, *organisation;
    int due;
  };
  const Wanted wanted[] = {
      {found.evidence, "An evening shuttle from the first day", "Run the evening shuttle", kTom,
       "Tarn Valley Council", 365},
      {found.bus, "Buses that meet each other", "Have the 31 wait for the 14", "Grace Lyle",
       "Tarn Valley Council", 60},
      {found.home, "A home team of seven", "Fill seven posts in the home team", "Martin Oduya",
       "Fenmere Community Trust", 300},
      {found.evidence, "Papers with times that are right",
       "Check every timetable before a paper goes out", kPriya,
       "Fenmere and Tarn Valley Integrated Care Board", 20},
  };
  std::vector<act::ActionId> actions;
  for (const Wanted& one : wanted)
    actions.push_back(TRY(house.actions.add(priya, plan,
                                            {.finding = one.finding,
                                             .commitment = one.commitment,
                                             .what = one.what,
                                             .owner = one.owner,
                                             .organisation = one.organisation,
                                             .due = story.day(one.due, 23)},
                                            kPriya)));
  story.at(-45);
  const auto drafted = TRY(house.actions.plans(sue, id));
  CHECK(!drafted.empty());
  TRY(house.actions.approve(sue, plan, drafted.front().version, bodies.board,
                            "Agreed, with the shuttle first.", kSue));
  TRY(story.tell());
  TRY(house.promises.keep(priya, promise, 1, "We wrote to all who asked, by post and by email.",
                          kPriya));
  story.at(0);
  TRY(house.actions.move_on(story.as(kTom), actions[0], 1, act::ActionState::in_progress,
                            "Running since 3 March.", kTom));
  story.at(14);
  TRY(house.actions.move_on(priya, actions[3], 1, act::ActionState::done,
                            "Two people look, and one of them takes the bus.", kPriya));
  TRY(house.actions.move_on(story.as(kTom), actions[2], 1, act::ActionState::in_progress,
                            "Five of seven are in post.", kTom));
  return story.tell();
}

// Two pieces of work elsewhere that it bears on; one has said what came of it (T-004).
struct SentOn {
  act::WorkstreamId buses, home;
};

Result<SentOn> send_it_on(Story& story, ActivityId id, const StrokeFindings& found) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  story.at(-54);
  const auto buses = TRY(house.workstreams.add(
      priya,
      {.organisation = "Tarn Valley Council", .name = "Rural bus contracts", .lead = "Grace Lyle"},
      kPriya));
  const auto home = TRY(house.workstreams.add(priya,
                                              {.organisation = "Fenmere Community Trust",
                                               .name = "Care closer to home",
                                               .lead = "Martin Oduya"},
                                              kPriya));
  TRY(house.workstreams.send(priya, id, found.evidence, buses,
                             "The contracts are let again in April.", kPriya));
  TRY(house.workstreams.send(priya, id, found.bus, buses, "", kPriya));
  TRY(house.workstreams.send(priya, id, found.home, home,
                             "It plans how many people are looked after at home.", kPriya));
  return SentOn{buses, home};
}

Result<> say_what_came_of_it(Story& story, const StrokeFindings& found, const SentOn& sent) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  story.at(14, 15);
  TRY(house.workstreams.say(priya, sent.buses, found.evidence, 0, act::Influence::changed,
                            "From April every contract has a last bus after evening visiting ends.",
                            "Grace Lyle"));
  TRY(house.workstreams.say(priya, sent.home, found.home, 0, act::Influence::considered,
                            "It is one of three ways that are costed by the summer.",
                            "Martin Oduya"));
  return Done{};
}

Result<> write_down_what_was_learnt(Story& story, ActivityId id) {
  story.at(14, 16);
  const auto learnt = TRY(story.house.learning.add(
      story.as(kPriya), id,
      {.words = "Have somebody who travels by bus check every time in a paper before it goes out.",
       .evidence =
           "Our paper had a timetable that was a year old. One man who wrote by hand told us; "
           "nobody of the 14 who had signed the paper off had seen it.",
       .elsewhere = "Every consultation that moves a service, and every letter with directions.",
       .topics = "transport, consultation papers"},
      kPriya));
  return story.house.learning.publish(story.as(kPriya), learnt, 1);
}

// Half a year later: did it make a difference?
Result<> ask_what_difference(Story& story, ActivityId id) {
  constexpr int kSixMonths = 132;  // After publication.
  if (story.day(kSixMonths) > story.now()) return Done{};
  using enum act::Answer;
  const std::pair<act::Answer, const char*> said[] = {
      {yes, "I use the shuttle three times a week."},
      {yes, "He has therapy every day."},
      {partly, "The shuttle is good. It does not come on Sundays."},
      {no, "I still cannot park."},
      {yes, ""},
      {yes, ""},
      {partly, ""},
      {partly, "Better than I feared."},
      {yes, ""},
      {cannot_say, ""},
      {partly, ""},
      {yes, "The room for relatives. Thank you."},
      {no, "Nobody has asked my wife yet. She has aphasia."},
      {yes, ""},
      {partly, ""},
      {yes, ""},
      {yes, ""},
      {no, ""},
      {partly, ""},
      {yes, ""},
      {yes, ""},
      {partly, ""},
      {cannot_say, ""},
      {yes, ""},
  };
  story.at(kSixMonths);
  for (const auto& [answer, words] : said)
    TRY(story.house.difference.say(story.anyone(),
                                   {.activity = id, .answer = answer, .words = words}));
  return Done{};
}

}  // namespace

Result<> decide_stroke_beds(Story& story, ActivityId id, const StrokeFindings& found) {
  TRY(before_the_board(story, id));
  TRY(recommend(story, id));
  const Bodies bodies = TRY(decide_it(story, id, found));
  const SentOn sent = TRY(send_it_on(story, id, found));
  TRY(act_on_it(story, id, found, bodies));
  TRY(say_what_came_of_it(story, found, sent));
  TRY(write_down_what_was_learnt(story, id));
  TRY(story.tell());
  return ask_what_difference(story, id);
}

}  // namespace heed::app
