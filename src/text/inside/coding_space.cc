#include "text/inside/coding_space.h"

#include <algorithm>
#include <cmath>

#include "text/inside/parallel.h"

namespace heed::text {
namespace {

constexpr std::size_t kSubjects = 100;
constexpr int kSubjectPowerRounds = 2;
constexpr std::uint64_t kSeed = 1;
constexpr std::size_t kLendingNeighbours = 10;
// The same words again lend nothing.
constexpr float kSame = 0.9999F;
// All of the sample's neighbours are looked for among every so many of it.
constexpr std::size_t kPart = 250;

struct Near {
  float likeness;
  std::uint32_t row;
};

// Best first; likeness below zero is none.
void nearest(std::span<const float> likeness, std::vector<Near>& out) {
  out.clear();
  for (std::uint32_t i = 0; i < likeness.size(); ++i) {
    const float one = likeness[i];
    if (one <= 0 || one > kSame) continue;
    if (out.size() == kLendingNeighbours && one <= out.back().likeness) continue;
    if (out.size() == kLendingNeighbours) out.pop_back();
    auto at = out.end();
    while (at != out.begin() && std::prev(at)->likeness < one) --at;
    out.insert(at, {one, i});
  }
}

}  // namespace

CodingSpace::CodingSpace(std::span<const Document> sample, Kind kind, int threads)
    : kind_(kind), features_(sample) {
  known_ = rows_of(features_, sample, threads);
  Svd svd = randomised_svd(known_, kSubjects, kSubjectPowerRounds, kSeed);
  subjects_ = std::move(svd.right);
  if (kind_ == Kind::subjects) known_ = {};
  known_at_ = subjects_of(known_, 0, known_.rows());
}

// The first subject is what all comments share.
Dense CodingSpace::subjects_of(const Sparse& plain, std::size_t begin, std::size_t end) const {
  Dense out(end - begin, subjects_.cols);
  for (std::size_t i = begin; i < end; ++i) {
    float* to = out.row(i - begin);
    for (std::uint32_t j = plain.start[i]; j < plain.start[i + 1]; ++j) {
      const float* from = subjects_.row(plain.column[j]);
      for (std::size_t k = 1; k < out.cols; ++k) to[k] += plain.value[j] * from[k];
    }
  }
  scale_rows_to_one(out);
  return out;
}

void CodingSpace::lend_to(const Sparse& plain, std::size_t begin, std::size_t end,
                          Sparse& out) const {
  const Dense at = subjects_of(plain, begin, end);
  std::vector<float> likeness((end - begin) * known_.rows());
  if (!likeness.empty()) {
    times_transposed(at.values.data(), end - begin, known_at_, likeness.data());
  }
  std::vector<float> sum(features_.columns(), 0.0F);
  std::vector<std::uint32_t> touched;
  std::vector<Near> near;
  for (std::size_t i = begin; i < end; ++i) {
    touched.clear();
    const auto add = [&](const Sparse& rows, std::size_t row, float factor) {
      for (std::uint32_t j = rows.start[row]; j < rows.start[row + 1]; ++j) {
        if (!features_.is_lendable(rows.column[j])) continue;
        float& value = sum[rows.column[j]];
        if (value == 0) touched.push_back(rows.column[j]);
        value += factor * rows.value[j];
      }
    };
    add(plain, i, 1);
    if (kind_ == Kind::subjects_and_neighbours) {
      nearest({&likeness[(i - begin) * known_.rows()], known_.rows()}, near);
      float total = 0;
      for (const Near& one : near) total += one.likeness;
      for (const Near& one : near) add(known_, one.row, one.likeness / total);
    }
    std::sort(touched.begin(), touched.end());
    double square = 0;
    for (const std::uint32_t column : touched) square += double{sum[column]} * sum[column];
    // As long as the two blocks of words and letters would be by themselves.
    const auto factor = static_cast<float>(std::sqrt(2 / std::max(square, 1e-12)));
    for (const std::uint32_t column : touched) {
      out.column.push_back(column);
      out.value.push_back(factor * sum[column]);
      sum[column] = 0;
    }
    for (std::uint32_t j = plain.start[i]; j < plain.start[i + 1]; ++j) {
      if (features_.is_lendable(plain.column[j])) continue;
      out.column.push_back(plain.column[j]);
      out.value.push_back(plain.value[j]);
    }
    for (std::size_t k = 1; k < at.cols; ++k) {
      out.column.push_back(static_cast<std::uint32_t>(features_.columns() + k));
      out.value.push_back(at.row(i - begin)[k]);
    }
    out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
  }
}

Sparse CodingSpace::rows(std::span<const Document> documents, int threads) const {
  Sparse plain = rows_of(features_, documents, threads);
  std::vector<Sparse> parts((documents.size() + kPart - 1) / kPart);
  std::vector<std::function<void()>> tasks;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    tasks.emplace_back([&, p] {
      lend_to(plain, p * kPart, std::min(documents.size(), (p + 1) * kPart), parts[p]);
    });
  }
  run_all(tasks, threads);
  Sparse out;
  out.cols = columns();
  for (const Sparse& part : parts) append_rows(part, out);
  return out;
}

}  // namespace heed::text
