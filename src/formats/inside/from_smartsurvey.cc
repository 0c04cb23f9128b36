// SmartSurvey: "UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended",
// then the questions.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_smartsurvey(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && column_of(*table, {"userid", "user id"}) != kNoColumn &&
         column_of(*table, {"userno", "user no", "user no."}) != kNoColumn &&
         column_of(*table, {"started", "ended"}) != kNoColumn;
}

Result<SurveyFile> read_smartsurvey(Looked& file) {
  static constexpr KnownColumn kKnown[] = {
      {"userid", ColumnUse::leave_out, kWhyTool},
      {"user id", ColumnUse::leave_out, kWhyTool},
      {"userno", ColumnUse::leave_out, kWhyTool},
      {"user no", ColumnUse::leave_out, kWhyTool},
      {"user no.", ColumnUse::leave_out, kWhyTool},
      {"name", ColumnUse::leave_out, kWhyPersonal},
      {"email", ColumnUse::leave_out, kWhyPersonal},
      {"ip address", ColumnUse::leave_out, kWhyPersonal},
      {"ipaddress", ColumnUse::leave_out, kWhyPersonal},
      {"unique id", ColumnUse::leave_out, kWhyTool},
      {"uniqueid", ColumnUse::leave_out, kWhyTool},
      {"unique identifier", ColumnUse::leave_out, kWhyTool},
      {"tracking link", ColumnUse::channel, ""},
      {"collector", ColumnUse::channel, ""},
      {"started", ColumnUse::leave_out, "when it was ended is kept"},
      {"ended", ColumnUse::date, ""},
      {"completed", ColumnUse::leave_out, kWhyTool},
      {"device", ColumnUse::leave_out, kWhyTool},
      {"language", ColumnUse::leave_out, kWhyTool},
  };
  return with_questions("smartsurvey", *file.table(), kKnown);
}

}  // namespace heed::formats::inside
