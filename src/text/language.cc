#include "text/language.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

namespace heed::text {
namespace {

struct KnownLanguage {
  const char* name;
  const char* words;  // Small ones, and none that are as common in English.
};
constexpr std::array<KnownLanguage, 10> kKnownLanguages = {{
    {"English",
     "the and to of is was it for that with my they were have had not be are this but you we at as "
     "from there been when very would could should their our do no as so if can all me too"},
    {"Welsh",
     "yn yr ac mae oedd gan wedi ei eu ar gyda roedd bod fod nid ond hefyd iawn sydd wrth dim fy "
     "rhy ddim wnaeth hynny"},
    {"Polish",
     "nie się jest na było był była że ale bardzo jak dla przez są czy tylko od po przy mnie już "
     "mam być oraz który lub"},
    {"Romanian",
     "și este nu pe în cu la foarte sunt mai dar că din care pentru fost mi s-a această despre au"},
    {"French",
     "le les des une et est pas pour dans sur que qui avec très nous je vous été plus c'est ne du "
     "il ont était mais"},
    {"Spanish",
     "el los las una y es que por para con muy pero más fue está del se al mi como había sin"},
    {"Portuguese",
     "os um uma não é que para com muito mas foi está da na em ao minha são mais por dos pelo"},
    {"Italian",
     "il gli una è non che per con molto ma più sono della di nel ho stato anche mi si dei questo"},
    {"German",
     "der das und ist nicht ich mit für sehr auch ein eine aber wir zu den dem auf von bei noch "
     "sind haben wurde es"},
    {"Turkish", "ve bir bu çok için ama değil ile olarak daha var yok gibi ben kadar sonra hiç"},
}};
using Mask = std::uint16_t;

const std::unordered_map<std::string_view, Mask>& small_words() {
  static const auto* const kWords = [] {
    auto* const out = new std::unordered_map<std::string_view, Mask>();
    for (std::size_t language = 0; language < kKnownLanguages.size(); ++language) {
      std::string_view left = kKnownLanguages[language].words;
      while (!left.empty()) {
        const std::size_t end = std::min(left.find(' '), left.size());
        (*out)[left.substr(0, end)] |= static_cast<Mask>(1u << language);
        left.remove_prefix(std::min(end + 1, left.size()));
      }
    }
    return out;
  }();
  return *kWords;
}

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80 || c == '\'' || c == '-';
}

// Of the letters, when most are of one script that is not Latin.
std::string script_of(std::string_view text) {
  std::map<UScriptCode, std::size_t> counts;
  std::size_t letters = 0;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT(bytes, at, length, c);
    if (c < 0 || !u_isalpha(c)) continue;
    ++letters;
    UErrorCode status = U_ZERO_ERROR;
    if (const UScriptCode script = uscript_getScript(c, &status); U_SUCCESS(status))
      ++counts[script];
  }
  constexpr std::size_t kLettersLeast = 4;
  for (const auto& [script, count] : counts) {
    if (script != USCRIPT_LATIN && count >= kLettersLeast && 2 * count > letters)
      return std::string(uscript_getName(script)) + " script";
  }
  return {};
}

}  // namespace

std::string language_of(std::string_view text) {
  constexpr std::size_t kWordsMost = 60;
  constexpr std::size_t kEnglishSure = 3;
  std::array<std::size_t, kKnownLanguages.size()> held{};
  std::size_t words = 0, other_bytes = 0;
  for (std::size_t at = 0; at < text.size() && words < kWordsMost;) {
    if (!in_word(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    for (; at < text.size() && in_word(text[at]); ++at)
      other_bytes += static_cast<unsigned char>(text[at]) >= 0x80;
    ++words;
    constexpr std::size_t kSmall = 10;
    if (at - begin > kSmall) continue;
    std::array<char, kSmall> word{};
    std::transform(text.data() + begin, text.data() + at, word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const auto found = small_words().find(std::string_view(word.data(), at - begin));
    if (found == small_words().end()) continue;
    for (std::size_t l = 0; l < held.size(); ++l) held[l] += found->second >> l & 1u;
    // Most comments are English, and need not be read to their end.
    if (held[0] == kEnglishSure && std::ranges::max(held) == held[0])
      return kKnownLanguages[0].name;
  }
  if (other_bytes * 3 > text.size()) {
    if (std::string script = script_of(text); !script.empty()) return script;
  }
  const auto best = static_cast<std::size_t>(std::ranges::max_element(held) - held.begin());
  std::size_t next = 0;
  for (std::size_t l = 0; l < held.size(); ++l)
    if (l != best) next = std::max(next, held[l]);
  const std::size_t least = best == 0 ? 1 : 2;
  // An eighth of a sentence's words at the least are small ones of its language.
  if (held[best] < least || held[best] <= next || held[best] * 8 < words) return {};
  if (best != 0 && 2 * held[best] < 3 * next) return {};
  return kKnownLanguages[best].name;
}

Languages languages_of(std::span<const std::string_view> texts) {
  constexpr double kOwnThemesShare = 0.1;
  constexpr std::size_t kOwnThemesLeast = 50;
  std::map<std::string, std::size_t> counts;
  std::vector<std::string> own;
  own.reserve(texts.size());
  for (const std::string_view text : texts) {
    own.push_back(language_of(text));
    if (!own.back().empty()) ++counts[own.back()];
  }
  Languages out;
  out.set_apart.assign(texts.size(), false);
  out.others.assign(counts.begin(), counts.end());
  std::sort(out.others.begin(), out.others.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  if (out.others.empty()) return out;
  out.main = out.others.front().first;
  out.others.erase(out.others.begin());
  for (std::size_t d = 0; d < texts.size(); ++d) {
    if (own[d].empty() || own[d] == out.main) continue;
    const std::size_t same = counts[own[d]];
    if (same >= kOwnThemesLeast &&
        static_cast<double>(same) >= kOwnThemesShare * static_cast<double>(texts.size()))
      continue;
    out.set_apart[d] = true;
    ++out.apart;
  }
  return out;
}

}  // namespace heed::text
