#include "decide/forget.h"

#include <set>
#include <string>

#include "decide/inside/page_json.h"
#include "store/database.h"

namespace heed::decide {
namespace {

struct Page {
  std::int64_t number;
  std::string content;
};

// True when a quote was taken out.
bool without_quotes_of(Published& page, const std::set<std::string>& said) {
  std::size_t taken = 0;
  for (Finding& finding : page.findings)
    taken += std::erase_if(finding.quotes, [&](const std::string& q) { return said.contains(q); });
  return taken > 0;
}

}  // namespace

Result<> forget(store::Session& s, PartnershipId partnership, ActivityId activity,
                const std::vector<VoiceId>& voices) {
  std::set<std::string> said;
  for (const VoiceId voice : voices) {
    TRY(s.each(
        "select words from voice where partnership_id = $1 and id = $2",
        [&](const store::Row& row) { said.insert(row.text(0)); }, partnership, voice));
    TRY(s.exec("delete from finding_quote where partnership_id = $1 and voice_id = $2", partnership,
               voice));
  }
  const auto pages = TRY(s.all(
      "select number, content from publication where partnership_id = $1 and activity_id = $2",
      [](const store::Row& row) { return Page{row.integer(0), row.text(1)}; }, partnership,
      activity));
  for (const Page& stored : pages) {
    Published page = TRY(inside::read_page(stored.content));
    if (!without_quotes_of(page, said)) continue;
    TRY(
        s.exec("update publication set content = $4 where partnership_id = $1 and activity_id = "
               "$2 and number = $3",
               partnership, activity, stored.number, inside::write_page(page)));
  }
  return Done{};
}

}  // namespace heed::decide
