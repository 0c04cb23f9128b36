#include "formats/inside/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "base/text.h"

namespace heed::formats::inside {
namespace {

void append_utf8(std::string& out, std::uint32_t c) {
  const auto low = [&](int shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) c = 0xfffd;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6)), low(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12)), low(6), low(0);
  } else {
    out += static_cast<char>(0xf0 | (c >> 18)), low(12), low(6), low(0);
  }
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 16> kEntities = {{
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", " "},
    {"pound", "£"},
    {"euro", "€"},
    {"ndash", "–"},
    {"mdash", "—"},
    {"lsquo", "‘"},
    {"rsquo", "’"},
    {"ldquo", "“"},
    {"rdquo", "”"},
    {"hellip", "…"},
    {"eacute", "é"},
}};

// The text of the entity that starts at `at` (on its "&"), and moves past it.
std::string entity(std::string_view html, std::size_t& at) {
  const std::size_t end = html.find(';', at);
  if (end == std::string_view::npos || end - at > 10) return ++at, "&";
  const std::string_view name = html.substr(at + 1, end - at - 1);
  std::string out;
  if (name.starts_with('#')) {
    const bool base16 = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    const std::string_view digits = name.substr(base16 ? 2 : 1);
    std::uint32_t code = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, base16 ? 16 : 10);
    if (error == std::errc{} && stop == digits.data() + digits.size()) append_utf8(out, code);
  } else {
    for (const auto& [known, text] : kEntities)
      if (known == name) out = text;
  }
  if (out.empty()) return ++at, "&";
  at = end + 1;
  return out;
}

bool is_block(std::string_view tag) {
  constexpr std::array<std::string_view, 12> kBlocks = {"p",  "br", "div", "li", "ul", "ol",
                                                        "h1", "h2", "h3",  "h4", "tr", "section"};
  return std::ranges::find(kBlocks, tag) != kBlocks.end();
}

}  // namespace

std::string html_text(std::string_view html) {
  std::string out;
  bool space = false;
  int lines = 0;
  const auto add = [&](std::string_view piece) {
    if (lines > 0 && !out.empty())
      out.append(lines > 1 ? "\n\n" : "\n");
    else if (space && !out.empty())
      out += ' ';
    lines = 0;
    space = false;
    out += piece;
  };
  for (std::size_t i = 0; i < html.size();) {
    const char c = html[i];
    if (c == '<') {
      const std::size_t end = html.find('>', i);
      if (end == std::string_view::npos) break;
      std::string_view tag = html.substr(i + 1, end - i - 1);
      const bool closing = tag.starts_with('/');
      if (closing) tag.remove_prefix(1);
      const std::string name = lowered(made_utf8(tag.substr(0, tag.find_first_of(" \t\r\n/"))));
      i = end + 1;
      if (!closing && (name == "script" || name == "style")) {
        // To the end of its kind, whatever its letters' case; a "</" of anything else is script.
        std::size_t stop = html.find("</", i);
        while (stop != std::string_view::npos &&
               lowered(made_utf8(html.substr(stop + 2, name.size()))) != name)
          stop = html.find("</", stop + 2);
        if (stop == std::string_view::npos) break;
        i = stop;
        continue;
      }
      if (is_block(name)) lines = std::min(2, lines + 1);
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      space = true;
      ++i;
    } else if (c == '&') {
      const std::string piece = entity(html, i);
      if (piece == " ")
        space = true;
      else
        add(piece);
    } else {
      const std::size_t end = std::min(html.find_first_of("<& \t\r\n", i), html.size());
      add(html.substr(i, end - i));
      i = end;
    }
  }
  return out;
}

}  // namespace heed::formats::inside
