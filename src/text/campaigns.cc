#include "text/campaigns.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "text/inside/near_duplicates.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

constexpr std::size_t kMembersLeast = 5;
constexpr std::size_t kCoreRun = 3;  // Words.

class Finder {
 public:
  explicit Finder(std::span<const std::string_view> texts) : texts_(texts) {}

  Campaigns run() {
    read();
    group_ = near_duplicate_groups(words_, kMembersLeast);
    groups_ = 1 + *std::max_element(group_.begin(), group_.end());
    // A core finds members the fingerprints missed, and a group that fell in two comes together;
    // a second look has the better core.
    constexpr int kLooks = 3;
    for (int look = 0; look < kLooks && groups_ > 0; ++look) {
      find_cores();
      merge_alike();
      find_cores();
      absorb();
    }
    return report();
  }

 private:
  void read() {
    Tokens tokens;
    for (const std::string_view text : texts_) {
      tokenise(text, tokens);
      std::vector<std::uint64_t>& words = words_.emplace_back();
      auto& places = places_.emplace_back();
      for (const Token& token : tokens.list) {
        words.push_back(std::hash<std::string_view>()(tokens.lowered(token)));
        places.emplace_back(token.begin, token.end);
      }
    }
  }

  template <class Use>
  void for_each_run(std::size_t document, Use&& use) const {
    const std::vector<std::uint64_t>& words = words_[document];
    for (std::size_t at = 0; at + kCoreRun <= words.size(); ++at) {
      use(at, run_of_words(words, at, kCoreRun));
    }
  }

  std::vector<std::uint64_t> distinct_runs(std::size_t document) const {
    std::vector<std::uint64_t> runs;
    for_each_run(document, [&](std::size_t, std::uint64_t run) { runs.push_back(run); });
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    return runs;
  }

  // Runs in at least 30 % of the members, and hardly anywhere else.
  void find_cores() {
    constexpr double kShareLeast = 0.3;
    constexpr double kOutsideMost = 0.1;  // Of the number inside.
    std::vector<std::unordered_map<std::uint64_t, std::uint32_t>> inside(groups_);
    std::vector<std::size_t> size(groups_, 0);
    std::unordered_map<std::uint64_t, std::uint32_t> everywhere;
    for (std::size_t d = 0; d < texts_.size(); ++d) {
      if (group_[d] < 0) continue;
      ++size[group_[d]];
      for (const std::uint64_t run : distinct_runs(d)) ++inside[group_[d]][run];
    }
    for (int g = 0; g < groups_; ++g) {
      std::erase_if(inside[g], [&](const auto& entry) {
        return entry.second < kShareLeast * static_cast<double>(size[g]);
      });
      for (const auto& entry : inside[g]) everywhere[entry.first] = 0;
    }
    for (std::size_t d = 0; d < texts_.size(); ++d) {
      for (const std::uint64_t run : distinct_runs(d)) {
        const auto found = everywhere.find(run);
        if (found != everywhere.end()) ++found->second;
      }
    }
    cores_.assign(groups_, {});
    shared_cores_.clear();
    for (int g = 0; g < groups_; ++g) {
      for (const auto& [run, count] : inside[g]) {
        const double outside = everywhere[run] - count;
        if (outside <= kOutsideMost * count) cores_[g].insert(run);
        shared_cores_[run].push_back(g);
      }
    }
  }

  // Two groups are one letter when half of what one's members share, the other's share too.
  void merge_alike() {
    constexpr double kAlike = 0.5;
    std::vector<std::size_t> common(groups_, 0);
    std::map<std::pair<int, int>, std::size_t> both;
    for (auto& [run, groups] : shared_cores_) {
      std::sort(groups.begin(), groups.end());
      for (std::size_t i = 0; i < groups.size(); ++i) {
        ++common[groups[i]];
        for (std::size_t j = i + 1; j < groups.size(); ++j) ++both[{groups[i], groups[j]}];
      }
    }
    std::vector<int> into(groups_);
    for (int g = 0; g < groups_; ++g) into[g] = g;
    for (const auto& [pair, count] : both) {
      const auto least = static_cast<double>(std::min(common[pair.first], common[pair.second]));
      if (static_cast<double>(count) >= kAlike * least) into[pair.second] = into[pair.first];
    }
    for (int& g : group_) {
      if (g >= 0) g = into[g];
    }
  }

  // Whoever holds enough of a core is a member, and whoever does not is none.
  void absorb() {
    constexpr std::size_t kRunsLeast = 3;
    std::unordered_map<std::uint64_t, std::vector<int>> owners;
    for (int g = 0; g < groups_; ++g) {
      for (const std::uint64_t run : cores_[g]) owners[run].push_back(g);
    }
    std::vector<std::size_t> held(groups_, 0);
    std::vector<std::size_t> size(groups_, 0);
    for (std::size_t d = 0; d < texts_.size(); ++d) {
      std::fill(held.begin(), held.end(), 0);
      for (const std::uint64_t run : distinct_runs(d)) {
        const auto found = owners.find(run);
        if (found == owners.end()) continue;
        for (const int g : found->second) ++held[g];
      }
      const auto most = std::max_element(held.begin(), held.end());
      group_[d] = *most >= kRunsLeast ? static_cast<int>(most - held.begin()) : -1;
      if (group_[d] >= 0) ++size[group_[d]];
    }
    for (int& g : group_) {
      if (g >= 0 && size[g] < kMembersLeast) g = -1;
    }
  }

  Campaigns report() const {
    Campaigns out;
    out.campaign_of.assign(texts_.size(), -1);
    out.shared.resize(texts_.size());
    std::vector<Campaign> found(groups_);
    std::vector<std::size_t> most(groups_, 0);
    for (std::uint32_t d = 0; d < texts_.size(); ++d) {
      if (group_[d] < 0) continue;
      Campaign& campaign = found[group_[d]];
      campaign.members.push_back(d);
      std::size_t held = 0;
      for_each_run(d, [&](std::size_t at, std::uint64_t run) {
        if (!cores_[group_[d]].contains(run)) return;
        ++held;
        const std::uint32_t begin = places_[d][at].first;
        const std::uint32_t end = places_[d][at + kCoreRun - 1].second;
        auto& ranges = out.shared[d];
        if (!ranges.empty() && begin <= ranges.back().second) {
          ranges.back().second = end;
        } else {
          ranges.emplace_back(begin, end);
        }
      });
      if (held > most[group_[d]]) {
        most[group_[d]] = held;
        campaign.letter = d;
      }
    }
    std::vector<int> order;
    for (int g = 0; g < groups_; ++g) {
      if (!found[g].members.empty()) order.push_back(g);
    }
    std::sort(order.begin(), order.end(), [&](int a, int b) {
      const std::size_t left = found[a].members.size();
      const std::size_t right = found[b].members.size();
      return left != right ? left > right : a < b;
    });
    for (const int g : order) {
      Campaign& campaign = found[g];
      for (const auto& [begin, end] : out.shared[campaign.letter]) {
        campaign.core.emplace_back(texts_[campaign.letter].substr(begin, end - begin));
      }
      for (const std::uint32_t d : campaign.members) {
        out.campaign_of[d] = static_cast<int>(out.campaigns.size());
      }
      out.campaigns.push_back(std::move(campaign));
    }
    return out;
  }

  std::span<const std::string_view> texts_;
  std::vector<std::vector<std::uint64_t>> words_;
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> places_;
  std::vector<int> group_;
  int groups_ = 0;
  std::vector<std::unordered_set<std::uint64_t>> cores_;
  std::unordered_map<std::uint64_t, std::vector<int>> shared_cores_;
};

}  // namespace

Campaigns find_campaigns(std::span<const std::string_view> texts) {
  if (texts.empty()) return {};
  return Finder(texts).run();
}

}  // namespace heed::text
