// Which themes belong to another question. A consultation's codes are made for one question each: a
// theme that none of many coded answers to a question has, while answers to others have it, is
// hardly one of this question's.
//
//   const Frames frames(questions_of_the_coded, targets);
//   if (frames.is_foreign(question, theme)) probability = std::min(probability, Frames::kChance);
//
// Threads: pure.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "text/inside/linear.h"

namespace heed::text {

class Frames {
 public:
  static constexpr float kChance = 0.005F;  // Of a theme where it was never seen.

  Frames() = default;
  // `targets` has a row of 0 and 1 for each of `questions`, whose bytes must outlive this.
  Frames(std::span<const std::string_view> questions, const Dense& targets);

  bool is_foreign(std::string_view question, std::size_t theme) const;
  // Lowers the probabilities of foreign themes.
  void apply(std::string_view question, std::span<float> probabilities) const;

 private:
  std::map<std::string_view, std::vector<bool>, std::less<>> foreign_;  // Where any theme is.
};

}  // namespace heed::text
