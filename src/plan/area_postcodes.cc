// Which of the partnership's areas a postcode is in: by the prefixes that it has named itself, with
// no look-up elsewhere. Only the postcode's shape is checked (domain: codes, C9).
#include <algorithm>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "store/database.h"

namespace heed::plan {
namespace {

constexpr std::size_t kPrefixesMax = 5'000;

// Capitals and digits only.
std::optional<std::string> squeezed(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == ' ' || c == '\t' || c == '-') continue;
    const char up = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (!((up >= 'A' && up <= 'Z') || (up >= '0' && up <= '9'))) return std::nullopt;
    out += up;
  }
  return out;
}

bool letter(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }

// A9, A99, AA9, AA99, A9A, AA9A.
bool is_outward(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && i < 2 && letter(text[i])) ++i;
  if (i == 0 || i >= text.size() || !digit(text[i])) return false;
  ++i;
  return i == text.size() || (i + 1 == text.size() && (letter(text[i]) || digit(text[i])));
}

// The last two letters are never C, I, K, M, O or V.
bool is_inward(std::string_view text) {
  constexpr std::string_view kNever = "CIKMOV";
  return text.size() == 3 && digit(text[0]) && letter(text[1]) && letter(text[2]) &&
         kNever.find(text[1]) == kNever.npos && kNever.find(text[2]) == kNever.npos;
}

// Outward and the first of the inward part ("sector"), as people may give it: a whole postcode, its
// first half, or its first half and the next digit. The rest is dropped here.
struct Half {
  std::string outward, sector;
};
std::optional<Half> halves(std::string_view typed) {
  const auto text = squeezed(typed);
  if (!text || text->size() < 2 || text->size() > 7) return std::nullopt;
  if (text->size() >= 5 && is_inward(std::string_view(*text).substr(text->size() - 3))) {
    const std::string outward = text->substr(0, text->size() - 3);
    if (is_outward(outward)) return Half{outward, outward + " " + (*text)[text->size() - 3]};
  }
  // "ZZ1 4" has a space that says where the first half ends; "ZZ14" is a first half.
  const std::string_view plain = trimmed(typed);
  const std::size_t space = plain.find(' ');
  if (space != std::string_view::npos && digit(text->back())) {
    const std::string outward = text->substr(0, text->size() - 1);
    if (is_outward(outward) && plain.size() - space == 2)
      return Half{outward, outward + " " + text->back()};
  }
  if (is_outward(*text)) return Half{*text, ""};
  return std::nullopt;
}

}  // namespace

Result<std::vector<Activities::AreaPostcode>> Activities::area_postcodes(const Scope& scope) {
  return main_.read([&](store::Session& s) {
    return s.all(
        "select prefix, area from area_postcode where partnership_id = $1 order by prefix",
        [](const store::Row& row) { return AreaPostcode{row.text(0), row.text(1)}; },
        scope.partnership());
  });
}

Result<std::string> Activities::area_of(const Scope& scope, std::string_view postcode) {
  const auto half = halves(postcode);
  if (!half) return refuse("We don't recognise that postcode. Check it, or choose an area.");
  std::string best;
  std::size_t length = 0;
  for (const AreaPostcode& one : TRY(area_postcodes(scope))) {
    const bool whole = one.prefix == half->outward || one.prefix == half->sector;
    // Letters alone ("ZZ") take every district of them, and no longer letters.
    const bool letters =
        std::ranges::all_of(one.prefix, letter) && half->outward.starts_with(one.prefix) &&
        half->outward.size() > one.prefix.size() && digit(half->outward[one.prefix.size()]);
    if ((whole || letters) && one.prefix.size() > length)
      best = one.area, length = one.prefix.size();
  }
  if (length == 0) return fail(ErrorKind::not_found, "outside");
  return best;
}

Result<> Activities::set_area_postcodes(const Scope& scope, std::string_view lines) {
  if (!scope.may(Capability::plan) && !scope.may(Capability::configure))
    return fail(ErrorKind::denied, "configure");
  std::vector<AreaPostcode> kept;
  std::set<std::string> seen;
  for (std::size_t number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trimmed(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    const std::string_view typed = trimmed(line.substr(0, colon));
    const std::string area(colon == std::string_view::npos ? "" : trimmed(line.substr(colon + 1)));
    const auto letters = squeezed(typed);
    std::string prefix;
    if (letters && letters->size() <= 2 && std::ranges::all_of(*letters, letter))
      prefix = *letters;
    else if (const auto half = halves(typed))
      prefix = half->sector.empty() ? half->outward : half->sector;
    if (prefix.empty() || area.empty())
      return refuse(
          fmt::format("Line {}: write the start of a postcode, a colon and an area, such "
                      "as “ZZ1: Fenmere”.",
                      number));
    if (!seen.insert(prefix).second)
      return refuse(fmt::format("Line {}: “{}” is there twice.", number, prefix));
    kept.push_back({prefix, TRY(bounded_text(area, limits::kNameChars))});
    if (kept.size() > kPrefixesMax) return refuse("These are more postcodes than can be kept.");
  }
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from area_postcode where partnership_id = $1", scope.partnership()));
    for (const AreaPostcode& one : kept)
      TRY(s.exec("insert into area_postcode (partnership_id, prefix, area) values ($1, $2, $3)",
                 scope.partnership(), one.prefix, one.area));
    return Done{};
  });
}

}  // namespace heed::plan
