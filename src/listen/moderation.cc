#include "listen/moderation.h"

#include <algorithm>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::listen {
namespace {

Result<> reason_given(const Scope& scope, std::string_view reason) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  if (trimmed(reason).empty()) return refuse("Say why.");
  TRY(bounded_text(reason, limits::kShortTextChars));
  return Done{};
}

}  // namespace

Result<> Moderation::dispose(store::Session& s, const Scope& scope, ResponseId response,
                             std::string_view what, std::string_view reason) {
  const PartnershipId partnership = scope.partnership();
  struct Of {
    ActivityId activity;
    std::optional<std::uint64_t> log_index;
  };
  const Of of = TRY(s.one(
      "select activity_id, log_index from response where partnership_id = $1 and id = $2",
      [](const store::Row& row) {
        return Of{
            row.id<ActivityId>(0),
            row.null(1) ? std::nullopt : std::optional(static_cast<std::uint64_t>(row.integer(1)))};
      },
      partnership, response));
  const TimeMs now = clock_.now();
  const record::Entry entry{.type = record::EntryType::disposition,
                            .activity = of.activity,
                            .when = now,
                            .ref = of.log_index,
                            .commitment = {}};
  const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
  const std::int64_t number = TRY(s.integer(
      "select count(*) + 1 from disposition where partnership_id = $1 and response_id = $2",
      partnership, response));
  const PersonId person = scope.person();
  TRY(s.exec(
      "insert into disposition (partnership_id, response_id, number, what, reason, person_id, "
      "log_index, done_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      partnership, response, number, what, reason,
      person.is_null() ? std::nullopt : std::optional(person),
      static_cast<std::int64_t>(at.first_index), now));
  return Done{};
}

// Quotes of it on pages that are published already. Once it is put back, the next publication may
// quote it again.
Result<> Moderation::take_off_pages(store::Session& s, const Scope& scope, ResponseId response) {
  struct Said {
    VoiceId id;
    ActivityId activity;
    std::string words;
  };
  const auto voices = TRY(s.all(
      "select id, activity_id, words from voice where partnership_id = $1 and response_id = $2",
      [](const store::Row& row) {
        return Said{row.id<VoiceId>(0), row.id<ActivityId>(1), row.text(2)};
      },
      scope.partnership(), response));
  for (const Said& said : voices)
    for (const Reworded& reworded : elsewhere_)
      TRY(reworded(s, scope.partnership(), said.activity, said.id, said.words, ""));
  return Done{};
}

Result<> Moderation::turn(const Scope& scope, ResponseId response, std::string_view from,
                          std::string_view to, std::string_view what, std::string_view reason) {
  return main_.write([&](store::Session& s) -> Result<> {
    const auto changed = TRY(s.exec(
        "update response set state = $4 where partnership_id = $1 and id = $2 and state = $3 and "
        "visible",
        scope.partnership(), response, from, to));
    if (changed == 0)
      return refuse("This has changed meanwhile. Look at it again.", ErrorKind::conflict);
    TRY(s.exec("update voice set visible = $3 where partnership_id = $1 and response_id = $2",
               scope.partnership(), response, to == "counted"));
    if (to == "quarantined") TRY(take_off_pages(s, scope, response));
    return dispose(s, scope, response, what, trimmed(reason));
  });
}

Result<> Moderation::set_aside(const Scope& scope, ResponseId response, std::string_view why,
                               std::string_view reason) {
  TRY(reason_given(scope, reason));
  if (std::ranges::find(kSetAside, why) == std::end(kSetAside))
    return refuse("Choose why it is set aside.");
  const std::string because = fmt::format("{}: {}", why, trimmed(reason));
  return turn(scope, response, "counted", "quarantined", "quarantined", because);
}

Result<> Moderation::put_back(const Scope& scope, ResponseId response, std::string_view reason) {
  TRY(reason_given(scope, reason));
  return turn(scope, response, "quarantined", "counted", "counted", reason);
}

Result<> Moderation::accept_late(const Scope& scope, ResponseId response, std::string_view reason) {
  TRY(reason_given(scope, reason));
  return turn(scope, response, "late", "counted", "counted", reason);
}

Result<> Moderation::leave_out(const Scope& scope, ResponseId response, std::string_view reason) {
  TRY(reason_given(scope, reason));
  return turn(scope, response, "late", "late", "late", reason);
}

Result<std::vector<HeldResponse>> Moderation::held(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  return main_.read([&](store::Session& s) -> Result<std::vector<HeldResponse>> {
    auto all = TRY(s.all(
        "select r.id, coalesce(r.reference, ''), r.channel, r.state, r.received_ms, "
        "coalesce(d.what, ''), coalesce(d.reason, '') from response r left join disposition d on "
        "d.partnership_id = r.partnership_id and d.response_id = r.id and d.number = (select "
        "max(number) from disposition where partnership_id = r.partnership_id and response_id = "
        "r.id and what in ('quarantined', 'late')) where r.partnership_id = $1 and r.activity_id = "
        "$2 and r.visible and r.state in ('quarantined', 'late') order by r.received_ms, r.id",
        [](const store::Row& row) {
          return HeldResponse{.response = row.id<ResponseId>(0),
                              .reference = row.text(1),
                              .channel = row.text(2),
                              .state = row.text(3),
                              .received = row.time(4),
                              .what = row.text(5),
                              .reason = row.text(6)};
        },
        scope.partnership(), activity));
    for (HeldResponse& one : all)
      one.words = TRY(s.all(
          "select words from voice where partnership_id = $1 and response_id = $2 order by number",
          [](const store::Row& row) { return row.text(0); }, scope.partnership(), one.response));
    return all;
  });
}

Result<std::vector<Disposition>> Moderation::dispositions(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select what, reason, person_id, done_ms from disposition where partnership_id = $1 and "
        "response_id = $2 order by number",
        [](const store::Row& row) {
          return Disposition{row.text(0), row.text(1), row.id<PersonId>(2), row.time(3)};
        },
        scope.partnership(), response);
  });
}

}  // namespace heed::listen
