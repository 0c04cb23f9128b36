#include "understand/campaigns.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "text/campaigns.h"
#include "understand/inside/code_rows.h"
#include "understand/inside/coding_rows.h"

namespace heed::understand {
namespace {

// Less than this beside the letter is a greeting or a name, not something that was said.
constexpr std::size_t kOwnWordsCharsMin = 15;

struct LettersRead {
  std::vector<VoiceId> ids;
  std::vector<std::string> words;
};

// `words` without the byte ranges that are the letter's.
std::string without(std::string_view words,
                    const std::vector<std::pair<std::uint32_t, std::uint32_t>>& shared) {
  std::string own;
  std::size_t at = 0;
  for (const auto& [begin, end] : shared) {
    if (begin > at) own += std::string(words.substr(at, begin - at)) + " ";
    at = std::max<std::size_t>(at, end);
  }
  if (at < words.size()) own += words.substr(at);
  own = std::string(trimmed(own));
  return char_count(own) < kOwnWordsCharsMin ? std::string() : own;
}

std::string letter_of(const std::vector<std::string>& core) {
  return fmt::format("{}", fmt::join(core, " … "));
}

Campaign read_campaign(const store::Row& row) {
  Campaign found{.id = row.id<CampaignId>(0)};
  found.petition = row.text(1) == "petition";
  found.organiser = row.text(2);
  found.letter = row.text(3);
  found.size = row.integer(4);
  found.method = row.text(5);
  found.read_by = row.text(6);
  found.version = row.integer(7);
  return found;
}

}  // namespace

Result<std::int64_t> Campaigns::find(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  const PartnershipId partnership = scope.partnership();
  const LettersRead read = TRY(main_.read([&](store::Session& s) -> Result<LettersRead> {
    LettersRead out;
    TRY(s.each(
        "select v.id, v.words from voice v where v.partnership_id = $1 and v.activity_id = $2 and "
        "v.visible and not exists (select 1 from campaign_member m join campaign c on "
        "c.partnership_id = m.partnership_id and c.id = m.campaign_id where m.partnership_id = $1 "
        "and m.voice_id = v.id and (c.organiser <> '' or c.read_by <> '')) order by v.number",
        [&](const store::Row& row) {
          out.ids.push_back(row.id<VoiceId>(0));
          out.words.push_back(row.text(1));
        },
        partnership, activity));
    return out;
  }));
  const std::vector<std::string_view> texts(read.words.begin(), read.words.end());
  const text::Campaigns found = text::find_campaigns(texts);
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    // What nobody has named or read is a method's word only, and is found afresh.
    TRY(s.exec(
        "delete from campaign_member where partnership_id = $1 and campaign_id in (select id from "
        "campaign where partnership_id = $1 and activity_id = $2 and method <> '' and organiser = "
        "'' and read_by = '')",
        partnership, activity));
    TRY(s.exec(
        "delete from campaign where partnership_id = $1 and activity_id = $2 and method <> '' and "
        "organiser = '' and read_by = ''",
        partnership, activity));
    for (const text::Campaign& each : found.campaigns) {
      const auto id = random_.id<CampaignId>();
      TRY(s.exec(
          "insert into campaign (partnership_id, id, activity_id, kind, organiser, letter, size, "
          "method, read_by, version, created_ms) values ($1, $2, $3, 'campaign', '', $4, $5, "
          "'Heed campaigns 1', '', 1, $6)",
          partnership, id, activity, letter_of(each.core), each.members.size(), clock_.now()));
      for (const std::uint32_t member : each.members)
        TRY(s.exec(
            "insert into campaign_member (partnership_id, campaign_id, voice_id, own_words) values "
            "($1, $2, $3, $4)",
            partnership, id, read.ids[member], without(read.words[member], found.shared[member])));
    }
    return s.integer("select count(*) from campaign where partnership_id = $1 and activity_id = $2",
                     partnership, activity);
  });
}

Result<CampaignId> Campaigns::add_petition(const Scope& scope, ActivityId activity,
                                           std::string_view organiser, std::string_view words,
                                           std::int64_t signatures) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  if (trimmed(organiser).empty()) return refuse("Say who organised the petition.");
  if (trimmed(words).empty()) return refuse("Write down what the petition says.");
  if (signatures < 1) return refuse("Say how many signed it, as a number.");
  const std::string who = TRY(bounded_text(trimmed(organiser), limits::kTitleChars));
  const std::string letter = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  const auto id = random_.id<CampaignId>();
  return main_.write([&](store::Session& s) -> Result<CampaignId> {
    TRY(s.exec(
        "insert into campaign (partnership_id, id, activity_id, kind, organiser, letter, size, "
        "method, read_by, version, created_ms) values ($1, $2, $3, 'petition', $4, $5, $6, '', '', "
        "1, $7)",
        scope.partnership(), id, activity, who, letter, signatures, clock_.now()));
    return id;
  });
}

Result<> Campaigns::name(const Scope& scope, CampaignId campaign, std::int64_t seen_version,
                         std::string_view organiser) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  if (trimmed(organiser).empty()) return refuse("Say who organised it.");
  const std::string who = TRY(bounded_text(trimmed(organiser), limits::kTitleChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update campaign set organiser = $4, version = version + 1 where partnership_id = $1 and "
        "id = $2 and version = $3",
        scope.partnership(), campaign, seen_version, who));
    if (changed == 0)
      return refuse("Somebody changed this meanwhile. Look at it again.", ErrorKind::conflict);
    return Done{};
  });
}

Result<> Campaigns::read_once(const Scope& scope, ActivityId activity, CampaignId campaign,
                              std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  const auto letters_only = TRY(main_.write([&](store::Session& s) -> Result<std::vector<VoiceId>> {
    const std::int64_t there =
        TRY(s.exec("update campaign set read_by = $4, read_ms = $5, version = version + 1 where "
                   "partnership_id = $1 and id = $2 and activity_id = $3",
                   scope.partnership(), campaign, activity, author, clock_.now()));
    if (there == 0) return fail(ErrorKind::not_found, "no such campaign");
    return s.all(
        "select m.voice_id from campaign_member m where m.partnership_id = $1 and m.campaign_id = "
        "$2 and m.own_words = '' and not exists (select 1 from coding_ruling r where "
        "r.partnership_id = $1 and r.activity_id = $3 and r.voice_id = m.voice_id and r.kind = "
        "'read')",
        [](const store::Row& row) { return row.id<VoiceId>(0); }, scope.partnership(), campaign,
        activity);
  }));
  // In chunks, so that intake does not wait behind thousands of postcards.
  for (std::size_t at = 0; at < letters_only.size(); at += limits::kImportChunkRows) {
    const auto chunk =
        std::span(letters_only)
            .subspan(at, std::min(limits::kImportChunkRows, letters_only.size() - at));
    TRY(main_.write([&](store::Session& s) -> Result<> {
      std::int64_t number = TRY(inside::next_number(s, scope.partnership(), activity));
      for (const VoiceId voice : chunk)
        TRY(inside::add_coding(s, scope.partnership(), activity,
                               {.number = number++,
                                .voice = voice,
                                .kind = "read",
                                .author = scope.person(),
                                .author_name = std::string(author),
                                .ruled = clock_.now()}));
      return Done{};
    }));
  }
  return Done{};
}

Result<std::vector<Campaign>> Campaigns::all(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<Campaign>> {
    auto found = TRY(s.all(
        "select id, kind, organiser, letter, size, method, read_by, version from campaign where "
        "partnership_id = $1 and activity_id = $2 order by size desc, id",
        read_campaign, scope.partnership(), activity));
    for (Campaign& each : found)
      each.with_words = TRY(s.integer(
          "select count(*) from campaign_member where partnership_id = $1 and campaign_id = $2 and "
          "own_words <> ''",
          scope.partnership(), each.id));
    return found;
  });
}

Result<std::vector<OwnWords>> Campaigns::own_words(const Scope& scope, CampaignId campaign) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select m.voice_id, m.own_words from campaign_member m join voice v on v.partnership_id = "
        "m.partnership_id and v.id = m.voice_id where m.partnership_id = $1 and m.campaign_id = $2 "
        "and m.own_words <> '' and v.visible order by v.number",
        [](const store::Row& row) { return OwnWords{row.id<VoiceId>(0), row.text(1)}; },
        scope.partnership(), campaign);
  });
}

Result<std::vector<Campaigns::WithAndWithout>> Campaigns::with_and_without(const Scope& scope,
                                                                           ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<std::vector<WithAndWithout>> {
    std::map<VoiceId, std::pair<ResponseId, bool>> about;  // Whose, and in a campaign or not.
    TRY(s.each(
        "select v.id, v.response_id, (select count(*) from campaign_member m where "
        "m.partnership_id = $1 and m.voice_id = v.id) from voice v where v.partnership_id = $1 and "
        "v.activity_id = $2 and v.visible",
        [&](const store::Row& row) {
          about[row.id<VoiceId>(0)] = {row.id<ResponseId>(1), row.integer(2) > 0};
        },
        scope.partnership(), activity));
    std::map<VoiceId, std::vector<inside::CodingRow>> by_voice;
    for (auto& row : TRY(inside::read_coding(s, scope.partnership(), activity)))
      by_voice[row.voice].push_back(std::move(row));
    std::map<CodeId, std::pair<std::set<ResponseId>, std::set<ResponseId>>> found;
    for (const auto& [voice, rows] : by_voice) {
      const auto known = about.find(voice);
      if (known == about.end()) continue;
      for (const Marked& mark : inside::markings_of(rows, inside::counting_pass(rows)).codes) {
        auto& [all, individual] = found[mark.code];
        all.insert(known->second.first);
        if (!known->second.second) individual.insert(known->second.first);
      }
    }
    std::vector<WithAndWithout> counts;
    for (const auto& [code, sets] : found)
      counts.push_back({code, static_cast<std::int64_t>(sets.first.size()),
                        static_cast<std::int64_t>(sets.second.size())});
    std::sort(counts.begin(), counts.end(),
              [](const WithAndWithout& a, const WithAndWithout& b) { return a.all > b.all; });
    return counts;
  });
}

}  // namespace heed::understand
