// What has been heard: of leg ulcers, with the draft that overlaps it, and at a workshop whose
// promise is late.
#include "app/demo_story.h"

namespace heed::app {
namespace {

// One that is called by the word, before one that only has it among its keywords; none that a
// person has answered.
const understand::Theme* theme_about(const understand::Frame& frame,
                                     const std::vector<decide::Finding>& answered,
                                     std::string_view word) {
  const auto open = [&](const understand::Theme& theme) {
    return std::ranges::find(answered, theme.id, &decide::Finding::theme) == answered.end();
  };
  for (const auto words : {&understand::Theme::name, &understand::Theme::keywords})
    for (const understand::Theme& theme : frame.themes)
      if ((theme.*words).find(word) != std::string::npos && open(theme)) return &theme;
  return nullptr;
}

// A theme that the method found, named by a person and made a finding with its answer; nothing
// where the method did not find it.
Result<> answer_theme(Story& story, ActivityId id, std::string_view like, std::string_view name,
                      std::string_view summary, const decide::OurResponse& response) {
  House& house = story.house;
  const understand::Frame frame = TRY(house.themes.frame(story.as(kJo), id));
  const auto answered = TRY(house.findings.findings(story.as(kJo), id));
  const understand::Theme* theme = theme_about(frame, answered, like);
  if (theme == nullptr) return Done{};
  TRY(house.themes.rename(story.as(kJo), id, theme->id, name, kJo));
  const FindingId finding = TRY(house.findings.approve(story.as(kJo), id, theme->id, summary, kJo));
  TRY(house.findings.respond(story.as(kPriya), id, finding, 0, response, kPriya));
  return Done{};
}

}  // namespace

// Heard in March by one, and asked again by another who has not seen it: so Heed says it to him.
Result<> tell_leg_ulcers(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  story.at(-5);
  const ActivityId id = TRY(house.activities.add(
      priya, {.kind = plan::ActivityKind::listening,
              .title = "Leg ulcers: what helps, and what gets in the way",
              .purpose = "Where and when people with a leg ulcer are looked after.",
              .decided = "Nothing yet.",
              .decider = "Fenmere Community Trust",
              .owner_name = "Healthwatch Fenmere",
              .contact = kContact,
              .closes = story.day(27, 23),
              .hear_by = story.day(70),
              .deliverer = "Healthwatch Fenmere",
              .topics = "leg ulcers, wounds, community nursing",
              .audience = "people with a leg ulcer and those who look after them",
              .organisation = "Healthwatch Fenmere",
              .influence = "consult"}));
  std::vector<std::vector<std::string>> typed_up;
  for (auto& cells : TRY(demo_rows("leg-ulcers.csv")))
    typed_up.push_back(
        {cells[0], iso_date(story.day(static_cast<double>(typed_up.size() % 27)), story.zone()),
         typed_up.size() % 4 == 0 ? "phone" : "paper", cells[1],
         typed_up.size() % 3 == 0 ? "no" : "yes"});
  story.at(28);
  using enum listen::Role;
  TRY(story.bring_in(id, "leg-ulcers-march.csv", "What helps, and what gets in the way?",
                     {answer, date, channel, grouping, may_quote}, typed_up));
  story.at(40);
  TRY(house.themes.propose(story.as(kJo), id));
  using enum decide::Effect;
  TRY(answer_theme(story, id, "nurse", "The same nurse",
                   "Seeing the same person heals, and seeing four in four weeks does not.",
                   {partly, "Each person has a named nurse, who plans the care.",
                    "There are not enough nurses for every visit to be by the same one.",
                    "Fenmere Community Trust", "Named nurses in three of five teams."}));
  TRY(answer_theme(story, id, "bandage", "Bandages that stay",
                   "Bandages slip, leak and hurt, and people cut them off.",
                   {changed, "Everyone is shown how to check a bandage, and has a number to ring.",
                    "It costs little, and people told us that nobody had shown them.",
                    "Fenmere Community Trust", "The card is handed out since May."}));
  TRY(answer_theme(
      story, id, "clinic", "Clinics that people can reach",
      "Clinics are up the stairs, far from a bus, or closed when people can come.",
      {sent_elsewhere, "Passed to the estates group of the partnership.",
       "The rooms belong to three partners.", "Estates group", "To be answered in the autumn."}));
  const auto now = TRY(house.activities.activity(priya, id));
  TRY(house.activities.say_outcome(
      priya, id, now.version,
      "What 86 people said went to the trust, which gives each person a named nurse.",
      "Few people under 50, and hardly anyone who lives in a care home.", ""));
  TRY(house.findings.publish(priya, id));
  // Tom's draft, half a year later.
  house.clock.tell(story.now() + -4 * kDayMs);
  const ActivityId draft =
      TRY(house.activities.add(story.as(kTom), {.kind = plan::ActivityKind::survey,
                                                .title = "Leg-ulcer clinics: ten questions",
                                                .purpose = "Which clinics open in the evening.",
                                                .decided = "Two clinics stay where they are.",
                                                .decider = "Fenmere Community Trust",
                                                .owner_name = "Tom Hale, Fenmere Community Trust",
                                                .contact = kContact,
                                                .closes = story.now() + 40 * kDayMs,
                                                .hear_by = story.now() + 90 * kDayMs,
                                                .area = "Saltby",
                                                .topics = "leg ulcers, clinics",
                                                .audience = "people with a leg ulcer"}));
  return house.activities.set_questions(
      story.as(kTom), draft,
      {"What makes it hard to come to a leg clinic?", "Which days and times would suit you?",
       "Who changes your bandages between visits?"});
}

// Posters on the walls of a hall; an update was promised, and is late.
Result<> tell_working_together(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  const TimeMs held = story.now() + -58 * kDayMs;
  const TimeMs due = story.now() + (kDayMs / 8 - 9 * kDayMs);  // In its ninth day now.
  house.clock.tell(held + -20 * kDayMs);
  const ActivityId id = TRY(house.activities.add(
      priya, {.kind = plan::ActivityKind::workshop,
              .title = "Working Better Together",
              .purpose = "How the partners work with each other and with the people they serve.",
              .decided = "That there will be a shared plan.",
              .decider = "The chief executives of the partners",
              .owner_name = "Priya Shah, engagement lead",
              .contact = kContact,
              .closes = held + kDayMs,
              .hear_by = due,
              .deliverer = "Tarn Valley Carers",
              .topics = "working together, carers, records",
              .audience = "everyone who came to the Corn Hall",
              .organisation = story.board,
              .duties = std::string(plan::kVoluntary),
              .influence = "collaborate"}));
  std::vector<std::vector<std::string>> typed_up;
  for (auto& cells : TRY(demo_rows("working-together.csv")))
    typed_up.push_back({cells[0], cells[1], iso_date(held, story.zone()), "poster"});
  TRY(house.activities.set_questions(
      priya, id,
      {"What would working better together look like?", "What gets in the way?",
       "What should we promise you today?"}));
  house.clock.tell(held);
  TRY(house.activities.open(priya, id));
  house.clock.tell(held + kDayMs / 2);
  using enum listen::Role;
  TRY(story.bring_in(id, "posters.csv", "", {question_text, answer, date, channel}, typed_up));
  house.clock.tell(held + 2 * kDayMs);
  TRY(house.activities.close(priya, id));
  TRY(house.promises.make(
      priya,
      {.activity = id,
       .words = "We write to everyone who came and say what we did with the notes on the wall",
       .set_off = "Six weeks after the workshop",
       .due = due,
       .owner = kPriya},
      kPriya));
  house.clock.tell(story.now() + -8 * kDayMs);
  TRY(house.activities.say(priya, id,
                           "This is late because two partners have not said yet what they will do. "
                           "We would rather write "
                           "once and say it all. We write by the end of next week."));
  return story.tell();
}

}  // namespace heed::app
