// Evidence bundle: everything about one activity that a court, a committee or an auditor asks for,
// in one ZIP made by one action: papers, and further documents, with an index. Pages run through
// all PDFs, so that "page 214 of the bundle" is one place.
//
//   const Bundle made = TRY(evidence_bundle(material, {about_the_activity(material)}));
//   made.bytes;  // index.html, index.pdf, hashes.txt, papers/…, evidence/…
//
// hashes.txt is what `sha256sum --check` reads; tools/verify_bundle.py checks the links too.
// The same material gives the same bytes.
// Threads: pure.
// Does not: decide who may read it. The papers hold what may be published; everything_said holds
// what everybody said, for those who may read words and must consider them.
#pragma once

#include <string>
#include <vector>

#include "report/paper.h"

namespace heed::report {

struct BundlePart {
  std::string path;
  std::string title;
  std::string format;  // "PDF", "Word", "HTML", "Excel"
  int first_page = 0;  // Of the bundle; 0 where it has no pages of its own.
  int last_page = 0;
  std::string hash;  // SHA-256, hexadecimal.
};

struct Bundle {
  std::string bytes;
  std::vector<BundlePart> parts;  // In the order of the index.
  int pages = 0;
};

// What the activity was for, what was decided already, who decides, and when.
Document about_the_activity(const Material& material);

// Every version of each proposal for change, and every judgement of it with who made it and when.
Document what_was_judged(const Material& material);

// What one person said to one question.
struct Said {
  std::string question;
  std::string words;
  bool may_quote = false;
};
// All of it, under its question, with personal details covered (text/personal.h).
Document everything_said(const Material& material, const std::vector<Said>& said);

// Errors: as make_paper.
Result<Bundle> evidence_bundle(const Material& material, const std::vector<Document>& evidence);

}  // namespace heed::report
