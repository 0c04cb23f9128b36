// Html: a piece of page that is safe to send, because nothing gets into it unescaped.
//
//   const Html line = el("p", {{"class", "nhsuk-hint"}}, "Said by ", el("strong", name), ".");
//   const Html link = el("a", {{"href", Href("/follow")}}, tr(words, "Follow your feedback"));
//   page += line;
//
// Safe by type: text and attribute values are escaped; an address goes in only as an Href, which
// turns anything but a path, https, mailto and tel into "#"; and elements and attributes that
// run or restyle (`script`, `style`, `on…`, `style=`) do not compile.
//
// Threads: plain values.
// Does not: parse or clean somebody's HTML. There is no raw(); text is all that comes in.
#pragma once

#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"

namespace heed::pages {

namespace inside {
void append_escaped(std::string& out, std::string_view text);

consteval bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  for (const std::string_view each : names) {
    if (name == each) return true;
  }
  return false;
}
consteval bool is_plain_name(std::string_view name) {
  for (const char c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!plain && c != '-' && c != ':') return false;
  }
  return !name.empty();
}
// Not constexpr on purpose: reaching one of these while compiling is the error message.
void this_element_cannot_be_written();
void use_an_href_or_another_attribute();
void this_attribute_does_not_take_an_address();
}  // namespace inside

// The name of an element, checked by the compiler.
struct Tag {
  template <std::size_t N>
  consteval Tag(const char (&written)[N])  // NOLINT: implicit
      : name(written, N - 1),
        is_void(inside::is_one_of(name, {"area", "br", "col", "hr", "img", "input", "link", "meta",
                                         "wbr", "source", "track"})) {
    if (!inside::is_plain_name(name) ||
        inside::is_one_of(name, {"script", "style", "iframe", "object", "embed", "base", "applet",
                                 "frame", "template", "noscript", "portal", "foreignObject"}))
      inside::this_element_cannot_be_written();
  }
  std::string_view name;
  bool is_void;
};

// The name of an attribute whose value is text.
struct AttrName {
  template <std::size_t N>
  consteval AttrName(const char (&written)[N])  // NOLINT: implicit
      : name(written, N - 1) {
    const bool event =
        name.size() > 1 && (name[0] == 'o' || name[0] == 'O') && (name[1] == 'n' || name[1] == 'N');
    if (!inside::is_plain_name(name) || event ||
        inside::is_one_of(name, {"style", "href", "src", "action", "formaction", "srcdoc", "srcset",
                                 "xlink:href", "poster", "ping", "background", "http-equiv"}))
      inside::use_an_href_or_another_attribute();
  }
  std::string_view name;
};

// The name of an attribute whose value is an address.
struct UrlAttrName {
  template <std::size_t N>
  consteval UrlAttrName(const char (&written)[N])  // NOLINT: implicit
      : name(written, N - 1) {
    if (!inside::is_one_of(name, {"href", "src", "action", "formaction"}))
      inside::this_attribute_does_not_take_an_address();
  }
  std::string_view name;
};

// An address that may stand in a page: a path of this site ("/a/b?c#d", "next", "#id"), https,
// mailto or tel. Anything else, and anything with blanks, control characters or backslashes,
// becomes "#": browsers read those in ways that differ from how they look.
class Href {
 public:
  explicit Href(std::string_view address);
  // A path with its query, values percent-encoded: Href("/look", {{"postcode", typed}}).
  Href(std::string_view path, std::initializer_list<std::pair<std::string_view, std::string_view>>);
  const std::string& str() const { return address_; }

 private:
  std::string address_;
};

std::string percent_encoded(std::string_view text);

// One attribute, alive for one expression. `{"hidden", true}` writes it bare, false leaves it out;
// so does an empty optional.
struct Attr {
  Attr(AttrName attr, std::string_view text) : name(attr.name), value(text) {}
  Attr(AttrName attr, const std::string& text) : name(attr.name), value(text) {}
  Attr(AttrName attr, const char* text) : name(attr.name), value(text) {}
  Attr(AttrName attr, const std::optional<std::string>& text)
      : name(attr.name), value(text ? std::string_view(*text) : ""), present(text.has_value()) {}
  template <std::same_as<bool> B>
  Attr(AttrName attr, B on) : name(attr.name), present(on), bare(true) {}
  Attr(UrlAttrName attr, const Href& address) : name(attr.name), value(address.str()) {}

  std::string_view name;
  std::string_view value;
  bool present = true;
  bool bare = false;
};

// Attributes of one element, written and escaped as they come in, so nothing dangles.
class Attrs {
 public:
  Attrs() = default;
  Attrs(std::initializer_list<Attr> attrs) {
    std::size_t bytes = 0;
    for (const Attr& attr : attrs) bytes += attr.name.size() + attr.value.size() + 4;
    written_.reserve(bytes);
    for (const Attr& attr : attrs) add(attr);
  }
  Attrs& add(const Attr& attr);
  Attrs& add_if(bool wanted, const Attr& attr) { return wanted ? add(attr) : *this; }
  const std::string& str() const { return written_; }

 private:
  std::string written_;
};

class Html {
 public:
  Html() = default;
  Html& operator+=(const Html& more) {
    html_ += more.html_;
    return *this;
  }
  const std::string& str() const& { return html_; }
  std::string str() && { return std::move(html_); }
  bool empty() const { return html_.empty(); }
  void reserve(std::size_t bytes) { html_.reserve(bytes); }

 private:
  template <class... Children>
  friend Html el(Tag tag, const Attrs& attrs, const Children&... children);
  template <class... Children>
  friend Html join(const Children&... children);
  friend Html document(std::string_view language, bool right_to_left, const Html& head,
                       const Html& body);
  friend Html script_file(std::string_view name);

  // What a child will take, so that an element is one allocation; escaping may take more.
  static std::size_t room(const Html& html) { return html.html_.size(); }
  static std::size_t room(std::string_view text) { return text.size(); }
  static std::size_t room(const std::string& text) { return text.size(); }
  static std::size_t room(const char* text) { return std::string_view(text).size(); }
  static std::size_t room(const std::vector<Html>& many) {
    std::size_t bytes = 0;
    for (const Html& html : many) bytes += html.html_.size();
    return bytes;
  }
  static std::size_t room(const std::optional<Html>& html) { return html ? html->html_.size() : 0; }
  template <std::integral Number>
  static std::size_t room(Number) {
    return 20;
  }

  void child(const Html& html) { html_ += html.html_; }
  void child(std::string_view text) { inside::append_escaped(html_, text); }
  void child(const std::string& text) { inside::append_escaped(html_, text); }
  void child(const char* text) { inside::append_escaped(html_, text); }
  void child(const std::vector<Html>& many) {
    for (const Html& html : many) html_ += html.html_;
  }
  void child(const std::optional<Html>& html) {
    if (html) html_ += html->html_;
  }
  template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>)
  void child(Number number) {
    html_ += std::to_string(number);
  }

  std::string html_;
};

// An element. Children are Html, text (escaped), numbers, vector<Html> or optional<Html>.
template <class... Children>
Html el(Tag tag, const Attrs& attrs, const Children&... children) {
  Html made;
  made.html_.reserve((Html::room(children) + ... + (2 * tag.name.size() + attrs.str().size() + 8)));
  made.html_ += '<';
  made.html_ += tag.name;
  made.html_ += attrs.str();
  made.html_ += '>';
  if (tag.is_void) {
    CHECK(sizeof...(Children) == 0);
    return made;
  }
  (made.child(children), ...);
  made.html_ += "</";
  made.html_ += tag.name;
  made.html_ += '>';
  return made;
}
template <class... Children>
Html el(Tag tag, const Children&... children) {
  return el(tag, Attrs(), children...);
}

// Things side by side, without an element around them.
template <class... Children>
Html join(const Children&... children) {
  Html made;
  (made.child(children), ...);
  return made;
}

inline Html text(std::string_view words) { return join(words); }

// <!DOCTYPE html> and the root element.
Html document(std::string_view language, bool right_to_left, const Html& head, const Html& body);
// A script of our own, by its name in the assets folder ("places.js"): the only kind there is.
Html script_file(std::string_view name);

}  // namespace heed::pages
