// Mailer: sends one letter, in plain text and, where it has one, as HTML beside it.
//
//   TRY(mailer.send({.to = "a@example.org", .subject = subject, .body = body}));
//
// Threads: any thread; send() waits for the mail server, so only outbox work calls it.
// Does not: retry (the outbox does), track who opened what, or take a line break in an address or a
// subject.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/mutex.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/clock.h"

namespace heed::platform {

struct Letter {
  std::string to;          // An address, without a name.
  std::string subject;     // UTF-8, one line.
  std::string body;        // UTF-8; lines ended by \n.
  std::string message_id;  // Local part, the same for each try, so that a server may drop a second.
  std::string html = {};   // UTF-8; the same words for programs that show HTML. Empty: plain only.
  // An https: or http: address that ends these letters with one POST (RFC 8058). Empty: none.
  std::string stop_url = {};
};

class Mailer {
 public:
  virtual ~Mailer() = default;
  // Errors: invalid (this letter can never be sent), unavailable (try again later).
  virtual Result<> send(const Letter& letter) = 0;
};

class SmtpMailer final : public Mailer {
 public:
  struct Options {
    std::string url;        // smtp://host:587 or smtps://host:465
    std::string from;       // An address.
    std::string from_name;  // UTF-8; may be empty.
    std::string user;       // Empty: no sign-in.
    std::string password;
    bool require_tls = true;
    long wait_ms = 30'000;
  };
  SmtpMailer(Options options, const Clock& clock);
  Result<> send(const Letter& letter) override;

 private:
  const Options options_;
  const Clock& clock_;
};

// Enough to keep an address from ending its header or its SMTP command; whether it exists only the
// mail server knows.
bool is_address(std::string_view text);
// The message as it goes over the wire. Errors: invalid.
Result<std::string> compose(const Letter& letter, std::string_view from, std::string_view from_name,
                            TimeMs now);
// RFC 2047: the same when it is plain ASCII, and encoded words of at most 75 letters otherwise.
std::string encoded_header(std::string_view text);

// Keeps what it is given: for tests and for a server without mail.
class RecordingMailer final : public Mailer {
 public:
  Result<> send(const Letter& letter) override;
  std::vector<Letter> sent() const;
  void fail_next(int times);  // As a mail server that is away: unavailable.

 private:
  mutable Mutex mutex_;
  std::vector<Letter> sent_ GUARDED_BY(mutex_);
  int failures_ GUARDED_BY(mutex_) = 0;
};

}  // namespace heed::platform
