// Note: checkpoints as text (C2SP tlog-checkpoint in a signed note), so that any monitor or
// witness made for other logs works on this one.
//
//   const std::string text = checkpoint_text(origin, size, root);
//   const std::string note = signed_note(text, origin, public_key, signature_over_text);
//
// Threads: pure.
// Does not: sign (Keys does).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace heed::record {

// Three lines: origin, size in decimal, root in base64. This is what is signed.
std::string checkpoint_text(std::string_view origin, std::uint64_t size, const Hash& root);
// SHA-256(name ‖ 0A ‖ 01 ‖ public key), its first four bytes; 01 is Ed25519.
std::array<std::byte, 4> key_id(std::string_view name, BytesView public_key);
// `text`, an empty line, and "— name base64(key id ‖ signature)".
std::string signed_note(std::string_view text, std::string_view name, BytesView public_key,
                        BytesView signature);
// "name+key id in hexadecimal+base64(01 ‖ public key)".
std::string verifier_key(std::string_view name, BytesView public_key);
// The text of a note that has a good signature by this verifier key; nothing otherwise.
std::optional<std::string> verified_text(std::string_view note, std::string_view verifier_key);

}  // namespace heed::record
