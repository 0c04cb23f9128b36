#include "understand/reworded.h"

#include "store/database.h"

namespace heed::understand {

// What somebody added to a campaign's letter: where it is not in the words any more, all of them as
// they may be read now.
Result<> reworded(store::Session& s, PartnershipId partnership, ActivityId, VoiceId voice,
                  const std::string&, const std::string& after) {
  if (after.empty()) return Done{};  // Set aside: it may be put back.
  const auto own = TRY(s.all(
      "select own_words from campaign_member where partnership_id = $1 and voice_id = $2",
      [](const store::Row& row) { return row.text(0); }, partnership, voice));
  for (const std::string& words : own) {
    if (words.empty() || after.contains(words)) continue;
    TRY(
        s.exec("update campaign_member set own_words = $4 where partnership_id = $1 and voice_id = "
               "$2 and own_words = $3",
               partnership, voice, words, after));
  }
  return Done{};
}

}  // namespace heed::understand
