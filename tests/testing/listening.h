// ListeningTest: a partnership with activities, intake by spreadsheet and themes, on a database of
// either kind; what tests from listen upwards start from.
//
//   class CodingTest : public testing::ListeningTest {};
//   TEST_P(CodingTest, …) { const ActivityId id = activity_of(testing::evening_csv(40)); … }
//   INSTANTIATE_TEST_SUITE_P(On, CodingTest, ::testing::ValuesIn(testing::backends()),
//                            testing::backend_name);
//
// Threads: one, the test's.
#pragma once

#include "listen/imports.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "testing/stores.h"

namespace heed::testing {

// Three subjects said `times` each by as many people; those of the car park may not be quoted.
inline std::string evening_csv(int times) {
  std::string csv = "answer,may we quote you\n";
  for (int i = 0; i < times; ++i) {
    csv += fmt::format("The last bus home leaves too early in the evening for {} of us,yes\n", i);
    csv += fmt::format("The car park is full and parking costs {} pounds,no\n", i);
    csv += fmt::format("I waited {} minutes on the phone to the surgery,yes\n", i);
  }
  return csv;
}

class ListeningTest : public ::testing::TestWithParam<Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    keys_ = *record::Keys::open(stores_.keys(), random_);
    record_ = std::make_unique<record::Record>(stores_.main(), *keys_, clock_, "feedback.example");
    partners::Settings cheap;
    cheap.hash_cost = platform::kTestPasswordCost;
    partners_ =
        std::make_unique<partners::Partners>(stores_.main(), clock_, random_, std::move(cheap));
    partnership_ = partners_->create_partnership({.name = "Fenmere", .prefix = "FM"})->id;
    activities_ = std::make_unique<plan::Activities>(stores_.main(), clock_, random_);
    imports_ = std::make_unique<listen::Imports>(stores_.main(), *record_, *keys_, clock_, random_);
    set_up();
  }
  virtual void set_up() {}  // Run only where the database is there.

  Scope lead() const { return Scope::for_operator(partnership_); }
  Scope anyone() const { return Scope::for_public(partnership_); }
  // A person of these capabilities, the same for the same number.
  Scope someone(int number, std::initializer_list<Capability> capabilities) const {
    std::uint32_t bits = 0;
    for (const Capability one : capabilities) bits |= static_cast<std::uint32_t>(one);
    const auto person = PersonId::from(std::array<std::byte, 16>{static_cast<std::byte>(number)});
    return Scope::for_person(partnership_, person, bits);
  }
  // An activity whose answers are the spreadsheet's; its second column says who may be quoted.
  ActivityId activity_of(const std::string& csv,
                         plan::ActivityKind kind = plan::ActivityKind::listening) {
    const auto added = activities_->add(lead(), {.kind = kind, .title = "Getting here"});
    EXPECT_TRUE(added) << added.error().detail;
    const auto done = imports_->run(
        lead(), *added, "a.csv", csv,
        {{listen::Role::answer, listen::Role::may_quote}, "What is hard?"}, "Europe/London");
    EXPECT_TRUE(done) << done.error().detail;
    return *added;
  }

  StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  PartnershipId partnership_;
  std::unique_ptr<record::Keys> keys_;
  std::unique_ptr<record::Record> record_;
  std::unique_ptr<partners::Partners> partners_;
  std::unique_ptr<plan::Activities> activities_;
  std::unique_ptr<listen::Imports> imports_;
};

}  // namespace heed::testing
