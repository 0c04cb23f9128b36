// The ways to write a document down.
#include "base/text.h"
#include "formats/xlsx_out.h"
#include "report/document.h"

namespace heed::report {
namespace {

using pages::el;
using pages::Html;

// Word and PDF are written by the same calls.
template <class Out>
struct Pages {
  Out& out;
  void operator()(const Heading& block) { out.heading(block.level, block.text); }
  void operator()(const Paragraph& block) { out.paragraph(block.runs); }
  void operator()(const Bullets& block) { out.bullets(block.items); }
  void operator()(const Quote& block) { out.quote(block.words, block.from); }
  void operator()(const Table& block) { out.table(block.caption, block.header, block.rows); }
  void operator()(const Chart& block) { out.chart(block); }
};

template <class Out>
void write(const Document& document, Out& out) {
  out.title(document.title);
  for (const Block& block : document.blocks) std::visit(Pages<Out>{out}, block);
}

Html lines_of(std::string_view text) {
  Html out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at > 0) out += el("br");
    out += pages::text(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

Html inline_of(const Runs& runs) {
  Html out;
  for (const formats::DocxRun& run : runs) {
    Html words = lines_of(run.text);
    if (run.italic) words = el("em", std::move(words));
    if (run.bold) words = el("strong", std::move(words));
    if (run.edit == formats::Edit::added) words = el("ins", std::move(words));
    if (run.edit == formats::Edit::removed) words = el("del", std::move(words));
    out += std::move(words);
  }
  return out;
}

struct Marked {
  int level;
  Html operator()(const Heading& block) const {
    switch (block.level + level - 1) {
      case 1:
        return el("h1", block.text);
      case 2:
        return el("h2", block.text);
      case 3:
        return el("h3", block.text);
      default:
        return el("h4", block.text);
    }
  }
  Html operator()(const Paragraph& block) const {
    return el("p", {{"dir", "auto"}}, inline_of(block.runs));
  }
  Html operator()(const Bullets& block) const {
    Html items;
    for (const Runs& item : block.items) items += el("li", inline_of(item));
    return el("ul", std::move(items));
  }
  Html operator()(const Quote& block) const {
    return el("blockquote", {{"dir", "auto"}}, el("p", lines_of(block.words)),
              block.from.empty() ? Html() : el("p", "– " + block.from));
  }
  Html operator()(const Chart& block) const {
    constexpr int kRow = 24, kLabel = 200, kBarMax = 260, kWide = 640;
    std::int64_t longest = 1;
    for (const auto& bar : block.bars) longest = std::max(longest, bar.value.value_or(0));
    Html drawn;
    int y = 0;
    const auto words_at = [](int x, int top, std::string_view words) {
      return el("text",
                {{"x", std::to_string(x)}, {"y", std::to_string(top + 17)}, {"font-size", "14"}},
                words);
    };
    for (const auto& bar : block.bars) {
      const auto length = static_cast<int>(kBarMax * bar.value.value_or(0) / longest);
      // The whole label is in the table.
      drawn += words_at(0, y, shortened(bar.label, 26));
      if (length > 0)
        drawn += el("rect", {{"x", std::to_string(kLabel)},
                             {"y", std::to_string(y + 5)},
                             {"width", std::to_string(length)},
                             {"height", "14"},
                             {"fill", "#005eb8"}});
      drawn += words_at(kLabel + (length > 0 ? length + 6 : 0), y, shortened(bar.words, 30));
      y += kRow;
    }
    return el("svg",
              {{"role", "img"},
               {"aria-label", block.alternative},
               {"viewBox", fmt::format("0 0 {} {}", kWide, std::max(y, 1))},
               {"width", "100%"}},
              std::move(drawn));
  }
  Html operator()(const Table& block) const {
    Html heads, rows;
    for (const std::string& head : block.header) heads += el("th", {{"scope", "col"}}, head);
    for (const auto& texts : block.rows) {
      Html cells;
      for (std::size_t c = 0; c < block.header.size(); ++c) {
        const std::string words = c < texts.size() ? texts[c] : std::string();
        cells += c == 0 ? el("th", {{"scope", "row"}}, lines_of(words)) : el("td", lines_of(words));
      }
      rows += el("tr", std::move(cells));
    }
    return el(
        "div",
        {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", block.caption}},
        el("table", {{"class", "nhsuk-table"}}, el("caption", block.caption),
           el("thead", el("tr", std::move(heads))), el("tbody", std::move(rows))));
  }
};

constexpr std::string_view kStyle =
    "body{font:1.1rem/1.5 Arial,sans-serif;color:#212b32;background:#fff;margin:0 auto;"
    "max-width:46rem;padding:1rem}h1{font-size:2rem}h2{margin-top:2.5rem}"
    "blockquote{border-left:4px solid #005eb8;margin:1rem 0;padding:.1rem 1rem;background:#f0f4f5}"
    ".scroll{overflow-x:auto}.scroll:focus{outline:3px solid #212b32}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #aeb7bd}"
    "@media print{body{max-width:none}}";

// Excel's rules for the name of a sheet, and each name once.
std::string sheet_name(std::string_view caption, std::size_t number) {
  std::string out = fmt::format("{} ", number);
  for (const char c : caption.substr(0, 24))
    if (static_cast<unsigned char>(c) < 0x80 &&
        std::string_view("[]:*?/\\'").find(c) == std::string_view::npos)
      out += c;
  return out;
}

}  // namespace

Result<std::string> as_word(const Document& document) {
  formats::Docx out({.title = document.title,
                     .created = document.created,
                     .language = document.language,
                     .author = document.author});
  write(document, out);
  return std::move(out).bytes();
}

Result<formats::PdfBytes> as_pdf(const Document& document, int first_page) {
  formats::PdfOut out({.title = document.title,
                       .created = document.created,
                       .language = document.language,
                       .author = document.author},
                      first_page);
  write(document, out);
  return std::move(out).bytes();
}

Html as_blocks(const Document& document, int level) {
  Html out;
  for (const Block& block : document.blocks) out += std::visit(Marked{level}, block);
  return out;
}

std::string as_html(const Document& document) {
  const Html page =
      el("html", {{"lang", document.language}},
         el("head", el("meta", {{"charset", "utf-8"}}),
            el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
            el("title", document.title)),
         el("body", el("main", el("h1", document.title), as_blocks(document, 2))));
  std::string out = "<!DOCTYPE html>\n" + page.str();
  // Html cannot hold a style on purpose; this one is ours and complete.
  out.insert(out.find("</head>"), fmt::format("<style>{}</style>", kStyle));
  return out;
}

Result<std::string> as_workbook(const Document& document) {
  formats::XlsxOut out = TRY(formats::XlsxOut::make());
  std::size_t number = 0;
  for (const Block& block : document.blocks) {
    const Table* table = std::get_if<Table>(&block);
    if (!table) continue;
    TRY(out.sheet(sheet_name(table->caption, ++number), table->header));
    for (const auto& texts : table->rows) {
      std::vector<formats::XlsxOut::Value> cells(texts.begin(), texts.end());
      TRY(out.row(cells));
    }
  }
  const std::vector<std::string> heading = {"What the paper says"};
  TRY(out.sheet("Words", heading));
  const std::string words = plain_words(document);
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    const std::vector<formats::XlsxOut::Value> cells = {words.substr(at, end - at)};
    TRY(out.row(cells));
    at = end + 1;
  }
  return std::move(out).bytes();
}

}  // namespace heed::report
