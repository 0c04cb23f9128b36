#include "pages/html.h"

namespace heed::pages {

namespace inside {

void append_escaped(std::string& out, std::string_view text) {
  // Most text has nothing to escape, so runs between the special characters are copied whole.
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view instead;
    switch (text[i]) {
      case '&':
        instead = "&amp;";
        break;
      case '<':
        instead = "&lt;";
        break;
      case '>':
        instead = "&gt;";
        break;
      case '"':
        instead = "&quot;";
        break;
      case '\'':
        instead = "&#39;";
        break;
      default:
        continue;
    }
    out.append(text.substr(from, i - from));
    out.append(instead);
    from = i + 1;
  }
  out.append(text.substr(from));
}

}  // namespace inside

namespace {

bool may_stand_in_a_page(std::string_view address) {
  if (address.empty() || address.starts_with("//")) return false;
  for (const unsigned char c : address) {
    if (c <= ' ' || c == 0x7f || c == '\\') return false;
  }
  const std::size_t end = address.find_first_of(":/?#");
  if (end == std::string_view::npos || address[end] != ':') return true;
  std::string scheme(address.substr(0, end));
  for (char& c : scheme) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (scheme == "https") return address.substr(end).starts_with("://");
  return scheme == "mailto" || scheme == "tel";
}

}  // namespace

Href::Href(std::string_view address) : address_(may_stand_in_a_page(address) ? address : "#") {}

Href::Href(std::string_view path,
           std::initializer_list<std::pair<std::string_view, std::string_view>> query)
    : Href(path) {
  char before = address_.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : query) {
    address_ += before + percent_encoded(name) + '=' + percent_encoded(value);
    before = '&';
  }
}

std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const unsigned char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += static_cast<char>(c);
    } else {
      out += '%';
      out += kHex[c >> 4];
      out += kHex[c & 15];
    }
  }
  return out;
}

Attrs& Attrs::add(const Attr& attr) {
  if (!attr.present) return *this;
  written_ += ' ';
  written_ += attr.name;
  if (!attr.bare) {
    written_ += "=\"";
    inside::append_escaped(written_, attr.value);
    written_ += '"';
  }
  return *this;
}

Html document(std::string_view language, bool right_to_left, const Html& head, const Html& body) {
  const Html root =
      el("html", {{"lang", language}, {"dir", right_to_left ? "rtl" : "ltr"}}, head, body);
  Html made;
  made.html_.reserve(root.html_.size() + 32);
  made.html_ = "<!DOCTYPE html>\n";
  made.html_ += root.html_;
  made.html_ += '\n';
  return made;
}

Html script_file(std::string_view name) {
  for (const char c : name) {
    CHECK((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-');
  }
  Html made;
  made.html_ = "<script type=\"module\" src=\"/assets/";
  made.html_ += name;
  made.html_ += "\"></script>";
  return made;
}

}  // namespace heed::pages
