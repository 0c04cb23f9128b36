#include "record/cbor.h"

#include "base/check.h"
#include "base/text.h"

namespace heed::record {

namespace {

constexpr int kDepthMax = 16;  // A questionnaire's answers need four.

enum Major : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

// RFC 8949 3 and 4.2.1: the argument in the fewest bytes.
void write_head(Bytes& out, Major major, std::uint64_t argument) {
  const int bytes = argument < 24             ? 0
                    : argument <= 0xFF        ? 1
                    : argument <= 0xFFFF      ? 2
                    : argument <= 0xFFFFFFFFu ? 4
                                              : 8;
  const int low = bytes == 0   ? static_cast<int>(argument)
                  : bytes == 1 ? 24
                  : bytes == 2 ? 25
                  : bytes == 4 ? 26
                               : 27;
  out.push_back(static_cast<std::byte>(major << 5 | low));
  for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<std::byte>(argument >> (8 * i)));
}

void append(Bytes& out, BytesView more) { out.insert(out.end(), more.begin(), more.end()); }

Error bad(std::string why) { return fail(ErrorKind::invalid, "cbor: " + std::move(why)); }

class Reader {
 public:
  explicit Reader(BytesView bytes) : left_(bytes) {}
  bool at_end() const { return left_.empty(); }
  std::size_t left() const { return left_.size(); }

  Result<Cbor> value(int depth) {
    if (depth > kDepthMax) return bad("too deep");
    const Head head = TRY(next_head());
    switch (head.major) {
      case kUnsigned:
      case kNegative:
        return integer(head);
      case kBytes:
        return Cbor(TRY(take(head.argument)));
      case kText: {
        const BytesView text = TRY(take(head.argument));
        if (!is_utf8(as_text(text))) return bad("text is not UTF-8");
        return Cbor(as_text(text));
      }
      case kArray:
        return array(head.argument, depth);
      case kMap:
        return map(head.argument, depth);
      case kSimple:
        if (head.argument == 20 || head.argument == 21) return Cbor(head.argument == 21);
        if (head.argument == 22) return Cbor(nullptr);
        return bad("a simple value or float");
      case kTag:
        break;
    }
    return bad("a tag");
  }

 private:
  struct Head {
    Major major;
    std::uint64_t argument;
  };

  Result<Head> next_head() {
    const auto first = std::to_integer<std::uint8_t>(TRY(take(1))[0]);
    const auto major = static_cast<Major>(first >> 5);
    const int low = first & 31;
    if (low < 24) return Head{major, static_cast<std::uint64_t>(low)};
    if (low > 27) return bad("indefinite length");
    if (major == kSimple) return bad("a float");
    const int size = 1 << (low - 24);
    const BytesView bytes = TRY(take(static_cast<std::uint64_t>(size)));
    std::uint64_t argument = 0;
    for (const std::byte b : bytes) argument = argument << 8 | std::to_integer<std::uint64_t>(b);
    Bytes shortest;
    write_head(shortest, major, argument);
    if (shortest.size() != static_cast<std::size_t>(size) + 1) return bad("not the shortest form");
    return Head{major, argument};
  }

  Result<BytesView> take(std::uint64_t count) {
    if (count > left_.size()) return bad("cut short");
    const BytesView taken = left_.first(static_cast<std::size_t>(count));
    left_ = left_.subspan(static_cast<std::size_t>(count));
    return taken;
  }

  static Result<Cbor> integer(const Head& head) {
    if (head.argument > static_cast<std::uint64_t>(INT64_MAX)) return bad("a number over 63 bits");
    const auto value = static_cast<std::int64_t>(head.argument);
    return Cbor(head.major == kNegative ? -1 - value : value);
  }

  Result<Cbor> array(std::uint64_t count, int depth) {
    if (count > left_.size()) return bad("cut short");  // Each item takes a byte at least.
    Cbor::Array items;
    for (std::uint64_t i = 0; i < count; ++i) items.push_back(TRY(value(depth + 1)));
    return Cbor::array(std::move(items));
  }

  Result<Cbor> map(std::uint64_t count, int depth) {
    if (count > left_.size() / 2) return bad("cut short");
    Cbor::Map entries;
    BytesView before;
    for (std::uint64_t i = 0; i < count; ++i) {
      const BytesView start = left_;
      Cbor key = TRY(value(depth + 1));
      const BytesView written = start.first(start.size() - left_.size());
      if (i > 0 && !std::lexicographical_compare(before.begin(), before.end(), written.begin(),
                                                 written.end())) {
        return bad("keys not in order");
      }
      before = written;
      entries.emplace_back(std::move(key), TRY(value(depth + 1)));
    }
    return Cbor::map(std::move(entries));
  }

  BytesView left_;
};

}  // namespace

Bytes Cbor::encode() const {
  Bytes out;
  write(out);
  return out;
}

void Cbor::write(Bytes& out) const {
  if (std::holds_alternative<std::monostate>(held_)) {
    write_head(out, kSimple, 22);
  } else if (const bool* truth = boolean()) {
    write_head(out, kSimple, *truth ? 21 : 20);
  } else if (const std::int64_t* number = integer()) {
    if (*number >= 0) {
      write_head(out, kUnsigned, static_cast<std::uint64_t>(*number));
    } else {
      write_head(out, kNegative, static_cast<std::uint64_t>(-1 - *number));
    }
  } else if (const std::string* words = text()) {
    CHECK(is_utf8(*words));
    write_head(out, kText, words->size());
    append(out, as_bytes(*words));
  } else if (const Bytes* raw = bytes()) {
    write_head(out, kBytes, raw->size());
    append(out, *raw);
  } else if (const Array* list = items()) {
    write_head(out, kArray, list->size());
    for (const Cbor& item : *list) item.write(out);
  } else if (const Map* pairs = entries()) {
    std::map<Bytes, const Cbor*> sorted;  // RFC 8949 4.2.1: bytewise by the encoded key.
    for (const auto& [key, value] : *pairs) {
      const bool fresh = sorted.emplace(key.encode(), &value).second;
      CHECK(fresh);
    }
    write_head(out, kMap, sorted.size());
    for (const auto& [key, value] : sorted) {
      append(out, key);
      value->write(out);
    }
  }
}

Result<Cbor> Cbor::decode(BytesView bytes) {
  Reader reader(bytes);
  Cbor value = TRY(reader.value(0));
  if (!reader.at_end()) return bad("something after the value");
  return value;
}

const Cbor* Cbor::find(std::string_view key) const {
  const Map* pairs = entries();
  if (pairs == nullptr) return nullptr;
  for (const auto& [name, value] : *pairs) {
    if (name.text() != nullptr && *name.text() == key) return &value;
  }
  return nullptr;
}

}  // namespace heed::record
