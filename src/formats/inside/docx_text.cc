#include "formats/inside/docx_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <sstream>

#include "base/text.h"

namespace heed::formats::inside {
namespace {

// Word looks for words that were removed under another name.
void append_text(pugi::xml_node run, std::string_view text, bool removed) {
  if (text.empty()) return;
  auto node = run.append_child(removed ? "w:delText" : "w:t");
  node.append_attribute("xml:space") = "preserve";
  node.append_child(pugi::node_pcdata).set_value(std::string(text).c_str());
}

}  // namespace

std::string xml_text(std::string_view text) {
  const std::string clean = made_utf8(text);
  std::string out;
  out.reserve(clean.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto c = static_cast<unsigned char>(clean[i]);
    if (c < 0x20 && c != '\t' && c != '\n' && c != '\r') continue;
    if (c == 0x7f) continue;
    // U+FFFE and U+FFFF (EF BF BE, EF BF BF) are no characters.
    const std::string_view three = std::string_view(clean).substr(i, 3);
    if (three == "\xef\xbf\xbe" || three == "\xef\xbf\xbf") {
      i += 2;
      continue;
    }
    out += static_cast<char>(c);
  }
  return out;
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : xml_text(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

bool is_right_to_left(std::string_view text) {
  for (std::int32_t i = 0; i < static_cast<std::int32_t>(text.size());) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(text.data(), i, static_cast<std::int32_t>(text.size()), c);
    const UCharDirection direction = u_charDirection(c);
    if (direction == U_LEFT_TO_RIGHT) return false;
    if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
  }
  return false;
}

void append_runs(pugi::xml_node paragraph, pugi::xml_node about, const DocxRuns& runs,
                 inside::TrackedChanges& changes) {
  std::string all;
  for (const DocxRun& run : runs) all += xml_text(run.text);
  const bool right_to_left = is_right_to_left(all);
  if (right_to_left) about.append_child("w:bidi");
  bool after_cr = false;
  for (const DocxRun& given : runs) {
    const std::string text = xml_text(given.text);
    if (text.empty()) continue;
    auto holder = paragraph;
    if (given.edit != Edit::kept) {
      holder = paragraph.append_child(given.edit == Edit::added ? "w:ins" : "w:del");
      holder.append_attribute("w:id") = ++changes.count;
      holder.append_attribute("w:author") = xml_text(changes.author).c_str();
      holder.append_attribute("w:date") = changes.when.c_str();
    }
    const bool removed = given.edit == Edit::removed;
    auto run = holder.append_child("w:r");
    // Complex scripts (Arabic, Hebrew) have their own bold and italic: w:bCs, w:iCs.
    auto look = run.append_child("w:rPr");
    if (given.bold) {
      look.append_child("w:b");
      look.append_child("w:bCs");
    }
    if (given.italic) {
      look.append_child("w:i");
      look.append_child("w:iCs");
    }
    if (is_right_to_left(text)) look.append_child("w:rtl");
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool follows_cr = std::exchange(after_cr, c == '\r');
      if (c != '\n' && c != '\r' && c != '\t') continue;
      append_text(run, std::string_view(text).substr(begin, i - begin), removed);
      begin = i + 1;
      if (c == '\t') run.append_child("w:tab");
      if (c == '\r' || (c == '\n' && !follows_cr)) run.append_child("w:br");
    }
    append_text(run, std::string_view(text).substr(begin), removed);
  }
}

std::string written(const pugi::xml_document& document) {
  std::ostringstream out;
  document.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(out).str();
}

}  // namespace heed::formats::inside
