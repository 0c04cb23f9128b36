// Open data as rows: what was chosen from lists, one row a response, as many others have it alike.
#include <map>

#include "base/time.h"
#include "disclosure/rows.h"
#include "formats/csv_out.h"
#include "listen/arrival.h"
#include "listen/exports.h"
#include "listen/inside/export_asked.h"
#include "listen/inside/export_rows.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::size_t kColumnsMax = 12;  // Past so many hardly anybody reads alike.

// A list to choose one from: at which place its answers stand, and how to say them.
struct ChoiceAsked {
  std::size_t place;
  questions::Counting counting;
};

// The words of one column, each with its number. 0 is "nothing was answered".
class Labels {
 public:
  std::uint32_t number_of(const std::string& label) {
    const auto [found, added] =
        numbers_.try_emplace(label, static_cast<std::uint32_t>(all_.size()));
    if (added) all_.push_back(label);
    return found->second;
  }
  const std::string& label(std::uint32_t number) const { return all_.at(number); }

 private:
  std::vector<std::string> all_ = {""};
  std::map<std::string, std::uint32_t> numbers_ = {{"", 0}};
};

std::string answered(const ChoiceAsked& asked, const questions::Value& value) {
  for (const questions::Pick& pick : value) {
    for (const auto& line : asked.counting.lines)
      if (line.item == pick.item && line.code == pick.code) return line.label;
    if (!asked.counting.any_of.empty() && pick.item == asked.counting.any_of) return pick.code;
  }
  return {};
}

std::string quarter_of(TimeMs at) {
  const std::string day = iso_date(at, "UTC");
  const int month = (day[5] - '0') * 10 + (day[6] - '0');
  return fmt::format("{} Q{}", day.substr(0, 4), (month + 2) / 3);
}

std::vector<ChoiceAsked> lists_of(const inside::ExportAsked& asked) {
  std::vector<ChoiceAsked> lists;
  for (std::size_t place = 0; place < asked.questions().size(); ++place) {
    const questions::Question& question = asked.questions()[place];
    const auto countings = questions::asker_of(question).countings;
    if (countings == nullptr) continue;
    for (questions::Counting& counting : countings(question, "en"))
      if (!counting.several && lists.size() + 3 < kColumnsMax)
        lists.push_back({place, std::move(counting)});
  }
  return lists;
}

}  // namespace

Result<std::string> Exports::open_rows(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::export_data)) return fail(ErrorKind::denied, "export_data");
  const std::string state = TRY(main_.read([&](store::Session& s) {
    return s.one(
        "select state from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.text(0); }, scope.partnership(), activity);
  }));
  if (state == "open" || state == "draft")
    return refuse("Answers are still taken. There is open data once this has closed.",
                  ErrorKind::closed);
  const auto asked = TRY(inside::ExportAsked::read(main_, scope.partnership(), activity));
  const std::vector<ChoiceAsked> lists = lists_of(asked);
  // What tells people apart most stands last, and goes first.
  std::vector<std::string> headings;
  for (const ChoiceAsked& list : lists) headings.push_back(list.counting.heading);
  for (const char* name : {"Group", "Channel", "Quarter"}) headings.emplace_back(name);
  std::vector<Labels> labels(headings.size());
  std::vector<std::vector<std::uint32_t>> rows;
  TRY(inside::export_rows(main_, scope.partnership(), activity, asked,
                          [&](const inside::ExportRow& response) -> Result<> {
                            std::vector<std::uint32_t> row;
                            const auto add = [&](const std::string& label) {
                              row.push_back(labels[row.size()].number_of(label));
                            };
                            for (const ChoiceAsked& list : lists)
                              add(answered(list, response.answers.at(list.place)));
                            add(response.grouping);
                            add(channel_said(response.channel));
                            add(quarter_of(response.said.value_or(response.received)));
                            rows.push_back(std::move(row));
                            return Done{};
                          }));
  const auto shown = disclosure::disclose_rows(std::move(rows));
  if (!shown)
    return refuse("Fewer than 8 people answered, so there are no rows that protect them.");
  std::string csv;
  formats::CsvOut out([&](std::string_view bytes) { csv += bytes; });
  out.row(headings);
  // Sorted by their words, so that not even the numbers' order says who came first.
  std::vector<std::vector<std::string>> said;
  for (const auto& row : shown->rows()) {
    std::vector<std::string> cells(headings.size(), "Not shown");
    for (std::size_t c = 0; c < row.size(); ++c) cells[c] = labels[c].label(row[c]);
    said.push_back(std::move(cells));
  }
  std::ranges::sort(said);
  for (const auto& cells : said) out.row(cells);
  return csv;
}

}  // namespace heed::listen
