#include "app/demo.h"

#include <array>
#include <mutex>

#include "base/embedded.h"

namespace heed::app {
namespace {

constexpr std::string_view kPassword = "fenmere-demonstration";

struct Somebody {
  const char* name;
  const char* email;
  std::vector<partners::Role> roles;
};

std::vector<Somebody> cast() {
  using enum partners::Role;
  return {{"Priya Shah", "priya@fenmere.example", {engagement_lead, administrator}},
          {"Jo Archer", "jo@fenmere.example", {analyst}},
          {"Amina Yusuf", "amina@fenmere.example", {equality_adviser}},
          {"Dr Osei", "osei@fenmere.example", {decision_secretary}}};
}

Result<> add_people(House& house, const Scope& scope) {
  for (const Somebody& one : cast()) {
    const PersonId id = TRY(house.partners.add_person(
        scope, {.name = one.name, .email = one.email, .organisation = {}, .roles = one.roles}));
    const std::string token = TRY(house.partners.make_link(scope, partners::LinkKind::invite, id));
    TRY(house.partners.use_link(token, {.password = std::string(kPassword),
                                        .name = {},
                                        .email = {},
                                        .partnership = std::nullopt}));
  }
  return Done{};
}

struct Answer {
  std::string_view like;  // The theme whose comments mention this.
  const char* name;
  const char* summary;
  decide::OurResponse response;
  bool material = false;
};

std::vector<Answer> answers() {
  using enum decide::Effect;
  return {
      {"bus",
       "Getting home in the evening",
       "The last buses leave before an evening clinic ends, so people without a car cannot use "
       "one.",
       {changed, "An evening shuttle now meets the Tuesday and Thursday clinics.",
        "Several people told us that the last bus goes at 4.40, which our own timetable had "
        "missed.",
        "Community transport", "Running since 3 March 2026."}},
      {"phone",
       "The eight o'clock phone queue",
       "People who cannot ring at eight lose their place, and waiting on the phone costs money.",
       {partly, "You can now ask to be rung back without losing your place.",
        "Ring-back was cheap and quick to add. Booking further ahead needs more appointments than "
        "we have.",
        "Primary care team", "Ring-back works at four of six practices."}},
      {"park",
       "Parking",
       "The car park is full by nine, and tickets run out when clinics run late.",
       {not_changed, "We will not add spaces this year.",
        "The site has no room for more, and the money would come from clinic hours. We will say "
        "where "
        "else to park on every letter.",
        "Estates", ""}},
      {"interpret",
       "Interpreters",
       "Interpreters were not booked or did not come, and letters are in English only.",
       {sent_elsewhere, "Passed to the interpreting service, which four partners buy together.",
        "We cannot change the contract alone.", "Contracts", "To be answered by 30 June 2026."},
       true},
  };
}

const understand::Theme* theme_about(const understand::Frame& frame, std::string_view word) {
  for (const understand::Theme& theme : frame.themes)
    if (theme.name.find(word) != std::string::npos ||
        theme.keywords.find(word) != std::string::npos)
      return &theme;
  return nullptr;
}

Result<> answer_everything(House& house, const Scope& scope, ActivityId activity) {
  for (const Answer& answer : answers()) {
    const understand::Frame frame = TRY(house.themes.frame(scope, activity));
    const understand::Theme* theme = theme_about(frame, answer.like);
    if (theme == nullptr) continue;  // The method did not find it: then nothing is claimed of it.
    TRY(house.themes.rename(scope, activity, theme->id, answer.name, "Priya Shah"));
    if (answer.material)
      TRY(house.themes.mark_material(scope, activity, theme->id, true, "Jo Archer"));
    for (const understand::Quote& quote : theme->quotes) {
      if (!quote.may_quote || quote.words.find(answer.like) == std::string::npos) continue;
      TRY(house.themes.approve_quote(scope, activity, theme->id, quote.voice, true, "Jo Archer"));
      break;
    }
    const FindingId finding =
        TRY(house.findings.approve(scope, activity, theme->id, answer.summary, "Jo Archer"));
    TRY(house.findings.respond(scope, activity, finding, 0, answer.response, "Priya Shah"));
  }
  // One finding is left without an answer, and the page says so.
  const understand::Frame frame = TRY(house.themes.frame(scope, activity));
  if (const understand::Theme* theme = theme_about(frame, "online"))
    TRY(house.findings.approve(scope, activity, theme->id,
                               "The online form closes early and does not work for everybody.",
                               "Jo Archer"));
  return Done{};
}

Result<> answered_activity(House& house, const Scope& scope, std::string_view zone) {
  const auto files = embedded_files("demo");
  CHECK(!files.empty());
  const EmbeddedFile& file = files.front();
  const ActivityId activity = TRY(house.activities.add(
      scope, {.kind = plan::ActivityKind::survey,
              .title = "Seeing somebody when you need to",
              .purpose = "How appointments are offered from April, and when.",
              .decided = "The number of appointments stays the same this year.",
              .decider = "The primary care committee",
              .owner_name = "Priya Shah, engagement lead",
              .contact = "Ring 01632 960 170, or write to Freepost FENMERE LISTENS.",
              .closes = TRY(from_local_date("2026-03-31", zone, DayEdge::end)),
              .hear_by = TRY(from_local_date("2026-05-12", zone, DayEdge::end))}));
  const listen::Preview preview = TRY(listen::Imports::preview(file.name, file.bytes));
  listen::Mapping mapping;
  mapping.roles = {listen::Role::answer, listen::Role::date, listen::Role::channel,
                   listen::Role::grouping, listen::Role::may_quote};
  CHECK(preview.columns.size() == mapping.roles.size());
  TRY(house.imports.run(scope, activity, file.name, file.bytes, mapping, zone));
  TRY(house.themes.propose(scope, activity));
  TRY(answer_everything(house, scope, activity));
  const plan::Activity now = TRY(house.activities.activity(scope, activity));
  TRY(house.activities.say_outcome(
      scope, activity, now.version,
      "Evening clinics go ahead on two evenings a week, with a shuttle home, and you can ask to be "
      "rung back.",
      "Nobody under 18 answered, and few people from Lower Fen.",
      "Some people said that evening clinics take staff away from the day, when more people "
      "come."));
  TRY(house.findings.publish(scope, activity));
  return Done{};
}

Result<> open_activity(House& house, const Scope& scope) {
  const TimeMs now = house.clock.now();
  const ActivityId activity = TRY(house.activities.add(
      scope, {.kind = plan::ActivityKind::listening,
              .title = "Young people's mental health: what helps?",
              .purpose = "What we offer to people of 11 to 25, and where.",
              .decided = "The money for the first year. Nothing else.",
              .decider = "The partnership board, in public",
              .owner_name = "Priya Shah, engagement lead",
              .contact = "Ring 01632 960 170 for Easy Read, large print or another language.",
              .closes = now + 42 * kDayMs,
              .hear_by = now + 98 * kDayMs}));
  TRY(house.activities.set_questions(
      scope, activity,
      {"What has helped you, or somebody you know, when things were hard?",
       "What got in the way of getting help?", "Where would you go first, if you could choose?",
       "Is there anything else that we should know?"}));
  return house.activities.open(scope, activity);
}

}  // namespace

partners::NewPartnership demonstration_partnership() {
  return {.name = "Fenmere and Tarn Valley Health and Care Partnership", .prefix = "FM"};
}

Result<> make_demonstration(House& house) {
  const auto partnership = TRY(house.partners.partnership());
  CHECK(partnership.has_value());
  const Scope scope = Scope::for_operator(partnership->id);
  const std::vector<partners::Person> people = TRY(house.partners.people(scope));
  if (!people.empty()) {
    if (std::any_of(people.begin(), people.end(), [](const partners::Person& person) {
          return person.email == cast().front().email;
        }))
      return Done{};
    return refuse("This data folder is somebody's own: the demonstration is not put into it.",
                  ErrorKind::conflict);
  }
  TRY(answered_activity(house, scope, partnership->zone));
  TRY(open_activity(house, scope));
  return add_people(house, scope);  // Last: with its people, the demonstration is whole.
}

std::string demonstration_sign_ins(const std::string& url) {
  std::string out = fmt::format(
      "\nThe public pages: {0}/\nStaff sign in at {0}/staff/sign-in with one of\n", url);
  for (const Somebody& one : cast()) out += fmt::format("  {:<24} {}\n", one.email, one.name);
  return out + fmt::format("and the password {}\nThe demonstration is made up. Stop with Ctrl-C.\n",
                           kPassword);
}

}  // namespace heed::app
