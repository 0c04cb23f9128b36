// How a judgement of a proposal for change reads, and the form that settles it.
#include <algorithm>

#include "base/text.h"
#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {

using plan::About;
using plan::ServiceChange;

namespace {

Html touched(const std::vector<plan::Prompt>& prompts, const std::vector<std::string>& names) {
  std::string out;
  for (const plan::Prompt& each : prompts)
    if (std::ranges::find(names, each.name) != names.end())
      out += (out.empty() ? "" : "; ") + std::string(each.words);
  return text(out.empty() ? tr("Nothing ticked") : out);
}

Html impact_shown(const plan::DomainJudged& each) {
  if (!each.impact) return text(tr("Not judged"));
  const Html level =
      tag(plan::words_for(*each.impact), *each.impact == plan::Impact::substantial ? Colour::orange
                                         : *each.impact == plan::Impact::minor     ? Colour::blue
                                                                                   : Colour::grey);
  if (!each.direction || !each.likelihood) return level;
  return join(level, el("div", text(fmt::format("{}. {}.", plan::words_for(*each.direction),
                                                plan::words_for(*each.likelihood)))));
}

Html domains_shown(const plan::Judgement& judgement) {
  std::vector<std::vector<Html>> rows;
  for (const plan::DomainJudged& each : judgement.domains) {
    const plan::DomainAsked& asked = plan::asked_of(each.domain);
    rows.push_back({text(asked.called), impact_shown(each), touched(asked.prompts, each.touches),
                    typed_text(each.evidence)});
  }
  return table(
      {.caption = tr("What was judged, version {n}", {{"n", said_number(judgement.number)}}),
       .columns = {{tr("Domain")}, {tr("Impact")}, {tr("What it touches")}, {tr("What shows it")}},
       .rows = std::move(rows)});
}

Html involvement_shown(const plan::Judgement& judgement) {
  std::vector<std::vector<Html>> rows;
  for (const plan::TriggerAsked& asked : plan::triggers())
    for (const plan::TriggerJudged& each : judgement.involvement.triggers)
      if (each.name == asked.name)
        rows.push_back(
            {text(fmt::format("({}) {}", asked.letter, asked.asks)),
             each.applies == true ? tag(tr("Yes"), Colour::orange) : tag(tr("No"), Colour::grey),
             touched(asked.prompts, each.touches), typed_text(each.because)});
  std::vector<SummaryRow> audiences;
  for (const plan::AudienceAsked& asked : plan::audiences())
    for (const plan::AudienceJudged& each : judgement.involvement.audiences)
      if (each.name == asked.name)
        audiences.push_back({std::string(asked.called), each.how.empty()
                                                            ? text(tr("Nobody has said"))
                                                            : typed_text(each.how)});
  return join(
      table({.caption = tr("What was judged of {body}, version {n}",
                           {{"body", judgement.holder}, {"n", said_number(judgement.number)}}),
             .columns = {{tr("Trigger")}, {tr("Applies")}, {tr("What it touches")}, {tr("Why")}},
             .rows = std::move(rows)}),
      heading(4, tr("How people are involved"), Size::s), summary_list(audiences));
}

std::string who_and_when(std::string_view by, TimeMs at, const std::string& zone) {
  return tr("{who}, {when}", {{"who", std::string(by)}, {"when", show_date_time(at, zone)}});
}

}  // namespace

std::string change_path(plan::ServiceChangeId id, std::string_view more) {
  return fmt::format("/staff/changes/{}{}", id.text(), more);
}

Result<ServiceChange> change_of(Services& services, const Request& request, const Match& match) {
  return services.changes->one(scope_of(request), TRY(match.id<plan::ServiceChangeId>("change")));
}

Reply show_change(const Services& services, const Request& request, const ServiceChange& change,
                  Page page, const Trouble& trouble) {
  page.section = Section::plan;
  page.caption = change.now().title;
  page.title = page.heading + " – " + change.now().title;
  page.breadcrumb = {{tr("Plan"), Href("/staff/plan")},
                     {tr("Proposals for change"), Href("/staff/changes")},
                     {change.now().title, Href(change_path(change.id))}};
  return show(services, request, std::move(page), trouble);
}

Result<std::vector<SummaryRow>> version_rows(Services& services, const Request& request,
                                             const plan::NewServiceChange& d) {
  Html activity = text(tr("None yet"));
  if (!d.activity.is_null()) {
    const auto found = services.activities.activity(scope_of(request), d.activity);
    activity = found ? link(Href(path_of(d.activity)), found->details.title)
                     : text(tr("One that is gone"));
  }
  return std::vector<SummaryRow>{
      {.key = tr("If substantial"), .value = text(d.kind ? plan::words_for(*d.kind) : "")},
      {.key = tr("Whose it is"), .value = text(d.owner)},
      {.key = tr("What would change"), .value = typed_text(d.what)},
      {.key = tr("For whom, and where"), .value = typed_text(d.for_whom)},
      {.key = tr("Activity"), .value = std::move(activity)}};
}

std::string outcome_words(About about, bool yes) {
  return std::string(plan::words_for(about, yes));
}

Html judgement_shown(const ServiceChange& change, const plan::Judgement& judgement,
                     const std::string& zone) {
  std::vector<SummaryRow> rows = {
      {.key = tr("Judged by"), .value = text(who_and_when(judgement.by, judgement.judged, zone))},
      {.key = tr("Suggested"),
       .value = join(el("strong", outcome_words(judgement.about, judgement.suggestion.yes)), ". ",
                     judgement.suggestion.because)}};
  if (judgement.outcome) {
    const plan::Outcome& outcome = *judgement.outcome;
    const bool departs = outcome.yes != judgement.suggestion.yes;
    rows.push_back({.key = departs ? tr("Departed from") : tr("Confirmed"),
                    .value = join(el("strong", outcome_words(judgement.about, outcome.yes)), ". ",
                                  who_and_when(outcome.by, outcome.at, zone), ".",
                                  outcome.why.empty() ? Html() : typed_text(outcome.why))});
  } else {
    rows.push_back({.key = tr("Confirmed"), .value = text(tr("Not yet, by anybody"))});
  }
  Html changed;
  if (judgement.change_number != change.versions.front().number)
    changed =
        inset_text(paragraph(tr("This is of version {n} of the proposal, which has changed "
                                "since.",
                                {{"n", said_number(judgement.change_number)}})));
  return join(summary_list(rows), changed,
              judgement.about == About::significance ? domains_shown(judgement)
                                                     : involvement_shown(judgement));
}

Html settle_form(const Request& request, const ServiceChange& change,
                 const plan::Judgement& judgement, const Trouble& trouble) {
  if (judgement.outcome || change.ended || !may(request, Capability::plan)) return {};
  const std::string number = std::to_string(judgement.number);
  const std::string which = judgement.about == About::duty ? "duty" : "significance";
  const std::string about = which + "-" + number;  // A page may have several of these.
  const bool ours = typed(request, "settles") == about;
  const bool yes = judgement.suggestion.yes;
  const std::string chosen = ours ? typed(request, "outcome") : "";
  const auto option = [&](bool outcome) {
    return Option{
        .value = outcome ? "yes" : "no",
        .label = outcome == yes
                     ? tr("Confirm: {outcome}",
                          {{"outcome", lowered(outcome_words(judgement.about, outcome))}})
                     : tr("Depart from it: {outcome}",
                          {{"outcome", lowered(outcome_words(judgement.about, outcome))}}),
        .chosen = chosen == (outcome ? "yes" : "no")};
  };
  return on_screen(
      post(request, change_path(change.id, fmt::format("/{}/{}", which, number)),
           join(hidden_input("settles", about),
                radios({.name = "outcome",
                        .legend = tr("Do you confirm what is suggested?"),
                        .hint = tr("Heed only suggests. Your name is kept with the outcome."),
                        .error = ours ? trouble.about("outcome-" + about) : "",
                        .options = {option(yes), option(!yes)},
                        .id = "outcome-" + about}),
                textarea({.name = "why",
                          .label = tr("Why?"),
                          .hint = tr("Needed where you depart from what is suggested."),
                          .error = ours ? trouble.about("why-" + about) : "",
                          .value = ours ? typed(request, "why") : "",
                          .id = "why-" + about,
                          .rows = 3}),
                button({.text = tr("Save the outcome"), .prevent_double = true}))));
}

Html clause_of(const plan::Duty& duty) {
  const plan::NewDuty& d = duty.details;
  if (d.clause.empty()) return text(tr("No clause given"));
  return d.clause_link.empty() ? text(d.clause) : link(Href(d.clause_link), d.clause);
}

Html duties_of_body(const std::vector<plan::Duty>& all, std::string_view body, TimeMs now) {
  std::vector<Html> lines;
  for (const plan::Duty& each : all)
    if (lowered(each.organisation_name) == lowered(trimmed(body)) && each.in_force(now))
      lines.push_back(join(each.details.name, ", ", each.details.source,
                           each.details.clause.empty() ? Html() : join(": ", clause_of(each))));
  if (lines.empty()) return {};
  return join(paragraph(tr("In the register of duties:")), bullets(lines));
}

Html prompt_boxes(const Request& request, std::string name, std::string legend,
                  const std::vector<plan::Prompt>& prompts, const std::vector<std::string>& kept,
                  const Trouble& trouble) {
  const bool sent = request.has_field("seen");
  const auto boxes = request.fields(name);
  std::vector<Option> options;
  for (const plan::Prompt& each : prompts)
    options.push_back({.value = std::string(each.name),
                       .label = std::string(each.words),
                       .chosen = sent ? std::ranges::find(boxes, each.name) != boxes.end()
                                      : std::ranges::find(kept, each.name) != kept.end()});
  return checkboxes({.name = name,
                     .legend = std::move(legend),
                     .error = trouble.about(name),
                     .options = std::move(options),
                     .small = true});
}

Trouble trouble_with(const std::vector<plan::Wrong>& wrong) {
  Trouble trouble;
  for (const plan::Wrong& each : wrong) trouble.add(each.field, each.said);
  return trouble;
}

Html on_screen(const Html& body) { return el("div", {{"class", "heed-on-screen"}}, body); }

Route change_route(Services& services, Method method, std::string pattern, Who who,
                   Result<Reply> (*run)(Services&, const Request&, const Match&)) {
  const bool reads = method == Method::get;
  return {method,
          std::move(pattern),
          who,
          reads ? Limit::no_body : Limit::form,
          reads ? Safety::safe : Safety::csrf_token,
          [&services, run](const Request& request, const Match& match) {
            return run(services, request, match);
          }};
}

}  // namespace heed::web::staff
