// What is going on: GP appointments with 225 postcards are being read, somebody waits for an
// answer, and young people's mental health is open.
#include "app/demo_story.h"

namespace heed::app {
namespace {

using questions::Kind;

QuestionId fresh(Story& story) { return story.house.random.id<QuestionId>(); }

questions::Words english(const char* words) { return {{"en", words}}; }

}  // namespace

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
