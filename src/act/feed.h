// atom_feed: what people were told, as Atom (RFC 4287), for programs and other sites.
//
//   reply.body = atom_feed({.origin = origin, .path = "/feed", .title = name, .author = name,
//                           .started = now}, tellings);
//
// Threads: pure.
// Does not: say anything that the page does not.
#pragma once

#include <string>
#include <vector>

#include "act/told.h"

namespace heed::act {

struct Feed {
  std::string origin;  // "https://heed.example.org"
  std::string path;    // Of the feed itself.
  std::string title;
  std::string author;
  TimeMs started;  // When nothing was told yet: `updated` has to be something.
};

std::string atom_feed(const Feed& feed, const std::vector<Telling>& newest_first);

}  // namespace heed::act
