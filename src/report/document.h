// Document: what a paper says, once; Word, PDF, HTML and a workbook are ways to write it down.
//
//   Document paper{.title = "Bringing two wards together", .created = now};
//   paper.heading(1, "Who answered").paragraph("We heard from 412 people.");
//   const std::string docx = TRY(as_word(paper));
//   const formats::PdfBytes pdf = TRY(as_pdf(paper));
//   const std::string html = as_html(paper);      // One file, with its style.
//   const std::string xlsx = TRY(as_workbook(paper));
//
// Threads: a plain value; writing is pure.
// Does not: know what a paper must say (paper.h does).
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "formats/docx_out.h"
#include "formats/pdf_out.h"
#include "pages/html.h"

namespace heed::report {

using Runs = formats::DocxRuns;

struct Heading {
  int level;  // 1 to 3.
  std::string text;
};
struct Paragraph {
  Runs runs;
};
struct Bullets {
  std::vector<Runs> items;
};
struct Quote {
  std::string words;
  std::string from;
};
struct Table {
  std::string caption;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};
using Chart = formats::BarChart;
using Block = std::variant<Heading, Paragraph, Bullets, Quote, Table, Chart>;

struct Document {
  std::string title;
  std::string author = {};  // The partnership.
  TimeMs created = {};
  std::string language = "en-GB";
  std::vector<Block> blocks = {};

  Document& heading(int level, std::string_view text);
  Document& paragraph(std::string_view text);
  Document& paragraph(Runs runs);
  Document& bullets(std::vector<Runs> items);
  Document& quote(std::string_view words, std::string_view from = {});
  Document& table(std::string_view caption, std::vector<std::string> header,
                  std::vector<std::vector<std::string>> rows);
  // Bars drawn from what each row says, and nothing else: "said by 1,205 people" is 1,205 long, and
  // what disclosure holds back ("fewer than 8 people") has no bar. Its table goes beside it.
  Document& chart(std::string_view caption,
                  const std::vector<std::pair<std::string, std::string>>& said);
};

// All the words in it, in order, a line for each block or row: for tests, and for comparing.
std::string plain_words(const Document& document);

Result<std::string> as_word(const Document& document);
Result<formats::PdfBytes> as_pdf(const Document& document, int first_page = 1);
std::string as_html(const Document& document);
// The body of as_html, for a page of ours: headings start at `level`.
pages::Html as_blocks(const Document& document, int level);
// A sheet for each table, and one for the words.
Result<std::string> as_workbook(const Document& document);

}  // namespace heed::report
