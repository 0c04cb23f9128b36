// The record's readers: CBOR has one spelling only, and a reference that is read is written back
// as itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "record/cbor.h"
#include "record/reference.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace heed;
  const BytesView bytes(reinterpret_cast<const std::byte*>(data), size);
  if (const auto value = record::Cbor::decode(bytes)) {
    const Bytes again = value->encode();
    if (!std::equal(again.begin(), again.end(), bytes.begin(), bytes.end())) std::abort();
  }
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto reference = record::Reference::parse(text)) {
    const auto again = record::Reference::parse(reference->text());
    if (!again || again->text() != reference->text()) std::abort();
  }
  (void)record::PrivatePart::parse(text);
  return 0;
}
