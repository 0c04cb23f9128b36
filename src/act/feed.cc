#include "act/feed.h"

#include <fmt/format.h>

namespace heed::act {
namespace {

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) {
    switch (c) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      case '"':
        made += "&quot;";
        break;
      default:
        // XML has no way to write the other control characters.
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') made += c;
    }
  }
  return made;
}

std::string entry(const Feed& feed, const Telling& telling) {
  const TellingWords& said = telling.words.front();
  return fmt::format(
      "<entry><id>urn:heed:{}</id><title>{}</title><updated>{}</updated><link href=\"{}{}\"/>"
      "<content type=\"text\" xml:lang=\"{}\">{}</content></entry>\n",
      telling.id.text(), escaped(said.subject), iso_utc(telling.written), escaped(feed.origin),
      escaped(telling.path), escaped(said.language), escaped(said.words));
}

}  // namespace

std::string atom_feed(const Feed& feed, const std::vector<Telling>& newest_first) {
  const TimeMs updated = newest_first.empty() ? feed.started : newest_first.front().written;
  std::string made = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">"
      "<id>{0}{1}</id><title>{2}</title><updated>{3}</updated><author><name>{4}</name></author>"
      "<link rel=\"self\" href=\"{0}{1}\"/>\n",
      escaped(feed.origin), escaped(feed.path), escaped(feed.title), iso_utc(updated),
      escaped(feed.author));
  for (const Telling& telling : newest_first)
    if (!telling.words.empty()) made += entry(feed, telling);
  return made + "</feed>\n";
}

}  // namespace heed::act
