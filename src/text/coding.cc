#include "text/coding.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"
#include "text/inside/coding_choice.h"
#include "text/inside/coding_margin.h"
#include "text/inside/coding_model.h"
#include "text/inside/parallel.h"
#include "text/inside/random.h"

namespace heed::text {
namespace {

constexpr std::size_t kDocumentsAtOnce =
    1'000;  // Documents whose features are held at once, by a thread.

}  // namespace

struct Coder::Inside {
  Inside(std::span<const Document> all, int theme_count, const CoderOptions& wanted)
      : comments(all),
        themes(static_cast<std::size_t>(theme_count)),
        options(wanted),
        model(all, themes, wanted.single ? Ask::shares_too : Ask::probabilities, wanted.threads) {}

  // Of one coded comment, by what the others say.
  std::vector<float> left_out(std::size_t place) const {
    std::vector<float> out(themes);
    spread(model.without_itself(place), comments[model.comment(place)].question, out);
    return out;
  }
  void spread(std::span<const float> scores, std::string_view question,
              std::span<float> out) const {
    if (options.single) {
      model.calibration().shares(scores, out);
    } else {
      model.calibration().probabilities(scores, out);
      model.frames().apply(question, out);
    }
  }
  std::vector<Said> said(std::span<const float> probabilities) const;

  std::span<const Document> comments;
  std::size_t themes;
  CoderOptions options;
  CodingModel model;
  bool learnt = false;
  std::vector<std::uint32_t> at_random;  // Comments coded because chance chose them.
};

Coder::Coder(std::span<const Document> comments, int themes, const CoderOptions& options)
    : inside_(std::make_unique<Inside>(comments, themes, options)) {}
Coder::~Coder() = default;
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;

void Coder::code(std::uint32_t comment, std::span<const int> themes, Chosen chosen) {
  CHECK(comment < inside_->comments.size());
  std::vector<float> target(inside_->themes, 0.0F);
  for (const int theme : themes) {
    CHECK(theme >= 0 && static_cast<std::size_t>(theme) < target.size());
    target[static_cast<std::size_t>(theme)] = 1;
  }
  if (chosen == Chosen::at_random && !inside_->model.place_of(comment)) {
    inside_->at_random.push_back(comment);
  }
  inside_->model.code(comment, target);
}

std::size_t Coder::coded() const { return inside_->model.coded(); }

void Coder::learn() {
  inside_->model.learn();
  inside_->learnt = inside_->model.coded() > 0;
}

Probabilities Coder::probabilities(std::span<const Document> documents) const {
  Probabilities out{inside_->themes, {}};
  const std::size_t themes = out.themes;
  const float alike =
      inside_->options.single ? 1 / static_cast<float>(std::max<std::size_t>(1, themes)) : 0.5F;
  out.values.assign(documents.size() * themes, alike);
  if (!inside_->learnt) return out;
  const CodingModel& model = inside_->model;
  std::vector<std::function<void()>> tasks;
  for (std::size_t begin = 0; begin < documents.size(); begin += kDocumentsAtOnce) {
    tasks.emplace_back([&, begin] {
      const auto part =
          documents.subspan(begin, std::min(kDocumentsAtOnce, documents.size() - begin));
      const Dense scores = scores_of(model.known(model.space().rows(part, 1)), model.weights());
      for (std::size_t i = 0; i < part.size(); ++i) {
        inside_->spread({scores.row(i), themes}, part[i].question,
                        {&out.values[(begin + i) * themes], themes});
      }
    });
  }
  run_all(tasks, inside_->options.threads);
  return out;
}

std::vector<Said> Coder::Inside::said(std::span<const float> probabilities) const {
  std::vector<Said> out;
  for (std::size_t t = 0; t < probabilities.size(); ++t) {
    const float least = !learnt || options.single ? 0.0F : model.calibration().threshold[t];
    if (probabilities[t] >= least) out.push_back({static_cast<int>(t), probabilities[t]});
  }
  std::sort(out.begin(), out.end(), [](const Said& a, const Said& b) {
    return std::pair(-a.probability, a.theme) < std::pair(-b.probability, b.theme);
  });
  if (options.single && out.size() > 1) out.resize(1);
  return out;
}

std::vector<std::vector<Said>> Coder::themes_of(const Probabilities& probabilities) const {
  std::vector<std::vector<Said>> out;
  const std::size_t rows =
      probabilities.themes == 0 ? 0 : probabilities.values.size() / probabilities.themes;
  for (std::size_t i = 0; i < rows; ++i) out.push_back(inside_->said(probabilities.of(i)));
  return out;
}

std::vector<std::vector<Said>> Coder::themes(std::span<const Document> documents) const {
  if (!inside_->learnt) return std::vector<std::vector<Said>>(documents.size());
  return themes_of(probabilities(documents));
}

Explanation Coder::explain(const Document& document, int theme) const {
  constexpr std::size_t kPhrases = 5;
  constexpr std::size_t kNearest = 3;
  Explanation out;
  if (!inside_->learnt) return out;
  const CodingModel& model = inside_->model;
  const auto t = static_cast<std::size_t>(theme);
  CHECK(theme >= 0 && t < inside_->themes);
  const Sparse plain = model.space().rows(std::span(&document, 1), 1);
  const Sparse row = model.known(plain);

  // Every feature's part of the score, for the size of a phrase's share.
  double size = 0;
  for (std::size_t j = 0; j < row.column.size(); ++j) {
    size += std::abs(double{row.value[j]} * model.weights().row(row.column[j])[t]);
  }
  CodingFeatures::Scratch scratch;
  for (CodingFeatures::Phrase& phrase : model.space().features().phrases(document, scratch)) {
    Sparse one;
    one.cols = plain.cols;
    const auto found = std::find(plain.column.begin(), plain.column.end(), phrase.column);
    if (found == plain.column.end()) continue;
    one.column = {phrase.column};
    one.value = {plain.value[static_cast<std::size_t>(found - plain.column.begin())]};
    one.start = {0, 1};
    const Sparse known = model.known(one);
    if (known.column.empty() || size <= 0) continue;
    const double part = double{known.value[0]} * model.weights().row(known.column[0])[t] / size;
    const bool said = std::any_of(out.phrases.begin(), out.phrases.end(),
                                  [&](const auto& other) { return other.words == phrase.words; });
    if (!said) out.phrases.push_back({std::move(phrase.words), static_cast<float>(part)});
  }
  std::sort(out.phrases.begin(), out.phrases.end(), [](const auto& a, const auto& b) {
    return std::tie(b.weight, a.words) < std::tie(a.weight, b.words);
  });
  if (out.phrases.size() > kPhrases) out.phrases.resize(kPhrases);

  const std::vector<float> likeness = cosines(row, model.rows());
  std::vector<std::size_t> order(likeness.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::size_t kept = std::min(kNearest, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                    [&](std::size_t a, std::size_t b) {
                      return std::pair(-likeness[a], a) < std::pair(-likeness[b], b);
                    });
  for (std::size_t k = 0; k < kept; ++k) {
    out.nearest.push_back({model.comment(order[k]), likeness[order[k]]});
  }
  return out;
}

std::vector<Coder::Next> Coder::next_batch(std::size_t size) const {
  const CodingModel& model = inside_->model;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < inside_->comments.size(); ++i) {
    if (!model.place_of(i)) open.push_back(i);
  }
  // Chance's own order of all that is left, new for every batch.
  const std::uint64_t round = model.coded();
  std::sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(random_bits(inside_->options.seed, round, a), a) <
           std::pair(random_bits(inside_->options.seed, round, b), b);
  });
  std::vector<Next> out;
  const std::size_t by_chance = inside_->learnt ? std::max<std::size_t>(1, size / 5) : size;
  for (std::size_t k = 0; k < std::min(by_chance, open.size()); ++k) {
    out.push_back({open[k], Chosen::at_random});
  }
  if (!inside_->learnt || out.size() == open.size()) return out;

  constexpr std::size_t kCandidates = 700;  // Each is compared with each.
  std::vector<Document> documents;
  std::vector<std::uint32_t> candidates;
  for (std::size_t k = out.size(); k < std::min(open.size(), kCandidates); ++k) {
    candidates.push_back(open[k]);
    documents.push_back(inside_->comments[open[k]]);
  }
  const Probabilities likely = probabilities(documents);
  std::vector<double> positives(inside_->themes, 0.0);
  for (std::size_t i = 0; i < model.coded(); ++i) {
    for (std::size_t t = 0; t < positives.size(); ++t) positives[t] += model.target(i)[t];
  }
  std::vector<double> worth;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    worth.push_back(doubt(likely.of(i), positives));
  }
  const Sparse rows = model.known(model.space().rows(documents, inside_->options.threads));
  for (const std::size_t k :
       choose_covering(rows, model.some_rows(kCandidates), worth, size - out.size())) {
    out.push_back({candidates[k], Chosen::otherwise});
  }
  return out;
}

std::optional<Quality> Coder::quality() const {
  constexpr std::size_t kLeast = 10;
  if (!inside_->learnt) return std::nullopt;
  std::vector<Verdict> verdicts;
  for (const std::uint32_t comment : inside_->at_random) {
    const std::size_t place = *inside_->model.place_of(comment);
    const auto target = inside_->model.target(place);
    Verdict verdict;
    for (const Said& one : inside_->said(inside_->left_out(place))) {
      ++(target[static_cast<std::size_t>(one.theme)] > 0.5F ? verdict.right : verdict.wrong);
    }
    for (const float one : target) verdict.missed += one > 0.5F ? 1 : 0;
    verdict.missed -= verdict.right;
    verdicts.push_back(verdict);
  }
  if (verdicts.size() < kLeast) return std::nullopt;
  return bootstrapped(verdicts, inside_->options.seed);
}

}  // namespace heed::text
