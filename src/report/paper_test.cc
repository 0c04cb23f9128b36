#include "report/paper.h"

#include <gtest/gtest.h>

#include <set>

#include "report/bundle.h"
#include "report/inside/section.h"

namespace heed::report {
namespace {

FindingId finding_id(int number) {
  return FindingId::from(std::array<std::byte, 16>{static_cast<std::byte>(number)});
}

decide::Finding finding(int number, std::string name) {
  decide::Finding out{.id = finding_id(number)};
  out.name = std::move(name);
  out.summary = "People told us about " + out.name + ".";
  out.said_by = fmt::format("said by {} people", 100 * number);
  return out;
}

// Judged twice: first as minor by Tom, who confirmed that; then as substantial by Priya.
plan::ServiceChange proposal() {
  plan::ServiceChange out;
  out.versions = {{.number = 1,
                   .details = {.kind = plan::ChangeKind::substantial_variation,
                               .title = "Evenings at three surgeries",
                               .owner = "Fenmere Health Board",
                               .what = "Three surgeries open until eight.",
                               .for_whom = "Everybody registered there."},
                   .by = "Priya Shah",
                   .written = TimeMs{1'760'000'000'000}}};
  plan::Judgement first{
      .number = 1, .change_number = 1, .by = "Tom Hale", .judged = TimeMs{1'760'000'000'000}};
  for (const plan::DomainAsked& each : plan::domains())
    first.domains.push_back({.domain = each.domain,
                             .impact = plan::Impact::none,
                             .evidence = "Looked at by the practices."});
  first.suggestion = plan::suggested(first.domains);
  first.outcome = plan::Outcome{.yes = false, .why = "", .by = "Tom Hale", .at = first.judged};
  plan::Judgement second = first;
  second.number = 2;
  second.by = "Priya Shah";
  second.domains[0].impact = plan::Impact::substantial;
  second.domains[0].direction = plan::Direction::increase;
  second.domains[0].likelihood = plan::Likelihood::certain;
  second.domains[0].touches = {"opening_times"};
  second.domains[0].evidence = "Eleven hours more a week.";
  second.suggestion = plan::suggested(second.domains);
  second.outcome = plan::Outcome{
      .yes = false, .why = "The council sees it so too.", .by = "Sue Blake", .at = second.judged};
  plan::Judgement duty{.about = plan::About::duty,
                       .number = 1,
                       .holder = "Fenmere Health Board",
                       .change_number = 1,
                       .by = "Priya Shah"};
  for (const plan::TriggerAsked& each : plan::triggers())
    duty.involvement.triggers.push_back(
        {.name = std::string(each.name), .applies = true, .because = "It is."});
  duty.involvement.audiences = {{"carers", "Carers' groups are rung."}};
  duty.suggestion = plan::suggested(duty.involvement);
  out.judgements = {duty, second, first};
  return out;
}

// Two answered findings, one unanswered single point, an adviser who is not satisfied.
Material full() {
  Material out;
  out.page.title = "Evening appointments";
  out.page.outcome = "Three surgeries open until eight from March.";
  out.page.not_heard = "Few people under 25 answered.";
  out.page.against = "Staff may be harder to find in the evening.";
  out.page.heard_from = "1,247 people";
  out.page.heard_by_channel = {{"Online", "1,035"}, {"On paper", "210"}};
  out.page.published = TimeMs{1'780'000'000'000};
  out.page.content_hash = "ab12";
  out.page.log_index = 7;
  decide::Finding buses = finding(1, "Buses"), parking = finding(2, "Parking"),
                  point = finding(3, "A tenancy clause");
  buses.quotes = {"The last bus leaves at six."};
  buses.response = {.effect = decide::Effect::changed,
                    .what = "A shuttle runs.",
                    .because = "people could not get home",
                    .owner = "Transport lead"};
  parking.response = {.effect = decide::Effect::not_changed,
                      .what = "Charges stay.",
                      .because = "the lease says so"};
  point.kind = decide::FindingKind::point;
  point.material = true;
  point.point = "new evidence";
  point.said_by = "said by fewer than 8 people";
  out.page.findings = {buses, parking, point};
  out.page.equality = {{.satisfied = decide::Satisfied::no,
                        .words = "Nobody asked wheelchair users.",
                        .person = "Amina Rahman",
                        .page_hash = "",
                        .recorded = TimeMs{1'780'000'000'000}}};
  out.changes = {proposal()};
  out.partnership = "Fenmere";
  out.zone = "Europe/London";
  out.as_of = {.origin = "fenmere.example/record", .entries = 41, .root = "cd34"};
  return out;
}

std::string words_of(const Material& material, PaperKind kind = PaperKind::findings_report) {
  const auto paper = make_paper(kind, material);
  return paper ? plain_words(paper->document) : "refused: " + paper.error().said;
}

void has(const std::string& words, std::string_view needed) {
  EXPECT_NE(words.find(needed), std::string::npos) << needed;
}

// What every section promises, whichever it is.
TEST(Sections, EachIsInTheCatalogueOnceAndInSomePaper) {
  std::set<std::string_view> names, used;
  for (const inside::Section& section : inside::sections()) {
    EXPECT_TRUE(names.insert(section.name).second) << section.name;
    EXPECT_FALSE(section.heading.empty());
  }
  for (const PaperKind kind : paper_kinds()) {
    for (const std::string_view name : inside::sections_of(kind)) used.insert(name);
    const auto in_paper = inside::sections_of(kind);
    EXPECT_EQ(in_paper.back(), "proof") << "figures are listed after all that use them";
    EXPECT_EQ(std::count(in_paper.begin(), in_paper.end(), "voice"), 1) << name_of(kind);
  }
  EXPECT_EQ(names, used);
}

TEST(Sections, EachSaysSomethingAboutEverythingAndAboutNothing) {
  Material nothing;
  nothing.zone = "Europe/London";
  nothing.no_words_because = "nobody has answered yet";
  const Material everything = full();
  for (const inside::Section& section : inside::sections()) {
    SCOPED_TRACE(std::string(section.name));
    for (const Material* material : {static_cast<const Material*>(&nothing), &everything}) {
      Paper paper;
      inside::Writing out(*material, paper);
      ASSERT_TRUE(section.write(out));
      EXPECT_FALSE(paper.document.blocks.empty());
      for (const Block& block : paper.document.blocks)
        if (const Heading* heading = std::get_if<Heading>(&block)) EXPECT_GE(heading->level, 2);
    }
  }
}

TEST(Sections, TheSameMaterialIsWrittenTheSameTwice) {
  for (const PaperKind kind : paper_kinds())
    EXPECT_EQ(words_of(full(), kind), words_of(full(), kind));
}

TEST(Paper, SaysWhoWasNotHeardWhatSpeaksAgainstAndWhatFewSaid) {
  for (const PaperKind kind : {PaperKind::findings_report, PaperKind::board_paper}) {
    const std::string words = words_of(full(), kind);
    has(words, "Few people under 25 answered.");
    has(words, "Staff may be harder to find in the evening.");
    has(words, "A tenancy clause.");
    has(words, "said by fewer than 8 people");
    has(words, "Not satisfied");
    has(words, "Nobody asked wheelchair users.");
    has(words, "No answer has been given to this yet.");
    has(words, "The last bus leaves at six.");
    has(words, "2 [F");
  }
}

TEST(Paper, TheBoardReadsWhatWasJudgedByWhomAndWhatCameOfIt) {
  const std::string words = words_of(full(), PaperKind::board_paper);
  has(words, "What was judged before people were asked");
  has(words, "Evenings at three surgeries");
  has(words, "Access (an increase, certain)");
  has(words, "Judged by Priya Shah");
  has(words, "Substantial. An increase. Certain");
  has(words, "Eleven hours more a week.");
  has(words, "Departed from: ");
  has(words, "The council sees it so too.");
  has(words, "Nobody has confirmed this or departed from it.");
  has(words, "Carers' groups are rung.");
  EXPECT_EQ(words.find("Judged by Tom Hale"), std::string::npos) << "the newest, not every one";
  EXPECT_EQ(words_of(full()).find("Evenings at three surgeries"), std::string::npos)
      << "what is for the public has none of it";
  const std::string all = plain_words(what_was_judged(full()));
  has(all, "Judged by Tom Hale");
  has(all, "Judged by Priya Shah");
  Material none = full();
  none.changes.clear();
  has(words_of(none, PaperKind::board_paper), "No proposal for change belongs to this activity.");
}

TEST(Paper, SaysByItselfThatUnder18sWereNotHeard) {
  Material material = full();
  EXPECT_EQ(words_of(material).find("Under-18s"), std::string::npos) << "nobody has looked";
  material.ages = AgesHeard{};
  has(words_of(material), "Nobody was asked their age");
  material.ages = AgesHeard{.asked = true, .nobody = {"Under 16", "75 to 84"}, .few = {"16 or 17"}};
  has(words_of(material), "Under-18s. Nobody who said their age is under 16.");
  has(words_of(material), "Too few who are 16 or 17 answered to show how many.");
  material.ages = AgesHeard{.asked = true, .nobody = {"75 to 84"}};
  EXPECT_EQ(words_of(material).find("Under-18s"), std::string::npos) << "they were heard";
}

TEST(Paper, KeepsEveryVersionOfAnAdvisersViewAndCountsWhereTheyStand) {
  Material material = full();
  decide::EqualityView second = material.page.equality[0];
  second.satisfied = decide::Satisfied::concerns;
  second.words = "They were rung, late.";
  decide::EqualityView other = material.page.equality[0];
  other.person = "Ravi";
  other.words = "Nobody asked in Urdu.";
  material.page.equality.push_back(second);
  material.page.equality.push_back(other);
  const std::string words = words_of(material, PaperKind::board_paper);
  has(words, "1 adviser has concerns, 1 adviser is not satisfied.");
  has(words, "Nobody asked wheelchair users.");
  has(words, "Version 2. Changed from “Not satisfied” to “Has concerns”.");
  has(words, "They have said something else since.");
  has(words, "Dissent, which stands:\nNot satisfied. Nobody asked in Urdu.");
}

TEST(Paper, SaysWhatWasDecidedWithItsGapAndWhatIsBeingDone) {
  Material material = full();
  has(words_of(material), "Nothing has been decided yet.");
  material.decisions = {{.body = "Partnership board",
                         .place = "Corn Hall",
                         .decided = "One ward opens.",
                         .reasons = "Therapy every day.",
                         .gaps = {{{}, "People with aphasia", "It needs more time."}},
                         .pack_hash = "ab12",
                         .log_index = 7}};
  act::Plan plan;
  plan.actions.resize(1);
  plan.actions[0].details = {.finding = material.page.findings[0].id,
                             .what = "Run a shuttle",
                             .owner = "Tom Hale",
                             .organisation = "Council"};
  plan.actions[0].progress = "Running since 3 March.";
  plan.actions[0].overdue = true;
  material.plans = {plan};
  for (const PaperKind kind : {PaperKind::findings_report, PaperKind::board_paper}) {
    const std::string words = words_of(material, kind);
    for (const char* needed :
         {"One ward opens.", "Therapy every day.", "People with aphasia\tIt needs more time.",
          "Entry 7 of the record", "Run a shuttle\t", "Council, Tom Hale", "Late",
          "Running since 3 March."})
      has(words, needed);
  }
}

TEST(Paper, CannotLeaveOutPeoplesOwnWords) {
  Material mute = full();
  mute.page.findings[0].quotes.clear();
  for (const PaperKind kind : paper_kinds()) {
    const auto paper = make_paper(kind, mute);
    ASSERT_FALSE(paper) << name_of(kind);
    EXPECT_NE(paper.error().said.find("own words"), std::string::npos);
  }
  mute.page.findings[0].quotes = {"  "};
  EXPECT_FALSE(make_paper(PaperKind::findings_report, mute)) << "blanks are nobody's words";
  mute.no_words_because = "nobody agreed to be quoted";
  has(words_of(mute), "nobody agreed to be quoted");
}

TEST(Paper, EveryFigureNamesItsQueryAndCheckpointAndCanBeWorkedOutAgain) {
  Material material = full();
  const auto paper = make_paper(PaperKind::findings_report, material);
  ASSERT_TRUE(paper) << paper.error().said;
  EXPECT_GE(paper->figures.size(), 7u);
  const std::string words = plain_words(paper->document);
  for (const Figure& figure : paper->figures) {
    has(words, figure.says + " [" + figure.mark + "]");
    has(words, figure.mark + "\t" + figure.says + "\t" + figure.query);
  }
  has(words, "41 entries");
  has(words, "cd34");
  for (const FigureCheck& check : check_figures(paper->figures, material.page))
    EXPECT_TRUE(check.same) << check.figure.query;
  // One more person, one finding withdrawn: both are noticed, the others stand.
  material.page.heard_from = "1,248 people";
  material.page.findings.pop_back();
  std::size_t differing = 0, gone = 0;
  for (const FigureCheck& check : check_figures(paper->figures, material.page)) {
    differing += !check.same;
    gone += check.now.empty();
  }
  EXPECT_EQ(gone, 1u);
  EXPECT_EQ(differing, 3u);  // heard_from, the number of findings, the one that is gone.
  EXPECT_FALSE(value_of(material.page, "findings/0/said_by"));
  EXPECT_FALSE(value_of(material.page, "anything"));
}

TEST(Paper, EveryFormatSaysTheSame) {
  const auto paper = make_paper(PaperKind::board_paper, full());
  ASSERT_TRUE(paper);
  const auto word = as_word(paper->document);
  const auto pdf = as_pdf(paper->document);
  const auto book = as_workbook(paper->document);
  ASSERT_TRUE(word && pdf && book);
  EXPECT_TRUE(word->starts_with("PK"));
  EXPECT_TRUE(book->starts_with("PK"));
  EXPECT_TRUE(pdf->bytes.starts_with("%PDF-1.7"));
  EXPECT_GE(pdf->pages, 1);
  const std::string html = as_html(paper->document);
  for (const char* needed : {"lang=\"en-GB\"", "<h1>", "<h2>", "<caption>", "scope=\"col\"",
                             "<blockquote", "Nobody asked wheelchair users."})
    has(html, needed);
}

TEST(Paper, WordsOfPeopleCannotBecomeCode) {
  Material material = full();
  material.page.findings[0].quotes = {"<script>alert(1)</script>"};
  const auto paper = make_paper(PaperKind::findings_report, material);
  ASSERT_TRUE(paper);
  EXPECT_EQ(as_html(paper->document).find("<script"), std::string::npos);
}

TEST(Paper, NamesAreReadBack) {
  for (const PaperKind kind : paper_kinds()) EXPECT_EQ(paper_named(name_of(kind)), kind);
  EXPECT_FALSE(paper_named("anything"));
}

}  // namespace
}  // namespace heed::report
