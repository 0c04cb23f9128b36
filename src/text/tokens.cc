#include "text/tokens.h"

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <array>
#include <memory>

#include "text/inside/as_ascii.h"
#include "text/inside/clauses.h"
#include "text/stop_words.h"

namespace heed::text {
namespace {

// A mark belongs to the letter before it. A format character (a soft hyphen) inside a word is as if
// it were not there.
enum class Kind : std::uint8_t { space, letter, mark, format, apostrophe, comma, stop, line };

constexpr std::array<Kind, 128> ascii_kinds() {
  std::array<Kind, 128> kinds{};
  for (int c = 0; c < 128; ++c) {
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
      kinds[c] = Kind::letter;
    }
  }
  kinds['\''] = Kind::apostrophe;
  kinds[','] = Kind::comma;
  for (const char c : {'.', '!', '?', ';', ':'}) kinds[c] = Kind::stop;
  for (const char c : {'\n', '\r'}) kinds[c] = Kind::line;
  return kinds;
}
constexpr std::array<Kind, 128> kAscii = ascii_kinds();

bool is_ascii_letter(char c) {
  const auto byte = static_cast<std::uint8_t>(c);
  return byte < 128 && kAscii[byte] == Kind::letter;
}

Kind kind_of(UChar32 c) {
  if (c < 0) return Kind::space;
  if (c < 128) return kAscii[c];
  if (c == 0x2019 || c == 0x02BC || c == 0x2018) return Kind::apostrophe;
  const auto mask = U_GET_GC_MASK(c);
  if ((mask & (U_GC_L_MASK | U_GC_ND_MASK)) != 0) return Kind::letter;
  if ((mask & U_GC_M_MASK) != 0) return Kind::mark;
  constexpr UChar32 kZeroWidthSpace = 0x200B;
  if ((mask & U_GC_CF_MASK) != 0 && c != kZeroWidthSpace) return Kind::format;
  if (u_hasBinaryProperty(c, UCHAR_S_TERM)) return Kind::stop;
  if (c == 0x3001 || c == 0xFF0C || c == 0x060C) return Kind::comma;
  return Kind::space;
}

bool written_without_spaces(UChar32 c) {
  if (c < 0x0E00) return false;
  const int line_break = u_getIntPropertyValue(c, UCHAR_LINE_BREAK);
  return line_break == U_LB_COMPLEX_CONTEXT || line_break == U_LB_IDEOGRAPHIC ||
         line_break == U_LB_CONDITIONAL_JAPANESE_STARTER;
}

void append_utf8(std::string& out, UChar32 c) {
  std::array<char, 4> bytes{};
  int length = 0;
  U8_APPEND_UNSAFE(bytes.data(), length, c);
  out.append(bytes.data(), length);
}

// "e" and a combining acute accent are the same letter as "é".
void compose(std::string& letters, std::size_t begin) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  std::u16string from(letters.size() - begin, u'\0');
  int32_t from_length = 0;
  u_strFromUTF8(from.data(), static_cast<int32_t>(from.size()), &from_length,
                letters.data() + begin, static_cast<int32_t>(letters.size() - begin), &status);
  std::u16string to(3 * from.size() + 1, u'\0');
  const int32_t to_length = unorm2_normalize(nfc, from.data(), from_length, to.data(),
                                             static_cast<int32_t>(to.size()), &status);
  std::string back(3 * to.size() + 1, '\0');
  int32_t back_length = 0;
  u_strToUTF8(back.data(), static_cast<int32_t>(back.size()), &back_length, to.data(), to_length,
              &status);
  if (U_FAILURE(status)) return;
  letters.replace(begin, std::string::npos, back, 0, back_length);
}

struct CloseBreaks {
  void operator()(UBreakIterator* breaks) const { ubrk_close(breaks); }
};

class Tokeniser {
 public:
  Tokeniser(std::string_view text, Tokens& out) : text_(text), out_(out) {}

  void run() {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    const auto length = static_cast<int32_t>(text_.size());
    int32_t at = 0;
    while (at < length) {
      const int32_t here = at;
      UChar32 c = 0;
      U8_NEXT(bytes, at, length, c);
      switch (kind_of(c)) {
        case Kind::letter:
          add(here, at, c);
          at = add_ascii(at);
          break;
        case Kind::mark:
          if (in_word_ && out_.letters.back() != '\'') add(here, at, c);
          break;
        case Kind::format:
          break;
        case Kind::apostrophe:
          // Inside a word only; a quotation mark at its end is taken off again.
          if (in_word_) out_.letters.push_back('\'');
          break;
        case Kind::comma:
          end_word();
          gap_ = std::max(gap_, Gap::comma);
          break;
        case Kind::stop:
          // "2.30" and "n.h.s" go on; a stop before white space, a line's end or another mark ends.
          end_word();
          if (at == length || c != '.' || kind_of(peek(at)) != Kind::letter) gap_ = Gap::sentence;
          break;
        case Kind::line:
          end_word();
          gap_ = Gap::sentence;
          break;
        case Kind::space:
          end_word();
          break;
      }
    }
    end_word();
  }

 private:
  UChar32 peek(int32_t at) const {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text_.data());
    UChar32 c = 0;
    U8_NEXT(bytes, at, static_cast<int32_t>(text_.size()), c);
    return c;
  }

  void add(int32_t here, int32_t after, UChar32 c) {
    if (!in_word_) {
      in_word_ = true;
      begin_ = here;
      lowered_begin_ = out_.letters.size();
      marks_ = no_spaces_ = false;
    }
    if (c < 128) {
      out_.letters.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    } else {
      marks_ = marks_ || u_getCombiningClass(c) != 0;
      no_spaces_ = no_spaces_ || written_without_spaces(c);
      append_utf8(out_.letters, u_tolower(c));
    }
    end_ = after;
  }

  // The rest of a word is mostly ASCII, and that need not be looked at letter by letter.
  int32_t add_ascii(int32_t at) {
    const auto length = static_cast<int32_t>(text_.size());
    int32_t end = at;
    while (end < length && is_ascii_letter(text_[end])) ++end;
    if (end == at) return at;
    const std::size_t before = out_.letters.size();
    out_.letters.append(text_, at, end - at);
    for (std::size_t i = before; i < out_.letters.size(); ++i) {
      char& letter = out_.letters[i];
      if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
    }
    end_ = end;
    return end;
  }

  void end_word() {
    if (!in_word_) return;
    in_word_ = false;
    while (out_.letters.size() > lowered_begin_ && out_.letters.back() == '\'') {
      out_.letters.pop_back();
    }
    if (no_spaces_) {
      cut_run();
    } else {
      if (marks_) compose(out_.letters, lowered_begin_);
      keep(begin_, end_, lowered_begin_, out_.letters.size());
    }
  }

  void keep(std::size_t begin, std::size_t end, std::size_t lowered_begin,
            std::size_t lowered_end) {
    out_.list.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                         static_cast<std::uint32_t>(lowered_begin),
                         static_cast<std::uint32_t>(lowered_end), gap_});
    gap_ = Gap::none;
  }

  void cut_run() {
    const std::string_view run = text_.substr(begin_, end_ - begin_);
    UErrorCode status = U_ZERO_ERROR;
    UText* letters = utext_openUTF8(nullptr, run.data(), static_cast<int64_t>(run.size()), &status);
    const std::unique_ptr<UBreakIterator, CloseBreaks> breaks(
        ubrk_open(UBRK_WORD, "", nullptr, 0, &status));
    if (U_SUCCESS(status)) ubrk_setUText(breaks.get(), letters, &status);
    out_.letters.resize(lowered_begin_);
    int32_t from = 0;
    while (U_SUCCESS(status)) {
      const int32_t to = ubrk_next(breaks.get());
      if (to == UBRK_DONE) break;
      const std::size_t lowered_begin = out_.letters.size();
      for (int32_t at = from; at < to;) {
        UChar32 c = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(run.data()), at, to, c);
        if (c >= 0) append_utf8(out_.letters, u_tolower(c));
      }
      keep(begin_ + from, begin_ + to, lowered_begin, out_.letters.size());
      from = to;
    }
    utext_close(letters);
  }

  std::string_view text_;
  Tokens& out_;
  bool in_word_ = false;
  bool marks_ = false;
  bool no_spaces_ = false;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t lowered_begin_ = 0;
  Gap gap_ = Gap::none;
};

}  // namespace

void tokenise(std::string_view text, Tokens& out) {
  out.list.clear();
  out.letters.clear();
  Tokeniser(text, out).run();
}

bool as_ascii(std::string_view text, std::string& out) {
  out.clear();
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    const std::int32_t first = at;
    while (at < length && static_cast<unsigned char>(text[at]) < 0x80) ++at;
    out.append(text, first, at - first);
    if (at == length) break;
    UChar32 c = 0;
    U8_NEXT(text.data(), at, length, c);
    switch (kind_of(c)) {
      case Kind::apostrophe:
        out += '\'';
        break;
      case Kind::comma:
        out += ',';
        break;
      case Kind::stop:
        out += '!';
        break;
      case Kind::space:
      case Kind::line:
        out += ' ';
        break;
      case Kind::letter:
      case Kind::mark:
      case Kind::format:
        return false;
    }
  }
  return true;
}

namespace {

struct WordsOfTokens {
  const Tokens& tokens;

  std::string_view at(std::uint32_t i) const { return tokens.lowered(tokens.list[i]); }
  Gap before(std::uint32_t i) const { return tokens.list[i].before; }
  bool is_stop(std::uint32_t i) const { return is_stop_word(at(i)); }
  bool is_and(std::uint32_t i) const { return at(i) == "and"; }
  bool turns(std::uint32_t i) const { return at(i) == "but" || at(i) == "however"; }
};

}  // namespace

std::vector<Clause> split_clauses(const Tokens& tokens) {
  std::vector<Clause> clauses;
  cut_clauses(static_cast<std::uint32_t>(tokens.list.size()), WordsOfTokens{tokens}, clauses);
  return clauses;
}

}  // namespace heed::text
