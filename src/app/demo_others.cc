// The other four: what was heard of leg ulcers and the draft that overlaps it, a workshop whose
// promise is late, GP appointments with 225 postcards, and young people's mental health, open now.
#include "app/demo_story.h"

namespace heed::app {
namespace {

using questions::Kind;

constexpr const char* kContact = "Ring 01632 960 170, or write to Freepost FENMERE LISTENS.";

QuestionId fresh(Story& story) { return story.house.random.id<QuestionId>(); }

questions::Words english(const char* words) { return {{"en", words}}; }

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

// Being read: some came by the web, and 225 postcards are one campaign.
Result<> tell_gp_appointments(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya), jo = story.as(kJo);
  const TimeMs opens = story.now() + -64 * kDayMs, closes = story.now() + -12 * kDayMs;
  house.clock.tell(opens + -6 * kDayMs);
  const ActivityId id = TRY(house.activities.add(
      priya, {.kind = plan::ActivityKind::survey,
              .title = "Getting a GP appointment",
              .purpose = "How people get through to a surgery, and when it is open.",
              .decided = "That the phone stays. Nobody has to use the internet.",
              .decider = "The primary care committee",
              .owner_name = "Priya Shah, engagement lead",
              .contact = kContact,
              .closes = closes,
              .hear_by = story.now() + 45 * kDayMs,
              .area = "",
              .topics = "GP, appointments, phone",
              .audience = "everybody who is registered with a surgery",
              .organisation = story.board,
              .duties = story.duty,
              .influence = "consult"}));
  questions::Questionnaire asked;
  asked.sections = {
      {.title = english("Getting through"),
       .questions = {{.id = fresh(story),
                      .kind = Kind::long_text,
                      .text = english("What happened when you last tried to get an appointment?")},
                     {.id = fresh(story),
                      .kind = Kind::choose_one,
                      .text = english("How did you try?"),
                      .choices = {{.id = "phone", .text = english("By phone")},
                                  {.id = "form", .text = english("With the online form")},
                                  {.id = "desk", .text = english("At the desk")}}},
                     {.id = fresh(story),
                      .kind = Kind::scale,
                      .text = english("How easy was it?"),
                      .choices = {{.id = "hard", .text = english("Very hard")},
                                  {.id = "easy", .text = english("Very easy")}},
                      .least = 1,
                      .most = 5}}}};
  TRY(house.activities.set_questionnaire(priya, id, asked));
  house.clock.tell(opens);
  TRY(house.activities.open(priya, id));
  const auto q = asked.questions();
  std::vector<std::vector<std::string>> typed_up;
  const auto all = TRY(demo_rows("gp-appointments.csv"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& cells = all[i];
    const TimeMs when = opens + static_cast<std::int64_t>(i) * (closes.ms - opens.ms) /
                                    static_cast<std::int64_t>(all.size());
    if (cells[0] != "web") {
      typed_up.push_back({cells[4], iso_date(when, story.zone()), cells[0], cells[2], cells[1]});
      continue;
    }
    const bool form = cells[3].find('d') != std::string::npos;
    const bool glad = cells[3].find('+') != std::string::npos;
    house.clock.tell(when);
    TRY(story.answer(id, {{q[0]->id, cells[4]},
                          {q[1]->id, questions::write_value({{"", form ? "form" : "phone"}})},
                          {q[2]->id, questions::write_value({{"", glad         ? "5"
                                                                  : i % 3 == 0 ? "1"
                                                                               : "2"}})}}));
    TRY(story.all_kept());
  }
  // The same card 210 times, and again with a line of somebody's own.
  const std::string card =
      "Save our surgery! I am against the closing of the Lower Fen branch surgery. Older people "
      "and "
      "families cannot get to Fenmere. Keep our doctors where the people are, and listen to the "
      "village this time.";
  const std::string posted = iso_date(closes + -3 * kDayMs, story.zone());
  for (int i = 0; i < 210; ++i) typed_up.push_back({card, posted, "postcard", "Lower Fen", "no"});
  for (const auto& cells : TRY(demo_rows("postcards.csv")))
    typed_up.push_back({card + " " + cells[0], posted, "postcard", "Lower Fen", "no"});
  house.clock.tell(closes + -1);
  using enum listen::Role;
  TRY(story.bring_in(id, "paper-phone-and-postcards.csv",
                     "What happened when you last tried to get an appointment?",
                     {answer, date, channel, grouping, may_quote}, typed_up));
  house.clock.tell(closes + kDayMs);
  TRY(house.activities.close(priya, id));
  house.clock.tell(closes + 3 * kDayMs);
  TRY(house.campaigns.find(jo, id));
  for (const understand::Campaign& each : TRY(house.campaigns.all(jo, id)))
    if (each.organiser.empty() && each.size >= 210) {
      TRY(house.campaigns.name(jo, each.id, each.version, "Save Our Surgery, Lower Fen"));
      TRY(house.campaigns.read_once(jo, id, each.id, kJo));
    }
  TRY(house.themes.propose(jo, id));
  // Half of the others are read so far.
  using understand::CodeId;
  std::map<char, CodeId> codes;
  for (const auto& [letter, name] :
       {std::pair{'k', "The eight o'clock queue"}, std::pair{'d', "The online form"},
        std::pair{'e', "Evenings and Saturdays"}, std::pair{'c', "The same doctor or nurse"},
        std::pair{'n', "Nurses, pharmacists and others"}, std::pair{'w', "Waiting"},
        std::pair{'p', "Getting there"}, std::pair{'s', "Reception"},
        std::pair{'i', "Interpreters and languages"}})
    codes[letter] =
        TRY(house.frames.add(jo, id, {.parent = {}, .name = name, .definition = name}, kJo));
  std::map<std::string, VoiceId> voices;
  for (const listen::Voice& voice : TRY(house.voices.all(jo, id)))
    voices.emplace(voice.words, voice.id);
  for (std::size_t i = 0; i < all.size(); i += 2) {
    understand::Markings marks;
    for (std::size_t c = 0; c + 1 < all[i][3].size(); ++c)
      if (const auto code = codes.find(all[i][3][c]); code != codes.end())
        marks.codes.push_back({.code = code->second,
                               .stance = all[i][3][c + 1] == '+' ? understand::Stance::supports
                                                                 : understand::Stance::against});
    if (const auto voice = voices.find(all[i][4]); voice != voices.end())
      TRY(house.coding.save(jo, id, voice->second, 0, marks, kJo));
  }
  return Done{};
}

// A meeting that was logged, and a question that waits for its answer.
Result<> tell_contacts(Story& story) {
  listen::Enquiries& enquiries = story.house.enquiries;
  const Scope priya = story.as(kPriya);
  TRY(enquiries.add(priya, {.way = listen::ContactWay::meeting,
                            .who = "Tarn Valley Carers",
                            .words = "Nineteen carers. They cannot come to anything before ten, "
                                     "and want to be told what came of last spring's survey.",
                            .day = story.now() + -9 * kDayMs,
                            .taken_by = "Priya Shah"}));
  TRY(enquiries.add(story.anyone(),
                    {.who = "Upper Tarn Men's Shed",
                     .words = "Can somebody come and talk to us? We meet on Thursdays at two.",
                     .reply_by = listen::ReplyBy::phone,
                     .reply_to = "01632 960 455"}));
  return Done{};
}

// Open now; nobody under 18 has answered.
Result<> tell_young_people(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  const TimeMs opens = story.now() + -16 * kDayMs;
  house.clock.tell(opens + -30 * kDayMs);
  const ActivityId id = TRY(house.activities.add(
      priya, {.kind = plan::ActivityKind::co_design,
              .title = "Young people's mental health: what helps?",
              .purpose = "What we offer to people of 11 to 25, and where.",
              .decided = "The money for the first year. Nothing else.",
              .decider = "The partnership board, in public",
              .owner_name = "Priya Shah, engagement lead",
              .contact = "Ring 01632 960 170 for Easy Read, large print or another language.",
              .closes = story.now() + 42 * kDayMs,
              .hear_by = story.now() + 98 * kDayMs,
              .topics = "mental health, young people",
              .audience = "people of 11 to 25, and those who look after them",
              .formats = "standard,easy_read",
              .languages = "en,cy,ar",
              .organisation = story.board,
              .duties = story.duty,
              .influence = "involve"}));
  questions::Questionnaire asked;
  asked.sections = {
      {.title = english("What helps"),
       .questions = {{.id = fresh(story),
                      .kind = Kind::long_text,
                      .text = english("What has helped you, or somebody you know, when things were "
                                      "hard?")},
                     {.id = fresh(story),
                      .kind = Kind::long_text,
                      .text = english("What got in the way of getting help?")},
                     {.id = fresh(story),
                      .kind = Kind::long_text,
                      .text = english("Where would you go first, if you could choose?")},
                     {.id = fresh(story),
                      .kind = Kind::long_text,
                      .text = english("Is there anything else that we should know?")}}}};
  TRY(house.activities.set_questionnaire(priya, id, asked));
  TRY(house.activities.set_stages(priya, id,
                                  {{"Asking", "Six young people wrote the questions with us."},
                                   {"Designing", "Two Saturdays in the youth centre, travel paid."},
                                   {"Deciding", ""}}));
  house.clock.tell(opens);
  TRY(house.activities.open(priya, id));
  const auto q = asked.questions();
  const auto rows = TRY(demo_rows("young-people.csv"));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    house.clock.tell(opens + static_cast<std::int64_t>(i) * kDayMs);
    TRY(story.answer(id, {{q[0]->id, rows[i][2]}, {q[1]->id, rows[i][3]}, {q[2]->id, rows[i][4]}}));
    TRY(story.all_kept());
  }
  return Done{};
}

}  // namespace heed::app
