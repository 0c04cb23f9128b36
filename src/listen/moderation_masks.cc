// Covering personal details in reading copies.
#include <algorithm>
#include <map>

#include "base/limits.h"
#include "base/text.h"
#include "listen/moderation.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/payload.h"
#include "store/database.h"
#include "text/personal.h"

namespace heed::listen {
namespace {

constexpr std::string_view kRules = "rules/1";

std::string text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
BytesView bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

Result<> add_mask(store::Session& s, PartnershipId partnership, ActivityId activity, VoiceId voice,
                  const Mask& mask, PersonId person, std::optional<TimeMs> ruled) {
  const auto by = person.is_null() ? std::nullopt : std::optional(person);
  TRY(
      s.exec("insert into mask (partnership_id, voice_id, number, activity_id, starts, ends, kind, "
             "state, proposed_by, person_id, ruled_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
             "$10, $11)",
             partnership, voice, mask.number, activity, mask.starts, mask.ends, mask.kind,
             mask.state, mask.by_person ? std::string_view() : kRules, by, ruled));
  return Done{};
}

bool covers(const Mask& mask) { return mask.state != "rejected"; }

}  // namespace

std::string covered(std::string_view original, const std::vector<Mask>& masks) {
  std::vector<Mask> in_order;
  std::ranges::copy_if(masks, std::back_inserter(in_order), covers);
  std::ranges::sort(in_order, {}, &Mask::starts);
  std::string out;
  std::size_t at = 0;
  for (const Mask& mask : in_order) {
    if (mask.starts < at || mask.ends > original.size()) continue;  // Covered already.
    out += original.substr(at, mask.starts - at);
    std::string kind = mask.kind;
    std::ranges::replace(kind, '_', ' ');
    out += "[" + kind + "]";
    at = mask.ends;
  }
  return out + std::string(original.substr(at));
}

// A voice as it is stored, and what opens it.
struct Moderation::Stored {
  VoiceId id;
  ResponseId response;
  ActivityId activity;
  std::string question, reading;
  Bytes sealed;
  record::DataKeyId key;
  std::vector<Mask> masks;
};

Result<std::int64_t> Moderation::look(const Scope& scope, std::int64_t at_most) {
  const PartnershipId partnership = scope.partnership();
  struct New {
    VoiceId id;
    ActivityId activity;
    std::string words;
    record::DataKeyId key;
  };
  const auto all = TRY(main_.read([&](store::Session& s) {
    return s.all(
        "select v.id, v.activity_id, v.words, r.data_key_id from voice v join response r on "
        "r.partnership_id = v.partnership_id and r.id = v.response_id where v.partnership_id = $1 "
        "and v.looked_ms is null order by v.number limit $2",
        [](const store::Row& row) {
          return New{row.id<VoiceId>(0), row.id<ActivityId>(1), row.text(2),
                     row.id<record::DataKeyId>(3)};
        },
        partnership, at_most);
  }));
  if (all.empty()) return 0;
  std::map<VoiceId, std::vector<Mask>> found;
  std::vector<record::DataKeyId> wanted;
  for (const New& voice : all)
    for (const text::PersonalDetail& detail : text::personal_details(voice.words)) {
      std::vector<Mask>& masks = found[voice.id];
      if (masks.empty()) wanted.push_back(voice.key);
      masks.push_back({static_cast<std::int64_t>(masks.size()), detail.begin, detail.end,
                       std::string(text::kind_name(detail.kind)), "proposed", false});
    }
  const auto keys = TRY(keys_.data_keys(partnership, wanted));
  std::map<VoiceId, Bytes> sealed;
  for (const New& voice : all) {
    const auto key = keys.find(voice.key);
    // Without its key it was erased meanwhile, and its row goes too.
    if (!found.contains(voice.id) || key == keys.end()) continue;
    sealed[voice.id] = TRY(record::seal_payload(key->second, bytes_of(voice.words),
                                                voice.id.bytes(), std::nullopt, random_))
                           .sealed;
  }
  const TimeMs now = clock_.now();
  TRY(main_.write([&](store::Session& s) -> Result<> {
    for (const New& voice : all) {
      const auto original = sealed.find(voice.id);
      if (original == sealed.end()) {
        TRY(s.exec("update voice set looked_ms = $3 where partnership_id = $1 and id = $2",
                   partnership, voice.id, now));
        continue;
      }
      // Somebody else may have looked at it since; then there is nothing to do.
      const auto changed = TRY(s.exec(
          "update voice set looked_ms = $3, words = $4, sealed = $5 where partnership_id = $1 and "
          "id = $2 and looked_ms is null",
          partnership, voice.id, now, covered(voice.words, found[voice.id]), original->second));
      if (changed == 0) continue;
      for (const Mask& mask : found[voice.id])
        TRY(add_mask(s, partnership, voice.activity, voice.id, mask, {}, std::nullopt));
    }
    return Done{};
  }));
  return static_cast<std::int64_t>(all.size());
}

Result<> Moderation::look_at_all(const Scope& scope) {
  while (TRY(look(scope)) > 0) continue;
  return Done{};
}

Result<std::vector<Moderation::Stored>> Moderation::stored(store::Session& s, const Scope& scope,
                                                           std::string_view where, BytesView id) {
  auto all = TRY(s.all(
      fmt::format("select v.id, v.response_id, v.activity_id, v.question, v.words, v.sealed, "
                  "r.data_key_id from voice v join response r on r.partnership_id = "
                  "v.partnership_id and r.id = v.response_id where v.partnership_id = $1 and {} "
                  "order by v.number, v.id",
                  where),
      [](const store::Row& row) {
        return Stored{row.id<VoiceId>(0),
                      row.id<ResponseId>(1),
                      row.id<ActivityId>(2),
                      row.text(3),
                      row.text(4),
                      row.null(5) ? Bytes() : row.bytes(5),
                      row.id<record::DataKeyId>(6),
                      {}};
      },
      scope.partnership(), id));
  for (Stored& voice : all)
    voice.masks = TRY(s.all(
        "select number, starts, ends, kind, state, proposed_by from mask where partnership_id = $1 "
        "and voice_id = $2 order by starts, number",
        [](const store::Row& row) {
          return Mask{row.integer(0),
                      static_cast<std::size_t>(row.integer(1)),
                      static_cast<std::size_t>(row.integer(2)),
                      row.text(3),
                      row.text(4),
                      row.text(5).empty()};
        },
        scope.partnership(), voice.id));
  return all;
}

Result<std::vector<Looked>> Moderation::opened(const Scope& scope,
                                               const std::vector<Stored>& stored) {
  std::vector<record::DataKeyId> wanted;
  for (const Stored& voice : stored)
    if (!voice.sealed.empty()) wanted.push_back(voice.key);
  const auto keys = TRY(keys_.data_keys(scope.partnership(), wanted));
  std::vector<Looked> all;
  for (const Stored& voice : stored) {
    Looked looked{voice.id,      voice.response, voice.question,
                  voice.reading, voice.reading,  voice.masks};
    if (!voice.sealed.empty()) {
      const auto key = keys.find(voice.key);
      if (key == keys.end()) continue;  // Erased.
      // Amended under a new key since: then nothing was covered in it, or it would be a new voice.
      const auto opened = record::open_payload(key->second, voice.sealed, voice.id.bytes());
      if (opened) looked.original = text_of(opened->payload);
    }
    all.push_back(std::move(looked));
  }
  return all;
}

Result<std::vector<Looked>> Moderation::waiting(const Scope& scope, ActivityId activity,
                                                std::int64_t count) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  const auto some = TRY(main_.read([&](store::Session& s) {
    return stored(
        s, scope,
        fmt::format("v.id in (select distinct voice_id from mask where partnership_id = $1 and "
                    "activity_id = $2 and state = 'proposed' order by voice_id limit {})",
                    count),
        activity.bytes());
  }));
  return opened(scope, some);
}

Result<std::int64_t> Moderation::waiting_count(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  return main_.read([&](store::Session& s) {
    return s.integer(
        "select count(distinct voice_id) from mask where partnership_id = $1 and activity_id = $2 "
        "and state = 'proposed'",
        scope.partnership(), activity);
  });
}

Result<std::vector<Looked>> Moderation::voices(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  const auto all = TRY(main_.read(
      [&](store::Session& s) { return stored(s, scope, "v.response_id = $2", response.bytes()); }));
  return opened(scope, all);
}

Result<> Moderation::uncover(const Scope& scope, Followed& theirs) {
  if (theirs.words.empty()) return Done{};
  const auto all = TRY(main_.read([&](store::Session& s) {
    return stored(s, scope, "v.response_id = $2", theirs.response.bytes());
  }));
  for (const Looked& voice : TRY(opened(scope, all)))
    for (std::size_t n = 0; n < theirs.words.size(); ++n)
      if (theirs.voices[n] == voice.id) theirs.words[n].second = voice.original;
  return Done{};
}

Result<Looked> Moderation::one(const Scope& scope, VoiceId voice) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  const auto found = TRY(
      main_.read([&](store::Session& s) { return stored(s, scope, "v.id = $2", voice.bytes()); }));
  auto all = TRY(opened(scope, found));
  if (all.empty()) return fail(ErrorKind::not_found, "no such voice");
  return std::move(all.front());
}

// The masks as they shall be; numbers past those that there were are new.
Result<> Moderation::write_masks(const Scope& scope, const Looked& before,
                                 std::vector<Mask> masks) {
  const PartnershipId partnership = scope.partnership();
  struct Of {
    ActivityId activity;
    record::DataKeyId key;
    bool sealed;
  };
  const Of of = TRY(main_.read([&](store::Session& s) {
    return s.one(
        "select v.activity_id, r.data_key_id, v.sealed is not null from voice v join response r on "
        "r.partnership_id = v.partnership_id and r.id = v.response_id where v.partnership_id = $1 "
        "and v.id = $2",
        [](const store::Row& row) {
          return Of{row.id<ActivityId>(0), row.id<record::DataKeyId>(1), row.truth(2)};
        },
        partnership, before.id);
  }));
  Bytes sealed;
  if (!of.sealed) {
    const auto key = TRY(keys_.data_key(partnership, of.key));
    sealed = TRY(record::seal_payload(key, bytes_of(before.original), before.id.bytes(),
                                      std::nullopt, random_))
                 .sealed;
  }
  const std::string after = covered(before.original, masks);
  const TimeMs now = clock_.now();
  const PersonId person = scope.person();
  return main_.write([&](store::Session& s) -> Result<> {
    // Somebody else may be ruling on the same voice.
    const auto changed = TRY(s.exec(
        "update voice set words = $4, looked_ms = $5 where partnership_id = $1 and id = $2 and "
        "words = $3",
        partnership, before.id, before.reading, after, now));
    if (changed == 0)
      return refuse("Somebody else has just ruled on these words. Look at them again.",
                    ErrorKind::conflict);
    if (!of.sealed)
      TRY(s.exec("update voice set sealed = $3 where partnership_id = $1 and id = $2", partnership,
                 before.id, sealed));
    for (const Mask& mask : masks) {
      const auto was = std::ranges::find(before.masks, mask.number, &Mask::number);
      if (was == before.masks.end())
        TRY(add_mask(s, partnership, of.activity, before.id, mask, person, now));
      else if (was->state != mask.state)
        TRY(s.exec(
            "update mask set state = $4, person_id = $5, ruled_ms = $6 where partnership_id = $1 "
            "and voice_id = $2 and number = $3",
            partnership, before.id, mask.number, mask.state,
            person.is_null() ? std::nullopt : std::optional(person), now));
    }
    if (after != before.reading) {
      for (const Reworded& reworded : elsewhere_)
        TRY(reworded(s, partnership, of.activity, before.id, before.reading, after));
    }
    return dispose(s, scope, before.response, after == before.original ? "shown" : "covered", "");
  });
}

Result<> Moderation::rule(const Scope& scope, VoiceId voice, std::int64_t number, bool cover) {
  const Looked before = TRY(one(scope, voice));
  std::vector<Mask> masks = before.masks;
  const auto mask = std::ranges::find(masks, number, &Mask::number);
  if (mask == masks.end()) return fail(ErrorKind::not_found, "no such mask");
  mask->state = cover ? "accepted" : "rejected";
  return write_masks(scope, before, std::move(masks));
}

Result<> Moderation::rule_all(const Scope& scope, VoiceId voice, bool cover) {
  const Looked before = TRY(one(scope, voice));
  std::vector<Mask> masks = before.masks;
  for (Mask& mask : masks)
    if (mask.state == "proposed") mask.state = cover ? "accepted" : "rejected";
  return write_masks(scope, before, std::move(masks));
}

Result<> Moderation::cover(const Scope& scope, VoiceId voice, std::string_view words,
                           std::string_view kind) {
  const Looked before = TRY(one(scope, voice));
  const std::string_view wanted = trimmed(words);
  if (wanted.empty()) return refuse("Type the words that must be covered.");
  constexpr std::string_view kKinds[] = {"name",     "phone",         "email",  "nhs_number",
                                         "postcode", "date_of_birth", "address"};
  const bool known = std::ranges::find(kKinds, kind) != std::end(kKinds);
  std::vector<Mask> masks = before.masks;
  std::int64_t next = 0;
  for (const Mask& mask : masks) next = std::max(next, mask.number + 1);
  bool found = false;
  for (std::size_t at = before.original.find(wanted); at != std::string::npos;
       at = before.original.find(wanted, at + wanted.size())) {
    found = true;
    masks.push_back(
        {next++, at, at + wanted.size(), known ? std::string(kind) : "covered", "accepted", true});
  }
  if (!found)
    return refuse("These words are not in what was said. Copy them as they stand.",
                  ErrorKind::not_found);
  return write_masks(scope, before, std::move(masks));
}

}  // namespace heed::listen
