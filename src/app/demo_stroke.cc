// Stroke rehabilitation beds: a formal consultation, asked, heard, read and answered. What the
// board made of it is told in demo_stroke_decided.cc.
#include <algorithm>

#include "app/demo_stroke.h"

namespace heed::app {
namespace {

using decide::Effect;
using understand::CodeId;

constexpr int kOpens = -250, kCloses = -166;  // 84 days.

struct CodeOfFrame {
  char letter;  // In demo/stroke-beds.csv, with + for, - against or = for neither.
  const char* name;
  const char* definition;
};
constexpr CodeOfFrame kCodes[] = {
    {'b', "Getting there by bus",
     "Buses, and what there is instead of a bus: times, changes, fares."},
    {'c', "Driving and parking", "Driving to the one ward, and finding or paying for a place."},
    {'f', "Families at the bedside",
     "What visitors do for somebody who recovers, and visiting times."},
    {'s', "Specialists in one place", "More therapy, more often, because the staff are together."},
    {'l', "Losing the local ward",
     "What goes with the ward: people, a building, a place that is ours."},
    {'h', "Rehabilitation at home", "Being looked after at home, early and for long enough."},
    {'w', "Waiting for a bed", "How long people wait, and what happens when it is full."},
    {'m', "Whether it is about money", "The cost, and whether it is said."},
    {'a', "People with aphasia", "Taking part when reading, speaking or writing is hard."},
};

struct Row {
  std::string channel, quote, place, codes, words;
};

Result<std::vector<Row>> rows() {
  std::vector<Row> all;
  for (auto& cells : TRY(demo_rows("stroke-beds.csv")))
    all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  return all;
}

Result<ActivityId> ask(Story& story) {
  House& house = story.house;
  const Scope priya = story.as(kPriya);
  story.at(-300);
  const ActivityId id = TRY(house.activities.add(
      priya,
      {.kind = plan::ActivityKind::formal_consultation,
       .title = "Stroke rehabilitation beds",
       .purpose =
           "Whether people who recover from a stroke are looked after on one ward at Fenmere "
           "Hospital, or on two wards at Saltby and Tarn as now.",
       .decided = "Nothing about the wards. There is no more money for beds this year, and we say "
                  "so.",
       .decider = "The partnership board, in public",
       .owner_name = "Priya Shah, engagement lead",
       .contact = "Ring 01632 960 170, or write to Freepost FENMERE LISTENS.",
       .closes = story.day(kCloses, 23),
       .hear_by = story.day(-40),
       .deliverer = "Fenmere Community Trust",
       .area = "Saltby, Tarn Valley",
       .topics = "stroke, hospital beds, travel",
       .audience = "people who had a stroke, their families and carers",
       .formats = "standard,easy_read,large_print,audio",
       .languages = "en",
       .organisation = story.board,
       .duties = story.duty,
       .influence = "consult"}));
  using questions::Kind;
  questions::Questionnaire asked;
  asked.sections = {
      {.title = {{"en", "One ward or two"}},
       .questions = {
           {.id = house.random.id<QuestionId>(),
            .kind = Kind::long_text,
            .text = {{"en", "What would change for you, or for somebody you look after?"}},
            .help = {{"en", "There may be something that we have missed, or a better way."}}},
           {.id = house.random.id<QuestionId>(),
            .kind = Kind::choose_one,
            .text = {{"en", "How would you get to Fenmere Hospital?"}},
            .choices = {{.id = "car", .text = {{"en", "By car"}}},
                        {.id = "bus", .text = {{"en", "By bus"}}},
                        {.id = "taxi", .text = {{"en", "By taxi"}}},
                        {.id = "lift", .text = {{"en", "Somebody would take me"}}},
                        {.id = "not", .text = {{"en", "I could not get there"}}}}}}}};
  TRY(house.activities.set_questionnaire(priya, id, asked));
  TRY(propose_stroke_beds(story, id));
  story.at(-290);
  TRY(house.activities.move(priya, id, "review"));
  story.at(-270);
  TRY(house.activities.move(story.as(kTom), id, "approved"));
  story.at(kOpens, 9);
  TRY(house.activities.move(priya, id, "open"));
  return id;
}

// From the web as they come, each on its day; the rest as it was typed up, on the last day.
Result<> hear(Story& story, ActivityId id, const std::vector<Row>& said) {
  const auto asked = TRY(story.house.activities.questionnaire(story.anyone(), id));
  const QuestionId words = asked.questions()[0]->id, travel = asked.questions()[1]->id;
  std::vector<std::vector<std::string>> typed_up;
  const double step = static_cast<double>(kCloses - kOpens - 1) / static_cast<double>(said.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    const Row& row = said[i];
    const double when = kOpens + step * static_cast<double>(i);
    if (row.channel != "web") {
      typed_up.push_back(
          {row.words, iso_date(story.day(when), story.zone()), row.channel, row.place, row.quote});
      continue;
    }
    story.at(when, 9 + static_cast<int>(i % 12));
    constexpr const char* kWays[] = {"car", "car", "lift", "bus", "taxi", "not"};
    const char* way =
        row.codes.find('b') != std::string::npos ? "bus" : kWays[i % std::size(kWays)];
    TRY(story.answer(id, {{words, row.words}, {travel, questions::write_value({{"", way}})}},
                     i == 0 ? std::optional(maries_answer()) : std::nullopt));
    TRY(story.all_kept());
  }
  story.at(kCloses, 22);
  using enum listen::Role;
  TRY(story.bring_in(id, "letters-calls-and-events.csv",
                     "What would change for you, or for somebody you look after?",
                     {answer, date, channel, grouping, may_quote}, typed_up));
  story.at(kCloses + 1, 9);
  TRY(story.house.activities.move(story.as(kPriya), id, "closed"));
  return story.house.activities.move(story.as(kPriya), id, "analysing");
}

struct Coded {
  std::map<char, CodeId> codes;
  std::map<std::string, VoiceId> voices;  // By their words.
};

understand::Markings markings_of(const std::string& codes, const Coded& coded) {
  understand::Markings out;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (codes[i] == 'e') out.flags.push_back({understand::Flag::new_evidence, "The bus times"});
    if (codes[i] == 'o') out.flags.push_back({understand::Flag::alternative, "Taking turns"});
    if (codes[i] == 'a') out.flags.push_back({understand::Flag::equality});
    const auto code = coded.codes.find(codes[i]);
    if (code == coded.codes.end() || i + 1 == codes.size()) continue;
    const auto stance = codes[i + 1] == '+'   ? understand::Stance::supports
                        : codes[i + 1] == '-' ? understand::Stance::against
                                              : understand::Stance::none;
    out.codes.push_back({.code = code->second, .stance = stance});
  }
  return out;
}

// Every comment is read by a person.
Result<Coded> read(Story& story, ActivityId id, const std::vector<Row>& said) {
  House& house = story.house;
  const Scope jo = story.as(kJo);
  Coded coded;
  story.at(-160);
  for (const CodeOfFrame& one : kCodes)
    coded.codes[one.letter] = TRY(house.frames.add(
        jo, id, {.parent = {}, .name = one.name, .definition = one.definition}, kJo));
  for (const listen::Voice& voice : TRY(house.voices.all(jo, id)))
    coded.voices.emplace(voice.words, voice.id);
  story.at(-150);
  for (const Row& row : said) {
    const auto voice = coded.voices.find(row.words);
    CHECK(voice != coded.voices.end());
    TRY(house.coding.save(jo, id, voice->second, 0, markings_of(row.codes, coded), kJo));
  }
  story.at(-140);
  TRY(house.themes.propose(jo, id));  // Beside the codes, labelled as a method's.
  return coded;
}

struct Answer {
  char code;
  const char* summary;
  const char* quoted;  // A word of the comment that may be shown; empty for none.
  decide::OurResponse response;
};

std::vector<Answer> answers() {
  using enum Effect;
  return {
      {'b',
       "People from Saltby, Tarn and Lower Fen cannot get home after an evening visit. The buses "
       "do "
       "not meet each other, and there is none on a Sunday.",
       "football",
       {changed,
        "An evening shuttle leaves the hospital at 8.15 for Saltby, Upper Tarn and Lower Fen.",
        "Our paper said that visitors could take the bus. They cannot: the last one goes at 4.40.",
        "Tarn Valley Council, community transport", "Running since 3 March.",
        "The operator's timetable from September"}},
      {'f',
       "Families help people to eat, speak and get up. If they cannot come, recovery is slower.",
       "Visiting at tea time",
       {changed, "Visiting is from noon until eight, and two rooms let a relative stay the night.",
        "Nurses and therapists agreed that visitors are part of the therapy.", "Fenmere Hospital",
        "Both rooms are in use.", "Visit to two other units by the ward manager"}},
      {'s',
       "One team can give therapy every day, also at weekends and in the holidays.",
       "six therapists",
       {partly, "One ward opens with seven-day therapy. Three posts are still empty.",
        "It is the reason for one ward, and it only holds if the posts are filled.",
        "Fenmere Community Trust", "Therapy on seven days since June; two posts are filled.",
        "Staffing plan, version 4"}},
      {'l',
       "People fear for the community hospitals once the wards have gone.",
       "",
       {not_changed,
        "The two wards move. The buildings stay open for clinics for at least five years.",
        "Two small wards cannot keep specialist staff, and nobody showed us how they could.",
        "Integrated Care Board", "", "Vacancies on both wards over six years"}},
      {'c',
       "Driving to Fenmere is hard in the dark, and the car park is full by half past nine.",
       "",
       {sent_elsewhere,
        "Passed to the council, which owns the car park, with the 14 comments about it.",
        "We cannot add spaces or change the charge ourselves.", "Tarn Valley Council",
        "The council takes it up in its parking review.", ""}},
      {'h',
       "Good care at home would mean fewer weeks in a bed. Home visits were too few and too short.",
       "brilliant",
       {mitigated,
        "The home team grows from two to seven people, for six weeks after somebody leaves.",
        "It was in the plan for next year. We bring it forward, because people told us what the "
        "first "
        "week is like.",
        "Fenmere Community Trust", "Five of seven are in post.", ""}},
      {'w',
       "People wait days for a rehabilitation bed, and the first two weeks count most.",
       "",
       {partly, "Waits are published every month, and a bed is kept free for the weekend.",
        "One ward alone does not shorten the wait. Knowing it, and a free bed, may.",
        "Fenmere Hospital", "Published since April.", ""}},
      {'m',
       "People think that it is about money and that we did not say so.",
       "",
       {changed,
        "The costs of both ways are on page 3 of the new summary: one ward costs £310,000 less "
        "a year.",
        "You were right that it was missing. Money is one of the reasons, and we should have said "
        "it.",
        "Integrated Care Board", "Published on the day of the decision.", "Finance paper F12"}},
  };
}

Result<> answer_one(Story& story, ActivityId id, FindingId finding, std::string_view quoted,
                    const decide::OurResponse& response) {
  House& house = story.house;
  if (!quoted.empty())
    for (const understand::Quote& quote : TRY(house.findings.quotable(story.as(kJo), id, finding)))
      if (quote.words.find(quoted) != std::string::npos)
        TRY(house.findings.approve_quote(story.as(kJo), id, finding, quote.voice, true, kJo));
  TRY(house.findings.respond(story.as(kPriya), id, finding, 0, response, kPriya));
  return house.findings.sign_off(story.as(kTom), id, finding, 1, kTom);
}

const std::string* words_flagged(const std::vector<Row>& said, char flag) {
  for (const Row& row : said)
    for (std::size_t i = 0; i < row.codes.size(); ++i)
      if (row.codes[i] == flag) return &row.words;
  return nullptr;
}

Result<StrokeFindings> find_and_answer(Story& story, ActivityId id, const std::vector<Row>& said,
                                       const Coded& coded) {
  using enum Effect;
  House& house = story.house;
  const Scope jo = story.as(kJo);
  StrokeFindings found;
  story.at(-135);
  const std::string* evidence = words_flagged(said, 'e');
  const std::string* turns = words_flagged(said, 'o');
  CHECK(evidence != nullptr && turns != nullptr);
  found.evidence = TRY(house.findings.approve_point(
      jo, id, coded.voices.at(*evidence), "The last bus goes at 4.40",
      "The timetable in the consultation paper is a year old. Whoever has no car must leave when "
      "evening visiting has hardly begun.",
      "New evidence", kJo));
  const FindingId alternative = TRY(house.findings.approve_point(
      jo, id, coded.voices.at(*turns), "Specialists who take turns",
      "The specialists could come to each ward in turn, and patients stay near home.",
      "Another way of doing it", kJo));
  std::vector<std::pair<const Answer*, FindingId>> to_answer;
  const std::vector<Answer> all = answers();
  for (const Answer& one : all) {
    const FindingId finding =
        TRY(house.findings.approve_code(jo, id, coded.codes.at(one.code), one.summary, kJo));
    to_answer.emplace_back(&one, finding);
    if (one.code == 'b') found.bus = finding;
    if (one.code == 'h') found.home = finding;
  }
  // One is left without an answer: the board decides all the same, and the gap is public.
  found.gap = TRY(house.findings.approve_code(
      jo, id, coded.codes.at('a'),
      "People who cannot read or speak since their stroke could not take part by themselves.",
      kJo));
  TRY(house.activities.move(story.as(kPriya), id, "report_published"));
  story.at(-120);
  TRY(answer_one(
      story, id, found.evidence, "4.40",
      {changed, "Our paper is corrected, and an evening shuttle starts with the new ward.",
       "Mr Holt was right: the timetable changed in September, and nobody had looked.",
       "Priya Shah", "Running since 3 March.", "The operator's timetable from September"}));
  TRY(answer_one(
      story, id, alternative, "",
      {not_changed, "The specialists do not take turns between two wards.",
       "We worked it out: each would spend nine hours a week on the road, and both wards "
       "would be without them half of the time.",
       "Fenmere Community Trust", "", "Rota study, 12 pages, published"}));
  for (const auto& [one, finding] : to_answer)
    TRY(answer_one(story, id, finding, one->quoted, one->response));
  return found;
}

// People who gave an address to hear by letter.
Result<> ask_to_be_told(Story& story, ActivityId id) {
  const char* names[] = {"Mr A. Holt",  "Mrs Jean Pryce", "K. Banerjee", "Dot Wilkes",
                         "Y. Okafor",   "Mr Ken Lister",  "Rosa Tye",    "Bill Farrow",
                         "Mrs S. Kaur", "P. Lindqvist",   "Anne Colby"};
  int number = 1;
  for (const char* name : names)
    TRY(story.house.told.ask(story.anyone(),
                             {.activity = id,
                              .way = act::Way::letter,
                              .name = name,
                              .postal = fmt::format("{} Mill Lane\nUpper Tarn\nZZ3 1TV", number++)},
                             "Stroke rehabilitation beds"));
  return Done{};
}

}  // namespace

Result<> tell_stroke_beds(Story& story) {
  const std::vector<Row> said = TRY(rows());
  const ActivityId id = TRY(ask(story));
  TRY(hear(story, id, said));
  TRY(ask_to_be_told(story, id));
  const Coded coded = TRY(read(story, id, said));
  const StrokeFindings found = TRY(find_and_answer(story, id, said, coded));
  return decide_stroke_beds(story, id, found);
}

}  // namespace heed::app
