#include "act/promises.h"

#include <algorithm>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::act {
namespace {

constexpr std::string_view kPromiseMeanwhile =
    "Somebody changed this promise meanwhile. Look at it again.";

Result<> add_step(store::Session& s, PartnershipId partnership, PromiseId promise,
                  const PromiseStep& step) {
  const std::int64_t number = TRY(s.integer(
      "select coalesce(max(number), 0) + 1 from promise_step where partnership_id = $1 and "
      "promise_id = $2",
      partnership, promise));
  TRY(s.exec(
      "insert into promise_step (partnership_id, promise_id, number, kind, words, due_ms, "
      "person_name, at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      partnership, promise, number, step.kind, step.words, step.due, step.person, step.when));
  return Done{};
}

// The promise and its change are what the record commits to.
record::Entry entry_of(const NewPromise& promise, const PromiseStep& step) {
  const std::string said =
      fmt::format("heed/promise/v1\n{}\n{}\n{}\n{}\n{}\n{}", step.kind, promise.words,
                  promise.set_off, step.due.ms, step.words, step.when.ms);
  return {.type = record::EntryType::promise,
          .activity = promise.activity,
          .when = step.when,
          .ref = std::nullopt,
          .commitment = platform::sha256(said)};
}

struct Stored {
  NewPromise details;
  std::string state;
};

Result<Stored> stored(store::Session& s, PartnershipId partnership, PromiseId id) {
  return s.one(
      "select activity_id, words, set_off, due_ms, owner_name, state from promise where "
      "partnership_id = $1 and id = $2",
      [](const store::Row& row) {
        return Stored{{row.id<ActivityId>(0), row.text(1), row.text(2), row.time(3), row.text(4)},
                      row.text(5)};
      },
      partnership, id);
}

}  // namespace

std::string_view words_for(PromiseState state) {
  switch (state) {
    case PromiseState::made:
      return "To come";
    case PromiseState::kept:
      return "Kept";
    case PromiseState::late:
      return "Late";
    case PromiseState::varied:
      return "Changed";
  }
  return "";
}

Result<PromiseId> Promises::make(const Scope& scope, const NewPromise& typed,
                                 std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  NewPromise promise = typed;
  promise.words = TRY(bounded_text(trimmed(typed.words), limits::kShortTextChars));
  promise.set_off = TRY(bounded_text(trimmed(typed.set_off), limits::kShortTextChars));
  promise.owner = TRY(bounded_text(trimmed(typed.owner), limits::kNameChars));
  if (promise.words.empty()) return refuse("Say what is promised.");
  if (promise.owner.empty()) return refuse("Say who sees that it is kept.");
  const auto id = random_.id<PromiseId>();
  return main_.write([&](store::Session& s) -> Result<PromiseId> {
    const PromiseStep step{"made", promise.words, promise.due, std::string(author), clock_.now()};
    const record::Entry entry = entry_of(promise, step);
    const record::Appended at = TRY(record_.append(s, scope.partnership(), std::span(&entry, 1)));
    const auto activity = promise.activity.is_null()
                              ? std::nullopt
                              : std::optional<BytesView>(promise.activity.bytes());
    TRY(s.exec(
        "insert into promise (partnership_id, id, activity_id, words, set_off, due_ms, owner_name, "
        "state, version, log_index, created_ms) values ($1, $2, $3, $4, $5, $6, $7, 'made', 1, $8, "
        "$9)",
        scope.partnership(), id, activity, promise.words, promise.set_off, promise.due,
        promise.owner, static_cast<std::int64_t>(at.first_index), clock_.now()));
    TRY(add_step(s, scope.partnership(), id, step));
    return id;
  });
}

Result<> Promises::keep(const Scope& scope, PromiseId id, std::int64_t seen_version,
                        std::string_view how, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(how).empty()) return refuse("Say how it was kept.");
  const std::string kept = TRY(bounded_text(trimmed(how), limits::kShortTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const Stored now = TRY(stored(s, scope.partnership(), id));
    const std::int64_t changed = TRY(s.exec(
        "update promise set state = 'kept', version = version + 1 where partnership_id = $1 and id "
        "= $2 and version = $3 and state <> 'kept'",
        scope.partnership(), id, seen_version));
    if (changed == 0) return refuse(std::string(kPromiseMeanwhile), ErrorKind::conflict);
    const PromiseStep step{"kept", kept, now.details.due, std::string(author), clock_.now()};
    TRY(add_step(s, scope.partnership(), id, step));
    const record::Entry entry = entry_of(now.details, step);
    TRY(record_.append(s, scope.partnership(), std::span(&entry, 1)));
    return Done{};
  });
}

Result<> Promises::vary(const Scope& scope, PromiseId id, std::int64_t seen_version, TimeMs due,
                        std::string_view why, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(why).empty()) return refuse("Say why it changes: the public reads it.");
  const std::string kept = TRY(bounded_text(trimmed(why), limits::kShortTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const Stored now = TRY(stored(s, scope.partnership(), id));
    const std::int64_t changed =
        TRY(s.exec("update promise set state = 'varied', due_ms = $4, version = version + 1 where "
                   "partnership_id = $1 and id = $2 and version = $3 and state <> 'kept'",
                   scope.partnership(), id, seen_version, due));
    if (changed == 0) return refuse(std::string(kPromiseMeanwhile), ErrorKind::conflict);
    const PromiseStep step{"varied", kept, due, std::string(author), clock_.now()};
    TRY(add_step(s, scope.partnership(), id, step));
    const record::Entry entry = entry_of(now.details, step);
    TRY(record_.append(s, scope.partnership(), std::span(&entry, 1)));
    return Done{};
  });
}

Result<> Promises::hand_over(const Scope& scope, PromiseId id, std::int64_t seen_version,
                             std::string_view owner, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  if (trimmed(owner).empty()) return refuse("Say who sees that it is kept.");
  const std::string kept = TRY(bounded_text(trimmed(owner), limits::kNameChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const Stored now = TRY(stored(s, scope.partnership(), id));
    const std::int64_t changed = TRY(s.exec(
        "update promise set owner_name = $4, version = version + 1 where partnership_id = $1 and "
        "id = $2 and version = $3",
        scope.partnership(), id, seen_version, kept));
    if (changed == 0) return refuse(std::string(kPromiseMeanwhile), ErrorKind::conflict);
    return add_step(s, scope.partnership(), id,
                    {"handed_over", kept, now.details.due, std::string(author), clock_.now()});
  });
}

Result<std::vector<Promise>> Promises::promises(const Scope& scope) {
  const TimeMs now = clock_.now();
  auto all = TRY(main_.read([&](store::Session& s) -> Result<std::vector<Promise>> {
    auto found = TRY(s.all(
        "select id, activity_id, words, set_off, due_ms, owner_name, state, version, log_index "
        "from promise where partnership_id = $1 order by due_ms, id",
        [&](const store::Row& row) {
          Promise promise{.id = row.id<PromiseId>(0)};
          promise.details = {row.id<ActivityId>(1), row.text(2), row.text(3), row.time(4),
                             row.text(5)};
          const std::string state = row.text(6);
          const bool late = state != "kept" && promise.details.due < now;
          promise.state = state == "kept"     ? PromiseState::kept
                          : late              ? PromiseState::late
                          : state == "varied" ? PromiseState::varied
                                              : PromiseState::made;
          if (late) promise.days_late = (now.ms - promise.details.due.ms) / kDayMs + 1;
          promise.version = row.integer(7);
          promise.log_index = static_cast<std::uint64_t>(row.integer(8));
          return promise;
        },
        scope.partnership()));
    for (Promise& promise : found)
      promise.steps = TRY(s.all(
          "select kind, words, due_ms, person_name, at_ms from promise_step where partnership_id = "
          "$1 and promise_id = $2 order by number",
          [](const store::Row& row) {
            return PromiseStep{row.text(0), row.text(1), row.time(2), row.text(3), row.time(4)};
          },
          scope.partnership(), promise.id));
    return found;
  }));
  const auto rank = [](const Promise& p) {
    return p.state == PromiseState::late ? 0 : p.state == PromiseState::kept ? 2 : 1;
  };
  std::sort(all.begin(), all.end(), [&](const Promise& a, const Promise& b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return a.details.due != b.details.due ? a.details.due < b.details.due : a.id < b.id;
  });
  return all;
}

}  // namespace heed::act
