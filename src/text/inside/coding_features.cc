#include "text/inside/coding_features.h"

#include <algorithm>
#include <cmath>

#include "text/inside/coding_feelings.h"
#include "text/inside/parallel.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

// Weights of the blocks, each of length one before.
constexpr std::array<float, CodingFeatures::kBlocks> kBlockWeight = {1.0F, 1.0F, 1.2F, 1.0F};
// A rare word says more, though less than its full rarity: tried from 0.5 to 1.5 on coded sets.
constexpr double kRarityPower = 0.7;
constexpr std::size_t kShortWords = 4;

std::uint64_t hash_of(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = mix_bits(seed);
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  }
  return mix_bits(hash);
}

bool starts_letter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

// Emits (hash, block, first byte, past the last byte of the text or 0, 0).
template <class Emit>
void CodingFeatures::each(const Document& document, Scratch& scratch, const Emit& emit) const {
  tokenise(document.text, scratch.tokens);
  const auto& list = scratch.tokens.list;
  scratch.stem_hashes.clear();
  std::size_t denied = 0;  // Words that a denial before them still turns round.
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string_view lowered = scratch.tokens.lowered(list[i]);
    const std::string_view stemmed = scratch.stems.stem(lowered);
    const bool praises = has_word(kPraise, stemmed);
    // Without a question a feeling tells little of a subject: on intents it cost two points.
    if (!document.question.empty() && (praises || has_word(kComplaint, stemmed))) {
      emit(mix_bits((praises ? 11 : 12) + (denied > 0 ? 2 : 0)), Block::feeling, 0u, 0u);
    }
    denied = has_word(kDenial, lowered) ? 4 : denied - (denied > 0 ? 1 : 0);
    const std::uint64_t stem = hash_of(stemmed, 1);
    emit(stem, Block::words, list[i].begin, list[i].end);
    if (i > 0) {
      emit(mix_bits(scratch.stem_hashes.back() * 3 + stem), Block::words, list[i - 1].begin,
           list[i].end);
    }
    scratch.stem_hashes.push_back(stem);
    // " word " in runs of three, four and five letters.
    std::string& word = scratch.word;
    word.assign(1, ' ');
    word += lowered;
    word += ' ';
    for (std::size_t begin = 0; begin < word.size(); ++begin) {
      if (!starts_letter(word[begin])) continue;
      std::size_t end = begin;
      for (int letters = 1; letters <= 5 && end < word.size(); ++letters) {
        do ++end;
        while (end < word.size() && !starts_letter(word[end]));
        if (letters >= 3) {
          emit(hash_of(std::string_view(word).substr(begin, end - begin), 2), Block::letters, 0u,
               0u);
        }
      }
    }
  }
  // Marks carry feeling, and a word-only reader would lose them.
  for (const char c : document.text) {
    if (c == '!' || c == '?') emit(hash_of(std::string_view(&c, 1), 3), Block::words, 0u, 0u);
  }
  if (document.question.empty()) return;
  const std::uint64_t question = hash_of(document.question, 4);
  emit(question, Block::question, 0u, 0u);
  if (list.size() > kShortWords) return;
  std::uint64_t answer = question;
  for (const std::uint64_t stem : scratch.stem_hashes) {
    emit(mix_bits(question + stem), Block::question, 0u, 0u);
    answer = mix_bits(answer + stem);
  }
  emit(mix_bits(answer + 1), Block::question, 0u, 0u);
}

CodingFeatures::CodingFeatures(std::span<const Document> sample) {
  Scratch scratch;
  std::vector<std::uint32_t> frequency;
  std::vector<std::uint32_t> last;
  for (std::uint32_t d = 0; d < sample.size(); ++d) {
    each(sample[d], scratch, [&](std::uint64_t hash, Block block, std::uint32_t, std::uint32_t) {
      const auto [at, is_new] =
          column_of_.try_emplace(hash, static_cast<std::uint32_t>(frequency.size()));
      if (is_new) {
        frequency.push_back(0);
        last.push_back(~0u);
        lendable_.push_back(block == Block::words || block == Block::letters);
      }
      if (last[at->second] == d) return;
      last[at->second] = d;
      ++frequency[at->second];
    });
  }
  const auto total = static_cast<double>(sample.size());
  for (const std::uint32_t count : frequency) {
    const double rarity = std::log((1 + total) / (1 + count)) + 1;
    rarity_.push_back(static_cast<float>(std::pow(rarity, kRarityPower)));
  }
}

void CodingFeatures::row(const Document& document, Scratch& scratch, FeatureRow& out) const {
  out.clear();
  scratch.counts.clear();
  each(document, scratch, [&](std::uint64_t hash, Block block, std::uint32_t, std::uint32_t) {
    const auto found = column_of_.find(hash);
    if (found != column_of_.end()) scratch.counts.push_back({found->second, block});
  });
  auto& counts = scratch.counts;
  std::sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return std::tie(a.block, a.column) < std::tie(b.block, b.column);
  });
  for (std::size_t i = 0; i < counts.size();) {
    const Block block = counts[i].block;
    const std::size_t first = out.value.size();
    double sum = 0;
    while (i < counts.size() && counts[i].block == block) {
      std::size_t j = i;
      while (j < counts.size() && counts[j].block == block && counts[j].column == counts[i].column)
        ++j;
      const double times = 1 + std::log(static_cast<double>(j - i));
      const double value = times * rarity_[counts[i].column];
      out.column.push_back(counts[i].column);
      out.value.push_back(static_cast<float>(value));
      sum += value * value;
      i = j;
    }
    const auto factor =
        static_cast<float>(kBlockWeight[static_cast<std::size_t>(block)] / std::sqrt(sum));
    for (std::size_t k = first; k < out.value.size(); ++k) out.value[k] *= factor;
  }
}

std::vector<CodingFeatures::Phrase> CodingFeatures::phrases(const Document& document,
                                                            Scratch& scratch) const {
  std::vector<Phrase> out;
  each(document, scratch,
       [&](std::uint64_t hash, Block block, std::uint32_t begin, std::uint32_t end) {
         if (block != Block::words || end == 0) return;
         const auto found = column_of_.find(hash);
         if (found == column_of_.end()) return;
         out.push_back({std::string(document.text.substr(begin, end - begin)), found->second});
       });
  return out;
}

void append_rows(const Sparse& part, Sparse& to) {
  const auto base = static_cast<std::uint32_t>(to.column.size());
  to.column.insert(to.column.end(), part.column.begin(), part.column.end());
  to.value.insert(to.value.end(), part.value.begin(), part.value.end());
  for (std::size_t i = 1; i < part.start.size(); ++i) to.start.push_back(base + part.start[i]);
}

Sparse rows_of(const CodingFeatures& features, std::span<const Document> documents, int threads) {
  // Each part is a run of documents, joined in their order.
  constexpr std::size_t kPart = 2'000;
  std::vector<Sparse> parts((documents.size() + kPart - 1) / kPart);
  std::vector<std::function<void()>> tasks;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    tasks.emplace_back([&, p] {
      CodingFeatures::Scratch scratch;
      FeatureRow row;
      const std::size_t end = std::min(documents.size(), (p + 1) * kPart);
      for (std::size_t d = p * kPart; d < end; ++d) {
        features.row(documents[d], scratch, row);
        parts[p].column.insert(parts[p].column.end(), row.column.begin(), row.column.end());
        parts[p].value.insert(parts[p].value.end(), row.value.begin(), row.value.end());
        parts[p].start.push_back(static_cast<std::uint32_t>(parts[p].column.size()));
      }
    });
  }
  run_all(tasks, threads);
  Sparse out;
  out.cols = features.columns();
  for (const Sparse& part : parts) append_rows(part, out);
  return out;
}

}  // namespace heed::text
