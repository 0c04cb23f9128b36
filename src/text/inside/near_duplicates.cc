#include "text/inside/near_duplicates.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "text/inside/random.h"

namespace heed::text {
namespace {

struct Link {
  std::uint32_t to;
  float weight;
};

// Winnowing: of every four runs of four words in a row the least hash, so that any shared stretch
// of seven words leaves a shared fingerprint.
std::vector<std::uint64_t> fingerprints(std::span<const std::uint64_t> words) {
  constexpr std::size_t kRun = 4;
  constexpr std::size_t kWindow = 4;
  std::vector<std::uint64_t> runs;
  for (std::size_t at = 0; at + kRun <= words.size(); ++at) {
    runs.push_back(run_of_words(words, at, kRun));
  }
  std::vector<std::uint64_t> out;
  for (std::size_t at = 0; at < runs.size(); ++at) {
    const std::size_t end = std::min(runs.size(), at + kWindow);
    if (at > 0 && end - at < kWindow) break;
    out.push_back(*std::min_element(runs.begin() + at, runs.begin() + end));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::vector<Link>> link(std::span<const std::vector<std::uint64_t>> marks) {
  // Within a long list each text meets only its next neighbours. Texts of one letter are
  // neighbours in all its lists, and the work stays linear however many people sent it.
  constexpr std::size_t kNeighbours = 64;
  constexpr std::uint32_t kSharedLeast = 3;
  constexpr float kContainmentLeast = 0.25f;
  std::vector<std::pair<std::uint64_t, std::uint32_t>> postings;
  for (std::uint32_t node = 0; node < marks.size(); ++node) {
    for (const std::uint64_t mark : marks[node]) postings.emplace_back(mark, node);
  }
  std::sort(postings.begin(), postings.end());
  std::vector<std::vector<std::uint32_t>> met(marks.size());
  for (std::size_t i = 0; i < postings.size(); ++i) {
    const std::size_t end = std::min(postings.size(), i + 1 + kNeighbours);
    for (std::size_t j = i + 1; j < end && postings[j].first == postings[i].first; ++j) {
      met[postings[i].second].push_back(postings[j].second);
    }
  }
  std::vector<std::vector<Link>> links(marks.size());
  for (std::uint32_t node = 0; node < marks.size(); ++node) {
    std::sort(met[node].begin(), met[node].end());
    for (std::size_t i = 0; i < met[node].size();) {
      const std::uint32_t other = met[node][i];
      std::size_t j = i;
      while (j < met[node].size() && met[node][j] == other) ++j;
      const auto shared = static_cast<std::uint32_t>(j - i);
      const float containment =
          static_cast<float>(shared) /
          static_cast<float>(std::min(marks[node].size(), marks[other].size()));
      if (shared >= kSharedLeast && containment >= kContainmentLeast) {
        links[node].push_back({other, containment});
        links[other].push_back({node, containment});
      }
      i = j;
    }
    std::vector<std::uint32_t>().swap(met[node]);
  }
  return links;
}

std::vector<std::uint32_t> propagate(std::span<const std::vector<Link>> links,
                                     std::span<const std::uint32_t> weights) {
  constexpr int kRounds = 8;
  std::vector<std::uint32_t> label(links.size());
  for (std::uint32_t node = 0; node < label.size(); ++node) label[node] = node;
  std::map<std::uint32_t, float> votes;
  for (int round = 0; round < kRounds; ++round) {
    bool changed = false;
    for (std::uint32_t node = 0; node < label.size(); ++node) {
      if (links[node].empty()) continue;
      votes.clear();
      for (const Link& l : links[node]) {
        votes[label[l.to]] += l.weight * static_cast<float>(weights[l.to]);
      }
      const auto best =
          std::max_element(votes.begin(), votes.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      changed = changed || label[node] != best->first;
      label[node] = best->first;
    }
    if (!changed) break;
  }
  return label;
}

}  // namespace

std::uint64_t run_of_words(std::span<const std::uint64_t> words, std::size_t at,
                           std::size_t count) {
  std::uint64_t hash = count;
  for (std::size_t i = at; i < at + count; ++i) hash = mix_bits(hash ^ words[i]);
  return hash;
}

std::vector<int> near_duplicate_groups(std::span<const std::vector<std::uint64_t>> words,
                                       std::size_t members_least) {
  // Equal texts are one node with their number as its weight.
  std::unordered_map<std::uint64_t, std::uint32_t> node_of_text;
  std::vector<std::uint32_t> node(words.size());
  std::vector<std::uint32_t> weights;
  std::vector<std::vector<std::uint64_t>> marks;
  for (std::size_t d = 0; d < words.size(); ++d) {
    const std::uint64_t whole = run_of_words(words[d], 0, words[d].size());
    const auto [at, is_new] =
        node_of_text.try_emplace(whole, static_cast<std::uint32_t>(weights.size()));
    if (is_new) {
      weights.push_back(0);
      marks.push_back(fingerprints(words[d]));
    }
    node[d] = at->second;
    ++weights[at->second];
  }
  const std::vector<std::uint32_t> label = propagate(link(marks), weights);
  std::vector<std::size_t> size(label.size(), 0);
  for (std::size_t n = 0; n < label.size(); ++n) {
    if (marks[n].size() >= 3) size[label[n]] += weights[n];
  }
  std::vector<int> group(label.size(), -1);
  int next = 0;
  std::vector<int> out(words.size(), -1);
  for (std::size_t d = 0; d < words.size(); ++d) {
    const std::uint32_t own = label[node[d]];
    if (marks[node[d]].size() < 3 || size[own] < members_least) continue;
    if (group[own] < 0) group[own] = next++;
    out[d] = group[own];
  }
  return out;
}

}  // namespace heed::text
