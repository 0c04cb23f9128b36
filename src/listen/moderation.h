// Moderation: what must not be read by everybody who may read answers. Personal details are covered
// in reading copies, each as a proposal that a person accepts or turns down; threats, abuse and
// spam are set aside; what came late is accepted or left out; what somebody must act on is passed
// on, with a clock.
//
//   TRY(moderation.look(scope));                          // the worker, every second
//   for (const Looked& voice : TRY(moderation.waiting(scope, activity, 20))) …
//   TRY(moderation.rule(scope, voice.id, 0, false));      // that was no name: shown again
//   TRY(moderation.set_aside(scope, response, "threats", "Names a nurse and says …"));
//
// Everything is reversible; the original stays sealed, and each ruling is a disposition of the
// response and an entry of the record. Public pages, quotes, exports, analysts and papers read the
// reading copy alone.
// Threads: any.
// Does not: find every name (text/personal.h says what it looks for); erase (own.h does).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "listen/elsewhere.h"
#include "listen/voices.h"

namespace heed::store {
class Database;
class Session;
}  // namespace heed::store
namespace heed::platform {
class Clock;
class Random;
}  // namespace heed::platform
namespace heed::record {
class Record;
class Keys;
}  // namespace heed::record

namespace heed::listen {

using PassedId = Id<struct PassedKind>;

struct Mask {
  std::int64_t number = 0;
  std::size_t starts = 0, ends = 0;  // Bytes of the words as typed.
  std::string kind;                  // name, phone, email, … other
  std::string state;                 // proposed, accepted: covered; rejected: not.
  bool by_person = false;
};

// A voice as it was typed, beside what others read.
struct Looked {
  VoiceId id;
  ResponseId response;
  std::string question, original, reading;
  std::vector<Mask> masks;
};

// Set aside, or late.
struct HeldResponse {
  ResponseId response;
  std::string reference, channel, state;
  TimeMs received;
  std::string what, reason;  // Of the last disposition; empty when there was none.
  std::vector<std::string> words;
};

// What came, when and how.
struct ResponseAbout {
  ActivityId activity;
  std::string reference, channel, state;
  TimeMs received;
  std::optional<TimeMs> said;
  std::string source, consent;  // Of what staff entered (arrival.h).
  std::int64_t attended = 0;
};

// Another response that may come from the same person: said, never merged.
struct Alike {
  ResponseId response;
  std::string reference, channel;
  TimeMs received;
  bool same_words = false;  // Else the same phone number, address or the like.
};

struct Disposition {
  std::string what, reason;
  PersonId person;  // Null: the person who answered, or Heed itself.
  TimeMs done;
};

struct Passed {
  PassedId id;
  ActivityId activity;
  ResponseId response;
  std::string route;  // safeguarding, complaint
  std::string to_whom, note, outcome;
  TimeMs passed, due;
  std::optional<TimeMs> done;
};

// Why something is set aside, as stored.
inline constexpr std::string_view kSetAside[] = {"threats", "abuse", "spam"};

class Moderation {
 public:
  Moderation(store::Database& main, record::Record& record, record::Keys& keys,
             const platform::Clock& clock, platform::Random& random,
             std::vector<Reworded> elsewhere = {})
      : main_(main),
        record_(record),
        keys_(keys),
        clock_(clock),
        random_(random),
        elsewhere_(std::move(elsewhere)) {}

  // Looks through voices that nobody has looked through yet and covers what it finds; returns how
  // many it looked at. Done again harmlessly.
  Result<std::int64_t> look(const Scope& scope, std::int64_t at_most = 500);
  // All of them: before a file is made of them.
  Result<> look_at_all(const Scope& scope);

  // Voices with proposals that nobody has ruled on, the oldest first. Needs `moderate`.
  Result<std::vector<Looked>> waiting(const Scope& scope, ActivityId activity, std::int64_t count);
  Result<std::int64_t> waiting_count(const Scope& scope, ActivityId activity);
  // Every voice of a response. Needs `moderate`. Errors: not_found (also: erased).
  Result<std::vector<Looked>> voices(const Scope& scope, ResponseId response);
  // What the person whose it is reads of their own: as they typed it. Does nothing without the
  // private part, by which voices.h gave them the words.
  Result<> uncover(const Scope& scope, Followed& theirs);
  // One mask: covered, or shown again. Needs `moderate`.
  Result<> rule(const Scope& scope, VoiceId voice, std::int64_t mask, bool cover);
  // Every proposal of the voice at once.
  Result<> rule_all(const Scope& scope, VoiceId voice, bool cover);
  // Covers these words wherever the voice has them. Errors: not_found (said).
  Result<> cover(const Scope& scope, VoiceId voice, std::string_view words, std::string_view kind);

  // Needs `moderate`, and a reason in words. Errors: conflict (said) when it is not so any more.
  Result<> set_aside(const Scope& scope, ResponseId response, std::string_view why,
                     std::string_view reason);
  Result<> put_back(const Scope& scope, ResponseId response, std::string_view reason);
  Result<> accept_late(const Scope& scope, ResponseId response, std::string_view reason);
  // It stays kept, and is not counted. The reason is also said in public (web does).
  Result<> leave_out(const Scope& scope, ResponseId response, std::string_view reason);
  // Set aside and late ones. Needs `moderate`.
  Result<std::vector<HeldResponse>> held(const Scope& scope, ActivityId activity);
  // Needs `moderate`. Errors: not_found.
  Result<ResponseAbout> about(const Scope& scope, ResponseId response);
  // Others of the activity with the same words, or the same phone number, e-mail address or NHS
  // number in them. Needs `moderate`.
  Result<std::vector<Alike>> alike(const Scope& scope, ResponseId response);
  Result<std::vector<Disposition>> dispositions(const Scope& scope, ResponseId response);

  // Needs `moderate`. `note` names nobody. Errors: invalid (said).
  Result<PassedId> pass_on(const Scope& scope, ResponseId response, std::string_view route,
                           std::string_view to_whom, std::string_view note, TimeMs due);
  Result<> say_outcome(const Scope& scope, PassedId passed, std::string_view outcome);
  // Of one response; or, without one, all that nobody has answered yet, the first due first.
  Result<std::vector<Passed>> passed(const Scope& scope,
                                     std::optional<ResponseId> response = std::nullopt);

 private:
  struct Stored;
  Result<std::vector<Looked>> opened(const Scope& scope, const std::vector<Stored>& stored);
  Result<std::vector<Stored>> stored(store::Session& s, const Scope& scope, std::string_view where,
                                     BytesView id);
  Result<std::vector<ResponseId>> with_same_details(const Scope& scope, ResponseId response);
  Result<Looked> one(const Scope& scope, VoiceId voice);
  Result<> write_masks(const Scope& scope, const Looked& before, std::vector<Mask> masks);
  Result<> dispose(store::Session& s, const Scope& scope, ResponseId response,
                   std::string_view what, std::string_view reason);
  Result<> take_off_pages(store::Session& s, const Scope& scope, ResponseId response);
  Result<> turn(const Scope& scope, ResponseId response, std::string_view from, std::string_view to,
                std::string_view what, std::string_view reason);

  store::Database& main_;
  record::Record& record_;
  record::Keys& keys_;
  const platform::Clock& clock_;
  platform::Random& random_;
  std::vector<Reworded> elsewhere_;
};

// The words with what is covered in them replaced by its kind: "[phone]".
std::string covered(std::string_view original, const std::vector<Mask>& masks);
// When a safeguarding concern (one working day) or a complaint (three) must have been answered.
TimeMs due_by(std::string_view route, TimeMs from);

}  // namespace heed::listen
