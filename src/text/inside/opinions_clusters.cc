#include "text/inside/opinions_clusters.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace heed::text {
namespace {

double squared(const Place& a, const Place& b) {
  const double x = a.x - b.x, y = a.y - b.y;
  return x * x + y * y;
}

std::vector<Place> first_distinct(std::span<const Place> places, std::uint32_t k) {
  std::vector<Place> out;
  for (const Place& place : places) {
    if (out.size() == k) break;
    const auto same = [&place](const Place& p) { return p.x == place.x && p.y == place.y; };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(place);
  }
  return out;
}

// Centers in the order of x: what is nearest is found by looking to both sides until x alone is
// further away than the best. The same answer as looking at all, ties to the lowest number.
class Nearest {
 public:
  explicit Nearest(const std::vector<Place>& centers) {
    order_.resize(centers.size());
    std::iota(order_.begin(), order_.end(), 0u);
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return centers[a].x < centers[b].x || (centers[a].x == centers[b].x && a < b);
    });
    for (const std::uint32_t c : order_) sorted_.push_back(centers[c]);
  }

  std::uint32_t of(const Place& place) const {
    const auto split = static_cast<std::size_t>(
        std::lower_bound(sorted_.begin(), sorted_.end(), place.x,
                         [](const Place& c, double x) { return c.x < x; }) -
        sorted_.begin());
    double best = INFINITY;
    std::uint32_t found = 0;
    const auto look = [&](std::size_t at) {
      const double x = sorted_[at].x - place.x;
      if (x * x > best) return false;
      const double d = squared(sorted_[at], place);
      if (d < best || (d == best && order_[at] < found)) best = d, found = order_[at];
      return true;
    };
    std::size_t right = split, left = split;
    bool more_right = right < sorted_.size(), more_left = left > 0;
    while (more_right || more_left) {
      if (more_right) more_right = look(right) && ++right < sorted_.size();
      if (more_left) more_left = look(left - 1) && --left > 0;
    }
    return found;
  }

 private:
  std::vector<std::uint32_t> order_;
  std::vector<Place> sorted_;
};

// The weighted means; centers without places are dropped and the numbers closed up.
std::vector<Place> means(std::span<const Place> places, std::span<const double> weights,
                         std::vector<std::uint32_t>& of, std::size_t count) {
  std::vector<Place> sums(count);
  std::vector<double> weight(count, 0);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const double w = weights.empty() ? 1 : weights[i];
    sums[of[i]].x += w * places[i].x;
    sums[of[i]].y += w * places[i].y;
    weight[of[i]] += w;
  }
  std::vector<Place> out;
  std::vector<std::uint32_t> number(count, 0);
  for (std::size_t c = 0; c < count; ++c) {
    number[c] = static_cast<std::uint32_t>(out.size());
    if (weight[c] > 0) out.push_back({sums[c].x / weight[c], sums[c].y / weight[c]});
  }
  for (std::uint32_t& c : of) c = number[c];
  return out;
}

}  // namespace

Clusters k_means(std::span<const Place> places, std::span<const double> weights, std::uint32_t k) {
  constexpr int kRoundsMax = 100;
  constexpr double kMoved = 0.01;
  Clusters found{.of = std::vector<std::uint32_t>(places.size(), 0),
                 .center = first_distinct(places, k)};
  for (int round = 0; round < kRoundsMax; ++round) {
    const Nearest nearest(found.center);
    for (std::size_t i = 0; i < places.size(); ++i) found.of[i] = nearest.of(places[i]);
    std::vector<Place> moved = means(places, weights, found.of, found.center.size());
    bool still = moved.size() == found.center.size();
    for (std::size_t c = 0; still && c < moved.size(); ++c)
      still = squared(moved[c], found.center[c]) < kMoved * kMoved;
    found.center = std::move(moved);
    if (still) break;
  }
  return found;
}

double silhouette(std::span<const Place> places, const Clusters& clusters) {
  const std::size_t k = clusters.center.size();
  if (k < 2) return -1;
  std::vector<double> size(k, 0);
  for (const std::uint32_t c : clusters.of) ++size[c];
  double total = 0;
  std::vector<double> to(k);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::uint32_t own = clusters.of[i];
    if (size[own] < 2) continue;
    std::fill(to.begin(), to.end(), 0);
    for (std::size_t j = 0; j < places.size(); ++j)
      to[clusters.of[j]] += std::sqrt(squared(places[i], places[j]));
    const double inside = to[own] / (size[own] - 1);
    double outside = INFINITY;
    for (std::size_t c = 0; c < k; ++c)
      if (c != own && size[c] > 0) outside = std::min(outside, to[c] / size[c]);
    const double larger = std::max(inside, outside);
    if (larger > 0) total += (outside - inside) / larger;
  }
  return total / static_cast<double>(places.size());
}

}  // namespace heed::text
