#include "text/inside/spreading.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "text/inside/further_themes.h"
#include "text/inside/parallel.h"
#include "text/inside/word_hashes.h"
#include "text/stop_words.h"

namespace heed::text {
namespace {

// One level's themes of one document, its clauses' scores told one by one.
class Sum {
 public:
  explicit Sum(const ThemeOdds& odds) : odds_(odds), whole_(odds.themes()), part_(odds.themes()) {}

  void begin() {
    std::copy(odds_.prior().begin(), odds_.prior().end(), whole_.begin());
    beside_.clear();
    terms_ = 0;
  }

  void add_clause(std::span<const std::uint32_t> terms, bool is_whole) {
    std::fill(part_.begin(), part_.end(), 0.0f);
    for (const std::uint32_t term : terms) odds_.add(term, part_);
    for (std::size_t t = 0; t < whole_.size(); ++t) whole_[t] += part_[t];
    terms_ += terms.size();
    if (is_whole || terms.size() < FurtherThemes::kTermsLeast) return;
    const NamedTheme named = theme_named_by(part_);
    if (named.theme >= 0) {
      beside_[named.theme] += named.sureness * static_cast<float>(terms.size());
    }
  }

  // Surest first. What a clause says beside the whole's theme never outweighs it.
  std::vector<Assignment> end() const {
    constexpr float kSharpness = 4;
    std::vector<Assignment> out;
    if (terms_ == 0) return out;
    const auto best = std::max_element(whole_.begin(), whole_.end());
    float rival = -std::numeric_limits<float>::max();
    for (auto at = whole_.begin(); at != whole_.end(); ++at) {
      if (at != best) rival = std::max(rival, *at);
    }
    // How much surer a word of it is, in the mean, of this theme than of the next.
    const float margin = (*best - rival) / static_cast<float>(terms_);
    const float sureness = 1 / (1 + std::exp(-kSharpness * margin));
    const auto theme = static_cast<int>(best - whole_.begin());
    out.push_back({theme, sureness});
    for (const auto& [other, share] : beside_) {
      if (other == theme) continue;
      out.push_back({other, std::min(share / static_cast<float>(terms_), 0.9f * sureness)});
    }
    std::sort(out.begin(), out.end(), [](const Assignment& a, const Assignment& b) {
      return a.confidence != b.confidence ? a.confidence > b.confidence : a.theme < b.theme;
    });
    return out;
  }

 private:
  const ThemeOdds& odds_;
  std::vector<float> whole_, part_;
  std::map<int, float> beside_;
  std::size_t terms_ = 0;
};

}  // namespace

Spreading::Spreading(const Corpus& corpus, const Partition& fine, const Partition& coarse)
    : fine_(corpus, fine), coarse_(corpus, coarse) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> terms;  // Of the words' hashes.
  std::vector<bool> seen(corpus.spellings.size(), false);
  for (const Corpus::Word word : corpus.words) {
    if (seen[word.spelling] || corpus.term_of_stem[word.stem] == ~0u) continue;
    seen[word.spelling] = true;
    terms.emplace_back(hash_word(corpus.spellings[word.spelling]), corpus.term_of_stem[word.stem]);
  }
  std::sort(terms.begin(), terms.end());
  std::vector<std::uint32_t> hashes;
  for (const auto& [hash, term] : terms) {
    if (!hashes.empty() && hashes.back() == hash) continue;
    hashes.push_back(hash);
    term_.push_back(term);
  }
  words_ = RunTable(std::move(hashes));
}

void Spreading::give(std::span<const Document> documents, int threads, Proposal& out) const {
  std::vector<char> has_none(documents.size(), 0);
  in_ranges(documents.size(), threads, [&](std::size_t begin, std::size_t end) {
    Tokens tokens;
    Sum fine(fine_);
    Sum coarse(coarse_);
    std::vector<std::uint32_t> terms;
    for (std::size_t d = begin; d < end; ++d) {
      tokenise(documents[d].text, tokens);
      if (has_no_content(tokens)) {
        has_none[d] = 1;
        continue;
      }
      fine.begin();
      coarse.begin();
      const std::vector<Clause> clauses = split_clauses(tokens);
      for (const Clause& clause : clauses) {
        terms.clear();
        for (std::uint32_t t = clause.begin; t < clause.end; ++t) {
          const std::uint32_t number = words_.number_of(hash_word(tokens.lowered(tokens.list[t])));
          if (number != RunTable::kNone) terms.push_back(term_[number]);
        }
        fine.add_clause(terms, clauses.size() == 1);
        coarse.add_clause(terms, clauses.size() == 1);
      }
      out.assignments[d] = fine.end();
      out.coarse_assignments[d] = coarse.end();
    }
  });
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    if (has_none[d] != 0) out.no_content.push_back(d);
  }
}

}  // namespace heed::text
