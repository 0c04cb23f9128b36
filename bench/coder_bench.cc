// A coder who answers from people's own codes, one action for each theme merged or renamed and for
// each comment coded: F1 on comments nobody showed it, after 100, 300 and 600 actions.
//
//   coder_bench [SHARED]        the folder that holds data/themes; ../shared without it
//
// Three ways: comments at random; those the engine would have coded next; and the engine's proposed
// themes first, each named by the code of its best quote (which is thereby coded; a name given
// before is a merge), then those it would have coded next.
#include <fmt/format.h>

#include <array>
#include <fstream>
#include <numeric>
#include <set>

#include "app/labels_in.h"
#include "text/coding.h"
#include "text/inside/random.h"

namespace heed {
namespace {

constexpr std::array<std::size_t, 3> kAfter = {100, 300, 600};
constexpr std::size_t kBatch = 20;

struct Coded {
  std::vector<text::Document> documents;
  std::vector<std::vector<int>> codes;
};

std::set<std::string> ids_in(const std::string& path) {
  std::ifstream file(path);
  return {std::istream_iterator<std::string>(file), {}};
}

Coded those(const app::Comments& comments, const app::LabelsIn& labels,
            const std::set<std::string>& ids) {
  Coded out;
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const auto codes = labels.of(comments.id(i));
    if (!codes || !ids.contains(std::string(comments.id(i)))) continue;
    out.documents.push_back({comments.text(i), comments.question(i)});
    out.codes.push_back(*codes);
  }
  return out;
}

double micro_f1(const text::Coder& coder, const Coded& asked) {
  const auto said = coder.themes(asked.documents);
  double right = 0, named = 0, wanted = 0;
  for (std::size_t i = 0; i < said.size(); ++i) {
    named += static_cast<double>(said[i].size());
    wanted += static_cast<double>(asked.codes[i].size());
    for (const text::Said& one : said[i])
      right += static_cast<double>(std::ranges::count(asked.codes[i], one.theme));
  }
  return 2 * right / std::max(1.0, named + wanted);
}

class Simulated {
 public:
  Simulated(const Coded& learnt, const Coded& asked, int themes, std::uint64_t seed)
      : learnt_(learnt),
        asked_(asked),
        seed_(seed),
        coder_(learnt.documents, themes, {.single = true, .threads = 2, .seed = seed}) {}

  void code_at_random() {
    std::vector<std::uint32_t> order(learnt_.documents.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](std::uint32_t i) { return text::random_bits(seed_, 40, i); });
    for (const std::uint32_t i : order)
      if (!act(i)) return;
  }

  void name_themes() {
    const text::Proposal found =
        text::propose_themes(learnt_.documents, {.seed = seed_, .threads = 2});
    for (const text::FineTheme& theme : found.fine)
      if (!theme.quotes.empty() && !act(theme.quotes[0])) return;
  }

  void code_as_asked() {
    while (true) {
      coder_.learn();
      for (const text::Coder::Next& next : coder_.next_batch(kBatch))
        if (!act(next.comment, next.chosen)) return;
    }
  }

  const std::vector<double>& f1() const { return f1_; }

 private:
  // False when that was the last that counts.
  bool act(std::uint32_t comment, text::Chosen chosen = text::Chosen::otherwise) {
    coder_.code(comment, learnt_.codes[comment], chosen);
    if (++actions_ != kAfter[f1_.size()]) return true;
    coder_.learn();
    f1_.push_back(micro_f1(coder_, asked_));
    return f1_.size() < kAfter.size();
  }

  const Coded& learnt_;
  const Coded& asked_;
  std::uint64_t seed_;
  text::Coder coder_;
  std::size_t actions_ = 0;
  std::vector<double> f1_;
};

void say(std::string_view set, std::string_view way, const std::vector<std::vector<double>>& runs) {
  fmt::print("{:16} {:34}", set, way);
  for (std::size_t k = 0; k < kAfter.size(); ++k) {
    double sum = 0;
    for (const auto& run : runs) sum += run[k];
    fmt::print(" {:6.3f}", sum / static_cast<double>(runs.size()));
  }
  fmt::print("\n");
  std::fflush(stdout);
}

Result<> run(const std::string& folder, const std::string& set) {
  const app::Comments comments = TRY(app::read_comments(folder + set + ".csv", {}));
  const app::LabelsIn labels = TRY(app::read_labels(folder + set + ".gold.csv"));
  const Coded learnt = those(comments, labels, ids_in(folder + set + ".train.ids"));
  const Coded asked = those(comments, labels, ids_in(folder + set + ".test.ids"));
  const int themes = static_cast<int>(labels.names().size());
  std::vector<std::vector<double>> at_random, chosen, themes_first;
  for (const std::uint64_t seed : {1, 2, 3}) {
    Simulated first(learnt, asked, themes, seed);
    first.code_at_random();
    at_random.push_back(first.f1());
    Simulated second(learnt, asked, themes, seed);
    second.code_as_asked();
    chosen.push_back(second.f1());
    Simulated third(learnt, asked, themes, seed);
    third.name_themes();
    if (third.f1().size() < kAfter.size()) third.code_as_asked();
    themes_first.push_back(third.f1());
  }
  say(set, "comments at random", at_random);
  say(set, "the engine's choice", chosen);
  say(set, "its themes named, then its choice", themes_first);
  return Done{};
}

}  // namespace
}  // namespace heed

int main(int count, char** words) {
  const std::string folder = std::string(count > 1 ? words[1] : "../shared") + "/data/themes/";
  if (!std::ifstream(folder + "SOURCE.md")) {
    fmt::print("SKIP the simulated coder: {} is not there\n", folder);
    return 0;
  }
  fmt::print("{:16} {:34} {:>6} {:>6} {:>6}  micro F1 after so many actions, mean of 3 seeds\n",
             "set", "way", heed::kAfter[0], heed::kAfter[1], heed::kAfter[2]);
  for (const char* set : {"nhs_fft_phase1", "banking77"}) {
    if (const auto done = heed::run(folder, set); !done) {
      fmt::print("{}: {}\n", set, done.error().said);
      return 1;
    }
  }
  return 0;
}
