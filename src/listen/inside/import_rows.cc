#include "listen/inside/import_rows.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/limits.h"
#include "base/text.h"
#include "platform/crypto.h"
#include "record/cbor.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 9> kRoles = {{
    {Role::ignore, "ignore"},
    {Role::answer, "answer"},
    {Role::question_text, "question"},
    {Role::date, "date"},
    {Role::grouping, "group"},
    {Role::channel, "channel"},
    {Role::may_quote, "may_quote"},
    {Role::choice, "choice"},
    {Role::theme, "theme"},
}};

}  // namespace

std::string_view name_of(Role role) {
  for (const auto& [r, name] : kRoles)
    if (r == role) return name;
  return "ignore";
}

std::optional<Role> role_named(std::string_view wanted) {
  for (const auto& [role, name] : kRoles)
    if (name == wanted) return role;
  return std::nullopt;
}

}  // namespace heed::listen

namespace heed::listen::inside {
namespace {

std::string_view cell(const formats::TableRow& row, std::size_t column) {
  return column < row.cells.size() ? std::string_view(row.cells[column]) : std::string_view{};
}

std::optional<bool> yes_or_no(std::string_view typed) {
  const std::string word = lowered(trimmed(typed));
  for (const std::string_view yes : {"yes", "y", "true", "1", "agree", "agreed"})
    if (word == yes) return true;
  for (const std::string_view no : {"", "no", "n", "false", "0", "disagree", "not agreed"})
    if (word == no) return false;
  return std::nullopt;
}

struct Reader {
  const formats::TableIn& table;
  const Mapping& mapping;
  std::string_view zone;
  std::vector<RowProblem> problems;
  std::vector<std::size_t> answer_at;  // Of this row: by column, which of its answers it made.

  void problem(const formats::TableRow& row, std::string message) {
    if (problems.size() < limits::kImportProblemsShown)
      problems.push_back({row.line, std::move(message)});
  }

  void take_date(const formats::TableRow& row, std::size_t c, ReadRow& out) {
    const std::string_view typed = trimmed(cell(row, c));
    if (typed.empty())
      return problem(row, fmt::format("Row {} has no date. Nothing was imported. Fix it or choose "
                                      "another column.",
                                      row.line));
    const auto date = read_date(typed, zone);
    if (!date)
      return problem(row, fmt::format("Row {}: “{}” is not a date. Nothing was imported. Fix it or "
                                      "choose another column.",
                                      row.line, shortened(typed, 40)));
    out.said = *date;
  }

  // One or several in a cell, by line or semicolon, to one answer of the row.
  void take_themes(std::string_view typed, std::size_t c, std::size_t answer, ReadRow& out) {
    while (!typed.empty()) {
      const std::size_t end = std::min(typed.find_first_of(";\n"), typed.size());
      const std::string_view theme = trimmed(typed.substr(0, end));
      typed.remove_prefix(std::min(end + 1, typed.size()));
      if (!theme.empty())
        out.themes.push_back({answer, table.header[c], shortened(theme, limits::kNameChars)});
    }
  }

  // A column of themes is about the nearest answer on its left, or, when there is none, the first.
  // A row without that answer has nothing that the theme could be of.
  void take_theme_columns(const formats::TableRow& row, ReadRow& out) {
    for (std::size_t c = 0; c < mapping.roles.size(); ++c) {
      if (mapping.roles[c] != Role::theme) continue;
      std::size_t about = c;
      while (about > 0 && mapping.roles[about] != Role::answer) --about;
      while (about < mapping.roles.size() && mapping.roles[about] != Role::answer) ++about;
      if (about < answer_at.size() && answer_at[about] < out.answers.size())
        take_themes(cell(row, c), c, answer_at[about], out);
    }
  }

  void take_cell(const formats::TableRow& row, std::size_t c, const std::string& asked,
                 ReadRow& out) {
    const std::string_view typed = cell(row, c);
    switch (mapping.roles[c]) {
      case Role::ignore:
      case Role::question_text:
        return;
      case Role::answer: {
        if (trimmed(typed).empty()) return;
        const auto kept = bounded_text(typed, limits::kLongTextChars);
        if (!kept) return problem(row, fmt::format("Row {}: {}", row.line, kept.error().said));
        answer_at[c] = out.answers.size();
        out.answers.emplace_back(asked.empty() ? table.header[c] : asked, *kept);
        return;
      }
      case Role::choice: {
        if (trimmed(typed).empty()) return;
        const auto kept = bounded_text(typed, limits::kLongTextChars);
        if (!kept) return problem(row, fmt::format("Row {}: {}", row.line, kept.error().said));
        out.choices.emplace_back(table.header[c], *kept);
        return;
      }
      case Role::theme:
        return;  // Once the answers are known: take_theme_columns.
      case Role::date:
        return take_date(row, c, out);
      case Role::grouping:
        out.grouping = shortened(trimmed(typed), limits::kNameChars);
        return;
      case Role::channel:
        out.channel = shortened(lowered(trimmed(typed)), limits::kNameChars);
        return;
      case Role::may_quote: {
        const auto agreed = yes_or_no(typed);
        if (!agreed)
          return problem(row, fmt::format("Row {}: “{}” is neither yes nor no for “may be quoted”.",
                                          row.line, shortened(trimmed(typed), 40)));
        out.may_quote = *agreed;
        return;
      }
    }
  }
};

}  // namespace

Role role_of(formats::ColumnUse use) {
  using formats::ColumnUse;
  switch (use) {
    case ColumnUse::leave_out:
      return Role::ignore;
    case ColumnUse::answer:
      return Role::answer;
    case ColumnUse::choice:
      return Role::choice;
    case ColumnUse::question:
      return Role::question_text;
    case ColumnUse::date:
      return Role::date;
    case ColumnUse::group:
      return Role::grouping;
    case ColumnUse::channel:
      return Role::channel;
    case ColumnUse::may_quote:
      return Role::may_quote;
    case ColumnUse::theme:
      return Role::theme;
  }
  return Role::ignore;
}

Result<std::vector<ReadRow>> read_rows(const formats::TableIn& table, const Mapping& mapping,
                                       std::string_view zone, std::vector<RowProblem>* problems) {
  if (mapping.roles.size() != table.header.size())
    return refuse("The file has other columns than were chosen. Bring it in again.");
  if (table.rows.size() > limits::kImportRows)
    return refuse(fmt::format("This file has {} rows. The most is {}.", table.rows.size(),
                              limits::kImportRows),
                  ErrorKind::too_large);
  std::size_t question_column = mapping.roles.size();
  std::size_t answers = 0, choices = 0;
  for (std::size_t c = 0; c < mapping.roles.size(); ++c) {
    if (mapping.roles[c] == Role::answer) ++answers;
    if (mapping.roles[c] == Role::choice) ++choices;
    if (mapping.roles[c] == Role::question_text) question_column = c;
  }
  if (answers + choices == 0) return refuse("Choose which column holds the answer.");
  for (const Role once :
       {Role::question_text, Role::date, Role::grouping, Role::channel, Role::may_quote})
    if (std::count(mapping.roles.begin(), mapping.roles.end(), once) > 1)
      return refuse(fmt::format("Two columns are chosen as “{}”. Choose one.", name_of(once)));
  Reader reader{table, mapping, zone, {}, {}};
  std::vector<ReadRow> rows;
  for (const formats::TableRow& row : table.rows) {
    ReadRow out{.line = row.line};
    reader.answer_at.assign(mapping.roles.size(), SIZE_MAX);
    std::string asked(trimmed(cell(row, question_column)));
    if (asked.empty() && answers == 1) asked = mapping.question;
    const auto kept = bounded_text(asked, limits::kShortTextChars);
    if (!kept)
      reader.problem(row, fmt::format("Row {}: the question: {}", row.line, kept.error().said));
    for (std::size_t c = 0; c < mapping.roles.size(); ++c) reader.take_cell(row, c, asked, out);
    reader.take_theme_columns(row, out);
    if (!out.answers.empty() || !out.choices.empty()) rows.push_back(std::move(out));
  }
  if (reader.problems.empty()) return rows;
  const std::string first = reader.problems.front().message;
  if (problems != nullptr) *problems = std::move(reader.problems);
  return refuse(first);
}

Result<> add_themes(store::Session& s, PartnershipId partnership, const NewResponse& response,
                    const ReadRow& row) {
  std::int64_t number = 0;
  for (const ReadRow::Theme& theme : row.themes)
    TRY(
        s.exec("insert into imported_theme (partnership_id, voice_id, number, import_id, "
               "activity_id, heading, theme) values ($1, $2, $3, $4, $5, $6, $7)",
               partnership, response.voices[theme.answer].id, ++number, response.import,
               response.activity, shortened(theme.heading, limits::kNameChars), theme.theme));
  return Done{};
}

Hash import_commitment(const Hash& file, std::size_t rows, const Hash& root) {
  using record::Cbor;
  return platform::sha256(Cbor::array({Cbor("heed/import/v1"), Cbor(file),
                                       Cbor(static_cast<std::int64_t>(rows)), Cbor(root)})
                              .encode());
}

std::string written(const formats::TableIn& table, const Mapping& mapping) {
  boost::json::array columns;
  for (std::size_t c = 0; c < mapping.roles.size(); ++c)
    columns.push_back(
        boost::json::object{{"heading", c < table.header.size() ? table.header[c] : ""},
                            {"role", name_of(mapping.roles[c])}});
  return boost::json::serialize(
      boost::json::object{{"columns", std::move(columns)}, {"question", mapping.question}});
}

std::string written(const ImportReport& report) {
  boost::json::array left_out;
  for (const std::string& heading : report.not_mapped) left_out.emplace_back(heading);
  return boost::json::serialize(boost::json::object{{"rows", report.rows},
                                                    {"responses", report.responses},
                                                    {"voices", report.voices},
                                                    {"late", report.late},
                                                    {"themes", report.themes},
                                                    {"empty", report.empty},
                                                    {"not_mapped", std::move(left_out)}});
}

}  // namespace heed::listen::inside
