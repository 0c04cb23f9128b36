// Coded answers out again: every kind in its columns, whatever was typed, and about-you only ever
// counted; on both databases.
#include <boost/json.hpp>
#include <fstream>
#include <future>

#include "base/text.h"
#include "formats/csv_out.h"
#include "formats/csv_reader.h"
#include "formats/table_in.h"
#include "listen/exports.h"
#include "listen/intake.h"
#include "listen/own.h"
#include "questions/sample_for_test.h"
#include "testing/listening.h"
#include "testing/shared_data.h"

namespace heed::listen {
namespace {

using questions::Kind;
using questions::Question;

class CodedExportsTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    exports_ = std::make_unique<Exports>(stores_.main());
    intake_ = std::make_unique<Intake>(stores_.main(), *record_, *keys_, clock_, random_);
  }
  Question question(Kind kind, std::string_view wording) {
    Question made = questions::sample_question(kind);
    made.id = random_.id<QuestionId>();
    made.text = {{"en", std::string(wording)}};
    return made;
  }
  ActivityId open_with(std::vector<Question> questions) {
    asked_ = {};
    asked_.sections.push_back({.title = {{"en", "All"}}, .questions = std::move(questions)});
    const ActivityId id = *activities_->add(lead(), {.title = "Getting here",
                                                     .purpose = "Where the bus stops.",
                                                     .decider = "The board",
                                                     .closes = clock_.now() + kDayMs,
                                                     .hear_by = clock_.now() + 30 * kDayMs});
    EXPECT_TRUE(activities_->set_questionnaire(lead(), id, asked_));
    const auto opened = activities_->open(lead(), id);
    EXPECT_TRUE(opened) << opened.error().said;
    return id;
  }
  Receipt send(ActivityId id, const questions::Answers& answers) {
    auto checked = questions::check_response(asked_, random_.id<PressKey>(), answers);
    for (const Problem& problem : checked.problems) ADD_FAILURE() << problem.message_key;
    std::promise<Result<Receipt>> told;
    auto later = told.get_future();
    EXPECT_TRUE(
        intake_->accept(anyone(), id, *std::move(checked.response), "web",
                        [&](Result<Receipt> receipt) { told.set_value(std::move(receipt)); }));
    return *later.get();
  }
  std::string written(ActivityId id, ExportFormat format) {
    std::string bytes;
    const auto rows = exports_->write(lead(), id, format, "Europe/London",
                                      [&](std::string_view more) -> Result<> {
                                        bytes += more;
                                        return Done{};
                                      });
    EXPECT_TRUE(rows) << rows.error().detail;
    return bytes;
  }
  static std::vector<std::vector<std::string>> rows_of_csv(std::string_view csv) {
    std::vector<std::vector<std::string>> rows;
    const auto keep = [&](formats::TableRow&& row) { rows.push_back(std::move(row.cells)); };
    formats::CsvReader reader(',');
    EXPECT_TRUE(reader.feed(csv.substr(3), keep));
    EXPECT_TRUE(reader.finish(keep));
    return rows;
  }
  const Question& asked(std::size_t n) const { return asked_.sections[0].questions[n]; }

  std::unique_ptr<Exports> exports_;
  std::unique_ptr<Intake> intake_;
  questions::Questionnaire asked_;
};

TEST_P(CodedExportsTest, EveryKindStandsInItsColumnsWithItsWholeWording) {
  std::vector<Question> every;
  for (const questions::Asker& kind : questions::askers())
    every.push_back(question(kind.kind, fmt::format("What of {}?", kind.name)));
  const ActivityId id = open_with(every);
  questions::Answers answers;
  for (const Question& one : every)
    answers.emplace_back(one.id, questions::asker_of(one).read(one, questions::honest_answer(one)));
  send(id, answers);
  const auto rows = rows_of_csv(written(id, ExportFormat::csv));
  ASSERT_EQ(rows.size(), 2u);
  std::map<std::string, std::string> cell;
  for (std::size_t c = 0; c < rows[0].size(); ++c) {
    EXPECT_TRUE(cell.emplace(rows[0][c], rows[1][c]).second) << rows[0][c];
    EXPECT_EQ(rows[0][c].find("What of about"), std::string::npos) << "kept apart";
  }
  EXPECT_EQ(cell.at("What of long_text?"), " The 4.40 – last one! \r\n");
  EXPECT_EQ(cell.at("What of choose_one?"), "Some other way");
  EXPECT_EQ(cell.at("What of choose_one? – Some other way (own words)"), " A lift, = mostly ");
  EXPECT_EQ(cell.at("What of choose_many? – By bus"), "By bus");
  EXPECT_EQ(cell.at("What of choose_many? – On foot"), "");
  EXPECT_EQ(cell.at("What of choose_many? – Some other way (own words)"), "Taxi");
  EXPECT_EQ(cell.at("What of matrix? – By night"), "On foot");
  EXPECT_EQ(cell.at("What of ranking? – By bus (place)"), "2");
  EXPECT_EQ(cell.at("What of scale?"), "4");
  EXPECT_EQ(cell.at("What of number?"), "12.5");
  EXPECT_EQ(cell.at("What of date?"), "2028-02-29");
  EXPECT_EQ(cell.at("What of postcode? – first half"), "ZZ12");
  EXPECT_EQ(cell.at("What of capacity? – For an organisation (which)"), "Fenmere Carers");
  EXPECT_EQ(cell.at("What of capacity? – For an organisation (speaks for how many)"), "34");
  EXPECT_EQ(cell.at("What of capacity? – For an organisation (how they were asked)"),
            " At our meeting, = 2 May ");
  EXPECT_EQ(cell.at("What of file? – name of the file"), "letter.txt");

  // The dictionary names each of them, and the codes that stand behind the words.
  const auto dictionary = *exports_->dictionary(lead(), id);
  ASSERT_EQ(dictionary.size(), rows[0].size());
  for (std::size_t c = 0; c < dictionary.size(); ++c) EXPECT_EQ(dictionary[c].heading, rows[0][c]);
  // The workbook has numbers as numbers, and reads back as the same cells.
  const auto book = formats::read_table("export.xlsx", written(id, ExportFormat::xlsx));
  ASSERT_TRUE(book) << book.error().detail;
  ASSERT_EQ(book->rows.size(), 1u);
  for (std::size_t c = 0; c < rows[0].size(); ++c)
    EXPECT_EQ(c < book->rows[0].cells.size() ? book->rows[0].cells[c] : "", rows[1][c])
        << rows[0][c];
  const auto json = boost::json::parse(written(id, ExportFormat::json));
  EXPECT_EQ(json.at("format").as_string(), "heed-export/2");
  EXPECT_EQ(json.at("columns").as_array().size() + 6, rows[0].size());
  for (std::size_t c = 6; c < rows[0].size(); ++c) {
    const auto& answer = json.at("responses").at(0).at("answers").at(c - 6);
    EXPECT_EQ(answer.is_null() ? "" : std::string(answer.as_string()), rows[1][c]);
  }
}

TEST_P(CodedExportsTest, TwoQuestionsWordedAlikeKeepTheirOwnAnswers) {
  const ActivityId id =
      open_with({question(Kind::vote, "The bus?"), question(Kind::long_text, "Why?"),
                 question(Kind::vote, "The tram?"), question(Kind::long_text, "Why?")});
  send(id, {{asked(3).id, "Only the second"}});
  const auto rows = rows_of_csv(written(id, ExportFormat::csv));
  ASSERT_EQ(rows[0].size(), 12u);
  EXPECT_EQ(rows[0][8], "Why?");
  EXPECT_EQ(rows[0][11], "Why?");
  EXPECT_EQ(rows[1][8], "");
  EXPECT_EQ(rows[1][11], "Only the second");
}

TEST_P(CodedExportsTest, AWordingThatWasPutRightIsStillTheSameColumn) {
  const ActivityId id =
      open_with({question(Kind::choose_one, "Haw?"), question(Kind::long_text, "Wye?")});
  send(id, {{asked(0).id, "[[\"\",\"bus\"]]"}, {asked(1).id, "before"}});
  questions::Questionnaire righted = asked_;
  righted.sections[0].questions[0].text["en"] = "How?";
  righted.sections[0].questions[1].text["en"] = "Why?";
  const auto corrected =
      activities_->correct_questions(lead(), id, activities_->questionnaire(lead(), id)->version,
                                     righted, "Two spellings", "Typing");
  ASSERT_TRUE(corrected) << corrected.error().said << corrected.error().detail;
  asked_ = *activities_->questionnaire(lead(), id);
  send(id, {{asked(0).id, "[[\"\",\"walk\"]]"}, {asked(1).id, "after"}});
  const auto rows = rows_of_csv(written(id, ExportFormat::csv));
  ASSERT_EQ(rows.size(), 3u);
  ASSERT_EQ(rows[0].size(), 9u);
  EXPECT_EQ(rows[0][6], "How?");
  EXPECT_EQ(rows[0][8], "Why?");
  std::set<std::string> all;
  for (const auto& row : {rows[1], rows[2]}) all.insert(row[6] + "/" + row[8]);
  EXPECT_EQ(all, (std::set<std::string>{"By bus/before", "On foot/after"}));
}

// Through every field that takes words, out in every format, and back.
TEST_P(CodedExportsTest, NaughtyStringsComeBackByteForByteFromEveryFormat) {
  const auto data = testing::shared_data();
  if (!data) GTEST_SKIP() << "the shared data folder is absent";
  std::ifstream file(*data / "naughty_strings" / "blns.json");
  if (!file) GTEST_SKIP() << "naughty_strings/blns.json is absent";
  std::vector<std::string> naughty = {"'=1", "''=1",      "'",           "_x0041_",
                                      "\r",  "a\rb\r\nc", "\xEF\xBF\xBE"};
  for (const auto& one :
       boost::json::parse(std::string((std::istreambuf_iterator<char>(file)), {})).as_array())
    naughty.emplace_back(one.as_string());
  const ActivityId id =
      open_with({question(Kind::long_text, "Long?"), question(Kind::short_text, "Short?"),
                 question(Kind::choose_one, "One?"), question(Kind::choose_many, "Many?"),
                 question(Kind::capacity, "As whom?")});
  std::vector<std::string> sent;
  for (const std::string& bad : naughty) {
    if (trimmed(bad).empty() || bad.find('\0') != std::string::npos) continue;
    const std::string beside = questions::write_value({{"", "other", bad}});
    send(id, {{asked(0).id, bad},
              {asked(1).id, bad},
              {asked(2).id, beside},
              {asked(3).id, beside},
              {asked(4).id,
               questions::write_value({{"", "organisation"}, {"name", "organisation", bad}})}});
    sent.push_back(bad);
  }
  ASSERT_GT(sent.size(), 450u);
  const auto csv = rows_of_csv(written(id, ExportFormat::csv));
  const auto book = formats::read_table("export.xlsx", written(id, ExportFormat::xlsx));
  ASSERT_TRUE(book) << book.error().detail;
  const auto json = boost::json::parse(written(id, ExportFormat::json)).at("responses").as_array();
  std::vector<std::size_t> words;
  for (std::size_t c = 0; c < csv[0].size(); ++c)
    for (const char* const ends : {"Long?", "Short?", "(own words)", "(which)"})
      if (csv[0][c].ends_with(ends)) words.push_back(c);
  ASSERT_EQ(words.size(), 5u);
  const std::multiset<std::string> wanted(sent.begin(), sent.end());
  for (const std::size_t c : words) {
    std::multiset<std::string> from_csv, from_book, from_json;
    for (std::size_t r = 1; r < csv.size(); ++r) {
      std::string cell = csv[r][c];
      EXPECT_FALSE(formats::looks_like_formula(cell)) << cell;
      const std::size_t quotes = std::min(cell.find_first_not_of('\''), cell.size());
      if (quotes > 0 && formats::looks_like_formula(std::string_view(cell).substr(quotes)))
        cell.erase(0, 1);  // docs/formats/export.md: how to have the text back.
      from_csv.insert(cell);
    }
    for (const auto& row : book->rows) from_book.insert(c < row.cells.size() ? row.cells[c] : "");
    for (const auto& one : json) from_json.emplace(one.at("answers").at(c - 6).as_string());
    EXPECT_EQ(from_csv, wanted) << csv[0][c];
    EXPECT_EQ(from_book, wanted) << csv[0][c];
    EXPECT_EQ(from_json, wanted) << csv[0][c];
  }
}

TEST_P(CodedExportsTest, OpenDataCountsEveryAnswerAndSinglesNobodyOut) {
  const ActivityId id =
      open_with({question(Kind::choose_one, "How?"), question(Kind::about, "About you?"),
                 question(Kind::long_text, "Why?")});
  for (int i = 0; i < 40; ++i) {
    const char* how = i < 3 ? "[[\"\",\"walk\"]]" : "[[\"\",\"bus\"]]";
    const char* about = i < 5 ? "[[\"\",\"walk\"]]" : "";
    send(id, {{asked(0).id, how}, {asked(1).id, about}, {asked(2).id, "Secret words"}});
  }
  EXPECT_TRUE(exports_->open_data(lead(), id).failed_with(ErrorKind::closed)) << "still open";
  ASSERT_TRUE(activities_->close(lead(), id));
  const auto open = exports_->open_data(lead(), id);
  ASSERT_TRUE(open) << open.error().detail;
  EXPECT_NE(open->find("All,\"\",40"), std::string::npos) << *open;
  EXPECT_NE(open->find("How?,By bus,"), std::string::npos) << *open;
  EXPECT_EQ(open->find("How?,On foot,3"), std::string::npos) << *open;
  EXPECT_NE(open->find("About you?,\"\",Too few answered to show"), std::string::npos) << *open;
  EXPECT_EQ(open->find("About you?,On foot"), std::string::npos) << *open;
  EXPECT_EQ(open->find("Secret"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(On, CodedExportsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
