// The codes that a frame can begin with: what people say of any service, access first.
#include <array>
#include <map>

#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "understand/codes.h"
#include "understand/inside/code_rows.h"

namespace heed::understand {
namespace {

struct Usual {
  const char* parent;
  const char* name;
  const char* definition;
};

// T-121: what keeps people from the services they need has codes of its own.
constexpr std::array<Usual, 19> kUsual = {{
    {"", "Getting the service",
     "What keeps people from a service that they need, or helps them to it."},
    {"Getting the service", "Travel", "Distance, buses, parking, and what it takes to get there."},
    {"Getting the service", "Cost", "What people pay, lose in wages or go without to use it."},
    {"Getting the service", "Appointments and waiting",
     "Being able to get one, and how long it takes."},
    {"Getting the service", "Opening times", "Days and hours, for work, school, prayer or caring."},
    {"Getting the service", "Online only",
     "No device, signal, data or skill; forms and apps that keep people out."},
    {"Getting the service", "Language and ways to communicate",
     "Interpreters, sign language, Easy Read, large print, being understood."},
    {"Getting the service", "Building and equipment",
     "Steps, doors, toilets, seats, noise, light, hearing loops."},
    {"Getting the service", "Feeling safe and welcome",
     "Fear, shame, not being believed, being treated as less than others."},
    {"Getting the service", "Who may use it", "Rules, referrals, addresses, papers."},
    {"", "How people are treated",
     "Kindness, respect, being listened to, by anybody who works there."},
    {"", "Care itself", "What was done, how well, and how safely."},
    {"", "Being told", "What people were told or not, before, during and after."},
    {"", "Joined-up care", "Whether services know what the others do; telling it again."},
    {"", "Choice and say", "Being asked, deciding together, consent."},
    {"", "Carers and families",
     "What it asks of those who look after somebody, and whether they are seen."},
    {"", "Health beyond services",
     "Home, money, food, work, loneliness: what makes people well or ill."},
    {"", "What people suggest", "Something that they would do or change."},
    {"", "This way of asking",
     "About the questions, the meeting, or whether answering changes anything."},
}};

}  // namespace

Result<std::int64_t> CodeFrames::make_usual(const Scope& scope, ActivityId activity,
                                            std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    if (TRY(inside::frame_version(s, scope.partnership(), activity)) > 0)
      return refuse("There are codes already. Add to them by hand.", ErrorKind::conflict);
    std::int64_t made = 0;
    std::map<std::string_view, CodeId> ids = {{"", CodeId{}}};
    for (const Usual& usual : kUsual) {
      ids[usual.name] = random_.id<CodeId>();
      TRY(inside::add_version(s, scope.partnership(), activity,
                              {.id = ids[usual.name],
                               .text = {.parent = ids.at(usual.parent),
                                        .name = usual.name,
                                        .definition = usual.definition},
                               .version = ++made,
                               .author = std::string(author),
                               .written = clock_.now()},
                              scope.person()));
    }
    return made;
  });
}

}  // namespace heed::understand
