// A register of engagement: a row for each activity, of whatever body, with what its page says.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {
namespace {

// Nobody becomes a formal consultation by a word in a spreadsheet: that has gates of its own.
std::string kind_of(std::string_view said) {
  const std::string plain = plain_heading(said);
  const auto has = [&](std::string_view word) { return plain.find(word) != std::string::npos; };
  if (has("consultation")) return "formal_consultation";
  if (has("survey")) return "survey";
  if (has("event") || has("workshop") || has("meeting")) return "workshop";
  return "listening";
}

bool whole_date(std::string_view text) {
  return text.size() >= 10 && text[4] == '-' && text[7] == '-';
}

}  // namespace

bool is_register(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && has_headings(*table, {"title", "opens", "closes"});
}

Result<SurveyFile> read_register(Looked& file) {
  TableIn table = *file.table();
  SurveyFile read{.kind = "engagement_register", .encoding = table.encoding};
  const std::size_t title = column_of(table, {"title"}), kind = column_of(table, {"kind", "type"}),
                    owner = column_of(table, {"publisher", "organisation", "owner"}),
                    area = column_of(table, {"area"}), opens = column_of(table, {"opens"}),
                    closes = column_of(table, {"closes"}),
                    about = column_of(table, {"description", "summary", "purpose"}),
                    link = column_of(table, {"url", "link"});
  for (const TableRow& row : table.rows) {
    FoundActivity found{.kind = kind_of(cell(row, kind)),
                        .title = std::string(trimmed(cell(row, title))),
                        .purpose = std::string(trimmed(cell(row, about))),
                        .owner = std::string(trimmed(cell(row, owner))),
                        .area = std::string(trimmed(cell(row, area))),
                        .link = std::string(trimmed(cell(row, link))),
                        .opens = std::string(trimmed(cell(row, opens))),
                        .closes = std::string(trimmed(cell(row, closes)))};
    const std::string where = fmt::format("row {}", row.line);
    if (found.title.empty()) {
      read.not_carried.push_back({where, "it has no title"});
      continue;
    }
    for (auto [name, date] : {std::pair{"opens", &found.opens}, {"closes", &found.closes}}) {
      if (date->empty() || whole_date(*date)) continue;
      read.not_carried.push_back(
          {where + ", " + name, fmt::format("“{}” is not a whole date", *date)});
      date->clear();
    }
    if (!found.opens.empty() && !found.closes.empty() && found.closes < found.opens)
      read.not_carried.push_back({where, "it closes before it opens; both dates are kept as said"});
    read.activities.push_back(std::move(found));
  }
  const std::array taken = {title, kind, owner, area, opens, closes, about, link};
  for (std::size_t c = 0; c < table.header.size(); ++c)
    if (std::ranges::find(taken, c) == taken.end())
      read.not_carried.push_back(
          {"column " + table.header[c], "the register has no place of its own for it"});
  for (std::string& remark : table.remarks) read.not_carried.push_back({"file", std::move(remark)});
  return read;
}

}  // namespace heed::formats::inside
