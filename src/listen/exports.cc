#include "listen/exports.h"

#include <boost/json.hpp>

#include "base/time.h"
#include "formats/csv_out.h"
#include "formats/xlsx_out.h"
#include "listen/inside/export_rows.h"
#include "store/database.h"

namespace heed::listen {
namespace {

namespace json = boost::json;
using inside::ExportAsked;
using inside::ExportRow;

std::string day(TimeMs time, std::string_view zone) { return iso_date(time, zone); }

const std::vector<ExportColumn>& about_each() {
  static const std::vector<ExportColumn> columns = {
      {.id = "number",
       .heading = "Number",
       .meaning = "The place of the response in this file; not a reference",
       .values = "1, 2, 3 …",
       .number = true},
      {.id = "channel",
       .heading = "Channel",
       .meaning = "How it reached us",
       .values = "web, paper, phone, letter, email, event, social, import"},
      {.id = "group",
       .heading = "Group",
       .meaning = "The team, ward or group that it is about, where the file said",
       .values = "text, or empty"},
      {.id = "said",
       .heading = "Date said",
       .meaning = "The day it was said or written, in the partnership's time zone",
       .values = "YYYY-MM-DD, or empty"},
      {.id = "received",
       .heading = "Date received",
       .meaning = "The day we had it",
       .values = "YYYY-MM-DD"},
      {.id = "may_be_quoted",
       .heading = "May be quoted",
       .meaning = "Whether the person agreed to be quoted in public",
       .values = "yes or no"}};
  return columns;
}

std::vector<ExportColumn> columns_of(const ExportAsked& asked) {
  std::vector<ExportColumn> all = about_each();
  all.insert(all.end(), asked.columns().begin(), asked.columns().end());
  return all;
}

std::vector<std::string> headings(const std::vector<ExportColumn>& columns) {
  std::vector<std::string> all;
  for (const ExportColumn& column : columns) all.push_back(column.heading);
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
  const ExportAsked& asked;
  const Exports::Sink& sink;

  // `each` gets the cells of a row, by columns_of(asked).
  Result<std::int64_t> rows(
      const std::function<Result<>(const ExportRow&, std::vector<std::string>&)>& each) const {
    std::vector<std::string> cells;
    std::int64_t number = 0;
    return inside::export_rows(
        main, partnership, activity, asked, [&](const ExportRow& row) -> Result<> {
          cells.assign({std::to_string(++number), row.channel, row.grouping,
                        row.said ? day(*row.said, zone) : "", day(row.received, zone),
                        row.may_quote ? "yes" : "no"});
          asked.cells(row.answers, cells);
          return each(row, cells);
        });
  }
};

Result<std::int64_t> write_csv(const Job& job) {
  TRY(job.sink("\xEF\xBB\xBF"));  // Spreadsheets take a file without it for Windows-1252.
  Result<> taken = Done{};
  formats::CsvOut out([&](std::string_view bytes) {
    if (taken) taken = job.sink(bytes);
  });
  out.row(headings(columns_of(job.asked)));
  return job.rows([&](const ExportRow&, std::vector<std::string>& cells) -> Result<> {
    out.row(cells);
    return taken;
  });
}

Result<std::int64_t> write_xlsx(const Job& job) {
  formats::XlsxOut book = TRY(formats::XlsxOut::make());
  const std::vector<ExportColumn> columns = columns_of(job.asked);
  TRY(book.sheet("Responses", headings(columns)));
  std::vector<formats::XlsxOut::Value> values;
  const std::int64_t written =
      TRY(job.rows([&](const ExportRow&, std::vector<std::string>& cells) -> Result<> {
        values.clear();
        for (std::size_t c = 0; c < cells.size(); ++c) {
          const auto number =
              columns[c].number ? formats::number_in(cells[c]) : std::optional<double>();
          if (number)
            values.emplace_back(*number);
          else
            values.emplace_back(std::move(cells[c]));
        }
        return book.row(values);
      }));
  TRY(book.sheet("What each column is",
                 std::vector<std::string>{"Column", "Meaning", "Values", "Id"}));
  for (const ExportColumn& column : columns)
    TRY(book.row(std::vector<formats::XlsxOut::Value>{column.heading, column.meaning, column.values,
                                                      column.id}));
  TRY(std::move(book).write_to(job.sink));
  return written;
}

json::object described(const ExportColumn& column) {
  json::object codes;
  for (const auto& [code, label] : column.codes) codes[code] = label;
  json::object one{{"id", column.id}, {"heading", column.heading}, {"number", column.number}};
  if (!codes.empty()) one["codes"] = std::move(codes);
  return one;
}

Result<std::int64_t> write_json(const Job& job) {
  json::array columns;
  for (const ExportColumn& column : job.asked.columns()) columns.emplace_back(described(column));
  TRY(
      job.sink(fmt::format("{{\"format\":\"heed-export/2\",\"activity\":\"{}\",\"columns\":{},"
                           "\"responses\":[",
                           job.activity.text(), json::serialize(columns))));
  std::int64_t number = 0;
  const std::size_t about = about_each().size();
  const std::int64_t written =
      TRY(job.rows([&](const ExportRow& row, std::vector<std::string>& cells) -> Result<> {
        json::array answers;
        for (std::size_t c = about; c < cells.size(); ++c)
          answers.push_back(cells[c].empty() ? json::value(nullptr) : json::value(cells[c]));
        json::object one{{"number", ++number},
                         {"channel", row.channel},
                         {"group", row.grouping},
                         {"said", nullptr},
                         {"received", day(row.received, job.zone)},
                         {"may_be_quoted", row.may_quote},
                         {"answers", std::move(answers)}};
        if (row.said) one["said"] = day(*row.said, job.zone);
        return job.sink((number > 1 ? ",\n" : "\n") + json::serialize(one));
      }));
  TRY(job.sink("\n]}\n"));
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
  return columns_of(TRY(ExportAsked::read(main_, scope.partnership(), activity)));
}

Result<std::int64_t> Exports::write(const Scope& scope, ActivityId activity, ExportFormat format,
                                    std::string_view zone, const Sink& sink) {
  TRY(may_export(scope));
  const ExportAsked asked = TRY(ExportAsked::read(main_, scope.partnership(), activity));
  const Job job{main_, scope.partnership(), activity, zone, asked, sink};
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

}  // namespace heed::listen
