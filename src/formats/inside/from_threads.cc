// Comments in threads (as Consul keeps them): each a voice of its own; who replied to whom is told
// apart but not kept.
#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_threads(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && column_of(*table, {"parentid", "parent_id"}) != kNoColumn &&
         column_of(*table, {"text", "body", "comment"}) != kNoColumn;
}

Result<SurveyFile> read_threads(Looked& file) {
  SurveyFile read{.kind = "comment_threads", .table = *file.table()};
  read.encoding = read.table.encoding;
  const std::size_t text = column_of(read.table, {"text", "body", "comment"}),
                    parent = column_of(read.table, {"parentid", "parent_id"}),
                    about = column_of(read.table, {"proposalid", "proposal_id", "topic"}),
                    date = column_of(read.table, {"date", "created_at"});
  read.uses.resize(read.table.header.size(), ColumnUse::leave_out);
  read.uses[text] = ColumnUse::answer;
  if (about != kNoColumn) read.uses[about] = ColumnUse::group;
  if (date != kNoColumn) read.uses[date] = ColumnUse::date;
  std::size_t replies = 0;
  for (const TableRow& row : read.table.rows)
    if (const std::string_view to = trimmed(cell(row, parent)); !to.empty() && to != "-1")
      ++replies;
  read.not_carried.push_back(
      {"column " + read.table.header[parent],
       fmt::format("{} of the comments reply to another; each is kept as a comment of its own",
                   replies)});
  for (std::size_t c = 0; c < read.uses.size(); ++c)
    if (read.uses[c] == ColumnUse::leave_out && c != parent && !read.table.header[c].empty())
      read.not_carried.push_back(
          {"column " + read.table.header[c],
           plain_heading(read.table.header[c]).find("votes") != std::string::npos
               ? "votes on a comment are no responses; they are not added to any count of people"
               : std::string(kWhyTool)});
  say_left_out(read);
  return read;
}

}  // namespace heed::formats::inside
