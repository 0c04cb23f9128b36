#include "listen/amend.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <span>

#include "listen/inside/grace.h"
#include "listen/inside/held.h"
#include "listen/inside/seal_response.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/payload.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using inside::Held;
using inside::NewResponse;
using inside::NewVoice;

Result<> may_change(store::Session& s, const Scope& scope, const Held& held, TimeMs now) {
  if (held.erased() || held.state == "withdrawn")
    return refuse("This was taken back, so there is nothing to change.", ErrorKind::conflict);
  // Staff put right what they typed wrongly from paper, also after closing.
  if (scope.may(Capability::bring_in)) return Done{};
  const bool takes = TRY(s.one(
      "select state, closes_ms, phase from activity where partnership_id = $1 and id = $2",
      [&](const store::Row& row) {
        return row.text(0) == "open" && row.text(2) != "suspended" &&
               (row.null(1) || now.ms <= row.time(1).ms + inside::kGraceMs);
      },
      scope.partnership(), held.activity));
  if (!takes)
    return refuse("This has closed, so answers cannot be changed any more.", ErrorKind::closed);
  return Done{};
}

struct Sealed {
  Held held;
  Bytes about;
  record::DataKeyId about_key;
  Bytes about_id;
};

// Words of which some are covered: as they were typed, and sealed again under the key that the
// response has from now on, because the earlier one goes with the earlier version.
struct Covered {
  std::string original;
  Bytes sealed_again;
};

Result<std::map<VoiceId, Covered>> covered_in(store::Database& main, record::Keys& keys,
                                              platform::Random& random, PartnershipId partnership,
                                              ResponseId response, record::DataKeyId new_key) {
  struct Found {
    VoiceId id;
    Bytes sealed;
    record::DataKeyId key;
  };
  const auto found = TRY(main.read([&](store::Session& s) {
    return s.all(
        "select v.id, v.sealed, r.data_key_id from voice v join response r on r.partnership_id = "
        "v.partnership_id and r.id = v.response_id where v.partnership_id = $1 and v.response_id = "
        "$2 and v.sealed is not null",
        [](const store::Row& row) {
          return Found{row.id<VoiceId>(0), row.bytes(1), row.id<record::DataKeyId>(2)};
        },
        partnership, response);
  }));
  std::map<VoiceId, Covered> covered;
  if (found.empty()) return covered;
  const record::DataKey before = TRY(keys.data_key(partnership, found.front().key));
  const record::DataKey after = TRY(keys.data_key(partnership, new_key));
  for (const Found& voice : found) {
    const auto opened = record::open_payload(before, voice.sealed, voice.id.bytes());
    if (!opened) continue;  // Then it is taken as changed: read anew, and nothing is shown wrongly.
    covered[voice.id] = {
        std::string(as_text(opened->payload)),
        TRY(record::seal_payload(after, opened->payload, voice.id.bytes(), std::nullopt, random))
            .sealed};
  }
  return covered;
}

// What is there and what comes: voices that say the same in the same place stay what they are.
struct Change {
  std::vector<VoiceId> gone;
  std::vector<NewVoice> come;
  std::vector<std::pair<VoiceId, NewVoice>> stay;  // As it is, and as it came.
};

// What is compared is what was typed, not the reading copy: details are covered in that. Covered
// since it was opened, it counts as changed and is read anew.
Result<Change> change_of(store::Session& s, PartnershipId partnership, const NewResponse& after,
                         const std::map<VoiceId, Covered>& covered, bool says_of_words) {
  Change change{.gone = {}, .come = after.voices, .stay = {}};
  struct There {
    QuestionId question;
    std::string choice, wording, words;
    bool may_quote, sealed;
    std::string sort;
  };
  TRY(s.each(
      "select id, question_id, choice, question, words, may_quote, sort, sealed is not null from "
      "voice where partnership_id = $1 and response_id = $2 order by number",
      [&](const store::Row& row) {
        const VoiceId id = row.id<VoiceId>(0);
        There there{row.id<QuestionId>(1), row.text(2),  row.text(3), row.text(4),
                    row.truth(5),          row.truth(7), row.text(6)};
        const auto opened = covered.find(id);
        if (opened != covered.end()) there.words = opened->second.original;
        const bool known = !there.sealed || opened != covered.end();
        const auto in_its_place = [&](const NewVoice& voice) {
          return there.question.is_null()
                     ? voice.question == there.wording
                     : voice.question_id == there.question && voice.choice == there.choice;
        };
        for (NewVoice& voice : change.come)
          if (in_its_place(voice) && !says_of_words)
            voice.may_quote = there.may_quote, voice.sort = there.sort;
        const auto found = std::ranges::find_if(change.come, [&](const NewVoice& voice) {
          return known && in_its_place(voice) && voice.words == there.words;
        });
        if (found == change.come.end()) {
          change.gone.push_back(id);
          return;
        }
        change.stay.emplace_back(id, *found);
        change.come.erase(found);
      },
      partnership, after.id));
  return change;
}

Result<> keep_those(store::Session& s, PartnershipId partnership, const Change& change,
                    const std::map<VoiceId, Covered>& covered) {
  for (const auto& [id, voice] : change.stay) {
    TRY(s.exec("update voice set may_quote = $3, sort = $4 where partnership_id = $1 and id = $2",
               partnership, id, voice.may_quote, voice.sort));
    if (const auto found = covered.find(id); found != covered.end())
      TRY(s.exec("update voice set sealed = $3 where partnership_id = $1 and id = $2", partnership,
                 id, found->second.sealed_again));
  }
  return Done{};
}

Result<> keep_before(store::Session& s, PartnershipId partnership, const Held& before,
                     PressKey press_key, TimeMs now) {
  TRY(s.exec(
      "insert into response_version (partnership_id, response_id, number, press_key, "
      "payload_hash, sealed, data_key_id, log_index, questionnaire_version, replaced_ms) "
      "select partnership_id, id, (select count(*) + 1 from response_version where "
      "partnership_id = $1 and response_id = $2), $3, payload_hash, sealed, data_key_id, "
      "log_index, questionnaire_version, $4 from response where partnership_id = $1 and id = "
      "$2",
      partnership, before.id, press_key, now));
  return Done{};
}

}  // namespace

Result<Amendable> Amend::open(const Scope& scope, std::string_view reference,
                              std::string_view private_part) {
  const PartnershipId partnership = scope.partnership();
  Sealed found;
  TRY(main_.read([&](store::Session& s) -> Result<> {
    found.held = TRY(inside::theirs(s, scope, reference, private_part));
    TRY(may_change(s, scope, found.held, clock_.now()));
    TRY(s.each(
        "select id, sealed, data_key_id from about_part where partnership_id = $1 and response_id "
        "= $2",
        [&](const store::Row& row) {
          found.about_id = row.bytes(0);
          found.about = row.bytes(1);
          found.about_key = row.id<record::DataKeyId>(2);
        },
        partnership, found.held.id));
    return Done{};
  }));
  const auto answers = [&](record::DataKeyId key, BytesView sealed,
                           BytesView id) -> Result<questions::Answers> {
    const record::DataKey data_key = TRY(keys_.data_key(partnership, key));
    const record::Opened opened = TRY(record::open_payload(data_key, sealed, id));
    return inside::answers_in(opened.payload);
  };
  Amendable mine{.activity = found.held.activity, .response = found.held.id, .answers = {}};
  mine.answers = TRY(answers(found.held.key, found.held.sealed, found.held.id.bytes()));
  if (!found.about.empty())
    for (auto& about : TRY(answers(found.about_key, found.about, found.about_id)))
      mine.answers.push_back(std::move(about));
  return mine;
}

Result<> Amend::accept(const Scope& scope, ResponseId amended, questions::CheckedResponse response,
                       std::function<void(Result<Receipt>)> done,
                       const std::optional<OfWords>& of_words) {
  const PartnershipId partnership = scope.partnership();
  const ActivityId activity = TRY(main_.read([&](store::Session& s) -> Result<ActivityId> {
    return TRY(inside::held(s, partnership, amended)).activity;
  }));
  const PressKey press_key = response.press_key();
  inside::SealedResponse made = TRY(inside::seal_response(
      response, amended, activity, partnership, keys_, random_, of_words.value_or(OfWords{})));
  auto covered = TRY(covered_in(main_, keys_, random_, partnership, amended, made.row.data_key));
  auto receipt = std::make_shared<Receipt>();
  return main_.write_later(
      [this, scope, partnership, press_key, row = std::move(made.row), commitment = made.commitment,
       covered = std::move(covered), says_of_words = of_words.has_value(),
       receipt](store::Session& s) -> Result<> {
        const Held before = TRY(inside::held(s, partnership, row.id));
        *receipt = {before.reference, "", before.log_index.value_or(0)};
        receipt->changed = true;
        if (TRY(s.integer("select count(*) from response_version where partnership_id = $1 and "
                          "press_key = $2",
                          partnership, press_key)) > 0)
          return Done{};
        const TimeMs now = clock_.now();
        TRY(may_change(s, scope, before, now));
        TRY(keep_before(s, partnership, before, press_key, now));
        const Change change = TRY(change_of(s, partnership, row, covered, says_of_words));
        for (const Forget& forget : elsewhere_)
          TRY(forget(s, partnership, row.activity, change.gone));
        for (const VoiceId& voice : change.gone) {
          TRY(s.exec("delete from mask where partnership_id = $1 and voice_id = $2", partnership,
                     voice));
          TRY(s.exec("delete from voice where partnership_id = $1 and id = $2", partnership,
                     voice));
        }
        TRY(keep_those(s, partnership, change, covered));
        TRY(inside::erase_coded(s, partnership, row.id, now, random_));
        NewResponse after = row;
        after.voices = change.come;
        after.state = before.state;
        after.received = before.received;
        TRY(inside::add_parts(s, partnership, std::span(&after, 1)));
        const record::Entry entry{.type = record::EntryType::amendment,
                                  .activity = row.activity,
                                  .when = now,
                                  .ref = before.log_index,
                                  .commitment = commitment};
        const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
        receipt->log_index = at.first_index;
        TRY(s.exec(
            "update response set sealed = $3, payload_hash = $4, data_key_id = $5, log_index "
            "= $6, questionnaire_version = $7 where partnership_id = $1 and id = $2",
            partnership, row.id, row.sealed, row.payload_hash, row.data_key,
            static_cast<std::int64_t>(at.first_index), row.questionnaire_version));
        return Done{};
      },
      [receipt, done = std::move(done)](Result<> kept) {
        if (kept)
          done(std::move(*receipt));
        else
          done(std::move(kept).error());
      });
}

Result<Receipt> Amend::receipt(const Scope& scope, PressKey press_key) {
  return main_.read([&](store::Session& s) {
    return s.one(
        "select r.reference, r.log_index from response_version v join response r on "
        "r.partnership_id = v.partnership_id and r.id = v.response_id where v.partnership_id = $1 "
        "and v.press_key = $2",
        [](const store::Row& row) {
          Receipt receipt{row.text(0), "", static_cast<std::uint64_t>(row.integer(1))};
          receipt.changed = true;
          return receipt;
        },
        scope.partnership(), press_key);
  });
}

}  // namespace heed::listen
