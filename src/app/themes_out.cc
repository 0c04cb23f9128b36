#include "app/themes_out.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>

#include "formats/csv_out.h"
#include "platform/files.h"

namespace heed::app {
namespace {

// One CSV file, read back by programs: every cell as it is.
class Sheet {
 public:
  template <class... Cells>
  void row(const Cells&... cells) {
    const std::vector<std::string> all = {std::string(cells)...};
    csv_.row(std::span(all));
  }
  Result<> write(const std::string& path) const {
    return platform::write_file_durably(path, out_, platform::Readable::by_everyone);
  }

 private:
  std::string out_;
  formats::CsvOut csv_{[this](std::string_view bytes) { out_ += bytes; },
                       formats::CsvOut::Formulas::as_they_are};
};

std::string theme_id(bool fine, std::size_t t) {
  return fmt::format("{}{}", fine ? 'f' : 'c', t + 1);
}
// "Nothing", "n/a": a stratum of their own, since what they mean depends on the question.
constexpr const char* kNoContent = "none";

}  // namespace

Result<> write_themes(const ThemesFound& found, const ThemesShape& shape,
                      const std::string& folder) {
  const text::Proposal& proposal = found.proposal;
  Sheet themes, assignments, quotes;
  themes.row("theme", "name", "parent", "size");
  for (std::size_t c = 0; c < proposal.coarse.size(); ++c) {
    themes.row(theme_id(false, c), proposal.coarse[c].name, "",
               std::to_string(proposal.coarse[c].size));
  }
  for (std::size_t t = 0; t < proposal.fine.size(); ++t) {
    themes.row(theme_id(true, t), proposal.fine[t].name,
               theme_id(false, static_cast<std::size_t>(proposal.fine[t].parent)),
               std::to_string(proposal.fine[t].size));
  }
  const auto says_nothing = static_cast<std::size_t>(
      std::ranges::count_if(proposal.no_content, [&](auto d) { return found.says_nothing(d); }));
  if (says_nothing > 0)
    themes.row(kNoContent, "Says nothing more", "", std::to_string(says_nothing));

  assignments.row("id", "theme", "confidence");
  const auto& lists = shape.fine ? proposal.assignments : proposal.coarse_assignments;
  for (std::size_t d = 0; d < lists.size(); ++d) {
    for (const text::Assignment& a : lists[d]) {
      assignments.row(found.in.id(d), theme_id(shape.fine, static_cast<std::size_t>(a.theme)),
                      fmt::format("{:.4f}", a.confidence));
      if (shape.single) break;
    }
  }
  for (const std::uint32_t d : proposal.no_content) {
    if (found.says_nothing(d)) assignments.row(found.in.id(d), kNoContent, "1.0000");
  }

  quotes.row("theme", "id", "rank");
  const auto quote = [&](std::size_t theme, std::span<const std::uint32_t> documents) {
    std::unordered_set<std::string_view> said;  // One from each respondent.
    for (const std::uint32_t d : documents) {
      if (!said.insert(found.in.id(d)).second) continue;
      quotes.row(theme_id(shape.fine, theme), found.in.id(d), std::to_string(said.size()));
    }
  };
  if (shape.fine) {
    for (std::size_t t = 0; t < proposal.fine.size(); ++t) quote(t, proposal.fine[t].quotes);
  } else {
    for (std::size_t c = 0; c < proposal.coarse.size(); ++c) quote(c, proposal.coarse[c].quotes);
  }
  TRY(themes.write(folder + "/themes.csv"));
  TRY(assignments.write(folder + "/assignments.csv"));
  return quotes.write(folder + "/quotes.csv");
}

}  // namespace heed::app
