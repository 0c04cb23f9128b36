#include "web/server/http.h"

#include <algorithm>

#include <arpa/inet.h>

#include "base/check.h"

namespace heed::web {
namespace {

const std::string* first_of(const Fields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
  return found == fields.end() ? nullptr : &found->second;
}

std::string_view first_or_empty(const Fields& fields, std::string_view name) {
  const std::string* value = first_of(fields, name);
  return value ? std::string_view(*value) : std::string_view();
}

Reply with_type(std::string body, std::string_view type, int status) {
  Reply reply;
  reply.status = status;
  reply.content_type = type;
  reply.body = std::move(body);
  return reply;
}

}  // namespace

std::string network_of(std::string_view peer) {
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  const std::string address(peer);
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1 || peer.starts_with("::ffff:"))
    return address;
  std::fill(bytes.begin() + 8, bytes.end(), 0);
  std::array<char, INET6_ADDRSTRLEN> text{};
  return inet_ntop(AF_INET6, bytes.data(), text.data(), text.size()) == nullptr ? address
                                                                                : text.data();
}

std::string_view Request::header(std::string_view name) const {
  return first_or_empty(headers, name);
}
std::string_view Request::cookie(std::string_view name) const {
  return first_or_empty(cookies, name);
}
std::string_view Request::asked(std::string_view name) const { return first_or_empty(query, name); }
std::string_view Request::field(std::string_view name) const { return first_or_empty(form, name); }
bool Request::has_field(std::string_view name) const { return first_of(form, name) != nullptr; }

std::vector<std::string_view> Request::fields(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : form) {
    if (key == name) values.emplace_back(value);
  }
  return values;
}

const FilePart* Request::file(std::string_view name) const {
  const auto found = std::ranges::find(files, name, &FilePart::name);
  return found == files.end() ? nullptr : &*found;
}

const Signed& Request::signed_in() const {
  CHECK(who.has_value());
  return *who;
}

Reply html(std::string page, int status) {
  return with_type(std::move(page), "text/html; charset=utf-8", status);
}
Reply text(std::string words, int status) {
  return with_type(std::move(words), "text/plain; charset=utf-8", status);
}
Reply json(std::string document, int status) {
  return with_type(std::move(document), "application/json", status);
}

Reply see_other(std::string path_or_address) {
  Reply reply;
  reply.status = 303;
  reply.headers.emplace_back("Location", std::move(path_or_address));
  return reply;
}

Reply download(std::string_view filename, std::string_view content_type, std::string bytes) {
  Reply reply = with_type(std::move(bytes), content_type, 200);
  // RFC 6266: a plain name for old programs, the true one for the others.
  std::string plain;
  for (const char c : filename) {
    const bool safe = c >= 0x20 && c < 0x7f && c != '"' && c != '\\' && c != '/' && c != '%';
    plain += safe ? c : '_';
  }
  reply.headers.emplace_back(
      "Content-Disposition",
      "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + url_encoded(filename));
  return reply;
}

Reply download(std::string_view filename, std::string_view content_type,
               std::function<Result<>(const Piece&)> pieces) {
  Reply reply = download(filename, content_type, std::string());
  reply.pieces = std::move(pieces);
  return reply;
}

Reply asset(std::string_view content_type, std::string bytes) {
  Reply reply = with_type(std::move(bytes), content_type, 200);
  reply.headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
  reply.compress = true;
  return reply;
}

std::string same_site_path(std::string_view asked, std::string_view otherwise) {
  // A browser reads '\' as '/', and drops tabs and line ends, so "/\t/evil.example" leaves the
  // site.
  const bool local =
      asked.starts_with('/') && !asked.starts_with("//") &&
      std::ranges::all_of(asked, [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
  return std::string(local ? asked : otherwise);
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~").find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

}  // namespace heed::web
