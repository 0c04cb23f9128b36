// Id: 128 random bits that name one thing of one kind. One id, one type: an ActivityId cannot be
// passed where a PersonId is wanted.
//
//   const ActivityId id = ActivityId::from(random.bytes<16>());
//   ActivityId::parse("0123…") -> optional; id.text() -> 32 hexadecimal digits, as in addresses.
//
// Threads: a plain value.
// Does not: make randomness (platform does).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace heed {

template <class Kind>
class Id {
 public:
  Id() = default;  // The null id; no stored thing has it.
  static Id from(const std::array<std::byte, 16>& bytes) {
    Id id;
    id.bytes_ = bytes;
    return id;
  }
  // Nothing when `bytes` is not exactly 16 long.
  static std::optional<Id> from(BytesView bytes) {
    if (bytes.size() != 16) return std::nullopt;
    Id id;
    std::copy(bytes.begin(), bytes.end(), id.bytes_.begin());
    return id;
  }
  // Nothing when `text` is not 32 hexadecimal digits.
  static std::optional<Id> parse(std::string_view text) {
    if (text.size() != 32) return std::nullopt;
    const auto bytes = from_hex(text);
    return bytes ? from(BytesView(*bytes)) : std::nullopt;
  }

  BytesView bytes() const { return bytes_; }
  std::string text() const { return hex(bytes_); }
  bool is_null() const { return bytes_ == std::array<std::byte, 16>{}; }
  friend auto operator<=>(const Id&, const Id&) = default;

 private:
  std::array<std::byte, 16> bytes_{};
};

using PartnershipId = Id<struct PartnershipKind>;
using OrganisationId = Id<struct OrganisationKind>;
using AreaId = Id<struct AreaKind>;
using PersonId = Id<struct PersonKind>;
using SessionId = Id<struct SessionKind>;
using ActivityId = Id<struct ActivityKind>;
using QuestionnaireId = Id<struct QuestionnaireKind>;
using QuestionId = Id<struct QuestionKindTag>;
using ResponseId = Id<struct ResponseKind>;
using VoiceId = Id<struct VoiceKind>;
using ImportId = Id<struct ImportKind>;
using ThemeId = Id<struct ThemeKind>;
using FindingId = Id<struct FindingKind>;
using ConsiderationId = Id<struct ConsiderationKind>;
using DraftId = Id<struct DraftKind>;
using PressKey = Id<struct PressKeyKind>;  // Made when a form is rendered; one per press of Send.

}  // namespace heed
