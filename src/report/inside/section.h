// A section of a paper: a folder with one section.cc, and a line in the catalogue. The conformance
// test (paper_test.cc) holds every one to the same promises.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "report/paper.h"

namespace heed::report::inside {

// Where a section writes, so that no figure gets in without its query.
class Writing {
 public:
  Writing(const Material& from, Paper& paper) : material(from), paper_(paper) {}
  const Material& material;
  Document& document() { return paper_.document; }
  // The figure's words with its mark: "1,247 responses [F1]". The same query is one figure.
  std::string figure(std::string_view query);
  // How many said it.
  std::string said_by(const decide::Finding& finding) {
    return figure(fmt::format("findings/{}/said_by", finding.id.text()));
  }
  const std::vector<Figure>& figures() const { return paper_.figures; }

 private:
  Paper& paper_;
};

struct Section {
  std::string_view name;     // Its folder.
  std::string_view heading;  // Level 1.
  // Writes what is under the heading. Errors: invalid (said).
  Result<> (*write)(Writing&);
};

Result<> write_outcome(Writing& out);
Result<> write_method(Writing& out);
Result<> write_reach(Writing& out);
Result<> write_not_heard(Writing& out);
Result<> write_against(Writing& out);
Result<> write_minority(Writing& out);
Result<> write_findings(Writing& out);
Result<> write_register(Writing& out);
Result<> write_equality(Writing& out);
Result<> write_decision(Writing& out);
Result<> write_judged(Writing& out);
Result<> write_doing(Writing& out);
Result<> write_voice(Writing& out);
Result<> write_proof(Writing& out);  // Always last: it lists the figures of all others.

std::span<const Section> sections();
// In the order of the paper.
std::span<const std::string_view> sections_of(PaperKind kind);

// The text, or what is said where nothing is recorded.
std::string or_gap(std::string_view text, std::string_view gap);

}  // namespace heed::report::inside
