// Rulings on voices as they are stored, and which of them still stand.
#pragma once

#include "understand/coding.h"

namespace heed::understand::inside {

struct CodingRow {
  std::int64_t number = 0;
  VoiceId voice;
  std::string kind;  // read, code, flag, reverse
  Marked marked;     // Of a code ruling.
  Flagged flagged;   // Of a flag ruling.
  std::int64_t reverses = 0;
  Pass pass = Pass::first;
  std::int64_t frame_version = 0;
  std::string author_kind = "person";
  PersonId author;
  std::string author_name;
  TimeMs ruled;
  bool stands = true;
};

// In order; `stands` is false for what a later ruling that stands reverses.
Result<std::vector<CodingRow>> read_coding(store::Session& s, PartnershipId partnership,
                                           ActivityId activity,
                                           std::optional<VoiceId> voice = std::nullopt);
Result<std::int64_t> next_number(store::Session& s, PartnershipId partnership, ActivityId activity);
Result<> add_coding(store::Session& s, PartnershipId partnership, ActivityId activity,
                    const CodingRow& row);
// What stands of one pass.
Markings markings_of(const std::vector<CodingRow>& rows, Pass pass);
// The pass that counts: the settled one where there is one.
Pass counting_pass(const std::vector<CodingRow>& rows);
// The last ruling of a pass; 0 for none.
std::int64_t version_of(const std::vector<CodingRow>& rows, Pass pass);
bool same_codes(const Markings& a, const Markings& b);

std::string_view name_of(Pass pass);
std::string coding_sentence(const CodingRow& row, const CodeTree& tree);

}  // namespace heed::understand::inside
