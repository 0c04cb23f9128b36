// Request and Reply: what a page is asked and what it answers, as plain values.
//
//   const std::string_view name = request.field("name");
//   return html(page.text());  // or see_other("/staff/activities"), download("a.csv", type, bytes)
//
// Threads: plain values; a Request is read by one handler at a time.
// Does not: touch a socket. No page needs more than this header and routes.h.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/scope.h"

namespace heed::web {

enum class Method { get, post, put, patch, remove };  // HEAD is a GET whose body is not sent.

using Fields = std::vector<std::pair<std::string, std::string>>;  // In the order sent.

// Who is behind a request, as partners found it from the session cookie.
struct Signed {
  Scope scope;
  std::string person_name;
  std::string csrf_token;  // Put into every form as the hidden field `csrf`.
};

// One file of a multipart/form-data body.
struct FilePart {
  std::string name;      // The form control's name.
  std::string filename;  // As the browser sent it, without folders. May be empty: none chosen.
  std::string content_type;
  std::string bytes;
};

struct Request {
  Method method = Method::get;
  std::string path;          // Percent-decoded, valid UTF-8, from '/', without dot segments.
  std::string target;        // As sent: path and query, still encoded.
  Fields query;              // Decoded.
  Fields headers;            // Names in lower case.
  Fields cookies;            // Names and values as sent.
  std::string body;          // As sent; empty once it was taken apart as multipart/form-data.
  std::string content_type;  // Media type in lower case, without parameters.
  Fields form;               // A form's fields, decoded: urlencoded or multipart. Within limits.
  std::vector<FilePart> files;
  std::string peer;           // Address of the sender, for rate limits only; never logged whole.
  std::string request_id;     // Shown on error pages and logged, so one finds the other.
  std::optional<Signed> who;  // Nothing when nobody is signed in.

  // Empty when there is none. The first when there are several.
  std::string_view header(std::string_view lower_case_name) const;
  std::string_view cookie(std::string_view name) const;
  std::string_view asked(std::string_view query_name) const;
  std::string_view field(std::string_view form_name) const;
  std::vector<std::string_view> fields(std::string_view form_name) const;  // Ticked boxes.
  bool has_field(std::string_view form_name) const;
  const FilePart* file(std::string_view form_name) const;
  // Requires: the route's Who is signed_in or may(...); the server has seen to it.
  const Signed& signed_in() const;
};

// What one person has of addresses, for limits: a whole IPv4 address, and of IPv6 the first 64
// bits, for the rest is theirs to choose. Anything else as it is.
std::string network_of(std::string_view peer);

// Always HttpOnly; SameSite=Lax; Path=/, and Secure when the public origin is https.
struct Cookie {
  std::string name;
  std::string value;
  std::int64_t seconds = -1;  // How long it is kept; -1 until the browser closes, 0 is forgotten.
};

// Takes the next bytes of a body; waits while the reader is slow. Errors: closed when nobody reads
// any more, and then the writer stops.
using Piece = std::function<Result<>(std::string_view)>;

struct Reply {
  int status = 200;
  std::string content_type;
  std::string body;
  // Instead of `body`: called on a handler thread once the header is on its way, so that a large
  // file is never whole in memory. An Error cuts the connection: a browser says that it failed.
  std::function<Result<>(const Piece&)> pieces = nullptr;
  Fields headers;  // Control bytes are dropped when written, so nothing can add a header line.
  std::vector<Cookie> cookies;
  // gzip when the browser takes it. Not for a page that holds a secret beside what was typed.
  bool compress = false;
};

Reply html(std::string page, int status = 200);
Reply text(std::string words, int status = 200);
Reply json(std::string document, int status = 200);
Reply see_other(std::string path_or_address);  // 303: what a POST answers.
Reply download(std::string_view filename, std::string_view content_type, std::string bytes);
Reply download(std::string_view filename, std::string_view content_type,
               std::function<Result<>(const Piece&)> pieces);
// Kept by browsers for a year: its address must change when its bytes do.
Reply asset(std::string_view content_type, std::string bytes);

// A path on this site that is safe to send someone to: '/' and not '//' or '/\'. Else `otherwise`.
std::string same_site_path(std::string_view asked, std::string_view otherwise);
// Percent-encoded, for a query value or one path segment.
std::string url_encoded(std::string_view text);

}  // namespace heed::web
