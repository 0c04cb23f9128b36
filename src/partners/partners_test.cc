#include "partners/partners.h"

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/random.h"
#include "testing/stores.h"

namespace heed::partners {
namespace {

constexpr std::string_view kPassword = "evening shuttle to the ward";
constexpr std::string_view kHome = "192.0.2.0/24";

class PartnersTest : public ::testing::TestWithParam<testing::Backend> {
 protected:
  void SetUp() override {
    HEED_NEEDS(GetParam());
    Settings settings;
    settings.hash_cost = platform::kTestPasswordCost;
    settings.failures_free_per_account_and_network = 3;
    partners_ = std::make_unique<Partners>(stores_.main(), clock_, random_, settings);
  }
  // Priya sets Heed up, and is signed in.
  SignedIn set_up() {
    const std::string token = *partners_->make_setup_link();
    const auto cookie = partners_->use_link(
        token, {std::string(kPassword), "Priya Shah", "Priya@icb.example",
                NewPartnership{"Fenmere and Tarn Valley", "fm", "Europe/London"}});
    EXPECT_TRUE(cookie) << cookie.error().detail;
    return **partners_->signed_in(*cookie);
  }
  PersonId add(const SignedIn& by, std::string_view name, std::vector<Role> roles) {
    const auto id = partners_->add_person(
        by.scope, {std::string(name), std::string(name) + "@trust.example", {}, std::move(roles)});
    EXPECT_TRUE(id) << id.error().detail;
    const std::string token = *partners_->make_link(by.scope, LinkKind::invite, *id);
    EXPECT_TRUE(partners_->use_link(token, {std::string(kPassword), "", "", std::nullopt}));
    return *id;
  }
  Result<std::string> sign_in(std::string_view email, std::string_view password = kPassword,
                              std::string_view network = kHome) {
    return partners_->sign_in(email, password, network);
  }
  bool is_signed_in(std::string_view cookie) {
    const auto who = partners_->signed_in(cookie);
    EXPECT_TRUE(who);
    return who && who->has_value();
  }

  testing::StoreSet stores_{GetParam()};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  std::unique_ptr<Partners> partners_;
};
INSTANTIATE_TEST_SUITE_P(On, PartnersTest, ::testing::ValuesIn(testing::backends()),
                         testing::backend_name);

TEST_P(PartnersTest, PriyaSetsUpOnceAndMayDoEverythingButReadContacts) {
  EXPECT_FALSE(*partners_->partnership());
  const std::string unused = *partners_->make_setup_link();
  const SignedIn priya = set_up();
  EXPECT_FALSE(*partners_->link(unused)) << "a second set-up link took the place of the first";
  EXPECT_EQ((*partners_->partnership())->prefix, "FM");
  EXPECT_EQ(priya.name, "Priya Shah");
  for (const auto capability :
       {Capability::plan, Capability::bring_in, Capability::approve_finding, Capability::publish,
        Capability::manage_people, Capability::configure}) {
    EXPECT_TRUE(priya.scope.may(capability));
  }
  EXPECT_FALSE(priya.scope.may(Capability::read_contact));
  const auto again = partners_->make_setup_link();
  ASSERT_TRUE(again.failed_with(ErrorKind::conflict));
  EXPECT_FALSE(again.error().said.empty());
  EXPECT_TRUE(partners_->create_partnership({"Another", "AB"}).failed_with(ErrorKind::conflict));
}

TEST_P(PartnersTest, AnAdministratorReadsNoAnswersAndAnAnalystManagesNobody) {
  const SignedIn priya = set_up();
  add(priya, "Elin", {Role::administrator});
  add(priya, "Jo", {Role::analyst});
  const SignedIn elin = **partners_->signed_in(*sign_in("elin@trust.example"));
  const SignedIn jo = **partners_->signed_in(*sign_in("jo@trust.example"));
  EXPECT_FALSE(elin.scope.may(Capability::read_text));
  EXPECT_TRUE(jo.scope.may(Capability::read_text));
  EXPECT_TRUE(partners_->people(jo.scope).failed_with(ErrorKind::denied));
  EXPECT_TRUE(partners_->add_person(jo.scope, {"Dev", "dev@x.example", {}, {Role::administrator}})
                  .failed_with(ErrorKind::denied));
  EXPECT_TRUE(
      partners_->make_link(jo.scope, LinkKind::reset, priya.person).failed_with(ErrorKind::denied));
  EXPECT_EQ(partners_->people(elin.scope)->size(), 3u);
  EXPECT_EQ(partners_->person(jo.scope, priya.person)->name, "Priya Shah");
  const Scope stranger = Scope::for_public(priya.scope.partnership());
  EXPECT_TRUE(partners_->person(stranger, priya.person).failed_with(ErrorKind::denied));
}

TEST_P(PartnersTest, AStrangerAndAWrongPasswordHearTheSame) {
  set_up();
  const auto wrong = sign_in("priya@icb.example", "not her password at all");
  const auto unknown = sign_in("dev@nowhere.example", "not her password at all");
  ASSERT_TRUE(wrong.failed_with(ErrorKind::denied));
  ASSERT_TRUE(unknown.failed_with(ErrorKind::denied));
  EXPECT_EQ(wrong.error().said, unknown.error().said);
  EXPECT_TRUE(sign_in("  PRIYA@icb.example ")) << "case and spaces are forgiven";
}

TEST_P(PartnersTest, AnUnknownAddressCostsAsMuchAsAKnownOne) {
  set_up();
  const auto cost = [&](const std::string& email) {
    std::vector<double> seconds;
    for (int i = 0; i < 5; ++i) {
      const auto start = std::chrono::steady_clock::now();
      EXPECT_FALSE(sign_in(email, "not the password at all", std::to_string(i)));
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
      seconds.push_back(took.count());
    }
    return *std::ranges::min_element(seconds);
  };
  const double known = cost("priya@icb.example");
  const double unknown = cost("nobody@icb.example");
  EXPECT_GT(unknown, known * 0.5) << known << " " << unknown;
}

TEST_P(PartnersTest, GuessesAreSlowedAndNobodyIsLockedOutByAStranger) {
  set_up();
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(sign_in("priya@icb.example", "guess guess guess", "203.0.113.0/24")
                    .failed_with(ErrorKind::denied));
  }
  const auto held = sign_in("priya@icb.example", kPassword, "203.0.113.0/24");
  ASSERT_TRUE(held.failed_with(ErrorKind::busy)) << "the right guess got through at once";
  EXPECT_FALSE(held.error().said.empty());
  EXPECT_TRUE(sign_in("priya@icb.example", kPassword, kHome)) << "Priya was locked out";
  clock_.advance(kMinuteMs);
  EXPECT_TRUE(sign_in("priya@icb.example", kPassword, "203.0.113.0/24"));
}

TEST_P(PartnersTest, ASessionEndsWhenIdleWhenOldAndWhenSignedOut) {
  set_up();
  const std::string idle = *sign_in("priya@icb.example");
  clock_.advance(29 * kMinuteMs);
  EXPECT_TRUE(is_signed_in(idle));
  clock_.advance(31 * kMinuteMs);
  EXPECT_FALSE(is_signed_in(idle));

  const std::string busy = *sign_in("priya@icb.example");
  for (int i = 0; i < 35; ++i) {
    clock_.advance(20 * kMinuteMs);
    EXPECT_TRUE(is_signed_in(busy)) << i;
    // The time seen is written behind; a write of ours queues after it on SQLite.
    for (int wait = 0; wait < 200; ++wait) {
      const auto seen = stores_.main().read(
          [](store::Session& s) { return s.integer("select max(seen_ms) from sign_in_session"); });
      if (seen && *seen == clock_.now().ms) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  clock_.advance(20 * kMinuteMs);
  EXPECT_FALSE(is_signed_in(busy)) << "after twelve hours";

  const std::string left = *sign_in("priya@icb.example");
  const std::string other = *sign_in("priya@icb.example");
  ASSERT_TRUE(partners_->sign_out(left));
  EXPECT_FALSE(is_signed_in(left));
  EXPECT_TRUE(is_signed_in(other));
  EXPECT_FALSE(is_signed_in(""));
  EXPECT_FALSE(is_signed_in(std::string(43, 'A')));
}

TEST_P(PartnersTest, OnlyTheHashOfACookieIsKept) {
  set_up();
  const std::string cookie = *sign_in("priya@icb.example");
  std::int64_t rows = 0;
  ASSERT_TRUE(stores_.main().read([&](store::Session& s) {
    return s.each("select token_hash from sign_in_session", [&](const store::Row& r) {
      ++rows;
      EXPECT_EQ(r.bytes(0).size(), 32u);
      EXPECT_EQ(std::string(as_text(r.bytes(0))).find(cookie), std::string::npos);
    });
  }));
  EXPECT_EQ(rows, 2);
}

TEST_P(PartnersTest, ChangedRolesEndEverySessionAtOnce) {
  const SignedIn priya = set_up();
  const PersonId tom = add(priya, "Tom", {Role::engagement_lead});
  const std::string cookie = *sign_in("tom@trust.example");
  const auto version = partners_->person(priya.scope, tom)->version;
  ASSERT_TRUE(partners_->change_roles(priya.scope, tom, version, {Role::analyst}));
  EXPECT_FALSE(is_signed_in(cookie));
  const auto stale = partners_->change_roles(priya.scope, tom, version, {Role::administrator});
  ASSERT_TRUE(stale.failed_with(ErrorKind::conflict));
  EXPECT_FALSE(stale.error().said.empty());
  const SignedIn after = **partners_->signed_in(*sign_in("tom@trust.example"));
  EXPECT_FALSE(after.scope.may(Capability::publish));

  ASSERT_TRUE(partners_->deactivate(priya.scope, tom, version + 1));
  EXPECT_TRUE(sign_in("tom@trust.example").failed_with(ErrorKind::denied));
  EXPECT_FALSE(*partners_->make_reset_link("tom@trust.example"));
}

TEST_P(PartnersTest, TheLastAdministratorStays) {
  const SignedIn priya = set_up();
  const auto version = partners_->person(priya.scope, priya.person)->version;
  EXPECT_TRUE(
      partners_->deactivate(priya.scope, priya.person, version).failed_with(ErrorKind::conflict));
  EXPECT_TRUE(partners_->change_roles(priya.scope, priya.person, version, {Role::analyst})
                  .failed_with(ErrorKind::conflict));
  add(priya, "Elin", {Role::administrator});
  EXPECT_TRUE(partners_->change_roles(priya.scope, priya.person, version, {Role::analyst}));
}

TEST_P(PartnersTest, ALinkWorksOnceAndForHalfAnHour) {
  const SignedIn priya = set_up();
  const std::string session = *sign_in("priya@icb.example");
  const std::string token = **partners_->make_reset_link("PRIYA@icb.example");
  EXPECT_EQ((*partners_->link(token))->name, "Priya Shah");
  const LinkUse use{"another long password of hers", "", "", std::nullopt};
  EXPECT_TRUE(partners_->use_link(token, {"too short", "", "", std::nullopt})
                  .failed_with(ErrorKind::invalid));
  const auto cookie = partners_->use_link(token, use);
  ASSERT_TRUE(cookie);
  EXPECT_TRUE(is_signed_in(*cookie));
  EXPECT_FALSE(is_signed_in(session)) << "an old session outlived the password";
  EXPECT_TRUE(partners_->use_link(token, use).failed_with(ErrorKind::not_found));
  EXPECT_TRUE(sign_in("priya@icb.example").failed_with(ErrorKind::denied));
  EXPECT_TRUE(sign_in("priya@icb.example", use.password));

  const std::string late = **partners_->make_reset_link("priya@icb.example");
  clock_.advance(30 * kMinuteMs);
  EXPECT_FALSE(*partners_->link(late));
  EXPECT_TRUE(partners_->use_link(late, use).failed_with(ErrorKind::not_found));
  EXPECT_FALSE(*partners_->make_reset_link("nobody@icb.example"));
}

TEST_P(PartnersTest, TwoPressesOfOneSetupLinkMakeOneAdministrator) {
  const std::string token = *partners_->make_setup_link();
  std::atomic<int> made = 0;
  {
    std::vector<std::jthread> presses;
    for (int i = 0; i < 2; ++i) {
      presses.emplace_back([&, i] {
        const auto used = partners_->use_link(
            token, {std::string(kPassword), "Priya", fmt::format("p{}@icb.example", i),
                    NewPartnership{"Fenmere", "FM", "Europe/London"}});
        if (used) ++made;
      });
    }
  }
  EXPECT_EQ(made, 1);
}

TEST_P(PartnersTest, PasswordsAreJudgedByLengthAndCommonnessAlone) {
  const std::string token = *partners_->make_setup_link();
  const auto tried = [&](std::string password) {
    return partners_->use_link(token, {std::move(password), "Priya", "priya@icb.example",
                                       NewPartnership{"Fenmere", "FM", "Europe/London"}});
  };
  for (const std::string& bad : {std::string("fourteen chars"), std::string("PasswordPassword"),
                                 std::string(129, 'x'), std::string("\xFF\xFE bad bytes here")}) {
    const auto refused = tried(bad);
    ASSERT_TRUE(refused.failed_with(ErrorKind::invalid)) << bad;
    EXPECT_FALSE(refused.error().said.empty());
  }
  EXPECT_TRUE(tried("fifteen letters")) << "no digits or capitals are asked for";
}

TEST_P(PartnersTest, TheTokenAgainstForgedPostsBelongsToTheSession) {
  set_up();
  const std::string cookie = *sign_in("priya@icb.example");
  const SignedIn one = **partners_->signed_in(cookie);
  const SignedIn two = **partners_->signed_in(*sign_in("priya@icb.example"));
  EXPECT_EQ(one.csrf_token, (*partners_->signed_in(cookie))->csrf_token);
  EXPECT_TRUE(Partners::csrf_matches(one, one.csrf_token));
  EXPECT_FALSE(Partners::csrf_matches(one, two.csrf_token));
  EXPECT_FALSE(Partners::csrf_matches(one, ""));
  EXPECT_EQ(one.csrf_token.find(cookie), std::string::npos);
}

TEST_P(PartnersTest, AGrantHoldsForOneActivityUntilItsDate) {
  const SignedIn priya = set_up();
  const PersonId amina = add(priya, "Amina", {Role::equality_adviser});
  const auto shared = random_.id<ActivityId>();
  const auto bits = static_cast<std::uint32_t>(Capability::code);
  ASSERT_TRUE(partners_->grant(priya.scope, {amina, shared, bits, clock_.now() + 20 * kMinuteMs}));
  const SignedIn signed_in = **partners_->signed_in(*sign_in("amina@trust.example"));
  EXPECT_FALSE(signed_in.scope.may(Capability::code));
  EXPECT_TRUE(partners_->scope_for(signed_in.scope, shared)->may(Capability::code));
  EXPECT_FALSE(
      partners_->scope_for(signed_in.scope, random_.id<ActivityId>())->may(Capability::code));
  clock_.advance(20 * kMinuteMs);
  EXPECT_FALSE(partners_->scope_for(signed_in.scope, shared)->may(Capability::code));
  EXPECT_FALSE(partners_->grant(
      priya.scope, {amina, shared, static_cast<std::uint32_t>(Capability::manage_people),
                    clock_.now() + kDayMs}));
  EXPECT_TRUE(partners_->grant(signed_in.scope, {amina, shared, bits, clock_.now() + kDayMs})
                  .failed_with(ErrorKind::denied));
}

TEST_P(PartnersTest, AnAddressBelongsToOnePersonAndMustLookLikeOne) {
  const SignedIn priya = set_up();
  const auto twice =
      partners_->add_person(priya.scope, {"P", "PRIYA@ICB.example", {}, {Role::analyst}});
  ASSERT_TRUE(twice.failed_with(ErrorKind::conflict));
  EXPECT_FALSE(twice.error().said.empty());
  for (const auto* bad : {"", "priya", "@icb.example", "a@b\r\nBcc: all@x.example", "a b@c.example",
                          "a@b@c.example"}) {
    EXPECT_TRUE(partners_->add_person(priya.scope, {"P", bad, {}, {Role::analyst}})
                    .failed_with(ErrorKind::invalid))
        << bad;
  }
  EXPECT_FALSE(partners_->add_person(priya.scope, {" ", "p@icb.example", {}, {Role::analyst}}));
  EXPECT_FALSE(partners_->add_person(priya.scope, {"P", "p@icb.example", {}, {}}));
}

TEST_P(PartnersTest, OrganisationsMergeAndWhatTheyWereStays) {
  const SignedIn priya = set_up();
  const auto older = *partners_->add_organisation(priya.scope, {"Fenmere CCG", "ccg", {}});
  const auto newer = *partners_->add_organisation(priya.scope, {"Fenmere ICB", "icb", {}});
  ASSERT_TRUE(partners_->succeed_organisation(priya.scope, older, newer, clock_.now()));
  EXPECT_TRUE(partners_->succeed_organisation(priya.scope, older, newer, clock_.now())
                  .failed_with(ErrorKind::conflict));
  EXPECT_TRUE(partners_->succeed_organisation(priya.scope, newer, older, clock_.now())
                  .failed_with(ErrorKind::conflict));
  const auto all = *partners_->organisations(Scope::for_public(priya.scope.partnership()));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "Fenmere CCG");
  EXPECT_EQ(all[0].successor, newer);
  EXPECT_EQ(all[0].ends, clock_.now());
  EXPECT_FALSE(all[1].ends);
  EXPECT_TRUE(
      partners_
          ->add_organisation(Scope::for_public(priya.scope.partnership()), {"Dev's", "other", {}})
          .failed_with(ErrorKind::denied));
}

TEST_P(PartnersTest, AreasHaveAPlaceInTheSystem) {
  const SignedIn priya = set_up();
  const auto system = *partners_->add_area(priya.scope, {"Fenmere", AreaLevel::system, {}, {}});
  const auto place = *partners_->add_area(priya.scope, {"Tarn", AreaLevel::place, system, {}});
  EXPECT_FALSE(
      partners_->add_area(priya.scope, {"Nowhere", AreaLevel::place, random_.id<AreaId>(), {}}));
  const auto all = *partners_->areas(priya.scope);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[1].id, place);
  EXPECT_EQ(all[1].parent, system);
  EXPECT_EQ(all[1].level, AreaLevel::place);
}

TEST_P(PartnersTest, APlaceIsPutRightAndEnded) {
  const SignedIn priya = set_up();
  const auto trust = *partners_->add_organisation(priya.scope, {"Tarn Trst", "trust", {}});
  ASSERT_TRUE(partners_->change_organisation(priya.scope, trust, {"Tarn Trust", "trust", {}}));
  EXPECT_TRUE(
      partners_
          ->change_organisation(priya.scope, random_.id<OrganisationId>(), {"Nobody", "trust", {}})
          .failed_with(ErrorKind::not_found));
  ASSERT_TRUE(partners_->end_organisation(priya.scope, trust, clock_.now()));
  EXPECT_TRUE(partners_->end_organisation(priya.scope, trust, clock_.now())
                  .failed_with(ErrorKind::conflict));
  const auto all = *partners_->organisations(priya.scope);
  EXPECT_EQ(all.at(0).name, "Tarn Trust");
  EXPECT_EQ(all.at(0).ends, clock_.now());
  const auto system = *partners_->add_area(priya.scope, {"Fenmere", AreaLevel::system, {}, {}});
  const auto place = *partners_->add_area(priya.scope, {"Tarn", AreaLevel::place, system, {}});
  EXPECT_TRUE(partners_->change_area(priya.scope, system, {"Fenmere", AreaLevel::system, place, {}})
                  .failed_with(ErrorKind::conflict))
      << "not inside itself";
}

TEST_P(PartnersTest, AListOfPlacesComesInWholeOrNotAtAll) {
  const SignedIn priya = set_up();
  std::vector<PlaceRow> rows = {{.line = 2,
                                 .name = "Old Mill",
                                 .kind = "neighbourhood",
                                 .parent = "Tarn",
                                 .starts = {},
                                 .ends = TimeMs{5},
                                 .successor = "New Mill"},
                                {.line = 3,
                                 .name = "New Mill",
                                 .kind = "Neighbourhood",
                                 .parent = "tarn",
                                 .starts = {},
                                 .ends = {},
                                 .successor = ""},
                                {.line = 4,
                                 .name = "Tarn",
                                 .kind = "plaice",
                                 .parent = "",
                                 .starts = {},
                                 .ends = {},
                                 .successor = ""}};
  const auto refused = partners_->bring_in_areas(priya.scope, rows);
  ASSERT_TRUE(refused) << refused.error().detail;
  ASSERT_EQ(refused->problems.size(), 1u);
  EXPECT_EQ(refused->problems[0].first, 4u);
  EXPECT_TRUE(partners_->areas(priya.scope)->empty());
  rows[2].kind = "place";
  const auto kept = partners_->bring_in_areas(priya.scope, rows);
  ASSERT_TRUE(kept) << kept.error().detail;
  EXPECT_EQ(kept->added, 3u);
  const auto areas = *partners_->areas(priya.scope);
  ASSERT_EQ(areas.size(), 3u);  // New Mill, Old Mill, Tarn.
  EXPECT_EQ(areas[1].successor, areas[0].id);
  EXPECT_EQ(areas[0].parent, areas[2].id);
  EXPECT_EQ(partners_->bring_in_areas(priya.scope, rows)->already, 3u) << "twice changes nothing";
  EXPECT_EQ(partners_->areas(priya.scope)->size(), 3u);
}

TEST(HashCost, IsTheDocumentedOneUnlessATestSaysOtherwise) {
  const Settings settings;
  EXPECT_EQ(settings.hash_cost.memory_bytes, 64u * 1024 * 1024);
  EXPECT_EQ(settings.hash_cost.passes, 3u);
  EXPECT_EQ(settings.hashes_at_once, 2u);
}

TEST(Roles, TheDecisionSecretaryReadsFindingsAndNeverPeoplesWords) {
  const auto may = [](Role role, Capability wanted) {
    return (capabilities_of(role) & static_cast<std::uint32_t>(wanted)) != 0;
  };
  EXPECT_TRUE(may(Role::decision_secretary, Capability::read_findings));
  EXPECT_FALSE(may(Role::decision_secretary, Capability::read_text));
  EXPECT_FALSE(may(Role::administrator, Capability::read_findings));
  for (const Role role : kRoles) {
    EXPECT_FALSE(may(role, Capability::read_contact)) << to_text(role);
    if (may(role, Capability::read_text)) EXPECT_TRUE(may(role, Capability::read_findings));
  }
}

}  // namespace
}  // namespace heed::partners
