#include "text/inside/corpus.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "text/inside/view_hash.h"
#include "text/stems.h"
#include "text/stop_words.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

class Numbers {
 public:
  // Number of `word`, new or not.
  std::uint32_t of(std::string_view word, std::vector<std::string>& list) {
    const auto found = numbers_.find(word);
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<std::uint32_t>(list.size());
    list.emplace_back(word);
    numbers_.emplace(std::string(word), number);
    return number;
  }

 private:
  std::unordered_map<std::string, std::uint32_t, ViewHash, std::equal_to<>> numbers_;
};

// A comment is about one thing more often than its clauses can be told apart: parting whole
// comments finds more of people's codes than parting their clauses does. A letter is cut.
std::vector<Clause> pieces_of(const Tokens& tokens, const std::vector<Clause>& parts) {
  constexpr std::size_t kWholeWords = 300;
  if (tokens.list.size() > kWholeWords) return parts;
  return {{0, static_cast<std::uint32_t>(tokens.list.size())}};
}

void read_words(std::span<const Document> documents, Corpus& corpus) {
  Numbers spelling_numbers;
  Numbers stem_numbers;
  std::vector<std::uint32_t> stem_of_spelling;
  Stems stems;
  Tokens tokens;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    corpus.clause_start.push_back(static_cast<std::uint32_t>(corpus.clauses.size()));
    corpus.part_start.push_back(static_cast<std::uint32_t>(corpus.parts.size()));
    tokenise(documents[d].text, tokens);
    corpus.document_words.push_back(static_cast<std::uint32_t>(tokens.list.size()));
    if (has_no_content(tokens)) {
      corpus.no_content.push_back(static_cast<std::uint32_t>(d));
      continue;
    }
    const auto base = static_cast<std::uint32_t>(corpus.words.size());
    for (const Token& token : tokens.list) {
      const std::string_view lowered = tokens.lowered(token);
      const std::uint32_t spelling = spelling_numbers.of(lowered, corpus.spellings);
      if (spelling == stem_of_spelling.size()) {
        const std::uint32_t stem = stem_numbers.of(stems.stem(lowered), corpus.stems);
        stem_of_spelling.push_back(stem);
        if (stem == corpus.stop.size()) corpus.stop.push_back(false);
        // "ins" must not make "in" a word that counts.
        if (is_stop_word(lowered) || is_stop_word(corpus.stems[stem])) corpus.stop[stem] = true;
      }
      corpus.words.push_back({stem_of_spelling[spelling], spelling});
    }
    const std::vector<Clause> parts = split_clauses(tokens);
    for (const Clause& part : parts) {
      corpus.parts.emplace_back(base + part.begin, base + part.end);
    }
    for (const Clause& clause : pieces_of(tokens, parts)) {
      corpus.clauses.push_back(
          {static_cast<std::uint32_t>(d), base + clause.begin, base + clause.end, Corpus::kNoUnit});
    }
  }
  corpus.clause_start.push_back(static_cast<std::uint32_t>(corpus.clauses.size()));
  corpus.part_start.push_back(static_cast<std::uint32_t>(corpus.parts.size()));
}

// Terms: stems that are no stop words, in at least two documents (five of very many) and at most
// half of them; `everywhere`: in any number of them.
std::vector<std::uint32_t> choose_terms(std::size_t documents, Corpus& corpus, bool everywhere) {
  constexpr std::size_t kMany = 100'000;
  const std::size_t least = documents > kMany ? 5 : documents > 50 ? 2 : 1;
  std::vector<std::uint32_t> frequency(corpus.stems.size(), 0);
  std::vector<std::uint32_t> last(corpus.stems.size(), ~0u);
  for (const Corpus::Clause& clause : corpus.clauses) {
    for (std::uint32_t w = clause.begin; w < clause.end; ++w) {
      const std::uint32_t stem = corpus.words[w].stem;
      if (last[stem] == clause.document) continue;
      last[stem] = clause.document;
      ++frequency[stem];
    }
  }
  std::vector<std::uint32_t> term_of(corpus.stems.size(), ~0u);
  const std::size_t with_content = documents - corpus.no_content.size();
  for (std::uint32_t stem = 0; stem < corpus.stems.size(); ++stem) {
    if (corpus.stop[stem] || frequency[stem] < least) continue;
    if (!everywhere && with_content > 20 && 2 * frequency[stem] > with_content) continue;
    term_of[stem] = static_cast<std::uint32_t>(corpus.term_stem.size());
    corpus.term_stem.push_back(stem);
  }
  return term_of;
}

void collect_units(Corpus& corpus) {
  std::unordered_map<std::u32string, std::uint32_t> units;
  std::u32string terms;
  for (Corpus::Clause& clause : corpus.clauses) {
    terms.clear();
    for (std::uint32_t w = clause.begin; w < clause.end; ++w) {
      const std::uint32_t term = corpus.term_of_stem[corpus.words[w].stem];
      if (term != ~0u) terms.push_back(static_cast<char32_t>(term));
    }
    if (terms.empty()) continue;
    const auto [at, is_new] = units.try_emplace(terms, static_cast<std::uint32_t>(corpus.units()));
    if (is_new) {
      corpus.unit_terms.insert(corpus.unit_terms.end(), terms.begin(), terms.end());
      corpus.unit_start.push_back(static_cast<std::uint32_t>(corpus.unit_terms.size()));
      corpus.unit_weight.push_back(0);
    }
    clause.unit = at->second;
    ++corpus.unit_weight[at->second];
  }
}

}  // namespace

Corpus read_corpus(std::span<const Document> documents) {
  Corpus corpus;
  read_words(documents, corpus);
  corpus.term_of_stem = choose_terms(documents.size(), corpus, false);
  // Where everybody said the same, that is the theme.
  if (corpus.terms() == 0) corpus.term_of_stem = choose_terms(documents.size(), corpus, true);
  collect_units(corpus);
  return corpus;
}

}  // namespace heed::text
