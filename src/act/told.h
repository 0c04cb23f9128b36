// Told: people who asked to hear what happened, and letting them know, once for each event.
//
//   TRY(told.ask(scope, {.activity = id, .way = Way::email, .email = typed}, title));  // confirms
//   TRY(told.tell(staff, {.activity = id, .kind = TellingKind::report, .occasion = "report",
//                         .path = "/what-happened/…", .words = {{"en", subject, words}}}));
//   outbox::work(identity, clock, told.handlers(mailer, sender));
//
// All of it is in the identity store. Nothing there joins to an answer: an address comes by its own
// form, with its own random id, and days instead of times.
// Life: asked -> (e-mail: confirmed by its link) -> told … -> stopped by its link, or bounced.
// Requires of staff: publish. Addresses themselves need read_contact, which no role has.
// Threads: any.
// Does not: track who opened what; tell somebody twice of one occasion, however often it is asked.
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
#include "disclosure/disclosed.h"
#include "platform/mail.h"
#include "store/outbox.h"

namespace heed::platform {
class Random;
}  // namespace heed::platform

namespace heed::act {

using TellingId = Id<struct TellingKindOfId>;

enum class Way { email, letter, phone };
std::string_view to_text(Way way);
std::optional<Way> way(std::string_view text);

// What somebody asks for. Only what its way needs is kept.
struct Wish {
  ActivityId activity;  // Null: everything the partnership tells.
  Way way = Way::email;
  std::string name;
  std::string email;
  std::string postal;
  std::string phone;
  std::string language = "en";
};

struct Kept {
  Wish wish;
  bool confirmed = false;
  bool stopped = false;
};

enum class TellingKind { closed, report, decision, action, answered, difference, other };
std::string_view to_text(TellingKind kind);
std::optional<TellingKind> telling_kind(std::string_view text);

struct TellingWords {
  std::string language;
  std::string subject;
  std::string words;
};

struct NewTelling {
  ActivityId activity;
  TellingKind kind = TellingKind::other;
  std::string occasion;             // Tells one event from another; the same one is told once.
  std::string path;                 // Of the public page to read: begins with '/'.
  std::vector<TellingWords> words;  // English at least; others go to who asked for them.
};

struct Telling {
  TellingId id;
  ActivityId activity;
  TellingKind kind;
  std::string occasion;
  std::string path;
  TimeMs written;
  std::vector<TellingWords> words;
};

// How far one telling has come. Numbers of people, so only as disclosed.
struct Progress {
  disclosure::Disclosed people;  // Rows in the order of kProgressRows.
};
inline constexpr const char* kProgressRows[] = {"Sent", "Waiting to go", "Printed", "Came back",
                                                "Stopped before it went"};

// Who would hear of an activity today: rows by e-mail, by letter, by phone.
struct Reach {
  disclosure::Disclosed ways;
  // Of those who asked, who has heard what came of it: told a report, decision, action or answer.
  disclosure::Disclosed closed_loop;  // Rows: told, not yet.
};

// What letters say of whom they come from.
struct Sender {
  std::string origin;       // "https://heed.example.org", before every path.
  std::string partnership;  // Its name.
};

// The links of one person's letters.
struct Tokens {
  std::string confirm, stop;
};

class Told {
 public:
  Told(store::Database& identity, const platform::Clock& clock, platform::Random& random)
      : identity_(identity), clock_(clock), random_(random) {}

  // --- whoever asks, without an account
  // ----------------------------------------------------------- E-mail: puts a letter with a link
  // to confirm; asking again only sends that again, and says the same, so that nobody learns who is
  // on the list. `title`: of the activity, for that letter. Errors: invalid (said).
  Result<> ask(const Scope& scope, const Wish& wish, std::string_view title);
  // Errors: not_found (said), for all three.
  Result<Kept> confirm(const Scope& scope, std::string_view token);
  Result<Kept> kept(const Scope& scope, std::string_view stop_token);
  Result<> stop(const Scope& scope, std::string_view stop_token);
  // Way, language and name; an e-mail address only by asking anew, since it must be confirmed.
  // Errors also: invalid (said).
  Result<> change(const Scope& scope, std::string_view stop_token, const Wish& wish);

  // --- staff ------------------------------------------------------------------------------------
  // Needs `publish`. One transaction: the telling, a row for each person, and their mail.
  // Errors: denied, invalid (said), conflict (said: this occasion was told already).
  Result<TellingId> tell(const Scope& scope, const NewTelling& telling);
  // Whether this occasion was told before. Needs `publish`.
  Result<bool> was_told(const Scope& scope, ActivityId activity, std::string_view occasion);
  Result<Reach> reach(const Scope& scope, ActivityId activity);      // Needs `publish`.
  Result<Progress> progress(const Scope& scope, TellingId telling);  // Needs `publish`.
  // Anyone: what was said is public. Newest first; of everything when `activity` is null.
  Result<std::vector<Telling>> tellings(const Scope& scope, ActivityId activity, int at_most = 100);

  // --- Heed itself, and its operator (read_contact) ---------------------------------------------
  store::outbox::Handlers handlers(platform::Mailer& mailer, const Sender& sender);
  // Letters to print and people to ring, a sheet each, as one HTML file; what is in it is marked
  // printed. With `again` what was printed on the last day too. Empty when there is none.
  Result<std::string> print_run(const Scope& scope, const Sender& sender, bool again = false);
  // A delivery report (RFC 3464) as it came: true when it told of a letter of ours that will never
  // arrive. That person's mail stops.
  Result<bool> bounced(const Scope& scope, std::string_view message);

 private:
  store::Database& identity_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::act
