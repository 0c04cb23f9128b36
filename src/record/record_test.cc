#include "record/record.h"

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/note.h"
#include "testing/stores.h"

namespace heed::record {
namespace {

TEST(Entry, Is62BytesBigEndianAndComesBack) {
  Entry entry{EntryType::erasure, ActivityId::from(std::array<std::byte, 16>{std::byte{0xAB}}),
              TimeMs{0x01020304 * kHourMs + 59 * kMinuteMs}, 0x0A0B, platform::sha256("x")};
  const EntryBytes bytes = encode(entry);
  EXPECT_EQ(bytes.size(), 62u);
  EXPECT_EQ(hex(BytesView(bytes).first(30)),
            "0107ab0000000000000000000000000000000102030400000000"
            "00000a0b");
  const auto again = decode_entry(bytes);
  ASSERT_TRUE(again);
  EXPECT_EQ(encode(*again), bytes);
  EXPECT_EQ(again->when.ms, 0x01020304 * kHourMs) << "finer than the hour was kept";
  entry.ref.reset();
  EXPECT_EQ(hex(BytesView(encode(entry)).subspan(22, 8)), "ffffffffffffffff");
  EXPECT_FALSE(decode_entry(encode(entry))->ref);
  EntryBytes unknown = bytes;
  unknown[1] = std::byte{0x10};
  EXPECT_FALSE(decode_entry(unknown));
  EXPECT_FALSE(decode_entry(BytesView(bytes).first(61)));
}

class RecordTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<Record>(stores_.main(), *keys_, clock_, "feedback.example");
  }
  Entry entry(std::string_view what) {
    return {EntryType::submission, activity_, clock_.now(), std::nullopt, platform::sha256(what)};
  }
  Result<Appended> append(const std::vector<Entry>& entries) {
    return stores_.main().write(
        [&](store::Session& s) { return record_->append(s, partnership_, entries); });
  }
  Result<> meddle(std::string_view sql) {
    return stores_.main().write([&](store::Session& s) -> Result<> {
      TRY(s.exec(sql));
      return Done{};
    });
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  const PartnershipId partnership_ = random_.id<PartnershipId>();
  const ActivityId activity_ = random_.id<ActivityId>();
  std::unique_ptr<Keys> keys_;
  std::unique_ptr<Record> record_;
};
INSTANTIATE_TEST_SUITE_P(On, RecordTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(RecordTest, GrowsByOneTransactionAndSignsWhatItDerivesAgain) {
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::not_found));
  const auto one = append({entry("a")});
  ASSERT_TRUE(one);
  EXPECT_EQ(one->first_index, 0u);
  const auto first = record_->sign_checkpoint(partnership_);
  ASSERT_TRUE(first) << first.error().detail;
  const auto more = append({entry("b"), entry("c"), entry("d")});
  ASSERT_TRUE(more);
  EXPECT_EQ(more->first_index, 1u);
  EXPECT_EQ(more->size, 4u);
  const auto second = record_->sign_checkpoint(partnership_);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->size, 4u);
  EXPECT_EQ(second->root, more->root);
  EXPECT_EQ(record_->sign_checkpoint(partnership_)->note, second->note) << "signed twice";
  EXPECT_EQ(record_->checkpoint(partnership_)->note, second->note);
  const std::string origin = "feedback.example/log/" + partnership_.text();
  EXPECT_EQ(verified_text(second->note, record_->verifier_key(origin)),
            checkpoint_text(origin, 4, more->root));
  const auto checked = record_->verify(partnership_);
  ASSERT_TRUE(checked) << checked.error().detail;
  EXPECT_EQ(*checked, 4u);
}

TEST_P(RecordTest, AnEntryComesWithAProofThatAStrangerCanCheck) {
  std::vector<Entry> entries;
  for (int i = 0; i < 11; ++i) entries.push_back(entry(std::to_string(i)));
  const auto appended = append(entries);
  ASSERT_TRUE(appended);
  for (std::uint64_t i = 0; i < 11; ++i) {
    const auto found = record_->inclusion(partnership_, i);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->entry, encode(entries[i]));
    EXPECT_TRUE(verify_inclusion(leaf_hash(found->entry), i, 11, found->proof, appended->root));
  }
  EXPECT_TRUE(record_->inclusion(partnership_, 11).failed_with(ErrorKind::not_found));
}

TEST_P(RecordTest, AFailedCommandLeavesTheLogAsItWas) {
  ASSERT_TRUE(append({entry("a")}));
  const auto failed = stores_.main().write([&](store::Session& s) -> Result<> {
    TRY(record_->append(s, partnership_, std::vector{entry("b")}));
    return refuse("Changed our mind.");
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(*record_->verify(partnership_), 1u);
  EXPECT_EQ(append({entry("c")})->first_index, 1u);
}

TEST_P(RecordTest, ChangedOrMissingEntriesAreFoundAndNeverSigned) {
  ASSERT_TRUE(append({entry("a"), entry("b"), entry("c")}));
  ASSERT_TRUE(
      meddle("update log_entry set entry = (select entry from log_entry where log_index ="
             " 0) where log_index = 1"));
  const auto verified = record_->verify(partnership_);
  ASSERT_TRUE(verified.failed_with(ErrorKind::storage));
  EXPECT_NE(verified.error().detail.find("entry 1 "), std::string::npos);
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::storage));
  ASSERT_TRUE(meddle("delete from log_entry where log_index = 1"));
  EXPECT_TRUE(record_->verify(partnership_).failed_with(ErrorKind::storage));
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::storage));
  EXPECT_TRUE(record_->checkpoint(partnership_).failed_with(ErrorKind::not_found));
}

TEST_P(RecordTest, AMainStoreThatWasPutBackSignsNothing) {
  ASSERT_TRUE(append({entry("a"), entry("b")}));
  ASSERT_TRUE(record_->sign_checkpoint(partnership_));
  // As after a restore of an older copy of main alone: the keys store remembers size 2.
  for (const auto* sql :
       {"delete from log_entry", "delete from log_head", "delete from log_checkpoint"}) {
    ASSERT_TRUE(meddle(sql));
  }
  ASSERT_TRUE(append({entry("a")}));
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::conflict));
  ASSERT_TRUE(append({entry("something else")}));
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::conflict));
  ASSERT_TRUE(append({entry("and more")}));
  EXPECT_TRUE(record_->sign_checkpoint(partnership_).failed_with(ErrorKind::conflict));
}

TEST_P(RecordTest, PartnershipsHaveLogsOfTheirOwn) {
  ASSERT_TRUE(append({entry("a")}));
  const auto other = random_.id<PartnershipId>();
  const auto theirs = stores_.main().write(
      [&](store::Session& s) { return record_->append(s, other, std::vector{entry("b")}); });
  ASSERT_TRUE(theirs);
  EXPECT_EQ(theirs->first_index, 0u);
  ASSERT_TRUE(record_->sign_checkpoint(other));
  EXPECT_TRUE(record_->checkpoint(partnership_).failed_with(ErrorKind::not_found));
}

TEST_P(RecordTest, ManyAtOnceGetIndexesWithoutGapOrShare) {
  std::atomic<int> kept = 0;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        if (append({entry(fmt::format("{} {}", t, i))})) ++kept;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(kept, 40);
  const auto checked = record_->verify(partnership_);
  ASSERT_TRUE(checked) << checked.error().detail;
  EXPECT_EQ(*checked, 40u);
}

TEST_P(RecordTest, TwoNodesAppendAndSignOneLog) {
  const auto other_keys = *Keys::open(stores_.keys(), random_);
  Record other(stores_.main(), *other_keys, clock_, "feedback.example");
  std::atomic<int> signed_notes = 0;
  {
    std::vector<std::jthread> nodes;
    for (Record* node : {record_.get(), &other}) {
      nodes.emplace_back([&, node] {
        for (int i = 0; i < 12; ++i) {
          const auto kept = stores_.main().write([&](store::Session& s) {
            return node->append(s, partnership_, std::vector{entry(std::to_string(i))});
          });
          EXPECT_TRUE(kept);
          // Where the other node is always ahead of our look, ours gives way; never an error of
          // another kind, and never two trees.
          const auto made = node->sign_checkpoint(partnership_);
          if (made) ++signed_notes;
          if (!made) EXPECT_TRUE(made.failed_with(ErrorKind::conflict)) << made.error().detail;
        }
      });
    }
  }
  EXPECT_GT(signed_notes, 0);
  const auto last = record_->sign_checkpoint(partnership_);
  ASSERT_TRUE(last) << last.error().detail;
  EXPECT_EQ(last->size, 24u);
  EXPECT_EQ(*record_->verify(partnership_), 24u);
}

TEST_P(RecordTest, DataKeysComeBackUntilTheyAreErased) {
  const DataKey key = *keys_->make_data_key(partnership_);
  const DataKey other = *keys_->make_data_key(partnership_);
  EXPECT_NE(key.id, other.id);
  EXPECT_NE(key.key, other.key);
  const auto reopened = Keys::open(stores_.keys(), random_);
  ASSERT_TRUE(reopened);
  EXPECT_EQ((*reopened)->data_key(partnership_, key.id)->key, key.key);
  EXPECT_TRUE(
      keys_->data_key(random_.id<PartnershipId>(), key.id).failed_with(ErrorKind::not_found));
  ASSERT_TRUE(keys_->erase(partnership_, key.id));
  ASSERT_TRUE(keys_->erase(partnership_, key.id));
  EXPECT_TRUE(keys_->data_key(partnership_, key.id).failed_with(ErrorKind::not_found));
  const auto both = keys_->data_keys(partnership_, {key.id, other.id});
  ASSERT_TRUE(both);
  ASSERT_EQ(both->size(), 1u);
  EXPECT_EQ(both->at(other.id).key, other.key);
}

TEST_P(RecordTest, SecretsAreMadeOnceAndThePrivatePartStays) {
  const auto press = random_.id<PressKey>();
  const auto reopened = Keys::open(stores_.keys(), random_);
  ASSERT_TRUE(reopened);
  EXPECT_EQ((*reopened)->private_part(press).text(), keys_->private_part(press).text());
  EXPECT_NE(keys_->private_part(random_.id<PressKey>()).text(), keys_->private_part(press).text());
  EXPECT_EQ((*reopened)->public_key(), keys_->public_key());
}

}  // namespace
}  // namespace heed::record
