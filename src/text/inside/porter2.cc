#include "text/inside/porter2.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <utility>

namespace heed::text {
namespace {

struct Change {
  std::string_view from, to;
};

constexpr std::array<Change, 15> kWholeWords = {{
    {"skis", "ski"},
    {"skies", "sky"},
    {"idly", "idl"},
    {"gently", "gentl"},
    {"ugly", "ugli"},
    {"early", "earli"},
    {"only", "onli"},
    {"singly", "singl"},
    {"sky", "sky"},
    {"news", "news"},
    {"howe", "howe"},
    {"atlas", "atlas"},
    {"bias", "bias"},
    {"andes", "andes"},
    {"cosmos", "cosmos"},
}};
// Of suffixes that end alike the longest stands first.
constexpr std::array<Change, 24> kStep2 = {{
    {"ational", "ate"}, {"fulness", "ful"}, {"iveness", "ive"}, {"ization", "ize"},
    {"ousness", "ous"}, {"biliti", "ble"},  {"lessli", "less"}, {"tional", "tion"},
    {"alism", "al"},    {"aliti", "al"},    {"ation", "ate"},   {"entli", "ent"},
    {"fulli", "ful"},   {"iviti", "ive"},   {"ogist", "og"},    {"ousli", "ous"},
    {"abli", "able"},   {"alli", "al"},     {"anci", "ance"},   {"ator", "ate"},
    {"enci", "ence"},   {"izer", "ize"},    {"bli", "ble"},     {"ogi", "og"},
}};
constexpr std::array<Change, 9> kStep3 = {{
    {"ational", "ate"},
    {"tional", "tion"},
    {"alize", "al"},
    {"icate", "ic"},
    {"iciti", "ic"},
    {"ative", ""},
    {"ical", "ic"},
    {"ness", ""},
    {"ful", ""},
}};
constexpr std::array<std::string_view, 18> kStep4 = {
    "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent",
    "ion",   "ism",  "iti",  "ive",  "ize",  "ous",  "al",  "er",  "ic"};

bool one_of(char c, std::string_view letters) { return letters.find(c) != std::string_view::npos; }
bool is_vowel(char c) { return one_of(c, "aeiouy"); }  // Y, set apart by mark_y, is none.

class Stemming {
 public:
  explicit Stemming(std::string_view word) : word_(word) {}

  std::string run() && {
    if (word_.front() == '\'') word_.erase(0, 1);
    mark_y();
    mark_regions();
    step0();
    step1a();
    step1b();
    step1c();
    step2();
    step3();
    step4();
    step5();
    std::replace(word_.begin(), word_.end(), 'Y', 'y');
    return std::move(word_);
  }

 private:
  bool ends(std::string_view suffix) const { return word_.ends_with(suffix); }
  bool ends_with_one_of(std::initializer_list<std::string_view> suffixes) const {
    return std::ranges::any_of(suffixes, [&](std::string_view one) { return ends(one); });
  }
  std::string_view before(std::size_t suffix) const {
    return std::string_view(word_).substr(0, word_.size() - suffix);
  }
  void change(std::size_t suffix, std::string_view to) {
    word_.replace(word_.size() - suffix, suffix, to);
  }
  bool in_r1(std::size_t suffix) const { return word_.size() - suffix >= r1_; }
  bool in_r2(std::size_t suffix) const { return word_.size() - suffix >= r2_; }
  static bool has_vowel(std::string_view part) { return std::ranges::any_of(part, is_vowel); }

  void mark_y() {
    for (std::size_t i = 0; i < word_.size(); ++i) {
      if (word_[i] == 'y' && (i == 0 || is_vowel(word_[i - 1]))) word_[i] = 'Y';
    }
  }

  // After the first non-vowel that follows a vowel.
  std::size_t region_after(std::size_t from) const {
    for (std::size_t i = from + 1; i < word_.size(); ++i) {
      if (is_vowel(word_[i - 1]) && !is_vowel(word_[i])) return i + 1;
    }
    return word_.size();
  }
  void mark_regions() {
    r1_ = region_after(0);
    for (const std::string_view start :
         {"gener", "commun", "arsen", "past", "univers", "later", "emerg", "organ", "inter"}) {
      if (word_.starts_with(start)) r1_ = start.size();
    }
    r2_ = region_after(r1_);
  }

  static bool ends_in_short_syllable(std::string_view part) {
    const std::size_t n = part.size();
    if (part == "past") return true;
    if (n == 2) return is_vowel(part[0]) && !is_vowel(part[1]);
    return n > 2 && !is_vowel(part[n - 3]) && is_vowel(part[n - 2]) && !is_vowel(part[n - 1]) &&
           !one_of(part[n - 1], "wxY");
  }

  void step0() {
    for (const std::string_view suffix : {"'s'", "'s", "'"}) {
      if (ends(suffix)) return change(suffix.size(), "");
    }
  }

  void step1a() {
    if (ends("sses")) return change(2, "");
    if (ends("ied") || ends("ies")) return change(word_.size() > 4 ? 2 : 1, "");
    if (ends("us") || ends("ss") || !ends("s") || word_.size() < 3) return;
    if (has_vowel(before(2))) change(1, "");
  }

  void step1b() {
    for (const std::string_view suffix : {"eedly", "eed"}) {
      if (!ends(suffix)) continue;
      const std::string_view stem = before(suffix.size());
      const bool kept = stem == "proc" || stem == "exc" || stem == "succ";
      if (in_r1(suffix.size()) && !kept) change(suffix.size(), "ee");
      return;
    }
    for (const std::string_view suffix : {"ingly", "edly", "ing", "ed"}) {
      if (!ends(suffix)) continue;
      const std::string_view stem = before(suffix.size());
      if (suffix == "ing") {
        if (stem.size() == 2 && !is_vowel(stem[0]) && stem[1] == 'y') return change(4, "ie");
        for (const std::string_view kept : {"inn", "out", "cann", "herr", "earr", "even"}) {
          if (stem == kept) return;
        }
      }
      if (!has_vowel(stem)) return;
      change(suffix.size(), "");
      return mend();
    }
  }
  // "hop", not "hopp"; "hope", not "hop".
  void mend() {
    if (ends_with_one_of({"at", "bl", "iz"})) {
      word_ += 'e';
    } else if (ends_with_one_of({"bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"})) {
      if (word_.size() != 3 || !one_of(word_[0], "aeo")) word_.pop_back();
    } else if (word_.size() <= r1_ && ends_in_short_syllable(word_)) {
      word_ += 'e';
    }
  }

  void step1c() {
    if (word_.size() > 2 && one_of(word_.back(), "yY") && !is_vowel(word_[word_.size() - 2])) {
      word_.back() = 'i';
    }
  }

  void step2() {
    for (const auto& [from, to] : kStep2) {
      if (!ends(from)) continue;
      if (from == "ogi" && !before(3).ends_with('l')) return;
      if (in_r1(from.size())) change(from.size(), to);
      return;
    }
    if (ends("li") && in_r1(2) && word_.size() > 2 &&
        one_of(word_[word_.size() - 3], "cdeghkmnrt")) {
      change(2, "");
    }
  }

  void step3() {
    for (const auto& [from, to] : kStep3) {
      if (!ends(from)) continue;
      if (from == "ative" ? in_r2(from.size()) : in_r1(from.size())) change(from.size(), to);
      return;
    }
  }

  void step4() {
    for (const std::string_view suffix : kStep4) {
      if (!ends(suffix)) continue;
      const std::string_view stem = before(suffix.size());
      if (suffix == "ion" && !stem.ends_with('s') && !stem.ends_with('t')) return;
      if (in_r2(suffix.size())) change(suffix.size(), "");
      return;
    }
  }

  void step5() {
    if (ends("e")) {
      if (in_r2(1) || (in_r1(1) && !ends_in_short_syllable(before(1)))) change(1, "");
    } else if (ends("ll") && in_r2(1)) {
      change(1, "");
    }
  }

  std::string word_;
  std::size_t r1_ = 0;
  std::size_t r2_ = 0;
};

}  // namespace

std::string porter2(std::string_view word) {
  for (const auto& [from, to] : kWholeWords) {
    if (word == from) return std::string(to);
  }
  const auto letters = std::ranges::count_if(
      word, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  if (letters <= 2) return std::string(word);
  return Stemming(word).run();
}

}  // namespace heed::text
