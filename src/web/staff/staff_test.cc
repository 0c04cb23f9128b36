// Priya's Monday: from a spreadsheet to a published answer through the pages alone, and what
// somebody who may not read words gets to see.
#include "web/staff/staff.h"

#include <gtest/gtest.h>

#include "act/actions.h"
#include "act/promises.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "decide/scrutiny.h"
#include "listen/amend.h"
#include "listen/channels.h"
#include "listen/drafts.h"
#include "listen/exports.h"
#include "listen/imports.h"
#include "listen/intake.h"
#include "listen/moderation.h"
#include "listen/own.h"
#include "listen/reach.h"
#include "listen/voices.h"
#include "partners/partners.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "record/keys.h"
#include "record/record.h"
#include "testing/stores.h"
#include "understand/campaigns.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "understand/themes.h"

namespace heed::web {
namespace {

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> all;
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    all.emplace_back(path.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

// What the {names} of `pattern` stand for in `path`; nothing when it is another page's.
std::optional<Fields> matched(std::string_view pattern, std::string_view path) {
  const auto wanted = segments(pattern), sent = segments(path);
  if (wanted.size() != sent.size()) return std::nullopt;
  Fields values;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{'))
      values.emplace_back(wanted[i].substr(1, wanted[i].size() - 2), sent[i]);
    else if (wanted[i] != sent[i])
      return std::nullopt;
  }
  return values;
}

class StaffTest : public ::testing::Test {
 protected:
  using Roles = std::vector<partners::Role>;
  StaffTest() {
    services_.partnership = partners_.create_partnership({"Fenmere", "FM", "Europe/London"})->id;
    routes_ = staff_routes(services_);
    as({partners::Role::engagement_lead, partners::Role::administrator});
  }
  void as(const Roles& roles) {
    std::uint32_t bits = 0;
    for (const auto role : roles) bits |= partners::capabilities_of(role);
    who_ = Signed{Scope::for_person(services_.partnership,
                                    PersonId::from(std::array<std::byte, 16>{std::byte{1}}), bits),
                  "Priya Shah", "token"};
  }
  Reply ask(Request request) {
    request.who = who_;
    const Route* best = nullptr;
    Fields values;
    for (const Route& route : routes_) {
      auto found = matched(route.pattern, request.path);
      if (route.method != request.method || !found) continue;
      if (best && found->size() >= values.size()) continue;  // Words win over names.
      best = &route;
      values = *std::move(found);
    }
    if (!best) return {.status = 404};
    const auto needed = best->who.capability();
    if (needed && !who_.scope.may(*needed)) return {.status = 404};
    const auto reply = std::get<Answer>(best->handler.run())(request, Match(values));
    return reply ? *reply : Reply{.status = 404, .body = reply.error().detail};
  }
  Reply get(std::string path) { return ask({.path = std::move(path)}); }
  Reply post(std::string path, Fields form) {
    return ask({.method = Method::post, .path = std::move(path), .form = std::move(form)});
  }
  Reply upload(std::string csv) {
    return ask({.method = Method::post,
                .path = "/staff/bring-in",
                .form = {{"title", "Getting here"}},
                .files = {{"file", "a.csv", "text/csv", std::move(csv)}}});
  }
  static std::string next(const Reply& reply) {
    for (const auto& [name, value] : reply.headers)
      if (name == "Location" || name == "location") return value;
    return "";
  }
  static std::string spreadsheet() {
    std::string csv = "answer,may we quote you\n";
    for (int i = 0; i < 40; ++i) {
      csv += fmt::format("The last bus home leaves too early in the evening for {} of us,yes\n", i);
      csv += fmt::format("The car park is full and parking costs {} pounds,no\n", i);
      csv += fmt::format("I waited {} minutes on the phone to the surgery,yes\n", i);
    }
    return csv;
  }
  // Imported and themed through the pages; the activity.
  plan::Activity bring_in() {
    const std::string file = next(upload(spreadsheet()));
    const Reply done =
        post(file, {{"role-0", "answer"}, {"role-1", "may_quote"}, {"question", "What is hard?"}});
    EXPECT_EQ(next(done), file + "/report") << done.body;
    EXPECT_NE(get(file + "/report").body.find("Find themes"), std::string::npos);
    const plan::Activity activity = services_.activities.list(who_.scope)->front();
    const std::string path = "/staff/activities/" + activity.id.text() + "/themes";
    EXPECT_EQ(next(post(path + "/propose", {})), path);
    return activity;
  }

  testing::StoreSet stores_{testing::Backend::sqlite};
  platform::SystemRandom random_;
  platform::ManualClock clock_;
  std::unique_ptr<record::Keys> keys_ = *record::Keys::open(stores_.keys(), random_);
  record::Record record_{stores_.main(), *keys_, clock_, "feedback.example"};
  partners::Partners partners_{stores_.main(), clock_, random_};
  plan::Activities activities_{stores_.main(), clock_, random_};
  listen::Intake intake_{stores_.main(), record_, *keys_, clock_, random_};
  listen::Drafts drafts_{stores_.main(), clock_, random_};
  listen::Imports imports_{stores_.main(), record_, *keys_, clock_, random_};
  listen::Voices voices_{stores_.main()};
  listen::Exports exports_{stores_.main()};
  listen::Reach reach_{stores_.main(), clock_};
  listen::Channels channels_{stores_.main(), record_, *keys_, clock_, random_};
  listen::Moderation moderation_{stores_.main(), record_, *keys_, clock_, random_};
  listen::Own own_{stores_.main(), record_, *keys_, clock_, random_};
  listen::Amend amend_{stores_.main(), record_, *keys_, clock_, random_};
  understand::Themes themes_{stores_.main(), clock_, random_};
  understand::CodeFrames frames_{stores_.main(), clock_, random_};
  understand::Coding coding_{stores_.main(), clock_, random_};
  understand::Campaigns campaigns_{stores_.main(), clock_, random_};
  decide::Findings findings_{stores_.main(), record_, *keys_, themes_, clock_, random_};
  decide::Scrutiny scrutiny_{stores_.main(), clock_, random_};
  decide::Governance governance_{stores_.main(), record_, findings_, scrutiny_, clock_, random_};
  act::Actions actions_{stores_.main(), record_, findings_, clock_, random_};
  act::Promises promises_{stores_.main(), record_, clock_, random_};
  Services services_{.partners = partners_,
                     .activities = activities_,
                     .intake = intake_,
                     .drafts = drafts_,
                     .imports = imports_,
                     .voices = voices_,
                     .own = own_,
                     .amend = amend_,
                     .exports = exports_,
                     .reach = reach_,
                     .channels = channels_,
                     .moderation = moderation_,
                     .themes = themes_,
                     .frames = frames_,
                     .coding = coding_,
                     .campaigns = campaigns_,
                     .findings = findings_,
                     .scrutiny = scrutiny_,
                     .governance = governance_,
                     .actions = actions_,
                     .promises = promises_,
                     .clock = clock_,
                     .random = random_,
                     .mailer = nullptr,
                     .partnership_name = "Fenmere",
                     .zone = "Europe/London",
                     .public_origin = "http://localhost:8080",
                     .lookups_a_minute = 30};
  Routes routes_;
  Signed who_{Scope::for_public({}), "", ""};
};

TEST_F(StaffTest, ASpreadsheetBecomesAPublishedAnswer) {
  const plan::Activity activity = bring_in();
  const std::string path = "/staff/activities/" + activity.id.text();
  const auto frame = services_.themes.frame(who_.scope, activity.id);
  ASSERT_TRUE(frame && !frame->themes.empty());
  const std::string theme = path + "/themes/" + frame->themes.front().id.text();
  EXPECT_EQ(get(theme).status, 200);
  EXPECT_EQ(next(post(theme + "/rename", {{"name", "Evening buses"}})), theme);
  EXPECT_EQ(post(theme + "/finding", {{"summary", " "}}).status, 400);
  EXPECT_EQ(next(post(theme + "/finding", {{"summary", "Buses stop too early."}})),
            path + "/themes");

  const auto finding = services_.findings.findings(who_.scope, activity.id)->front();
  const std::string answer = path + "/response/" + finding.id.text();
  const Reply noted = post(answer, {{"version", "0"},
                                    {"effect", "changed"},
                                    {"what", "Noted"},
                                    {"because", "They asked for a shuttle"}});
  EXPECT_EQ(noted.status, 400);
  EXPECT_NE(noted.body.find("is not an answer"), std::string::npos);
  EXPECT_NE(noted.body.find("They asked for a shuttle"), std::string::npos) << "words were lost";
  const Fields good = {{"version", "0"},
                       {"effect", "changed"},
                       {"what", "An evening shuttle"},
                       {"because", "They asked for a shuttle"}};
  EXPECT_EQ(next(post(answer, good)), path + "/response");
  const Reply late = post(answer, {{"version", "0"},
                                   {"effect", "not_changed"},
                                   {"what", "No shuttle"},
                                   {"because", "No money"}});
  EXPECT_EQ(late.status, 409);
  EXPECT_NE(late.body.find("An evening shuttle"), std::string::npos) << "theirs is not shown";
  EXPECT_NE(late.body.find("No money"), std::string::npos) << "ours was lost";

  const auto publish = [&] {
    const std::string seen =
        decide::Findings::page_hash(*services_.findings.draft_page(who_.scope, activity.id));
    return post(path + "/publish", {{"page", seen}});
  };
  EXPECT_EQ(publish().status, 400) << "without an outcome";
  const std::string version =
      std::to_string(services_.activities.activity(who_.scope, activity.id)->version);
  EXPECT_EQ(next(post(path + "/public-page",
                      {{"version", version}, {"outcome", "A shuttle starts in March."}})),
            path + "/public-page");
  EXPECT_EQ(post(path + "/publish", {{"page", std::string(64, '0')}}).status, 409)
      << "nobody publishes a page that they did not see";
  EXPECT_EQ(next(publish()), path + "/public-page");
  EXPECT_TRUE(services_.findings.published(who_.scope, activity.id));
  EXPECT_TRUE(get(path + "/appendix.docx").body.starts_with("PK"));
}

TEST_F(StaffTest, ARowWithoutADateImportsNothingAndKeepsTheChoices) {
  const std::string file = next(upload("answer,when\nThe bus is late,2026-01-02\nParking,\n"));
  const Reply refused =
      post(file, {{"role-0", "answer"}, {"role-1", "date"}, {"question", "What is hard, then?"}});
  EXPECT_EQ(refused.status, 400);
  EXPECT_NE(refused.body.find("Row 3 has no date"), std::string::npos) << refused.body;
  EXPECT_NE(refused.body.find("What is hard, then?"), std::string::npos);
  EXPECT_NE(refused.body.find("<option value=\"date\" selected"), std::string::npos);
  EXPECT_EQ(next(post(file, {{"role-0", "answer"}, {"question", "What is hard?"}})),
            file + "/report");
  EXPECT_EQ(services_.activities.list(who_.scope)->size(), 1u) << "two tries, one activity";
}

TEST_F(StaffTest, AFileIsThereForWhoeverBroughtItOnly) {
  const std::string file = next(upload(spreadsheet()));
  EXPECT_EQ(get(file).status, 200);
  who_.scope =
      Scope::for_person(services_.partnership, random_.id<PersonId>(), who_.scope.capabilities());
  EXPECT_EQ(next(get(file)), "/staff/bring-in");
}

TEST_F(StaffTest, WhoMayNotReadSeesNoWords) {
  const plan::Activity activity = bring_in();
  const std::string responses = "/staff/activities/" + activity.id.text() + "/responses";
  EXPECT_NE(get(responses).body.find("last bus"), std::string::npos) << "a reader sees them";
  as({partners::Role::decision_secretary});
  for (const char* more :
       {"", "/questions", "/responses", "/heard-from", "/themes", "/response", "/public-page"}) {
    const Reply page = get("/staff/activities/" + activity.id.text() + more);
    EXPECT_EQ(page.status, 200) << more << page.body;
    EXPECT_EQ(page.body.find("last bus"), std::string::npos) << more;
  }
  for (const char* path :
       {"/staff", "/staff/plan", "/staff/said", "/staff/response", "/staff/people"})
    EXPECT_EQ(get(path).status, 200) << path;
  EXPECT_EQ(get("/staff/bring-in").status, 404);
}

TEST_F(StaffTest, AWrongDateKeepsTheWholePlan) {
  const Reply refused = post("/staff/plan/new", {{"title", "Stroke beds"},
                                                 {"kind", "formal_consultation"},
                                                 {"closes", "soon"},
                                                 {"questions", "What matters?"}});
  EXPECT_EQ(refused.status, 400);
  for (const char* kept : {"Stroke beds", "soon", "What matters?", "href=\"#closes\""})
    EXPECT_NE(refused.body.find(kept), std::string::npos) << kept;
  EXPECT_TRUE(services_.activities.list(who_.scope)->empty());
}

TEST_F(StaffTest, OnlyAPathOfThisSiteFollowsSignIn) {
  EXPECT_EQ(next(ask({.path = "/staff/sign-in", .query = {{"next", "/staff/plan"}}})),
            "/staff/plan");
  const Reply page = ask({.path = "/staff/sign-in", .query = {{"next", "//evil.example"}}});
  EXPECT_EQ(next(page), "/staff");
}

}  // namespace
}  // namespace heed::web
