// Papers: what a board, a committee or the public is given about one activity, from one model in
// every format. A section is a kind in a catalogue (inside/section.h); each says something about
// every activity, if only that nothing was recorded.
//
//   const Paper paper = TRY(make_paper(PaperKind::findings_report, material));
//   const std::string docx = TRY(as_word(paper.document));
//   for (const FigureCheck& each : check_figures(paper.figures, page_now)) ...
//
// Every figure has a mark ("[F3]"), and a list at the end says which query gave it, and as of which
// checkpoint of the record; check_figures asks again.
// Threads: pure.
// Does not: read a store; make a paper without people's own words in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "act/actions.h"
#include "act/promises.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "plan/activities.h"
#include "plan/service_changes.h"
#include "report/document.h"

namespace heed::report {

enum class PaperKind { findings_report, board_paper, response_register };
std::string_view name_of(PaperKind kind);  // "findings-report"
std::optional<PaperKind> paper_named(std::string_view name);
std::string_view words_for(PaperKind kind);  // "Findings report"
std::vector<PaperKind> paper_kinds();

// The signed head of the record that the figures were read at.
struct AsOf {
  std::string origin;
  std::uint64_t entries = 0;
  std::string root;  // Hexadecimal.
};

// Whether the young were heard, which a paper says by itself.
struct AgesHeard {
  bool asked = false;
  std::vector<std::string> nobody = {};  // Bands that nobody is in: "Under 16".
  std::vector<std::string> few = {};     // Bands with too few to show.
};

struct Material {
  decide::Published page;  // What was published, or would be now.
  plan::Activity activity;
  std::string partnership;
  std::string zone;
  std::string method = {};  // How themes were found.
  AsOf as_of = {};
  std::vector<decide::Recommendation> recommendations = {};
  std::vector<decide::Decision> decisions = {};  // About this activity, newest first.
  std::vector<act::Plan> plans = {};             // Approved ones.
  std::vector<act::Promise> promises = {};
  std::vector<plan::ServiceChange> changes = {};  // Proposals that belong to this activity.
  // What people said about their age when they were asked; nothing where it was not looked at.
  std::optional<AgesHeard> ages = {};
  // Why no words of people can be shown, where none may be quoted.
  std::string no_words_because = {};
};

struct Figure {
  std::string mark;   // "F3"
  std::string says;   // "said by 1,205 people"
  std::string query;  // "findings/<id>/said_by": a name that value_of understands.
};

struct Paper {
  Document document;
  std::vector<Figure> figures;
};

// Errors: invalid (said) when the paper would have nothing that people said in their own words,
// and no reason why.
Result<Paper> make_paper(PaperKind kind, const Material& material);

// What a query gives on this page, in words; nothing when there is no such thing (any more).
std::optional<std::string> value_of(const decide::Published& page, std::string_view query);

struct FigureCheck {
  Figure figure;
  std::string now;  // Empty: there is no such figure now.
  bool same = false;
};
std::vector<FigureCheck> check_figures(const std::vector<Figure>& figures,
                                       const decide::Published& now);

}  // namespace heed::report
