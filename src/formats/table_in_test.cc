#include "formats/table_in.h"

#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <boost/json.hpp>
#include <filesystem>

#include "formats/contents_for_test.h"
#include "formats/csv_out.h"
#include "formats/csv_reader.h"
#include "formats/inside/number_look.h"
#include "formats/xlsx_out.h"
#include "testing/shared_data.h"
#include "testing/temp_dir.h"

namespace heed::formats {
namespace {

using Cells = std::vector<std::string>;

std::vector<Cells> all(const TableIn& table) {
  std::vector<Cells> out{table.header};
  for (const TableRow& row : table.rows) out.push_back(row.cells);
  return out;
}

std::string why_not_a_table(std::string_view name, std::string_view bytes) {
  const auto table = read_table(name, bytes);
  return table ? "no error" : table.error().said;
}

#define NEED_SHARED_DATA(data)              \
  const auto data = testing::shared_data(); \
  if (!data) GTEST_SKIP() << "no shared data: set HEED_SHARED_DATA to the folder"

TEST(TableIn, ReadsEveryFileOfCsvSpectrumAsItsJsonSays) {
  NEED_SHARED_DATA(data);
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data / "csv_spectrum" / "csvs")) {
    const auto name = entry.path().stem().string();
    const auto table = read_table(name + ".csv", contents(entry.path()));
    ASSERT_TRUE(table) << name << ": " << table.error().detail;
    const auto json =
        boost::json::parse(contents(*data / "csv_spectrum" / "json" / (name + ".json")));
    // One of them holds an object instead of a list, and another telephone number than its CSV.
    const bool is_list = json.is_array();
    ASSERT_EQ(table->rows.size(), is_list ? json.as_array().size() : 1) << name;
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
      const auto& wanted = is_list ? json.as_array()[i].as_object() : json.as_object();
      ASSERT_EQ(wanted.size(), table->header.size()) << name;
      for (std::size_t column = 0; column < table->header.size(); ++column) {
        if (!is_list && column == 0) continue;
        // The stored copies of the _crlf files have lost their CRs; their JSON has not.
        std::string text(wanted.at(table->header[column]).as_string());
        if (!contents(entry.path()).contains('\r')) std::erase(text, '\r');
        EXPECT_EQ(table->rows[i].cells.at(column), text) << name;
      }
    }
    ++files;
  }
  EXPECT_EQ(files, 12);
}

TEST(TableIn, NaughtyStringsComeBackByteForByteThroughOurOwnCsv) {
  NEED_SHARED_DATA(data);
  const auto json = boost::json::parse(contents(*data / "naughty_strings" / "blns.json"));
  std::string csv;
  CsvOut out([&](std::string_view bytes) { csv += bytes; }, CsvOut::Formulas::as_they_are);
  out.row({"number", "text"});
  for (const auto& text : json.as_array()) out.row({"n", std::string(text.as_string())});
  const auto table = read_table("naughty.csv", csv);
  ASSERT_TRUE(table) << table.error().detail;
  ASSERT_EQ(table->rows.size(), json.as_array().size());
  EXPECT_GT(table->rows.size(), 500u);
  for (std::size_t i = 0; i < table->rows.size(); ++i) {
    EXPECT_EQ(table->rows[i].cells.at(1), std::string(json.as_array()[i].as_string()));
  }
}

TEST(TableIn, ReadsTheSurveysOfARealCouncilAndThreeRealTrusts) {
  NEED_SHARED_DATA(data);
  const auto survey = read_table("s.csv", contents(*data / "edinburgh_survey/Survey_Data.csv"));
  ASSERT_TRUE(survey) << survey.error().detail;
  EXPECT_EQ(survey->rows.size(), 2955u);
  const auto comments = read_table("t.csv", contents(*data / "nhs_fft_phase1/text_data.csv"));
  ASSERT_TRUE(comments) << comments.error().detail;
  EXPECT_EQ(comments->rows.size(), 10334u);
  EXPECT_EQ(comments->header.size(), comments->rows.back().cells.size());
}

TEST(TableIn, KnowsTheLineEachRowStartsOnWhateverEndsIt) {
  for (const std::string_view end : {"\n", "\r\n", "\r"}) {
    std::string bytes = "a,b|1,\"two|lines\"||3,4|";
    for (std::size_t i; (i = bytes.find('|')) != std::string::npos;) bytes.replace(i, 1, end);
    const auto table = read_table("x.csv", bytes);
    ASSERT_TRUE(table);
    ASSERT_EQ(table->rows.size(), 2u);
    EXPECT_EQ(table->rows[0].line, 2u);
    EXPECT_EQ(table->rows[0].cells[1], "two" + std::string(end) + "lines");
    EXPECT_EQ(table->rows[1].line, 5u);
  }
}

TEST(TableIn, TheSameRowsComeOutHoweverTheBytesArriveInChunks) {
  const std::string bytes = "a;b\r\n\"x;\"\"y\r\n\";2\r\r\n3;\"\"\n;\n\"last\";";
  std::vector<std::vector<Cells>> results;
  std::vector<std::vector<std::size_t>> lines;
  for (std::size_t chunk = 1; chunk <= bytes.size(); ++chunk) {
    CsvReader reader(';');
    auto& rows = results.emplace_back();
    auto& row_lines = lines.emplace_back();
    const auto keep = [&](TableRow&& row) {
      row_lines.push_back(row.line);
      rows.push_back(std::move(row.cells));
    };
    for (std::size_t i = 0; i < bytes.size(); i += chunk) {
      ASSERT_TRUE(reader.feed(std::string_view(bytes).substr(i, chunk), keep));
    }
    ASSERT_TRUE(reader.finish(keep));
  }
  const std::vector<Cells> wanted = {
      {"a", "b"}, {"x;\"y\r\n", "2"}, {"3", ""}, {"", ""}, {"last", ""}};
  for (const auto& rows : results) EXPECT_EQ(rows, wanted);
  for (const auto& row_lines : lines) {
    EXPECT_EQ(row_lines, (std::vector<std::size_t>{1, 2, 5, 6, 7}));
  }
}

TEST(TableIn, DecodesWhatSpreadsheetsWrite) {
  const auto utf8 = read_table("a.csv", "\xef\xbb\xbfname;views\nZoë;“yes”\n");
  ASSERT_TRUE(utf8);
  EXPECT_EQ(utf8->header[0], "name");
  EXPECT_EQ(utf8->delimiter, ';');
  const auto old = read_table("a.csv",
                              "name,cost\nZo\xeb,\x80"
                              "5 \x93ok\x94\n");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->encoding, "Windows-1252");
  EXPECT_EQ(old->rows[0].cells, (Cells{"Zoë", "€5 “ok”"}));
  EXPECT_EQ(old->remarks.size(), 1u);
  const std::u16string wide = u"name\tviews\r\nZoë\t😀\r\n";
  for (const bool big : {false, true}) {
    std::string bytes = big ? "\xfe\xff" : "\xff\xfe";
    for (const char16_t c : wide) {
      const char low = static_cast<char>(c & 0xff);
      const char high = static_cast<char>(c >> 8);
      bytes += big ? high : low;
      bytes += big ? low : high;
    }
    const auto table = read_table("a.txt", bytes);
    ASSERT_TRUE(table);
    EXPECT_EQ(table->encoding, big ? "UTF-16BE" : "UTF-16LE");
    EXPECT_EQ(table->delimiter, '\t');
    EXPECT_EQ(table->rows[0].cells, (Cells{"Zoë", "😀"}));
  }
}

TEST(TableIn, GuessesTheDelimiterByWhatCutsRowsAlike) {
  EXPECT_EQ(likely_delimiter("Do you agree, yes or no?;Why\nYes;Because, well, I do\nNo;\n"), ';');
  EXPECT_EQ(likely_delimiter("a,\"b;c;d\"\n1,2\n"), ',');
  EXPECT_EQ(likely_delimiter("only one column\nhello\n"), ',');
}

TEST(TableIn, SaysWhatIsWrongInTheWordsOfThePersonWhoBroughtIt) {
  EXPECT_EQ(why_not_a_table("a.csv", "a,b\n1,2\n3,\"oh\n4,5\n"),
            "Line 3: a quotation mark is opened and never closed.");
  EXPECT_EQ(why_not_a_table("a.csv", ""), "The file is empty.");
  EXPECT_EQ(why_not_a_table("a.csv", "\xef\xbb\xbf\r\n,,\r\n"), "The file is empty.");
  EXPECT_EQ(why_not_a_table("a.xlsx", "a,b\n1,2\n"),
            "The name of the file ends in .xlsx, but it is not a spreadsheet.");
  EXPECT_EQ(why_not_a_table("a.csv", "%PDF-1.7 ..."),
            "This is a PDF, not a table. Please export the answers as CSV or XLSX.");
  EXPECT_EQ(why_not_a_table("a.csv", std::string_view("a,\0b\n1,2\n", 9)),
            "This file is not a table of text: it holds bytes that no text has.");
  EXPECT_EQ(
      why_not_a_table("a.xlsx", "PK\x03\x04 and then nothing of the kind"),
      "The spreadsheet is damaged and cannot be read. Please save it again, or save it as CSV.");
  EXPECT_EQ(why_not_a_table("a.csv", "a,b\n" + std::string(600, ',')),
            "Line 2: the row has more than 500 columns.");
}

TEST(TableIn, KeepsRaggedRowsAndRemarksOnThem) {
  const auto table = read_table("a.csv", "a,b\n1\n,,\n1,2,3\n");
  ASSERT_TRUE(table);
  EXPECT_EQ(all(*table), (std::vector<Cells>{{"a", "b"}, {"1"}, {"1", "2", "3"}}));
  EXPECT_EQ(table->remarks,
            (Cells{"1 row without any text was left out.",
                   "2 rows have more or fewer cells than the heading row. The first is on line "
                   "2."}));
  const auto lonely = read_table("a.csv", "a,b");
  ASSERT_TRUE(lonely);
  EXPECT_TRUE(lonely->rows.empty());
  EXPECT_EQ(lonely->remarks, (Cells{"There is a heading row and nothing below it."}));
}

TEST(TableIn, ReadsBackTheWorkbookThatXlsxOutWrote) {
  auto out = XlsxOut::make();
  ASSERT_TRUE(out);
  const std::vector<std::string> heading = {"Reference", "Words", "Age"};
  ASSERT_TRUE(out->sheet("Responses: all", heading));
  const std::string words = "=1+1 <b>&\"é😀 \nשלום";
  const std::vector<XlsxOut::Value> first = {XlsxOut::text("FM-1"), XlsxOut::text(words),
                                             XlsxOut::number(34)};
  const std::vector<XlsxOut::Value> second = {XlsxOut::text("0123"), XlsxOut::text(""),
                                              XlsxOut::number(0.1 + 0.2)};
  ASSERT_TRUE(out->row(first));
  ASSERT_TRUE(out->row(second));
  ASSERT_TRUE(out->sheet("Notes", heading));
  const auto bytes = std::move(*out).bytes();
  ASSERT_TRUE(bytes) << bytes.error().detail;
  const auto table = read_table("any name", *bytes);
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->kind, "xlsx");
  EXPECT_EQ(all(*table), (std::vector<Cells>{heading, {"FM-1", words, "34"}, {"0123", "", "0.3"}}));
  EXPECT_EQ(table->rows[1].line, 3u);
  EXPECT_EQ(table->sheets, (Cells{"Responses  all", "Notes"}));
}

TEST(TableIn, ReadsSharedStringsDatesFormulasAndGapsOfAWorkbook) {
  const testing::TempDir folder;
  lxw_workbook* book = workbook_new(folder.file("a.xlsx").c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  lxw_format* date = workbook_add_format(book);
  format_set_num_format(date, "dd/mm/yyyy");
  lxw_format* bold = workbook_add_format(book);
  format_set_bold(bold);
  lxw_rich_string_tuple plain_part{nullptr, const_cast<char*>("very ")};
  lxw_rich_string_tuple bold_part{bold, const_cast<char*>("good")};
  lxw_rich_string_tuple* rich[] = {&plain_part, &bold_part, nullptr};
  worksheet_write_string(sheet, 1, 0, "When", nullptr);
  worksheet_write_string(sheet, 1, 2, "What", nullptr);
  worksheet_write_number(sheet, 3, 0, 46361, date);
  worksheet_write_rich_string(sheet, 3, 2, rich, nullptr);
  worksheet_write_boolean(sheet, 4, 0, 1, nullptr);
  worksheet_write_formula_num(sheet, 4, 2, "=1+1", nullptr, 2);
  worksheet_write_string(sheet, 5, 2, "What", nullptr);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  const auto table = read_table("a.xlsx", contents(folder.file("a.xlsx")));
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(all(*table), (std::vector<Cells>{{"When", "", "What"},
                                             {"2026-12-05", "", "very good"},
                                             {"TRUE", "", "2"},
                                             {"", "", "What"}}));
  EXPECT_EQ(table->rows[0].line, 4u);
}

TEST(TableIn, NumbersReadAsPeopleSeeThem) {
  using inside::look_of_builtin;
  using inside::look_of_code;
  using inside::shown_number;
  constexpr std::int64_t kOrigin = -25'569;
  EXPECT_EQ(shown_number(46361, look_of_builtin(14), kOrigin), "2026-12-05");
  EXPECT_EQ(shown_number(46361.729166667, look_of_code("dd/mm/yyyy\\ hh:mm"), kOrigin),
            "2026-12-05 17:30");
  EXPECT_EQ(shown_number(0.5, look_of_code("[$-F400]h:mm:ss\\ AM/PM"), kOrigin), "12:00");
  EXPECT_EQ(shown_number(0.07, look_of_code("0%"), kOrigin), "7%");
  EXPECT_EQ(shown_number(12.5, look_of_code("\"days\"\\ [$£-809]#,##0.00;[Red]-0"), kOrigin),
            "12.5");
  EXPECT_EQ(shown_number(7700900123, look_of_code("General"), kOrigin), "7700900123");
}

std::string zipped(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_file_add(zip, name.c_str(), zip_source_buffer(zip, text.data(), text.size(), 0), 0);
  }
  zip_close(zip);
  zip_source_open(target);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string out(stat.size, '\0');
  zip_source_read(target, out.data(), out.size());
  zip_source_close(target);
  zip_source_free(target);
  return out;
}

TEST(TableIn, RefusesAZipBombBeforeUnpackingIt) {
  const std::string bomb = zipped({{"xl/workbook.xml", std::string(64 << 20, ' ')}});
  EXPECT_LT(bomb.size(), 100'000u);
  const auto table = read_table("a.xlsx", bomb);
  EXPECT_TRUE(!table && table.failed_with(ErrorKind::too_large));
  EXPECT_EQ(why_not_a_table("a.xlsx", zipped({{"word/document.xml", "<w/>"}})),
            "This is a Word document, not a table.");
  EXPECT_EQ(why_not_a_table("a.csv", zipped({{"holiday.txt", "hello"}})),
            "This file is not a spreadsheet (XLSX or ODS) or a CSV file.");
}

TEST(TableIn, ADamagedWorkbookIsRefusedAndNeverRead) {
  auto out = XlsxOut::make();
  ASSERT_TRUE(out);
  ASSERT_TRUE(out->sheet("a", Cells{"x", "y"}));
  const std::vector<XlsxOut::Value> row = {XlsxOut::text("words"), XlsxOut::number(1)};
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(out->row(row));
  const std::string good = *std::move(*out).bytes();
  int refused = 0;
  for (std::size_t i = 4; i < good.size(); i += 37) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    const auto table = read_table("a.xlsx", bad);  // Must come back, with or without rows.
    if (!table) {
      ++refused;
      EXPECT_FALSE(table.error().said.empty());
    }
    EXPECT_FALSE(read_table("a.xlsx", good.substr(0, i)));
  }
  EXPECT_GT(refused, 0);
}

TEST(TableIn, ReadsAnOpenDocumentSpreadsheet) {
  const std::string content =
      R"(<?xml version="1.0" encoding="UTF-8"?><office:document-content )"
      R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" )"
      R"(xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" )"
      R"(xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">)"
      R"(<office:body><office:spreadsheet><table:table table:name="Answers"><table:table-row>)"
      R"(<table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="string"><text:p>When</text:p></table:table-cell>)"
      R"(</table:table-row><table:table-row table:number-rows-repeated="2">)"
      R"(<table:table-cell office:value-type="string"><text:p>Zoë</text:p></table:table-cell>)"
      R"(<table:table-cell office:value-type="date" office:date-value="2026-12-05">)"
      R"(<text:p>5 Dec</text:p></table:table-cell></table:table-row><table:table-row>)"
      R"(<table:table-cell/><table:table-cell office:value-type="float" office:value="5">)"
      R"(<text:p>5</text:p></table:table-cell></table:table-row>)"
      R"(</table:table></office:spreadsheet></office:body></office:document-content>)";
  const auto table =
      read_table("a.ods", zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                  {"content.xml", content}}));
  ASSERT_TRUE(table) << table.error().detail;
  EXPECT_EQ(table->kind, "ods");
  EXPECT_EQ(all(*table),
            (std::vector<Cells>{
                {"Name", "When"}, {"Zoë", "2026-12-05"}, {"Zoë", "2026-12-05"}, {"", "5"}}));
}

TEST(CsvOut, GuardsWhatASpreadsheetWouldRun) {
  std::string csv;
  CsvOut out([&](std::string_view bytes) { csv += bytes; });
  out.row({"=1+1", "+44", "-3", "@x", "\tx", "\rx", "a=b", "", "say \"hi\", ok"});
  EXPECT_EQ(csv, "'=1+1,'+44,'-3,'@x,\"'\tx\",\"'\rx\",a=b,\"\",\"say \"\"hi\"\", ok\"\r\n");
}

}  // namespace
}  // namespace heed::formats
