#include <array>

#include "base/text.h"
#include "report/inside/section.h"

namespace heed::report::inside {
namespace {

constexpr std::array<Section, 14> kSections = {{
    {"outcome", "What happened", write_outcome},
    {"method", "How we listened", write_method},
    {"reach", "Who we heard from", write_reach},
    {"not_heard", "Who we did not hear from", write_not_heard},
    {"voice", "In people’s own words", write_voice},
    {"decision", "What was decided", write_decision},
    {"doing", "What is being done, and what was promised", write_doing},
    {"findings", "What people said, and our response", write_findings},
    {"minority", "Points that few made and that matter", write_minority},
    {"against", "The strongest points against", write_against},
    {"register", "Response register", write_register},
    {"equality", "The equality adviser’s view", write_equality},
    {"judged", "What was judged before people were asked", write_judged},
    {"proof", "Where the figures come from", write_proof},
}};

constexpr std::array<std::string_view, 13> kReport = {
    "outcome", "method",   "reach",    "not_heard", "voice", "findings", "minority",
    "against", "register", "equality", "decision",  "doing", "proof"};
// A board reads the outcome and what speaks against it first.
constexpr std::array<std::string_view, 14> kBoard = {
    "outcome",  "against", "minority", "register", "equality",  "voice",  "findings",
    "decision", "doing",   "judged",   "reach",    "not_heard", "method", "proof"};
constexpr std::array<std::string_view, 6> kRegister = {"register", "minority", "voice",
                                                       "equality", "doing",    "proof"};

}  // namespace

std::span<const Section> sections() { return kSections; }

std::span<const std::string_view> sections_of(PaperKind kind) {
  switch (kind) {
    case PaperKind::findings_report:
      return kReport;
    case PaperKind::board_paper:
      return kBoard;
    case PaperKind::response_register:
      return kRegister;
  }
  return {};
}

std::string or_gap(std::string_view text, std::string_view gap) {
  return std::string(trimmed(text).empty() ? gap : text);
}

std::string Writing::figure(std::string_view query) {
  const auto known = std::find_if(paper_.figures.begin(), paper_.figures.end(),
                                  [&](const Figure& each) { return each.query == query; });
  if (known != paper_.figures.end()) return fmt::format("{} [{}]", known->says, known->mark);
  const std::optional<std::string> says = value_of(material.page, query);
  CHECK(says.has_value());  // Sections ask only for what is on the page.
  paper_.figures.push_back(
      {fmt::format("F{}", paper_.figures.size() + 1), *says, std::string(query)});
  return fmt::format("{} [{}]", *says, paper_.figures.back().mark);
}

}  // namespace heed::report::inside
