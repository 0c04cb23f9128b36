#include "listen/intake.h"

#include <memory>

#include "base/limits.h"
#include "listen/inside/grace.h"
#include "listen/inside/seal_response.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen {
namespace {

struct Kept {
  std::string reference;
  std::uint64_t log_index = 0;
  TimeMs kept;  // Not the day that a letter reached us.
  bool late = false;
};

Result<std::optional<Kept>> find_kept(store::Session& s, PartnershipId partnership,
                                      ActivityId activity, PressKey press_key) {
  std::optional<Kept> found;
  TRY(s.each(
      "select r.reference, r.log_index, coalesce(a.entered_ms, r.received_ms), r.state from "
      "response r left join arrival a on a.partnership_id = r.partnership_id and a.response_id = "
      "r.id where r.partnership_id = $1 and r.activity_id = $2 and r.press_key = $3",
      [&](const store::Row& row) {
        found = Kept{row.text(0), static_cast<std::uint64_t>(row.integer(1)), row.time(2),
                     row.text(3) == "late"};
      },
      partnership, activity, press_key));
  return found;
}

struct Opening {
  std::string state, phase, late_rule;
  std::optional<TimeMs> closes, closed;
};

Result<Opening> opening_of(store::Session& s, PartnershipId partnership, ActivityId activity) {
  const auto maybe = [](const store::Row& row, int column) {
    return row.null(column) ? std::nullopt : std::optional<TimeMs>(row.time(column));
  };
  return s.one(
      "select state, phase, late_rule, closes_ms, closed_ms from activity where partnership_id = "
      "$1 and id = $2",
      [&](const store::Row& row) {
        return Opening{row.text(0), row.text(1), row.text(2), maybe(row, 3), maybe(row, 4)};
      },
      partnership, activity);
}

Result<> still_open(const Opening& opening, TimeMs now) {
  if (opening.state != "open" || (opening.closes && now > *opening.closes + inside::kGraceMs))
    return refuse("This has closed, so your answers were not sent.", ErrorKind::closed);
  if (opening.phase == "suspended")
    return refuse("No answers are taken for now, so yours were not sent. They are still here.",
                  ErrorKind::closed);
  return Done{};
}

// Post is still entered after closing, until the answers are being read (domain: states).
Result<> still_entered(const Opening& opening) {
  const bool closed =
      opening.state == "closed" && (opening.phase.empty() || opening.phase == "finished" ||
                                    opening.phase == "closed" || opening.phase == "late_window");
  if (opening.state == "draft")
    return refuse("This is not open yet. Open it first.", ErrorKind::closed);
  if (opening.state != "open" && !closed)
    return refuse("The answers are being read already, so nothing more can be entered.",
                  ErrorKind::closed);
  return Done{};
}

// By the rule that was announced: the day it reached us, or the day it was posted.
bool is_late(const Opening& opening, const Arrival& arrival) {
  std::optional<TimeMs> end = opening.closes;
  if (opening.closed && (!end || *opening.closed < *end)) end = opening.closed;
  if (!end || !arrival.received) return false;
  const bool posted = opening.late_rule == "posted" && arrival.said;
  return (posted ? *arrival.said : *arrival.received) > *end;
}

Result<> add_arrival(store::Session& s, const Scope& scope, const inside::NewResponse& row,
                     const Arrival& arrival, TimeMs now) {
  std::int64_t sheet = 0;
  if (arrival.channel == "paper")
    sheet = TRY(
        s.integer("select coalesce(max(sheet), 0) + 1 from arrival where partnership_id = $1 and "
                  "activity_id = $2",
                  scope.partnership(), row.activity));
  // A tenth of all sheets, the first among them, so that a small batch has one too.
  const bool wanted = sheet % 10 == 1;
  const PersonId person = scope.person();
  TRY(s.exec(
      "insert into arrival (partnership_id, response_id, activity_id, source, attended, "
      "consent, person_id, entered_ms, sheet, check_state, differences) values ($1, $2, $3, "
      "$4, $5, $6, $7, $8, $9, $10, 0)",
      scope.partnership(), row.id, row.activity, arrival.source, arrival.attended, arrival.consent,
      person.is_null() ? std::nullopt : std::optional(person), now, sheet, wanted ? "wanted" : ""));
  return Done{};
}

// Of a letter, each voice belongs to the question that its part answers.
void put_parts(const Arrival& arrival, std::vector<inside::NewVoice>& voices) {
  std::erase_if(voices, [&](const inside::NewVoice& voice) {
    const auto part = arrival.parts.find(voice.question_id);
    return part != arrival.parts.end() && !part->second.is_voice;
  });
  for (inside::NewVoice& voice : voices) {
    const auto part = arrival.parts.find(voice.question_id);
    const bool is_part = part != arrival.parts.end();
    const Sort sort =
        is_part && part->second.sort != Sort::unsaid ? part->second.sort : arrival.sort;
    voice.sort = name_of(sort);
    voice.may_quote = arrival.may_quote;
    if (is_part) voice.question_id = part->second.answers;
  }
}

}  // namespace

Result<> Intake::accept(const Scope& scope, ActivityId activity,
                        questions::CheckedResponse response, std::string_view channel,
                        std::function<void(Result<Receipt>)> done) {
  return keep(scope, activity, std::move(response), {.channel = std::string(channel)}, {},
              std::move(done));
}

Result<> Intake::accept(const Scope& scope, ActivityId activity,
                        questions::CheckedResponse response, const OfWords& of_words,
                        std::function<void(Result<Receipt>)> done) {
  return keep(scope, activity, std::move(response), {.channel = "web"}, of_words, std::move(done));
}

Result<> Intake::accept(const Scope& scope, ActivityId activity,
                        questions::CheckedResponse response, const Arrival& arrival,
                        std::function<void(Result<Receipt>)> done) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  if (!arrival.received) return fail(ErrorKind::invalid, "entered without the day it came");
  if (*arrival.received > clock_.now())
    return refuse("The day that it reached us is still to come.");
  return keep(scope, activity, std::move(response), arrival, {}, std::move(done));
}

Result<> Intake::keep(const Scope& scope, ActivityId activity, questions::CheckedResponse response,
                      const Arrival& arrival, const OfWords& of_words,
                      std::function<void(Result<Receipt>)> done) {
  const PartnershipId partnership = scope.partnership();
  inside::SealedResponse made = TRY(inside::seal_response(
      response, random_.id<ResponseId>(), activity, partnership, keys_, random_, of_words));
  const record::PrivatePart private_part = keys_.private_part(response.press_key());
  inside::NewResponse& row = made.row;
  row.channel = arrival.channel;
  row.received = arrival.received.value_or(clock_.now());
  row.said = arrival.said.value_or(row.received);
  row.private_hash = private_part.hash();
  // Those entered for one day stand in the order that they were entered.
  if (arrival.received) row.ordinal = clock_.now().ms % 1'000'000;
  if (arrival.received) put_parts(arrival, row.voices);

  auto receipt = std::make_shared<Receipt>();
  return main_.write_later(
      [this, scope, partnership, arrival, row = std::move(row), commitment = made.commitment,
       receipt, shown = private_part.text()](store::Session& s) -> Result<> {
        if (const auto kept = TRY(find_kept(s, partnership, row.activity, row.press_key))) {
          *receipt = {kept->reference, shown, kept->log_index, kept->late};
          return Done{};
        }
        const bool entered = arrival.received.has_value();
        const TimeMs now = entered ? clock_.now() : row.received;
        const Opening opening = TRY(opening_of(s, partnership, row.activity));
        TRY(entered ? still_entered(opening) : still_open(opening, now));
        const std::string prefix = TRY(s.one(
            "select prefix from partnership where partnership_id = $1",
            [](const store::Row& found) { return found.text(0); }, partnership));
        inside::NewResponse placed = row;
        if (is_late(opening, arrival)) placed.state = "late";
        // 40 random bits: a second draw is for the day that two people share one.
        placed.reference = record::Reference::make(prefix, random_).text();
        const record::Entry entry{.type = record::EntryType::submission,
                                  .activity = row.activity,
                                  .when = now,
                                  .ref = std::nullopt,
                                  .commitment = commitment};
        const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
        placed.log_index = at.first_index;
        TRY(inside::add_response(s, partnership, placed));
        if (entered) TRY(add_arrival(s, scope, placed, arrival, now));
        *receipt = {placed.reference, shown, at.first_index, placed.state == "late"};
        return Done{};
      },
      [receipt, done = std::move(done)](Result<> kept) {
        if (kept)
          done(std::move(*receipt));
        else
          done(std::move(kept).error());
      });
}

Result<Receipt> Intake::receipt(const Scope& scope, ActivityId activity, PressKey press_key) {
  const auto kept = TRY(main_.read(
      [&](store::Session& s) { return find_kept(s, scope.partnership(), activity, press_key); }));
  if (!kept) return fail(ErrorKind::not_found, "nothing was kept under this press key");
  Receipt receipt{kept->reference, "", kept->log_index, kept->late};
  if (clock_.now().ms - kept->kept.ms <= limits::kPrivatePartShownMs)
    receipt.private_part = keys_.private_part(press_key).text();
  return receipt;
}

}  // namespace heed::listen
