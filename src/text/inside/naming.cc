#include "text/inside/naming.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace heed::text {
namespace {

// Up to three words in one number, 21 bits each and never 0.
using Phrase = std::uint64_t;
constexpr int kWordBits = 21;
constexpr std::uint64_t kWordMask = (1u << kWordBits) - 1;

int length_of(Phrase phrase) { return phrase >> (2 * kWordBits) ? 3 : phrase >> kWordBits ? 2 : 1; }

// Of words that count as such, each of them in `wanted` (by stem).
template <class Use>
void for_each_phrase(const Corpus& corpus, const Corpus::Clause& clause,
                     const std::vector<bool>& wanted, Use&& use) {
  for (std::uint32_t begin = clause.begin; begin < clause.end; ++begin) {
    if (!wanted[corpus.words[begin].stem]) continue;
    Phrase stems = 0;
    Phrase spellings = 0;
    const std::uint32_t end = std::min(clause.end, begin + 3);
    for (std::uint32_t w = begin; w < end; ++w) {
      const Corpus::Word word = corpus.words[w];
      if (word.spelling + 1 > kWordMask) break;  // More spellings than bits: name by the others.
      if (!corpus.stop[word.stem] && !wanted[word.stem]) break;
      stems = stems << kWordBits | (word.stem + 1);
      spellings = spellings << kWordBits | (word.spelling + 1);
      if (!corpus.stop[word.stem]) use(stems, spellings);
    }
  }
}

// "Not" says what a comment is about only with the word after it.
bool denies_alone(std::string_view stem) {
  constexpr std::array<std::string_view, 8> kWords = {"not",   "no",     "don't",  "dont",
                                                      "can't", "cannot", "didn't", "never"};
  return std::ranges::find(kWords, stem) != kWords.end();
}

// Stands in comments about anything: it says what one is about only within a phrase.
bool says_little_alone(std::string_view stem) {
  constexpr std::array<std::string_view, 22> kStems = {
      "alway", "sometim", "everyon", "everyth", "anyth", "someon", "someth", "anyon",
      "think", "feel",    "felt",    "know",    "need",  "happen", "bit",    "abl",
      "tri",   "keep",    "sure",    "realli",  "want",  "time"};
  return std::ranges::find(kStems, stem) != kStems.end();
}

struct Candidate {
  Phrase phrase;
  double score;
};

bool share_a_word(const Corpus& corpus, Phrase a, Phrase b) {
  for (; a != 0; a >>= kWordBits) {
    if (corpus.stop[(a & kWordMask) - 1]) continue;
    for (Phrase rest = b; rest != 0; rest >>= kWordBits) {
      if ((rest & kWordMask) == (a & kWordMask)) return true;
    }
  }
  return false;
}

std::string spelled(const Corpus& corpus, Phrase spellings) {
  std::string out;
  for (int place = length_of(spellings) - 1; place >= 0; --place) {
    if (!out.empty()) out += ' ';
    out += corpus.spellings[(spellings >> (place * kWordBits) & kWordMask) - 1];
  }
  return out;
}

std::string with_capital(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  int32_t after = 0;
  UChar32 c = 0;
  U8_NEXT(bytes, after, static_cast<int32_t>(text.size()), c);
  if (c <= 0) return text;
  c = u_toupper(c);
  std::array<char, 4> upper{};
  int length = 0;
  U8_APPEND_UNSAFE(upper.data(), length, c);
  return std::string(upper.data(), length) + text.substr(after);
}

class Namer {
 public:
  Namer(const Corpus& corpus, std::span<const int> theme_of_unit, int themes)
      : corpus_(corpus),
        theme_of_unit_(theme_of_unit),
        of_theme_(themes),
        clauses_(themes),
        seen_words_(corpus.stems.size(), false) {
    for (std::uint32_t c = 0; c < corpus.clauses.size(); ++c) {
      const std::uint32_t unit = corpus.clauses[c].unit;
      if (unit != Corpus::kNoUnit && theme_of_unit[unit] >= 0) {
        clauses_[theme_of_unit[unit]].push_back(c);
      }
    }
    for (int theme = 0; theme < themes; ++theme) count_in_theme(theme);
    count_everywhere();
  }

  std::vector<Candidate> ranked(int theme) const {
    std::vector<Candidate> out;
    double in_theme = 0;
    for (const auto& [phrase, count] : of_theme_[theme]) {
      if (length_of(phrase) == 1) in_theme += count;
    }
    for (const auto& [phrase, count] : of_theme_[theme]) {
      const Seen& seen = seen_.at(phrase);
      const int words = length_of(phrase);
      if (words == 1 &&
          (denies_alone(corpus_.stems[phrase - 1]) || says_little_alone(corpus_.stems[phrase - 1])))
        continue;
      double cohesion = 1;
      for (Phrase rest = phrase; words > 1 && rest != 0; rest >>= kWordBits) {
        const auto single = of_theme_[theme].find(rest & kWordMask);
        if (single != of_theme_[theme].end()) cohesion *= count / single->second;
      }
      if (words > 1) cohesion = std::min(1.0, std::pow(cohesion, 1.0 / words));
      const double rarity = std::log(1 + average_ / seen.count);
      out.push_back({phrase, count / in_theme * rarity * (1 + 0.3 * (words - 1)) * cohesion});
    }
    std::sort(out.begin(), out.end(), [](const Candidate& a, const Candidate& b) {
      return a.score != b.score ? a.score > b.score : a.phrase < b.phrase;
    });
    return out;
  }

  // A word that mostly stands in one phrase is better known by it: "waiting list", not "waiting".
  Phrase extended(int theme, Phrase word) const {
    constexpr double kShareLeast = 0.25;
    if (length_of(word) > 1) return word;
    const auto& counts = of_theme_[theme];
    const double least = kShareLeast * counts.at(word);
    Phrase best = word;
    double most = 0;
    for (const auto& [phrase, count] : counts) {
      if (length_of(phrase) == 1 || count < least || !share_a_word(corpus_, word, phrase)) continue;
      const double score = count * (1 + 0.3 * (length_of(phrase) - 1));
      if (score > most || (score == most && phrase < best)) {
        most = score;
        best = phrase;
      }
    }
    return best;
  }

  // As most people wrote it.
  std::string shown(Phrase phrase) const {
    const Seen& seen = seen_.at(phrase);
    Phrase best = 0;
    std::uint32_t most = 0;
    for (const auto& [spellings, count] : seen.spellings) {
      if (count > most || (count == most && spellings < best)) {
        best = spellings;
        most = count;
      }
    }
    return spelled(corpus_, best);
  }

 private:
  struct Seen {
    double count = 0;
    std::unordered_map<Phrase, std::uint32_t> spellings;
  };

  // By how many clauses say it. What only one says names nothing, unless no two say the same: then
  // single words, since any three words of one comment look as if they belonged together.
  void count_in_theme(int theme) {
    constexpr double kShareLeast = 0.03;
    const double least = std::max(2.0, kShareLeast * static_cast<double>(clauses_[theme].size()));
    // No phrase is said more often than each of its words, so words come first.
    std::vector<std::uint32_t> said_by(corpus_.stems.size(), 0);
    std::vector<std::uint32_t> last(corpus_.stems.size(), ~0u);
    for (const std::uint32_t c : clauses_[theme]) {
      for_each_word(corpus_.clauses[c], [&](std::uint32_t stem) {
        if (std::exchange(last[stem], c) != c) ++said_by[stem];
      });
    }
    std::vector<bool> enough(corpus_.stems.size(), false);
    bool any = false;
    for (std::size_t stem = 0; stem < said_by.size(); ++stem) {
      if (said_by[stem] >= least) enough[stem] = any = true;
    }
    std::unordered_map<Phrase, double>& counts = of_theme_[theme];
    if (!any) {
      for (std::size_t stem = 0; stem < said_by.size(); ++stem) {
        if (said_by[stem] > 0) counts[stem + 1] = said_by[stem];
      }
    } else {
      std::unordered_set<Phrase> said;
      for (const std::uint32_t c : clauses_[theme]) {
        said.clear();
        for_each_phrase(corpus_, corpus_.clauses[c], enough, [&](Phrase stems, Phrase) {
          if (said.insert(stems).second) counts[stems] += 1;
        });
      }
      std::erase_if(counts, [&](const auto& entry) { return entry.second < least; });
    }
    for (const auto& entry : counts) {
      seen_[entry.first];
      if (length_of(entry.first) == 1) seen_words_[entry.first - 1] = true;
    }
  }

  template <class Use>
  void for_each_word(const Corpus::Clause& clause, Use&& use) const {
    for (std::uint32_t w = clause.begin; w < clause.end; ++w) {
      const Corpus::Word word = corpus_.words[w];
      if (!corpus_.stop[word.stem] && word.spelling + 1 <= kWordMask) use(word.stem);
    }
  }

  void count_everywhere() {
    double total = 0;
    for (const Corpus::Clause& clause : corpus_.clauses) {
      for_each_word(clause, [&](std::uint32_t) { total += 1; });
      for_each_phrase(corpus_, clause, seen_words_, [&](Phrase stems, Phrase spellings) {
        const auto found = seen_.find(stems);
        if (found == seen_.end()) return;
        found->second.count += 1;
        ++found->second.spellings[spellings];
      });
    }
    average_ = total / static_cast<double>(std::max<std::size_t>(1, of_theme_.size()));
  }

  const Corpus& corpus_;
  std::span<const int> theme_of_unit_;
  std::vector<std::unordered_map<Phrase, double>> of_theme_;
  std::vector<std::vector<std::uint32_t>> clauses_;
  std::unordered_map<Phrase, Seen> seen_;
  std::vector<bool> seen_words_;  // By stem: those that are phrases of seen_ by themselves.
  double average_ = 0;
};

}  // namespace

std::vector<ThemeWords> name_themes(const Corpus& corpus, std::span<const int> theme_of_unit,
                                    int themes) {
  constexpr std::size_t kKeywords = 8;
  constexpr std::size_t kPhrasesInName = 2;
  const Namer namer(corpus, theme_of_unit, themes);
  std::vector<ThemeWords> out(themes);
  std::unordered_set<std::string> taken;
  for (int theme = 0; theme < themes; ++theme) {
    std::vector<Phrase> kept;
    for (const Candidate& candidate : namer.ranked(theme)) {
      const auto overlaps = [&](Phrase other) {
        return share_a_word(corpus, other, candidate.phrase);
      };
      if (std::any_of(kept.begin(), kept.end(), overlaps)) continue;
      Phrase phrase = namer.extended(theme, candidate.phrase);
      const auto repeats = [&](Phrase other) { return share_a_word(corpus, other, phrase); };
      if (std::any_of(kept.begin(), kept.end(), repeats)) phrase = candidate.phrase;
      std::string shown = namer.shown(phrase);
      // A ward's number or a year says nothing by itself.
      if (shown.find_first_not_of("0123456789 ") == std::string::npos) continue;
      kept.push_back(phrase);
      out[theme].keywords.push_back(std::move(shown));
      if (kept.size() == kKeywords) break;
    }
    std::string& name = out[theme].name;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      if (i >= kPhrasesInName && !taken.contains(name)) break;
      name += i == 0 ? with_capital(out[theme].keywords[0]) : ", " + out[theme].keywords[i];
    }
    taken.insert(name);
  }
  return out;
}

}  // namespace heed::text
