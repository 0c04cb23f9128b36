// Votes on statements as people bring them: a votes table, a Polis export, or Polis's own JSON.
//
//   const Conversation in = TRY(read_votes("votes.csv", "comments.csv"));
//   text::opinion_groups({.participants = in.participants.size(), ...});
//
// Threads: one thread. Does not: change a vote; the last one counts, and all are counted.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "text/opinions.h"

namespace heed::app {

struct Conversation {
  std::vector<std::string> participants;  // Ids; numbers ascending, or as first seen.
  std::vector<std::string> statements;
  std::vector<std::string> texts;    // Of each statement, or empty.
  std::vector<bool> moderated_out;   // For each statement.
  std::vector<bool> let_in;          // Empty, or for each participant.
  std::vector<text::Vote> votes;     // In the order they were cast.
  std::vector<std::string> remarks;  // What a reader should know about the votes.
};

// A row for each vote (participant, statement, vote, and timestamp where there is one), or a row
// for each participant with a column for each statement. `comments` may be empty.
// Errors: invalid (said; names the line).
Result<Conversation> read_votes(const std::string& votes, const std::string& comments);
// A folder with comments.csv and votes.csv, or participants-votes.csv where that is missing.
Result<Conversation> read_polis_export(const std::string& folder);
// A folder with votes.json, comments.json and math-pca2.json: of the last, only what the
// conversation had decided already (its statements, who is let in, what is moderated out).
Result<Conversation> read_polis_math(const std::string& folder);

}  // namespace heed::app
