#include "report/changes.h"

#include <algorithm>
#include <span>

#include "formats/docx_in.h"
#include "report/inside/runs.h"

namespace heed::report {
namespace {

using formats::DocxRun;

// One block as the lines that are compared: a paragraph is one, a table one for each row.
struct Line {
  const Block* block = nullptr;
  std::size_t part = 0;  // Of bullets and tables.
  Runs runs;
  std::string words;
};

// A row as Word has it: as many cells as there are headings.
std::string row_words(const Table& table, std::size_t row) {
  std::string out;
  for (std::size_t c = 0; c < table.header.size(); ++c)
    out += (c > 0 ? " | " : "") + (c < table.rows[row].size() ? table.rows[row][c] : std::string());
  return out;
}

std::vector<Line> lines_of(const Document& document) {
  std::vector<Line> all;
  const auto add = [&](const Block& block, std::size_t part, Runs runs) {
    std::string words = words_of(runs);
    all.push_back({&block, part, std::move(runs), std::move(words)});
  };
  for (const Block& block : document.blocks) {
    if (const auto* heading = std::get_if<Heading>(&block)) add(block, 0, {{heading->text}});
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) add(block, 0, paragraph->runs);
    if (const auto* quote = std::get_if<Quote>(&block))
      add(block, 0, {{quote->from.empty() ? quote->words : quote->words + "\n— " + quote->from}});
    if (const auto* bullets = std::get_if<Bullets>(&block))
      for (std::size_t i = 0; i < bullets->items.size(); ++i) add(block, i, bullets->items[i]);
    if (const auto* table = std::get_if<Table>(&block))
      for (std::size_t i = 0; i < table->rows.size(); ++i) add(block, i, {{row_words(*table, i)}});
    if (const auto* chart = std::get_if<Chart>(&block)) add(block, 0, {{chart->alternative}});
  }
  return all;
}

// The longest common subsequence, as pairs of places. What both begin and end with is taken first,
// so that a long paper with few changes costs little; beyond kCellsMax nothing more is matched.
template <class Same>
std::vector<std::pair<std::size_t, std::size_t>> common(std::size_t n, std::size_t m, Same same) {
  constexpr std::size_t kCellsMax = 16'000'000;
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::size_t from = 0;
  while (from < n && from < m && same(from, from)) {
    pairs.emplace_back(from, from);
    ++from;
  }
  std::size_t tail = 0;
  while (tail < n - from && tail < m - from && same(n - 1 - tail, m - 1 - tail)) ++tail;
  const std::size_t rows = n - from - tail, columns = m - from - tail;
  if (rows > 0 && columns > 0 && rows <= kCellsMax / columns) {
    std::vector<std::uint32_t> best((rows + 1) * (columns + 1), 0);
    const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
      return best[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
      for (std::size_t j = columns; j-- > 0;)
        at(i, j) =
            same(from + i, from + j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (same(from + i, from + j)) {
        pairs.emplace_back(from + i++, from + j++);
      } else if (at(i + 1, j) >= at(i, j + 1)) {
        ++i;
      } else {
        ++j;
      }
    }
  }
  for (std::size_t k = tail; k-- > 0;) pairs.emplace_back(n - 1 - k, m - 1 - k);
  return pairs;
}

// Words with the space after each, so that they join up again as they were.
std::vector<std::string> words_in(const std::string& text) {
  std::vector<std::string> all;
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == ' ' || text[i] == '\n') {
      all.push_back(text.substr(from, i + 1 - from));
      from = i + 1;
    }
  if (from < text.size()) all.push_back(text.substr(from));
  return all;
}

void put(Runs& runs, const std::string& words, formats::Edit edit) {
  if (words.empty()) return;
  if (!runs.empty() && runs.back().edit == edit)
    runs.back().text += words;
  else
    runs.push_back({.text = words, .edit = edit});
}

// One line that says something else now, word by word.
Runs reworded(const std::string& was, const std::string& is) {
  const std::vector<std::string> before = words_in(was), after = words_in(is);
  Runs runs;
  std::size_t i = 0, j = 0;
  const auto until = [&](std::size_t to_i, std::size_t to_j) {
    for (; i < to_i; ++i) put(runs, before[i], formats::Edit::removed);
    for (; j < to_j; ++j) put(runs, after[j], formats::Edit::added);
  };
  for (const auto& [a, b] : common(before.size(), after.size(), [&](std::size_t x, std::size_t y) {
         return before[x] == after[y];
       })) {
    until(a, b);
    put(runs, after[b], formats::Edit::kept);
    i = a + 1;
    j = b + 1;
  }
  until(before.size(), after.size());
  return runs;
}

Runs all_marked(Runs runs, formats::Edit edit) {
  for (DocxRun& run : runs) run.edit = edit;
  return runs;
}

struct Pair {
  const Line* was = nullptr;  // Null: put in.
  const Line* is = nullptr;   // Null: taken out.
};

// Lines side by side: between two that are the same, the first that was stands beside the first
// that is, as long as they are of one kind.
std::vector<Pair> side_by_side(const std::vector<Line>& sent, const std::vector<Line>& now) {
  std::vector<Pair> all;
  std::size_t i = 0, j = 0;
  const auto until = [&](std::size_t to_i, std::size_t to_j) {
    while (i < to_i && j < to_j && sent[i].block->index() == now[j].block->index())
      all.push_back({&sent[i++], &now[j++]});
    while (i < to_i) all.push_back({&sent[i++], nullptr});
    while (j < to_j) all.push_back({nullptr, &now[j++]});
  };
  for (const auto& [a, b] : common(sent.size(), now.size(), [&](std::size_t x, std::size_t y) {
         return sent[x].block->index() == now[y].block->index() && sent[x].words == now[y].words;
       })) {
    until(a, b);
    all.push_back({&sent[a], &now[b]});
    i = a + 1;
    j = b + 1;
  }
  until(sent.size(), now.size());
  return all;
}

bool changed(const Pair& pair) {
  return !pair.was || !pair.is || pair.was->words != pair.is->words;
}

}  // namespace

Result<Document> paper_from_word(std::string_view bytes) {
  Document out;
  std::string caption;
  for (formats::DocxLine& line : TRY(formats::docx_lines(bytes))) {
    if (!line.cells.empty()) {
      if (line.starts_table)
        out.table(std::exchange(caption, {}), std::move(line.cells), {});
      else if (Table* table = out.blocks.empty() ? nullptr : std::get_if<Table>(&out.blocks.back()))
        table->rows.push_back(std::move(line.cells));
    } else if (line.picture) {
      out.blocks.emplace_back(Chart{.alternative = std::move(line.text)});
    } else if (line.style == "Title") {
      out.title = std::move(line.text);
    } else if (line.style == "Caption") {
      caption = std::move(line.text);
    } else if (line.style.starts_with("Heading") && line.style.size() == 8) {
      out.heading(std::clamp(line.style[7] - '0', 1, 3), line.text);
    } else if (line.style == "ListBullet") {
      if (out.blocks.empty() || !std::holds_alternative<Bullets>(out.blocks.back()))
        out.bullets({});
      std::get<Bullets>(out.blocks.back()).items.push_back({{.text = std::move(line.text)}});
    } else if (line.style == "Quote") {
      out.quote(line.text);
    } else {
      out.paragraph(line.text);
    }
  }
  return out;
}

std::vector<Change> changes_between(const Document& sent, const Document& corrected) {
  const std::vector<Line> before = lines_of(sent), after = lines_of(corrected);
  std::vector<Change> all;
  std::string under;
  if (sent.title != corrected.title) all.push_back({"", sent.title, corrected.title});
  for (const Pair& pair : side_by_side(before, after)) {
    const Line* shown = pair.is ? pair.is : pair.was;
    if (std::holds_alternative<Heading>(*shown->block) && pair.is) under = shown->words;
    if (changed(pair))
      all.push_back({under, pair.was ? pair.was->words : "", pair.is ? pair.is->words : ""});
  }
  return all;
}

Document with_changes(const Document& sent, const Document& corrected) {
  Document out{.title = corrected.title,
               .author = corrected.author,
               .created = corrected.created,
               .language = corrected.language};
  const std::vector<Change> list = changes_between(sent, corrected);
  out.heading(1, "What changed after the facts were checked");
  std::vector<std::vector<std::string>> rows;
  for (const Change& each : list)
    rows.push_back({each.under, each.was.empty() ? "(nothing)" : each.was,
                    each.is.empty() ? "(taken out)" : each.is});
  if (rows.empty())
    out.paragraph("Nothing changed after the facts were checked.");
  else
    out.table("Every change", {"Under", "It said", "It says"}, std::move(rows));
  const std::vector<Line> before = lines_of(sent), after = lines_of(corrected);
  const Block* last = nullptr;  // A table and a list are written once, with their first line.
  for (const Pair& pair : side_by_side(before, after)) {
    const Line* shown = pair.is ? pair.is : pair.was;
    const Runs runs = !pair.was  ? all_marked(shown->runs, formats::Edit::added)
                      : !pair.is ? all_marked(shown->runs, formats::Edit::removed)
                      : pair.was->words != pair.is->words
                          ? reworded(pair.was->words, pair.is->words)
                          : shown->runs;
    if (const auto* heading = std::get_if<Heading>(shown->block)) {
      if (changed(pair))
        out.paragraph(runs);  // A heading cannot hold marks; as it is now it follows.
      if (pair.is) out.heading(heading->level, heading->text);
    } else if (std::holds_alternative<Bullets>(*shown->block)) {
      out.bullets({runs});
    } else if (std::holds_alternative<Table>(*shown->block) ||
               std::holds_alternative<Chart>(*shown->block)) {
      if (changed(pair)) out.paragraph(runs);
      if (pair.is && shown->block != last) out.blocks.push_back(*shown->block);
      if (pair.is) last = shown->block;
    } else {
      out.paragraph(runs);
    }
  }
  return out;
}

}  // namespace heed::report
