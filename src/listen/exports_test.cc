// What was said, out again: whole, exact, and harmless to a spreadsheet; on both databases.
#include "listen/exports.h"

#include <boost/json.hpp>

#include "formats/csv_reader.h"
#include "formats/table_in.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

class ExportsTest : public testing::ListeningTest {
 protected:
  void set_up() override { exports_ = std::make_unique<Exports>(stores_.main()); }
  ActivityId with(std::string_view csv, std::vector<Role> roles) {
    const ActivityId id = *activities_->add(lead(), {.title = "Evening clinics"});
    const auto done = imports_->run(lead(), id, "survey.csv", csv,
                                    {std::move(roles), "What is hard?"}, "Europe/London");
    EXPECT_TRUE(done) << done.error().detail;
    return id;
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
  std::unique_ptr<Exports> exports_;
};

constexpr std::string_view kTwoQuestions =
    "Best thing,Worst thing,Date,Team,May we quote you?\n"
    "\"The nurse, Ann\",=1+1,2026-03-05,North,yes\n"
    "\"two\nlines\",,2026-03-06,South,no\n"
    ",\"\xC3\xA9\xF0\x9F\x98\x80 \"\"quoted\"\"\",2026-03-07,,yes\n";

TEST_P(ExportsTest, JsonGivesEveryWordExactlyAndWhatWasNotAnsweredAsNothing) {
  const ActivityId id = with(
      kTwoQuestions, {Role::answer, Role::answer, Role::date, Role::grouping, Role::may_quote});
  const auto json = boost::json::parse(written(id, ExportFormat::json));
  const auto& responses = json.at("responses").as_array();
  ASSERT_EQ(responses.size(), 3u);
  EXPECT_EQ(json.at("columns").at(0).at("heading").as_string(), "Best thing");
  const auto find = [&](std::string_view said) -> const boost::json::value& {
    for (const auto& one : responses)
      if (one.at("said").as_string() == said) return one;
    throw std::runtime_error("not there");
  };
  EXPECT_EQ(find("2026-03-05").at("answers").at(1).as_string(), "=1+1");
  EXPECT_EQ(find("2026-03-06").at("answers").at(0).as_string(), "two\nlines");
  EXPECT_TRUE(find("2026-03-06").at("answers").at(1).is_null());
  EXPECT_EQ(find("2026-03-07").at("answers").at(1).as_string(),
            "\xC3\xA9\xF0\x9F\x98\x80 \"quoted\"");
  EXPECT_EQ(find("2026-03-06").at("may_be_quoted").as_bool(), false);
}

TEST_P(ExportsTest, NothingInTheCsvRunsInASpreadsheet) {
  const ActivityId id = with(
      kTwoQuestions, {Role::answer, Role::answer, Role::date, Role::grouping, Role::may_quote});
  const std::string csv = written(id, ExportFormat::csv);
  EXPECT_NE(csv.find("'=1+1"), std::string::npos);
  EXPECT_EQ(csv.find(",=1+1"), std::string::npos);
  EXPECT_NE(csv.find("Best thing,Worst thing"), std::string::npos) << "the whole wording";
}

TEST_P(ExportsTest, TheWorkbookReadsBackAsTheSameAnswers) {
  const ActivityId id = with(
      kTwoQuestions, {Role::answer, Role::answer, Role::date, Role::grouping, Role::may_quote});
  const std::string bytes = written(id, ExportFormat::xlsx);
  const auto preview = Imports::preview("export.xlsx", bytes);
  ASSERT_TRUE(preview) << preview.error().detail;
  EXPECT_EQ(preview->rows, 3u);
  ASSERT_EQ(preview->columns.size(), 8u);
  EXPECT_EQ(preview->columns[6].heading, "Best thing");
  bool found = false;
  for (const auto& row : preview->first_rows) found = found || (row.size() > 7 && row[7] == "=1+1");
  EXPECT_TRUE(found);
}

TEST_P(ExportsTest, EveryResponseIsThereOnceHoweverMany) {
  std::string csv = "What is hard?\n";
  for (int i = 0; i < 1203; ++i) csv += fmt::format("answer {}\n", i);
  const ActivityId id = with(csv, {Role::answer});
  const auto json = boost::json::parse(written(id, ExportFormat::json));
  std::set<std::string> seen;
  for (const auto& one : json.at("responses").as_array())
    seen.insert(std::string(one.at("answers").at(0).as_string()));
  EXPECT_EQ(seen.size(), 1203u);
  EXPECT_EQ(json.at("responses").as_array().size(), 1203u);
}

TEST_P(ExportsTest, WhatAFileHadInColumnsThatAreNoListComesOutAsItStood) {
  std::string csv = "How was it?,Which ward?,Ref?\n";
  for (int i = 0; i < 80; ++i)
    csv += fmt::format("It was fine in the end number {},North,R{}\n", i, i);
  const auto whole = imports_->whole(
      *activities_, lead(), "survey.csv", csv,
      {.title = "Wards", .mapping = {{Role::answer, Role::choice, Role::choice}, ""}}, "UTC");
  ASSERT_TRUE(whole) << whole.error().detail;
  EXPECT_EQ(whole->questions, 3u) << "one answer alone is no list, and does not spoil the rest";
  const std::string out = written(*whole->activity, ExportFormat::csv);
  EXPECT_NE(out.find("How was it?,Which ward?,Ref?"), std::string::npos) << out.substr(0, 200);
  EXPECT_NE(out.find("number 7,North,R7\r\n"), std::string::npos) << out.substr(0, 400);
}

TEST_P(ExportsTest, AnActivityWithoutAnswersIsAHeadingAndNoMore) {
  const ActivityId id = *activities_->add(lead(), {.title = "Evening clinics"});
  const auto ignore = [](std::string_view) -> Result<> { return Done{}; };
  EXPECT_EQ(*exports_->write(lead(), id, ExportFormat::csv, "UTC", ignore), 0);
  EXPECT_EQ(exports_->dictionary(lead(), id)->size(), 6u);
}

TEST_P(ExportsTest, NeedsTheRightToExportAndTheRightToRead) {
  const ActivityId id = *activities_->add(lead(), {.title = "Evening clinics"});
  const auto ignore = [](std::string_view) -> Result<> { return Done{}; };
  EXPECT_TRUE(
      exports_->write(someone(1, {Capability::export_data}), id, ExportFormat::csv, "UTC", ignore)
          .failed_with(ErrorKind::denied));
  EXPECT_TRUE(
      exports_->write(someone(1, {Capability::read_text}), id, ExportFormat::csv, "UTC", ignore)
          .failed_with(ErrorKind::denied));
  EXPECT_TRUE(exports_->open_data(anyone(), id).failed_with(ErrorKind::denied));
}

TEST_P(ExportsTest, OpenDataNamesNoSmallNumber) {
  std::string csv = "What is hard?,Team\n";
  for (int i = 0; i < 40; ++i) csv += fmt::format("answer {},North\n", i);
  for (int i = 0; i < 3; ++i) csv += fmt::format("other {},South\n", i);
  const ActivityId id = with(csv, {Role::answer, Role::grouping});
  const auto open = exports_->open_data(lead(), id);
  ASSERT_TRUE(open) << open.error().detail;
  EXPECT_NE(open->find("All,\"\",43"), std::string::npos) << *open;
  EXPECT_EQ(open->find("South,3"), std::string::npos);
  EXPECT_EQ(open->find("answer"), std::string::npos) << "no words of anybody";
}

TEST_P(ExportsTest, OpenRowsAreAsManyAndEachStandsThereEightTimes) {
  std::string csv = "What is hard?,Team,Mode\n";
  for (int i = 0; i < 40; ++i)
    csv += fmt::format("answer {},{},{}\n", i, i < 30 ? "North" : "East", i % 4 ? "Bus" : "Car");
  for (int i = 0; i < 3; ++i) csv += fmt::format("other {},South,Balloon\n", i);
  const ActivityId id = with(csv, {Role::answer, Role::grouping, Role::choice});
  const auto open = exports_->open_rows(lead(), id);
  ASSERT_TRUE(open) << open.error().detail;
  std::map<std::string, int> alike;
  int rows = -1;
  for (std::size_t at = 0; at < open->size();) {
    const std::size_t end = std::min(open->find("\r\n", at), open->size());
    if (++rows > 0) ++alike[open->substr(at, end - at)];
    at = end + 2;
  }
  EXPECT_EQ(rows, 43) << *open;
  for (const auto& [row, count] : alike) EXPECT_GE(count, 8) << row;
  EXPECT_NE(open->find("North"), std::string::npos) << *open;
  for (const char* never : {"South", "Balloon", "answer 1", "other"})
    EXPECT_EQ(open->find(never), std::string::npos) << *open;
  EXPECT_TRUE(exports_->open_rows(anyone(), id).failed_with(ErrorKind::denied));
  const ActivityId few = with("What is hard?\nThe bus\n", {Role::answer});
  EXPECT_TRUE(exports_->open_rows(lead(), few).failed_with(ErrorKind::invalid));
}

INSTANTIATE_TEST_SUITE_P(On, ExportsTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
