#include "text/inside/near_duplicates.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace heed::text {
namespace {

constexpr std::size_t kMarksLeast = 3;

struct Link {
  std::uint32_t to;
  float weight;
};

// Lists of numbers, one after another in one array.
template <class Value>
struct Lists {
  std::vector<Value> values;
  std::vector<std::uint32_t> start{0};

  std::size_t size() const { return start.size() - 1; }
  std::span<const Value> of(std::size_t list) const {
    return std::span(values).subspan(start[list], start[list + 1] - start[list]);
  }
  void end_list() { start.push_back(static_cast<std::uint32_t>(values.size())); }
};

// Of the values from `first` on. A comment has a dozen, and looking through those is quicker than
// sorting them.
void keep_each_once(std::vector<std::uint32_t>& values, std::size_t first) {
  constexpr std::size_t kFew = 48;
  const auto begin = values.begin() + static_cast<std::ptrdiff_t>(first);
  if (values.size() - first > kFew) {
    std::sort(begin, values.end());
    values.erase(std::unique(begin, values.end()), values.end());
    return;
  }
  std::size_t kept = first;
  for (std::size_t at = first; at < values.size(); ++at) {
    const std::uint32_t value = values[at];
    bool again = false;
    for (std::size_t before = first; before < kept; ++before) again |= values[before] == value;
    values[kept] = value;
    kept += !again;
  }
  values.resize(kept);
}

// Winnowing: of every four runs of four words in a row the least hash, so that any shared stretch
// of seven words leaves a shared fingerprint. Each once.
void append_marks(std::span<const std::uint32_t> words, std::vector<std::uint32_t>& out) {
  constexpr std::size_t kRun = 4;
  constexpr std::size_t kWindow = 4;
  if (words.size() < kRun) return;
  const std::size_t first = out.size();
  const std::size_t runs = words.size() - kRun + 1;
  // The least of the last two runs, of the two before them, and so of all four.
  std::uint32_t last = ~0u, pair = ~0u, pair_before = ~0u, pair_two_before = ~0u;
  for (std::size_t at = 0; at < runs; ++at) {
    const std::uint32_t run = hash_run(words.subspan(at, kRun));
    pair_two_before = std::exchange(pair_before, pair);
    pair = std::min(run, std::exchange(last, run));
    if (at + 1 < std::min(runs, kWindow)) continue;
    const std::uint32_t least = std::min(pair, pair_two_before);
    if (out.size() == first || out.back() != least) out.push_back(least);
  }
  keep_each_once(out, first);
}

// Texts worth comparing, equal ones as one node with their number as its weight.
struct Nodes {
  static constexpr std::uint32_t kNone = ~0u;
  std::vector<std::uint32_t> of_text;
  std::vector<std::uint32_t> weight;
  Lists<std::uint32_t> marks;
};

Nodes nodes_of(const WordHashes& texts) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> wholes;
  for (std::uint32_t d = 0; d < texts.texts(); ++d) {
    std::uint64_t whole = texts.of(d).size();
    for (const std::uint32_t word : texts.of(d)) whole = (whole ^ word) * 0x9E3779B97F4A7C15u + 1;
    wholes.emplace_back(whole, d);
  }
  std::sort(wholes.begin(), wholes.end());
  std::vector<std::uint32_t> first(texts.texts());
  for (std::size_t i = 0; i < wholes.size(); ++i) {
    const bool again = i > 0 && wholes[i].first == wholes[i - 1].first;
    first[wholes[i].second] = again ? first[wholes[i - 1].second] : wholes[i].second;
  }
  Nodes out;
  out.marks.values.reserve(texts.words.size() / 2);
  out.of_text.assign(texts.texts(), Nodes::kNone);
  for (std::uint32_t d = 0; d < texts.texts(); ++d) {
    if (first[d] != d) {
      out.of_text[d] = out.of_text[first[d]];
    } else {
      append_marks(texts.of(d), out.marks.values);
      if (out.marks.values.size() - out.marks.start.back() < kMarksLeast) {
        out.marks.values.resize(out.marks.start.back());
        continue;
      }
      out.of_text[d] = static_cast<std::uint32_t>(out.weight.size());
      out.weight.push_back(0);
      out.marks.end_list();
    }
    if (out.of_text[d] != Nodes::kNone) ++out.weight[out.of_text[d]];
  }
  return out;
}

// Marks of more than one text, as mark and text, in order. Most marks are one text's alone: a table
// that knows a mark only by some of its bits passes them over before anything is sorted, and with
// them the texts that have too few others to be linked by.
std::vector<std::uint64_t> postings_of(const Lists<std::uint32_t>& marks) {
  enum : std::uint8_t { kOnce = 1, kAgain = 2 };
  const std::size_t slots = std::bit_ceil(2 * marks.values.size() + 64);
  // Two bits for each slot, side by side, for both are looked at together.
  std::vector<std::uint8_t> seen(slots / 4, 0);
  const auto at = [&](std::uint32_t mark) { return mark & (slots - 1); };
  const auto shift = [](std::size_t slot) { return 2 * (slot & 3); };
  for (const std::uint32_t mark : marks.values) {
    std::uint8_t& four = seen[at(mark) / 4];
    const unsigned has_been = four >> shift(at(mark)) & kOnce;
    four |= static_cast<std::uint8_t>((kOnce + has_been) << shift(at(mark)));
  }
  std::vector<std::uint64_t> out;
  out.reserve(marks.values.size());
  for (std::uint32_t node = 0; node < marks.size(); ++node) {
    const std::size_t first = out.size();
    for (const std::uint32_t mark : marks.of(node)) {
      out.push_back(std::uint64_t{mark} << 32 | node);
      if ((seen[at(mark) / 4] >> shift(at(mark)) & kAgain) == 0) out.pop_back();
    }
    if (out.size() - first < kMarksLeast) out.resize(first);
  }
  sort_by_upper_half(out);
  return out;
}

// For each node the places of its marks in the postings.
Lists<std::uint32_t> places_of(std::span<const std::uint64_t> postings, std::size_t nodes) {
  Lists<std::uint32_t> out;
  out.start.assign(nodes + 1, 0);
  for (const std::uint64_t posting : postings) ++out.start[static_cast<std::uint32_t>(posting) + 1];
  for (std::size_t n = 0; n < nodes; ++n) out.start[n + 1] += out.start[n];
  out.values.resize(postings.size());
  std::vector<std::uint32_t> next(out.start.begin(), out.start.end() - 1);
  for (std::uint32_t at = 0; at < postings.size(); ++at) {
    out.values[next[static_cast<std::uint32_t>(postings[at])]++] = at;
  }
  return out;
}

struct Pair {
  std::uint32_t node, other;
  float weight;
};

Lists<Link> links_of(std::span<const Pair> pairs, std::size_t nodes) {
  Lists<Link> out;
  out.start.assign(nodes + 1, 0);
  for (const Pair& pair : pairs) {
    ++out.start[pair.node + 1];
    ++out.start[pair.other + 1];
  }
  for (std::size_t n = 0; n < nodes; ++n) out.start[n + 1] += out.start[n];
  out.values.resize(out.start.back());
  std::vector<std::uint32_t> next(out.start.begin(), out.start.end() - 1);
  for (const Pair& pair : pairs) {
    out.values[next[pair.node]++] = {pair.other, pair.weight};
    out.values[next[pair.other]++] = {pair.node, pair.weight};
  }
  return out;
}

// Within a long list each text meets only its next neighbours: texts of one letter are neighbours
// in all its lists, and the work stays linear however many people sent it.
Lists<Link> link(const Lists<std::uint32_t>& marks) {
  constexpr std::size_t kNeighbours = 4;
  constexpr float kContainmentLeast = 0.25f;
  const std::vector<std::uint64_t> postings = postings_of(marks);
  const Lists<std::uint32_t> places = places_of(postings, marks.size());
  std::vector<Pair> pairs;
  std::vector<std::uint32_t> shared(marks.size(), 0);
  std::vector<std::uint32_t> met;
  for (std::uint32_t node = 0; node < marks.size(); ++node) {
    met.clear();
    for (const std::size_t at : places.of(node)) {
      const std::size_t end = std::min(postings.size(), at + 1 + kNeighbours);
      for (std::size_t j = at + 1; j < end && postings[j] >> 32 == postings[at] >> 32; ++j) {
        const auto other = static_cast<std::uint32_t>(postings[j]);
        if (shared[other]++ == 0) met.push_back(other);
      }
    }
    for (const std::uint32_t other : met) {
      const std::uint32_t count = std::exchange(shared[other], 0);
      const std::size_t shorter = std::min(marks.of(node).size(), marks.of(other).size());
      const float containment = static_cast<float>(count) / static_cast<float>(shorter);
      if (count >= kMarksLeast && containment >= kContainmentLeast) {
        pairs.push_back({node, other, containment});
      }
    }
  }
  return links_of(pairs, marks.size());
}

std::vector<std::uint32_t> propagate(const Lists<Link>& links,
                                     std::span<const std::uint32_t> weights) {
  constexpr int kRounds = 8;
  std::vector<std::uint32_t> label(links.size());
  for (std::uint32_t node = 0; node < label.size(); ++node) label[node] = node;
  std::vector<float> votes(links.size(), 0);
  for (int round = 0; round < kRounds; ++round) {
    bool changed = false;
    for (std::uint32_t node = 0; node < label.size(); ++node) {
      std::uint32_t best = label[node];
      for (const Link& l : links.of(node)) {
        votes[label[l.to]] += l.weight * static_cast<float>(weights[l.to]);
      }
      float most = 0;
      for (const Link& l : links.of(node)) {
        const std::uint32_t other = label[l.to];
        if (votes[other] > most || (votes[other] == most && other < best)) {
          most = votes[other];
          best = other;
        }
      }
      for (const Link& l : links.of(node)) votes[label[l.to]] = 0;
      changed = changed || label[node] != best;
      label[node] = best;
    }
    if (!changed) break;
  }
  return label;
}

}  // namespace

void sort_by_upper_half(std::vector<std::uint64_t>& values) {
  constexpr int kBits = 11;
  std::vector<std::uint64_t> other(values.size());
  for (int shift = 32; shift < 64; shift += kBits) {
    std::array<std::size_t, 1 << kBits> at{};
    const auto digit = [&](std::uint64_t value) { return value >> shift & (at.size() - 1); };
    for (const std::uint64_t value : values) ++at[digit(value)];
    std::size_t sum = 0;
    for (std::size_t& place : at) sum += std::exchange(place, sum);
    for (const std::uint64_t value : values) other[at[digit(value)]++] = value;
    values.swap(other);
  }
}

std::vector<int> near_duplicate_groups(const WordHashes& texts, std::size_t members_least) {
  const Nodes nodes = nodes_of(texts);
  const std::vector<std::uint32_t> label = propagate(link(nodes.marks), nodes.weight);
  std::vector<std::size_t> size(label.size(), 0);
  for (std::size_t n = 0; n < label.size(); ++n) size[label[n]] += nodes.weight[n];
  std::vector<int> group(label.size(), -1);
  int next = 0;
  std::vector<int> out(texts.texts(), -1);
  for (std::size_t d = 0; d < texts.texts(); ++d) {
    if (nodes.of_text[d] == Nodes::kNone) continue;
    const std::uint32_t own = label[nodes.of_text[d]];
    if (size[own] < members_least) continue;
    if (group[own] < 0) group[own] = next++;
    out[d] = group[own];
  }
  return out;
}

}  // namespace heed::text
