// Comments as rows of numbers, for learning people's codes: one- and two-word phrases (stemmed,
// stop words kept), letters in threes to fives within words, the question, and the question beside
// a short answer, since "Nothing." to "How could we improve?" is praise; and words of praise and
// complaint.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/inside/linear.h"
#include "text/stems.h"
#include "text/themes.h"
#include "text/tokens.h"

namespace heed::text {

// One comment's features; columns are told from their spelling's hash and number themselves.
struct FeatureRow {
  std::vector<std::uint32_t> column;
  std::vector<float> value;
  void clear() {
    column.clear();
    value.clear();
  }
};

class CodingFeatures {
 public:
  enum class Block : std::uint8_t { words, letters, question, feeling };
  static constexpr std::size_t kBlocks = 4;

  // What one thread needs to read comments.
  struct Scratch {
    Stems stems;
    Tokens tokens;
    std::string word;
    std::vector<std::uint64_t> stem_hashes;
    struct Count {
      std::uint32_t column;
      Block block;
    };
    std::vector<Count> counts;
  };

  // How rare each feature is, from comments coded or not. A feature seen later only lacks a column.
  explicit CodingFeatures(std::span<const Document> sample);

  void row(const Document& document, Scratch& scratch, FeatureRow& out) const;
  std::size_t columns() const { return rarity_.size(); }
  // What a comment says, not what it was asked: only this may be lent to another comment.
  bool is_lendable(std::uint32_t column) const { return lendable_[column]; }

  // A phrase of the comment and its column, for telling people why.
  struct Phrase {
    std::string words;  // As the person wrote them.
    std::uint32_t column;
  };
  std::vector<Phrase> phrases(const Document& document, Scratch& scratch) const;

 private:
  template <class Emit>
  void each(const Document& document, Scratch& scratch, const Emit& emit) const;

  std::unordered_map<std::uint64_t, std::uint32_t> column_of_;
  std::vector<float> rarity_;
  std::vector<bool> lendable_;
};

// Rows of `part` after those of `to`.
void append_rows(const Sparse& part, Sparse& to);
Sparse rows_of(const CodingFeatures& features, std::span<const Document> documents, int threads);

}  // namespace heed::text
