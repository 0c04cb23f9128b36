#include "platform/crypto.h"
#include "record/record.h"

namespace heed::record {

namespace {

constexpr std::uint8_t kVersion = 1;
constexpr std::uint64_t kNoRef = ~std::uint64_t{0};

template <class Unsigned>
std::byte* put(std::byte* at, Unsigned value) {
  for (int shift = 8 * (static_cast<int>(sizeof value) - 1); shift >= 0; shift -= 8) {
    *at++ = static_cast<std::byte>(value >> shift);
  }
  return at;
}

template <class Unsigned>
Unsigned get(BytesView bytes, std::size_t from) {
  Unsigned value = 0;
  for (const std::byte b : bytes.subspan(from, sizeof value)) {
    value = static_cast<Unsigned>(value << 8 | std::to_integer<Unsigned>(b));
  }
  return value;
}

}  // namespace

EntryBytes encode(const Entry& entry) {
  EntryBytes bytes;
  std::byte* at = bytes.data();
  *at++ = std::byte{kVersion};
  *at++ = static_cast<std::byte>(entry.type);
  at = std::copy(entry.activity.bytes().begin(), entry.activity.bytes().end(), at);
  at = put(at, static_cast<std::uint32_t>(entry.when.ms / kHourMs));
  at = put(at, entry.ref.value_or(kNoRef));
  at = std::copy(entry.commitment.begin(), entry.commitment.end(), at);
  CHECK(at == bytes.data() + bytes.size());
  return bytes;
}

std::optional<Entry> decode_entry(BytesView bytes) {
  if (bytes.size() != sizeof(EntryBytes)) return std::nullopt;
  const auto type = std::to_integer<std::uint8_t>(bytes[1]);
  if (bytes[0] != std::byte{kVersion} || type < 0x01 || type > 0x0F) return std::nullopt;
  Entry entry{static_cast<EntryType>(type), {}, {}, {}, {}};
  entry.activity = *ActivityId::from(bytes.subspan(2, 16));
  entry.when = {static_cast<std::int64_t>(get<std::uint32_t>(bytes, 18)) * kHourMs};
  const auto ref = get<std::uint64_t>(bytes, 22);
  if (ref != kNoRef) entry.ref = ref;
  std::copy_n(bytes.begin() + 30, 32, entry.commitment.begin());
  return entry;
}

}  // namespace heed::record
