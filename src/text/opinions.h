// Opinion groups: who votes alike on short statements, what each group stands for, and what all of
// them share. The method is the one Polis has published, worked out exactly: a vote that was not
// cast takes its statement's mean, and centring makes it 0, so the components cost only the votes
// that were cast, however many people there are.
//
//   const text::Opinions found = text::opinion_groups({.participants = 3, .statements = 2,
//                                                      .votes = votes}, {.threads = 2});
//   found.place[p].x; found.groups[0]; found.representative[0][0].statement;
//
// The same votes in the same order give the same bytes, whatever the number of threads.
// Threads: pure. Does not: know who anybody is, or judge which group is right.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace heed::text {

struct Vote {
  std::uint32_t participant;
  std::uint32_t statement;
  std::int8_t value;  // 1 agree, 0 pass, -1 disagree.
};

struct OpinionVotes {
  std::uint32_t participants = 0;
  std::uint32_t statements = 0;
  // In the order they were cast: the last vote of a person on a statement counts.
  std::span<const Vote> votes;
  // For each statement, whether a moderator took it out. Empty: none is out.
  std::vector<bool> moderated_out = {};
  // Who is grouped, when a conversation that runs already has let them in. Empty: everybody with
  // enough votes, and the busiest others while fewer than 15 have.
  std::vector<bool> let_in = {};
};

struct OpinionOptions {
  int groups_wanted = 0;  // 0: between 2 and 5, whichever number divides them best.
  int threads = 1;
  // Told how much is done, from 0 to 1, on the calling thread; false cancels.
  std::function<bool(double done)> progress = {};
};

struct Tally {
  std::uint32_t agree = 0;
  std::uint32_t disagree = 0;
  std::uint32_t pass = 0;
  std::uint32_t seen() const { return agree + disagree + pass; }
};

struct Place {
  double x = 0;
  double y = 0;
};

// A statement that a group stands for, or all people share, with the tests behind it.
struct Stand {
  std::uint32_t statement;
  bool agree;                    // They agree with it; else they disagree.
  std::uint32_t success;         // Votes that way, of
  std::uint32_t trials;          // the votes cast.
  double share;                  // (success + 1) / (trials + 2).
  double share_test;             // z of the share against one half.
  double against_rest = 0;       // Share in the group over the share outside. 0: about everybody.
  double against_rest_test = 0;  // z of that difference.
  bool most_agreed = false;      // The one the group agrees with most, listed first.
};

struct Opinions {
  std::vector<double> center;          // Mean vote of each statement, 0 when moderated out.
  std::vector<double> components[2];   // Unit length, or zeros where people differ in no such way.
  std::vector<Place> place;            // For each participant with a vote.
  std::vector<std::int32_t> group_of;  // -1: votes too few to be grouped.
  std::vector<std::vector<std::uint32_t>> groups;  // Participants, ascending.
  std::vector<std::vector<Stand>> representative;  // For each group, at most five.
  std::vector<Stand> all_agree;                    // Surest first, at most five.
  std::vector<Stand> all_disagree;
  std::vector<double> consensus;  // Group-aware: product over groups of (agree + 1) / (seen + 2).
  std::vector<Tally> tally;       // For each statement: the votes that count now.
  std::vector<Tally> cast;        // Every vote ever cast, changed ones too.
  std::vector<std::vector<Tally>> group_tally;  // [group][statement]
  double silhouette = 0;                        // How well the groups stand apart, -1 to 1.
  bool cancelled = false;                       // Then everything above is empty.
};

// Requires: every vote's participant and statement is below the two counts, and its value -1..1.
Opinions opinion_groups(const OpinionVotes& votes, const OpinionOptions& options = {});

}  // namespace heed::text
