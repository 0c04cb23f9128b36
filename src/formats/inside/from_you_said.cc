// "You said, we did": a row each of what was said and what was done about it.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_you_said(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && column_of(*table, {"you_said", "you said"}) != kNoColumn &&
         column_of(*table, {"we_did", "we did"}) != kNoColumn;
}

Result<SurveyFile> read_you_said(Looked& file) {
  SurveyFile read{.kind = "you_said_we_did", .table = *file.table()};
  read.encoding = read.table.encoding;
  const std::size_t said = column_of(read.table, {"you_said", "you said"});
  const std::size_t place = column_of(read.table, {"place", "ward", "service", "organisation"});
  read.uses.resize(read.table.header.size(), ColumnUse::leave_out);
  read.uses[said] = ColumnUse::answer;
  if (place != kNoColumn) read.uses[place] = ColumnUse::group;
  for (std::size_t c = 0; c < read.uses.size(); ++c)
    if (read.uses[c] == ColumnUse::leave_out)
      read.not_carried.push_back(
          {"column " + read.table.header[c],
           plain_heading(read.table.header[c]).starts_with("we")
               ? "an answer is written to a finding, by a person, when the words have been read"
               : "nothing in a response is taken from it"});
  say_left_out(read);
  return read;
}

}  // namespace heed::formats::inside
