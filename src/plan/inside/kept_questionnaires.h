// KeptQuestionnaires: those read lately, as they were parsed. A version never changes once it is
// written, so what is kept is never wrong; which version stands is asked each time.
//
//   if (const auto kept = questionnaires.find(activity, version)) return kept;
//
// Threads: any.
// Does not: read the store; hold more than limits::kQuestionnairesKeptBytes as written.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <utility>

#include "base/ids.h"
#include "base/limits.h"
#include "base/mutex.h"
#include "questions/questionnaire.h"

namespace heed::plan::inside {

class KeptQuestionnaires {
 public:
  using Kept = std::shared_ptr<const questions::Questionnaire>;

  Kept find(ActivityId activity, std::int64_t version) {
    const Lock lock(mutex_);
    const auto found = kept_.find({activity, version});
    return found == kept_.end() ? nullptr : found->second;
  }
  // `bytes`: as it was written.
  void keep(ActivityId activity, std::int64_t version, std::size_t bytes, Kept questionnaire) {
    const Lock lock(mutex_);
    if (bytes_ + bytes > limits::kQuestionnairesKeptBytes) {
      kept_.clear();
      bytes_ = 0;
    }
    if (kept_.try_emplace({activity, version}, std::move(questionnaire)).second) bytes_ += bytes;
  }

 private:
  Mutex mutex_;
  std::map<std::pair<ActivityId, std::int64_t>, Kept> kept_ GUARDED_BY(mutex_);
  std::size_t bytes_ GUARDED_BY(mutex_) = 0;
};

}  // namespace heed::plan::inside
