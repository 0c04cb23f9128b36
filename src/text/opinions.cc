#include "text/opinions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "text/inside/opinions_clusters.h"
#include "text/inside/opinions_components.h"
#include "text/inside/opinions_matrix.h"
#include "text/inside/opinions_stands.h"

namespace heed::text {
namespace {

constexpr std::uint32_t kVotesToJoin = 7;
constexpr std::size_t kPeopleAtLeast = 15;
constexpr std::uint32_t kBaseClusters = 100;

bool is_out(const OpinionVotes& votes, std::uint32_t statement) {
  return !votes.moderated_out.empty() && votes.moderated_out[statement];
}

// Polis sets the whole column of a statement that is out to 0, so everybody counts as having
// voted on it: places are comparable with the pages it publishes only when we do the same.
void place_people(const OpinionVotes& votes, const VoteMatrix& m, const std::vector<double>& values,
                  Opinions& out) {
  const auto out_count =
      static_cast<double>(std::count(votes.moderated_out.begin(), votes.moderated_out.end(), true));
  out.place.assign(m.rows, {});
  for (std::uint32_t r = 0; r < m.rows; ++r) {
    double cast = out_count, x = 0, y = 0;
    for (std::uint32_t e = m.row_begin[r]; e < m.row_begin[r + 1]; ++e) {
      cast += is_out(votes, m.column[e]) ? 0 : 1;
      x += values[e] * out.components[0][m.column[e]];
      y += values[e] * out.components[1][m.column[e]];
    }
    const double scale = std::sqrt(m.columns / std::max(cast, 1.0));
    out.place[r] = {x * scale, y * scale};
  }
}

// Those to be grouped, in the order in which they came in: Polis's first clusters are its first
// people, and where k-means starts decides where it ends.
std::vector<std::uint32_t> let_in(const OpinionVotes& votes, const VoteMatrix& m) {
  std::vector<std::uint32_t> in;
  const auto number = [&m](std::uint32_t r) { return m.row_begin[r + 1] - m.row_begin[r]; };
  std::vector<bool> chosen = votes.let_in;
  if (chosen.empty()) {
    chosen.assign(m.rows, false);
    std::size_t count = 0;
    std::vector<std::uint32_t> others;
    for (std::uint32_t r = 0; r < m.rows; ++r) {
      chosen[r] = m.joined[r] != UINT32_MAX;
      count += chosen[r];
      if (!chosen[r] && number(r) > 0) others.push_back(r);
    }
    std::sort(others.begin(), others.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(number(b), a) < std::pair(number(a), b);
    });
    for (std::size_t i = 0; i < others.size() && count < kPeopleAtLeast; ++i, ++count)
      chosen[others[i]] = true;
  }
  for (std::uint32_t r = 0; r < m.rows; ++r)
    if (chosen[r]) in.push_back(r);
  std::sort(in.begin(), in.end(), [&m](std::uint32_t a, std::uint32_t b) {
    return std::pair(m.joined[a], a) < std::pair(m.joined[b], b);
  });
  return in;
}

// Base clusters first, then groups of them weighted by their people.
void group_people(const std::vector<std::uint32_t>& in, int wanted, Opinions& out) {
  std::vector<Place> places;
  for (const std::uint32_t p : in) places.push_back(out.place[p]);
  const Clusters base = k_means(places, {}, kBaseClusters);
  std::vector<double> weights(base.center.size(), 0);
  for (const std::uint32_t b : base.of) ++weights[b];
  const auto bases = static_cast<std::uint32_t>(base.center.size());
  const std::uint32_t most = std::min(5u, 2 + bases / 12);
  const std::uint32_t from = wanted > 0 ? static_cast<std::uint32_t>(wanted) : 2;
  const std::uint32_t to = wanted > 0 ? from : most;
  std::optional<Clusters> best;
  for (std::uint32_t k = from; k <= to; ++k) {
    Clusters tried = k_means(base.center, weights, k);
    const double apart = silhouette(base.center, tried);
    if (best && apart <= out.silhouette) continue;
    out.silhouette = apart;
    best = std::move(tried);
  }
  out.groups.assign(best->center.size(), {});
  for (std::size_t i = 0; i < in.size(); ++i) {
    const std::uint32_t group = best->of[base.of[i]];
    out.group_of[in[i]] = static_cast<std::int32_t>(group);
    out.groups[group].push_back(in[i]);
  }
  for (std::vector<std::uint32_t>& people : out.groups) std::sort(people.begin(), people.end());
}

void tally_votes(const VoteMatrix& m, Opinions& out) {
  out.tally.assign(m.columns, {});
  out.group_tally.assign(out.groups.size(), std::vector<Tally>(m.columns));
  for (std::uint32_t r = 0; r < m.rows; ++r) {
    for (std::uint32_t e = m.row_begin[r]; e < m.row_begin[r + 1]; ++e) {
      count(out.tally[m.column[e]], m.value[e]);
      if (out.group_of[r] >= 0)
        count(out.group_tally[static_cast<std::size_t>(out.group_of[r])][m.column[e]], m.value[e]);
    }
  }
}

void weigh_statements(const OpinionVotes& votes, Opinions& out) {
  const std::size_t statements = out.tally.size();
  out.consensus.assign(statements, 1);
  std::vector<Tally> together(statements);
  for (const std::vector<Tally>& group : out.group_tally) {
    for (std::size_t s = 0; s < statements; ++s) {
      out.consensus[s] *= (group[s].agree + 1.0) / (group[s].seen() + 2.0);
      together[s].agree += group[s].agree;
      together[s].disagree += group[s].disagree;
      together[s].pass += group[s].pass;
    }
  }
  for (const std::vector<Tally>& group : out.group_tally) {
    std::vector<Tally> rest = together;
    for (std::size_t s = 0; s < statements; ++s) {
      rest[s].agree -= group[s].agree;
      rest[s].disagree -= group[s].disagree;
      rest[s].pass -= group[s].pass;
    }
    out.representative.push_back(stands_of(group, rest, votes.moderated_out));
  }
  out.all_agree = shared_by_all(out.tally, votes.moderated_out, true);
  out.all_disagree = shared_by_all(out.tally, votes.moderated_out, false);
}

}  // namespace

Opinions opinion_groups(const OpinionVotes& votes, const OpinionOptions& options) {
  Opinions out;
  const auto go_on = [&](double done) {
    out.cancelled = options.progress && !options.progress(done);
    return !out.cancelled;
  };
  const std::uint32_t to_join = std::min(kVotesToJoin, std::max(1u, votes.statements));
  const VoteMatrix matrix = vote_matrix(votes, to_join, out.cast);
  if (!go_on(0.3)) return Opinions{.cancelled = true};
  const std::vector<double> values = centred(matrix, votes.moderated_out, out.center);
  find_components(matrix, values, options.threads, out.components);
  for (std::vector<double>& component : out.components)
    for (std::uint32_t c = 0; c < votes.statements; ++c)
      if (is_out(votes, c)) component[c] = 0;  // Not a rounding away from it.
  if (!go_on(0.6)) return Opinions{.cancelled = true};
  place_people(votes, matrix, values, out);
  out.group_of.assign(matrix.rows, -1);
  if (const std::vector<std::uint32_t> in = let_in(votes, matrix); !in.empty())
    group_people(in, options.groups_wanted, out);
  if (!go_on(0.9)) return Opinions{.cancelled = true};
  tally_votes(matrix, out);
  weigh_statements(votes, out);
  return out;
}

}  // namespace heed::text
