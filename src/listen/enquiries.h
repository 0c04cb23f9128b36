// Enquiries: what people ask us in private, tracked to its answer (T-016), and the log of calls and
// meetings with the people and groups we work with (T-113).
//
//   const EnquiryId id = TRY(enquiries.add(anyone, {.words = "…", .reply_by = ReplyBy::email,
//                                                   .reply_to = "a@example.org"}));
//   TRY(enquiries.answer(staff, id, "It opens on Monday.", "Priya Shah"));   // and mails it
//
// All of it is in the identity store, and nothing joins to an answer of an activity: what somebody
// wants counted is entered there (intake.h).
// Threads: any.
// Does not: show anything in public; keep finer time than the day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/scope.h"
#include "base/time.h"
#include "store/outbox.h"

namespace heed::platform {
class Clock;
class Mailer;
class Random;
}  // namespace heed::platform

namespace heed::listen {

using EnquiryId = Id<struct EnquiryKind>;

enum class ContactWay { web, phone, meeting, letter, email };
std::string_view name_of(ContactWay way);
std::optional<ContactWay> contact_way(std::string_view name);

enum class ReplyBy { none, email, phone, letter };
std::string_view name_of(ReplyBy by);  // "" for none.
std::optional<ReplyBy> reply_by(std::string_view name);

struct NewEnquiry {
  ActivityId activity = {};  // Null: about anything.
  ContactWay way = ContactWay::web;
  std::string who = {};
  std::string words = {};
  ReplyBy reply_by = ReplyBy::none;
  std::string reply_to = {};  // An address or a number.
  std::string language = "en";
  std::optional<TimeMs> day = {};  // None: today.
  std::string taken_by = {};       // The member of staff; empty from the public page.
};

struct Enquiry {
  EnquiryId id;
  NewEnquiry said;
  std::string answer;
  std::optional<TimeMs> answered;  // The day.
  std::string answered_by;
  bool waits() const { return said.reply_by != ReplyBy::none && !answered; }
};

struct EnquiryFilter {
  std::string_view containing = {};  // In who it was or what was said, whatever the case.
  bool waiting = false;              // Only those that wait for an answer.
};

class Enquiries {
 public:
  Enquiries(store::Database& identity, const platform::Clock& clock, platform::Random& random)
      : identity_(identity), clock_(clock), random_(random) {}

  // Anyone by web; other ways need `bring_in`. Errors: invalid (said: no words, a way to answer
  // without an address), too_large (said), busy (said: many wait already).
  Result<EnquiryId> add(const Scope& scope, const NewEnquiry& typed);

  // Need `bring_in`. Waiting ones first, the longest first; then the newest first.
  Result<std::vector<Enquiry>> list(const Scope& scope, const EnquiryFilter& filter,
                                    std::int64_t first, std::int64_t count);
  Result<std::int64_t> count(const Scope& scope, const EnquiryFilter& filter);
  Result<Enquiry> enquiry(const Scope& scope, EnquiryId id);
  // Who wants e-mail is mailed in the same transaction; the others are rung or written to by hand.
  // Errors also: invalid (said), conflict (said: answered meanwhile).
  Result<> answer(const Scope& scope, EnquiryId id, std::string_view words, std::string_view by);
  Result<> remove(const Scope& scope, EnquiryId id);
  // Days to the answer, of half of those answered; nothing before the first.
  Result<std::optional<std::int64_t>> usual_days(const Scope& scope);

  // Heed itself: mails what was answered. `partnership`: its name.
  store::outbox::Handlers handlers(platform::Mailer& mailer, const std::string& partnership);

 private:
  store::Database& identity_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::listen
