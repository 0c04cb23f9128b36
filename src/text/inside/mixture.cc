#include <algorithm>
#include <array>
#include <cstring>

#include "text/inside/partition.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

// Gibbs sampling of a Dirichlet mixture (GSDMM), its inner loop over parts in single precision.
// What keeps products near 1 is that each count is taken beside what an even part would hold.
class Mixture {
 public:
  Mixture(const Corpus& corpus, int most, double beta, std::uint64_t seed, Pace pace)
      : corpus_(corpus),
        seed_(seed),
        pace_(pace),
        parts_(static_cast<std::size_t>(std::max(1, most))),
        width_((parts_ + kLanes - 1) / kLanes * kLanes),
        size_(width_, 0),
        words_(width_, 1),
        counts_(corpus.terms() * width_, 0),
        even_(corpus.terms(), static_cast<float>(beta) * static_cast<float>(parts_)),
        again_(corpus.unit_terms.size(), 0),
        least_(width_, 0),
        likely_(width_),
        inverse_(width_),
        inverse4_(width_) {
    const auto vocabulary_mass = static_cast<float>(beta * static_cast<double>(corpus.terms()));
    std::fill_n(size_.begin(), parts_, 0.1f);  // GSDMM's alpha.
    std::fill_n(words_.begin(), parts_, vocabulary_mass);
    std::fill_n(least_.begin(), parts_, 1e-12f);
    for (std::size_t t = 0; t < corpus.terms(); ++t) {
      std::fill_n(counts_.begin() + static_cast<std::ptrdiff_t>(t * width_), parts_,
                  static_cast<float>(beta));
    }
    for (const std::uint32_t term : corpus.unit_terms) even_[term] += 1;
    for (float& even : even_) even = static_cast<float>(parts_) / even;
    mean_words_ =
        vocabulary_mass + static_cast<float>(corpus.unit_terms.size()) / static_cast<float>(parts_);
    part_of_.resize(corpus.units());
    rests_until_.assign(corpus.units(), 0);
    sureness_.assign(corpus.units(), 0);
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

  // One look at every unit that does not rest; the last looks at all, and takes the likeliest part
  // instead of drawing.
  void sweep(int number, bool last) {
    for (std::size_t u = 0; u < corpus_.units(); ++u) {
      const bool rests = !last && rests_until_[u] > number;
      if (rests && random_unit(seed_, 21 + number, u) < sureness_[u]) continue;
      move(u, -1);
      weigh(u);
      if (last) {
        const auto end = likely_.begin() + static_cast<std::ptrdiff_t>(parts_);
        part_of_[u] = static_cast<int>(std::max_element(likely_.begin(), end) - likely_.begin());
      } else if (rests) {  // Its own part was just not drawn.
        likely_[part_of_[u]] = 0;
        part_of_[u] = draw(random_unit(seed_, 71 + number, u));
        rests_until_[u] = 0;
      } else {
        const int part = draw(random_unit(seed_, 21 + number, u));
        if (pace_ == Pace::brisk && part == part_of_[u]) may_rest(u, number);
        part_of_[u] = part;
      }
      move(u, 1);
    }
  }

  Partition result() && {
    Partition out{std::move(part_of_), static_cast<int>(parts_)};
    number_densely(out);
    return out;
  }

 private:
  // Parts are looked at four at once: a loop over so few is left whole by no compiler.
  static constexpr std::size_t kLanes = 4;
  using Lanes = float __attribute__((vector_size(4 * kLanes)));
  static Lanes lanes(const float* from) {
    Lanes out;
    std::memcpy(&out, from, sizeof out);
    return out;
  }
  static Lanes larger(Lanes a, Lanes b) { return a > b ? a : b; }
  static void keep(Lanes value, float* to) { std::memcpy(to, &value, sizeof value); }

  static constexpr std::size_t kTermsAtOnce = 4;

  // After a draw. A unit that stays where it was next to certain to be drawn rests for two sweeps:
  // whether it moves is drawn by what it was found to be.
  void may_rest(std::size_t u, int number) {
    constexpr int kFirst = 6;  // Before it, parts are not yet what they will be.
    constexpr int kRest = 2;
    constexpr float kSure = 0.9f;
    const auto part = static_cast<std::size_t>(part_of_[u]);
    const float own = likely_[part] - (part > 0 ? likely_[part - 1] : 0);
    if (number < kFirst || own < kSure * likely_[parts_ - 1]) return;
    sureness_[u] = own / likely_[parts_ - 1];
    rests_until_[u] = number + 1 + kRest;
  }

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
    for (std::size_t k = 0; k < width_; k += kLanes) {
      const Lanes inverse = mean_words_ / (lanes(&words_[k]) + halfway);
      const Lanes square = inverse * inverse;
      keep(inverse, &inverse_[k]);
      keep(square * square, &inverse4_[k]);
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
      const float* inverse = inverse_.data();
      for (std::size_t k = 0; k < width_; k += kLanes) {
        keep(lanes(likely + k) * ((lanes(count + k) + again) * even * lanes(inverse + k)),
             likely + k);
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
    for (std::size_t k = 0; k < width_; k += kLanes) {
      const Lanes first = (lanes(c0 + k) + a0) * (lanes(c1 + k) + a1);
      const Lanes second = (lanes(c2 + k) + a2) * (lanes(c3 + k) + a3);
      keep(lanes(likely + k) * (first * second * (even * lanes(inverse4 + k))), likely + k);
    }
  }

  // A part 10^12 times less likely than the best stays that: smaller numbers would cost a
  // processor's slow path, and change no draw.
  void stay_in_range() {
    float* likely = likely_.data();
    Lanes most{};
    for (std::size_t k = 0; k < width_; k += kLanes) most = larger(lanes(likely + k), most);
    const float factor = 1 / std::max({most[0], most[1], most[2], most[3]});
    for (std::size_t k = 0; k < width_; k += kLanes) {
      keep(larger(lanes(likely + k) * factor, lanes(&least_[k])), likely + k);
    }
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
  Pace pace_;
  std::size_t parts_;
  std::size_t width_;  // Parts and what fills the last lanes.
  std::vector<int> part_of_;
  std::vector<int> rests_until_;  // By unit: the first sweep that looks at it whatever is drawn.
  std::vector<float> sureness_;   // By unit that rests: its own part's share of the draw.
  std::vector<float> size_;
  std::vector<float> words_;
  std::vector<float> counts_;  // By term, then part.
  std::vector<float> even_;    // By term: 1 / what an even part would hold.
  std::vector<float> again_;   // By place in unit_terms.
  float mean_words_ = 0;
  std::vector<float> least_;                        // How likely a part stays at least, by part.
  std::vector<float> likely_, inverse_, inverse4_;  // By part, for one unit.
};

}  // namespace

Partition gsdmm(const Corpus& corpus, int most, double beta, int sweeps, std::uint64_t seed,
                Pace pace) {
  Mixture mixture(corpus, most, beta, seed, pace);
  for (int sweep = 0; sweep < sweeps; ++sweep) mixture.sweep(sweep, sweep + 1 == sweeps);
  return std::move(mixture).result();
}

}  // namespace heed::text
