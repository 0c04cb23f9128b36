#include <algorithm>
#include <array>

#include "text/inside/personal_words.h"

namespace heed::text {
namespace {

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool word_byte(char c) { return is_digit(c) || letter(c) || static_cast<unsigned char>(c) >= 0x80; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

class Forms {
 public:
  Forms(std::string_view text, const std::vector<PersonalWord>& words,
        std::vector<PersonalDetail>& out)
      : text_(text), words_(words), out_(out) {}

  void find() {
    emails();
    for (std::size_t at = 0; at < text_.size();) {
      if (!starts_number(at)) {
        ++at;
        continue;
      }
      const std::size_t end = std::max({number(at), birth_date(at)});
      at = end > at ? end : past_digits(at);
    }
    postcodes();
    addresses();
  }

 private:
  void add(PersonalKind kind, std::size_t begin, std::size_t end) {
    out_.push_back({kind, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  }
  bool free_before(std::size_t at) const { return at == 0 || !word_byte(text_[at - 1]); }
  bool free_after(std::size_t at) const { return at >= text_.size() || !word_byte(text_[at]); }

  void emails() {
    static constexpr std::string_view kLocal = "._%+-'";
    for (std::size_t at = text_.find('@'); at != std::string_view::npos;
         at = text_.find('@', at + 1)) {
      std::size_t begin = at, end = at + 1, dot = 0;
      while (begin > 0 && (word_byte(text_[begin - 1]) ||
                           kLocal.find(text_[begin - 1]) != std::string_view::npos))
        --begin;
      while (begin < at && !word_byte(text_[begin])) ++begin;
      while (end < text_.size() && (is_digit(text_[end]) || letter(text_[end]) ||
                                    text_[end] == '-' || text_[end] == '.')) {
        if (text_[end] == '.') dot = end;
        ++end;
      }
      while (end > at + 1 && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
      dot = text_.substr(0, end).rfind('.');
      const bool domain = dot != std::string_view::npos && dot > at + 1 && end - dot > 2;
      if (begin < at && domain) add(PersonalKind::email, begin, end);
    }
  }

  bool starts_number(std::size_t at) const {
    if (text_[at] == '+') return at + 1 < text_.size() && is_digit(text_[at + 1]);
    if (text_[at] == '(') return at + 1 < text_.size() && text_[at + 1] == '0';
    return is_digit(text_[at]) && free_before(at) &&
           (at == 0 || (text_[at - 1] != '.' && text_[at - 1] != ',') || at < 2 ||
            !is_digit(text_[at - 2]));
  }
  std::size_t past_digits(std::size_t at) const {
    ++at;
    while (at < text_.size() && word_byte(text_[at])) ++at;
    return at;
  }

  // Digits from `at`, with single blanks, hyphens, stops or brackets between; where the last ends.
  std::string digits_from(std::size_t at, std::vector<std::size_t>& ends) const {
    std::string digits;
    std::size_t gap = 0;
    for (; at < text_.size() && gap <= 2 && digits.size() < 16; ++at) {
      const char c = text_[at];
      if (is_digit(c)) {
        digits += c;
        ends.push_back(at + 1);
        gap = 0;
      } else if (c == ' ' || c == '-' || c == '(' || c == ')' || (c == '.' && !digits.empty())) {
        ++gap;
      } else if (c != '+' || !digits.empty()) {
        break;
      }
    }
    return digits;
  }

  std::size_t number(std::size_t at) {
    std::vector<std::size_t> ends;
    const std::string digits = digits_from(at, ends);
    const auto whole = [&](std::size_t count) {
      return ends.size() >= count && free_after(ends[count - 1]) &&
             !(ends[count - 1] + 1 < text_.size() && text_[ends[count - 1]] == '/');
    };
    if (whole(10) && digits[0] != '0' && text_[at] != '+' && nhs_spacing(at, ends) &&
        is_nhs_number(std::string_view(digits).substr(0, 10))) {
      add(PersonalKind::nhs_number, at, ends[9]);
      return ends[9];
    }
    const std::size_t count = phone_digits(text_[at] == '+', digits, ends);
    if (count == 0 || !whole(count)) return at;
    add(PersonalKind::phone, at, ends[count - 1]);
    return ends[count - 1];
  }

  // 943 476 5919, 943-476-5919 or ten together: not the middle of a list of numbers.
  bool nhs_spacing(std::size_t at, const std::vector<std::size_t>& ends) const {
    const std::size_t length = ends[9] - at;
    if (length == 10) return true;
    return length == 12 && ends[2] - at == 3 && ends[5] - at == 7;
  }

  // How many of the digits are a telephone number, or 0.
  std::size_t phone_digits(bool international, const std::string& digits,
                           const std::vector<std::size_t>& ends) const {
    const auto fits = [&](std::size_t n) {
      return digits.size() >= n && free_after(ends[n - 1]) &&
             (digits.size() == n || ends[n] - ends[n - 1] > 1);
    };
    const auto first_fit = [&](std::initializer_list<std::size_t> counts) {
      for (const std::size_t n : counts)
        if (fits(n)) return n;
      return std::size_t{0};
    };
    if (international) {
      if (digits.starts_with("440")) return first_fit({13, 12});
      if (digits.starts_with("44")) return first_fit({12, 11});
      return digits.size() >= 9 && digits.size() <= 15 ? digits.size() : 0;
    }
    if (digits.starts_with("0044")) return first_fit({14, 13});
    if (digits.size() < 10 || digits[0] != '0' || digits[1] == '0' || digits[1] == '4' ||
        digits[1] == '6')
      return 0;
    return first_fit({11, 10});
  }

  // Where a date that starts at `at` ends, or `at`.
  std::size_t date_end(std::size_t at) const {
    std::size_t p = at;
    const auto run_of = [&](std::size_t most) {
      const std::size_t from = p;
      while (p < text_.size() && is_digit(text_[p]) && p - from < most) ++p;
      return p - from;
    };
    const auto mark = [&] {
      if (p < text_.size() && (text_[p] == '/' || text_[p] == '-' || text_[p] == '.'))
        return ++p, true;
      return false;
    };
    const std::size_t first = run_of(4);
    if (first == 0 || first == 3) return at;
    if (mark()) {
      const std::size_t second = run_of(2);
      if (second == 0 || !mark()) return at;
      const std::size_t third = run_of(4);
      const bool year = first == 4 ? third == 1 || third == 2 : third == 2 || third == 4;
      return year && free_after(p) ? p : at;
    }
    if (first > 2) return at;
    for (const std::string_view suffix : {"st", "nd", "rd", "th"})
      if (text_.substr(p).starts_with(suffix)) p += 2;
    return month_and_year(at, p);
  }

  std::size_t month_and_year(std::size_t at, std::size_t p) const {
    static constexpr std::array<std::string_view, 12> kMonths = {
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    const auto next = std::lower_bound(
        words_.begin(), words_.end(), p,
        [](const PersonalWord& word, std::size_t from) { return word.begin < from; });
    if (next == words_.end() || next->begin > p + 4) return at;
    const PersonalWord& month =
        next->lower == "of" && next + 1 != words_.end() ? *(next + 1) : *next;
    const std::string_view start = std::string_view(month.lower).substr(0, 3);
    if (std::find(kMonths.begin(), kMonths.end(), start) == kMonths.end()) return at;
    std::size_t year = month.end;
    while (year < text_.size() && (text_[year] == ' ' || text_[year] == ',')) ++year;
    std::size_t end = year;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return (end - year == 4 || end - year == 2) && free_after(end) ? end : at;
  }

  // A date is a date of birth when the words just before it say so.
  std::size_t birth_date(std::size_t at) {
    const std::size_t end = date_end(at);
    if (end == at) return at;
    const std::size_t from = at > 40 ? at - 40 : 0;
    std::string before;
    for (const char c : text_.substr(from, at - from))
      before += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (const std::size_t stop = before.rfind(". "); stop != std::string::npos)
      before.erase(0, stop);
    for (const std::string_view cue : {"born", "birth", "d.o.b", "dob", "birthday"}) {
      const std::size_t found = before.rfind(cue);
      if (found == std::string::npos || (found > 0 && letter(before[found - 1]))) continue;
      add(PersonalKind::date_of_birth, at, end);
      return end;
    }
    return at;
  }

  void postcodes() {
    for (std::size_t at = 0; at < text_.size(); ++at) {
      if (!letter(text_[at]) || !free_before(at)) continue;
      const std::size_t end = postcode_end(at);
      if (end > at) add(PersonalKind::postcode, at, end), at = end;
    }
  }

  std::size_t postcode_end(std::size_t at) const {
    std::size_t p = at;
    while (p < text_.size() && letter(text_[p]) && p - at < 3) ++p;
    const std::size_t letters = p - at;
    if (letters > 2 || p >= text_.size() || !is_digit(text_[p])) return at;
    // The outcode ends where one blank (or none) and the incode follow.
    for (const std::size_t more : {std::size_t{1}, std::size_t{2}}) {
      std::size_t in = p + more;
      if (in > text_.size() || (more == 2 && !word_byte(text_[p + 1]))) break;
      if (in < text_.size() && text_[in] == ' ') ++in;
      if (in + 3 > text_.size() || !free_after(in + 3)) continue;
      if (sounds_like_postcode(text_.substr(at, p + more - at), text_.substr(in, 3), letters))
        return in + 3;
    }
    return at;
  }

  bool sounds_like_postcode(std::string_view out, std::string_view in, std::size_t letters) const {
    if (!parse_postcode(std::string(out) + " " + std::string(in))) return false;
    bool capitals = true;
    for (const char c : std::string(out) + std::string(in)) capitals = capitals && upper(c) == c;
    // The inward letters leave out those misread by hand: so 5mg, 2ml and 1kg are none.
    for (const char c : in.substr(1))
      if (std::string_view("CIKMOV").find(upper(c)) != std::string_view::npos) return false;
    if (capitals) return true;
    std::string area;
    for (const char c : out.substr(0, letters)) area += upper(c);
    for (const std::string_view ordinal : {"st", "nd", "rd", "th"})
      if (in.substr(1) == ordinal) return false;  // "ward b6 2nd floor"
    return is_postcode_area(area);
  }

  // "12 Mill Lane", "Flat 3, 12a Mill Lane": a number, capitalised words and a street's word.
  void addresses() {
    for (std::size_t w = 0; w < words_.size(); ++w) {
      const PersonalWord& street = words_[w];
      if (!is_street_word(street.lower) || !street.capital) continue;
      std::size_t first = w;
      while (first > 0 && w - first < 3 && words_[first - 1].capital && one_blank(first - 1))
        --first;
      if (first == w) continue;
      std::size_t begin = 0;
      for (std::size_t f = first; f < w && begin == 0; ++f) begin = house_number(words_[f].begin);
      if (begin == 0) continue;
      --begin;
      add(PersonalKind::address, with_flat(begin), street.end);
    }
  }

  bool one_blank(std::size_t w) const {
    return words_[w + 1].begin - words_[w].end == 1 && text_[words_[w].end] == ' ';
  }

  // One more than where the house number before `at` starts; 0: there is none.
  std::size_t house_number(std::size_t at) const {
    if (at < 2 || text_[at - 1] != ' ') return 0;
    std::size_t p = at - 1;
    if (p > 0 && text_[p - 1] == ',') --p;
    const std::size_t end = p;
    if (p > 1 && letter(text_[p - 1]) && is_digit(text_[p - 2])) --p;
    const std::size_t digits_end = p;
    while (p > 0 && is_digit(text_[p - 1])) --p;
    const std::size_t count = digits_end - p;
    if (count == 0 || count > 4 || !free_before(p) || end == p) return 0;
    return p + 1;
  }

  std::size_t with_flat(std::size_t begin) const {
    const std::size_t from = begin > 14 ? begin - 14 : 0;
    const std::string_view before = text_.substr(from, begin - from);
    for (const std::string_view kind : {"Flat ", "flat ", "Apartment ", "Unit ", "Room "}) {
      const std::size_t found = before.rfind(kind);
      if (found == std::string_view::npos) continue;
      const std::string_view rest = before.substr(found + kind.size());
      const bool plain = std::all_of(rest.begin(), rest.end(), [](char c) {
        return is_digit(c) || letter(c) || c == ',' || c == ' ';
      });
      if (!rest.empty() && rest.size() <= 6 && plain) return from + found;
    }
    return begin;
  }

  std::string_view text_;
  const std::vector<PersonalWord>& words_;
  std::vector<PersonalDetail>& out_;
};

}  // namespace

void find_forms(std::string_view text, const std::vector<PersonalWord>& words,
                std::vector<PersonalDetail>& out) {
  Forms(text, words, out).find();
}

}  // namespace heed::text
