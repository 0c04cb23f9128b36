// Policy: what the server decides by itself about a request and adds to a reply. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "web/server/http.h"
#include "web/server/routes.h"
#include "web/server/server.h"

namespace heed::web {

// trust.md's rule: Sec-Fetch-Site is same-origin or none or, from browsers that do not send it,
// Origin is ours. A request with neither comes from no form of ours.
bool is_from_our_pages(const Request& request, std::string_view public_origin);
// Compares in the same time wherever the first difference is.
bool is_token(std::string_view sent, std::string_view expected);

// Fills form and files from the body. Errors: invalid, too_large, with a sentence.
Result<> read_form(Request& request);
// Signs in, checks role and token. A reply when that is already the answer (go and sign in).
// Errors: denied, or as Authenticate has them; `forged` when the token is wrong.
struct Admission {
  std::optional<Reply> answer = std::nullopt;
  std::optional<Error> error = std::nullopt;
  bool forged = false;
};
Admission admit(Request& request, const Route& route, const Authenticate& authenticate,
                std::string_view cookie_name);

int status_of(ErrorKind kind);
Reply plain_error(int status, std::string_view request_id);

// The header of a reply, line by line: the defaults (CSP and the rest) and its own, without those
// that frame the message, and without control bytes.
std::string header_lines(const Reply& reply, bool https);
// How a message is framed, which is the connection's to say.
struct Framing {
  bool http_1_1 = true;
  bool keep = false;                                 // The connection, afterwards.
  std::optional<std::size_t> length = std::nullopt;  // Of the body.
  bool chunked = false;
};
// From the status line to the empty one.
std::string head_of(int status, std::string_view date, std::string_view lines,
                    const Framing& framing);
bool takes_gzip(std::string_view accept_encoding);
// Compresses when the reply asks for it, the browser takes it and it is worth it.
void compress_if_asked(Reply& reply, std::string_view accept_encoding);

}  // namespace heed::web
