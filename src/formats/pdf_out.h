// PdfOut: a tagged PDF, written from top to bottom: real headings, lists and tables with header
// cells, so that a screen reader reads the document and not the ink. Pages are numbered, headings
// are bookmarks. The same calls as docx_out.h.
//
//   PdfOut pdf({.title = "Bringing two wards together", .created = now});
//   pdf.title("Bringing two wards together").heading(1, "Who answered");
//   pdf.paragraph({{"We heard from "}, {.text = "412 people", .bold = true}, {"."}});
//   const PdfBytes made = TRY(std::move(pdf).bytes());   // made.pages
//
// The same calls give the same bytes. Characters that text cannot hold are dropped.
// Errors (of bytes): internal.
// Threads: one thread at a time.
// Does not: pictures but charts; claim PDF/UA, which no validator here can prove.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/docx_out.h"

namespace heed::formats {

struct PdfBytes {
  std::string bytes;
  int pages = 0;
};

class PdfOut {
 public:
  // `first_page`: the number on the first page, for a file in a longer pack.
  explicit PdfOut(DocxProperties properties, int first_page = 1);
  PdfOut(PdfOut&&) noexcept;
  PdfOut& operator=(PdfOut&&) noexcept;
  ~PdfOut();

  PdfOut& title(std::string_view text);
  PdfOut& heading(int level, std::string_view text);  // Requires: level 1 to 3.
  PdfOut& paragraph(std::string_view text);
  PdfOut& paragraph(const DocxRuns& runs);
  PdfOut& bullets(const std::vector<DocxRuns>& items);
  PdfOut& quote(std::string_view words, std::string_view from = {});
  // The header row is said again on each page. Rows may be shorter than it.
  PdfOut& table(std::string_view caption, const std::vector<std::string>& header,
                const std::vector<std::vector<std::string>>& rows);
  // A figure with its text alternative; its table goes beside it.
  PdfOut& chart(const BarChart& chart);
  PdfOut& page_break();

  Result<PdfBytes> bytes() &&;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace heed::formats
