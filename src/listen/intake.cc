#include "listen/intake.h"

#include <memory>

#include "base/limits.h"
#include "listen/inside/rows.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/payload.h"
#include "record/record.h"
#include "record/reference.h"
#include "store/database.h"

namespace heed::listen {
namespace {

// A form that was open on somebody's screen at closing time still counts (trust.md, case 8).
constexpr std::int64_t kGraceMs = 15 * kMinuteMs;

struct Kept {
  std::string reference;
  std::uint64_t log_index = 0;
  TimeMs received;
};

Result<std::optional<Kept>> find_kept(store::Session& s, PartnershipId partnership,
                                      ActivityId activity, PressKey press_key) {
  std::optional<Kept> found;
  TRY(s.each(
      "select reference, log_index, received_ms from response where partnership_id = $1 and "
      "activity_id = $2 and press_key = $3",
      [&](const store::Row& row) {
        found = Kept{row.text(0), static_cast<std::uint64_t>(row.integer(1)), row.time(2)};
      },
      partnership, activity, press_key));
  return found;
}

Result<> still_open(store::Session& s, PartnershipId partnership, ActivityId activity, TimeMs now) {
  struct Opening {
    std::string state;
    std::optional<TimeMs> closes;
  };
  const Opening opening = TRY(s.one(
      "select state, closes_ms from activity where partnership_id = $1 and id = $2",
      [](const store::Row& row) {
        return Opening{row.text(0),
                       row.null(1) ? std::nullopt : std::optional<TimeMs>(row.time(1))};
      },
      partnership, activity));
  if (opening.state != "open" || (opening.closes && now > *opening.closes + kGraceMs))
    return refuse("This has closed, so your answers were not sent.", ErrorKind::closed);
  return Done{};
}

}  // namespace

Result<> Intake::accept(const Scope& scope, ActivityId activity,
                        questions::CheckedResponse response, std::string_view channel,
                        std::function<void(Result<Receipt>)> done) {
  const PartnershipId partnership = scope.partnership();
  // Key first, then response: a key that no response comes to use is harmless.
  const record::DataKey key = TRY(keys_.make_data_key(partnership));
  const record::PrivatePart private_part = keys_.private_part(response.press_key());
  inside::NewResponse row{.id = random_.id<ResponseId>(),
                          .activity = activity,
                          .channel = std::string(channel),
                          .import = {},
                          .visible = true,
                          .said = clock_.now(),
                          .received = clock_.now(),
                          .grouping = {},
                          .press_key = response.press_key(),
                          .private_hash = private_part.hash(),
                          .data_key = key.id,
                          .questionnaire_version = response.questionnaire_version()};
  record::ResponsePayload payload{.activity = activity,
                                  .questionnaire = inside::hash_of_asked(response),
                                  .answers = {},
                                  .press_key = response.press_key(),
                                  .about = std::nullopt};
  for (const auto& answer : response.answers()) {
    payload.answers.push_back({answer.question.text(), std::string(questions::name_of(answer.kind)),
                               inside::payload_value(answer)});
    for (const auto& said : answer.voices)
      row.voices.push_back({random_.id<VoiceId>(), said.wording, said.words, false});
  }
  row.answers = inside::coded(response.answers());
  if (!response.about().empty()) {
    // Its own key and its own digest: either part can be erased without the other.
    const record::DataKey about_key = TRY(keys_.make_data_key(partnership));
    inside::NewAbout about{.id = random_.id<inside::AboutId>(),
                           .data_key = about_key.id,
                           .answers = inside::coded(response.about())};
    record::ResponsePayload part{
        .activity = activity, .questionnaire = payload.questionnaire, .about = std::nullopt};
    for (const auto& answer : response.about())
      part.answers.push_back({answer.question.text(), std::string(questions::name_of(answer.kind)),
                              inside::payload_value(answer)});
    record::Sealed sealed_about = TRY(record::seal_payload(
        about_key, record::encode(part), about.id.bytes(), std::nullopt, random_));
    about.sealed = std::move(sealed_about.sealed);
    // The commitment, not a hash: few answers are possible, and a hash of one could be guessed.
    payload.about = sealed_about.commitment;
    row.about = std::move(about);
  }
  const record::Sealed sealed = TRY(
      record::seal_payload(key, record::encode(payload), row.id.bytes(), std::nullopt, random_));
  row.sealed = sealed.sealed;
  row.payload_hash = sealed.payload_hash;

  auto receipt = std::make_shared<Receipt>();
  return main_.write_later(
      [this, partnership, row = std::move(row), commitment = sealed.commitment, receipt,
       shown = private_part.text()](store::Session& s) -> Result<> {
        if (const auto kept = TRY(find_kept(s, partnership, row.activity, row.press_key))) {
          *receipt = {kept->reference, shown, kept->log_index};
          return Done{};
        }
        TRY(still_open(s, partnership, row.activity, row.received));
        const std::string prefix = TRY(s.one(
            "select prefix from partnership where partnership_id = $1",
            [](const store::Row& found) { return found.text(0); }, partnership));
        inside::NewResponse placed = row;
        // 40 random bits: a second draw is for the day that two people share one.
        placed.reference = record::Reference::make(prefix, random_).text();
        const record::Entry entry{.type = record::EntryType::submission,
                                  .activity = row.activity,
                                  .when = row.received,
                                  .ref = std::nullopt,
                                  .commitment = commitment};
        const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
        placed.log_index = at.first_index;
        TRY(inside::add_response(s, partnership, placed));
        *receipt = {placed.reference, shown, at.first_index};
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
  Receipt receipt{kept->reference, "", kept->log_index};
  if (clock_.now().ms - kept->received.ms <= limits::kPrivatePartShownMs)
    receipt.private_part = keys_.private_part(press_key).text();
  return receipt;
}

}  // namespace heed::listen
