#include "web/server/inside/decode.h"

#include <algorithm>

#include "base/text.h"

namespace heed::web {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// `forgiving`: a '%' that starts no escape stands for itself.
std::optional<std::string> decode(std::string_view text, bool plus_is_blank, bool forgiving) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high >= 0 && low >= 0) {
        out += static_cast<char>(high * 16 + low);
        i += 2;
        continue;
      }
      if (!forgiving) return std::nullopt;
    }
    out += c == '+' && plus_is_blank ? ' ' : c;
  }
  return out;
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  return decode(text, plus_is_blank, false);
}

std::optional<std::string> decoded_path(std::string_view target) {
  const std::string_view raw = target.substr(0, target.find('?'));
  auto path = percent_decoded(raw, false);
  if (!path || !path->starts_with('/') || !is_utf8(*path)) return std::nullopt;
  if (std::ranges::count(*path, '/') != std::ranges::count(raw, '/')) return std::nullopt;
  if (std::ranges::any_of(*path, [](char c) {
        return (static_cast<unsigned char>(c) < 0x20) || c == 0x7f || c == '\\';
      })) {
    return std::nullopt;
  }
  for (std::size_t at = 1; at <= path->size();) {
    const std::size_t end = std::min(path->find('/', at), path->size());
    const std::string_view segment = std::string_view(*path).substr(at, end - at);
    if (segment == "." || segment == "..") return std::nullopt;
    at = end + 1;
  }
  return path;
}

Result<Fields> decoded_form(std::string_view text, std::size_t fields_max) {
  Fields fields;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    if (fields.size() == fields_max) {
      return refuse("The form has more fields than we can take.", ErrorKind::too_large);
    }
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    fields.emplace_back(*decode(pair.substr(0, equals), true, true), *decode(value, true, true));
  }
  return fields;
}

Fields read_cookies(std::string_view header) {
  Fields cookies;
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
  }
  return cookies;
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string media_type(std::string_view header) {
  std::string_view type = header.substr(0, header.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return lower_ascii(type);
}

}  // namespace heed::web
