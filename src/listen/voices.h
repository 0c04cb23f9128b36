// Voices: each thing somebody said, readable by those who may, and what a reference opens.
//
//   const VoicePage page = TRY(voices.page(scope, activity, 0, 50, {.containing = "parking"}));
//   const Followed mine = TRY(voices.follow(scope, "FM-4K7P-…"));
//
// Threads: any.  Does not: show words without `read_text` or the private part.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "listen/arrival.h"

namespace heed::store {
class Database;
}

namespace heed::listen {

// Whom a response speaks for beside its writer (T-003). What was not said is empty.
struct Group {
  std::string name;
  std::string size;       // How many it speaks for, in digits.
  std::string how_asked;  // How its members were asked.
};

struct Voice {
  VoiceId id;
  ResponseId response;
  std::string question;
  std::string words;
  std::string channel;
  std::string grouping;
  std::optional<TimeMs> said;
  bool may_quote = false;
  Sort sort = Sort::unsaid;
  std::optional<Group> group = {};  // None: nobody said that it speaks for one.
};

// Which voices. Each member narrows; as it stands by default it lets all through.
struct VoiceFilter {
  std::string_view containing = {};  // Somewhere in the words, whatever the case.
  std::optional<Sort> sort = {};
  std::optional<bool> of_group = {};  // True: those that speak for a group; false: the others.
};

struct VoicePage {
  std::int64_t total = 0;
  std::vector<Voice> voices;
};

struct Counts {
  std::int64_t received = 0, counted = 0, quarantined = 0, withdrawn = 0, late = 0;
  std::int64_t voices = 0;
  std::vector<std::pair<std::string, std::int64_t>> by_channel, by_grouping;
};

struct Followed {
  ActivityId activity;
  ResponseId response;
  TimeMs received;
  std::string state;
  std::vector<VoiceId> voices;
  std::vector<std::pair<std::string, std::string>>
      words;  // Question, words; only with the private part.
};

class Voices {
 public:
  explicit Voices(store::Database& main) : main_(main) {}

  // Needs `read_text`.
  Result<VoicePage> page(const Scope& scope, ActivityId activity, std::int64_t first,
                         std::int64_t count, const VoiceFilter& filter = {});
  // Every visible voice, in order. Needs `read_text`.
  Result<std::vector<Voice>> all(const Scope& scope, ActivityId activity);
  // True counts: needs `read_text`, or Heed itself on the way to disclosure.
  Result<Counts> counts(const Scope& scope, ActivityId activity);
  // By public reference, for anyone; with the private part the words too. Errors: not_found (said).
  Result<Followed> follow(const Scope& scope, std::string_view reference,
                          std::string_view private_part = "");

 private:
  store::Database& main_;
};

}  // namespace heed::listen
