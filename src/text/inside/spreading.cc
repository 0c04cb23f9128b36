#include "text/inside/spreading.h"

#include <algorithm>
#include <cmath>

#include "text/inside/clauses.h"
#include "text/inside/further_themes.h"
#include "text/inside/parallel.h"
#include "text/inside/word_hashes.h"
#include "text/stop_words.h"

namespace heed::text {
namespace {

// One level's themes of one document, its clauses' scores told one by one.
class Sum {
 public:
  explicit Sum(const ThemeOdds& odds)
      : odds_(odds), whole_(odds.themes()), part_(odds.themes()), beside_(odds.themes()) {}

  void begin() {
    std::copy(odds_.prior().begin(), odds_.prior().end(), whole_.begin());
    std::fill(beside_.begin(), beside_.end(), 0.0f);
    terms_ = 0;
  }

  void add_clause(std::span<const std::uint32_t> terms, bool is_whole) {
    odds_.sum(terms, part_);
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
    for (int other = 0; other < static_cast<int>(beside_.size()); ++other) {
      if (other == theme || beside_[other] == 0) continue;
      out.push_back(
          {other, std::min(beside_[other] / static_cast<float>(terms_), 0.9f * sureness)});
    }
    std::sort(out.begin(), out.end(), [](const Assignment& a, const Assignment& b) {
      return a.confidence != b.confidence ? a.confidence > b.confidence : a.theme < b.theme;
    });
    return out;
  }

 private:
  const ThemeOdds& odds_;
  std::vector<float> whole_, part_;
  std::vector<float> beside_;  // What clauses say beside the whole, by theme; 0 for most.
  std::size_t terms_ = 0;
};

}  // namespace

Spreading::Spreading(const Corpus& corpus, const Partition& fine, const Partition& coarse)
    : fine_(corpus, fine), coarse_(corpus, coarse) {
  std::vector<std::pair<std::uint32_t, Known>> words;
  std::vector<bool> seen(corpus.spellings.size(), false);
  for (const Corpus::Word word : corpus.words) {
    if (seen[word.spelling]) continue;
    seen[word.spelling] = true;
    const std::string& spelling = corpus.spellings[word.spelling];
    const Known known{corpus.term_of_stem[word.stem], part_of(spelling)};
    if (known.term != ~0u || known.part != Part::content)
      words.emplace_back(hash_word(spelling), known);
  }
  std::sort(words.begin(), words.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::uint32_t> hashes;
  for (const auto& [hash, known] : words) {
    if (!hashes.empty() && hashes.back() == hash) continue;
    hashes.push_back(hash);
    known_.push_back(known);
  }
  words_ = RunTable(std::move(hashes));
}

Spreading::Part Spreading::part_of(std::string_view spelling) {
  if (spelling == "and") return Part::joins;
  if (spelling == "but" || spelling == "however") return Part::turns;
  return is_stop_word(spelling) ? Part::stop : Part::content;
}

// What is asked of a document's words, each looked up once.
struct Spreading::Words {
  std::vector<HashedWord> hashed;
  std::vector<Known> known;

  void look_up(const Spreading& spreading) {
    known.clear();
    for (const HashedWord& word : hashed) {
      const std::uint32_t number = spreading.words_.number_of(word.hash);
      known.push_back(number != RunTable::kNone ? spreading.known_[number]
                                                : Known{~0u, Part::content});
    }
  }
  Gap before(std::uint32_t i) const { return hashed[i].before; }
  bool is_stop(std::uint32_t i) const {
    return known[i].part != Part::content || hashed[i].is_single;
  }
  bool is_and(std::uint32_t i) const { return known[i].part == Part::joins; }
  bool turns(std::uint32_t i) const { return known[i].part == Part::turns; }
};

void Spreading::give(std::span<const Document> documents, int threads, Proposal& out) const {
  std::vector<char> has_none(documents.size(), 0);
  in_ranges(documents.size(), threads, [&](std::size_t begin, std::size_t end) {
    Tokens tokens;
    Words words;
    std::vector<Clause> clauses;
    Sum fine(fine_);
    Sum coarse(coarse_);
    std::vector<std::uint32_t> terms;
    for (std::size_t d = begin; d < end; ++d) {
      hash_words_of(documents[d].text, tokens, words.hashed);
      if (words.hashed.size() <= kWordsWithoutContentMost) {
        tokenise(documents[d].text, tokens);
        if (has_no_content(tokens)) {
          has_none[d] = 1;
          continue;
        }
      }
      fine.begin();
      coarse.begin();
      words.look_up(*this);
      cut_clauses(static_cast<std::uint32_t>(words.hashed.size()), words, clauses);
      for (const Clause& clause : clauses) {
        terms.clear();
        for (std::uint32_t w = clause.begin; w < clause.end; ++w) {
          if (words.known[w].term != ~0u) terms.push_back(words.known[w].term);
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
