#include "formats/inside/mail_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/inside/html_text.h"
#include "formats/mail_in.h"

namespace heed::formats::inside {
namespace {

constexpr int kPartsDeep = 10;          // A mail forwarded inside a mail inside a mail …
constexpr std::size_t kPartsAll = 500;  // Of one mail.
constexpr std::size_t kHeadBytes = 256 * 1024;

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Entity {
  Headers headers;
  std::string_view body;
};

std::optional<Entity> split(std::string_view bytes) {
  Entity entity;
  std::size_t at = 0;
  while (at < bytes.size() && at < kHeadBytes) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    std::string_view line = bytes.substr(at, end - at);
    at = std::min(end + 1, bytes.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) {
      entity.body = bytes.substr(at);
      return entity;
    }
    if ((line.front() == ' ' || line.front() == '\t') && !entity.headers.empty()) {
      entity.headers.back().second += ' ';
      entity.headers.back().second += trimmed(line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, colon);
    if (std::ranges::any_of(name, [](char c) { return c <= ' ' || c > '~'; })) return std::nullopt;
    entity.headers.emplace_back(lowered(name), made_utf8(trimmed(line.substr(colon + 1))));
  }
  return entity;  // A header block only.
}

std::string header(const Headers& headers, std::string_view name) {
  for (const auto& [known, value] : headers)
    if (known == name) return value;
  return {};
}

// The parameter of "text/plain; charset=utf-8"; without its quotes.
std::string parameter(std::string_view value, std::string_view name) {
  const std::string lower = lowered(value);
  std::size_t at = 0;
  while ((at = lower.find(name, at)) != std::string::npos) {
    std::size_t i = at + name.size();
    const bool starts = at > 0 && (lower[at - 1] == ';' || lower[at - 1] == ' ');
    at = i;
    if (i < lower.size() && lower[i] == '*') ++i;
    if (!starts || i >= lower.size() || lower[i] != '=') continue;
    std::string_view rest = value.substr(std::min(i + 1, value.size()));
    if (rest.starts_with('"')) return std::string(rest.substr(1, rest.find('"', 1) - 1));
    return std::string(rest.substr(0, rest.find_first_of("; ")));
  }
  return {};
}

int hex(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : -1;
}

std::string from_quoted(std::string_view text, bool in_header) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (in_header && text[i] == '_') {
      out += ' ';
    } else if (text[i] == '=' && i + 2 < text.size() && hex(text[i + 1]) >= 0 &&
               hex(text[i + 2]) >= 0) {
      out += static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2]));
      i += 2;
    } else if (text[i] == '=' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
    } else if (text[i] == '=' && i + 2 < text.size() && text[i + 1] == '\r') {
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string from_base64(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int have = 0;
  for (const char c : text) {
    const int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                      : c >= 'a' && c <= 'z' ? c - 'a' + 26
                      : c >= '0' && c <= '9' ? c - '0' + 52
                      : c == '+'             ? 62
                      : c == '/'             ? 63
                                             : -1;
    if (c == '=') break;
    if (value < 0) continue;
    bits = bits << 6 | static_cast<std::uint32_t>(value);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out += static_cast<char>(bits >> have & 0xff);
    }
  }
  return out;
}

// In whatever character set it says it is: UTF-8 where that is what it holds, else as Windows
// writes Western European.
std::string in_utf8(const std::string& bytes) {
  const auto decoded = decoded_text(bytes);
  return decoded ? decoded->text : made_utf8(bytes);
}

// =?utf-8?Q?Caf=C3=A9?= (RFC 2047).
std::string words_of(std::string_view value) {
  std::string out;
  bool after_word = false;
  while (!value.empty()) {
    const std::size_t at = value.find("=?");
    const std::size_t set = at == std::string_view::npos ? at : value.find('?', at + 2);
    const std::size_t end = set == std::string_view::npos || set + 3 >= value.size()
                                ? std::string_view::npos
                                : value.find("?=", set + 3);
    if (end == std::string_view::npos) return out + std::string(value);
    const std::string_view between = value.substr(0, at);
    if (!after_word || !trimmed(between).empty()) out += between;
    const char how = value[set + 1];
    const std::string_view text = value.substr(set + 3, end - set - 3);
    out += in_utf8(how == 'b' || how == 'B' ? from_base64(text) : from_quoted(text, true));
    value.remove_prefix(end + 2);
    after_word = true;
  }
  return out;
}

std::string iso_date(std::string_view value) {
  constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
  std::vector<std::string> words;
  std::string word;
  for (const char c : std::string(value) + " ") {
    if (c != ' ' && c != ',')
      word += c;
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  }
  if (!words.empty() && !(words[0][0] >= '0' && words[0][0] <= '9')) words.erase(words.begin());
  if (words.size() < 4 || words[0].size() > 2 || words[2].size() != 4 || words[3].size() < 5)
    return std::string(value);
  const std::size_t month = kMonths.find(lowered(words[1].substr(0, 3)));
  if (month == std::string_view::npos || month % 3 != 0) return std::string(value);
  return fmt::format("{}-{:02}-{:0>2} {}", words[2], month / 3 + 1, words[0],
                     words[3].substr(0, 5));
}

struct Walk {
  MailText& mail;
  std::string html;
  std::size_t parts = 0;

  void visit(const Entity& entity, int depth);
  void visit_parts(std::string_view body, const std::string& boundary, int depth);
};

void Walk::visit_parts(std::string_view body, const std::string& boundary, int depth) {
  const std::string mark = "--" + boundary;
  std::size_t from = std::string_view::npos;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string_view line = body.substr(at, end - at);
    if (line.starts_with(mark)) {
      if (from != std::string_view::npos && ++parts <= kPartsAll)
        if (const auto part = split(body.substr(from, at - from))) visit(*part, depth + 1);
      from = end + 1;
      if (line.substr(mark.size()).starts_with("--")) return;
    }
    at = end + 1;
  }
  // The closing mark was cut off: what came is still what was said.
  if (from != std::string_view::npos && from < body.size())
    if (const auto part = split(body.substr(from))) visit(*part, depth + 1);
}

void Walk::visit(const Entity& entity, int depth) {
  const std::string type = header(entity.headers, "content-type");
  const std::string lower = lowered(type);
  const std::string disposition = header(entity.headers, "content-disposition");
  if (depth > kPartsDeep) return;
  if (lower.starts_with("multipart/")) {
    if (const std::string boundary = parameter(type, "boundary"); !boundary.empty())
      visit_parts(entity.body, boundary, depth);
    return;
  }
  const bool is_text = lower.empty() || lower.starts_with("text/plain");
  const bool is_html = lower.starts_with("text/html");
  const std::string coding = lowered(header(entity.headers, "content-transfer-encoding"));
  std::string bytes = coding == "base64"             ? from_base64(entity.body)
                      : coding == "quoted-printable" ? from_quoted(entity.body, false)
                                                     : std::string(entity.body);
  if ((!is_text && !is_html) || lowered(disposition).starts_with("attachment")) {
    std::string name = words_of(parameter(disposition, "filename"));
    if (name.empty()) name = words_of(parameter(type, "name"));
    if (name.empty()) name = lower.empty() ? "without a name" : lower;
    mail.attachments.push_back({std::move(name), std::move(bytes)});
    return;
  }
  std::string text = in_utf8(bytes);
  std::erase(text, '\r');
  std::string& into = is_html ? html : mail.words;
  if (is_html) text = html_text(text);
  if (!trimmed(text).empty()) into += (into.empty() ? "" : "\n\n") + std::string(trimmed(text));
}

}  // namespace

bool starts_as_mail(std::string_view bytes) {
  const auto entity = split(bytes);
  if (!entity) return false;
  const auto has = [&](std::string_view name) { return !header(entity->headers, name).empty(); };
  return has("from") && (has("date") || has("subject")) && entity->headers.size() >= 3;
}

}  // namespace heed::formats::inside

namespace heed::formats {

Result<MailText> read_mail(std::string_view bytes) {
  using namespace inside;
  const auto entity = split(bytes);
  if (!entity) return refuse("This is not an e-mail: its header cannot be read.");
  MailText mail{.subject = words_of(header(entity->headers, "subject")),
                .date = iso_date(header(entity->headers, "date"))};
  Walk walk{mail, {}, 0};
  walk.visit(*entity, 0);
  if (mail.words.empty()) mail.words = std::move(walk.html);
  if (mail.words.empty()) return refuse("There are no words in this e-mail.");
  return mail;
}

}  // namespace heed::formats
