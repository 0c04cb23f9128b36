// A set of runs of words, each with a number: asked for every run of every text, so one look
// mostly says no.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace heed::text {

class RunTable {
 public:
  static constexpr std::uint32_t kNone = ~0u;

  RunTable() = default;
  // Requires: ascending, each once.
  explicit RunTable(std::vector<std::uint32_t> runs)
      : runs_(std::move(runs)), slots_(std::bit_ceil(4 * runs_.size() + 1), kNone) {
    for (std::uint32_t number = 0; number < runs_.size(); ++number) {
      std::size_t at = runs_[number];
      while (slots_[at & (slots_.size() - 1)] != kNone) ++at;
      slots_[at & (slots_.size() - 1)] = number;
    }
  }

  std::size_t size() const { return runs_.size(); }
  std::uint32_t number_of(std::uint32_t run) const {
    for (std::size_t at = run;; ++at) {
      const std::uint32_t number = slots_[at & (slots_.size() - 1)];
      if (number == kNone || runs_[number] == run) return number;
    }
  }

 private:
  std::vector<std::uint32_t> runs_;
  std::vector<std::uint32_t> slots_ = {kNone};
};

}  // namespace heed::text
