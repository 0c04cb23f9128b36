// A list of events: a row each, with its programme, date, times (local) and place. Each programme
// becomes one activity and each event a dated update of it.
#include <algorithm>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_events(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && column_of(*table, {"programme", "event", "title"}) != kNoColumn &&
         column_of(*table, {"start_local", "start", "starts", "start time"}) != kNoColumn &&
         column_of(*table, {"place", "venue", "location"}) != kNoColumn &&
         column_of(*table, {"date"}) != kNoColumn;
}

Result<SurveyFile> read_events(Looked& file) {
  const TableIn table = *file.table();
  SurveyFile read{.kind = "engagement_events", .encoding = table.encoding};
  const std::size_t programme = column_of(table, {"programme", "event", "title"}),
                    kind = column_of(table, {"kind", "type"}), date = column_of(table, {"date"}),
                    from = column_of(table, {"start_local", "start", "starts", "start time"}),
                    until = column_of(table, {"end_local", "end", "ends", "end time"}),
                    place = column_of(table, {"place", "venue", "location"}),
                    link = column_of(table, {"url", "link"});
  for (const TableRow& row : table.rows) {
    const std::string title(trimmed(cell(row, programme)));
    const std::string_view day = trimmed(cell(row, date));
    if (title.empty() || day.empty()) {
      read.not_carried.push_back({fmt::format("row {}", row.line), "it has no name or no date"});
      continue;
    }
    auto at = std::ranges::find(read.activities, title, &FoundActivity::title);
    if (at == read.activities.end()) {
      read.activities.push_back({.kind = "workshop",
                                 .title = title,
                                 .link = std::string(trimmed(cell(row, link))),
                                 .opens = std::string(day)});
      at = read.activities.end() - 1;
    }
    at->closes = std::max(at->closes, std::string(day));
    at->opens = std::min(at->opens, std::string(day));
    std::string what(trimmed(cell(row, kind)));
    if (what.empty()) what = "event";
    std::string times(trimmed(cell(row, from)));
    if (const std::string_view end = trimmed(cell(row, until)); !end.empty())
      times += " to " + std::string(end);
    at->updates.push_back(fmt::format("{}: {}{}{}, {}", day, what, times.empty() ? "" : ", ", times,
                                      trimmed(cell(row, place))));
  }
  for (const std::string& remark : table.remarks) read.not_carried.push_back({"file", remark});
  return read;
}

}  // namespace heed::formats::inside
