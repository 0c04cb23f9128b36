#include "app/text_report.h"

#include <fmt/format.h>

#include "platform/files.h"

namespace heed::app {

using namespace pages;

namespace {

constexpr std::string_view kStyles = R"(
:root { color-scheme: light; }
body { background: #fff; color: #212b32; font: 1.0625rem/1.5 Arial, sans-serif; margin: 0 auto;
  max-width: 50rem; padding: 1.5rem; }
h1 { font-size: 2rem; line-height: 1.2; } h2 { font-size: 1.5rem; margin-top: 2.5rem; }
h3 { font-size: 1.1875rem; }
a { color: #005eb8; } a:focus { background: #ffeb3b; color: #212b32; outline: 3px solid #ffeb3b; }
.scroll { overflow-x: auto; } .scroll:focus { outline: 3px solid #005eb8; }
table { border-collapse: collapse; width: 100%; }
caption { font-weight: bold; padding: .5rem 0; text-align: left; }
th, td { border-bottom: 1px solid #d8dde0; padding: .5rem .75rem .5rem 0; text-align: left;
  vertical-align: top; }
tbody th { font-weight: normal; } .number { text-align: right; white-space: nowrap; }
svg { display: block; } rect { fill: #005eb8; }
blockquote { border-left: 4px solid #768692; margin: .75rem 0; overflow-wrap: anywhere;
  padding: .25rem 0 .25rem 1rem; }
mark { background: #fff2b3; color: inherit; }
.quiet { color: #4c6272; } .letter { border: 1px solid #768692; padding: .25rem 1rem; }
@media print { body { font-size: 11pt; max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; } blockquote, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; } mark { border-bottom: 2px solid #212b32; }
  rect, mark { print-color-adjust: exact; } }
)";

}  // namespace

Result<> write_report(const std::string& path, std::string_view title, const Html& body) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += el("title", {}, title).str();
  out += "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>";
  out += kStyles;
  out += "</style>\n</head>\n<body>\n<main>\n";
  out += el("h1", {}, title).str();
  out += body.str();
  out += "\n</main>\n</body>\n</html>\n";
  return platform::write_file_durably(path, out, platform::Readable::by_everyone);
}

Html bar(double share) {
  constexpr double kWidth = 160;
  return el("svg", {{"width", "160"}, {"height", "14"}, {"aria-hidden", "true"}},
            el("rect", {{"width", fmt::format("{:.1f}", std::max(1.0, share * kWidth))},
                        {"height", "14"}}));
}

Html report_table(const ReportTable& table) {
  const auto kind = [&](std::size_t column) { return table.numbers[column] ? "number" : "text"; };
  std::vector<Html> headings, rows;
  for (std::size_t c = 0; c < table.headings.size(); ++c) {
    headings.push_back(el("th", {{"scope", "col"}, {"class", kind(c)}}, table.headings[c]));
  }
  for (const std::vector<Html>& cells : table.rows) {
    std::vector<Html> row;
    for (std::size_t c = 0; c < cells.size(); ++c) {
      row.push_back(c == 0 ? el("th", {{"scope", "row"}}, cells[c])
                           : el("td", {{"class", kind(c)}}, cells[c]));
    }
    rows.push_back(el("tr", {}, row));
  }
  // A wide table scrolls by itself, and by the keyboard.
  return el(
      "div",
      {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", table.caption}},
      el("table", {}, el("caption", {}, table.caption), el("thead", {}, el("tr", {}, headings)),
         el("tbody", {}, rows)));
}

Html report_quote(std::string_view words) { return el("blockquote", {}, el("p", {}, words)); }

std::string with_commas(std::size_t number) {
  std::string out = std::to_string(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string share_of(std::size_t part, std::size_t whole) {
  if (whole == 0 || part == 0) return "0 %";
  const double percent = 100 * static_cast<double>(part) / static_cast<double>(whole);
  return percent < 1 ? "under 1 %" : fmt::format("{:.0f} %", percent);
}

}  // namespace heed::app
