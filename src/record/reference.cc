#include "record/reference.h"

#include "base/check.h"
#include "platform/crypto.h"
#include "platform/random.h"

namespace heed::record {

namespace {

constexpr std::string_view kSymbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // Crockford.
constexpr std::uint64_t kForty = (std::uint64_t{1} << 40) - 1;

// Times α in GF(32) with α^5 = α^2 + 1.
unsigned times_alpha(unsigned v) {
  v <<= 1;
  return (v & 32u) != 0 ? v ^ 0x25u : v;
}

// Σ α^(n-i) sᵢ over the two letters (A = 0) and eight symbols. Each place has another weight that
// is not 0 or 1, so one wrong symbol, or any two exchanged (the check itself too), changes it.
char check_symbol(std::string_view prefix, std::string_view body) {
  unsigned sum = 0;
  for (const char c : prefix) sum = times_alpha(sum ^ static_cast<unsigned>(c - 'A'));
  for (const char c : body) sum = times_alpha(sum ^ static_cast<unsigned>(kSymbols.find(c)));
  return kSymbols[sum];
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

// What people and word processors put between groups: white space, hyphens and dashes.
std::optional<std::string> without_separators(std::string_view typed) {
  static constexpr std::array<std::string_view, 8> kSeparators = {
      " ", "\t", "-", "\xC2\xA0", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x88\x92"};
  if (typed.size() > 200) return std::nullopt;
  std::string kept;
  while (!typed.empty()) {
    const auto separator = std::find_if(kSeparators.begin(), kSeparators.end(),
                                        [&](auto one) { return typed.starts_with(one); });
    if (separator != kSeparators.end()) {
      typed.remove_prefix(separator->size());
      continue;
    }
    kept.push_back(upper(typed.front()));
    typed.remove_prefix(1);
  }
  return kept;
}

// One symbol as Crockford reads it. Nothing for U and for what is no symbol.
std::optional<char> fold(char c) {
  if (c == 'O') return '0';
  if (c == 'I' || c == 'L') return '1';
  if (kSymbols.find(c) == std::string_view::npos) return std::nullopt;
  return c;
}

std::optional<std::string> fold_all(std::string_view symbols) {
  std::string folded;
  for (const char c : symbols) {
    const auto symbol = fold(c);
    if (!symbol) return std::nullopt;
    folded.push_back(*symbol);
  }
  return folded;
}

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

std::string assemble(std::string_view prefix, std::string_view body) {
  return fmt::format("{}-{}-{}-{}", prefix, body.substr(0, 4), body.substr(4),
                     check_symbol(prefix, body));
}

}  // namespace

Reference Reference::from(std::string_view prefix, std::uint64_t forty_bits) {
  CHECK(prefix.size() == 2 && is_letter(prefix[0]) && is_letter(prefix[1]));
  CHECK(forty_bits <= kForty);
  std::string body;
  for (int shift = 35; shift >= 0; shift -= 5) body += kSymbols[forty_bits >> shift & 31];
  return Reference(assemble(prefix, body));
}

Reference Reference::make(std::string_view prefix, platform::Random& random) {
  std::uint64_t bits = 0;
  for (const std::byte b : random.bytes<5>()) bits = bits << 8 | std::to_integer<std::uint64_t>(b);
  return from(prefix, bits);
}

std::optional<Reference> Reference::parse(std::string_view typed) {
  const auto kept = without_separators(typed);
  if (!kept || kept->size() != 11) return std::nullopt;
  std::string prefix = kept->substr(0, 2);
  for (char& c : prefix) {  // Letters stand here, so a digit that looks like one was meant as it.
    if (c == '0') c = 'O';
    if (c == '1') c = 'I';
    if (!is_letter(c)) return std::nullopt;
  }
  const auto rest = fold_all(std::string_view(*kept).substr(2));
  if (!rest) return std::nullopt;
  const std::string_view body = std::string_view(*rest).substr(0, 8);
  if (check_symbol(prefix, body) != rest->back()) return std::nullopt;
  return Reference(assemble(prefix, body));
}

std::string base32(BytesView bytes) {
  std::string out;
  unsigned held = 0;
  int bits = 0;
  for (const std::byte b : bytes) {
    held = (held << 8 | std::to_integer<unsigned>(b)) & 0xFFFF;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += kSymbols[held >> bits & 31];
    }
  }
  if (bits > 0) out += kSymbols[held << (5 - bits) & 31];
  return out;
}

std::optional<std::string> fold_base32(std::string_view typed) {
  const auto kept = without_separators(typed);
  return kept ? fold_all(*kept) : std::nullopt;
}

std::string PrivatePart::text() const {
  const std::string symbols = base32(bytes_);
  std::string out;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    if (i > 0 && i % 4 == 0) out += '-';
    out += symbols[i];
  }
  return out;
}

std::optional<PrivatePart> PrivatePart::parse(std::string_view typed) {
  const auto symbols = fold_base32(typed);
  if (!symbols || symbols->size() != 26) return std::nullopt;
  std::array<std::byte, 16> bytes{};
  unsigned held = 0;
  int bits = 0;
  std::size_t at = 0;
  for (const char c : *symbols) {
    held = (held << 5 | static_cast<unsigned>(kSymbols.find(c))) & 0xFFFF;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = static_cast<std::byte>(held >> bits);
  }
  if ((held & 3) != 0) return std::nullopt;  // The last symbol's two spare bits are zero.
  return PrivatePart(bytes);
}

Hash PrivatePart::hash() const {
  Bytes message;
  const BytesView label = as_bytes("heed/private-hash/v1");
  message.insert(message.end(), label.begin(), label.end());
  message.insert(message.end(), bytes_.begin(), bytes_.end());
  return platform::sha256(message);
}

}  // namespace heed::record
