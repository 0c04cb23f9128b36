#include "text/personal.h"

#include <algorithm>
#include <array>

#include "text/inside/personal_words.h"

namespace heed::text {
namespace {

bool capital(char c) { return c >= 'A' && c <= 'Z'; }

// Of two that overlap, the one told by the stricter form stays.
int rank(PersonalKind kind) {
  switch (kind) {
    case PersonalKind::email:
      return 0;
    case PersonalKind::nhs_number:
      return 1;
    case PersonalKind::date_of_birth:
      return 2;
    case PersonalKind::phone:
      return 3;
    case PersonalKind::postcode:
      return 4;
    case PersonalKind::address:
      return 5;
    case PersonalKind::name:
      return 6;
  }
  return 7;
}

}  // namespace

std::string_view kind_name(PersonalKind kind) {
  static constexpr std::array<std::string_view, 7> kNames = {
      "name", "phone", "email", "nhs_number", "postcode", "date_of_birth", "address"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<PersonalDetail> personal_details(std::string_view text) {
  std::vector<PersonalDetail> found;
  const std::vector<PersonalWord> words = personal_words(text);
  find_forms(text, words, found);
  find_names(text, words, found);
  std::sort(found.begin(), found.end(), [](const PersonalDetail& a, const PersonalDetail& b) {
    return std::tuple(rank(a.kind), a.begin) < std::tuple(rank(b.kind), b.begin);
  });
  std::vector<PersonalDetail> out;
  for (const PersonalDetail& each : found) {
    const auto overlaps = [&each](const PersonalDetail& kept) {
      return each.begin < kept.end && kept.begin < each.end;
    };
    if (std::none_of(out.begin(), out.end(), overlaps)) out.push_back(each);
  }
  std::sort(out.begin(), out.end(),
            [](const PersonalDetail& a, const PersonalDetail& b) { return a.begin < b.begin; });
  return out;
}

std::string masked(std::string_view text, const std::vector<PersonalDetail>& details) {
  std::string out;
  std::size_t at = 0;
  for (const PersonalDetail& detail : details) {
    out += text.substr(at, detail.begin - at);
    out += '[';
    for (const char c : kind_name(detail.kind)) out += c == '_' ? ' ' : c;
    out += ']';
    at = detail.end;
  }
  return out += text.substr(at);
}

bool is_nhs_number(std::string_view ten_digits) {
  if (ten_digits.size() != 10 || !std::all_of(ten_digits.begin(), ten_digits.end(), is_digit))
    return false;
  int sum = 0;
  for (std::size_t i = 0; i < 9; ++i) sum += (ten_digits[i] - '0') * static_cast<int>(10 - i);
  const int check = (11 - sum % 11) % 11;  // 10 is never issued.
  const bool all_same = ten_digits.find_first_not_of(ten_digits[0]) == std::string_view::npos;
  return check != 10 && check == ten_digits[9] - '0' && !all_same;
}

std::optional<Postcode> parse_postcode(std::string_view text) {
  std::string letters;
  bool blank = false, gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t') {
      gap = !letters.empty();
      continue;
    }
    // Blanks may stand only where the incode begins: three from the end.
    if (gap && blank) return std::nullopt;
    blank = blank || gap;
    gap = false;
    letters += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  const std::size_t n = letters.size();
  if (n < 5 || n > 7) return std::nullopt;
  if (blank && text.find_last_not_of(" \t") != std::string_view::npos) {
    const std::size_t last = text.find_last_not_of(" \t");
    if (last < 3 || (text[last - 3] != ' ' && text[last - 3] != '\t')) return std::nullopt;
  }
  Postcode out{.outcode = letters.substr(0, n - 3), .incode = letters.substr(n - 3)};
  const std::string& o = out.outcode;
  std::size_t area = 0;
  while (area < o.size() && capital(o[area])) ++area;
  const bool outward = (area == 1 || area == 2) && area < o.size() && is_digit(o[area]) &&
                       (o.size() == area + 1 ||
                        (o.size() == area + 2 && (is_digit(o[area + 1]) || capital(o[area + 1]))));
  if (!outward || !is_digit(out.incode[0]) || !capital(out.incode[1]) || !capital(out.incode[2]))
    return std::nullopt;
  out.area = o.substr(0, area);
  out.district = capital(o.back()) ? o.substr(0, o.size() - 1) : o;
  if (capital(o.back())) out.sub_district = o;
  out.sector = o + " " + out.incode[0];
  out.unit = out.incode.substr(1);
  return out;
}

}  // namespace heed::text
