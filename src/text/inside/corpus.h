// What themes are found in: the comments' words as numbers, their clauses, and each distinct
// clause once.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "text/themes.h"

namespace heed::text {

struct Corpus {
  struct Word {
    std::uint32_t stem;
    std::uint32_t spelling;  // Index into `spellings`: the word as written, in lower case.
  };
  struct Clause {
    std::uint32_t document;
    std::uint32_t begin;  // Index into `words`.
    std::uint32_t end;
    std::uint32_t unit;  // kNoUnit when no word of it counts.
  };
  static constexpr std::uint32_t kNoUnit = ~0u;

  std::vector<Word> words;
  std::vector<Clause> clauses;              // In the order of documents.
  std::vector<std::uint32_t> clause_start;  // For each document, and one past the last.
  // Each document's finer clauses, as ranges of `words`, whether or not it was cut at them.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> parts;
  std::vector<std::uint32_t> part_start;      // As clause_start.
  std::vector<std::uint32_t> term_of_stem;    // ~0u for those that do not count.
  std::vector<std::uint32_t> document_words;  // How many words each document has.
  std::vector<std::uint32_t> no_content;      // Documents.
  std::vector<std::string> spellings;
  std::vector<std::string> stems;
  std::vector<bool> stop;  // By stem.

  // Distinct clauses by their counted stems in order: unit u is unit_terms[unit_start[u]..).
  // Terms are the stems that count, numbered densely.
  std::vector<std::uint32_t> unit_start{0};
  std::vector<std::uint32_t> unit_terms;
  std::vector<std::uint32_t> unit_weight;  // How many clauses it stands for.
  std::vector<std::uint32_t> term_stem;    // Term to stem.
  std::size_t units() const { return unit_weight.size(); }
  std::size_t terms() const { return term_stem.size(); }
  std::span<const std::uint32_t> unit(std::size_t u) const {
    return std::span(unit_terms).subspan(unit_start[u], unit_start[u + 1] - unit_start[u]);
  }
};

Corpus read_corpus(std::span<const Document> documents);

}  // namespace heed::text
