#include "act/told.h"

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "testing/stores.h"

namespace heed::act {
namespace {

class ToldTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override { HEED_NEEDS(GetParam()); }
  Scope staff() const {
    return Scope::for_person(partnership_, PersonId::from(std::array<std::byte, 16>{std::byte{9}}),
                             static_cast<std::uint32_t>(Capability::publish));
  }
  Scope anyone() const { return Scope::for_public(partnership_); }
  Scope operators() const { return Scope::for_operator(partnership_); }
  Told& told() {
    if (!told_) told_.emplace(stores_.identity(), clock_, random_);
    return *told_;
  }
  // What the outbox does while Heed runs.
  std::vector<platform::Letter> work() {
    const std::size_t before = mailer_.sent().size();
    EXPECT_TRUE(store::outbox::work(stores_.identity(), clock_, told().handlers(mailer_, sender_)));
    const auto all = mailer_.sent();
    return {all.begin() + static_cast<std::ptrdiff_t>(before), all.end()};
  }
  static std::string token(const platform::Letter& letter, std::string_view path) {
    const std::size_t at = letter.body.find(path);
    if (at == std::string::npos) return "";
    return letter.body.substr(at + path.size(), 40);
  }
  void follow(const std::string& email, ActivityId activity, const std::string& language = "en") {
    ASSERT_TRUE(told().ask(anyone(), {.activity = activity, .email = email, .language = language},
                           "Evening clinics"));
    const auto letters = work();
    ASSERT_EQ(letters.size(), 1u);
    ASSERT_TRUE(told().confirm(anyone(), token(letters[0], "/told/confirm/")));
  }
  NewTelling published() const {
    return {.activity = activity_,
            .kind = TellingKind::report,
            .occasion = "report",
            .path = "/what-happened/1",
            .words = {{"en", "What happened with evening clinics", "A shuttle runs since March."},
                      {"cy", "Beth ddigwyddodd", "Mae bws gwennol yn rhedeg."}}};
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  platform::RecordingMailer mailer_;
  const Sender sender_{"https://heed.example", "Fenmere Partnership"};
  const PartnershipId partnership_ = random_.id<PartnershipId>();
  const ActivityId activity_ = random_.id<ActivityId>(), other_ = random_.id<ActivityId>();
  std::optional<Told> told_;
};
INSTANTIATE_TEST_SUITE_P(On, ToldTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(ToldTest, NobodyHearsBeforeTheyConfirmAndThenOnceForEachEvent) {
  ASSERT_TRUE(told().ask(anyone(),
                         {.activity = activity_, .name = "Marie", .email = "marie@a.example"},
                         "Evening clinics"));
  const auto asked = work();
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_NE(asked[0].body.find("Evening clinics"), std::string::npos);
  ASSERT_TRUE(told().tell(staff(), {.activity = activity_,
                                    .kind = TellingKind::closed,
                                    .occasion = "closed",
                                    .path = "/a/1",
                                    .words = {{"en", "Closed", "It has closed."}}}));
  EXPECT_TRUE(work().empty()) << "not confirmed";
  EXPECT_TRUE(told().confirm(anyone(), "0000").failed_with(ErrorKind::not_found));
  ASSERT_TRUE(told().confirm(anyone(), token(asked[0], "/told/confirm/")));
  ASSERT_TRUE(told().tell(staff(), published()));
  const auto letters = work();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].to, "marie@a.example");
  EXPECT_EQ(letters[0].subject, "What happened with evening clinics");
  EXPECT_NE(letters[0].body.find("https://heed.example/what-happened/1"), std::string::npos);
  EXPECT_NE(letters[0].html.find("Hello Marie"), std::string::npos);
  EXPECT_NE(letters[0].html.find("<a href=\"https://heed.example/what-happened/1\""),
            std::string::npos);
  EXPECT_TRUE(letters[0].stop_url.starts_with("https://heed.example/told/stop/"));
  const auto again = told().tell(staff(), published());
  ASSERT_TRUE(again.failed_with(ErrorKind::conflict));
  EXPECT_NE(again.error().said.find("told of this already"), std::string::npos);
  EXPECT_TRUE(work().empty());
}

TEST_P(ToldTest, OneAddressHearsOnceThoughItFollowsThisAndEverything) {
  follow("marie@a.example", activity_);
  follow("MARIE@a.example", {});
  follow("ravi@a.example", other_);
  ASSERT_TRUE(told().tell(staff(), published()));
  EXPECT_EQ(work().size(), 1u);
}

TEST_P(ToldTest, NobodyIsFloodedWithConfirmationsByWhoeverAsksForThem) {
  for (int i = 0; i < 6; ++i)
    EXPECT_TRUE(told().ask(anyone(), {.activity = activity_, .email = "gwen@a.example"}, "x"));
  EXPECT_EQ(work().size(), 3u);
  clock_.advance(2 * kDayMs);
  EXPECT_TRUE(told().ask(anyone(), {.activity = activity_, .email = "gwen@a.example"}, "x"));
  EXPECT_EQ(work().size(), 1u);
}

TEST_P(ToldTest, AskingAgainGivesNothingAwayAndSendsNothingTwice) {
  follow("marie@a.example", activity_);
  EXPECT_TRUE(told().ask(anyone(), {.activity = activity_, .email = "Marie@a.example"}, "x"));
  EXPECT_TRUE(work().empty());
  for (const char* bad :
       {"", "a", "@b", "a@b@c", "a b@c.example", "a@c.example\r\nBcc: x@y.example"})
    EXPECT_TRUE(told()
                    .ask(anyone(), {.activity = activity_, .email = bad}, "x")
                    .failed_with(ErrorKind::invalid))
        << bad;
}

TEST_P(ToldTest, EachHearsInTheirLanguageWhereItWasWritten) {
  follow("elin@a.example", activity_, "cy");
  follow("ali@a.example", activity_, "ur");
  ASSERT_TRUE(told().tell(staff(), published()));
  std::map<std::string, std::string> subjects;
  for (const platform::Letter& letter : work()) subjects[letter.to] = letter.subject;
  EXPECT_EQ(subjects["elin@a.example"], "Beth ddigwyddodd");
  EXPECT_EQ(subjects["ali@a.example"], "What happened with evening clinics");
}

TEST_P(ToldTest, TheLinkInTheLetterStopsAllThatWaits) {
  follow("marie@a.example", activity_);
  ASSERT_TRUE(told().tell(staff(), published()));
  const auto letters = work();
  ASSERT_EQ(letters.size(), 1u);
  const std::string stop = letters[0].stop_url.substr(letters[0].stop_url.rfind('/') + 1);
  NewTelling next = published();
  next.occasion = "decision";
  ASSERT_TRUE(told().tell(staff(), next));
  ASSERT_TRUE(told().stop(anyone(), stop));
  EXPECT_TRUE(told().kept(anyone(), stop)->stopped);
  EXPECT_TRUE(work().empty());
  EXPECT_EQ(told().kept(anyone(), stop)->wish.email, "") << "what is not needed is not kept";
  EXPECT_TRUE(told()
                  .change(anyone(), stop, {.way = Way::phone, .phone = "01632 960 001"})
                  .failed_with(ErrorKind::not_found));
  follow("marie@a.example", activity_);
  next.occasion = "action";
  ASSERT_TRUE(told().tell(staff(), next));
  EXPECT_EQ(work().size(), 1u) << "who changes their mind asks again";
  EXPECT_TRUE(told().stop(anyone(), "ffff").failed_with(ErrorKind::not_found));
}

TEST_P(ToldTest, AMailServerThatIsAwayIsTriedAgainUnderTheSameId) {
  follow("marie@a.example", activity_);
  ASSERT_TRUE(told().tell(staff(), published()));
  mailer_.fail_next(1);
  EXPECT_TRUE(work().empty());
  clock_.advance(2 * kMinuteMs);
  const auto letters = work();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].message_id.size(), 32u);
  clock_.advance(kDayMs);
  EXPECT_TRUE(work().empty());
}

TEST_P(ToldTest, ADeliveryReportStopsThatAddressAndNoOther) {
  follow("gone@a.example", activity_);
  follow("marie@a.example", activity_);
  ASSERT_TRUE(told().tell(staff(), published()));
  std::string id;
  for (const platform::Letter& letter : work())
    if (letter.to == "gone@a.example") id = letter.message_id;
  const auto report = [&](const char* action, const char* status) {
    return fmt::format(
        "From: MAILER-DAEMON@a.example\r\nMessage-ID: <20260101.x@a.example>\r\nContent-Type: "
        "multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: "
        "text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        "Reporting-MTA: dns; a.example\r\n\r\nFinal-Recipient: rfc822; gone@a.example\r\nAction: {}"
        "\r\nStatus: {}\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: "
        "x\r\nMessage-ID:"
        " <{}@heed.example>\r\n--b--\r\n",
        action, status, id);
  };
  EXPECT_FALSE(*told().bounced(operators(), report("delayed", "4.4.1")));
  EXPECT_FALSE(*told().bounced(operators(), "Message-ID: <" + id + "@heed.example>\r\n\r\nHello"));
  EXPECT_TRUE(told().bounced(staff(), report("failed", "5.1.1")).failed_with(ErrorKind::denied));
  const auto stopped = told().bounced(operators(), report("failed", "5.1.1"));
  ASSERT_TRUE(stopped) << stopped.error().detail;
  EXPECT_TRUE(*stopped);
  NewTelling next = published();
  next.occasion = "decision";
  ASSERT_TRUE(told().tell(staff(), next));
  const auto letters = work();
  ASSERT_EQ(letters.size(), 1u);
  EXPECT_EQ(letters[0].to, "marie@a.example");
}

TEST_P(ToldTest, LettersAreOnePrintRunAndPrintedOnce) {
  ASSERT_TRUE(told().ask(anyone(),
                         {.activity = activity_,
                          .way = Way::letter,
                          .name = "Mr <Holt>",
                          .postal = "1 Mill Lane\nTarn"},
                         "x"));
  ASSERT_TRUE(told().ask(
      anyone(), {.activity = activity_, .way = Way::phone, .phone = "01632 960 001"}, "x"));
  EXPECT_TRUE(told()
                  .ask(anyone(), {.activity = activity_, .way = Way::letter, .name = "X"}, "x")
                  .failed_with(ErrorKind::invalid));
  ASSERT_TRUE(told().tell(staff(), published()));
  EXPECT_TRUE(work().empty()) << "nothing goes by mail";
  EXPECT_TRUE(told().print_run(staff(), sender_).failed_with(ErrorKind::denied));
  const auto sheets = told().print_run(operators(), sender_);
  ASSERT_TRUE(sheets) << sheets.error().detail;
  EXPECT_NE(sheets->find("Mr &lt;Holt&gt;"), std::string::npos);
  EXPECT_NE(sheets->find("1 Mill Lane"), std::string::npos);
  EXPECT_NE(sheets->find("01632 960 001"), std::string::npos);
  EXPECT_EQ(*told().print_run(operators(), sender_), "");
  EXPECT_EQ(*told().print_run(operators(), sender_, true), *sheets) << "the printer jammed";
}

TEST_P(ToldTest, WhatWaitsGoesTheWayThatIsAskedForMeanwhile) {
  follow("marie@a.example", activity_);
  ASSERT_TRUE(told().tell(staff(), published()));
  const auto first = work();
  ASSERT_EQ(first.size(), 1u);
  const std::string link = first[0].stop_url.substr(first[0].stop_url.rfind('/') + 1);
  const Wish by_post = {.way = Way::letter, .name = "Marie", .postal = "1 Mill Lane\nTarn"};
  NewTelling next = published();
  next.occasion = "decision";
  ASSERT_TRUE(told().tell(staff(), next));
  ASSERT_TRUE(told().change(anyone(), link, by_post));
  EXPECT_TRUE(work().empty()) << "the letter is to be printed now";
  ASSERT_TRUE(told().change(anyone(), link, {.way = Way::email, .name = "Marie"}));
  EXPECT_EQ(*told().print_run(operators(), sender_), "");
  EXPECT_EQ(work().size(), 1u) << "told once, by the way last asked for";
  next.occasion = "action";
  ASSERT_TRUE(told().tell(staff(), next));
  ASSERT_TRUE(told().change(anyone(), link, by_post));
  EXPECT_TRUE(work().empty());
  EXPECT_NE(told().print_run(operators(), sender_)->find("1 Mill Lane"), std::string::npos);
}

TEST_P(ToldTest, StaffSeeHowFarItCameAndNeverASmallNumber) {
  for (int i = 0; i < 21; ++i) follow(fmt::format("p{}@a.example", i), activity_);
  ASSERT_TRUE(told().ask(anyone(), {.activity = activity_, .way = Way::phone, .phone = "1"}, "x"));
  EXPECT_TRUE(told().reach(anyone(), activity_).failed_with(ErrorKind::denied));
  const auto reach = told().reach(staff(), activity_);
  ASSERT_TRUE(reach) << reach.error().detail;
  EXPECT_EQ(disclosure::describe_total(reach->ways.total()), "22");
  EXPECT_NE(disclosure::describe(reach->ways.cell(2)), "1") << "one person is not pointed at";
  const auto telling = told().tell(staff(), published());
  ASSERT_TRUE(telling);
  EXPECT_EQ(work().size(), 21u);
  const auto progress = told().progress(staff(), *telling);
  ASSERT_TRUE(progress) << progress.error().detail;
  EXPECT_EQ(disclosure::describe(progress->people.cell(0)), "20") << "rounded to the nearest 5";
  const auto after = told().reach(staff(), activity_);
  ASSERT_TRUE(after);
  EXPECT_TRUE(told().tell(anyone(), published()).failed_with(ErrorKind::denied));
  const auto said = told().tellings(anyone(), activity_);
  ASSERT_TRUE(said);
  ASSERT_EQ(said->size(), 1u);
  EXPECT_EQ(said->at(0).words.at(0).language, "en");
}

TEST_P(ToldTest, HowManyKnowWhatCameOfItIsARate) {
  for (int i = 0; i < 30; ++i) follow(fmt::format("p{}@a.example", i), activity_);
  ASSERT_TRUE(told().tell(staff(), {.activity = activity_,
                                    .kind = TellingKind::closed,
                                    .occasion = "closed",
                                    .path = "/a/1",
                                    .words = {{"en", "Closed", "It has closed."}}}));
  work();
  EXPECT_EQ(told().reach(staff(), activity_)->closed_loop.percent(0), 0)
      << "that it closed is not what came of it";
  ASSERT_TRUE(told().tell(staff(), published()));
  work();
  for (int i = 30; i < 40; ++i) follow(fmt::format("p{}@a.example", i), activity_);
  const auto reach = told().reach(staff(), activity_);
  ASSERT_TRUE(reach);
  EXPECT_EQ(reach->closed_loop.percent(0), 75);
}

TEST_P(ToldTest, WhatIsKeptHasDaysAndNoTimes) {
  clock_.advance(7 * kHourMs + 13);
  follow("marie@a.example", activity_);
  const auto fine = stores_.identity().read([](store::Session& s) {
    return s.integer(
        "select count(*) from contact where created_day_ms % 86400000 <> 0 or"
        " confirmed_ms % 86400000 <> 0");
  });
  ASSERT_TRUE(fine);
  EXPECT_EQ(*fine, 0);
}

}  // namespace
}  // namespace heed::act
