// What the parts of Partners share.
#pragma once

#include <set>

#include "base/mutex.h"
#include "partners/partners.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::partners {

// Lets only so many password hashes run at once: each takes its whole memory (trust.md 5.1).
class HashGate {
 public:
  HashGate(std::size_t at_once, int wait_ms_max) : at_once_(at_once), wait_ms_max_(wait_ms_max) {}
  // Errors: busy (said), after waiting.
  Result<> enter();
  void leave();

 private:
  const std::size_t at_once_;
  const int wait_ms_max_;
  Mutex mutex_;
  Signal left_;
  std::size_t inside_ GUARDED_BY(mutex_) = 0;
};

class HashTurn {  // Leaves the gate when it goes out of scope.
 public:
  explicit HashTurn(HashGate& gate) : gate_(gate) {}
  ~HashTurn() { gate_.leave(); }
  HashTurn(const HashTurn&) = delete;
  HashTurn& operator=(const HashTurn&) = delete;

 private:
  HashGate& gate_;
};

struct Partners::Inside {
  Inside(store::Database& main_store, const platform::Clock& the_clock,
         platform::Random& the_random, Settings the_settings)
      : main(main_store),
        clock(the_clock),
        random(the_random),
        settings(the_settings),
        gate(the_settings.hashes_at_once, the_settings.hash_wait_ms) {}

  store::Database& main;
  const platform::Clock& clock;
  platform::Random& random;
  const Settings settings;
  HashGate gate;
};

Result<> needs(const Scope& scope, Capability capability);

// A null id is NULL in the store.
template <class IdType>
std::optional<IdType> or_null(IdType id) {
  return id.is_null() ? std::nullopt : std::optional(id);
}

// A random token of 256 bits as text, and what is stored of it.
std::string make_token(platform::Random& random);
Hash token_hash(std::string_view token);

// --- checks of what was typed. Errors: invalid (said).
Result<std::string> checked_name(std::string_view typed, std::string_view what);
Result<std::string> checked_email(std::string_view typed);
Result<> check_password(std::string_view typed);
Result<NewPartnership> checked(const NewPartnership& wanted);

// --- rows. Each inside the caller's transaction.
Result<std::optional<Partnership>> find_partnership(store::Session& s);
// Two changes that look at everybody's roles wait for each other (PostgreSQL; SQLite has one
// writer).
Result<> lock_partnership(store::Session& s, PartnershipId partnership);
Result<Partnership> insert_partnership(store::Session& s, const NewPartnership& wanted,
                                       PartnershipId id, TimeMs now);
Result<> insert_person(store::Session& s, PartnershipId partnership, PersonId id,
                       const NewPerson& wanted, TimeMs now);
Result<std::vector<Role>> roles_of(store::Session& s, PartnershipId partnership, PersonId person);
Result<> replace_roles(store::Session& s, PartnershipId partnership, PersonId person,
                       const std::vector<Role>& roles);
// Active administrators other than `person`.
Result<std::int64_t> other_administrators(store::Session& s, PartnershipId partnership,
                                          PersonId person);
Result<> end_sessions(store::Session& s, PartnershipId partnership, PersonId person);
Result<> insert_session(store::Session& s, PartnershipId partnership, PersonId person,
                        const Hash& token, TimeMs now);

}  // namespace heed::partners
