#include "decide/reworded.h"

#include "decide/inside/page_json.h"
#include "store/database.h"

namespace heed::decide {

Result<> reworded(store::Session& s, PartnershipId partnership, ActivityId activity, VoiceId,
                  const std::string& before, const std::string& after) {
  const auto pages = TRY(s.all(
      "select number, content from publication where partnership_id = $1 and activity_id = $2",
      [](const store::Row& row) { return std::pair(row.integer(0), row.text(1)); }, partnership,
      activity));
  for (const auto& [number, content] : pages) {
    Published page = TRY(inside::read_page(content));
    bool changed = false;
    for (Finding& finding : page.findings) {
      for (std::string& quote : finding.quotes)
        if (quote == before) {
          quote = after;
          changed = true;
        }
      std::erase(finding.quotes, "");
    }
    if (!changed) continue;
    TRY(
        s.exec("update publication set content = $4 where partnership_id = $1 and activity_id = $2 "
               "and number = $3",
               partnership, activity, number, inside::write_page(page)));
  }
  return Done{};
}

}  // namespace heed::decide
