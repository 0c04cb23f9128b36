// Questions in private and the log of contacts, on both databases.
#include "listen/enquiries.h"

#include <gtest/gtest.h>

#include "platform/mail.h"
#include "store/outbox.h"
#include "testing/listening.h"

namespace heed::listen {
namespace {

class EnquiriesTest : public testing::ListeningTest {
 protected:
  void set_up() override {
    enquiries_ = std::make_unique<Enquiries>(stores_.identity(), clock_, random_);
  }
  Scope staff() const { return someone(1, {Capability::bring_in}); }
  int work() {
    return *store::outbox::work(stores_.identity(), clock_,
                                enquiries_->handlers(mailer_, "Fenmere"));
  }
  std::unique_ptr<Enquiries> enquiries_;
  platform::RecordingMailer mailer_;
};

TEST_P(EnquiriesTest, AQuestionWaitsUntilItIsAnsweredAndTheAnswerIsMailedOnce) {
  const auto id = enquiries_->add(anyone(), {.who = "Marie",
                                             .words = "When does the clinic open?",
                                             .reply_by = ReplyBy::email,
                                             .reply_to = " marie@example.org "});
  ASSERT_TRUE(id) << id.error().detail;
  ASSERT_TRUE(enquiries_->add(anyone(), {.words = "Thank you. No answer needed."}));
  EXPECT_EQ(*enquiries_->count(staff(), {.waiting = true}), 1);
  EXPECT_EQ(*enquiries_->count(staff(), {}), 2);
  EXPECT_FALSE(enquiries_->usual_days(staff())->has_value());
  EXPECT_EQ(enquiries_->list(staff(), {}, 0, 10)->front().id, *id) << "what waits stands first";

  clock_.advance(3 * kDayMs);
  EXPECT_FALSE(enquiries_->answer(staff(), *id, "  ", "Priya"));
  ASSERT_TRUE(enquiries_->answer(staff(), *id, "On Monday.", "Priya"));
  EXPECT_TRUE(
      enquiries_->answer(staff(), *id, "No, Tuesday.", "Tom").failed_with(ErrorKind::conflict));
  EXPECT_EQ(work(), 1);
  EXPECT_EQ(work(), 0);
  ASSERT_EQ(mailer_.sent().size(), 1u);
  EXPECT_EQ(mailer_.sent()[0].to, "marie@example.org");
  EXPECT_TRUE(mailer_.sent()[0].body.contains("On Monday.\n\nFenmere\n\nYou asked us:\nWhen does"));
  const auto kept = enquiries_->enquiry(staff(), *id);
  EXPECT_FALSE(kept->waits());
  EXPECT_EQ(kept->answered_by, "Priya");
  EXPECT_EQ(enquiries_->usual_days(staff())->value(), 3);
}

TEST_P(EnquiriesTest, AMeetingIsLoggedAndFoundAgainByWhoItWasWith) {
  ASSERT_TRUE(enquiries_->add(staff(), {.way = ContactWay::meeting,
                                        .who = "Fenmere Carers",
                                        .words = "They want evenings.",
                                        .day = clock_.now() + -2 * kDayMs,
                                        .taken_by = "Priya"}));
  ASSERT_TRUE(
      enquiries_->add(staff(), {.way = ContactWay::phone, .who = "Mr Holt", .words = "50%"}));
  EXPECT_EQ(*enquiries_->count(staff(), {.containing = "CARERS"}), 1);
  EXPECT_EQ(*enquiries_->count(staff(), {.containing = "%"}), 1) << "a sign is a sign";
  EXPECT_EQ(*enquiries_->count(staff(), {.waiting = true}), 0);
  const auto found = enquiries_->list(staff(), {.containing = "evenings"}, 0, 10);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->front().said.taken_by, "Priya");
  ASSERT_TRUE(enquiries_->remove(staff(), found->front().id));
  EXPECT_TRUE(enquiries_->enquiry(staff(), found->front().id).failed_with(ErrorKind::not_found));
}

TEST_P(EnquiriesTest, WhatCannotBeAnsweredIsSaidAndNothingIsKept) {
  for (const NewEnquiry& wrong :
       {NewEnquiry{.words = "  "}, NewEnquiry{.words = "a", .reply_by = ReplyBy::email},
        NewEnquiry{.words = "a", .reply_by = ReplyBy::email, .reply_to = "a@b.example\nBcc: c@d.e"},
        NewEnquiry{.words = "a", .reply_by = ReplyBy::phone},
        NewEnquiry{.words = "a", .reply_by = ReplyBy::letter}}) {
    const auto refused = enquiries_->add(anyone(), wrong);
    EXPECT_FALSE(refused);
    EXPECT_FALSE(refused.error().said.empty());
  }
  EXPECT_EQ(*enquiries_->count(staff(), {}), 0);
  // The public may only write by the page, and reads nothing.
  EXPECT_TRUE(enquiries_->add(anyone(), {.way = ContactWay::phone, .words = "a"})
                  .failed_with(ErrorKind::denied));
  EXPECT_TRUE(enquiries_->list(anyone(), {}, 0, 10).failed_with(ErrorKind::denied));
  EXPECT_TRUE(enquiries_->count(anyone(), {}).failed_with(ErrorKind::denied));
}

INSTANTIATE_TEST_SUITE_P(On, EnquiriesTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

}  // namespace
}  // namespace heed::listen
