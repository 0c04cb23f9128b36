#include "text/reading_age.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/tokens.h"

namespace heed::text {
namespace {

struct Counts {
  double words = 0, sentences = 0, syllables = 0, long_words = 0;
};

constexpr int kLongWord = 3;  // SMOG's "polysyllables".

double kincaid(const Counts& c) {
  return 0.39 * c.words / c.sentences + 11.8 * c.syllables / c.words - 15.59;
}

// SMOG is normed on 30 sentences; on fewer it is scaled, as its author says.
double smog(const Counts& c) { return 1.043 * std::sqrt(c.long_words * 30 / c.sentences) + 3.1291; }

bool vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

bool is_word(std::string_view lowered) {
  return std::any_of(lowered.begin(), lowered.end(), [](char c) { return c < '0' || c > '9'; });
}

struct Measured {
  ReadingAge::Sentence place;
  Counts counts;
};

std::vector<Measured> sentences_of(std::string_view text) {
  Tokens tokens;
  tokenise(text, tokens);
  std::vector<Measured> out;
  for (const Token& token : tokens.list) {
    if (out.empty() || token.before == Gap::sentence)
      out.push_back({{token.begin, token.end, 0}, {.sentences = 1}});
    Measured& sentence = out.back();
    sentence.place.end = token.end;
    const std::string_view word = tokens.lowered(token);
    if (!is_word(word)) continue;
    const int spoken = syllables(word);
    ++sentence.place.words;
    ++sentence.counts.words;
    sentence.counts.syllables += spoken;
    sentence.counts.long_words += spoken >= kLongWord ? 1 : 0;
  }
  std::erase_if(out, [](const Measured& m) { return m.counts.words == 0; });
  return out;
}

int years_of(double grade) { return std::clamp(static_cast<int>(std::lround(grade)) + 5, 5, 22); }

}  // namespace

int syllables(std::string_view word) {
  // Spellings whose count the rules below miss, and that public papers use often.
  static constexpr std::array<std::pair<std::string_view, int>, 14> kKnown = {{{"area", 3},
                                                                               {"areas", 3},
                                                                               {"being", 2},
                                                                               {"business", 2},
                                                                               {"create", 2},
                                                                               {"every", 2},
                                                                               {"idea", 3},
                                                                               {"ideas", 3},
                                                                               {"people", 2},
                                                                               {"science", 2},
                                                                               {"something", 2},
                                                                               {"sometimes", 2},
                                                                               {"someone", 2},
                                                                               {"created", 3}}};
  for (const auto& [known, count] : kKnown)
    if (known == word) return count;
  int count = 0;
  bool in_vowels = false;
  for (const char c : word) {
    const bool is = vowel(c);
    if (is && !in_vowels) ++count;
    in_vowels = is;
  }
  const std::size_t n = word.size();
  const auto ends = [word](std::string_view with) { return word.ends_with(with); };
  const bool silent_e = ends("e") && n > 2 && !vowel(word[n - 2]) &&
                        !(word[n - 2] == 'l' && n > 3 && !vowel(word[n - 3]));
  if (silent_e) --count;
  if (ends("es") && n > 3 && !vowel(word[n - 3]) &&
      std::string_view("sxzhcg").find(word[n - 3]) == std::string_view::npos)
    --count;  // "homes", not "houses"
  if (ends("ed") && n > 3 && word[n - 3] != 't' && word[n - 3] != 'd' && !vowel(word[n - 3]))
    --count;  // "asked", not "wanted"
  for (const std::string_view two : {"ia", "io", "iu", "eo", "ua"}) {
    const std::size_t at = word.find(two);
    if (at == std::string_view::npos || at == 0) continue;
    const bool one_sound = two == "io" && at > 0 && (word[at - 1] == 't' || word[at - 1] == 's');
    const bool soft = two == "ia" && at > 0 && (word[at - 1] == 'c' || word[at - 1] == 't');
    if (!one_sound && !soft && !(two == "ua" && (word[at - 1] == 'q' || word[at - 1] == 'g')))
      ++count;  // "media", "period"; not "station" or "social"
  }
  return std::max(count, 1);
}

std::optional<ReadingAge> reading_age(std::string_view text) {
  constexpr double kWordsAtLeast = 10;
  const std::vector<Measured> sentences = sentences_of(text);
  Counts all;
  for (const Measured& each : sentences) {
    all.words += each.counts.words;
    all.sentences += 1;
    all.syllables += each.counts.syllables;
    all.long_words += each.counts.long_words;
  }
  if (all.words < kWordsAtLeast) return std::nullopt;
  ReadingAge out{.years = 0,
                 .kincaid_grade = kincaid(all),
                 .smog_grade = smog(all),
                 .words = static_cast<std::uint32_t>(all.words),
                 .sentences = static_cast<std::uint32_t>(all.sentences),
                 .hardest = {}};
  const double grade = (out.kincaid_grade + out.smog_grade) / 2;
  out.years = years_of(grade);
  std::vector<std::pair<double, std::size_t>> hard;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const double own = kincaid(sentences[s].counts);
    if (sentences[s].counts.words >= 8 && own > grade) hard.emplace_back(-own, s);
  }
  std::sort(hard.begin(), hard.end());
  for (std::size_t i = 0; i < std::min<std::size_t>(3, hard.size()); ++i)
    out.hardest.push_back(sentences[hard[i].second].place);
  return out;
}

}  // namespace heed::text
