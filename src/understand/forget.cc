#include "understand/forget.h"

#include "store/database.h"

namespace heed::understand {

Result<> forget(store::Session& s, PartnershipId partnership, ActivityId activity,
                const std::vector<VoiceId>& voices) {
  for (const VoiceId voice : voices) {
    TRY(s.exec("delete from proposed_coding where partnership_id = $1 and voice_id = $2",
               partnership, voice));
    TRY(
        s.exec("delete from coding_ruling where partnership_id = $1 and activity_id = $2 and "
               "voice_id = $3",
               partnership, activity, voice));
    TRY(
        s.exec("delete from double_sample where partnership_id = $1 and activity_id = $2 and "
               "voice_id = $3",
               partnership, activity, voice));
    TRY(s.exec("delete from campaign_member where partnership_id = $1 and voice_id = $2",
               partnership, voice));
    // A quote ruling's value is the quoted words; a note on a voice may repeat them.
    TRY(
        s.exec("update ruling set value = '' where partnership_id = $1 and activity_id = $2 and "
               "voice_id = $3 and kind = 'quote'",
               partnership, activity, voice));
  }
  return Done{};
}

}  // namespace heed::understand
