// Taking responses away: as a spreadsheet, for a program, and as data that anyone may have.
#include "listen/exports.h"
#include "formats/csv_out.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/media_types.h"

namespace heed::web::staff {
namespace {

using listen::ExportFormat;

std::string type_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv:
      return "text/csv; charset=utf-8";
    case ExportFormat::xlsx:
      return std::string(kXlsx);
    case ExportFormat::json:
      return "application/json";
  }
  return {};
}

// A name that every file system takes: letters and digits of the title, the rest as hyphens.
std::string file_name(const plan::Activity& activity, std::string_view what,
                      std::string_view ending) {
  std::string name;
  for (const char c : activity.details.title.substr(0, 60)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain)
      name += c;
    else if (!name.empty() && name.back() != '-')
      name += '-';
  }
  return fmt::format("{}{}{}.{}", name, name.empty() || name.back() == '-' ? "" : "-", what,
                     ending);
}

Result<Reply> choose_export(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const auto columns = TRY(services.exports.dictionary(scope_of(request), activity.id));
  const auto file = [&](std::string_view name, std::string words, std::string_view hint) {
    return join(link(Href(path_of(activity.id, fmt::format("export/{}", name))), words), el("br"),
                el("span", {{"class", "nhsuk-hint"}}, hint));
  };
  std::vector<std::vector<Html>> rows;
  for (const auto& column : columns)
    rows.push_back({text(column.heading), text(column.meaning), text(column.values)});
  const Html body = join(
      paragraph(tr(
          "Personal details that are covered on screen are covered here too; others that people "
          "wrote are in these files. "
          "What was taken back is left out. What people said about themselves is kept apart, and "
          "only counted. Keep these files where only people who may read the words can open "
          "them.")),
      bullets({file("responses.xlsx", tr("Excel workbook"), tr("With what each column is")),
               file("responses.csv", tr("CSV"), tr("For any spreadsheet; nothing in it can run")),
               file("responses.json", tr("JSON"), tr("For programs; every word exactly as it is")),
               file("columns.csv", tr("What each column is, as CSV"), tr("The data dictionary"))}),
      heading(2, tr("For anyone")),
      paragraph(
          tr("Counts that single nobody out: small numbers are left out and others rounded.")),
      activity.state == plan::ActivityState::open
          ? paragraph(tr("There is open data once this has closed: no counts are published while "
                         "answers are taken."))
          : bullets(
                {file("open-data.csv", tr("Open data, as CSV"), tr("You may publish this file")),
                 file("open-rows.csv", tr("Open data, one row a response, as CSV"),
                      tr("What was chosen, where at least 8 people have it alike; no words and "
                         "nothing about people. You may publish this file"))}),
      heading(2, tr("What each column is")),
      table({.caption = tr("What each column is"),
             .columns = {{tr("Column")}, {tr("What it means")}, {tr("What it may hold")}},
             .rows = std::move(rows),
             .caption_hidden = true}));
  return show_in(services, request, activity, Tab::responses,
                 {.heading = tr("Download responses"), .section = Section::said, .body = body});
}

Result<Reply> export_responses(Services& services, const Request& request, const Match& match,
                               ExportFormat format, std::string_view ending) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const Scope scope = scope_of(request);
  TRY(services.exports.dictionary(scope, activity.id));  // A refusal is a page, not half a file.
  return download(
      file_name(activity, "responses", ending), type_of(format),
      [&services, scope, activity = activity.id, format](const Piece& piece) -> Result<> {
        TRY(services.exports.write(scope, activity, format, services.zone, piece));
        return Done{};
      });
}

Result<Reply> dictionary(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  std::string csv;
  formats::CsvOut out([&](std::string_view bytes) { csv += bytes; });
  out.row({"Column", "Meaning", "Values", "Id"});
  for (const auto& column : TRY(services.exports.dictionary(scope_of(request), activity.id)))
    out.row({column.heading, column.meaning, column.values, column.id});
  return download(file_name(activity, "columns", "csv"), type_of(ExportFormat::csv),
                  std::move(csv));
}

Result<Reply> open_data(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  return download(file_name(activity, "open-data", "csv"), type_of(ExportFormat::csv),
                  TRY(services.exports.open_data(scope_of(request), activity.id)));
}

Result<Reply> open_rows(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  return download(file_name(activity, "open-rows", "csv"), type_of(ExportFormat::csv),
                  TRY(services.exports.open_rows(scope_of(request), activity.id)));
}

}  // namespace

Routes export_routes(Services& services) {
  const auto route = [&services](std::string_view file, auto answer) {
    return Route{Method::get,
                 fmt::format("/staff/activities/{{activity}}/export{}", file),
                 Who::may(Capability::export_data),
                 Limit::no_body,
                 Safety::safe,
                 [&services, answer](const Request& request, const Match& match) {
                   return answer(services, request, match);
                 }};
  };
  const auto as = [](ExportFormat format, std::string_view ending) {
    return [format, ending](Services& s, const Request& request, const Match& match) {
      return export_responses(s, request, match, format, ending);
    };
  };
  return {route("", choose_export),
          route("/responses.csv", as(ExportFormat::csv, "csv")),
          route("/responses.xlsx", as(ExportFormat::xlsx, "xlsx")),
          route("/responses.json", as(ExportFormat::json, "json")),
          route("/columns.csv", dictionary),
          route("/open-data.csv", open_data),
          route("/open-rows.csv", open_rows)};
}

}  // namespace heed::web::staff
