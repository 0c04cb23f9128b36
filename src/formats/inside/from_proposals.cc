// Citizens' proposals (as Consul keeps them): a title, a summary and a text, with supports.
#include <algorithm>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_proposals(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && has_headings(*table, {"title", "text"}) &&
         column_of(*table, {"numsupports", "supports", "cached_votes_up", "votes"}) != kNoColumn &&
         column_of(*table, {"parentid", "parent_id"}) == kNoColumn;
}

Result<SurveyFile> read_proposals(Looked& file) {
  const TableIn& from = *file.table();
  SurveyFile read{.kind = "proposals", .encoding = from.encoding};
  const std::size_t title = column_of(from, {"title"}), text = column_of(from, {"text"}),
                    summary = column_of(from, {"summary"}),
                    date = column_of(from, {"date", "created_at"});
  read.table.header = {"Proposal", "Date"};
  read.uses = {ColumnUse::answer, date == kNoColumn ? ColumnUse::leave_out : ColumnUse::date};
  for (const TableRow& row : from.rows) {
    std::string words;
    for (const std::size_t c : {title, summary, text})
      if (const std::string_view part = trimmed(cell(row, c)); !part.empty())
        words += (words.empty() ? "" : "\n\n") + std::string(part);
    read.table.rows.push_back({row.line, {std::move(words), std::string(cell(row, date))}});
  }
  for (std::size_t c = 0; c < from.header.size(); ++c)
    if (c != title && c != summary && c != text && c != date && !from.header[c].empty())
      read.not_carried.push_back(
          {"column " + from.header[c],
           plain_heading(from.header[c]).find("support") != std::string::npos
               ? "a count of supports is no response; it is not added to any count of people"
               : std::string(kWhyTool)});
  for (const std::string& remark : from.remarks) read.not_carried.push_back({"file", remark});
  return read;
}

}  // namespace heed::formats::inside
