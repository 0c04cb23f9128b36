#include "text/inside/coding_frames.h"

#include <algorithm>

namespace heed::text {

Frames::Frames(std::span<const std::string_view> questions, const Dense& targets) {
  constexpr std::size_t kAnswersLeast = 20;
  constexpr float kElsewhereLeast = 2;
  struct Used {
    std::size_t answers = 0;
    std::vector<float> times;
  };
  std::map<std::string_view, Used> used;
  std::vector<float> all(targets.cols, 0.0F);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    Used& own = used[questions[i]];
    own.times.resize(targets.cols, 0.0F);
    ++own.answers;
    for (std::size_t t = 0; t < targets.cols; ++t) {
      own.times[t] += targets.row(i)[t];
      all[t] += targets.row(i)[t];
    }
  }
  for (const auto& [question, own] : used) {
    if (own.answers < kAnswersLeast) continue;
    std::vector<bool> foreign(targets.cols);
    for (std::size_t t = 0; t < targets.cols; ++t) {
      foreign[t] = own.times[t] == 0 && all[t] >= kElsewhereLeast;
    }
    if (std::ranges::count(foreign, true) > 0) foreign_.emplace(question, std::move(foreign));
  }
}

bool Frames::is_foreign(std::string_view question, std::size_t theme) const {
  const auto found = foreign_.find(question);
  return found != foreign_.end() && found->second[theme];
}

void Frames::apply(std::string_view question, std::span<float> probabilities) const {
  const auto found = foreign_.find(question);
  if (found == foreign_.end()) return;
  for (std::size_t t = 0; t < probabilities.size(); ++t) {
    if (found->second[t]) probabilities[t] = std::min(probabilities[t], kChance);
  }
}

}  // namespace heed::text
