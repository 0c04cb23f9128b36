#include "text/themes.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "text/inside/corpus.h"
#include "text/inside/features.h"
#include "text/inside/level.h"
#include "text/inside/linear.h"
#include "text/inside/naming.h"
#include "text/inside/parallel.h"
#include "text/inside/partition.h"
#include "text/inside/random.h"
#include "text/inside/spreading.h"

namespace heed::text {
namespace {

constexpr int kFinePerCoarse = 3;

struct Cancelled {};

class Proposer {
 public:
  Proposer(std::span<const Document> documents, const ThemeOptions& options)
      : documents_(documents), options_(options) {}

  Proposal run() {
    choose_looked_at();
    corpus_ = read_corpus(looked_at_);
    out_.no_content = corpus_.no_content;
    out_.assignments.resize(documents_.size());
    out_.coarse_assignments.resize(documents_.size());
    if (corpus_.units() > 0) {
      told(0.1);
      part();
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

  // All documents, or by chance some of very many: the rest then go to the themes found in those.
  void choose_looked_at() {
    constexpr std::size_t kWholeMost = 20'000;
    constexpr double kSample = 12'000;
    const double share = kSample / static_cast<double>(std::max<std::size_t>(1, documents_.size()));
    if (documents_.size() <= kWholeMost) {
      looked_at_.assign(documents_.begin(), documents_.end());
      return;
    }
    for (std::uint32_t d = 0; d < documents_.size(); ++d) {
      if (random_unit(options_.seed, 30, d) >= share) continue;
      looked_at_.push_back(documents_[d]);
      number_of_.push_back(d);
    }
  }
  bool looked_at_all() const { return number_of_.empty(); }
  Pace pace() const { return looked_at_all() ? Pace::careful : Pace::brisk; }

  int within_reason(int wanted) const {
    constexpr int kUnitsPerTheme = 4;
    // What many people said in the same words can be a theme by itself.
    std::size_t said = 0;
    for (const std::uint32_t weight : corpus_.unit_weight) said += weight;
    const auto most = static_cast<int>(std::min(corpus_.units(), said / kUnitsPerTheme));
    return std::clamp(wanted, 1, std::max(1, most));
  }
  int fine_wanted(int found) const {
    if (options_.fine_wanted > 0) return within_reason(options_.fine_wanted);
    if (options_.coarse_wanted <= 0) return within_reason(std::max(found, 6));
    // The stratum of those that say nothing is one of them.
    return within_reason(kFinePerCoarse * options_.coarse_wanted - !out_.no_content.empty());
  }
  int coarse_wanted(int fine) const {
    return within_reason(options_.coarse_wanted > 0
                             ? options_.coarse_wanted
                             : std::max(1, (fine + kFinePerCoarse / 2) / kFinePerCoarse));
  }

  // The mixture's own count: parts that hold at least 0.3 % of the clauses.
  int count_found() const {
    constexpr int kMost = 60;
    constexpr int kSweeps = 15;
    const Partition found = gsdmm(corpus_, kMost, 0.1, kSweeps, options_.seed, pace());
    std::vector<std::size_t> sizes(found.parts, 0);
    for (const int at : found.part_of) ++sizes[at];
    return static_cast<int>(std::count_if(sizes.begin(), sizes.end(), [&](std::size_t size) {
      return 1000 * size >= 3 * corpus_.units();
    }));
  }

  void part() {
    const int sweeps = pace() == Pace::careful ? 20 : 16;
    const std::uint64_t seed = options_.seed;
    const std::size_t rank = pace() == Pace::careful ? 100 : 64;
    int found = 0;
    Dense by_words;
    Dense by_company;
    const std::vector<std::function<void()>> features = {
        [&] { by_words = lsa(tf_idf(corpus_), rank, seed); },
        [&] { by_company = word_company(corpus_, rank, seed); },
        [&] {
          if (options_.fine_wanted <= 0 && options_.coarse_wanted <= 0) found = count_found();
        }};
    run_all(features, options_.threads);
    rows_ = mixed(by_words, by_company);
    told(0.3);
    const int fine = fine_wanted(found);
    const int coarse = coarse_wanted(fine);
    by_company = Dense();
    const std::span<const std::uint32_t> weights = corpus_.unit_weight;
    const auto by_mix = [&](double parts, std::uint64_t n) {
      return [&, parts, n] { return k_means(rows_, weights, number(parts), seed + n, pace()); };
    };
    const auto by_words_alone = [&](double parts, std::uint64_t n) {
      return [&, parts, n] { return k_means(by_words, weights, number(parts), seed + n, pace()); };
    };
    const auto by_mixture = [&](double parts, double beta, std::uint64_t n) {
      return [&, parts, beta, sweeps, n] {
        return gsdmm(corpus_, number(parts), beta, sweeps, seed + n, pace());
      };
    };
    // A small beta parts by few words, so that what is seldom said (a place, a phone call) has a
    // part of its own. The two levels gain from different company: a few broad parts are steadier
    // when each of their bases is finer than they are; many small ones when some are of their own
    // size.
    const std::vector<std::function<Partition()>> ways = {by_mix(fine, 1),
                                                          by_mix(1.3 * fine, 2),
                                                          by_words_alone(1.2 * fine, 3),
                                                          by_mixture(fine, 0.01, 4),
                                                          by_mixture(1.5 * fine, 0.03, 5),
                                                          by_mixture(2 * fine, 0.05, 6),
                                                          by_mix(1.3 * coarse, 11),
                                                          by_mix(1.6 * coarse, 12),
                                                          by_mix(2 * coarse, 13),
                                                          by_mixture(1.5 * coarse, 0.05, 14),
                                                          by_mixture(1.5 * coarse, 0.1, 15),
                                                          by_mixture(2 * coarse, 0.05, 16),
                                                          by_mixture(2 * coarse, 0.1, 17),
                                                          by_mixture(3 * coarse, 0.05, 18)};
    constexpr std::size_t kWaysFine = 6;
    std::vector<Partition> base(ways.size());
    std::vector<std::function<void()>> tasks;
    for (std::size_t i = 0; i < ways.size(); ++i) {
      tasks.emplace_back([&, i] { base[i] = ways[i](); });
    }
    run_all(tasks, options_.threads);
    told(0.6);
    const std::span<const Partition> bases = base;
    const std::vector<std::function<void()>> agreements = {
        [&] { fine_ = consensus(bases.first(kWaysFine), weights, fine, seed + 7); },
        [&] { coarse_ = consensus(bases.subspan(kWaysFine), weights, coarse, seed + 8); }};
    run_all(agreements, options_.threads);
    told(0.7);
  }

  static int number(double parts) { return std::max(1, static_cast<int>(std::lround(parts))); }

  // Each fine theme's: where most of its clauses are, however many say the same.
  std::vector<int> parents(const Partition& fine, const Partition& coarse) const {
    std::vector<double> shared(static_cast<std::size_t>(fine.parts) * coarse.parts, 0);
    for (std::size_t u = 0; u < corpus_.units(); ++u) {
      shared[static_cast<std::size_t>(fine.part_of[u]) * coarse.parts + coarse.part_of[u]] +=
          corpus_.unit_weight[u];
    }
    std::vector<int> out;
    for (int t = 0; t < fine.parts; ++t) {
      const auto first = shared.begin() + static_cast<std::ptrdiff_t>(t) * coarse.parts;
      out.push_back(static_cast<int>(std::max_element(first, first + coarse.parts) - first));
    }
    return out;
  }

  void describe() {
    const Level coarse(corpus_, rows_, std::move(coarse_), options_.threads);
    const Level fine(corpus_, rows_, std::move(fine_), options_.threads);
    if (looked_at_all()) {
      out_.coarse_assignments = coarse.assignments();
      out_.assignments = fine.assignments();
    } else {
      out_.no_content.clear();
      Spreading(corpus_, fine.partition(), coarse.partition())
          .give(documents_, options_.threads, out_);
    }
    told(0.85);
    std::vector<ThemeWords> coarse_words, fine_words;
    std::vector<std::vector<std::uint32_t>> coarse_quotes, fine_quotes;
    const std::vector<std::function<void()>> tasks = {
        [&] { fine_words = name_themes(corpus_, fine.partition().part_of, fine.themes()); },
        [&] { coarse_words = name_themes(corpus_, coarse.partition().part_of, coarse.themes()); },
        [&] { fine_quotes = quotes_of(fine, out_.assignments); },
        [&] { coarse_quotes = quotes_of(coarse, out_.coarse_assignments); }};
    run_all(tasks, options_.threads);
    const BySize coarse_order = number_by_size(out_.coarse_assignments, coarse.themes());
    std::vector<int> place(coarse.themes());
    for (std::size_t c = 0; c < place.size(); ++c) {
      const int old = coarse_order.old_number[c];
      place[old] = static_cast<int>(c);
      out_.coarse.push_back({named(coarse_words[old]), coarse_order.size[c],
                             coarse_words[old].keywords, std::move(coarse_quotes[old])});
    }
    const std::vector<int> parent = parents(fine.partition(), coarse.partition());
    const BySize fine_order = number_by_size(out_.assignments, fine.themes());
    for (std::size_t t = 0; t < fine_order.size.size(); ++t) {
      const int old = fine_order.old_number[t];
      out_.fine.push_back({named(fine_words[old]), fine_order.size[t], place[parent[old]],
                           fine_words[old].keywords, std::move(fine_quotes[old])});
    }
  }

  // Each theme's, of those documents that were given it.
  std::vector<std::vector<std::uint32_t>> quotes_of(
      const Level& level, std::span<const std::vector<Assignment>> given) const {
    std::vector<std::vector<std::uint32_t>> out = level.quotes(looked_at_);
    for (std::size_t t = 0; t < out.size() && !looked_at_all(); ++t) {
      for (std::uint32_t& d : out[t]) d = number_of_[d];
      std::erase_if(out[t], [&](std::uint32_t d) {
        return std::ranges::none_of(
            given[d], [&](const Assignment& a) { return a.theme == static_cast<int>(t); });
      });
    }
    return out;
  }

  static std::string named(const ThemeWords& words) {
    return words.name.empty() ? "Other" : words.name;
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
  std::vector<Document> looked_at_;       // What themes are found in.
  std::vector<std::uint32_t> number_of_;  // Of each in documents_; empty when those are all.
  Corpus corpus_;
  Dense rows_;
  Partition fine_;
  Partition coarse_;
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
