// What is recommended to a body, with the findings that speak for it and against it.
#include "decide/recommendations.h"
#include "base/text.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/findings_shown.h"
#include "web/staff/inside/recommended.h"

namespace heed::web::staff {
namespace {

using decide::Recommendation;
using decide::RecommendationId;

std::string recommendations_path(ActivityId id, std::string_view more = "") {
  return path_of(id, "recommendations" + std::string(more));
}

std::vector<FindingId> chosen(const Request& request, std::string_view side) {
  std::vector<FindingId> out;
  for (const std::string_view sent : request.fields("finding"))
    if (request.field("speaks-" + std::string(sent)) == side)
      if (const auto id = FindingId::parse(sent)) out.push_back(*id);
  return out;
}

// For each finding: it says nothing of this, speaks for it, or against it.
Html sides(const Request& request, const std::vector<Finding>& findings,
           const Recommendation* stored) {
  Html all;
  for (const Finding& each : findings) {
    const std::string name = "speaks-" + each.id.text();
    const auto among = [&](const std::vector<FindingId>& ids) {
      return std::ranges::find(ids, each.id) != ids.end();
    };
    const char* kept = stored == nullptr                  ? ""
                       : among(stored->details.in_favour) ? "for"
                       : among(stored->details.against)   ? "against"
                                                          : "";
    const std::string now = typed(request, name, kept);
    all += join(hidden_input("finding", each.id.text()),
                radios({.name = name,
                        .legend = each.name,
                        .hint = each.said_by,
                        .options = {{.value = "", .label = tr("Neither"), .chosen = now.empty()},
                                    {.value = "for", .label = tr("For it"), .chosen = now == "for"},
                                    {.value = "against",
                                     .label = tr("Against it"),
                                     .chosen = now == "against"}},
                        .small = true,
                        // The page has these once for each recommendation, and once for a new one.
                        .id = stored == nullptr ? name : name + "-" + stored->id.text()}));
  }
  return all;
}

Result<Reply> recommendations_page(Services& services, const Request& request, const Match& match,
                                   const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  const auto all = TRY(services.recommendations->all(scope_of(request), activity.id));
  Html body = recommended(all, findings, 2);
  if (all.empty()) body = paragraph(tr("Nothing is recommended yet."));
  const bool writes = may(request, Capability::respond);
  if (writes)
    for (const Recommendation& each : all)
      body += details(
          {.summary =
               tr("Change or withdraw “{words}”", {{"words", shortened(each.details.words, 60)}}),
           .body = join(
               post(request, recommendations_path(activity.id, "/" + each.id.text()),
                    join(hidden_input("version", std::to_string(each.version)),
                         textarea({.name = "words",
                                   .label = tr("What is recommended"),
                                   .value = each.details.words,
                                   .id = "words-" + each.id.text(),
                                   .rows = 3}),
                         sides(request, findings, &each), button({.text = tr("Save")}))),
               post(request, recommendations_path(activity.id, "/" + each.id.text() + "/withdraw"),
                    join(hidden_input("version", std::to_string(each.version)),
                         button({.text = tr("Withdraw it"), .look = Look::warning}))))});
  if (writes && findings.empty())
    body +=
        paragraph(tr("Approve findings first: a recommendation says which speak for it and "
                     "which against."));
  else if (writes)
    body += join(heading(2, tr("Recommend something")),
                 post(request, recommendations_path(activity.id),
                      join(textarea({.name = "words",
                                     .label = tr("What is recommended"),
                                     .error = trouble.about("words"),
                                     .value = typed(request, "words"),
                                     .rows = 3}),
                           sides(request, findings, nullptr),
                           button({.text = tr("Recommend it"), .prevent_double = true}))));
  return show_in(
      services, request, activity, Tab::response,
      {.heading = tr("Recommendations"), .section = Section::response, .body = std::move(body)},
      trouble);
}

decide::NewRecommendation typed_recommendation(const Request& request) {
  return {.words = std::string(request.field("words")),
          .in_favour = chosen(request, "for"),
          .against = chosen(request, "against")};
}

Result<Reply> add_recommendation(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.recommendations->add(
      scope_of(request), id, typed_recommendation(request), request.signed_in().person_name);
  if (!done)
    return recommendations_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(recommendations_path(id));
}

Result<Reply> change_recommendation(Services& services, const Request& request,
                                    const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.recommendations->change(
      scope_of(request), id, TRY(match.id<RecommendationId>("recommendation")),
      whole_number(request.field("version")).value_or(-1), typed_recommendation(request),
      request.signed_in().person_name);
  if (!done)
    return recommendations_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(recommendations_path(id));
}

Result<Reply> withdraw_recommendation(Services& services, const Request& request,
                                      const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.recommendations->withdraw(
      scope_of(request), id, TRY(match.id<RecommendationId>("recommendation")),
      whole_number(request.field("version")).value_or(-1));
  if (!done)
    return recommendations_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(recommendations_path(id));
}

}  // namespace

Html recommended(const std::vector<Recommendation>& all, const std::vector<Finding>& findings,
                 int level) {
  const auto names = [&](const std::vector<FindingId>& ids) {
    std::vector<Html> lines;
    for (const FindingId id : ids)
      for (const Finding& each : findings)
        if (each.id == id) lines.push_back(join(each.name, ", ", each.said_by));
    return lines.empty() ? text(tr("Nothing")) : bullets(lines);
  };
  Html out;
  for (const Recommendation& each : all)
    out += card({.heading = each.details.words,
                 .body = summary_list(
                     {{.key = tr("Speaks for it"), .value = names(each.details.in_favour)},
                      {.key = tr("Speaks against it"), .value = names(each.details.against)},
                      {.key = tr("Recommended by"), .value = text(each.by)}}),
                 .level = level});
  return out;
}

Routes recommendation_routes(Services& services) {
  if (services.recommendations == nullptr) return {};
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto to_change = [&services](std::string pattern, Do run) {
    return Route{Method::post,
                 std::move(pattern),
                 Who::may(Capability::respond),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  const std::string at = "/staff/activities/{activity}/recommendations";
  return {
      {Method::get, at, Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return recommendations_page(services, request, match);
       }},
      to_change(at, add_recommendation),
      to_change(at + "/{recommendation}", change_recommendation),
      to_change(at + "/{recommendation}/withdraw", withdraw_recommendation),
  };
}

}  // namespace heed::web::staff
