// What cairo cannot write into a PDF, added afterwards: the language, one Document over all
// elements, which cells a header cell is for, and page numbers that are no part of the text.
#pragma once

#include <string>
#include <vector>

namespace heed::formats::inside {

struct PdfFinish {
  std::string title;
  std::string language;
  int first_page = 1;
  std::vector<std::string> alternatives = {};  // Of the figures, in order.
};

// False when qpdf fails; then `out` says why. Plain types on purpose: qpdf 11.3's headers are not
// valid C++20 (a class holds a vector of itself), so this one file is compiled as C++17.
bool finish_pdf(const std::string& from_cairo, const PdfFinish& about, std::string& out);

}  // namespace heed::formats::inside
