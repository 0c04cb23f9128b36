#include "web/server/multipart.h"

#include <algorithm>
#include <optional>

#include "base/limits.h"
#include "base/text.h"
#include "web/server/inside/decode.h"
#include "web/server/inside/http_token.h"

namespace heed::web {
namespace {

Error broken(std::string_view detail) {
  Error error = fail(ErrorKind::invalid, "multipart: " + std::string(detail));
  error.said = "The form did not arrive in one piece. Send it again.";
  return error;
}

struct Parameter {
  std::string name;
  std::string value;
};

// One `; name=value` or `; name="value"` off the front of `rest`. Nothing at the end; an empty name
// when it cannot be read.
std::optional<Parameter> next_parameter(std::string_view& rest) {
  const auto start = rest.find_first_not_of(" \t");
  if (start == std::string_view::npos) return std::nullopt;
  if (rest[start] != ';') return Parameter{};
  rest.remove_prefix(start + 1);
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
  if (rest.empty()) return std::nullopt;
  const auto equals = rest.find('=');
  if (equals == std::string_view::npos || equals == 0) return Parameter{};
  Parameter parameter{lower_ascii(rest.substr(0, equals)), {}};
  rest.remove_prefix(equals + 1);
  if (!rest.starts_with('"')) {
    const auto end = std::min(rest.find_first_of("; \t"), rest.size());
    parameter.value = rest.substr(0, end);
    rest.remove_prefix(end);
    return parameter;
  }
  for (std::size_t i = 1; i < rest.size(); ++i) {
    // Only \" is an escape: some browsers sent whole Windows paths with plain backslashes.
    if (rest[i] == '\\' && i + 1 < rest.size() && rest[i + 1] == '"') {
      parameter.value += rest[++i];
    } else if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return parameter;
    } else {
      parameter.value += rest[i];
    }
  }
  return Parameter{};
}

// Browsers encode '"', CR and LF in names, and nothing else (RFC 7578 section 2 and WHATWG).
std::string decoded_name(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view three = text.substr(i, 3);
    const char c = three == "%22" ? '"' : three == "%0D" ? '\r' : three == "%0A" ? '\n' : '\0';
    out += c != '\0' ? c : text[i];
    if (c != '\0') i += 2;
  }
  return made_utf8(out);
}

std::string without_folders(std::string_view filename) {
  const auto slash = filename.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? filename : filename.substr(slash + 1));
}

struct PartHeader {
  std::string name;
  std::optional<std::string> filename;
  std::string content_type = "text/plain";
};

Result<> read_disposition(std::string_view value, PartHeader& part) {
  const auto end = std::min(value.find(';'), value.size());
  if (media_type(value.substr(0, end)) != "form-data") return broken("disposition");
  std::string_view rest = value.substr(end);
  bool named = false;
  while (const auto parameter = next_parameter(rest)) {
    if (parameter->name.empty()) return broken("parameter of a part");
    if (parameter->name == "name") {
      if (named) return broken("part with two names");
      named = true;
      part.name = decoded_name(parameter->value);
    }
    if (parameter->name == "filename") {
      if (part.filename) return broken("part with two file names");
      part.filename = without_folders(decoded_name(parameter->value));
    }
  }
  if (!named) return broken("part without a name");
  return Done{};
}

Result<PartHeader> read_part_header(std::string_view header) {
  PartHeader part;
  bool disposed = false;
  while (!header.empty()) {
    const auto end = std::min(header.find("\r\n"), header.size());
    const std::string_view line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !is_http_token(line.substr(0, colon))) {
      return broken("part header");
    }
    if (std::ranges::any_of(
            line, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; })) {
      return broken("control byte in a part header");
    }
    const std::string name = lower_ascii(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-disposition") {
      if (disposed) return broken("part with two dispositions");
      disposed = true;
      TRY(read_disposition(value, part));
    } else if (name == "content-type") {
      part.content_type = value;
    } else if (name == "content-transfer-encoding") {
      const std::string encoding = lower_ascii(value);
      if (encoding != "binary" && encoding != "8bit" && encoding != "7bit") {
        return refuse(
            "The file was sent in an encoding that we do not read. Send it again from a "
            "web browser.");
      }
    }
  }
  if (!disposed) return broken("part without a disposition");
  return part;
}

}  // namespace

Result<std::string> multipart_boundary(std::string_view header) {
  const auto end = std::min(header.find(';'), header.size());
  std::string_view rest = header.substr(end);
  while (const auto parameter = next_parameter(rest)) {
    if (parameter->name.empty()) break;
    if (parameter->name != "boundary") continue;
    const std::string& boundary = parameter->value;
    // RFC 2046 5.1.1.
    const bool sound = !boundary.empty() && boundary.size() <= 70 && boundary.back() != ' ' &&
                       std::ranges::all_of(boundary, [](char c) {
                         return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') ||
                                std::string_view("'()+_,-./:=? ").find(c) != std::string_view::npos;
                       });
    if (sound) return boundary;
    break;
  }
  return broken("boundary");
}

Result<Multipart> parse_multipart(std::string_view body, std::string_view boundary) {
  const std::string first = "--" + std::string(boundary);
  const std::string delimiter = "\r\n" + first;
  if (!body.starts_with(first)) return broken("first boundary");
  Multipart parts;
  std::size_t at = first.size();
  for (;;) {
    if (body.substr(at).starts_with("--")) return parts;  // What follows is to be ignored.
    if (!body.substr(at).starts_with("\r\n")) return broken("after a boundary");
    if (parts.fields.size() + parts.files.size() == limits::kPartsMax) {
      return refuse("The form has more parts than we can take.", ErrorKind::too_large);
    }
    at += 2;
    const std::string_view window = body.substr(at, limits::kPartHeaderBytes);
    const auto blank = window.find("\r\n\r\n");
    if (blank == std::string_view::npos) {
      if (body.size() - at > limits::kPartHeaderBytes) {
        return refuse("A part of the form has a name that is too long.", ErrorKind::too_large);
      }
      return broken("part header does not end");
    }
    PartHeader header = TRY(read_part_header(window.substr(0, blank)));
    at += blank + 4;
    // A delimiter look-alike inside the data is data: only CRLF or "--" may follow the real one.
    // An empty part's delimiter may share the blank line's CRLF, as the grammar has it.
    std::size_t end = at - 2;
    for (;; ++end) {
      end = body.find(delimiter, end);
      if (end == std::string_view::npos) return broken("last boundary is missing");
      const std::string_view after = body.substr(end + delimiter.size(), 2);
      if (after == "--" || after == "\r\n") break;
    }
    std::string bytes(end < at ? std::string_view() : body.substr(at, end - at));
    at = end + delimiter.size();
    if (header.filename) {
      parts.files.push_back({std::move(header.name), *std::move(header.filename),
                             std::move(header.content_type), std::move(bytes)});
    } else {
      parts.fields.emplace_back(std::move(header.name), std::move(bytes));
    }
  }
}

}  // namespace heed::web
