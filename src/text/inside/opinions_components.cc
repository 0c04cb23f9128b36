#include "text/inside/opinions_components.h"

#include <cmath>
#include <eigen3/Eigen/Eigenvalues>

#include "text/inside/parallel.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

using Vector = Eigen::VectorXd;
using Apply = std::function<void(const Vector& in, Vector& out)>;

// Rows in pieces of a size that does not depend on the number of threads.
void over(std::uint32_t count, int threads,
          const std::function<void(std::uint32_t, std::uint32_t)>& work) {
  constexpr std::uint32_t kPiece = 2048;
  if (threads <= 1 || count <= kPiece) return work(0, count);
  std::vector<std::function<void()>> tasks;
  for (std::uint32_t at = 0; at < count; at += kPiece)
    tasks.emplace_back([&work, at, count] { work(at, std::min(count, at + kPiece)); });
  run_all(tasks, threads);
}

// Aᵀ(A v), from the cast votes alone. Each sum belongs to one row or one column, so the number of
// threads cannot change its order.
void apply_votes(const VoteMatrix& m, const std::vector<double>& values, int threads,
                 std::vector<double>& by_row, const Vector& in, Vector& out) {
  by_row.resize(m.rows);
  over(m.rows, threads, [&](std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t r = from; r < to; ++r) {
      double sum = 0;
      for (std::uint32_t e = m.row_begin[r]; e < m.row_begin[r + 1]; ++e)
        sum += values[e] * in[m.column[e]];
      by_row[r] = sum;
    }
  });
  over(m.columns, threads, [&](std::uint32_t from, std::uint32_t to) {
    for (std::uint32_t c = from; c < to; ++c) {
      double sum = 0;
      for (std::uint32_t i = m.column_begin[c]; i < m.column_begin[c + 1]; ++i)
        sum += values[m.entry[i]] * by_row[m.entry_row[i]];
      out[c] = sum;
    }
  });
}

// AᵀA itself: cheaper than many passes over the votes while people vote on few statements each.
Eigen::MatrixXd gram(const VoteMatrix& m, const std::vector<double>& values, int threads) {
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(m.columns, m.columns);
  std::vector<std::function<void()>> tasks;
  constexpr std::uint32_t kPiece = 16;
  for (std::uint32_t at = 0; at < m.columns; at += kPiece) {
    tasks.emplace_back([&m, &values, &out, at] {
      for (std::uint32_t c = at; c < std::min(m.columns, at + kPiece); ++c) {
        double* sums = out.col(c).data();
        for (std::uint32_t i = m.column_begin[c]; i < m.column_begin[c + 1]; ++i) {
          const double mine = values[m.entry[i]];
          const std::uint32_t end = m.row_begin[m.entry_row[i] + 1];
          for (std::uint32_t e = m.entry[i]; e < end; ++e) sums[m.column[e]] += mine * values[e];
        }
      }
    });
  }
  run_all(tasks, threads);
  return out;  // The lower half.
}

double pairs_of_votes(const VoteMatrix& m) {
  double pairs = 0;
  for (std::uint32_t r = 0; r < m.rows; ++r) {
    const double votes = m.row_begin[r + 1] - m.row_begin[r];
    pairs += votes * votes / 2;
  }
  return pairs;
}

// Lanczos with every vector held against all earlier ones: the top two Ritz pairs, iterated until
// what is left of both is lost in rounding, far beyond the 1e-6 that anybody compares.
class Lanczos {
 public:
  Lanczos(std::uint32_t size, Apply apply) : size_(size), apply_(std::move(apply)) {}

  void run(std::vector<double> (&components)[2]) {
    std::uint32_t check_at = std::min(size_, 12u);
    Vector next = fresh(0);
    for (std::uint32_t step = 0; step < size_; ++step) {
      basis_.push_back(next);
      Vector image(size_);
      apply_(basis_[step], image);
      diagonal_.push_back(basis_[step].dot(image));
      hold_apart(image);
      const double left = image.norm();
      const bool stuck = left <= 1e-13 * std::max(1.0, diagonal_[0]);
      if (step + 1 == check_at || step + 1 == size_) {
        if (settled(stuck ? 0 : left) || step + 1 == size_) break;
        check_at = std::min(size_, check_at + std::max(4u, check_at / 4));
      }
      beside_.push_back(stuck ? 0 : left);
      next = stuck ? fresh(step + 1) : Vector(image / left);
      if (next.size() == 0) break;
    }
    settled(0);
    give(components);
  }

 private:
  // A direction nobody chose: a start of ones could be at right angles to what is sought.
  Vector fresh(std::uint32_t stream) {
    for (std::uint32_t attempt = 0; attempt < 4; ++attempt) {
      Vector v(size_);
      for (std::uint32_t i = 0; i < size_; ++i)
        v[i] = random_unit(stream * 4 + attempt, 77, i) - 0.5;
      v.normalize();
      hold_apart(v);
      if (const double left = v.norm(); left > 1e-8) return v / left;
    }
    return {};
  }

  void hold_apart(Vector& v) const {
    for (int twice = 0; twice < 2; ++twice)
      for (const Vector& b : basis_) v -= b.dot(v) * b;
  }

  bool settled(double left) {
    const Eigen::Index n = static_cast<Eigen::Index>(diagonal_.size());
    Vector diagonal = Eigen::Map<const Vector>(diagonal_.data(), n);
    Vector beside = Eigen::Map<const Vector>(beside_.data(), n - 1);
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
    solver.computeFromTridiagonal(diagonal, beside);
    values_ = solver.eigenvalues();
    vectors_ = solver.eigenvectors();
    if (n < 2) return false;
    const double first = std::abs(left * vectors_(n - 1, n - 1));
    const double second = std::abs(left * vectors_(n - 1, n - 2));
    return std::max(first, second) <= 1e-10 * std::max(values_[n - 1], 1e-300);
  }

  void give(std::vector<double> (&components)[2]) const {
    const Eigen::Index n = values_.size();
    for (Eigen::Index k = 0; k < 2; ++k) {
      components[k].assign(size_, 0);
      if (k >= n || values_[n - 1 - k] <= 1e-12 * std::max(1.0, values_[n - 1])) continue;
      Vector v = Vector::Zero(size_);
      for (Eigen::Index b = 0; b < n; ++b)
        v += vectors_(b, n - 1 - k) * basis_[static_cast<std::size_t>(b)];
      v.normalize();
      Eigen::Index most = 0;
      v.cwiseAbs().maxCoeff(&most);
      if (v[most] < 0) v = -v;  // Either sign is right; one is chosen for ever.
      for (std::uint32_t i = 0; i < size_; ++i) components[k][i] = v[i];
    }
  }

  std::uint32_t size_;
  Apply apply_;
  std::vector<Vector> basis_;
  std::vector<double> diagonal_, beside_;
  Vector values_;
  Eigen::MatrixXd vectors_;
};

}  // namespace

std::vector<double> centred(const VoteMatrix& m, const std::vector<bool>& out,
                            std::vector<double>& center) {
  center.assign(m.columns, 0);
  std::vector<double> values(m.column.size());
  for (std::uint32_t c = 0; c < m.columns; ++c) {
    if (!out.empty() && out[c]) continue;
    std::int64_t sum = 0;
    const std::uint32_t from = m.column_begin[c], to = m.column_begin[c + 1];
    for (std::uint32_t i = from; i < to; ++i) sum += m.value[m.entry[i]];
    if (to > from) center[c] = static_cast<double>(sum) / (to - from);
    for (std::uint32_t i = from; i < to; ++i) values[m.entry[i]] = m.value[m.entry[i]] - center[c];
  }
  return values;
}

void find_components(const VoteMatrix& m, const std::vector<double>& values, int threads,
                     std::vector<double> (&components)[2]) {
  for (std::vector<double>& component : components) component.assign(m.columns, 0);
  if (m.columns == 0) return;
  // A pass over the votes is about as dear as two entries of AᵀA for each vote; some 40 passes
  // are usual. 4,096 statements are 128 MB.
  constexpr double kPassesWorth = 100;
  if (m.columns <= 4096 &&
      pairs_of_votes(m) <= kPassesWorth * static_cast<double>(m.column.size())) {
    const Eigen::MatrixXd product = gram(m, values, threads);
    Lanczos(m.columns, [&product](const Vector& in, Vector& out) {
      out.noalias() = product.selfadjointView<Eigen::Lower>() * in;
    }).run(components);
    return;
  }
  std::vector<double> by_row;
  Lanczos(m.columns, [&](const Vector& in, Vector& out) {
    apply_votes(m, values, threads, by_row, in, out);
  }).run(components);
}

}  // namespace heed::text
