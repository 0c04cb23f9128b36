#include <algorithm>
#include <array>

#include "text/inside/partition.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

// Gibbs sampling of a Dirichlet mixture (GSDMM), its inner loop over parts in single precision.
// What keeps products near 1 is that each count is taken beside what an even part would hold.
class Mixture {
 public:
  Mixture(const Corpus& corpus, int most, double beta, std::uint64_t seed)
      : corpus_(corpus),
        seed_(seed),
        parts_(static_cast<std::size_t>(std::max(1, most))),
        width_((parts_ + kLanes - 1) / kLanes * kLanes),
        size_(width_, 0),
        words_(width_, 1),
        counts_(corpus.terms() * width_, 0),
        even_(corpus.terms(), static_cast<float>(beta) * static_cast<float>(parts_)),
        again_(corpus.unit_terms.size(), 0),
        likely_(width_),
        inverse_(width_),
        inverse4_(width_) {
    const auto vocabulary_mass = static_cast<float>(beta * static_cast<double>(corpus.terms()));
    std::fill_n(size_.begin(), parts_, 0.1f);  // GSDMM's alpha.
    std::fill_n(words_.begin(), parts_, vocabulary_mass);
    for (std::size_t t = 0; t < corpus.terms(); ++t) {
      std::fill_n(counts_.begin() + static_cast<std::ptrdiff_t>(t * width_), parts_,
                  static_cast<float>(beta));
    }
    for (const std::uint32_t term : corpus.unit_terms) even_[term] += 1;
    for (float& even : even_) even = static_cast<float>(parts_) / even;
    mean_words_ =
        vocabulary_mass + static_cast<float>(corpus.unit_terms.size()) / static_cast<float>(parts_);
    part_of_.resize(corpus.units());
    for (std::size_t u = 0; u < corpus.units(); ++u) {
      // The same word before in this clause raises its own count.
      const auto unit = corpus.unit(u);
      for (std::size_t i = 1; i < unit.size(); ++i) {
        again_[corpus.unit_start[u] + i] = static_cast<float>(
            std::count(unit.begin(), unit.begin() + static_cast<std::ptrdiff_t>(i), unit[i]));
      }
      part_of_[u] = static_cast<int>(random_bits(seed, 20, u) % parts_);
      move(u, 1);
    }
  }

  // One look at every unit; the last takes the likeliest part instead of drawing.
  void sweep(int number, bool last) {
    for (std::size_t u = 0; u < corpus_.units(); ++u) {
      move(u, -1);
      weigh(u);
      const auto end = likely_.begin() + static_cast<std::ptrdiff_t>(parts_);
      part_of_[u] = last
                        ? static_cast<int>(std::max_element(likely_.begin(), end) - likely_.begin())
                        : draw(random_unit(seed_, 21 + number, u));
      move(u, 1);
    }
  }

  Partition result() && {
    Partition out{std::move(part_of_), static_cast<int>(parts_)};
    number_densely(out);
    return out;
  }

 private:
  static constexpr std::size_t kLanes = 8;
  static constexpr std::size_t kTermsAtOnce = 4;

  void move(std::size_t u, float by) {
    const auto unit = corpus_.unit(u);
    const auto part = static_cast<std::size_t>(part_of_[u]);
    size_[part] += by;
    words_[part] += by * static_cast<float>(unit.size());
    for (const std::uint32_t term : unit) counts_[term * width_ + part] += by;
  }

  // How likely each part is for the unit, up to a factor.
  void weigh(std::size_t u) {
    const auto unit = corpus_.unit(u);
    std::copy(size_.begin(), size_.end(), likely_.begin());
    // A part's words as they are half-way through this unit.
    const float halfway = 0.5f * static_cast<float>(unit.size() - 1);
    for (std::size_t k = 0; k < width_; ++k) {
      inverse_[k] = mean_words_ / (words_[k] + halfway);
      const float square = inverse_[k] * inverse_[k];
      inverse4_[k] = square * square;
    }
    std::size_t i = 0;
    for (; i + kTermsAtOnce <= unit.size(); i += kTermsAtOnce) {
      weigh_four(unit.subspan(i, kTermsAtOnce), again_.data() + corpus_.unit_start[u] + i);
      if (i % (2 * kTermsAtOnce) == kTermsAtOnce) stay_in_range();
    }
    for (; i < unit.size(); ++i) {
      const float* count = counts_.data() + unit[i] * width_;
      const float again = again_[corpus_.unit_start[u] + i];
      const float even = even_[unit[i]];
      float* __restrict likely = likely_.data();
      for (std::size_t k = 0; k < width_; ++k) {
        likely[k] *= (count[k] + again) * even * inverse_[k];
      }
    }
  }

  void weigh_four(std::span<const std::uint32_t> terms, const float* again) {
    std::array<const float*, kTermsAtOnce> count{};
    float even = 1;
    for (std::size_t j = 0; j < kTermsAtOnce; ++j) {
      count[j] = counts_.data() + terms[j] * width_;
      even *= even_[terms[j]];
    }
    const auto [a0, a1, a2, a3] = std::array{again[0], again[1], again[2], again[3]};
    const auto [c0, c1, c2, c3] = count;
    const float* inverse4 = inverse4_.data();
    float* __restrict likely = likely_.data();
    for (std::size_t k = 0; k < width_; ++k) {
      likely[k] *=
          ((c0[k] + a0) * (c1[k] + a1)) * ((c2[k] + a2) * (c3[k] + a3)) * (even * inverse4[k]);
    }
  }

  // A part 10^12 times less likely than the best stays that: smaller numbers would cost a
  // processor's slow path, and change no draw.
  void stay_in_range() {
    constexpr float kLeast = 1e-12f;
    float largest = 0;
    for (const float value : likely_) largest = std::max(largest, value);
    const float factor = 1 / largest;
    for (std::size_t k = 0; k < parts_; ++k) likely_[k] = std::max(likely_[k] * factor, kLeast);
  }

  int draw(double unit) {
    float total = 0;
    for (std::size_t k = 0; k < parts_; ++k) likely_[k] = total += likely_[k];
    const auto wanted = static_cast<float>(unit) * total;
    int part = 0;
    for (std::size_t k = 0; k + 1 < parts_; ++k) part += likely_[k] <= wanted;
    return part;
  }

  const Corpus& corpus_;
  std::uint64_t seed_;
  std::size_t parts_;
  std::size_t width_;  // Parts and what fills the last lanes.
  std::vector<int> part_of_;
  std::vector<float> size_;
  std::vector<float> words_;
  std::vector<float> counts_;  // By term, then part.
  std::vector<float> even_;    // By term: 1 / what an even part would hold.
  std::vector<float> again_;   // By place in unit_terms.
  float mean_words_ = 0;
  std::vector<float> likely_, inverse_, inverse4_;  // By part, for one unit.
};

}  // namespace

Partition gsdmm(const Corpus& corpus, int most, double beta, int sweeps, std::uint64_t seed) {
  Mixture mixture(corpus, most, beta, seed);
  for (int sweep = 0; sweep < sweeps; ++sweep) mixture.sweep(sweep, sweep + 1 == sweeps);
  return std::move(mixture).result();
}

}  // namespace heed::text
