#include "report/document.h"

#include "report/inside/runs.h"

namespace heed::report {
namespace {

struct Words {
  std::string& out;
  void line(std::string_view text) { out.append(text).append("\n"); }
  void operator()(const Heading& block) { line(block.text); }
  void operator()(const Paragraph& block) { line(words_of(block.runs)); }
  void operator()(const Bullets& block) {
    for (const Runs& item : block.items) line(words_of(item));
  }
  void operator()(const Quote& block) {
    line(block.words);
    if (!block.from.empty()) line(block.from);
  }
  void operator()(const Table& block) {
    line(block.caption);
    for (const auto& row : block.rows) line(fmt::format("{}", fmt::join(row, "\t")));
  }
  void operator()(const Chart& block) { line(block.alternative); }
};

// The first number in words that went through disclosure; none where they hold it back.
std::optional<std::int64_t> number_in(std::string_view said) {
  if (said.contains("fewer than") || said.contains("not shown")) return std::nullopt;
  const std::size_t from = said.find_first_of("0123456789");
  if (from == std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : said.substr(from)) {
    if (c == ',') continue;
    if (c < '0' || c > '9' || value > 1'000'000'000) break;
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

Document& Document::heading(int level, std::string_view text) {
  blocks.emplace_back(Heading{level, std::string(text)});
  return *this;
}
Document& Document::paragraph(std::string_view text) {
  return paragraph(Runs{{.text = std::string(text)}});
}
Document& Document::paragraph(Runs runs) {
  blocks.emplace_back(Paragraph{std::move(runs)});
  return *this;
}
Document& Document::bullets(std::vector<Runs> items) {
  blocks.emplace_back(Bullets{std::move(items)});
  return *this;
}
Document& Document::quote(std::string_view words, std::string_view from) {
  blocks.emplace_back(Quote{std::string(words), std::string(from)});
  return *this;
}
Document& Document::table(std::string_view caption, std::vector<std::string> header,
                          std::vector<std::vector<std::string>> rows) {
  blocks.emplace_back(Table{std::string(caption), std::move(header), std::move(rows)});
  return *this;
}

Document& Document::chart(std::string_view caption,
                          const std::vector<std::pair<std::string, std::string>>& said) {
  Chart drawn{.title = std::string(caption)};
  std::vector<std::string> each;
  for (const auto& [label, words] : said) {
    drawn.bars.push_back({label, words, number_in(words)});
    each.push_back(fmt::format("{}: {}", label, words));
  }
  drawn.alternative = fmt::format("Bar chart. {}. {}. The table below says the same.", caption,
                                  fmt::join(each, "; "));
  blocks.emplace_back(std::move(drawn));
  return *this;
}

std::string plain_words(const Document& document) {
  std::string out = document.title + "\n";
  for (const Block& block : document.blocks) std::visit(Words{out}, block);
  return out;
}

}  // namespace heed::report
