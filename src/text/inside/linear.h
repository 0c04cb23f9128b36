// The little linear algebra themes need. Eigen stays in linear.cc: it costs 13 s a file.
// Everything is row-major, single-threaded and summed in a fixed order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace heed::text {

struct Dense {
  Dense() = default;
  Dense(std::size_t rows_wanted, std::size_t cols_wanted)
      : rows(rows_wanted), cols(cols_wanted), values(rows_wanted * cols_wanted) {}
  float* row(std::size_t i) { return values.data() + i * cols; }
  const float* row(std::size_t i) const { return values.data() + i * cols; }

  std::size_t rows = 0;
  std::size_t cols = 0;
  std::vector<float> values;
};

struct Sparse {
  std::size_t rows() const { return start.size() - 1; }

  std::size_t cols = 0;
  std::vector<std::uint32_t> start{0};
  std::vector<std::uint32_t> column;
  std::vector<float> value;
};

struct Svd {
  Dense right;                  // cols x rank.
  std::vector<float> singular;  // Largest first.
  Dense projected;              // matrix · right, rows x rank.
};

// Randomised; the rank is lowered to what the matrix has.
Svd randomised_svd(const Sparse& matrix, std::size_t rank, int power_rounds, std::uint64_t seed);
// out (a_rows x b.rows) = a · bᵀ, where a has b.cols columns.
void times_transposed(const float* a, std::size_t a_rows, const Dense& b, float* out);
void scale_rows_to_one(Dense& matrix);
// Of a symmetric, positive definite matrix, in place.
void invert_positive(Dense& matrix);

}  // namespace heed::text
