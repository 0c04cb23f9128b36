// Services: what pages are given. Assembled once, in app.
//
//   Routes staff_routes(Services& services);
//   Routes site_routes(Services& services);
//
// Threads: everything referred to may be used from any handler thread.
// Does not: own anything.
#pragma once

#include <cstddef>
#include <string>

#include "base/ids.h"
#include "base/scope.h"

namespace heed::partners {
class Partners;
}
namespace heed::act {
class Actions;
class Promises;
class Told;
class Difference;
class Evaluations;
class Workstreams;
class Learning;
}  // namespace heed::act
namespace heed::plan {
class Activities;
class Duties;
class Register;
class ServiceChanges;
}  // namespace heed::plan
namespace heed::listen {
class Intake;
class Drafts;
class Imports;
class Voices;
class Amend;
class Own;
class Exports;
class Reach;
class Channels;
class Moderation;
class Enquiries;
}  // namespace heed::listen
namespace heed::understand {
class Themes;
class Campaigns;
class CodeFrames;
class Coding;
}  // namespace heed::understand
namespace heed::decide {
class Findings;
class Scrutiny;
class Governance;
class Recommendations;
}  // namespace heed::decide
namespace heed::record {
class Record;
}
namespace heed::platform {
class Clock;
class Random;
class Mailer;
}  // namespace heed::platform

namespace heed::web {

struct Services {
  partners::Partners& partners;
  plan::Activities& activities;
  listen::Intake& intake;
  listen::Drafts& drafts;
  listen::Imports& imports;
  listen::Voices& voices;
  listen::Own& own;
  listen::Amend& amend;
  listen::Exports& exports;
  listen::Reach& reach;
  listen::Channels& channels;
  listen::Moderation& moderation;
  understand::Themes& themes;
  understand::CodeFrames& frames;
  understand::Coding& coding;
  understand::Campaigns& campaigns;
  decide::Findings& findings;
  decide::Scrutiny& scrutiny;
  decide::Governance& governance;
  act::Actions& actions;
  act::Promises& promises;
  const platform::Clock& clock;
  platform::Random& random;
  platform::Mailer* mailer;  // Null: links are shown to be copied.
  PartnershipId partnership;
  std::string partnership_name;
  std::string zone;              // IANA name; closing times and display.
  std::string public_origin;     // "https://heed.example.org", never from a request.
  std::size_t lookups_a_minute;  // Of references and codes, from one network.
  std::string phone;             // Shown beside "we can't find that"; empty when none is set.
  act::Told* told = nullptr;     // Null: there is nobody to tell, and no page to ask on.
  act::Difference* difference = nullptr;
  decide::Recommendations* recommendations = nullptr;  // Null: no page of them.
  act::Evaluations* evaluations = nullptr;             // Null: no page of them; so for these.
  act::Workstreams* workstreams = nullptr;
  act::Learning* learning = nullptr;
  record::Record* record = nullptr;  // Null: papers name no checkpoint.
  listen::Enquiries* enquiries = nullptr;
  std::string email =
      {};                 // Shown with the phone number on how to reach us; empty when none is set.
  std::string post = {};  // A postal address, in lines.
  plan::Duties* duties = nullptr;  // Null: no page of them; so for the next.
  plan::ServiceChanges* changes = nullptr;
  plan::Register* planned = nullptr;
};

}  // namespace heed::web
