// Learning: what was learnt, on what evidence, and where else it might apply (T-106, T-165).
//
//   const LearningId id = TRY(learning.add(scope, activity, details, "Priya Shah"));
//   TRY(learning.publish(scope, id, seen_version));
//   const std::vector<Learnt> found = TRY(learning.search(anyone, "evening clinics"));
//
// What is published is told by itself to who follows its activity or everything, as partners and
// peers elsewhere do (happened.h), and stands in the feed.
// Threads: any.
// Does not: publish anything that has no evidence; change what peers were told after.
#pragma once

#include <optional>
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

namespace heed::act {

using LearningId = Id<struct LearningKind>;

struct NewLearning {
  std::string words;      // What was learnt.
  std::string evidence;   // What shows it.
  std::string elsewhere;  // Where else it might apply.
  std::string topics;     // By comma.
};

struct Learnt {
  LearningId id;
  ActivityId activity;
  std::string title;  // The activity's.
  NewLearning details;
  std::int64_t version = 1;
  std::string by;
  TimeMs written;
  std::optional<TimeMs> published;
};

class Learning {
 public:
  Learning(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Need `respond`. Errors: invalid (said); change also conflict (said: changed, or published).
  Result<LearningId> add(const Scope& scope, ActivityId activity, const NewLearning& details,
                         std::string_view author);
  Result<> change(const Scope& scope, LearningId id, std::int64_t seen_version,
                  const NewLearning& details, std::string_view author);
  // Needs `publish`. Errors: invalid (said: no evidence, nowhere else), conflict (said).
  Result<> publish(const Scope& scope, LearningId id, std::int64_t seen_version);

  // Newest first. Every word asked for is somewhere in it; all when none is. Without
  // `read_findings` only what is published.
  Result<std::vector<Learnt>> search(const Scope& scope, std::string_view words);
  Result<std::vector<Learnt>> of(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::act
