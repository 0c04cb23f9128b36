// LimeSurvey's export of responses: by codes or by full wordings.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {

bool is_limesurvey_responses(Looked& file) {
  const TableIn* table = file.table();
  return table != nullptr &&
         column_of(*table, {"lastpage", "last page", "lastpage. last page"}) != kNoColumn &&
         column_of(*table, {"startlanguage", "start language", "startlanguage. start language"}) !=
             kNoColumn;
}

Result<SurveyFile> read_limesurvey_responses(Looked& file) {
  static constexpr KnownColumn kKnown[] = {
      {"id", ColumnUse::leave_out, kWhyTool},
      {"response id", ColumnUse::leave_out, kWhyTool},
      {"submitdate", ColumnUse::date, ""},
      {"date submitted", ColumnUse::date, ""},
      {"lastpage", ColumnUse::leave_out, kWhyTool},
      {"last page", ColumnUse::leave_out, kWhyTool},
      {"startlanguage", ColumnUse::leave_out, kWhyTool},
      {"start language", ColumnUse::leave_out, kWhyTool},
      {"seed", ColumnUse::leave_out, kWhyTool},
      {"token", ColumnUse::leave_out, kWhyPersonal},
      {"access code", ColumnUse::leave_out, kWhyPersonal},
      {"startdate", ColumnUse::leave_out, "when it was submitted is kept"},
      {"date started", ColumnUse::leave_out, "when it was submitted is kept"},
      {"datestamp", ColumnUse::leave_out, "when it was submitted is kept"},
      {"date last action", ColumnUse::leave_out, "when it was submitted is kept"},
      {"ipaddr", ColumnUse::leave_out, kWhyPersonal},
      {"ip address", ColumnUse::leave_out, kWhyPersonal},
      {"refurl", ColumnUse::leave_out, kWhyTool},
      {"referrer url", ColumnUse::leave_out, kWhyTool},
      {"interviewtime", ColumnUse::leave_out, kWhyTool},
      {"total time", ColumnUse::leave_out, kWhyTool},
  };
  TableIn table = *file.table();
  // "submitdate. Date submitted" and "Q1. What …?": the code and the wording in one.
  for (std::string& heading : table.header)
    for (const KnownColumn& known : kKnown)
      if (plain_heading(heading).starts_with(std::string(known.heading) + ". "))
        heading = known.heading;
  // Not submitted yet: kept by LimeSurvey as an incomplete response, without a date.
  const std::size_t submitted = column_of(table, {"submitdate", "date submitted"});
  std::size_t unfinished = 0;
  if (submitted != kNoColumn)
    unfinished = std::erase_if(table.rows,
                               [&](const TableRow& row) { return cell(row, submitted).empty(); });
  SurveyFile read = with_questions("limesurvey_responses", std::move(table), kKnown);
  if (unfinished > 0)
    read.not_carried.push_back({fmt::format("{} rows", unfinished),
                                "begun and never submitted: nobody gave these as an answer"});
  return read;
}

}  // namespace heed::formats::inside
