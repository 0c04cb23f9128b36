#include <algorithm>

#include "report/inside/judged.h"
#include "report/inside/section.h"

namespace heed::report::inside {
namespace {

using plan::About;

std::string ticked(const std::vector<plan::Prompt>& prompts,
                   const std::vector<std::string>& names) {
  std::string out;
  for (const plan::Prompt& each : prompts)
    if (std::ranges::find(names, each.name) != names.end())
      out += (out.empty() ? "" : "; ") + std::string(each.words);
  return out;
}

std::string impact_of(const plan::DomainJudged& each) {
  std::string out(each.impact ? plan::words_for(*each.impact) : "Not judged");
  if (each.direction) out += fmt::format(". {}", plan::words_for(*each.direction));
  if (each.likelihood) out += fmt::format(". {}", plan::words_for(*each.likelihood));
  return out;
}

void add_domains(Document& document, const plan::Judgement& judgement) {
  std::vector<std::vector<std::string>> rows;
  for (const plan::DomainJudged& each : judgement.domains) {
    const plan::DomainAsked& asked = plan::asked_of(each.domain);
    rows.push_back({std::string(asked.called), impact_of(each), ticked(asked.prompts, each.touches),
                    each.evidence});
  }
  document.table(fmt::format("The four domains, version {}", judgement.number),
                 {"Domain", "Impact", "What it touches", "What shows it"}, std::move(rows));
}

void add_triggers(Document& document, const plan::Judgement& judgement) {
  std::vector<std::vector<std::string>> rows, audiences;
  for (const plan::TriggerAsked& asked : plan::triggers())
    for (const plan::TriggerJudged& each : judgement.involvement.triggers)
      if (each.name == asked.name)
        rows.push_back({fmt::format("({}) {}", asked.letter, asked.asks),
                        each.applies == true ? "Yes" : "No", ticked(asked.prompts, each.touches),
                        each.because});
  for (const plan::AudienceAsked& asked : plan::audiences())
    for (const plan::AudienceJudged& each : judgement.involvement.audiences)
      if (each.name == asked.name)
        audiences.push_back(
            {std::string(asked.called), each.how.empty() ? "Nobody has said" : each.how});
  document.table(
      fmt::format("The three triggers, for {}, version {}", judgement.holder, judgement.number),
      {"Trigger", "Applies", "What it touches", "Why"}, std::move(rows));
  document.table(fmt::format("How people are involved, for {}, version {}", judgement.holder,
                             judgement.number),
                 {"Who", "How, or why not"}, std::move(audiences));
}

void add_judgement(Document& document, const plan::ServiceChange& change,
                   const plan::Judgement& judgement, const std::string& zone) {
  document.paragraph({{.text = "Suggested: ", .bold = true},
                      {fmt::format("{}. {} Judged by {}, {}, of version {} of the proposal.",
                                   plan::words_for(judgement.about, judgement.suggestion.yes),
                                   judgement.suggestion.because, judgement.by,
                                   show_date(judgement.judged, zone), judgement.change_number)}});
  if (!judgement.outcome) {
    document.paragraph("Nobody has confirmed this or departed from it.");
  } else {
    const plan::Outcome& outcome = *judgement.outcome;
    const bool departs = outcome.yes != judgement.suggestion.yes;
    document.paragraph(
        {{.text = departs ? "Departed from: " : "Confirmed: ", .bold = true},
         {fmt::format("{}. {}, {}.{}{}", plan::words_for(judgement.about, outcome.yes), outcome.by,
                      show_date(outcome.at, zone), outcome.why.empty() ? "" : " ", outcome.why)}});
  }
  if (judgement.change_number != change.versions.front().number)
    document.paragraph("The proposal has changed since this was judged.");
  if (judgement.about == About::significance)
    add_domains(document, judgement);
  else
    add_triggers(document, judgement);
}

void add_all_of(Document& document, const plan::ServiceChange& change, About about,
                std::string_view holder, const std::string& zone, Judgements which) {
  for (const plan::Judgement& each : change.judgements) {
    if (each.about != about || each.holder != holder) continue;
    add_judgement(document, change, each, zone);
    if (which == Judgements::newest) return;
  }
}

}  // namespace

void add_judged(Document& document, const plan::ServiceChange& change, const std::string& zone,
                Judgements which) {
  const plan::NewServiceChange& now = change.now();
  document.heading(2, now.title);
  document.table("The proposal", {"What", "As written"},
                 {{"If substantial", std::string(now.kind ? plan::words_for(*now.kind) : "")},
                  {"Whose it is", now.owner},
                  {"What would change", now.what},
                  {"For whom, and where", now.for_whom},
                  {"Written", fmt::format("Version {}, by {}, {}", change.versions.front().number,
                                          change.versions.front().by,
                                          show_date(change.versions.front().written, zone))}});
  if (change.ended)
    document.paragraph(fmt::format("It goes no further: {} {}, {}.", change.ended_why,
                                   change.ended_by, show_date(*change.ended, zone)));
  document.heading(3, "Is it significant?");
  if (change.newest(About::significance) == nullptr) document.paragraph("Nobody has judged this.");
  add_all_of(document, change, About::significance, "", zone, which);
  document.heading(3, "Does the duty to involve apply?");
  const auto holders = change.holders();
  if (holders.empty()) document.paragraph("Nobody has judged this, for any body.");
  for (const std::string& each : holders)
    add_all_of(document, change, About::duty, each, zone, which);
}

Result<> write_judged(Writing& out) {
  if (out.material.changes.empty())
    out.document().paragraph("No proposal for change belongs to this activity.");
  for (const plan::ServiceChange& each : out.material.changes)
    add_judged(out.document(), each, out.material.zone, Judgements::newest);
  return Done{};
}

}  // namespace heed::report::inside
