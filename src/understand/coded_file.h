// Coded files: comments that go to analysts who work elsewhere, and what they send back, compared
// with what is coded here before anybody merges it.
//
//   const std::string csv = comments_csv(TRY(voices.all(scope, activity)));  // id, question, words
//   const CodedFile theirs = TRY(compare(coding, frames, scope, activity, table));
//   TRY(coding.bring_in(scope, activity, theirs.fresh, "agency.csv"));       // after a person
//   looked
//
// A row has a comment, a code by its name ("Travel", or "Travel: Buses"), and may have a stance:
// for, against or mixed. A row without a code says that the comment was read.
// Threads: any.
// Does not: write; give a channel, an area, a date or who may be quoted to anybody outside.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "formats/table_in.h"
#include "listen/voices.h"
#include "understand/coding.h"

namespace heed::understand {

// In the order of ids, which are random: it tells nothing of when each came.
std::string comments_csv(std::vector<listen::Voice> voices);

struct ComparedCode {
  CodeId code;
  std::string name;
  std::int64_t theirs = 0, ours = 0, both = 0;  // Comments.
};

struct CodedFile {
  std::int64_t rows = 0, comments = 0;
  std::vector<std::string> unknown_comments, unknown_codes;  // As written; each once.
  std::vector<BroughtIn> fresh;                              // What is not coded here yet.
  std::int64_t already = 0;
  std::vector<ComparedCode> codes;
  // Of the comments that are coded both here and there: how many, and with the same codes.
  std::int64_t coded_both = 0, same = 0;
};

// Needs `code` and `read_text`. Errors: invalid (said: no column names a comment or a code).
Result<CodedFile> compare(Coding& coding, CodeFrames& frames, listen::Voices& voices,
                          const Scope& scope, ActivityId activity, const formats::TableIn& table);

}  // namespace heed::understand
