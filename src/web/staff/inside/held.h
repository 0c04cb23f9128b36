// Held: files between being chosen and being imported. In memory only, each for the person who
// brought it, for an hour.
//
//   const std::string id = TRY(held.keep(person, {.name = "survey.csv", …}, now, random));
//   const auto file = held.find(id, person, now);   // null: not theirs, or too old
//
// Threads: any. A kept file's bytes never change.
// Does not: hold more than limits::kHeldUploadBytes; survive a restart.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/mutex.h"
#include "base/result.h"
#include "base/time.h"
#include "listen/imports.h"
#include "platform/random.h"

namespace heed::web::staff {

struct HeldFile {
  std::string name;
  std::shared_ptr<const std::string> bytes;
  std::shared_ptr<const listen::Preview> preview;
  std::string title;                          // Of the new activity, when none was chosen.
  std::optional<ActivityId> activity;         // Chosen, or made by the first try to import.
  std::optional<listen::WholeReport> report;  // Once it is in.
  bool importing = false;
};

class Held {
 public:
  // What the same person brought earlier makes room first. Errors: busy (said).
  Result<std::string> keep(PersonId person, HeldFile file, TimeMs now, platform::Random& random);
  std::optional<HeldFile> find(std::string_view id, PersonId person, TimeMs now);
  // Takes the file for one import at a time. Errors: not_found; conflict (said).
  Result<HeldFile> begin(std::string_view id, PersonId person, TimeMs now);
  // Ends what begin() began. With a report the bytes are let go.
  void end(std::string_view id, std::optional<ActivityId> activity,
           std::optional<listen::WholeReport> report);

 private:
  struct Kept {
    PersonId person;
    TimeMs since;
    HeldFile file;
  };
  std::size_t bytes_held() const REQUIRES_LOCK(mutex_);
  Kept* look(std::string_view id, PersonId person, TimeMs now) REQUIRES_LOCK(mutex_);

  Mutex mutex_;
  std::unordered_map<std::string, Kept> kept_ GUARDED_BY(mutex_);
};

}  // namespace heed::web::staff
