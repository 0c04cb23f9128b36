#include "text/inside/coding_model.h"

#include <algorithm>
#include <numeric>

#include "text/inside/coding_margin.h"
#include "text/inside/parallel.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

constexpr std::uint32_t kNowhere = ~0u;
constexpr float kPenalty = 1.5F;             // Of the kernel ridge; tried from 0.1 to 4.
constexpr float kMarginPenalty = 0.6F;       // Tried from 0.3 to 1.5.
constexpr std::size_t kInverseMost = 4'000;  // 64 MB, and seconds to make anew.
constexpr std::size_t kMarginMost = 20'000;  // Coded comments that a separator learns from.
constexpr std::size_t kSampleMost = 8'000;   // Comments that lend to others.
constexpr std::size_t kFolds = 5;
constexpr std::uint64_t kFoldStream = 7;
// Solving anew costs as much as adding about a quarter of what is there, one by one.
constexpr std::size_t kAnewShare = 4;

Dense kernel_of(const Sparse& rows) {
  Dense out(rows.rows(), rows.rows());
  std::vector<std::vector<std::pair<std::uint32_t, float>>> holders(rows.cols);
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    float* to = out.row(i);
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      auto& list = holders[rows.column[j]];
      list.emplace_back(static_cast<std::uint32_t>(i), rows.value[j]);
      for (const auto& [other, value] : list) to[other] += value * rows.value[j];
    }
    for (std::size_t other = 0; other < i; ++other) out.row(other)[i] = to[other];
  }
  return out;
}

Sparse picked(const Sparse& rows, std::span<const std::size_t> wanted) {
  Sparse out;
  out.cols = rows.cols;
  for (const std::size_t i : wanted) {
    out.column.insert(out.column.end(), rows.column.begin() + rows.start[i],
                      rows.column.begin() + rows.start[i + 1]);
    out.value.insert(out.value.end(), rows.value.begin() + rows.start[i],
                     rows.value.begin() + rows.start[i + 1]);
    out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
  }
  return out;
}

Dense picked(const Dense& rows, std::span<const std::size_t> wanted) {
  Dense out(wanted.size(), rows.cols);
  for (std::size_t k = 0; k < wanted.size(); ++k) {
    std::copy_n(rows.row(wanted[k]), rows.cols, out.row(k));
  }
  return out;
}

// Every so many, the first included.
template <class Item>
std::vector<Item> thinned(const std::vector<Item>& list, std::size_t most) {
  if (list.size() <= most) return list;
  std::vector<Item> out;
  for (std::size_t k = 0; k < most; ++k) out.push_back(list[k * list.size() / most]);
  return out;
}

}  // namespace

std::optional<std::size_t> CodingModel::place_of(std::uint32_t comment) const {
  if (comment >= place_.size() || place_[comment] == kNowhere) return std::nullopt;
  return place_[comment];
}

Sparse CodingModel::some_rows(std::size_t most) const {
  std::vector<std::size_t> places(rows_.rows());
  std::iota(places.begin(), places.end(), std::size_t{0});
  return picked(rows_, thinned(places, most));
}

void CodingModel::code(std::uint32_t comment, std::span<const float> target) {
  if (place_.empty()) place_.assign(comments_.size(), kNowhere);
  if (const auto place = place_of(comment)) {
    std::copy(target.begin(), target.end(), targets_.row(*place));
    if (*place < learnt_) corrected_.push_back(*place);
    return;
  }
  place_[comment] = static_cast<std::uint32_t>(order_.size());
  order_.push_back(comment);
  targets_.cols = themes_;
  targets_.values.insert(targets_.values.end(), target.begin(), target.end());
  ++targets_.rows;
}

void CodingModel::learn() {
  if (order_.empty() || (learnt_ == order_.size() && corrected_.empty())) return;
  const auto wanted = order_.size() > kInverseMost ? CodingSpace::Kind::subjects
                                                   : CodingSpace::Kind::subjects_and_neighbours;
  if (kind_ != wanted) {
    // Coded comments first, the others evenly from all.
    std::vector<std::uint32_t> sample = thinned(order_, kMarginMost);
    std::vector<std::uint32_t> others;
    for (std::uint32_t i = 0; i < comments_.size(); ++i) {
      if (!place_of(i)) others.push_back(i);
    }
    const std::size_t room = kSampleMost - std::min(kSampleMost, sample.size());
    for (const std::uint32_t i : thinned(others, room)) sample.push_back(i);
    std::vector<Document> documents;
    for (const std::uint32_t i : sample) documents.push_back(comments_[i]);
    space_ = std::make_unique<CodingSpace>(documents, wanted, threads_);
    kind_ = wanted;
    ridge_.reset();
    learnt_ = 0;
  }
  if (wanted == CodingSpace::Kind::subjects) {
    learn_by_margin();
  } else {
    learn_by_kernel();
  }
  learnt_ = order_.size();
  corrected_.clear();
  std::vector<std::string_view> questions;
  for (const std::uint32_t comment : order_) questions.push_back(comments_[comment].question);
  frames_ = ask_ == Ask::probabilities ? Frames(questions, targets_) : Frames();
  const auto aside = [&](std::size_t row, std::size_t theme) {
    return frames_.is_foreign(questions[row], theme);
  };
  calibration_ = calibrate(left_out_, targets_, aside, ask_, threads_);
}

std::vector<float> CodingModel::likeness_to(const Sparse& row) const {
  std::vector<float> spread(rows_.cols, 0.0F);
  for (std::size_t j = 0; j < row.column.size(); ++j) spread[row.column[j]] = row.value[j];
  std::vector<float> out(rows_.rows(), 0.0F);
  for (std::size_t i = 0; i < rows_.rows(); ++i) {
    float sum = 0;
    for (std::uint32_t j = rows_.start[i]; j < rows_.start[i + 1]; ++j) {
      sum += rows_.value[j] * spread[rows_.column[j]];
    }
    out[i] = sum;
  }
  return out;
}

void CodingModel::change_weights(const Ridge::Change& change) {
  std::vector<float> by_column(rows_.cols, 0.0F);
  for (std::size_t i = 0; i < rows_.rows(); ++i) {
    const float factor = change.by_comment[i];
    for (std::uint32_t j = rows_.start[i]; j < rows_.start[i + 1]; ++j) {
      by_column[rows_.column[j]] += factor * rows_.value[j];
    }
  }
  for (std::size_t c = 0; c < weights_.rows; ++c) {
    if (by_column[c] == 0) continue;
    float* to = weights_.row(c);
    for (std::size_t t = 0; t < themes_; ++t) to[t] += by_column[c] * change.by_theme[t];
  }
}

void CodingModel::learn_by_kernel() {
  const std::size_t fresh = order_.size() - learnt_;
  const bool anew = !ridge_ || fresh * kAnewShare > order_.size();
  if (anew) {
    std::vector<Document> documents;
    for (const std::uint32_t comment : order_) documents.push_back(comments_[comment]);
    rows_ = space_->rows(documents, threads_);
    ridge_.emplace(kPenalty);
    ridge_->fit(kernel_of(rows_), targets_);
    column_of_.clear();
    weights_ = Dense(rows_.cols, themes_);
    for (std::size_t i = 0; i < rows_.rows(); ++i) {
      const auto own = ridge_->weights(i);
      for (std::uint32_t j = rows_.start[i]; j < rows_.start[i + 1]; ++j) {
        float* to = weights_.row(rows_.column[j]);
        for (std::size_t t = 0; t < themes_; ++t) to[t] += rows_.value[j] * own[t];
      }
    }
  } else {
    std::sort(corrected_.begin(), corrected_.end());
    corrected_.erase(std::unique(corrected_.begin(), corrected_.end()), corrected_.end());
    for (const std::size_t i : corrected_) change_weights(ridge_->change_target(i, target(i)));
    for (std::size_t i = learnt_; i < order_.size(); ++i) {
      const Sparse row = space_->rows(comments_.subspan(order_[i], 1), 1);
      const std::vector<float> beside = likeness_to(row);
      float self = 0;
      for (const float value : row.value) self += value * value;
      const Ridge::Change change = ridge_->add(beside, self, target(i));
      append_rows(row, rows_);
      change_weights(change);
    }
  }
  left_out_ = Dense(order_.size(), themes_);
  for (std::size_t i = 0; i < order_.size(); ++i) {
    ridge_->without_itself(i, {left_out_.row(i), themes_});
  }
}

void CodingModel::learn_by_margin() {
  std::vector<Document> documents;
  for (const std::uint32_t comment : order_) documents.push_back(comments_[comment]);
  const Sparse all = space_->rows(documents, threads_);
  // A feature in one coded comment tells nothing of another.
  std::vector<std::uint32_t> seen(all.cols, 0);
  for (const std::uint32_t column : all.column) ++seen[column];
  column_of_.assign(all.cols, kNowhere);
  std::uint32_t columns = 0;
  for (std::size_t c = 0; c < seen.size(); ++c) {
    if (seen[c] >= 2) column_of_[c] = columns++;
  }
  weights_ = Dense(columns, 0);
  rows_ = known(all);
  std::vector<std::size_t> places(order_.size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  left_out_ = Dense(order_.size(), themes_);
  std::vector<std::function<void()>> tasks;
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    tasks.emplace_back([&, fold] {
      std::vector<std::size_t> kept, asked;
      for (const std::size_t i : places) {
        (random_bits(kFoldStream, 1, i) % kFolds == fold ? asked : kept).push_back(i);
      }
      kept = thinned(kept, kMarginMost);
      const Dense fitted = separate(picked(rows_, kept), picked(targets_, kept), kMarginPenalty);
      const Dense scores = scores_of(picked(rows_, asked), fitted);
      for (std::size_t k = 0; k < asked.size(); ++k) {
        std::copy_n(scores.row(k), themes_, left_out_.row(asked[k]));
      }
    });
  }
  // Two folds of a large set at once would take a gigabyte.
  constexpr std::size_t kLarge = 8'000'000;
  run_all(tasks, columns * themes_ > kLarge ? 1 : threads_);
  const std::vector<std::size_t> used = thinned(places, kMarginMost);
  weights_ = separate(picked(rows_, used), picked(targets_, used), kMarginPenalty);
}

Sparse CodingModel::known(const Sparse& rows) const {
  if (column_of_.empty()) return rows;
  Sparse out;
  out.cols = weights_.rows;
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    for (std::uint32_t j = rows.start[i]; j < rows.start[i + 1]; ++j) {
      if (column_of_[rows.column[j]] == kNowhere) continue;
      out.column.push_back(column_of_[rows.column[j]]);
      out.value.push_back(rows.value[j]);
    }
    out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
  }
  return out;
}

}  // namespace heed::text
