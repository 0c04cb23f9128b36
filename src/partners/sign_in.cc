// Passwords in, sessions out (trust.md 5.1, 5.2).
#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

namespace {

constexpr std::int64_t kFailuresWindowMs = kHourMs;
constexpr std::int64_t kDelayMsMin = kSecondMs;
constexpr std::int64_t kDelayMsMax = kMinuteMs;  // Nobody is locked out by strangers.
constexpr std::int64_t kSeenEveryMs = kMinuteMs;

// What failures are counted by, and how many are free.
struct Subject {
  Hash key;
  std::int64_t free;
};

Hash subject_key(std::string_view kind, std::string_view a, std::string_view b) {
  return platform::sha256(fmt::format("heed/sign-in/v1\n{}\n{}\n{}", kind, a, b));
}

std::array<Subject, 3> subjects_of(const Settings& settings, std::string_view email_key,
                                   std::string_view network) {
  return {Subject{subject_key("both", email_key, network),
                  settings.failures_free_per_account_and_network},
          Subject{subject_key("account", email_key, ""), settings.failures_free_per_account},
          Subject{subject_key("network", "", network), settings.failures_free_per_network}};
}

std::int64_t delay_ms(std::int64_t failures, std::int64_t free) {
  const std::int64_t over = failures - free;
  if (over < 0) return 0;
  return over > 6 ? kDelayMsMax : std::min(kDelayMsMax, kDelayMsMin << over);
}

Result<bool> must_wait(store::Session& s, std::span<const Subject> subjects, TimeMs now) {
  bool wait = false;
  for (const Subject& subject : subjects) {
    TRY(s.each(
        "select failures, last_ms from sign_in_failure where subject = $1 and first_ms > $2",
        [&](const store::Row& r) {
          wait = wait || now.ms < r.integer(1) + delay_ms(r.integer(0), subject.free);
        },
        subject.key, now.ms - kFailuresWindowMs));
  }
  return wait;
}

Result<> count_failure(store::Session& s, std::span<const Subject> subjects, TimeMs now) {
  TRY(s.exec("delete from sign_in_failure where first_ms <= $1", now.ms - kFailuresWindowMs));
  for (const Subject& subject : subjects) {
    TRY(s.exec(
        "insert into sign_in_failure (subject, failures, first_ms, last_ms) values ($1, 1, $2, $2)"
        " on conflict (subject) do update set failures = sign_in_failure.failures + 1,"
        " last_ms = excluded.last_ms",
        subject.key, now));
  }
  return Done{};
}

// Somebody who could sign in, if the password is right.
struct Candidate {
  PartnershipId partnership;
  PersonId person;
  std::string password_hash;
};

Result<std::optional<Candidate>> candidate(store::Session& s, const std::string& email_key) {
  std::optional<Candidate> found;
  const auto here = TRY(find_partnership(s));
  if (!here) return found;
  TRY(s.each(
      "select id, password_hash from person where partnership_id = $1 and email_key = $2"
      " and active and password_hash is not null",
      [&](const store::Row& r) { found = Candidate{here->id, r.id<PersonId>(0), r.text(1)}; },
      here->id, email_key));
  return found;
}

// A hash of no password at the same cost, so that an unknown address takes as long as a known one.
std::string decoy(const platform::PasswordCost& cost, platform::Random& random) {
  const auto unpadded = [](std::string text) {
    while (text.ends_with('=')) text.pop_back();
    return text;
  };
  return fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost.memory_bytes / 1024, cost.passes,
                     unpadded(platform::base64(random.bytes<16>())),
                     unpadded(platform::base64(random.bytes<32>())));
}

Error too_many_tries() {
  return refuse("Too many tries. Wait a minute, then try again.", ErrorKind::busy);
}

std::string csrf_of(std::string_view cookie) {
  return platform::base64url(platform::hmac_sha256(as_bytes(cookie), as_bytes("heed/csrf/v1")));
}

}  // namespace

Result<> HashGate::enter() {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms_max_);
  const Lock lock(mutex_);
  while (inside_ >= at_once_) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      return refuse("Many people are signing in just now. Try again in a moment.", ErrorKind::busy);
    }
    left_.wait_for(mutex_, left);
  }
  ++inside_;
  return Done{};
}

void HashGate::leave() {
  {
    const Lock lock(mutex_);
    --inside_;
  }
  left_.notify_one();
}

std::string make_token(platform::Random& random) { return platform::base64url(random.bytes<32>()); }

Hash token_hash(std::string_view token) { return platform::sha256(token); }

Result<std::string> Partners::sign_in(std::string_view email, std::string_view password,
                                      std::string_view network) {
  // Over-long input is a wrong password, at a bounded cost.
  const bool bounded = email.size() <= limits::kEmailBytes && is_utf8(email) &&
                       password.size() <= limits::kPasswordCharsMax * 4;
  const std::string email_key = bounded ? lowered(trimmed(email)) : "";
  const auto subjects = subjects_of(inside_->settings, email_key, network);
  const TimeMs now = inside_->clock.now();
  TRY(inside_->gate.enter());
  std::optional<Candidate> found;
  bool right = false;
  std::string fresh_hash;
  {
    // Failures are looked up in here too: no more guesses run past the count than hash at once.
    const HashTurn turn(inside_->gate);
    const bool wait = TRY(inside_->main.read([&](store::Session& s) -> Result<bool> {
      found = TRY(candidate(s, email_key));
      return must_wait(s, subjects, now);
    }));
    if (wait) return too_many_tries();
    const platform::PasswordCost& cost = inside_->settings.hash_cost;
    const std::string stored = found ? found->password_hash : decoy(cost, inside_->random);
    right = platform::verify_password(stored, bounded ? password : "") && found && bounded;
    if (right && platform::password_needs_rehash(stored, cost)) {
      fresh_hash = TRY(platform::hash_password(password, cost));
    }
    if (!right) {
      TRY(inside_->main.write([&](store::Session& s) { return count_failure(s, subjects, now); }));
    }
  }
  if (!right) {
    return refuse("The email address or password is not right.", ErrorKind::denied);
  }
  const std::string token = make_token(inside_->random);
  TRY(inside_->main.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from sign_in_failure where subject = $1", subjects[0].key));
    TRY(s.exec("delete from sign_in_session where partnership_id = $1 and started_ms < $2",
               found->partnership, now.ms - inside_->settings.session_ms));
    if (!fresh_hash.empty()) {
      // Only where the password is still the one that was checked; not a new version.
      TRY(
          s.exec("update person set password_hash = $3 where partnership_id = $1 and id = $2"
                 " and password_hash = $4",
                 found->partnership, found->person, fresh_hash, found->password_hash));
    }
    return insert_session(s, found->partnership, found->person, token_hash(token), now);
  }));
  return token;
}

Result<std::optional<SignedIn>> Partners::signed_in(std::string_view cookie) {
  if (cookie.size() != 43) return std::optional<SignedIn>{};
  const Hash key = token_hash(cookie);
  const TimeMs now = inside_->clock.now();
  bool note_seen = false;
  auto who = TRY(inside_->main.read([&](store::Session& s) -> Result<std::optional<SignedIn>> {
    std::optional<SignedIn> found;
    note_seen = false;
    TRY(s.each(
        "select s.partnership_id, p.id, p.name, s.started_ms, s.seen_ms from sign_in_session s"
        " join person p on p.partnership_id = s.partnership_id and p.id = s.person_id"
        " where s.token_hash = $1 and p.active and p.version = s.person_version",
        [&](const store::Row& r) {
          const TimeMs started = r.time(3);
          const TimeMs seen = r.time(4);
          if (now.ms - started.ms >= inside_->settings.session_ms) return;
          if (now.ms - seen.ms >= inside_->settings.session_idle_ms) return;
          note_seen = now.ms - seen.ms >= kSeenEveryMs;
          found = SignedIn{Scope::for_person(r.id<PartnershipId>(0), r.id<PersonId>(1), 0),
                           r.id<PersonId>(1),
                           r.text(2),
                           csrf_of(cookie),
                           {},
                           started};
        },
        key));
    if (!found) return found;
    found->roles = TRY(roles_of(s, found->scope.partnership(), found->person));
    std::uint32_t capabilities = 0;
    for (const Role one : found->roles) capabilities |= capabilities_of(one);
    found->scope = Scope::for_person(found->scope.partnership(), found->person, capabilities);
    return found;
  }));
  if (who && note_seen) {
    // Nobody waits for it, and a lost one costs at most a minute of the idle time.
    (void)inside_->main.write_later(
        [key, now, partnership = who->scope.partnership()](store::Session& s) -> Result<> {
          TRY(
              s.exec("update sign_in_session set seen_ms = $3 where partnership_id = $1"
                     " and token_hash = $2 and seen_ms < $3",
                     partnership, key, now));
          return Done{};
        },
        [](Result<>) {});
  }
  return who;
}

Result<> Partners::sign_out(std::string_view cookie) {
  const Hash key = token_hash(cookie);
  return inside_->main.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("delete from sign_in_session where token_hash = $1", key));
    return Done{};
  });
}

bool Partners::csrf_matches(const SignedIn& who, std::string_view sent) {
  return platform::same_in_constant_time(as_bytes(who.csrf_token), as_bytes(sent));
}

}  // namespace heed::partners
