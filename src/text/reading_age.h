// Reading age: how old a reader has to be for a text, roughly, and which sentences make it so.
//
//   const auto age = text::reading_age("Tell us what matters to you about the clinic. …");
//   if (age && age->years > 11) advise(age->hardest);
//
// Flesch-Kincaid (length of sentences, syllables of words) and SMOG (long words), which err to
// different sides: the years are those of their mean grade. For English; the plain-language aim
// for public health information is 9 to 11 years.
// Threads: pure. Does not: judge meaning. Short words can be hard, and long ones known to all.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace heed::text {

struct ReadingAge {
  int years;             // 5 to 22.
  double kincaid_grade;  // School year in the United States: a reader is 5 years older.
  double smog_grade;
  std::uint32_t words;
  std::uint32_t sentences;
  struct Sentence {
    std::uint32_t begin;  // Bytes of the text.
    std::uint32_t end;
    std::uint32_t words;
  };
  std::vector<Sentence> hardest;  // At most three, hardest first; only those above the age.
};

// Nothing when there are fewer than ten words: too few to say.
std::optional<ReadingAge> reading_age(std::string_view text);

// As spoken, estimated from the spelling of an English word in lower case.
int syllables(std::string_view word);

}  // namespace heed::text
