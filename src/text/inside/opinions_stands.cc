#include "text/inside/opinions_stands.h"

#include <algorithm>
#include <cmath>

namespace heed::text {
namespace {

constexpr double kNinetyPercent = 1.2816;  // z, one-sided.
constexpr std::size_t kStandsMax = 5;

// z of a share against one half, with one vote added that way.
double share_test(double success, double trials) {
  return 2 * std::sqrt(trials + 1) * ((success + 1) / (trials + 1) - 0.5);
}

// z of the difference of two shares, each with one vote added.
double difference_test(double success_in, double success_out, double trials_in, double trials_out) {
  const double si = success_in + 1, so = success_out + 1;
  const double ti = trials_in + 1, to = trials_out + 1;
  const double together = (si + so) / (ti + to);
  if (together == 1) return 0;
  return (si / ti - so / to) / std::sqrt(together * (1 - together) * (1 / ti + 1 / to));
}

double smoothed(double success, double trials) { return (success + 1) / (trials + 2); }

Stand one_way(std::uint32_t statement, bool agree, const Tally& in, const Tally& rest) {
  const double success = agree ? in.agree : in.disagree;
  const double outside = agree ? rest.agree : rest.disagree;
  const double share = smoothed(success, in.seen());
  return {.statement = statement,
          .agree = agree,
          .success = agree ? in.agree : in.disagree,
          .trials = in.seen(),
          .share = share,
          .share_test = share_test(success, in.seen()),
          .against_rest = share / smoothed(outside, rest.seen()),
          .against_rest_test = difference_test(success, outside, in.seen(), rest.seen())};
}

bool passes(const Stand& stand) {
  return stand.share_test > kNinetyPercent && stand.against_rest_test > kNinetyPercent;
}

double strength(const Stand& stand) {
  return stand.against_rest * stand.against_rest_test * stand.share * stand.share_test;
}

// Whether `one` is agreed with more than the best so far.
bool more_agreed(const Stand& one, const Tally& votes, const std::optional<Stand>& best) {
  if (votes.agree == 0 && votes.disagree == 0) return false;
  if (best && best->against_rest > 1) return strength(one) > strength(*best);
  if (best) return one.share * one.share_test > best->share * best->share_test;
  return one.share_test > kNinetyPercent || (one.against_rest > 1 && one.share > 0.5);
}

}  // namespace

std::vector<Stand> stands_of(const std::vector<Tally>& group, const std::vector<Tally>& rest,
                             const std::vector<bool>& out) {
  std::vector<Stand> sufficient;
  std::optional<Stand> best;  // By the test against the rest, in case none is sufficient.
  std::optional<Stand> most_agreed, most_agreed_said;
  for (std::uint32_t s = 0; s < group.size(); ++s) {
    if ((!out.empty() && out[s]) || (group[s].agree == 0 && group[s].disagree == 0)) continue;
    const Stand agree = one_way(s, true, group[s], rest[s]);
    const Stand disagree = one_way(s, false, group[s], rest[s]);
    const Stand& stand = agree.against_rest_test > disagree.against_rest_test ? agree : disagree;
    if (passes(agree) || passes(disagree)) sufficient.push_back(stand);
    if (!best || stand.against_rest_test > best->against_rest_test) best = stand;
    if (more_agreed(agree, group[s], most_agreed)) most_agreed = agree, most_agreed_said = stand;
  }
  std::sort(sufficient.begin(), sufficient.end(), [](const Stand& a, const Stand& b) {
    return std::pair(strength(b), a.statement) < std::pair(strength(a), b.statement);
  });
  std::vector<Stand> chosen;
  if (most_agreed_said) {
    most_agreed_said->most_agreed = true;
    chosen.push_back(*most_agreed_said);
  }
  for (const Stand& stand : sufficient) {
    if (chosen.size() == kStandsMax) break;
    if (!most_agreed_said || stand.statement != most_agreed_said->statement)
      chosen.push_back(stand);
  }
  if (chosen.empty() && best) chosen.push_back(*best);
  std::vector<Stand> ordered;
  for (const bool agree : {true, false})
    for (const Stand& stand : chosen)
      if (stand.agree == agree) ordered.push_back(stand);
  return ordered;
}

std::vector<Stand> shared_by_all(const std::vector<Tally>& all, const std::vector<bool>& out,
                                 bool agree) {
  std::vector<Stand> found;
  for (std::uint32_t s = 0; s < all.size(); ++s) {
    if (!out.empty() && out[s]) continue;
    Stand stand = one_way(s, agree, all[s], {});
    stand.against_rest = stand.against_rest_test = 0;
    if (stand.share > 0.5 && stand.share_test > kNinetyPercent) found.push_back(stand);
  }
  std::sort(found.begin(), found.end(), [](const Stand& a, const Stand& b) {
    return std::pair(b.share * b.share_test, a.statement) <
           std::pair(a.share * a.share_test, b.statement);
  });
  if (found.size() > kStandsMax) found.resize(kStandsMax);
  return found;
}

}  // namespace heed::text
