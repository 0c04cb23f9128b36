#include "listen/exports.h"

#include <boost/json.hpp>
#include <map>

#include "base/time.h"
#include "disclosure/disclosed.h"
#include "formats/csv_out.h"
#include "formats/xlsx_out.h"
#include "listen/inside/export_rows.h"
#include "store/database.h"

namespace heed::listen {
namespace {

namespace json = boost::json;
using inside::ExportRow;

constexpr std::size_t kAboutColumns = 6;
constexpr std::array<const char*, kAboutColumns> kAbout = {
    "Number", "Channel", "Group", "Date said", "Date received", "May be quoted"};

std::string day(TimeMs time, std::string_view zone) { return iso_date(time, zone); }

std::vector<std::string> heading_of(const std::vector<std::string>& questions) {
  std::vector<std::string> heading(kAbout.begin(), kAbout.end());
  heading.insert(heading.end(), questions.begin(), questions.end());
  return heading;
}

std::vector<std::string> cells_of(const ExportRow& row, std::int64_t number,
                                  std::string_view zone) {
  std::vector<std::string> cells = {std::to_string(number),
                                    row.channel,
                                    row.grouping,
                                    row.said ? day(*row.said, zone) : "",
                                    day(row.received, zone),
                                    row.may_quote ? "yes" : "no"};
  cells.insert(cells.end(), row.answers.begin(), row.answers.end());
  return cells;
}

std::vector<ExportColumn> columns_of(const std::vector<std::string>& questions) {
  std::vector<ExportColumn> all = {
      {"Number", "The place of the response in this file; not a reference", "1, 2, 3 …"},
      {"Channel", "How it reached us", "web, paper, phone, letter, email, event, social, import"},
      {"Group", "The team, ward or group that it is about, where the file said", "text"},
      {"Date said", "The day it was said or written, in the partnership's time zone",
       "YYYY-MM-DD, or empty"},
      {"Date received", "The day we had it", "YYYY-MM-DD"},
      {"May be quoted", "Whether the person agreed to be quoted in public", "yes or no"}};
  for (const std::string& question : questions)
    all.push_back(
        {question, "What was said in answer to this question", "text, empty when not answered"});
  return all;
}

Result<> may_export(const Scope& scope) {
  if (!scope.may(Capability::export_data)) return fail(ErrorKind::denied, "export_data");
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return Done{};
}

struct Job {
  store::Database& main;
  PartnershipId partnership;
  ActivityId activity;
  std::string_view zone;
  const std::vector<std::string>& questions;
  const Exports::Sink& sink;

  Result<std::int64_t> rows(const std::function<Result<>(const ExportRow&)>& each) const {
    return inside::export_rows(main, partnership, activity, questions, each);
  }
};

Result<std::int64_t> write_csv(const Job& job) {
  job.sink("\xEF\xBB\xBF");  // Spreadsheets take a file without it for Windows-1252.
  formats::CsvOut out(job.sink);
  out.row(heading_of(job.questions));
  std::int64_t number = 0;
  return job.rows([&](const ExportRow& row) -> Result<> {
    out.row(cells_of(row, ++number, job.zone));
    return Done{};
  });
}

Result<std::int64_t> write_xlsx(const Job& job) {
  formats::XlsxOut book = TRY(formats::XlsxOut::make());
  TRY(book.sheet("Responses", heading_of(job.questions)));
  std::int64_t number = 0;
  const std::int64_t written = TRY(job.rows([&](const ExportRow& row) -> Result<> {
    std::vector<formats::XlsxOut::Value> values;
    for (std::string& cell : cells_of(row, ++number, job.zone))
      values.emplace_back(std::move(cell));
    values[0] = formats::XlsxOut::number(static_cast<double>(number));
    TRY(book.row(values));
    return Done{};
  }));
  TRY(book.sheet("What each column is", std::vector<std::string>{"Column", "Meaning", "Values"}));
  for (const ExportColumn& column : columns_of(job.questions))
    TRY(book.row(
        std::vector<formats::XlsxOut::Value>{column.heading, column.meaning, column.values}));
  job.sink(TRY(std::move(book).bytes()));
  return written;
}

Result<std::int64_t> write_json(const Job& job) {
  json::array columns;
  for (const std::string& question : job.questions) columns.emplace_back(question);
  job.sink(
      fmt::format("{{\"format\":\"heed-export/1\",\"activity\":\"{}\",\"questions\":{},"
                  "\"responses\":[",
                  job.activity.text(), json::serialize(columns)));
  std::int64_t number = 0;
  const std::int64_t written = TRY(job.rows([&](const ExportRow& row) -> Result<> {
    json::array answers;
    for (const std::string& answer : row.answers)
      answers.push_back(answer.empty() ? json::value(nullptr) : json::value(answer));
    json::object one{{"number", ++number},
                     {"channel", row.channel},
                     {"group", row.grouping},
                     {"said", nullptr},
                     {"received", day(row.received, job.zone)},
                     {"may_be_quoted", row.may_quote},
                     {"answers", std::move(answers)}};
    if (row.said) one["said"] = day(*row.said, job.zone);
    job.sink((number > 1 ? ",\n" : "\n") + json::serialize(one));
    return Done{};
  }));
  job.sink("\n]}\n");
  return written;
}

}  // namespace

std::optional<ExportFormat> export_format_named(std::string_view name) {
  if (name == "csv") return ExportFormat::csv;
  if (name == "xlsx") return ExportFormat::xlsx;
  if (name == "json") return ExportFormat::json;
  return std::nullopt;
}

Result<std::vector<ExportColumn>> Exports::dictionary(const Scope& scope, ActivityId activity) {
  TRY(may_export(scope));
  return columns_of(TRY(inside::export_questions(main_, scope.partnership(), activity)));
}

Result<std::int64_t> Exports::write(const Scope& scope, ActivityId activity, ExportFormat format,
                                    std::string_view zone, const Sink& sink) {
  TRY(may_export(scope));
  const auto questions = TRY(inside::export_questions(main_, scope.partnership(), activity));
  const Job job{main_, scope.partnership(), activity, zone, questions, sink};
  switch (format) {
    case ExportFormat::csv:
      return write_csv(job);
    case ExportFormat::xlsx:
      return write_xlsx(job);
    case ExportFormat::json:
      return write_json(job);
  }
  return fail(ErrorKind::internal, "export format");
}

Result<std::string> Exports::open_data(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::export_data)) return fail(ErrorKind::denied, "export_data");
  std::map<std::string, std::int64_t> channels, groups, months;
  std::int64_t all = 0;
  TRY(inside::export_rows(main_, scope.partnership(), activity, {},
                          [&](const ExportRow& row) -> Result<> {
                            ++all;
                            ++channels[row.channel];
                            if (!row.grouping.empty()) ++groups[row.grouping];
                            ++months[iso_date(row.said.value_or(row.received), "UTC").substr(0, 7)];
                            return Done{};
                          }));
  std::string csv;
  formats::CsvOut out([&](std::string_view bytes) { csv += bytes; });
  out.row({"What", "Which", "Responses"});
  out.row({"All", "", disclosure::describe_total(disclosure::disclose_total(all))});
  const auto part = [&](std::string_view what, const std::map<std::string, std::int64_t>& counts) {
    disclosure::Table table{.columns = {""}, .people = std::nullopt};
    std::int64_t sum = 0;
    for (const auto& [label, count] : counts) {
      table.rows.push_back(label);
      table.counts.push_back(count);
      sum += count;
    }
    // Rows that name no group are one more cell, or the rest could be found by subtraction.
    if (sum < all) {
      table.rows.emplace_back("Not said");
      table.counts.push_back(all - sum);
    }
    if (table.rows.size() < 2) return;
    const auto shown = disclosure::disclose(table);
    for (std::size_t r = 0; r < shown.rows().size(); ++r)
      out.row({what, shown.rows()[r], disclosure::describe(shown.cell(r))});
  };
  part("Channel", channels);
  part("Group", groups);
  part("Month", months);
  return csv;
}

}  // namespace heed::listen
