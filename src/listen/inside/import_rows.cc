#include "listen/inside/import_rows.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "base/limits.h"
#include "base/text.h"
#include "platform/crypto.h"
#include "record/cbor.h"

namespace heed::listen {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 7> kRoles = {{
    {Role::ignore, "ignore"},
    {Role::answer, "answer"},
    {Role::question_text, "question"},
    {Role::date, "date"},
    {Role::grouping, "group"},
    {Role::channel, "channel"},
    {Role::may_quote, "may_quote"},
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

bool has_word(std::string_view heading, std::initializer_list<std::string_view> words) {
  const std::string lower = lowered(heading);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

std::size_t mean_length(const formats::TableIn& table, std::size_t column) {
  std::size_t chars = 0, filled = 0;
  for (const formats::TableRow& row : table.rows) {
    if (column >= row.cells.size() || row.cells[column].empty()) continue;
    chars += row.cells[column].size();
    ++filled;
  }
  return filled == 0 ? 0 : chars / filled;
}

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
        out.answers.emplace_back(asked.empty() ? table.header[c] : asked, *kept);
        return;
      }
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

void suggest_roles(const formats::TableIn& table, std::vector<Column>& columns) {
  std::size_t longest = columns.size(), best = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string_view heading = columns[c].heading;
    if (has_word(heading, {"quote", "consent"}))
      columns[c].suggested = Role::may_quote;
    else if (has_word(heading, {"date", "modified", "submitted", "time stamp", "timestamp"}))
      columns[c].suggested = Role::date;
    else if (has_word(heading, {"channel", "data source", "how you answered"}))
      columns[c].suggested = Role::channel;
    else if (lowered(trimmed(heading)) == "question")
      columns[c].suggested = Role::question_text;
    else if (has_word(heading, {"organi", "ward", "team", "service", "group", "practice"}))
      columns[c].suggested = Role::grouping;
    const std::size_t length = mean_length(table, c);
    if (columns[c].suggested == Role::ignore && length > best) best = length, longest = c;
  }
  if (longest < columns.size()) columns[longest].suggested = Role::answer;
  // One column of each of these; a second is left for the person to choose.
  for (const Role once :
       {Role::question_text, Role::date, Role::grouping, Role::channel, Role::may_quote}) {
    bool seen = false;
    for (Column& column : columns) {
      if (column.suggested != once) continue;
      if (seen) column.suggested = Role::ignore;
      seen = true;
    }
  }
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
  std::size_t answers = 0;
  for (std::size_t c = 0; c < mapping.roles.size(); ++c) {
    if (mapping.roles[c] == Role::answer) ++answers;
    if (mapping.roles[c] == Role::question_text) question_column = c;
  }
  if (answers == 0) return refuse("Choose which column holds the answer.");
  for (const Role once :
       {Role::question_text, Role::date, Role::grouping, Role::channel, Role::may_quote})
    if (std::count(mapping.roles.begin(), mapping.roles.end(), once) > 1)
      return refuse(fmt::format("Two columns are chosen as “{}”. Choose one.", name_of(once)));
  Reader reader{table, mapping, zone, {}};
  std::vector<ReadRow> rows;
  for (const formats::TableRow& row : table.rows) {
    ReadRow out{.line = row.line};
    std::string asked(trimmed(cell(row, question_column)));
    if (asked.empty() && answers == 1) asked = mapping.question;
    const auto kept = bounded_text(asked, limits::kShortTextChars);
    if (!kept)
      reader.problem(row, fmt::format("Row {}: the question: {}", row.line, kept.error().said));
    for (std::size_t c = 0; c < mapping.roles.size(); ++c) reader.take_cell(row, c, asked, out);
    if (!out.answers.empty()) rows.push_back(std::move(out));
  }
  if (reader.problems.empty()) return rows;
  const std::string first = reader.problems.front().message;
  if (problems != nullptr) *problems = std::move(reader.problems);
  return refuse(first);
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
                                                    {"empty", report.empty},
                                                    {"not_mapped", std::move(left_out)}});
}

}  // namespace heed::listen::inside
