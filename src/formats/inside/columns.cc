#include "formats/inside/columns.h"

#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "base/text.h"
#include "formats/inside/looked.h"

namespace heed::formats::inside {
namespace {

constexpr std::size_t kDistinctMax = 4'096;  // More than this is "all different".

bool is_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size();
}

bool has_any(std::string_view heading, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(
      words, [&](std::string_view word) { return heading.find(word) != std::string_view::npos; });
}

bool is_any(std::string_view heading, std::initializer_list<std::string_view> words) {
  return std::ranges::find(words, heading) != words.end();
}

ColumnUse by_heading(std::string_view heading) {
  const std::string plain = plain_heading(heading);
  if (has_any(plain, {"quote", "consent"})) return ColumnUse::may_quote;
  if (has_any(plain, {"date", "modified", "submitted", "time stamp", "timestamp"}))
    return ColumnUse::date;
  if (has_any(plain, {"channel", "data source", "how you answered"})) return ColumnUse::channel;
  if (plain == "question") return ColumnUse::question;
  if (is_any(plain, {"tag", "tags", "theme", "themes", "code", "codes", "sub-theme", "subtheme"}))
    return ColumnUse::theme;
  if (has_any(plain, {"organi", "ward", "team", "service", "group", "practice"}))
    return ColumnUse::group;
  return ColumnUse::leave_out;
}

// One column of each of these; a second is left for the person to choose.
void keep_first_of_each(std::vector<ColumnUse>& uses) {
  for (const ColumnUse once : {ColumnUse::question, ColumnUse::date, ColumnUse::group,
                               ColumnUse::channel, ColumnUse::may_quote}) {
    bool seen = false;
    for (ColumnUse& use : uses) {
      if (use != once) continue;
      if (seen) use = ColumnUse::leave_out;
      seen = true;
    }
  }
}

// A table of nothing but numbers: the first column says who, the others are what they answered.
void take_numbers(SurveyFile& file) {
  for (std::size_t c = 1; c < file.uses.size(); ++c)
    if (file.uses[c] == ColumnUse::leave_out && look_at(file.table, c).filled > 0 &&
        personal(file.table.header[c]).empty())
      file.uses[c] = ColumnUse::choice;
}

}  // namespace

ColumnLook look_at(const TableIn& table, std::size_t column) {
  ColumnLook look;
  std::unordered_set<std::string_view> seen;
  for (const TableRow& row : table.rows) {
    const std::string_view text = trimmed(cell(row, column));
    if (text.empty()) continue;
    ++look.filled;
    look.chars += text.size();
    look.longest = std::max(look.longest, text.size());
    if (is_number(text)) ++look.numbers;
    if (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("/"))
      ++look.links;
    if (text.find(' ') != std::string_view::npos) ++look.with_spaces;
    if (seen.size() < kDistinctMax) seen.insert(text);
  }
  look.distinct = seen.size() < kDistinctMax ? seen.size() : look.filled;
  return look;
}

bool is_open_text(const ColumnLook& look) {
  if (look.filled == 0 || look.numbers * 2 > look.filled || look.links * 2 > look.filled)
    return false;
  if (look.with_spaces * 2 < look.filled || look.distinct * 2 < look.filled) return false;
  return look.mean() >= 25 || look.longest >= 80;
}

std::string_view personal(std::string_view heading) {
  const std::string plain = plain_heading(heading);
  if (is_any(plain, {"name",       "email",     "e-mail",        "phone",      "telephone",
                     "mobile",     "address",   "postcode",      "pcode",      "post code",
                     "ip address", "ipaddress", "full name",     "first name", "last name",
                     "surname",    "forename",  "date of birth", "nhs number", "ip"}) ||
      has_any(plain, {"email address", "e-mail address", "your email", "your name", "your postcode",
                      "your address", "phone number", "what is your name", "full postcode"}))
    return kWhyPersonal;
  return {};
}

void say_left_out(SurveyFile& file) {
  for (std::string& remark : file.table.remarks)
    file.not_carried.push_back({"file", std::move(remark)});
  file.table.remarks.clear();
}

SurveyFile with_questions(std::string_view kind, TableIn table,
                          std::span<const KnownColumn> known) {
  SurveyFile file{.kind = std::string(kind), .encoding = table.encoding, .table = std::move(table)};
  for (std::size_t c = 0; c < file.table.header.size(); ++c) {
    const std::string& heading = file.table.header[c];
    const std::string plain = plain_heading(heading);
    const auto tool = std::ranges::find(known, std::string_view(plain), &KnownColumn::heading);
    const std::string where = "column " + heading;
    if (tool != known.end()) {
      file.uses.push_back(tool->use);
      if (tool->use == ColumnUse::leave_out)
        file.not_carried.push_back({where, std::string(tool->why)});
      continue;
    }
    if (const std::string_view why = personal(heading); !why.empty()) {
      file.uses.push_back(ColumnUse::leave_out);
      file.not_carried.push_back({where, std::string(why)});
      continue;
    }
    const ColumnLook look = look_at(file.table, c);
    if (by_heading(heading) == ColumnUse::may_quote && look.longest <= 40)
      file.uses.push_back(ColumnUse::may_quote);
    else
      file.uses.push_back(is_open_text(look) ? ColumnUse::answer : ColumnUse::choice);
  }
  keep_first_of_each(file.uses);
  say_left_out(file);
  return file;
}

SurveyFile guessed(std::string_view kind, TableIn table) {
  SurveyFile file{.kind = std::string(kind), .encoding = table.encoding, .table = std::move(table)};
  std::size_t longest = file.table.header.size(), best = 0;
  bool any = false;
  for (std::size_t c = 0; c < file.table.header.size(); ++c) {
    const std::string& heading = file.table.header[c];
    const ColumnLook look = look_at(file.table, c);
    ColumnUse use = by_heading(heading);
    const bool kept_out = !personal(heading).empty();
    if (use == ColumnUse::theme && is_open_text(look)) use = ColumnUse::leave_out;
    if (use == ColumnUse::leave_out && !kept_out && is_open_text(look))
      use = ColumnUse::answer, any = true;
    if (use == ColumnUse::leave_out && !kept_out && look.links * 2 <= look.filled &&
        look.numbers * 2 <= look.filled && look.mean() > best)
      best = look.mean(), longest = c;
    if (use == ColumnUse::leave_out && !kept_out && look.filled > 0 && heading.ends_with('?'))
      use = ColumnUse::choice;
    file.uses.push_back(use);
  }
  if (!any && longest < file.uses.size()) file.uses[longest] = ColumnUse::answer;
  if (!any && longest == file.uses.size()) take_numbers(file);
  keep_first_of_each(file.uses);
  for (std::size_t c = 0; c < file.uses.size(); ++c) {
    if (file.uses[c] != ColumnUse::leave_out) continue;
    const std::string_view why = personal(file.table.header[c]);
    file.not_carried.push_back(
        {"column " + file.table.header[c],
         why.empty() ? "nothing in a response is taken from it" : std::string(why)});
  }
  say_left_out(file);
  return file;
}

}  // namespace heed::formats::inside
