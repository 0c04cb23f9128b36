// multipart/form-data (RFC 7578), taken apart within bounds: uploads come this way.
//
//   const std::string boundary = TRY(multipart_boundary(request.header("content-type")));
//   const Multipart parts = TRY(parse_multipart(request.body, boundary));
//
// Threads: pure.
// Does not: decode Content-Transfer-Encoding (RFC 7578 4.7: no browser sends it; refused), guess at
// a body that is cut short.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "web/server/http.h"

namespace heed::web {

struct Multipart {
  Fields fields;
  std::vector<FilePart> files;
};

// Errors: invalid (no boundary, or one that RFC 2046 does not allow).
Result<std::string> multipart_boundary(std::string_view content_type_header);
// Errors: invalid, too_large (limits::kPartsMax, kPartHeaderBytes); each with a sentence.
Result<Multipart> parse_multipart(std::string_view body, std::string_view boundary);

}  // namespace heed::web
