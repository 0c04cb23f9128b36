// Coder: learns from comments that people have coded, and proposes codes for the others.
//
//   text::Coder coder(comments, theme_count, {.single = false});
//   coder.code(7, {{2, 5}});  coder.code(9, {});        // "no theme" is a code too
//   coder.learn();
//   for (const text::Said& said : coder.themes(comments)[0]) use(said.theme, said.probability);
//
// Probabilities are calibrated on what the others say of each coded comment; each theme has its own
// threshold. Which comment to code next, why a theme is proposed, and how good the proposals are
// (from comments drawn at random alone) are asked of the same object.
// The same calls give the same bytes, whatever the number of threads.
// Threads: one at a time. Does not: rule on anything; a proposal is a person's to accept.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "text/themes.h"

namespace heed::text {

struct CoderOptions {
  bool single = false;  // Each comment has exactly one of the themes.
  int threads = 1;
  std::uint64_t seed = 1;
};

struct Said {
  int theme;
  float probability;
};

// Rows of `themes` numbers, one row for each document asked about.
struct Probabilities {
  std::size_t themes = 0;
  std::vector<float> values;
  std::span<const float> of(std::size_t document) const {
    return {values.data() + document * themes, themes};
  }
};

enum class Chosen : std::uint8_t { otherwise, at_random };

struct Explanation {
  struct Phrase {
    std::string words;  // As the person wrote them.
    float weight;       // Share of the score; below zero speaks against.
  };
  struct Like {
    std::uint32_t comment;  // A coded one.
    float likeness;         // 0 to 1.
  };
  std::vector<Phrase> phrases;  // Strongest first.
  std::vector<Like> nearest;
};

struct Quality {
  std::size_t comments;  // Coded, and drawn at random.
  double f1;             // Over all themes; for single themes this is accuracy.
  double low, high;      // 95 % of 400 redrawings.
};

class Coder {
 public:
  // `comments` are those coded or to be coded; their texts must outlive this.
  Coder(std::span<const Document> comments, int themes, const CoderOptions& options);
  ~Coder();
  Coder(Coder&&) noexcept;
  Coder& operator=(Coder&&) noexcept;

  // The first time or a correction. Requires: themes from 0 below the number of themes.
  void code(std::uint32_t comment, std::span<const int> themes, Chosen chosen = Chosen::otherwise);
  std::size_t coded() const;
  // Brings everything below up to date with what was coded.
  void learn();

  // Of any document, among the comments or not. Before anything is coded: all alike.
  Probabilities probabilities(std::span<const Document> documents) const;
  // Those worth naming, surest first; exactly one when `single`.
  std::vector<std::vector<Said>> themes(std::span<const Document> documents) const;
  std::vector<std::vector<Said>> themes_of(const Probabilities& probabilities) const;
  Explanation explain(const Document& document, int theme) const;

  struct Next {
    std::uint32_t comment;
    Chosen chosen;  // To be handed back to code().
  };
  // A fifth at random, from which quality is told; the rest are those that most other comments in
  // doubt are like, no two of them alike.
  std::vector<Next> next_batch(std::size_t size = 20) const;
  // Absent below ten comments.
  std::optional<Quality> quality() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace heed::text
