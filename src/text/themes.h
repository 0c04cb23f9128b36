// Themes: what a set of short comments is about, proposed for a person to name, merge and rule on.
//
//   std::vector<text::Document> documents = ...;  // Views; the texts stay the caller's.
//   const text::Proposal found = text::propose_themes(documents, {.seed = 1});
//   for (const auto& [theme, confidence] : found.assignments[0]) use(found.fine[theme].name);
//
// A few coarse themes, and many fine ones below them; each level is what several ways of parting
// the comments agree on at its own number. A fine theme's parent is where most of its comments are.
// The same documents, options and seed give the same bytes, whatever the number of threads.
// Threads: pure. Does not: keep, log or send any text.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::text {

struct Document {
  std::string_view text;      // Valid UTF-8.
  std::string_view question;  // What was asked, or empty. "Nothing." depends on it.
  bool quotable = true;       // False for what is no comment of its own, as a letter's remainder.
};

struct ThemeOptions {
  int coarse_wanted = 0;  // 0: found.
  int fine_wanted = 0;    // 0: found, about three times the coarse ones.
  std::uint64_t seed = 1;
  int threads = 1;
  // Told how much is done, from 0 to 1, on the calling thread; false cancels.
  std::function<bool(double done)> progress = {};
};

struct FineTheme {
  std::string name;   // One or two phrases of the comments themselves; always to be edited.
  std::int64_t size;  // Documents in it.
  int parent;         // Index into Proposal::coarse.
  std::vector<std::string> keywords;  // Best first, as people wrote them.
  std::vector<std::uint32_t> quotes;  // Documents that show it, best first and unlike each other.
};

struct CoarseTheme {
  std::string name;
  std::int64_t size;  // Documents in it. Found by itself, so not the sum of its fine themes.
  std::vector<std::string> keywords = {};
  std::vector<std::uint32_t> quotes = {};
};

struct Assignment {
  int theme;         // Index into Proposal::fine or ::coarse.
  float confidence;  // In (0, 1]; not a calibrated probability.
};

struct Proposal {
  std::vector<FineTheme> fine;      // Largest first.
  std::vector<CoarseTheme> coarse;  // Largest first.
  // One list for each document, surest first; empty for those of the two lists below.
  std::vector<std::vector<Assignment>> assignments;         // To fine themes.
  std::vector<std::vector<Assignment>> coarse_assignments;  // To coarse ones, likewise.
  std::vector<std::uint32_t> no_content;  // "Nothing", "n/a": for a person to map, per question.
  std::vector<std::uint32_t> unassigned;  // No theme stands out.
  bool cancelled = false;                 // Then everything above is empty.
};

Proposal propose_themes(std::span<const Document> documents, const ThemeOptions& options);

}  // namespace heed::text
