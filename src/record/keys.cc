#include "record/keys.h"

#include "platform/crypto.h"
#include "platform/random.h"
#include "store/inserts.h"

namespace heed::record {

namespace {

// Made ahead and kept in memory; those not used when the process ends are harmless.
constexpr std::size_t kAhead = 64;

Bytes wrap_context(DataKeyId id) {
  Bytes context;
  const BytesView label = as_bytes("heed/data-key/v1");
  context.insert(context.end(), label.begin(), label.end());
  context.insert(context.end(), id.bytes().begin(), id.bytes().end());
  return context;
}

Result<std::array<std::byte, 32>> secret(store::Session& s, std::string_view name,
                                         const std::array<std::byte, 32>& when_new) {
  TRY(s.exec("insert into secret (name, value) values ($1, $2) on conflict (name) do nothing", name,
             BytesView(when_new)));
  const Bytes held = TRY(s.one(
      "select value from secret where name = $1", [](const store::Row& r) { return r.bytes(0); },
      name));
  if (held.size() != 32) return fail(ErrorKind::storage, fmt::format("secret {} is damaged", name));
  std::array<std::byte, 32> out;
  std::copy(held.begin(), held.end(), out.begin());
  return out;
}

}  // namespace

Result<std::unique_ptr<Keys>> Keys::open(store::Database& keys, platform::Random& random) {
  std::unique_ptr<Keys> made(new Keys(keys, random));
  TRY(made->load_secrets());
  return made;
}

Result<> Keys::load_secrets() {
  const auto fresh_wrap = random_.bytes<32>();
  const auto fresh_private = random_.bytes<32>();
  const auto fresh_sign = random_.bytes<32>();
  TRY(keys_.write([&](store::Session& s) -> Result<> {
    wrap_secret_ = TRY(secret(s, "wrap", fresh_wrap));
    private_secret_ = TRY(secret(s, "private", fresh_private));
    sign_seed_ = TRY(secret(s, "sign", fresh_sign));
    return Done{};
  }));
  public_key_ = platform::key_pair_from_seed(sign_seed_).public_key;
  return Done{};
}

Result<DataKey> Keys::make_data_key(PartnershipId partnership) {
  {
    const Lock lock(mutex_);
    std::deque<DataKey>& ready = ahead_[partnership];
    if (!ready.empty()) {
      const DataKey key = ready.front();
      ready.pop_front();
      return key;
    }
  }
  // Outside the lock: two threads may both make a batch, and both are used.
  std::vector<DataKey> made = TRY(make_data_keys(partnership, kAhead));
  const DataKey key = made.back();
  made.pop_back();
  const Lock lock(mutex_);
  std::deque<DataKey>& ready = ahead_[partnership];
  ready.insert(ready.end(), made.begin(), made.end());
  return key;
}

Result<std::vector<DataKey>> Keys::make_data_keys(PartnershipId partnership, std::size_t count) {
  std::vector<DataKey> made;
  std::vector<Bytes> wrapped;
  for (const DataKeyId id : random_.ids<DataKeyId>(count)) {
    const DataKey key{id, random_.bytes<32>()};
    wrapped.push_back(platform::seal(wrap_secret_, key.key, wrap_context(key.id), random_));
    made.push_back(key);
  }
  TRY(keys_.write([&](store::Session& s) -> Result<> {
    static const store::Inserts<3> into("data_key (partnership_id, id, wrapped)");
    return into.run(s, made.size(), [&](std::size_t n) {
      return std::array<store::Value, 3>{partnership, made[n].id, wrapped[n]};
    });
  }));
  return made;
}

Result<DataKey> Keys::unwrap(DataKeyId id, BytesView wrapped) const {
  const auto plain = platform::open_sealed(wrap_secret_, wrapped, wrap_context(id));
  if (!plain || plain->size() != 32) {
    return fail(ErrorKind::storage, "a data key does not open under this store's secret");
  }
  DataKey key{id, {}};
  std::copy(plain->begin(), plain->end(), key.key.begin());
  return key;
}

Result<DataKey> Keys::data_key(PartnershipId partnership, DataKeyId id) {
  const Bytes wrapped = TRY(keys_.read([&](store::Session& s) {
    return s.one(
        "select wrapped from data_key where partnership_id = $1 and id = $2",
        [](const store::Row& r) { return r.bytes(0); }, partnership, id);
  }));
  return unwrap(id, wrapped);
}

Result<std::map<DataKeyId, DataKey>> Keys::data_keys(PartnershipId partnership,
                                                     const std::vector<DataKeyId>& ids) {
  std::map<DataKeyId, Bytes> wrapped;
  TRY(keys_.read([&](store::Session& s) -> Result<> {
    wrapped.clear();
    for (const DataKeyId id : ids) {
      TRY(s.each(
          "select wrapped from data_key where partnership_id = $1 and id = $2",
          [&](const store::Row& r) { wrapped[id] = r.bytes(0); }, partnership, id));
    }
    return Done{};
  }));
  std::map<DataKeyId, DataKey> opened;
  for (const auto& [id, bytes] : wrapped) opened.emplace(id, TRY(unwrap(id, bytes)));
  return opened;
}

Result<> Keys::erase(PartnershipId partnership, DataKeyId id) {
  return keys_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from data_key where partnership_id = $1 and id = $2", partnership, id));
    return Done{};
  });
}

PrivatePart Keys::private_part(PressKey press_key) const {
  Bytes message;
  const BytesView label = as_bytes("heed/private/v1");
  message.insert(message.end(), label.begin(), label.end());
  message.insert(message.end(), press_key.bytes().begin(), press_key.bytes().end());
  const Hash full = platform::hmac_sha256(private_secret_, message);
  std::array<std::byte, 16> half;
  std::copy_n(full.begin(), 16, half.begin());
  return PrivatePart::from(half);
}

Result<SignedHead> Keys::signed_head(PartnershipId partnership) {
  SignedHead head;
  bool damaged = false;
  TRY(keys_.read([&](store::Session& s) {
    return s.each(
        "select size, root from signed_head where partnership_id = $1",
        [&](const store::Row& r) {
          head.size = static_cast<std::uint64_t>(r.integer(0));
          const Bytes root = r.bytes(1);
          damaged = root.size() != 32;
          if (!damaged) std::copy(root.begin(), root.end(), head.root.begin());
        },
        partnership);
  }));
  if (damaged) return fail(ErrorKind::storage, "signed_head is damaged");
  return head;
}

Result<Signature> Keys::sign(PartnershipId partnership, const SignedHead& head, BytesView message) {
  TRY(keys_.write([&](store::Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "insert into signed_head (partnership_id, size, root) values ($1, $2, $3)"
        " on conflict (partnership_id) do update set size = excluded.size, root = excluded.root"
        " where signed_head.size < excluded.size"
        " or (signed_head.size = excluded.size and signed_head.root = excluded.root)",
        partnership, static_cast<std::int64_t>(head.size), head.root));
    if (changed == 0) {
      return fail(ErrorKind::conflict, "a larger or another tree was signed before this one");
    }
    return Done{};
  }));
  return platform::sign(platform::key_pair_from_seed(sign_seed_).secret_key, message);
}

}  // namespace heed::record
