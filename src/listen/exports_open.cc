// Open data: what anyone may have of the responses to an activity that has closed. Counts alone,
// each through disclosure, in the order of the questions: no row of anybody, so that there is no
// order to read who out of, and nothing finer than an area or a month.
#include <map>

#include "base/time.h"
#include "disclosure/disclosed.h"
#include "formats/csv_out.h"
#include "listen/exports.h"
#include "listen/inside/export_asked.h"
#include "listen/inside/tally.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using Counted = std::map<std::string, std::int64_t>;

class OpenSheet {
 public:
  OpenSheet() : out_([this](std::string_view bytes) { csv_ += bytes; }) {
    out_.row({"What", "Which", "Responses"});
  }
  void total(std::int64_t all) {
    out_.row({"All", "", disclosure::describe_total(disclosure::disclose_total(all))});
  }
  void table(std::string_view what, const disclosure::Table& counts) {
    const auto shown = disclosure::disclose(counts);
    for (std::size_t r = 0; r < shown.rows().size(); ++r)
      out_.row({what, shown.rows()[r], disclosure::describe(shown.cell(r))});
  }
  // Rows that name nothing are one more cell, or the rest could be found by subtraction.
  void list(std::string_view what, const Counted& counts) {
    if (counts.size() < 2) return;
    disclosure::Table table{.columns = {""}, .people = std::nullopt};
    for (const auto& [label, count] : counts) {
      table.rows.push_back(label.empty() ? "Not said" : label);
      table.counts.push_back(count);
    }
    this->table(what, table);
  }
  void too_few(std::string_view what) { out_.row({what, "", "Too few answered to show"}); }
  std::string csv() && { return std::move(csv_); }

 private:
  std::string csv_;
  formats::CsvOut out_;
};

struct OpenReading {
  store::Session& s;
  PartnershipId partnership;
  ActivityId activity;

  Result<> closed() {
    const std::string state = TRY(s.one(
        "select state from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.text(0); }, partnership, activity));
    if (state == "open")
      return refuse("Answers are still taken. There is open data once this has closed.",
                    ErrorKind::closed);
    return Done{};
  }

  Result<Counted> by(std::string_view column) {
    Counted counts;
    TRY(s.each(
        fmt::format("select {0}, count(*) from response where partnership_id = $1 and activity_id "
                    "= $2 and visible and state = 'counted' group by {0}",
                    column),
        [&](const store::Row& row) { counts[row.text(0)] += row.integer(1); }, partnership,
        activity));
    return counts;
  }

  Result<Counted> months() {
    Counted days, counts;
    TRY(s.each(
        fmt::format("select coalesce(said_ms, received_ms) / {}, count(*) from response where "
                    "partnership_id = $1 and activity_id = $2 and visible and state = 'counted' "
                    "group by 1",
                    kDayMs),
        [&](const store::Row& row) {
          counts[iso_date({row.integer(0) * kDayMs}, "UTC").substr(0, 7)] += row.integer(1);
        },
        partnership, activity));
    return counts;
  }
};

}  // namespace

Result<std::string> Exports::open_data(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::export_data)) return fail(ErrorKind::denied, "export_data");
  const auto asked = TRY(inside::ExportAsked::read(main_, scope.partnership(), activity));
  return main_.read([&](store::Session& s) -> Result<std::string> {
    OpenReading read{s, scope.partnership(), activity};
    TRY(read.closed());
    const std::int64_t all = TRY(inside::counted(s, read.partnership, activity));
    OpenSheet sheet;
    sheet.total(all);
    sheet.list("Channel", TRY(read.by("channel")));
    sheet.list("Group", TRY(read.by("grouping")));
    sheet.list("Month", TRY(read.months()));
    for (const auto* questions : {&asked.questions(), &asked.about()})
      for (const questions::Question& question : *questions) {
        const auto tally = TRY(inside::tally_of(s, read.partnership, activity, question));
        for (const auto& table : inside::tables_of(question, tally, all, "en")) {
          // Who answers about themselves at all may be told apart when hardly anybody does.
          if (questions::asker_of(question).kept_apart && table.answered < limits::kSmallCount)
            sheet.too_few(table.heading);
          else
            sheet.table(table.heading, table.table);
        }
      }
    return std::move(sheet).csv();
  });
}

}  // namespace heed::listen
