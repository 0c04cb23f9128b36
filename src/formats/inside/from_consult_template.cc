// The workbook that departments fill in for Consult: sheets that say which column is which
// question, and in its full form a sheet of responses.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"
#include "formats/inside/spreadsheet.h"

namespace heed::formats::inside {
namespace {

std::size_t sheet_named(const TableIn& table, std::string_view name) {
  for (std::size_t i = 0; i < table.sheets.size(); ++i)
    if (plain_heading(table.sheets[i]).starts_with(name)) return i;
  return kNoColumn;
}

// "AB" -> 27, from 0. Nothing else is a column.
std::size_t column_number(std::string_view letters) {
  letters = trimmed(letters);
  if (letters.empty() || letters.size() > 3) return kNoColumn;
  std::size_t number = 0;
  for (const char c : letters) {
    if (c < 'A' || c > 'Z') return kNoColumn;
    number = number * 26 + static_cast<std::size_t>(c - 'A' + 1);
  }
  return number - 1;
}

struct Asked {
  std::size_t column, choice_column;
  std::string text;
};

Result<std::vector<Asked>> asked_on(Looked& file, std::size_t sheet) {
  std::vector<Asked> all;
  if (sheet == kNoColumn) return all;
  const TableIn table = TRY(read_spreadsheet(file.bytes(), sheet));
  for (const TableRow& row : table.rows) {
    const std::size_t column = column_number(cell(row, 0));
    const std::string_view text = trimmed(
        row.cells.size() > 2 && !trimmed(row.cells[2]).empty() ? cell(row, 2) : cell(row, 1));
    if (column == kNoColumn || text.empty()) continue;
    all.push_back({column, column_number(cell(row, 3)), std::string(text)});
  }
  return all;
}

}  // namespace

bool is_consult_template(Looked& file) {
  const TableIn* table = file.is_zip() ? file.table() : nullptr;
  return table != nullptr && sheet_named(*table, "open questions") != kNoColumn &&
         sheet_named(*table, "hybrid questions") != kNoColumn &&
         sheet_named(*table, "demographic") != kNoColumn;
}

Result<SurveyFile> read_consult_template(Looked& file) {
  const TableIn& first = *file.table();
  const auto open = TRY(asked_on(file, sheet_named(first, "open questions")));
  const auto hybrid = TRY(asked_on(file, sheet_named(first, "hybrid questions")));
  const auto choice = TRY(asked_on(file, sheet_named(first, "multiple choice")));
  const auto about = TRY(asked_on(file, sheet_named(first, "demographic")));
  SurveyFile read{.kind = "consult_template", .encoding = "UTF-8"};
  for (const Asked& one : about)
    read.not_carried.push_back({"about respondents: " + one.text,
                                "what is known about a person is not kept beside their words"});
  const std::size_t responses = sheet_named(first, "responses");
  if (responses == kNoColumn) {
    FoundSection section;
    for (const auto* list : {&hybrid, &open, &choice})
      for (const Asked& one : *list) {
        section.questions.push_back({.text = {{"en", one.text}}});
        if (list != &open)
          read.not_carried.push_back({"question " + one.text,
                                      "the template does not say what could be chosen; it is "
                                      "asked as an open question"});
      }
    read.asked.emplace(FoundSurvey{.languages = {"en"}, .sections = {std::move(section)}});
    return read;
  }
  TableIn table = TRY(read_spreadsheet(file.bytes(), responses));
  if (table.rows.empty()) return refuse("The sheet of responses is empty.");
  table.header = std::move(table.rows.front().cells);
  table.rows.erase(table.rows.begin());
  read.table = std::move(table);
  read.uses.resize(read.table.header.size(), ColumnUse::leave_out);
  const auto take = [&](std::size_t column, ColumnUse use, const std::string& text) {
    if (column >= read.uses.size()) {
      if (column != kNoColumn)
        read.not_carried.push_back(
            {"question " + text, "the sheet of responses has no such column"});
      return;
    }
    read.uses[column] = use;
    read.table.header[column] = text;
  };
  for (const Asked& one : open) take(one.column, ColumnUse::answer, one.text);
  for (const Asked& one : choice) take(one.column, ColumnUse::choice, one.text);
  for (const Asked& one : hybrid) {
    take(one.column, ColumnUse::answer, one.text);
    take(one.choice_column, ColumnUse::choice, one.text);
  }
  for (std::size_t c = 0; c < read.uses.size(); ++c)
    if (read.uses[c] == ColumnUse::leave_out &&
        std::ranges::find(about, c, &Asked::column) == about.end())
      read.not_carried.push_back({"column " + read.table.header[c], std::string(kWhyTool)});
  return read;
}

}  // namespace heed::formats::inside
