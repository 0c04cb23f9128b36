#include "text/inside/linear.h"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Cholesky>
#include <eigen3/Eigen/Core>
#include <eigen3/Eigen/Eigenvalues>
#include <numbers>

#include "text/inside/random.h"

namespace heed::text {
namespace {

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using View = Eigen::Map<Matrix>;
using ConstView = Eigen::Map<const Matrix>;

View view(Dense& m) {
  return {m.values.data(), static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.cols)};
}
ConstView view(const Dense& m) {
  return {m.values.data(), static_cast<Eigen::Index>(m.rows), static_cast<Eigen::Index>(m.cols)};
}

Dense times(const Sparse& a, const Dense& b) {
  Dense out(a.rows(), b.cols);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    float* to = out.row(i);
    for (std::uint32_t j = a.start[i]; j < a.start[i + 1]; ++j) {
      const float* from = b.row(a.column[j]);
      const float factor = a.value[j];
      for (std::size_t k = 0; k < b.cols; ++k) to[k] += factor * from[k];
    }
  }
  return out;
}

Dense transposed_times(const Sparse& a, const Dense& b) {
  Dense out(a.cols, b.cols);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    const float* from = b.row(i);
    for (std::uint32_t j = a.start[i]; j < a.start[i + 1]; ++j) {
      float* to = out.row(a.column[j]);
      const float factor = a.value[j];
      for (std::size_t k = 0; k < b.cols; ++k) to[k] += factor * from[k];
    }
  }
  return out;
}

struct Spectrum {
  Matrix vectors;  // Columns, strongest first.
  std::vector<float> values;
};

// Of tallᵀ · tall: the strongest first, those at rounding's size left out.
Spectrum spectrum_of(const Dense& tall) {
  if (tall.rows == 0 || tall.cols == 0) {
    return {Matrix(static_cast<Eigen::Index>(tall.cols), 0), {}};
  }
  const ConstView a = view(tall);
  const Eigen::MatrixXd gram = (a.transpose() * a).cast<double>();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(gram);
  const Eigen::Index count = gram.rows();
  Spectrum out;
  const double largest = count == 0 ? 0 : std::max(0.0, solver.eigenvalues()(count - 1));
  Eigen::Index kept = 0;
  while (kept < count && solver.eigenvalues()(count - 1 - kept) > 1e-6 * largest) ++kept;
  out.vectors.resize(count, kept);
  for (Eigen::Index k = 0; k < kept; ++k) {
    out.values.push_back(static_cast<float>(solver.eigenvalues()(count - 1 - k)));
    out.vectors.col(k) = solver.eigenvectors().col(count - 1 - k).cast<float>();
    // A vector's sign is free; fix it so that the same words always point the same way.
    Eigen::Index strongest = 0;
    out.vectors.col(k).cwiseAbs().maxCoeff(&strongest);
    if (out.vectors(strongest, k) < 0) out.vectors.col(k) *= -1;
  }
  return out;
}

Dense rotated(const Dense& tall, const Matrix& vectors) {
  Dense out(tall.rows, static_cast<std::size_t>(vectors.cols()));
  view(out).noalias() = view(tall) * vectors;
  return out;
}

Dense orthonormal(const Dense& tall) {
  Spectrum spectrum = spectrum_of(tall);
  for (std::size_t k = 0; k < spectrum.values.size(); ++k) {
    spectrum.vectors.col(static_cast<Eigen::Index>(k)) /= std::sqrt(spectrum.values[k]);
  }
  return rotated(tall, spectrum.vectors);
}

Dense gaussian(std::size_t rows, std::size_t cols, std::uint64_t seed) {
  Dense out(rows, cols);
  for (std::size_t i = 0; i < out.values.size(); ++i) {
    const double radius = std::sqrt(-2 * std::log(1 - random_unit(seed, 1, i)));
    out.values[i] =
        static_cast<float>(radius * std::cos(2 * std::numbers::pi * random_unit(seed, 2, i)));
  }
  return out;
}

}  // namespace

Svd randomised_svd(const Sparse& matrix, std::size_t rank, int power_rounds, std::uint64_t seed) {
  constexpr std::size_t kOversampling = 10;
  const std::size_t width =
      std::min({rank + kOversampling, matrix.cols, std::max<std::size_t>(matrix.rows(), 1)});
  Dense basis = gaussian(matrix.cols, width, seed);
  for (int round = 0; round <= power_rounds; ++round) {
    basis = orthonormal(transposed_times(matrix, times(matrix, basis)));
  }
  const Dense inner = times(matrix, basis);
  Spectrum spectrum = spectrum_of(inner);
  const std::size_t kept = std::min(rank, spectrum.values.size());
  const Matrix vectors = spectrum.vectors.leftCols(static_cast<Eigen::Index>(kept));
  Svd out;
  out.right = rotated(basis, vectors);
  out.projected = rotated(inner, vectors);
  for (std::size_t k = 0; k < kept; ++k) out.singular.push_back(std::sqrt(spectrum.values[k]));
  return out;
}

void times_transposed(const float* a, std::size_t a_rows, const Dense& b, float* out) {
  const ConstView left(a, static_cast<Eigen::Index>(a_rows), static_cast<Eigen::Index>(b.cols));
  View(out, static_cast<Eigen::Index>(a_rows), static_cast<Eigen::Index>(b.rows)).noalias() =
      left * view(b).transpose();
}

void scale_rows_to_one(Dense& matrix) {
  for (std::size_t i = 0; i < matrix.rows; ++i) {
    float* row = matrix.row(i);
    double sum = 0;
    for (std::size_t k = 0; k < matrix.cols; ++k) sum += static_cast<double>(row[k]) * row[k];
    if (sum <= 0) continue;
    const auto factor = static_cast<float>(1 / std::sqrt(sum));
    for (std::size_t k = 0; k < matrix.cols; ++k) row[k] *= factor;
  }
}

void invert_positive(Dense& matrix) {
  const auto n = static_cast<Eigen::Index>(matrix.rows);
  View all = view(matrix);
  const Eigen::LLT<Eigen::Ref<Matrix>, Eigen::Lower> factors(all);
  Matrix inverse = Matrix::Identity(n, n);
  factors.matrixL().solveInPlace(inverse);  // Lower triangular.
  all.setZero();
  all.selfadjointView<Eigen::Lower>().rankUpdate(inverse.transpose());
  for (Eigen::Index i = 0; i < n; ++i) {
    for (Eigen::Index j = i + 1; j < n; ++j) all(i, j) = all(j, i);
  }
}

}  // namespace heed::text
