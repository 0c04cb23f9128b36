#include "report/inside/section.h"

namespace heed::report::inside {

Result<> write_proof(Writing& out) {
  const AsOf& as_of = out.material.as_of;
  std::vector<std::vector<std::string>> rows;
  for (const Figure& figure : out.figures())
    rows.push_back({figure.mark, figure.says, figure.query});
  if (!rows.empty())
    out.document().table("Figures", {"Mark", "What it says", "Query"}, std::move(rows));
  out.document().paragraph(
      as_of.entries > 0
          ? fmt::format(
                "All were read when the record {} had {} entries; the hash over them is {}. "
                "Heed can work each out again from its query.",
                as_of.origin, as_of.entries, as_of.root)
          : std::string("The record had no entries when these were read."));
  if (!out.material.page.content_hash.empty())
    out.document().paragraph(
        fmt::format("The published page has the SHA-256 hash {} and is entry "
                    "{} of the record.",
                    out.material.page.content_hash, out.material.page.log_index));
  return Done{};
}

}  // namespace heed::report::inside
