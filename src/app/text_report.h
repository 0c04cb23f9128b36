// text_report: a page that is a file of its own: styles inside, no script, nothing fetched.
//
//   write_report(folder + "/report.html", "Themes", join(heading, table));
//   bar(0.4)   // a drawn bar for a table cell that says its number too
//
// Light on screen and on paper. Threads: pure but for the writing.
// Does not: look like a page of the site; it travels by mail.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pages/html.h"

namespace heed::app {

Result<> write_report(const std::string& path, std::string_view title, const pages::Html& body);

pages::Html bar(double share);  // 0 to 1, of the longest.
// First column is the row's heading; a column of numbers stands to the right.
struct ReportTable {
  std::string caption;
  std::vector<std::string> headings;
  std::vector<bool> numbers;  // By column.
  std::vector<std::vector<pages::Html>> rows;
};
pages::Html report_table(const ReportTable& table);
pages::Html report_quote(std::string_view words);
std::string with_commas(std::size_t number);                // 12,345
std::string share_of(std::size_t part, std::size_t whole);  // “12 %”, “under 1 %”

}  // namespace heed::app
