// Files of other tools, each in a small example of our own, and the real ones where they are.
#include "formats/survey_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "formats/contents_for_test.h"
#include "formats/inside/zip_out.h"
#include "testing/shared_data.h"

namespace heed::formats {
namespace {

std::string uses_of(const SurveyFile& file) {
  std::string uses;
  for (const ColumnUse use : file.uses) uses += "-acqdgCmt"[static_cast<int>(use)];
  return uses;
}

bool lost(const SurveyFile& file, std::string_view where, std::string_view why) {
  return std::ranges::any_of(file.not_carried, [&](const NotCarried& one) {
    return one.where.find(where) != std::string::npos && one.why.find(why) != std::string::npos;
  });
}

std::string why_not_a_survey(std::string_view name, std::string_view bytes) {
  const auto read = read_survey_file(name, bytes);
  return read ? "it was read" : read.error().said;
}

TEST(SurveyFile, MicrosoftFormsKeepsAnswersAndWhenButNobodysName) {
  const auto file = read_survey_file(
      "answers.csv",
      "Id,Start time,Completion time,Email,Name,What would make clinics easier to reach?,"
      "How old are you?\n"
      "1,2026-03-05 10:00,2026-03-05 10:04,a@example.org,Ann,"
      "A later bus on a Sunday would help me a great deal,25 to 34\n"
      "2,2026-03-05 11:00,2026-03-05 11:02,b@example.org,Bob,Nothing at all comes to my mind,65\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "microsoft_forms");
  EXPECT_EQ(uses_of(*file), "--d--ac");
  EXPECT_TRUE(lost(*file, "column Email", "may name a person"));
}

TEST(SurveyFile, SmartSurveyAndCitizenSpaceAreTold) {
  const auto smart = read_survey_file(
      "x.csv",
      "UserID,UserNo,Name,Email,IP Address,Started,Ended,What matters most to you?\n"
      "7,1,,,10.0.0.1,01/03/2026 09:00,01/03/2026 09:05,That somebody answers when I ring up\n");
  ASSERT_TRUE(smart);
  EXPECT_EQ(smart->kind, "smartsurvey");
  EXPECT_EQ(uses_of(*smart), "------da");
  const auto space = read_survey_file(
      "x.csv",
      "Response ID,Date submitted,1: What is your name? - Name,2: What do you think?\n"
      "ANON-1,2026-03-01,Ann,The evening clinic is the only one that I can get to\n");
  ASSERT_TRUE(space);
  EXPECT_EQ(space->kind, "citizen_space");
  EXPECT_EQ(uses_of(*space), "-d-a");
}

TEST(SurveyFile, QualtricsHasTwoHeaderRowsAndOneOfImportIds) {
  const auto file = read_survey_file(
      "q.csv",
      "StartDate,Status,RecordedDate,ResponseId,Q1,Q2\n"
      "Start Date,Response Type,Recorded Date,Response ID,What <b>worries</b> you?,Do you drive?\n"
      "\"{\"\"ImportId\"\":\"\"startDate\"\"}\",\"{\"\"ImportId\"\":\"\"status\"\"}\","
      "\"{\"\"ImportId\"\":\"\"recordedDate\"\"}\",\"{\"\"ImportId\"\":\"\"_recordId\"\"}\","
      "\"{\"\"ImportId\"\":\"\"QID1\"\"}\",\"{\"\"ImportId\"\":\"\"QID2\"\"}\"\n"
      "2026-03-01,IP Address,2026-03-01,R_1,How long the wait on the phone is now,Yes\n"
      "2026-03-01,Survey Preview,2026-03-01,R_2,only a test of this,No\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "qualtrics");
  EXPECT_EQ(uses_of(*file), "--d-ac");
  EXPECT_EQ(file->table.header[4], "What worries you?");
  EXPECT_EQ(file->table.rows.size(), 1u);
  EXPECT_TRUE(lost(*file, "1 rows", "previews"));
}

TEST(SurveyFile, LimeSurveyResponsesLeaveOutTheUnfinished) {
  const auto file = read_survey_file(
      "results.csv",
      "id,submitdate,lastpage,startlanguage,Q1. What helped?\n"
      "1,2026-03-01 10:00:00,2,en,The nurse who rang me the day after I went home\n"
      "2,,1,en,half a thou\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "limesurvey_responses");
  EXPECT_EQ(file->table.rows.size(), 1u);
  EXPECT_TRUE(lost(*file, "1 rows", "never submitted"));
}

TEST(SurveyFile, SeveralCodesOfOneAnswerAreOneResponseWithSeveralThemes) {
  const auto file = read_survey_file("c.csv",
                                     "lfdn;v_1;tag\n9;No trust, no time;Trust\n"
                                     "9;No trust, no time;Time\n11;Too few staff;Staff\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "coded_answers");
  EXPECT_EQ(uses_of(*file), "-at");
  ASSERT_EQ(file->table.rows.size(), 2u);
  EXPECT_EQ(file->table.rows[0].cells[2], "Trust\nTime");
}

TEST(SurveyFile, ARegisterMakesActivitiesAndNamesDatesThatAreNone) {
  const auto file = read_survey_file("r.csv",
                                     "kind,title,publisher,opens,closes\n"
                                     "survey,Leg ulcer clinics,A trust,2026-03-01,2026-04-01\n"
                                     "consultation,Beds,A board,2026-03,2026-04-01\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "engagement_register");
  ASSERT_EQ(file->activities.size(), 2u);
  EXPECT_EQ(file->activities[0].kind, "survey");
  EXPECT_EQ(file->activities[1].opens, "");
  EXPECT_TRUE(lost(*file, "row 3, opens", "“2026-03” is not a whole date"));
}

TEST(SurveyFile, AnEmailIsOneResponseWithoutItsSender) {
  const auto file = read_survey_file(
      "letter.eml",
      "From: Ann <ann@example.org>\r\nTo: us@example.org\r\nSubject: =?utf-8?Q?Caf=C3=A9?= bus\r\n"
      "Date: Thu, 5 Mar 2026 14:30:00 +0000\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n"
      "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
      "\r\nThe last bus goes at 4.40 =E2=80=93 too ear=\r\nly.\r\n--x\r\n"
      "Content-Type: application/pdf; name=\"map.pdf\"\r\n\r\nJVBERi0=\r\n--x--\r\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "email");
  EXPECT_EQ(file->title, "Café bus");
  EXPECT_EQ(file->table.rows[0].cells[0], "The last bus goes at 4.40 – too early.");
  EXPECT_EQ(file->table.rows[0].cells[1], "2026-03-05 14:30");
  EXPECT_TRUE(lost(*file, "attachment map.pdf", "not read"));
  for (const TableRow& row : file->table.rows)
    for (const std::string& cell : row.cells) EXPECT_EQ(cell.find("ann@"), std::string::npos);
}

TEST(SurveyFile, ACalendarGivesActivitiesAndSaysWhatRepeats) {
  const auto file =
      read_survey_file("e.ics",
                       "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Coffee\\, cake and views\r\n"
                       "DTSTART;TZID=Europe/London:20260305T1000\r\n 00\r\nRRULE:FREQ=WEEKLY\r\n"
                       "LOCATION:Village hall\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
  ASSERT_TRUE(file);
  ASSERT_EQ(file->activities.size(), 1u);
  EXPECT_EQ(file->activities[0].title, "Coffee, cake and views");
  EXPECT_EQ(file->activities[0].opens, "2026-03-05");
  EXPECT_EQ(file->activities[0].updates[0], "2026-03-05 10:00: Village hall");
  EXPECT_TRUE(lost(*file, "Coffee", "it repeats"));
}

TEST(SurveyFile, AConsultFolderJoinsResponsesWithTheirThemes) {
  auto folder = folder_as_file(
      {{"in/question_part_1/question.json", R"({"question_number":1,"question_text":"Why?"})"},
       {"in/question_part_1/responses.jsonl",
        "{\"response_id\":1,\"response\":\"Because of the bus\"}\n"
        "{\"response_id\":2,\"response\":\"Cost\"}\n"},
       {"in/respondents.jsonl", "{\"response_id\":1,\"demographic_data\":{\"Age\":\"40\"}}\n"},
       {"out/question_part_1/themes.json",
        R"([{"topic_id":"A","topic_label":"Transport","topic_description":""}])"},
       {"out/question_part_1/mapping.jsonl",
        "{\"response_id\":1,\"labels\":[\"A\"],\"stances\":[\"NEGATIVE\"]}\n"},
       {"README.md", "words"}});
  ASSERT_TRUE(folder);
  const auto file = read_survey_file("folder", *folder);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "consult");
  EXPECT_EQ(uses_of(*file), "at");
  EXPECT_EQ(file->table.header[0], "Why?");
  ASSERT_EQ(file->table.rows.size(), 2u);
  EXPECT_EQ(file->table.rows[0].cells[1], "Transport");
  EXPECT_TRUE(lost(*file, "Age", "not kept beside"));
  EXPECT_TRUE(lost(*file, "README.md", "not part"));
}

TEST(SurveyFile, PolisKeepsTheLaterOfTwoVotes) {
  const auto file = read_survey_file("v.csv",
                                     "timestamp,datetime,comment-id,voter-id,vote\n"
                                     "20,x,0,5,-1\n10,x,0,5,1\n10,x,1,6,0\n");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->kind, "polis");
  ASSERT_EQ(file->table.rows.size(), 2u);
  EXPECT_EQ(file->table.rows[0].cells[0], "Statement 0: disagree");
}

constexpr std::string_view kSurvey =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><document>"
    "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>630</DBVersion>"
    "<languages><language>en</language><language>cy</language></languages>"
    "<groups><rows><row><gid>1</gid><group_order>1</group_order></row></rows></groups>"
    "<group_l10ns><rows><row><gid>1</gid><group_name>Clinics</group_name><language>en</language>"
    "</row></rows></group_l10ns>"
    "<questions><rows>"
    "<row><qid>10</qid><parent_qid>0</parent_qid><gid>1</gid><type>L</type><title>use</title>"
    "<mandatory>Y</mandatory><other>Y</other><question_order>1</question_order></row>"
    "<row><qid>11</qid><parent_qid>0</parent_qid><gid>1</gid><type>T</type><title>why</title>"
    "<question_order>2</question_order><relevance>((use.NAOK == \"A1\"))</relevance></row>"
    "<row><qid>12</qid><parent_qid>0</parent_qid><gid>1</gid><type>*</type><title>sum</title>"
    "<question_order>3</question_order></row>"
    "<row><qid>13</qid><parent_qid>0</parent_qid><gid>1</gid><type>S</type><title>odd</title>"
    "<question_order>4</question_order><relevance>count(use) &gt; 2</relevance></row>"
    "</rows></questions>"
    "<question_l10ns><rows>"
    "<row><qid>10</qid><question><![CDATA[<p>Do you use the clinic?</p>]]></question>"
    "<language>en</language></row>"
    "<row><qid>10</qid><question>Ydych chi'n defnyddio'r clinig?</question>"
    "<language>cy</language></row>"
    "<row><qid>11</qid><question>Why, {use}?</question><language>en</language></row>"
    "<row><qid>13</qid><question>Which?</question><script>alert(1)</script>"
    "<language>en</language></row>"
    "</rows></question_l10ns>"
    "<answers><rows><row><aid>1</aid><qid>10</qid><code>A1</code><sortorder>0</sortorder></row>"
    "<row><aid>2</aid><qid>10</qid><code>A2</code><sortorder>1</sortorder></row></rows></answers>"
    "<answer_l10ns><rows><row><aid>1</aid><answer>Yes</answer><language>en</language></row>"
    "<row><aid>2</aid><answer>No</answer><language>en</language></row></rows></answer_l10ns>"
    "<quota><rows><row><id>1</id></row></rows></quota>"
    "</document>";

TEST(SurveyFile, ALimeSurveyIsCarriedWithLanguagesAndConditionsAndTheRestIsNamed) {
  const auto file = read_survey_file("s.lss", kSurvey);
  ASSERT_TRUE(file) << file.error().said;
  ASSERT_TRUE(file->asked);
  EXPECT_EQ(file->asked->languages, (std::vector<std::string>{"en", "cy"}));
  ASSERT_EQ(file->asked->count(), 3u);
  const FoundSection& section = file->asked->sections[0];
  EXPECT_EQ(section.title.at("en"), "Clinics");
  const FoundQuestion& use = section.questions[0];
  EXPECT_EQ(use.kind, "choose_one");
  EXPECT_EQ(use.text.at("en"), "Do you use the clinic?");
  EXPECT_EQ(use.text.at("cy"), "Ydych chi'n defnyddio'r clinig?");
  EXPECT_TRUE(use.required && use.other);
  ASSERT_EQ(use.options.size(), 2u);
  EXPECT_EQ(use.options[1].text.at("en"), "No");
  ASSERT_EQ(section.questions[1].show_if.size(), 1u);
  EXPECT_EQ(section.questions[1].show_if[0].question, "use");
  EXPECT_EQ(section.questions[1].show_if[0].value, "A1");
  EXPECT_TRUE(lost(*file, "question why", "expression"));
  EXPECT_TRUE(lost(*file, "question sum", "equation"));
  EXPECT_TRUE(lost(*file, "question odd", "count(use) > 2"));
  EXPECT_TRUE(lost(*file, "question odd", "script"));
  EXPECT_TRUE(lost(*file, "quota", "turned away"));
}

TEST(SurveyFile, AFileThatIsNotWhatItClaimsIsRefusedInOneSentence) {
  EXPECT_EQ(why_not_a_survey("s.lss", "a,b\n1,2\n"),
            "The name of the file ends in .lss, but it is not a LimeSurvey survey that Heed can "
            "read.");
  EXPECT_EQ(why_not_a_survey("s.lss", std::string(kSurvey.substr(0, kSurvey.size() / 2))),
            "The LimeSurvey file is damaged: its XML cannot be read to the end.");
  EXPECT_EQ(why_not_a_survey("x.eml", "hello, world\n"),
            "The name of the file ends in .eml, but it is not an e-mail that Heed can read.");
  EXPECT_EQ(why_not_a_survey("x.json", "{\"a\": 1}"),
            "The name of the file ends in .json, but it is not JSON that Heed can read.");
  EXPECT_EQ(why_not_a_survey("x.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"),
            "The calendar has no event in it.");
  EXPECT_EQ(
      why_not_a_survey("letter.txt", "Dear all, thank you.\nI liked it, and more, and more.\n"),
      "This is text, but not a table.");
  EXPECT_EQ(why_not_a_survey("x.csv", "<?xml version=\"1.0\"?><rows/>"),
            "This is XML of a kind that Heed does not know.");
  EXPECT_EQ(why_not_a_survey("x.csv", "{\"answers\": [1, 2"),
            "This looks like JSON but is not whole: it cannot be read.");
}

TEST(SurveyFile, EntityBombsAreNotOpened) {
  std::string bomb =
      "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>"
      "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>&b;</document>";
  EXPECT_EQ(why_not_a_survey("bomb.lss", bomb),
            "The file declares XML entities; it was not opened.");
  std::string deep = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>";
  for (int i = 0; i < 50; ++i) deep += "<a>";
  EXPECT_EQ(why_not_a_survey("deep.lss", deep), "The survey file is nested too deeply.");
}

TEST(SurveyFile, EveryLimeSurveyFileThatPeopleHaveIsAnswered) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "no shared data";
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "limesurvey_lss")) {
    if (entry.path().extension() != ".lss") continue;
    const auto file = read_survey_file(entry.path().filename().string(), contents(entry.path()));
    ASSERT_TRUE(file) << entry.path() << file.error().said;
    EXPECT_EQ(file->kind, "limesurvey_survey");
    EXPECT_GT(file->asked->count(), 0u) << entry.path();
    EXPECT_FALSE(file->not_carried.empty()) << entry.path();
    ++seen;
  }
  EXPECT_EQ(seen, 9);
}

TEST(SurveyFile, RealExportsAreToldByWhatIsInThem) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "no shared data";
  struct Expected {
    const char* path;
    const char* kind;
    std::size_t activities, rows;
  };
  for (const Expected& one :
       {Expected{"edinburgh_survey/Survey_Data.csv", "csv", 0, 2955},
        {"engagement_register/register.csv", "engagement_register", 18, 0},
        {"engagement_register/events.csv", "engagement_events", 1, 0},
        {"engagement_register/you_said_we_did.csv", "you_said_we_did", 0, 10},
        {"decide_madrid/proposals.csv", "proposals", 0, 80},
        {"decide_madrid/comments.csv", "comment_threads", 0, 5633},
        {"coded_open_answers_napire/v_277_with_246_total_365_coded.csv", "coded_answers", 0, 365},
        {"govuk_consultations/consultation_outcome.json", "govuk_consultation", 1, 0},
        {"polis_conversations/vtaiwan.uberx/votes.csv", "polis", 0, 1921},
        {"polis_math/below-100-ptpts/votes.json", "polis", 0, 35},
        {"consult_themefinder/consult_data_template_v005.xlsx", "consult_template", 0, 40}}) {
    const auto file = read_survey_file(one.path, contents(*data / one.path));
    ASSERT_TRUE(file) << one.path << ": " << file.error().said;
    EXPECT_EQ(file->kind, one.kind) << one.path;
    EXPECT_EQ(file->activities.size(), one.activities) << one.path;
    EXPECT_EQ(file->table.rows.size(), one.rows) << one.path;
  }
}

}  // namespace
}  // namespace heed::formats
