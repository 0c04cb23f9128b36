// Docx: a Word document, written from top to bottom, that Word, LibreOffice and screen readers
// understand: real headings, real lists, tables with heading rows, page numbers.
//
//   Docx doc({.title = "Bringing two wards together", .created = now});
//   doc.title("Bringing two wards together").heading(1, "Who answered");
//   doc.paragraph({{"We heard from "}, {.text = "412 people", .bold = true}, {"."}});
//   const std::string bytes = TRY(std::move(doc).bytes());
//
// Text is UTF-8 as people wrote it; characters that XML cannot hold are dropped, line breaks stay
// line breaks, and right-to-left paragraphs are marked as such.
// Errors (of bytes): internal.
// Threads: one thread at a time.
// Changes are tracked as Word tracks them, under the author of the properties.
// Does not: pictures but charts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "formats/chart.h"

namespace heed::formats {

// Of a run: kept as it was, or a change that is shown (report/changes.h).
enum class Edit { kept, added, removed };

struct DocxRun {
  std::string text;
  bool bold = false;
  bool italic = false;
  Edit edit = Edit::kept;
};
using DocxRuns = std::vector<DocxRun>;

struct DocxProperties {
  std::string title;
  TimeMs created;
  std::string language = "en-GB";
  std::string author = {};  // Shown in the properties; the organisation, not a person.
};

class Docx {
 public:
  explicit Docx(DocxProperties properties);
  Docx(Docx&&) noexcept;
  Docx& operator=(Docx&&) noexcept;
  ~Docx();

  Docx& title(std::string_view text);
  Docx& heading(int level, std::string_view text);  // Requires: level 1 to 3.
  Docx& paragraph(std::string_view text);
  Docx& paragraph(const DocxRuns& runs);
  Docx& bullets(const std::vector<DocxRuns>& items);
  // A quote in its own indented block; `from` (may be empty) says who, in the same block.
  Docx& quote(std::string_view words, std::string_view from = {});
  // The caption stands above. The header row repeats on each page. Rows may be shorter than it.
  Docx& table(std::string_view caption, const std::vector<std::string>& header,
              const std::vector<std::vector<std::string>>& rows);
  // A picture with its text alternative; its table goes beside it.
  Docx& chart(const BarChart& chart);
  Docx& page_break();

  Result<std::string> bytes() &&;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace heed::formats
