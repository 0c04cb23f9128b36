#include "report/inside/section.h"
#include "base/text.h"

#include <algorithm>
#include <array>

namespace heed::report::inside {
namespace {

constexpr std::array<std::string_view, 3> kUnder18 = {"Under 16", "16 or 17", "Under 18"};

std::vector<std::string> young_of(const std::vector<std::string>& bands) {
  std::vector<std::string> out;
  for (const std::string& band : bands)
    if (std::ranges::find(kUnder18, band) != kUnder18.end()) out.push_back(lowered(band));
  return out;
}

// By themselves, since a list of all who are missing hides them.
void write_under_18s(Document& document, const AgesHeard& ages) {
  const auto nobody = young_of(ages.nobody), few = young_of(ages.few);
  if (!ages.asked) {
    document.paragraph(
        {{.text = "Under-18s. ", .bold = true},
         {"Nobody was asked their age, so whether young people were heard is not known."}});
    return;
  }
  if (!nobody.empty())
    document.paragraph(
        {{.text = "Under-18s. ", .bold = true},
         {fmt::format("Nobody who said their age is {}.", fmt::join(nobody, ", and nobody is "))}});
  if (!few.empty())
    document.paragraph(
        {{.text = "Under-18s. ", .bold = true},
         {fmt::format("Too few who are {} answered to show how many.", fmt::join(few, " or "))}});
}

}  // namespace

Result<> write_not_heard(Writing& out) {
  out.document().paragraph(
      or_gap(out.material.page.not_heard,
             "Nothing has been recorded about who was not heard from. That is a gap in this paper, "
             "not a sign that everybody was."));
  if (out.material.ages) write_under_18s(out.document(), *out.material.ages);
  return Done{};
}

}  // namespace heed::report::inside
