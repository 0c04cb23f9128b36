// Looking at a decision again: each aim and each concern judged, with what shows it.
#include "act/evaluations.h"
#include "base/text.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/evaluations_due.h"

namespace heed::web::staff {
namespace {

using act::Judgement;

std::string evaluation_path(decide::DecisionId id) {
  return "/staff/decisions/" + id.text() + "/evaluation";
}

// One aim or concern: how it stands, and what shows it.
Html one_judgement(const Request& request, const Judgement& each, const Judgement* kept,
                   std::size_t number, const Trouble& trouble) {
  const std::string judged = fmt::format("judged-{}", number),
                    evidence = fmt::format("evidence-{}", number);
  const std::string chosen =
      typed(request, judged, kept == nullptr ? "" : act::name_of(kept->judged));
  std::vector<Option> options;
  for (const act::Judged one : act::kJudged)
    options.push_back({.value = std::string(act::name_of(one)),
                       .label = std::string(act::words_for(one)),
                       .chosen = act::name_of(one) == chosen});
  return join(heading(3, each.name, Size::s),
              radios({.name = judged,
                      .legend = each.finding.is_null() ? tr("Is this aim met?")
                                                       : tr("Is this concern met?"),
                      .error = trouble.about(judged),
                      .options = std::move(options),
                      .small = true}),
              textarea({.name = evidence,
                        .label = tr("What shows it"),
                        .error = trouble.about(evidence),
                        .value = typed(request, evidence,
                                       kept == nullptr ? "" : std::string_view(kept->evidence)),
                        .rows = 2}));
}

Result<Reply> evaluation_page(Services& services, const Request& request, const Match& match,
                              const Trouble& trouble = {}) {
  const auto id = TRY(match.id<decide::DecisionId>("decision"));
  const decide::Decision decision = TRY(services.governance.decision(scope_of(request), id));
  const auto found = TRY(services.evaluations->of(scope_of(request), id));
  const decide::EvaluationPlan& plan = decision.evaluation;
  Html body = summary_list(
      {{.key = tr("What was decided"), .value = typed_text(decision.decided)},
       {.key = tr("What it is judged by"),
        .value = plan.measures.empty() ? text(tr("Nothing was said.")) : typed_text(plan.measures)},
       {.key = tr("Looked at again by"),
        .value = text(plan.due ? show_date(*plan.due, services.zone) : tr("No day was set"))}});
  if (trouble.conflict)
    body += warning_callout({.heading = tr("What is kept now"),
                             .body = join(typed_text(found.empty() ? "" : found[0].details.words),
                                          paragraph(tr("Yours is below, not kept yet.")))});
  const std::vector<Judgement> wanted = act::to_judge(decision);
  Html fields = hidden_input("seen", std::to_string(found.empty() ? 0 : found[0].number));
  for (std::size_t i = 0; i < wanted.size(); ++i)
    fields += one_judgement(request, wanted[i],
                            found.empty() || i >= found[0].details.judgements.size()
                                ? nullptr
                                : &found[0].details.judgements[i],
                            i, trouble);
  fields +=
      join(textarea({.name = "words",
                     .label = tr("What follows from it"),
                     .value = typed(request, "words",
                                    found.empty() ? "" : std::string_view(found[0].details.words)),
                     .rows = 3}),
           button({.text = tr("Publish the evaluation"), .prevent_double = true}));
  if (may(request, Capability::respond))
    body += join(heading(2, tr("How it stands")),
                 paragraph(tr("The public reads it beside the decision. Every version stays.")),
                 post(request, evaluation_path(id), fields));
  body += el("p", link(Href("/decisions/" + id.text()), tr("The decision as the public sees it")));
  return show(services, request,
              {.heading = tr("Does it do what it is for?"),
               .caption = decision.activity_title,
               .section = Section::actions,
               .breadcrumb = {{tr("Actions and promises"), Href("/staff/actions")}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> keep(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<decide::DecisionId>("decision"));
  const decide::Decision decision = TRY(services.governance.decision(scope_of(request), id));
  act::NewEvaluation wanted{.words = std::string(request.field("words"))};
  Trouble trouble;
  const std::vector<Judgement> all = act::to_judge(decision);
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string field = fmt::format("judged-{}", i), why = fmt::format("evidence-{}", i);
    const auto judged = act::judged_named(request.field(field));
    if (!judged) {
      trouble.add(field, tr("Say of “{name}” how it stands.", {{"name", all[i].name}}));
      continue;
    }
    if (*judged != act::Judged::too_early && trimmed(request.field(why)).empty())
      trouble.add(why, tr("Say what shows it, for “{name}”.", {{"name", all[i].name}}));
    wanted.judgements.push_back(
        {all[i].finding, all[i].name, *judged, std::string(request.field(why))});
  }
  if (trouble.any()) return evaluation_page(services, request, match, trouble);
  const auto done = services.evaluations->keep(scope_of(request), id,
                                               whole_number(request.field("seen")).value_or(-1),
                                               wanted, request.signed_in().person_name);
  if (!done)
    return evaluation_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other("/decisions/" + id.text());
}

}  // namespace

Result<Html> evaluations_due(Services& services, const Request& request) {
  if (services.evaluations == nullptr || !may(request, Capability::read_findings)) return Html();
  std::vector<std::vector<Html>> rows;
  for (const act::EvaluationDue& each : TRY(services.evaluations->due(scope_of(request))))
    rows.push_back({link(Href(evaluation_path(each.decision)), each.title), text(each.decided),
                    join(show_date(each.due, services.zone),
                         each.overdue ? join(" ", tag(tr("Overdue"), Colour::red)) : Html())});
  if (rows.empty()) return Html();
  return table({.caption = tr("Decisions to look at again"),
                .columns = {{tr("Activity")}, {tr("What was decided")}, {tr("By")}},
                .rows = std::move(rows)});
}

Routes evaluation_routes(Services& services) {
  if (services.evaluations == nullptr) return {};
  const std::string at = "/staff/decisions/{decision}/evaluation";
  return {
      {Method::get, at, Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return evaluation_page(services, request, match);
       }},
      {Method::post, at, Who::may(Capability::respond), Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return keep(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
