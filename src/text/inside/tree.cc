#include "text/inside/tree.h"

#include <algorithm>
#include <limits>

namespace heed::text {

std::vector<int> cut_tree(const Dense& centres, std::span<const double> weights, int branches) {
  const std::size_t count = centres.rows;
  std::vector<double> size(weights.begin(), weights.end());
  std::vector<bool> alive(count, true);
  std::vector<std::vector<double>> cost(count, std::vector<double>(count, 0));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double distance = 0;
      for (std::size_t k = 0; k < centres.cols; ++k) {
        const double d = static_cast<double>(centres.row(i)[k]) - centres.row(j)[k];
        distance += d * d;
      }
      cost[i][j] = cost[j][i] = distance * size[i] * size[j] / (size[i] + size[j]);
    }
  }
  struct Merge {
    std::size_t into, from;
    double height;
  };
  std::vector<Merge> merges;
  for (std::size_t step = 1; step < count; ++step) {
    Merge best{0, 0, std::numeric_limits<double>::max()};
    for (std::size_t i = 0; i < count; ++i) {
      if (!alive[i]) continue;
      for (std::size_t j = i + 1; j < count; ++j) {
        if (alive[j] && cost[i][j] < best.height) best = {i, j, cost[i][j]};
      }
    }
    const auto [a, b, height] = best;
    merges.push_back(best);
    for (std::size_t k = 0; k < count; ++k) {
      if (!alive[k] || k == a || k == b) continue;
      cost[a][k] = cost[k][a] =
          ((size[a] + size[k]) * cost[a][k] + (size[b] + size[k]) * cost[b][k] - size[k] * height) /
          (size[a] + size[b] + size[k]);
    }
    size[a] += size[b];
    alive[b] = false;
  }
  const std::size_t wanted = std::min<std::size_t>(std::max(branches, 1), count);
  std::vector<int> branch(count);
  for (std::size_t i = 0; i < count; ++i) branch[i] = static_cast<int>(i);
  for (std::size_t step = 0; step + wanted < count; ++step) {
    for (int& at : branch) {
      if (at == static_cast<int>(merges[step].from)) at = static_cast<int>(merges[step].into);
    }
  }
  std::vector<int> number(count, -1);
  int next = 0;
  for (int& at : branch) {
    if (number[at] < 0) number[at] = next++;
    at = number[at];
  }
  return branch;
}

}  // namespace heed::text
