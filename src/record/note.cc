#include "record/note.h"

#include "platform/crypto.h"

namespace heed::record {

namespace {

constexpr std::byte kEd25519{1};
constexpr std::string_view kDash = "\xE2\x80\x94 ";  // Em dash and space.

Bytes joined(BytesView a, BytesView b) {
  Bytes both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

Bytes typed_key(BytesView public_key) { return joined(BytesView(&kEd25519, 1), public_key); }

}  // namespace

std::string checkpoint_text(std::string_view origin, std::uint64_t size, const Hash& root) {
  return fmt::format("{}\n{}\n{}\n", origin, size, platform::base64(root));
}

std::array<std::byte, 4> key_id(std::string_view name, BytesView public_key) {
  const Bytes message = joined(as_bytes(std::string(name) + "\n"), typed_key(public_key));
  const Hash full = platform::sha256(message);
  return {full[0], full[1], full[2], full[3]};
}

std::string signed_note(std::string_view text, std::string_view name, BytesView public_key,
                        BytesView signature) {
  const Bytes blob = joined(key_id(name, public_key), signature);
  return fmt::format("{}\n{}{} {}\n", text, kDash, name, platform::base64(blob));
}

std::string verifier_key(std::string_view name, BytesView public_key) {
  return fmt::format("{}+{}+{}", name, hex(key_id(name, public_key)),
                     platform::base64(typed_key(public_key)));
}

std::optional<std::string> verified_text(std::string_view note, std::string_view verifier_key) {
  // The key: from its end, since a name may not hold a plus but base64 may.
  const auto first = verifier_key.find('+');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = verifier_key.find('+', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const std::string_view name = verifier_key.substr(0, first);
  const auto key = platform::from_base64(verifier_key.substr(second + 1));
  if (!key || key->size() != 33 || key->front() != kEd25519) return std::nullopt;
  platform::PublicKey public_key;
  std::copy(key->begin() + 1, key->end(), public_key.begin());
  const auto id = key_id(name, public_key);
  if (hex(id) != verifier_key.substr(first + 1, second - first - 1)) return std::nullopt;

  const auto gap = note.rfind("\n\n");
  if (gap == std::string_view::npos) return std::nullopt;
  const std::string_view text = note.substr(0, gap + 1);
  std::string_view lines = note.substr(gap + 2);
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    if (end == std::string_view::npos) return std::nullopt;  // Each line ends with a newline.
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end + 1);
    if (!line.starts_with(kDash)) return std::nullopt;
    line.remove_prefix(kDash.size());
    if (!line.starts_with(name) || line.size() <= name.size() || line[name.size()] != ' ') continue;
    const auto blob = platform::from_base64(line.substr(name.size() + 1));
    if (!blob || blob->size() != 4 + 64 || !std::equal(id.begin(), id.end(), blob->begin())) {
      continue;
    }
    if (platform::verify(public_key, as_bytes(text), BytesView(*blob).subspan(4))) {
      return std::string(text);
    }
    return std::nullopt;  // A bad signature by a key we know spoils the note.
  }
  return std::nullopt;
}

}  // namespace heed::record
