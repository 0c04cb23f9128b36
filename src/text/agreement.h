// Agreement: how often two people coded the same comments alike, and how far beyond chance.
//
//   const text::Agreement both = text::agreement(amina, tom);   // codes by comment
//   both.percent;                // 0 to 1: judgements (comment, code) on which they agree
//   both.by_code[3].kappa;       // Cohen's kappa of one code, absent when chance explains all
//
// A judgement is whether one code belongs to one comment, so that several codes for each comment
// are welcome. The whole's kappa is the mean over codes that either person used.
// Threads: pure. Does not: know who coded; pass only comments that both of them read.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace heed::text {

using Codes = std::vector<int>;  // Numbers of codes from 0; none is an answer too.

struct CodeAgreement {
  std::size_t both = 0;
  std::size_t first_only = 0;
  std::size_t second_only = 0;
  std::size_t neither = 0;
  double percent = 0;
  std::optional<double> kappa;
};

struct Agreement {
  std::size_t comments = 0;
  double percent = 0;  // Over codes that either used.
  std::optional<double> kappa;
  // Over whole comments: exactly the same codes, and Cohen's kappa where each has one code.
  double same_codes = 0;
  std::optional<double> kappa_single;
  std::vector<CodeAgreement> by_code;
};

// Requires: both as long; numbers from 0 below `codes`.
Agreement agreement(std::span<const Codes> first, std::span<const Codes> second, int codes);

}  // namespace heed::text
