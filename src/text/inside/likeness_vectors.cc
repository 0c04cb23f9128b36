#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "text/inside/likeness_bytes.h"
#include "text/inside/linear.h"
#include "text/inside/view_hash.h"
#include "text/likeness.h"
#include "text/stems.h"
#include "text/stop_words.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

constexpr std::size_t kSize = 100;
constexpr int kVectorPowerRounds = 2;
constexpr std::uint32_t kVectorsMagic = 0x56454331;  // "VEC1".

using TermNumbers = std::unordered_map<std::string, std::uint32_t, ViewHash, std::equal_to<>>;

// Stems of a text's words that carry meaning.
template <class Use>
void each_stem(std::string_view text, Tokens& tokens, Stems& stems, const Use& use) {
  tokenise(text, tokens);
  for (const Token& token : tokens.list) {
    const std::string_view lowered = tokens.lowered(token);
    if (!is_stop_word(lowered)) use(stems.stem(lowered));
  }
}

}  // namespace

struct DocumentVectors::Inside {
  // (1 + log count) · rarity for each term, in the order of terms.
  void weigh(std::vector<std::uint32_t>& terms, Sparse& out) const {
    std::sort(terms.begin(), terms.end());
    for (std::size_t i = 0; i < terms.size();) {
      std::size_t j = i;
      while (j < terms.size() && terms[j] == terms[i]) ++j;
      out.column.push_back(terms[i]);
      out.value.push_back((1 + std::log(static_cast<float>(j - i))) * rarity[terms[i]]);
      i = j;
    }
    out.start.push_back(static_cast<std::uint32_t>(out.column.size()));
  }

  std::vector<std::string> words;  // By term.
  TermNumbers number;
  std::vector<float> rarity;
  Dense places;  // Terms x numbers of a vector.
};

DocumentVectors::DocumentVectors(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
DocumentVectors::~DocumentVectors() = default;
DocumentVectors::DocumentVectors(DocumentVectors&&) noexcept = default;
DocumentVectors& DocumentVectors::operator=(DocumentVectors&&) noexcept = default;

DocumentVectors DocumentVectors::learn(std::span<const std::string_view> sample,
                                       std::uint64_t seed) {
  auto inside = std::make_unique<Inside>();
  Tokens tokens;
  Stems stems;
  std::vector<std::string> words;
  TermNumbers all;
  std::vector<std::uint32_t> frequency, last;
  for (std::uint32_t d = 0; d < sample.size(); ++d) {
    each_stem(sample[d], tokens, stems, [&](std::string_view stem) {
      auto found = all.find(stem);
      if (found == all.end()) {
        found = all.emplace(std::string(stem), static_cast<std::uint32_t>(words.size())).first;
        words.emplace_back(stem);
        frequency.push_back(0);
        last.push_back(~0u);
      }
      if (last[found->second] == d) return;
      last[found->second] = d;
      ++frequency[found->second];
    });
  }
  // A word of one document keeps no company.
  const std::uint32_t least = sample.size() > 50 ? 2 : 1;
  const auto total = static_cast<double>(sample.size());
  for (std::size_t w = 0; w < words.size(); ++w) {
    if (frequency[w] < least) continue;
    inside->number.emplace(words[w], static_cast<std::uint32_t>(inside->words.size()));
    inside->words.push_back(words[w]);
    inside->rarity.push_back(static_cast<float>(std::log((1 + total) / (1 + frequency[w])) + 1));
  }
  Sparse rows;
  rows.cols = inside->words.size();
  std::vector<std::uint32_t> terms;
  for (const std::string_view text : sample) {
    terms.clear();
    each_stem(text, tokens, stems, [&](std::string_view stem) {
      const auto found = inside->number.find(stem);
      if (found != inside->number.end()) terms.push_back(found->second);
    });
    const std::size_t first = rows.value.size();
    inside->weigh(terms, rows);
    double square = 0;
    for (std::size_t j = first; j < rows.value.size(); ++j) square += rows.value[j] * rows.value[j];
    for (std::size_t j = first; j < rows.value.size(); ++j) {
      rows.value[j] /= static_cast<float>(std::sqrt(square));
    }
  }
  // With as many directions as words, words would keep no company.
  const std::size_t rank = std::clamp<std::size_t>(rows.cols / 6, 1, kSize);
  if (rows.cols > 0) inside->places = randomised_svd(rows, rank, kVectorPowerRounds, seed).right;
  // A size that does not depend on the sample, however small.
  Dense padded(inside->words.size(), kSize);
  for (std::size_t t = 0; t < padded.rows; ++t) {
    std::copy_n(inside->places.row(t), inside->places.cols, padded.row(t));
  }
  inside->places = std::move(padded);
  return DocumentVectors(std::move(inside));
}

std::size_t DocumentVectors::size() const { return inside_->places.cols; }

std::vector<float> DocumentVectors::of(std::string_view text) const {
  Tokens tokens;
  Stems stems;
  std::vector<std::uint32_t> terms;
  each_stem(text, tokens, stems, [&](std::string_view stem) {
    const auto found = inside_->number.find(stem);
    if (found != inside_->number.end()) terms.push_back(found->second);
  });
  Sparse row;
  inside_->weigh(terms, row);
  Dense out(1, size());
  for (std::size_t j = 0; j < row.column.size(); ++j) {
    const float* place = inside_->places.row(row.column[j]);
    for (std::size_t k = 0; k < out.cols; ++k) out.values[k] += row.value[j] * place[k];
  }
  scale_rows_to_one(out);
  return std::move(out.values);
}

// Magic, size, terms; then for each its length, letters, rarity and place.
std::string DocumentVectors::bytes() const {
  std::string out;
  put_value(out, kVectorsMagic);
  put_value(out, static_cast<std::uint32_t>(size()));
  put_value(out, static_cast<std::uint32_t>(inside_->words.size()));
  for (std::size_t t = 0; t < inside_->words.size(); ++t) {
    put_value(out, static_cast<std::uint32_t>(inside_->words[t].size()));
    out += inside_->words[t];
    put_value(out, inside_->rarity[t]);
    for (std::size_t k = 0; k < size(); ++k) put_value(out, inside_->places.row(t)[k]);
  }
  return out;
}

Result<DocumentVectors> DocumentVectors::from_bytes(std::string_view bytes) {
  const auto unfit = [] { return fail(ErrorKind::invalid, "not vectors of documents"); };
  BytesIn in(bytes);
  const auto magic = in.value<std::uint32_t>();
  const auto size = in.value<std::uint32_t>();
  const auto terms = in.value<std::uint32_t>();
  if (!in.good() || magic != kVectorsMagic || size == 0 || size > kVectorSizeMost ||
      terms > in.left() / (size * sizeof(float))) {
    return unfit();
  }
  auto inside = std::make_unique<Inside>();
  inside->places = Dense(terms, size);
  for (std::uint32_t t = 0; t < terms; ++t) {
    const auto length = in.value<std::uint32_t>();
    inside->words.emplace_back(in.take(length));
    inside->rarity.push_back(in.value<float>());
    in.copy(inside->places.row(t), size * sizeof(float));
    if (!in.good() || !inside->number.emplace(inside->words.back(), t).second) return unfit();
  }
  if (!in.at_end()) return unfit();
  return DocumentVectors(std::move(inside));
}

}  // namespace heed::text
