// Recommendations: what a body is advised to decide, each with the findings that speak for it and
// against it (T-075).
//
//   const auto id = TRY(recommendations.add(scope, activity,
//       {.words = "One ward at Fenmere.", .in_favour = {therapy}, .against = {travel}}, "Priya"));
//   for (const Recommendation& each : TRY(recommendations.all(scope, activity))) …
//
// They are part of what a body has before it: the hash of the board page covers them.
// Threads: any.
// Does not: let one finding speak for and against; leave out what speaks against.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"

namespace heed::store {
class Database;
}
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform

namespace heed::decide {

using RecommendationId = Id<struct RecommendationKind>;

struct NewRecommendation {
  std::string words;
  std::vector<FindingId> in_favour, against;
};

struct Recommendation {
  RecommendationId id;
  NewRecommendation details;
  std::int64_t version = 1;
  std::string by;
  TimeMs written;
};

class Recommendations {
 public:
  Recommendations(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // These need `respond`. Errors: invalid (said: no words, no finding at all, one on both sides, or
  // not of this activity), conflict (said).
  Result<RecommendationId> add(const Scope& scope, ActivityId activity,
                               const NewRecommendation& wanted, std::string_view author);
  Result<> change(const Scope& scope, ActivityId activity, RecommendationId id,
                  std::int64_t seen_version, const NewRecommendation& wanted,
                  std::string_view author);
  Result<> withdraw(const Scope& scope, ActivityId activity, RecommendationId id,
                    std::int64_t seen_version);
  // In the order written. Needs `read_findings`, or the activity is answered and they are public.
  Result<std::vector<Recommendation>> all(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

// One text of them all, for the hash of what was before a body; empty for none.
std::string as_hashed(const std::vector<Recommendation>& all);

}  // namespace heed::decide
