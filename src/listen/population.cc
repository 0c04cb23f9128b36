#include "listen/population.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "formats/table_in.h"
#include "questions/writing.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::size_t kRowsMax = 20'000;  // 200 areas of 100 codes.
constexpr double kMillion = 1'000'000;

std::string plain_list(std::string_view code_list) {
  return std::string(code_list.substr(0, code_list.find('/')));
}

std::string lower(std::string_view text) {
  std::string out(trimmed(text));
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return out;
}

std::optional<double> number_of(std::string_view typed) {
  std::string text(trimmed(typed));
  if (text.ends_with('%'))
    text = std::string(trimmed(std::string_view(text).substr(0, text.size() - 1)));
  std::erase(text, ',');
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() ||
      !std::isfinite(value) || value < 0)
    return std::nullopt;
  return value;
}

// A year, a month or a day, as sources are dated.
bool is_date(std::string_view text) {
  const std::string whole(text);
  if (whole.size() == 4) return bool(read_date(whole + "-01-01", "UTC"));
  if (whole.size() == 7) return bool(read_date(whole + "-01", "UTC"));
  return whole.size() == 10 && bool(read_date(whole, "UTC"));
}

// What the codes of the monitoring that Heed starts with are; a list of somebody's own is not known
// here, and its codes are taken as they stand.
std::map<std::string, std::set<std::string>> known_codes() {
  std::map<std::string, std::set<std::string>> known;
  for (const questions::Question& list : questions::about_you_lists())
    for (const questions::Choice& choice : list.choices)
      known[plain_list(list.code_list)].insert(choice.id);
  return known;
}

struct Columns {
  std::size_t area, characteristic, code, share, count, source, date;
};
constexpr std::size_t kNone = static_cast<std::size_t>(-1);

Result<Columns> columns_of(const std::vector<std::string>& header) {
  const auto find = [&](std::initializer_list<std::string_view> names) {
    for (std::size_t n = 0; n < header.size(); ++n)
      if (std::ranges::find(names, lower(header[n])) != names.end()) return n;
    return kNone;
  };
  const Columns columns{.area = find({"area"}),
                        .characteristic = find({"characteristic"}),
                        .code = find({"code"}),
                        .share = find({"share", "per cent", "percent", "%"}),
                        .count = find({"count", "people"}),
                        .source = find({"source"}),
                        .date = find({"date"})};
  for (const auto& [at, name] : {std::pair(columns.area, "area"),
                                 {columns.characteristic, "characteristic"},
                                 {columns.code, "code"},
                                 {columns.source, "source"},
                                 {columns.date, "date"}})
    if (at == kNone)
      return refuse(fmt::format(
          "There is no column “{}”. The columns are: area, characteristic, code, share or count, "
          "source, date.",
          name));
  if (columns.share == kNone && columns.count == kNone)
    return refuse("There is no column “share” or “count”.");
  return columns;
}

Result<PopulationRow> row_of(const Columns& columns, const formats::TableRow& row,
                             const std::map<std::string, std::set<std::string>>& known) {
  const auto cell = [&](std::size_t at) {
    return at < row.cells.size() ? std::string(trimmed(row.cells[at])) : std::string();
  };
  const auto wrong = [&](std::string_view said) {
    return refuse(fmt::format("Line {}: {}", row.line, said));
  };
  PopulationRow made{.area = cell(columns.area),
                     .characteristic = plain_list(lower(cell(columns.characteristic))),
                     .code = cell(columns.code),
                     .people = std::nullopt,
                     .share_millionths = std::nullopt,
                     .source = cell(columns.source),
                     .as_of = cell(columns.date)};
  for (const std::string* text : {&made.area, &made.characteristic, &made.code, &made.source})
    if (!bounded_text(*text, limits::kShortTextChars)) return wrong("a cell is too long.");
  if (made.characteristic.empty()) return wrong("say which characteristic it is.");
  if (made.source.empty()) return wrong("say where the number is from.");
  if (!is_date(made.as_of))
    return wrong("give the date of the source as 2021, 2021-03 or 2021-03-21.");
  if (made.characteristic == kPeople) {
    if (!made.code.empty()) return wrong("“people” has no code.");
  } else if (made.code.empty()) {
    return wrong("say which code it is.");
  } else if (const auto list = known.find(made.characteristic);
             list != known.end() && !list->second.contains(made.code)) {
    return wrong(fmt::format("“{}” is no code of “{}”.", made.code, made.characteristic));
  }
  const std::string share = cell(columns.share), count = cell(columns.count);
  if (!share.empty()) {
    const auto value = number_of(share);
    if (!value || *value > 100) return wrong("the share is a number from 0 to 100.");
    made.share_millionths = std::llround(*value / 100 * kMillion);
  }
  if (!count.empty()) {
    const auto value = number_of(count);
    if (!value || *value > 1e10 || *value != std::floor(*value))
      return wrong("the count is a whole number.");
    made.people = static_cast<std::int64_t>(*value);
  }
  if (share.empty() && count.empty()) return wrong("give a share or a count.");
  if (made.characteristic == kPeople && !made.people) return wrong("“people” is a count.");
  return made;
}

PopulationRow read_row(const store::Row& row) {
  return {row.text(0),
          row.text(1),
          row.text(2),
          row.null(3) ? std::nullopt : std::optional(row.integer(3)),
          row.null(4) ? std::nullopt : std::optional(row.integer(4)),
          row.text(5),
          row.text(6)};
}

constexpr std::string_view kSelect =
    "select area, characteristic, code, people, share_millionths, source, as_of from population "
    "where partnership_id = $1";

// 12.5, and no more digits than there are.
std::string percent_text(std::int64_t millionths) {
  std::string text = fmt::format("{:.4f}", static_cast<double>(millionths) / 10'000);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

// From shares as they are given, else from counts; nothing when rows have now one, now the other.
std::optional<Profile> profile_from(const std::vector<PopulationRow>& rows, bool by_area) {
  Profile profile;
  std::set<std::string> sources, dates;
  double people = 0;
  const bool shares = std::ranges::all_of(
      rows, [](const PopulationRow& row) { return row.share_millionths.has_value(); });
  const bool counts =
      std::ranges::all_of(rows, [](const PopulationRow& row) { return row.people.has_value(); });
  if (rows.empty() || (!shares && !counts)) return std::nullopt;
  for (const PopulationRow& row : rows) {
    sources.insert(row.source);
    dates.insert(row.as_of);
    const double value = counts ? static_cast<double>(*row.people)
                                : static_cast<double>(*row.share_millionths) / kMillion;
    profile.shares[by_area ? row.area : row.code] += value;
    people += value;
  }
  if (counts) {
    if (people <= 0) return std::nullopt;
    for (auto& [key, value] : profile.shares) value /= people;
  }
  for (const std::string& one : sources)
    profile.source += (profile.source.empty() ? "" : "; ") + one;
  for (const std::string& one : dates) profile.as_of += (profile.as_of.empty() ? "" : "; ") + one;
  return profile;
}

}  // namespace

Result<std::vector<PopulationRow>> Population::rows(const Scope& scope) {
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("{} order by area, characteristic, code", kSelect), read_row,
                 scope.partnership());
  });
}

Result<std::string> Population::csv(const Scope& scope) {
  std::string out = "area,characteristic,code,share,count,source,date\r\n";
  // For a box that people type in: nothing is quoted that need not be.
  const auto cell = [&](std::string_view text, char after) {
    const bool quoted = text.find_first_of(",\"\r\n;\t") != std::string_view::npos;
    if (quoted) out += '"';
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    if (quoted) out += '"';
    out += after;
  };
  for (const PopulationRow& row : TRY(rows(scope))) {
    cell(row.area, ',');
    cell(row.characteristic, ',');
    cell(row.code, ',');
    cell(row.share_millionths ? percent_text(*row.share_millionths) : "", ',');
    cell(row.people ? std::to_string(*row.people) : "", ',');
    cell(row.source, ',');
    cell(row.as_of, '\r');
    out += '\n';
  }
  return out;
}

Result<> Population::set(const Scope& scope, std::string_view file_name, std::string_view bytes) {
  if (!scope.may(Capability::plan) && !scope.may(Capability::configure))
    return fail(ErrorKind::denied, "plan");
  std::vector<PopulationRow> wanted;
  if (!trimmed(bytes).empty()) {
    const formats::TableIn table = TRY(formats::read_table(file_name, bytes));
    const Columns columns = TRY(columns_of(table.header));
    const auto known = known_codes();
    std::set<std::string> seen;
    if (table.rows.size() > kRowsMax) return refuse("These are more rows than can be kept.");
    for (const formats::TableRow& row : table.rows) {
      PopulationRow made = TRY(row_of(columns, row, known));
      if (!seen.insert(made.area + '\n' + made.characteristic + '\n' + made.code).second)
        return refuse(fmt::format("Line {}: this is there twice.", row.line));
      wanted.push_back(std::move(made));
    }
  }
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from population where partnership_id = $1", scope.partnership()));
    for (const PopulationRow& row : wanted)
      TRY(
          s.exec("insert into population (partnership_id, area, characteristic, code, people, "
                 "share_millionths, source, as_of) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                 scope.partnership(), row.area, row.characteristic, row.code, row.people,
                 row.share_millionths, row.source, row.as_of));
    return Done{};
  });
}

Result<std::optional<Profile>> Population::of_areas(store::Session& s, PartnershipId partnership) {
  const auto rows =
      TRY(s.all(fmt::format("{} and characteristic = $2 and area <> '' order by area", kSelect),
                read_row, partnership, kPeople));
  return rows.size() < 2 ? std::nullopt : profile_from(rows, true);
}

Result<std::optional<Profile>> Population::of(store::Session& s, PartnershipId partnership,
                                              std::string_view area, std::string_view code_list) {
  const std::string list = plain_list(code_list);
  if (list.empty()) return std::optional<Profile>();
  for (const std::string_view wanted : {area, std::string_view()}) {
    const auto rows =
        TRY(s.all(fmt::format("{} and characteristic = $2 and area = $3 order by code", kSelect),
                  read_row, partnership, list, wanted));
    if (rows.empty()) continue;
    auto profile = profile_from(rows, false);
    if (profile) profile->area = wanted;
    return profile;
  }
  // Nothing of everywhere: what the areas have together, where their people were counted.
  const auto rows = TRY(
      s.all(fmt::format("{} and characteristic = $2 and people is not null order by code", kSelect),
            read_row, partnership, list));
  return profile_from(rows, false);
}

}  // namespace heed::listen
