// Qualtrics: a row of codes, a row of wordings, a row of {"ImportId": …}, then the responses.
#include <algorithm>

#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"
#include "formats/inside/html_text.h"

namespace heed::formats::inside {
namespace {

bool import_ids(const TableRow& row) {
  return std::ranges::any_of(row.cells, [](const std::string& cell) {
    return cell.find("\"ImportId\"") != std::string::npos;
  });
}

}  // namespace

bool is_qualtrics(Looked& file) {
  const TableIn* table = file.table();
  if (table == nullptr || table->rows.empty()) return false;
  return import_ids(table->rows.front()) || (table->rows.size() > 1 && import_ids(table->rows[1]));
}

Result<SurveyFile> read_qualtrics(Looked& file) {
  static constexpr KnownColumn kKnown[] = {
      {"startdate", ColumnUse::leave_out, "when it was recorded is kept"},
      {"enddate", ColumnUse::leave_out, "when it was recorded is kept"},
      {"status", ColumnUse::leave_out, kWhyTool},
      {"ipaddress", ColumnUse::leave_out, kWhyPersonal},
      {"progress", ColumnUse::leave_out, kWhyTool},
      {"duration (in seconds)", ColumnUse::leave_out, kWhyTool},
      {"finished", ColumnUse::leave_out, kWhyTool},
      {"recordeddate", ColumnUse::date, ""},
      {"responseid", ColumnUse::leave_out, kWhyTool},
      {"recipientlastname", ColumnUse::leave_out, kWhyPersonal},
      {"recipientfirstname", ColumnUse::leave_out, kWhyPersonal},
      {"recipientemail", ColumnUse::leave_out, kWhyPersonal},
      {"externalreference", ColumnUse::leave_out, kWhyPersonal},
      {"externaldatareference", ColumnUse::leave_out, kWhyPersonal},
      {"locationlatitude", ColumnUse::leave_out, kWhyPersonal},
      {"locationlongitude", ColumnUse::leave_out, kWhyPersonal},
      {"distributionchannel", ColumnUse::channel, ""},
      {"userlanguage", ColumnUse::leave_out, kWhyTool},
  };
  TableIn table = *file.table();
  const std::vector<std::string> codes = table.header;
  const bool worded = !import_ids(table.rows.front());
  std::vector<std::string> wording = codes;
  if (worded) {
    for (std::size_t c = 0; c < codes.size() && c < table.rows.front().cells.size(); ++c)
      if (std::string text = html_text(table.rows.front().cells[c]); !text.empty())
        wording[c] = std::move(text);
  }
  table.rows.erase(table.rows.begin(), table.rows.begin() + (worded ? 2 : 1));
  const std::size_t status = column_of(table, {"status"});
  const std::size_t before = table.rows.size();
  std::erase_if(table.rows, [&](const TableRow& row) {
    const std::string_view said = cell(row, status);
    return said == "Survey Preview" || said == "1";
  });
  const std::size_t previews = before - table.rows.size();
  SurveyFile read = with_questions("qualtrics", std::move(table), kKnown);
  // People read wordings, not codes; the book-keeping was told by its code.
  for (std::size_t c = 0; c < codes.size(); ++c)
    if (read.uses[c] == ColumnUse::answer || read.uses[c] == ColumnUse::choice) {
      if (const std::string_view why = personal(wording[c]); !why.empty()) {
        read.uses[c] = ColumnUse::leave_out;
        read.not_carried.push_back({"column " + codes[c], std::string(why)});
      }
      read.table.header[c] = wording[c];
    }
  if (previews > 0)
    read.not_carried.push_back({fmt::format("{} rows", previews),
                                "previews made while the survey was written are no responses"});
  return read;
}

}  // namespace heed::formats::inside
