// Microsoft Forms: "Id", "Start time", "Completion time", "Email", "Name", then the questions.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_microsoft_forms(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr && has_headings(*table, {"id", "start time", "completion time"});
}

Result<SurveyFile> read_microsoft_forms(Looked& file) {
  static constexpr KnownColumn kKnown[] = {
      {"id", ColumnUse::leave_out, kWhyTool},
      {"start time", ColumnUse::leave_out, "when it was completed is kept"},
      {"completion time", ColumnUse::date, ""},
      {"email", ColumnUse::leave_out, kWhyPersonal},
      {"name", ColumnUse::leave_out, kWhyPersonal},
      {"last modified time", ColumnUse::leave_out, "when it was completed is kept"},
      {"total points", ColumnUse::leave_out, kWhyTool},
      {"quiz feedback", ColumnUse::leave_out, kWhyTool},
      {"language", ColumnUse::leave_out, kWhyTool},
  };
  return with_questions("microsoft_forms", *file.table(), kKnown);
}

}  // namespace heed::formats::inside
