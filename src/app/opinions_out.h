// What `heed opinions` writes: two tables, groups.json for programs, and a page for people.
//
//   TRY(write_opinions(conversation, found, "out"));
//
// Threads: one thread. Does not: leave anything else in the folder.
#pragma once

#include <string>

#include "app/opinions_in.h"

namespace heed::app {

// participants.csv, statements.csv, groups.json and report.html.
Result<> write_opinions(const Conversation& in, const text::Opinions& found,
                        const std::string& folder);

// report.html alone: one file, with its style, its map and the table of what the map shows.
std::string opinions_page(const Conversation& in, const text::Opinions& found);

// "A", "B", …
std::string group_name(std::size_t group);

}  // namespace heed::app
