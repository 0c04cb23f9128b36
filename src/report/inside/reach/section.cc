#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_reach(Writing& out) {
  const decide::Published& page = out.material.page;
  out.document().paragraph(
      {{"We heard from "},
       {.text = page.heard_from.empty() ? std::string("nobody yet") : out.figure("heard_from"),
        .bold = true},
       {"."}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& [channel, count] : page.heard_by_channel)
    rows.push_back({channel, out.figure("heard_by_channel/" + channel)});
  if (rows.size() > 1) out.document().chart("How people answered", page.heard_by_channel);
  if (!rows.empty())
    out.document().table("How people answered", {"Way of answering", "People"}, std::move(rows));
  return Done{};
}

}  // namespace heed::report::inside
