// Citizen Space's export of responses: "Response ID", "Date submitted", then a column for each part
// of each question, whose wording stands before its part.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_citizen_space(Looked& file) {
  const TableIn* table = file.table();
  if (table == nullptr) return false;
  const bool id = column_of(*table, {"response id", "responseid", "response_id"}) != kNoColumn;
  const bool when = column_of(*table, {"date submitted", "submitted", "submitted date",
                                       "submission date", "date_submitted"}) != kNoColumn;
  return id && when;
}

Result<SurveyFile> read_citizen_space(Looked& file) {
  static constexpr KnownColumn kKnown[] = {
      {"response id", ColumnUse::leave_out, kWhyTool},
      {"responseid", ColumnUse::leave_out, kWhyTool},
      {"response_id", ColumnUse::leave_out, kWhyTool},
      {"date submitted", ColumnUse::date, ""},
      {"date_submitted", ColumnUse::date, ""},
      {"submitted", ColumnUse::date, ""},
      {"submitted date", ColumnUse::date, ""},
      {"submission date", ColumnUse::date, ""},
      {"date started", ColumnUse::leave_out, "when it was submitted is kept"},
      {"respondent id", ColumnUse::leave_out, kWhyTool},
      {"user id", ColumnUse::leave_out, kWhyTool},
      {"response status", ColumnUse::leave_out, kWhyTool},
      {"status", ColumnUse::leave_out, kWhyTool},
      {"source", ColumnUse::channel, ""},
      {"response source", ColumnUse::channel, ""},
      {"response type", ColumnUse::channel, ""},
      {"publish response", ColumnUse::may_quote, ""},
      {"analysis tags", ColumnUse::theme, ""},
      {"tags", ColumnUse::theme, ""},
      {"ip address", ColumnUse::leave_out, kWhyPersonal},
  };
  return with_questions("citizen_space", *file.table(), kKnown);
}

}  // namespace heed::formats::inside
