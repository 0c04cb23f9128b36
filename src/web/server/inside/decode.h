// Taking apart what a browser sends: percent-encoding, forms, cookies. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "web/server/http.h"

namespace heed::web {

// Nothing when a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
// The path of a target in origin form. Nothing when it is not UTF-8, holds a control byte, an
// encoded '/' or a dot segment: two programs could read such a path in two ways.
std::optional<std::string> decoded_path(std::string_view target);
// application/x-www-form-urlencoded; a bad '%' stays as typed, as browsers read it.
// Errors: too_large (more than `fields_max`).
Result<Fields> decoded_form(std::string_view text, std::size_t fields_max);
Fields read_cookies(std::string_view cookie_header);
std::string lower_ascii(std::string_view text);
// "text/html; charset=utf-8" -> "text/html", in lower case.
std::string media_type(std::string_view content_type_header);

}  // namespace heed::web
