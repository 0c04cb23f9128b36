// One response: when and how it came, and whether another seems to come from the same person.
#include <algorithm>
#include <set>

#include "listen/moderation.h"
#include "store/database.h"

namespace heed::listen {
namespace {

constexpr std::size_t kLookedAt = 100;  // Others with a detail of the same kind.
constexpr std::int64_t kAlikeMax =
    20;  // A campaign's letter has thousands: understand shows those.

// Letters and digits alone, in lower case: numbers are written in many ways.
std::string bare(std::string_view words) {
  std::string out;
  for (const char c : words) {
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '@' || c == '.')
      out += c;
  }
  return out;
}

bool tells_a_person(const Mask& mask) {
  return mask.kind == "phone" || mask.kind == "email" || mask.kind == "nhs_number";
}

std::set<std::string> details_of(const std::vector<Looked>& voices) {
  std::set<std::string> all;
  for (const Looked& voice : voices)
    for (const Mask& mask : voice.masks)
      if (tells_a_person(mask))
        all.insert(bare(voice.original.substr(mask.starts, mask.ends - mask.starts)));
  return all;
}

}  // namespace

Result<ResponseAbout> Moderation::about(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  return main_.read([&](store::Session& s) {
    return s.one(
        "select r.activity_id, coalesce(r.reference, ''), r.channel, r.state, r.received_ms, "
        "r.said_ms, coalesce(a.source, ''), coalesce(a.consent, ''), coalesce(a.attended, 0) from "
        "response r left join arrival a on a.partnership_id = r.partnership_id and a.response_id = "
        "r.id where r.partnership_id = $1 and r.id = $2 and r.visible",
        [](const store::Row& row) {
          return ResponseAbout{.activity = row.id<ActivityId>(0),
                               .reference = row.text(1),
                               .channel = row.text(2),
                               .state = row.text(3),
                               .received = row.time(4),
                               .said = row.null(5) ? std::nullopt : std::optional(row.time(5)),
                               .source = row.text(6),
                               .consent = row.text(7),
                               .attended = row.integer(8)};
        },
        scope.partnership(), response);
  });
}

Result<std::vector<ResponseId>> Moderation::with_same_details(const Scope& scope,
                                                              ResponseId response) {
  const std::set<std::string> wanted = details_of(TRY(voices(scope, response)));
  std::vector<ResponseId> same;
  if (wanted.empty()) return same;
  const auto others = TRY(main_.read([&](store::Session& s) {
    return s.all(
        "select distinct v.response_id from mask m join voice v on v.partnership_id = "
        "m.partnership_id and v.id = m.voice_id where m.partnership_id = $1 and m.activity_id = "
        "(select activity_id from response where partnership_id = $1 and id = $2) and m.kind in "
        "('phone', 'email', 'nhs_number') and v.response_id <> $2 limit $3",
        [](const store::Row& row) { return row.id<ResponseId>(0); }, scope.partnership(), response,
        kLookedAt);
  }));
  for (const ResponseId other : others) {
    const std::set<std::string> found = details_of(TRY(voices(scope, other)));
    if (std::ranges::any_of(found, [&](const std::string& one) { return wanted.contains(one); }))
      same.push_back(other);
  }
  return same;
}

Result<std::vector<Alike>> Moderation::alike(const Scope& scope, ResponseId response) {
  if (!scope.may(Capability::moderate)) return fail(ErrorKind::denied, "moderate");
  std::vector<Alike> all = TRY(main_.read([&](store::Session& s) {
    // Short answers are alike by chance ("Yes", "Buses").
    return s.all(
        "select distinct r.id, coalesce(r.reference, ''), r.channel, r.received_ms from voice v "
        "join voice o on o.partnership_id = v.partnership_id and o.activity_id = v.activity_id and "
        "o.words = v.words and o.response_id <> v.response_id "
        "join response r on r.partnership_id = o.partnership_id and r.id = o.response_id "
        "where v.partnership_id = $1 and v.response_id = $2 and length(v.words) > 40 and "
        "r.visible order by r.received_ms, r.id limit $3",
        [](const store::Row& row) {
          return Alike{row.id<ResponseId>(0), row.text(1), row.text(2), row.time(3), true};
        },
        scope.partnership(), response, kAlikeMax);
  }));
  for (const ResponseId other : TRY(with_same_details(scope, response))) {
    if (std::ranges::find(all, other, &Alike::response) != all.end()) continue;
    const ResponseAbout found = TRY(about(scope, other));
    all.push_back({other, found.reference, found.channel, found.received, false});
  }
  return all;
}

}  // namespace heed::listen
