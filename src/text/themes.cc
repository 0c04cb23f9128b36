#include "text/themes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "text/inside/corpus.h"
#include "text/inside/features.h"
#include "text/inside/further_themes.h"
#include "text/inside/linear.h"
#include "text/inside/naming.h"
#include "text/inside/parallel.h"
#include "text/inside/partition.h"
#include "text/inside/quoting.h"
#include "text/inside/random.h"
#include "text/inside/tree.h"

namespace heed::text {
namespace {

constexpr int kFinePerCoarse = 3;

struct Cancelled {};

class Proposer {
 public:
  Proposer(std::span<const Document> documents, const ThemeOptions& options)
      : documents_(documents), options_(options) {}

  Proposal run() {
    corpus_ = read_corpus(documents_);
    out_.no_content = corpus_.no_content;
    out_.assignments.resize(documents_.size());
    if (corpus_.units() > 0) {
      told(0.1);
      part();
      told(0.8);
      rate_clauses();
      assign();
      told(0.9);
      describe();
    }
    list_unassigned();
    told(1);
    return std::move(out_);
  }

 private:
  void told(double done) const {
    if (options_.progress && !options_.progress(done)) throw Cancelled();
  }

  int fine_wanted(int found) const {
    constexpr int kUnitsPerTheme = 4;
    int wanted = options_.fine_wanted > 0     ? options_.fine_wanted
                 : options_.coarse_wanted > 0 ? kFinePerCoarse * options_.coarse_wanted
                                              : std::max(found, 6);
    return std::clamp(wanted, 1, std::max(1, static_cast<int>(corpus_.units()) / kUnitsPerTheme));
  }

  // The mixture's own count: parts that hold at least 0.3 % of the clauses.
  int count_found() const {
    constexpr int kMost = 60;
    constexpr int kSweeps = 15;
    const Partition found = gsdmm(corpus_, kMost, 0.1, kSweeps, options_.seed);
    std::vector<std::size_t> sizes(found.parts, 0);
    for (const int at : found.part_of) ++sizes[at];
    return static_cast<int>(std::count_if(sizes.begin(), sizes.end(), [&](std::size_t size) {
      return 1000 * size >= 3 * corpus_.units();
    }));
  }

  void part() {
    constexpr int kSweeps = 20;
    const std::uint64_t seed = options_.seed;
    int found = 0;
    Dense by_words;
    Dense by_company;
    const std::vector<std::function<void()>> features = {
        [&] { by_words = lsa(tf_idf(corpus_), seed); },
        [&] { by_company = word_company(corpus_, seed); },
        [&] {
          if (options_.fine_wanted <= 0 && options_.coarse_wanted <= 0) found = count_found();
        }};
    run_all(features, options_.threads);
    rows_ = mixed(by_words, by_company);
    told(0.3);
    const int fine = fine_wanted(found);
    const auto share = [&](double factor) {
      return std::max(1, static_cast<int>(std::lround(factor * fine)));
    };
    const Sample sample = sample_units(by_words);
    const std::span<const std::uint32_t> weights = sample.corpus.unit_weight;
    std::vector<Partition> base(6);
    const std::vector<std::function<void()>> tasks = {
        [&] { base[0] = k_means(sample.rows, weights, share(1), seed + 1); },
        [&] { base[1] = k_means(sample.rows, weights, share(1.3), seed + 2); },
        [&] { base[2] = k_means(sample.by_words, weights, share(1.2), seed + 3); },
        [&] { base[3] = gsdmm(sample.corpus, share(1), 0.1, kSweeps, seed + 4); },
        [&] { base[4] = gsdmm(sample.corpus, share(1.5), 0.05, kSweeps, seed + 5); },
        [&] { base[5] = gsdmm(sample.corpus, share(2), 0.1, kSweeps, seed + 6); }};
    run_all(tasks, options_.threads);
    told(0.7);
    partition_ = consensus(base, weights, fine, seed + 7);
    if (sample.corpus.units() < corpus_.units()) spread(sample);
  }

  // What the partitions are made of: all units, or some of very many.
  struct Sample {
    Corpus corpus;  // Units and terms only.
    Dense rows;
    Dense by_words;
  };

  Sample sample_units(const Dense& by_words) const {
    constexpr double kMost = 50'000;
    const double share = kMost / static_cast<double>(corpus_.units());
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t u = 0; u < corpus_.units(); ++u) {
      if (share >= 1 || random_unit(options_.seed, 30, u) < share) chosen.push_back(u);
    }
    Sample out;
    out.corpus.term_stem = corpus_.term_stem;
    out.rows = Dense(chosen.size(), rows_.cols);
    out.by_words = Dense(chosen.size(), by_words.cols);
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const auto unit = corpus_.unit(chosen[i]);
      out.corpus.unit_terms.insert(out.corpus.unit_terms.end(), unit.begin(), unit.end());
      out.corpus.unit_start.push_back(static_cast<std::uint32_t>(out.corpus.unit_terms.size()));
      out.corpus.unit_weight.push_back(corpus_.unit_weight[chosen[i]]);
      std::copy_n(rows_.row(chosen[i]), rows_.cols, out.rows.row(i));
      std::copy_n(by_words.row(chosen[i]), by_words.cols, out.by_words.row(i));
    }
    return out;
  }

  // From the sample to all: each unit goes to the nearest centre.
  void spread(const Sample& sample) {
    Dense directions = centroids(sample.rows, sample.corpus.unit_weight, partition_);
    scale_rows_to_one(directions);
    const auto themes = static_cast<std::size_t>(partition_.parts);
    std::vector<float> products(themes);
    partition_.part_of.resize(corpus_.units());
    for (std::size_t u = 0; u < corpus_.units(); ++u) {
      times_transposed(rows_.row(u), 1, directions, products.data());
      partition_.part_of[u] =
          static_cast<int>(std::max_element(products.begin(), products.end()) - products.begin());
    }
    number_densely(partition_);
  }

  // How sure each clause's theme is: its share against the best other theme, by closeness.
  void rate_clauses() {
    constexpr float kSharpness = 4;
    centres_ = centroids(rows_, corpus_.unit_weight, partition_);
    Dense directions = centres_;
    scale_rows_to_one(directions);
    const auto themes = static_cast<std::size_t>(partition_.parts);
    closeness_.resize(corpus_.units());
    sureness_.resize(corpus_.units());
    std::vector<float> products(themes);
    for (std::size_t u = 0; u < corpus_.units(); ++u) {
      times_transposed(rows_.row(u), 1, directions, products.data());
      const int own = partition_.part_of[u];
      float other = -1;
      for (std::size_t k = 0; k < themes; ++k) {
        if (static_cast<int>(k) != own) other = std::max(other, products[k]);
      }
      closeness_[u] = products[own];
      sureness_[u] = 1 / (1 + std::exp(kSharpness * (other - products[own])));
    }
  }

  // A comment's themes are its clauses' themes, each by the share of its words.
  void assign() {
    constexpr float kMargin = 0.2f;
    const FurtherThemes further(corpus_, partition_);
    for (std::size_t d = 0; d < documents_.size(); ++d) {
      std::map<int, float> shares;
      float words = 0;
      for (std::uint32_t c = corpus_.clause_start[d]; c < corpus_.clause_start[d + 1]; ++c) {
        const std::uint32_t unit = corpus_.clauses[c].unit;
        if (unit == Corpus::kNoUnit) continue;
        const auto length = static_cast<float>(corpus_.unit(unit).size());
        words += length;
        if (sureness_[unit] < kMargin) continue;
        shares[partition_.part_of[unit]] += length * sureness_[unit];
      }
      // What a clause says beside the whole's theme never outweighs it.
      const auto main = std::max_element(shares.begin(), shares.end(),
                                         [](auto& a, auto& b) { return a.second < b.second; });
      if (main != shares.end()) {
        const float most = main->second;
        std::map<int, float> beside;
        for (const auto& [theme, sureness, terms] : further.of(static_cast<std::uint32_t>(d))) {
          beside[theme] += sureness * static_cast<float>(terms);
        }
        for (const auto& [theme, share] : beside) {
          shares.try_emplace(theme, std::min(share, 0.9f * most));
        }
      }
      for (const auto& [theme, share] : shares) {
        out_.assignments[d].push_back({theme, share / words});
      }
    }
  }

  void describe() {
    const auto themes = static_cast<std::size_t>(partition_.parts);
    std::vector<std::int64_t> size(themes, 0);
    for (const auto& list : out_.assignments) {
      for (const Assignment& assignment : list) ++size[assignment.theme];
    }
    std::vector<double> weight(themes);
    for (std::size_t t = 0; t < themes; ++t) weight[t] = static_cast<double>(size[t]) + 1;
    const int coarse = options_.coarse_wanted > 0
                           ? options_.coarse_wanted
                           : std::max(1, (partition_.parts + kFinePerCoarse / 2) / kFinePerCoarse);
    const std::vector<int> branch = cut_tree(centres_, weight, coarse);
    const std::vector<ThemeWords> words =
        name_themes(corpus_, partition_.part_of, partition_.parts);
    std::vector<std::vector<std::uint32_t>> quotes = quotes_of_themes();

    // Largest first, in both levels.
    std::vector<int> order(themes);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return size[a] != size[b] ? size[a] > size[b] : a < b; });
    std::vector<int> place(themes);
    for (std::size_t i = 0; i < themes; ++i) place[order[i]] = static_cast<int>(i);
    for (auto& list : out_.assignments) {
      for (Assignment& assignment : list) assignment.theme = place[assignment.theme];
      std::sort(list.begin(), list.end(), [](const Assignment& a, const Assignment& b) {
        return a.confidence != b.confidence ? a.confidence > b.confidence : a.theme < b.theme;
      });
    }
    for (const int t : order) {
      out_.fine.push_back({words[t].name.empty() ? "Other" : words[t].name, size[t], branch[t],
                           words[t].keywords, std::move(quotes[t])});
    }
    describe_coarse();
  }

  void describe_coarse() {
    int branches = 0;
    for (const FineTheme& theme : out_.fine) branches = std::max(branches, theme.parent + 1);
    std::vector<std::int64_t> size(branches, 0);
    for (const auto& list : out_.assignments) {
      std::vector<int> parents;
      for (const Assignment& assignment : list)
        parents.push_back(out_.fine[assignment.theme].parent);
      std::sort(parents.begin(), parents.end());
      parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
      for (const int parent : parents) ++size[parent];
    }
    std::vector<int> order(branches);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](int a, int b) { return size[a] != size[b] ? size[a] > size[b] : a < b; });
    std::vector<int> place(branches);
    for (int i = 0; i < branches; ++i) place[order[i]] = i;
    for (FineTheme& theme : out_.fine) theme.parent = place[theme.parent];
    for (const int branch : order) out_.coarse.push_back({"", size[branch]});
    name_coarse();
  }

  // A coarse theme is called after its largest fine theme, and the next where two would be alike.
  void name_coarse() {
    for (std::size_t c = 0; c < out_.coarse.size(); ++c) {
      std::string& name = out_.coarse[c].name;
      int parts = 0;
      for (const FineTheme& theme : out_.fine) {
        if (theme.parent != static_cast<int>(c) || parts == 2) continue;
        const std::string lead = theme.keywords.empty() ? theme.name : theme.keywords.front();
        name += parts++ == 0 ? theme.name.substr(0, theme.name.find(',')) : ", " + lead;
      }
    }
  }

  std::vector<std::vector<std::uint32_t>> quotes_of_themes() const {
    std::vector<std::vector<QuoteCandidate>> candidates(partition_.parts);
    for (const Corpus::Clause& clause : corpus_.clauses) {
      if (clause.unit == Corpus::kNoUnit) continue;
      const int theme = partition_.part_of[clause.unit];
      candidates[theme].push_back({clause.document, clause.unit,
                                   corpus_.document_words[clause.document], sureness_[clause.unit],
                                   closeness_[clause.unit]});
    }
    std::vector<std::vector<std::uint32_t>> out;
    for (auto& list : candidates) out.push_back(choose_quotes(rows_, std::move(list)));
    return out;
  }

  void list_unassigned() {
    std::size_t next = 0;
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      if (next < out_.no_content.size() && out_.no_content[next] == d) {
        ++next;
      } else if (out_.assignments[d].empty()) {
        out_.unassigned.push_back(d);
      }
    }
  }

  std::span<const Document> documents_;
  const ThemeOptions& options_;
  Corpus corpus_;
  Dense rows_;
  Dense centres_;
  Partition partition_;
  std::vector<float> closeness_;  // By unit.
  std::vector<float> sureness_;
  Proposal out_;
};

}  // namespace

Proposal propose_themes(std::span<const Document> documents, const ThemeOptions& options) {
  try {
    return Proposer(documents, options).run();
  } catch (const Cancelled&) {
    Proposal none;
    none.cancelled = true;
    return none;
  }
}

}  // namespace heed::text
