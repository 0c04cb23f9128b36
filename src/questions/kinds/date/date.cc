// Date: three boxes, because that is what people can fill in on any device. Kept as an ISO day.
#include <chrono>

#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

constexpr int kFirstYear = 1900, kLastYear = 2100;

std::string iso(std::string_view day, std::string_view month, std::string_view year) {
  const auto whole = [](std::string_view text) {
    const std::string plain = plain_number(text);
    const bool fits = !plain.empty() && plain.size() <= 4 &&
                      plain.find_first_not_of("0123456789") == std::string::npos;
    return fits ? static_cast<int>(number_from(plain)) : -1;
  };
  const int y = whole(year), m = whole(month), d = whole(day);
  if (y < kFirstYear || y > kLastYear || m < 1 || d < 1) return "";
  const std::chrono::year_month_day date{std::chrono::year(y),
                                         std::chrono::month(static_cast<unsigned>(m)),
                                         std::chrono::day(static_cast<unsigned>(d))};
  return date.ok() ? fmt::format("{:04}-{:02}-{:02}", y, m, d) : "";
}

struct Parts {
  std::string day, month, year;
};

bool is_iso(std::string_view code) {
  return code.size() == 10 && code[4] == '-' && code[7] == '-' &&
         iso(code.substr(8, 2), code.substr(5, 2), code.substr(0, 4)) == code;
}

Parts parts_of(const Value& value) {
  if (const Pick* const whole = pick_of(value, ""); whole != nullptr && is_iso(whole->code)) {
    const std::string& code = whole->code;
    return {std::to_string(std::stoi(code.substr(8, 2))),
            std::to_string(std::stoi(code.substr(5, 2))), code.substr(0, 4)};
  }
  const auto part = [&](std::string_view item) {
    const Pick* const pick = pick_of(value, item);
    return pick == nullptr ? std::string() : pick->code;
  };
  return {part("day"), part("month"), part("year")};
}

Html date_box(const Question& question, const Box& box, const pages::Words& words) {
  const Parts parts = parts_of(picks(box.kept));
  const std::string help = hint_of(question, box, words);
  return pages::date(
      {.name = box.name,
       .label = label_of(question, words),
       .hint = (help.empty() ? "" : help + " ") + std::string(tr(words, "For example, 27 3 2026")),
       .error = box.error,
       .three_boxes = true,
       .day = parts.day,
       .month = parts.month,
       .year = parts.year,
       .heading = box.heading},
      words);
}

std::string read_date(const Question&, const Typed& typed) {
  const std::string_view day = typed.field("-day"), month = typed.field("-month"),
                         year = typed.field("-year");
  if (day.empty() && month.empty() && year.empty()) return "";
  const std::string code = iso(day, month, year);
  if (!code.empty()) return write_value({{"", code}});
  return write_value(
      {{"day", std::string(day)}, {"month", std::string(month)}, {"year", std::string(year)}});
}

std::vector<std::string> check_date(const Question& question, std::string_view kept,
                                    const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  if (value.empty()) return {};
  if (value.size() > 1 || !value.front().item.empty() || !value.front().words.empty() ||
      !is_iso(value.front().code))
    return {std::string(tr(words, "Write a real date, like 27 3 2026"))};
  return {};
}

std::string shown_date(const Question&, std::string_view kept, const pages::Words&) {
  const Parts parts = parts_of(picks(kept));
  return parts.day + "/" + parts.month + "/" + parts.year;
}

std::vector<ExportColumn> date_columns(const Question& question, std::string_view language) {
  return {{column_id(question), heading_of(question, language)}};
}

Html paper_date(const Question&, const pages::Words&) { return paper_cells(8); }

}  // namespace

const Asker& date_kind() {
  static const Asker kind{.kind = Kind::date,
                          .name = "date",
                          .said = "Date",
                          .seconds = 10,
                          .first = "-day",
                          .box = date_box,
                          .read = read_date,
                          .check = check_date,
                          .shown = shown_date,
                          .columns = date_columns,
                          .cells = one_code_cells,
                          .voices = no_voices,
                          .paper = paper_date};
  return kind;
}

}  // namespace heed::questions::inside
