#include "platform/mail.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <ctime>
#include <memory>

#include "base/text.h"
#include "platform/crypto.h"

namespace heed::platform {
namespace {

// RFC 2047: an encoded word is at most 75 letters; "=?UTF-8?B?" and "?=" take 12, so 45 bytes.
constexpr std::size_t kWordBytes = 45;

bool is_plain(std::string_view text) {
  for (const char c : text) {
    if (c < 0x20 || c > 0x7e) return false;
  }
  return true;
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string date_header(TimeMs now) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t seconds = now.ms / 1000;
  std::tm t{};
  ::gmtime_r(&seconds, &t);
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000", kDays[t.tm_wday], t.tm_mday,
                     kMonths[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

// Base64 in lines of 76: no long line, no leading dot and no 8-bit byte to be mangled on the way.
std::string part(std::string_view type, std::string_view words) {
  std::string body;
  for (const char c : words) {
    if (c == '\r') continue;
    if (c == '\n') body += '\r';
    body += c;
  }
  std::string made = fmt::format(
      "Content-Type: {}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n", type);
  const std::string encoded = base64(as_bytes(body));
  for (std::size_t at = 0; at < encoded.size(); at += 76) {
    made += encoded.substr(at, 76);
    made += "\r\n";
  }
  return made;
}

struct Upload {
  std::string_view left;
};
std::size_t give(char* out, std::size_t size, std::size_t count, void* upload) {
  auto& left = static_cast<Upload*>(upload)->left;
  const std::size_t n = std::min(size * count, left.size());
  std::copy_n(left.data(), n, out);
  left.remove_prefix(n);
  return n;
}

}  // namespace

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= 254 && at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos && is_plain(text) &&
         text.find_first_of(" <>,;:\"()[]\\") == std::string_view::npos;
}

std::string encoded_header(std::string_view text) {
  if (is_plain(text) && text.find("=?") == std::string_view::npos) return std::string(text);
  std::string made;
  while (!text.empty()) {
    std::size_t n = std::min(kWordBytes, text.size());
    // A character may not be cut between two words.
    while (n < text.size() && n > 1 && (static_cast<unsigned char>(text[n]) & 0xc0) == 0x80) --n;
    if (!made.empty()) made += "\r\n ";
    made += "=?UTF-8?B?" + base64(as_bytes(text.substr(0, n))) + "?=";
    text.remove_prefix(n);
  }
  return made;
}

Result<std::string> compose(const Letter& letter, std::string_view from, std::string_view from_name,
                            TimeMs now) {
  if (!is_address(letter.to)) return fail(ErrorKind::invalid, "mail: bad recipient address");
  if (!is_address(from)) return fail(ErrorKind::invalid, "mail: bad sender address");
  if (!is_one_line(letter.subject) || !is_one_line(from_name) || !is_one_line(letter.message_id))
    return fail(ErrorKind::invalid, "mail: line break in a header");
  if (!letter.stop_url.empty() &&
      (!is_plain(letter.stop_url) || !letter.stop_url.starts_with("http") ||
       letter.stop_url.find_first_of(" <>") != std::string::npos))
    return fail(ErrorKind::invalid, "mail: bad address to stop at");
  if (!is_utf8(letter.subject) || !is_utf8(letter.body) || !is_utf8(letter.html) ||
      !is_utf8(from_name))
    return fail(ErrorKind::invalid, "mail: not UTF-8");
  if (!is_plain(letter.message_id) || letter.message_id.find_first_of(" <>@") != std::string::npos)
    return fail(ErrorKind::invalid, "mail: bad message id");
  std::string sender = fmt::format("<{}>", from);
  if (!from_name.empty()) {
    // Always as an encoded word when it is not plain words: no quoting rules to get wrong.
    const bool words = is_plain(from_name) &&
                       from_name.find_first_of("\"\\()<>[]:;@,.=?") == std::string_view::npos;
    std::string shown(from_name);
    if (!words) {
      shown = encoded_header(from_name);
      if (shown == from_name) shown = "=?UTF-8?B?" + base64(as_bytes(from_name)) + "?=";
    }
    sender = shown + " " + sender;
  }
  std::string made =
      fmt::format("Date: {}\r\nFrom: {}\r\nTo: <{}>\r\nSubject: {}\r\n", date_header(now), sender,
                  letter.to, encoded_header(letter.subject));
  if (!letter.message_id.empty()) {
    made += fmt::format("Message-ID: <{}{}>\r\n", letter.message_id, from.substr(from.find('@')));
  }
  if (!letter.stop_url.empty())
    made += fmt::format(
        "List-Unsubscribe: <{}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
        letter.stop_url);
  made += "MIME-Version: 1.0\r\nAuto-Submitted: auto-generated\r\n";
  if (letter.html.empty()) return made + part("text/plain", letter.body);
  // Base64 has no "=_", so no line of a part can be taken for the boundary.
  const std::string boundary = "=_" + hex(sha256(letter.body + letter.html)).substr(0, 24);
  return made +
         fmt::format(
             "Content-Type: multipart/alternative; boundary=\"{0}\"\r\n\r\n--{0}\r\n{1}--{0}\r\n"
             "{2}--{0}--\r\n",
             boundary, part("text/plain", letter.body), part("text/html", letter.html));
}

SmtpMailer::SmtpMailer(Options options, const Clock& clock)
    : options_(std::move(options)), clock_(clock) {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  CHECK(started == CURLE_OK);
}

Result<> SmtpMailer::send(const Letter& letter) {
  const std::string message = TRY(compose(letter, options_.from, options_.from_name, clock_.now()));
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(),
                                                                 curl_easy_cleanup);
  if (curl == nullptr) return fail(ErrorKind::internal, "mail: no curl handle");
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> to(
      curl_slist_append(nullptr, fmt::format("<{}>", letter.to).c_str()), curl_slist_free_all);
  const std::string from = fmt::format("<{}>", options_.from);
  Upload upload{message};
  CURL* c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, options_.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(c, CURLOPT_USE_SSL,
                   static_cast<long>(options_.require_tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
  if (!options_.user.empty()) {
    curl_easy_setopt(c, CURLOPT_USERNAME, options_.user.c_str());
    curl_easy_setopt(c, CURLOPT_PASSWORD, options_.password.c_str());
  }
  curl_easy_setopt(c, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(c, CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(c, CURLOPT_READDATA, &upload);
  curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, options_.wait_ms);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  const CURLcode outcome = curl_easy_perform(c);
  if (outcome == CURLE_OK) return Done{};
  long reply = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &reply);
  // 5xx to a recipient is for ever; everything else may pass.
  const bool never = reply >= 550 && reply <= 554;
  return fail(never ? ErrorKind::invalid : ErrorKind::unavailable,
              fmt::format("mail: {} (reply {})", curl_easy_strerror(outcome), reply));
}

Result<> RecordingMailer::send(const Letter& letter) {
  const Lock lock(mutex_);
  if (failures_ > 0) {
    --failures_;
    return fail(ErrorKind::unavailable, "mail: told to fail");
  }
  // As a mail server would: what cannot be composed is refused here too.
  TRY(compose(letter, "heed@example.org", "", {0}));
  sent_.push_back(letter);
  return Done{};
}

std::vector<Letter> RecordingMailer::sent() const {
  const Lock lock(mutex_);
  return sent_;
}

void RecordingMailer::fail_next(int times) {
  const Lock lock(mutex_);
  failures_ = times;
}

}  // namespace heed::platform
