#include "text/campaigns.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "text/inside/near_duplicates.h"
#include "text/inside/run_table.h"
#include "text/inside/word_hashes.h"
#include "text/tokens.h"

namespace heed::text {
namespace {

constexpr std::size_t kMembersLeast = 5;
constexpr std::size_t kCoreRun = 3;    // Words.
constexpr std::size_t kRunsLeast = 3;  // Of a core, in a member.

using Places = std::vector<std::pair<std::uint32_t, std::uint32_t>>;  // Bytes [begin, end).

template <class Use>
void for_each_run(std::span<const std::uint32_t> words, Use&& use) {
  for (std::size_t at = 0; at + kCoreRun <= words.size(); ++at) {
    use(at, hash_run(words.subspan(at, kCoreRun)));
  }
}

class Finder {
 public:
  explicit Finder(std::span<const std::string_view> texts) : texts_(texts) {}

  Campaigns run() {
    words_ = hash_words(texts_);
    group_ = near_duplicate_groups(words_, kMembersLeast);
    groups_ = 1 + *std::max_element(group_.begin(), group_.end());
    if (groups_ > 0) {
      find_shared_runs();
      // A core finds members the fingerprints missed, and a group that fell in two comes together;
      // a second look has the better core.
      constexpr int kLooks = 3;
      for (int look = 0; look < kLooks; ++look) {
        const std::vector<int> before = group_;
        find_cores();
        if (merge_alike()) find_cores();
        absorb();
        if (group_ == before) break;
      }
    }
    return report();
  }

 private:
  // What at least 20 % of a group's members hold, seen on some of very many.
  void append_shared(std::span<const std::uint32_t> members,
                     std::vector<std::uint32_t>& out) const {
    constexpr double kShareLeast = 0.2;
    constexpr std::size_t kLookedAt = 64;
    std::vector<std::uint32_t> all, own;
    const std::size_t step = (members.size() + kLookedAt - 1) / kLookedAt;
    double looked_at = 0;
    for (std::size_t m = 0; m < members.size(); m += step) {
      own.clear();
      for_each_run(words_.of(members[m]), [&](auto, std::uint32_t run) { own.push_back(run); });
      std::sort(own.begin(), own.end());
      own.erase(std::unique(own.begin(), own.end()), own.end());
      all.insert(all.end(), own.begin(), own.end());
      ++looked_at;
    }
    std::sort(all.begin(), all.end());
    for (auto at = all.begin(); at != all.end();) {
      const auto after = std::upper_bound(at, all.end(), *at);
      const auto held = static_cast<double>(after - at);
      if (held >= 2 && held >= kShareLeast * looked_at) out.push_back(*at);
      at = after;
    }
  }

  // The runs that cores can be made of, and who holds them: all texts are looked at this once.
  void find_shared_runs() {
    std::vector<std::vector<std::uint32_t>> members(groups_);
    for (std::uint32_t d = 0; d < group_.size(); ++d) {
      if (group_[d] >= 0) members[group_[d]].push_back(d);
    }
    std::vector<std::uint32_t> runs;
    for (const auto& list : members) append_shared(list, runs);
    std::sort(runs.begin(), runs.end());
    runs.erase(std::unique(runs.begin(), runs.end()), runs.end());
    table_ = RunTable(std::move(runs));
    everywhere_.assign(table_.size(), 0);
    std::vector<std::uint32_t> last(table_.size(), ~0u);
    for (std::uint32_t d = 0; d < group_.size(); ++d) {
      const std::size_t first = held_.size();
      for_each_run(words_.of(d), [&](std::size_t, std::uint32_t run) {
        const std::uint32_t number = table_.number_of(run);
        if (number == RunTable::kNone || std::exchange(last[number], d) == d) return;
        held_.push_back(number);
        ++everywhere_[number];
      });
      if (held_.size() == first) continue;
      holders_.push_back(d);
      held_start_.push_back(static_cast<std::uint32_t>(held_.size()));
    }
  }

  template <class Use>
  void for_each_holder(Use&& use) {
    for (std::size_t i = 0; i < holders_.size(); ++i) {
      use(holders_[i],
          std::span(held_).subspan(held_start_[i], held_start_[i + 1] - held_start_[i]));
    }
  }

  // Runs in at least 30 % of the members, and hardly anywhere else.
  void find_cores() {
    constexpr double kShareLeast = 0.3;
    constexpr double kOutsideMost = 0.1;  // Of the number inside; so a run has one owner at most.
    std::vector<std::uint32_t> size(groups_, 0);
    std::vector<std::uint64_t> inside;  // Run and group, one for each text.
    for_each_holder([&](std::uint32_t d, std::span<const std::uint32_t> runs) {
      const int g = group_[d];
      if (g < 0) return;
      ++size[g];
      for (const std::uint32_t run : runs) {
        inside.push_back(std::uint64_t{run} << 32 | static_cast<std::uint32_t>(g));
      }
    });
    sort_by_upper_half(inside);
    owner_.assign(table_.size(), -1);
    shared_.assign(table_.size(), {});
    std::vector<std::uint32_t> count(groups_, 0);
    for (std::size_t i = 0; i < inside.size();) {
      const auto run = static_cast<std::uint32_t>(inside[i] >> 32);
      std::vector<int>& groups = shared_[run];
      for (; i < inside.size() && inside[i] >> 32 == run; ++i) {
        const auto g = static_cast<int>(inside[i] & 0xFFFFFFFFu);
        if (count[g]++ == 0) groups.push_back(g);
      }
      std::erase_if(groups, [&](int g) {
        const double held = std::exchange(count[g], 0);
        if (held < kShareLeast * size[g]) return true;
        if (everywhere_[run] - held <= kOutsideMost * held) owner_[run] = g;
        return false;
      });
    }
  }

  // Two groups are one letter when half of what one's members share, the other's share too.
  bool merge_alike() {
    constexpr double kAlike = 0.5;
    std::vector<std::size_t> common(groups_, 0);
    std::map<std::pair<int, int>, std::size_t> both;
    for (std::vector<int>& groups : shared_) {
      std::sort(groups.begin(), groups.end());
      for (std::size_t i = 0; i < groups.size(); ++i) {
        ++common[groups[i]];
        for (std::size_t j = i + 1; j < groups.size(); ++j) ++both[{groups[i], groups[j]}];
      }
    }
    std::vector<int> into(groups_);
    std::iota(into.begin(), into.end(), 0);
    bool merged = false;
    for (const auto& [pair, count] : both) {
      const auto least = static_cast<double>(std::min(common[pair.first], common[pair.second]));
      if (static_cast<double>(count) < kAlike * least) continue;
      into[pair.second] = into[pair.first];
      merged = true;
    }
    for (int& g : group_) {
      if (g >= 0) g = into[g];
    }
    return merged;
  }

  // Whoever holds enough of a core is a member, and whoever does not is none.
  void absorb() {
    std::vector<std::size_t> held(groups_, 0);
    std::vector<std::size_t> size(groups_, 0);
    std::vector<int> met;
    std::fill(group_.begin(), group_.end(), -1);
    for_each_holder([&](std::uint32_t d, std::span<const std::uint32_t> runs) {
      met.clear();
      for (const std::uint32_t run : runs) {
        const int g = owner_[run];
        if (g >= 0 && held[g]++ == 0) met.push_back(g);
      }
      std::size_t most = kRunsLeast - 1;
      for (const int g : met) {
        if (held[g] > most || (held[g] == most && g < group_[d])) {
          most = held[g];
          group_[d] = g;
        }
        held[g] = 0;
      }
      if (group_[d] >= 0) ++size[group_[d]];
    });
    for (int& g : group_) {
      if (g >= 0 && size[g] < kMembersLeast) g = -1;
    }
  }

  // The byte ranges of a text that are the template's, and how many runs they are made of.
  std::size_t find_shared(std::uint32_t text, Places& places, Tokens& tokens,
                          Places& ranges) const {
    find_words(texts_[text], tokens, places);
    std::size_t held = 0;
    for_each_run(words_.of(text), [&](std::size_t at, std::uint32_t run) {
      const std::uint32_t number = table_.number_of(run);
      if (number == RunTable::kNone || owner_[number] != group_[text]) return;
      ++held;
      const std::uint32_t begin = places[at].first;
      const std::uint32_t end = places[at + kCoreRun - 1].second;
      if (!ranges.empty() && begin <= ranges.back().second) {
        ranges.back().second = end;
      } else {
        ranges.emplace_back(begin, end);
      }
    });
    return held;
  }

  Campaigns report() const {
    Campaigns out;
    out.campaign_of.assign(texts_.size(), -1);
    out.shared.resize(texts_.size());
    std::vector<Campaign> found(groups_);
    std::vector<std::size_t> most(groups_, 0);
    Tokens tokens;
    Places places;
    for (std::uint32_t d = 0; d < texts_.size(); ++d) {
      if (group_[d] < 0) continue;
      Campaign& campaign = found[group_[d]];
      campaign.members.push_back(d);
      const std::size_t held = find_shared(d, places, tokens, out.shared[d]);
      if (held > most[group_[d]]) {
        most[group_[d]] = held;
        campaign.letter = d;
      }
    }
    std::erase_if(found, [](const Campaign& campaign) { return campaign.members.empty(); });
    std::sort(found.begin(), found.end(), [](const Campaign& a, const Campaign& b) {
      const std::size_t left = a.members.size();
      const std::size_t right = b.members.size();
      return left != right ? left > right : a.members.front() < b.members.front();
    });
    for (Campaign& campaign : found) {
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
  WordHashes words_;
  std::vector<int> group_;
  int groups_ = 0;
  RunTable table_;                            // Runs that cores can be made of.
  std::vector<std::uint32_t> everywhere_;     // By run: texts that hold it.
  std::vector<std::uint32_t> holders_;        // Texts that hold any.
  std::vector<std::uint32_t> held_;           // Their runs, one text's after another's.
  std::vector<std::uint32_t> held_start_{0};  // By holder, and one past the last.
  std::vector<std::vector<int>> shared_;      // By run: groups of which many members hold it.
  std::vector<int> owner_;                    // By run: whose core it is, or -1.
};

}  // namespace

Campaigns find_campaigns(std::span<const std::string_view> texts) {
  if (texts.empty()) return {};
  return Finder(texts).run();
}

}  // namespace heed::text
