// Judging a proposal for change: its four domains; a body's duty to involve; and settling what is
// suggested.
#include <algorithm>

#include "base/text.h"
#include "platform/clock.h"
#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {
namespace {

using plan::About;
using plan::DomainAsked;
using plan::DomainJudged;
using plan::InvolvementJudged;
using plan::ServiceChange;
using plan::TriggerAsked;
using plan::TriggerJudged;

template <class T>
std::vector<Option> options_of(const T& all, std::string_view chosen) {
  std::vector<Option> options;
  for (const auto each : all)
    options.push_back({.value = std::string(plan::name_of(each)),
                       .label = std::string(plan::words_for(each)),
                       .chosen = plan::name_of(each) == chosen});
  return options;
}
template <class T>
std::string stored_name(const std::optional<T>& value) {
  return value ? std::string(plan::name_of(*value)) : std::string();
}

std::vector<std::string> boxes_ticked(const Request& request, std::string_view name) {
  std::vector<std::string> out;
  for (const std::string_view each : request.fields(name)) out.emplace_back(each);
  return out;
}

Html domain_fields(const Request& request, const DomainAsked& asked, const DomainJudged& kept,
                   const Trouble& trouble) {
  const auto field = [&](std::string_view box) { return fmt::format("{}-{}", box, asked.name); };
  const auto one_of = [&](std::string_view box, std::string legend, std::string hint,
                          const auto& all, const auto& value) {
    const std::string name = field(box);
    return radios({.name = name,
                   .legend = std::move(legend),
                   .hint = std::move(hint),
                   .error = trouble.about(name),
                   .options = options_of(all, typed(request, name, stored_name(value))),
                   .small = true});
  };
  return fieldset(
      {.legend = std::string(asked.called),
       .size = Size::l,
       .body = join(
           paragraph(asked.asks),
           prompt_boxes(request, field("touches"), tr("What does it touch?"), asked.prompts,
                        kept.touches, trouble),
           one_of("impact", tr("How large is the impact?"), "", plan::kImpacts, kept.impact),
           one_of("direction", tr("Which way?"),
                  tr("Both count: more of something is an impact too. Leave this and the next if "
                     "there is none."),
                  plan::kDirections, kept.direction),
           one_of("likelihood", tr("How likely is it?"), "", plan::kLikelihoods, kept.likelihood),
           textarea({.name = field("evidence"),
                     .label = tr("What shows it?"),
                     .hint = tr("Where nobody knows yet: how you will find out."),
                     .error = trouble.about(field("evidence")),
                     .value = typed(request, field("evidence"), kept.evidence),
                     .rows = 3}))});
}

std::vector<DomainJudged> domains_typed(const Request& request) {
  std::vector<DomainJudged> out;
  for (const DomainAsked& asked : plan::domains()) {
    const auto sent = [&](std::string_view box) {
      return request.field(fmt::format("{}-{}", box, asked.name));
    };
    DomainJudged one{.domain = asked.domain,
                     .impact = plan::impact_named(sent("impact")),
                     .direction = plan::direction_named(sent("direction")),
                     .likelihood = plan::likelihood_named(sent("likelihood")),
                     .touches = boxes_ticked(request, fmt::format("touches-{}", asked.name)),
                     .evidence = std::string(sent("evidence"))};
    out.push_back(std::move(one));
  }
  return out;
}

// Of the newest judgement, so that a second one begins where the first left off.
DomainJudged kept_domain(const plan::Judgement* newest, plan::Domain domain) {
  if (newest != nullptr)
    for (const DomainJudged& each : newest->domains)
      if (each.domain == domain) return each;
  return {.domain = domain};
}

// After a conflict both are in view, and saving again is meant.
Html seen_field(const Request& request, const plan::Judgement* newest, const Trouble& trouble) {
  const std::string now = std::to_string(newest == nullptr ? 0 : newest->number);
  return hidden_input("seen", trouble.conflict ? now : typed(request, "seen", now));
}
Html judged_meanwhile(const ServiceChange& change, const plan::Judgement* newest,
                      const Trouble& trouble, const std::string& zone) {
  if (!trouble.conflict || newest == nullptr) return {};
  return join(
      warning_callout({.heading = tr("Somebody judged this meanwhile"),
                       .body = paragraph(tr("Theirs is here. Yours is below, not kept yet; if you "
                                            "save it, theirs stays as an earlier one."))}),
      judgement_shown(change, *newest, zone));
}

Reply significance_page(const Services& services, const Request& request,
                        const ServiceChange& change, const Trouble& trouble = {}) {
  const plan::Judgement* const newest = change.newest(About::significance);
  Html fields = seen_field(request, newest, trouble);
  for (const DomainAsked& asked : plan::domains())
    fields += domain_fields(request, asked, kept_domain(newest, asked.domain), trouble);
  return show_change(
      services, request, change,
      {.heading = tr("Is it significant?"),
       .body = join(
           paragraph(tr("A change is significant where it is likely to have a substantial "
                        "impact on one or more of four domains. “Substantial” has no "
                        "definition in law: you judge it, and your name is kept with it.")),
           judged_meanwhile(change, newest, trouble, services.zone),
           post(
               request, change_path(change.id, "/significance"),
               join(fields, button({.text = tr("Keep this judgement"), .prevent_double = true}))))},
      trouble);
}

Result<Reply> judge(Services& services, const Request& request, const Match& match) {
  const ServiceChange change = TRY(change_of(services, request, match));
  const auto judged = domains_typed(request);
  if (const Trouble trouble = trouble_with(plan::wrong_with(judged)); trouble.any())
    return significance_page(services, request, change, trouble);
  const auto done = services.changes->judge_significance(
      scope_of(request), change.id, whole_number(request.field("seen")).value_or(-1), judged,
      request.signed_in().person_name);
  if (!done)
    return significance_page(services, request, TRY(change_of(services, request, match)),
                             TRY(trouble_of(done.error(), "impact-access")));
  return see_other(change_path(change.id, "#significance"));
}

Html trigger_fields(const Request& request, const TriggerAsked& asked, const TriggerJudged& kept,
                    const Trouble& trouble) {
  const auto field = [&](std::string_view box) { return fmt::format("{}-{}", box, asked.name); };
  const std::string now = typed(request, field("applies"),
                                !kept.applies   ? ""
                                : *kept.applies ? "yes"
                                                : "no");
  return fieldset(
      {.legend = tr("Trigger ({letter})", {{"letter", std::string(asked.letter)}}),
       .size = Size::l,
       .body =
           join(radios({.name = field("applies"),
                        .legend = std::string(asked.asks),
                        .error = trouble.about(field("applies")),
                        .options = {{.value = "yes", .label = tr("Yes"), .chosen = now == "yes"},
                                    {.value = "no", .label = tr("No"), .chosen = now == "no"}},
                        .small = true}),
                prompt_boxes(request, field("touches"), tr("What does it touch?"), asked.prompts,
                             kept.touches, trouble),
                textarea({.name = field("because"),
                          .label = tr("Why?"),
                          .error = trouble.about(field("because")),
                          .value = typed(request, field("because"), kept.because),
                          .rows = 2}))});
}

Html audience_fields(const Request& request, const plan::Judgement* newest,
                     const Trouble& trouble) {
  Html all;
  for (const plan::AudienceAsked& asked : plan::audiences()) {
    const std::string name = fmt::format("how-{}", asked.name);
    std::string kept;
    if (newest != nullptr)
      for (const plan::AudienceJudged& each : newest->involvement.audiences)
        if (each.name == asked.name) kept = each.how;
    all += textarea({.name = name,
                     .label = std::string(asked.called),
                     .error = trouble.about(name),
                     .value = typed(request, name, kept),
                     .rows = 2});
  }
  return fieldset({.legend = tr("How are they involved, or why not?"),
                   .size = Size::l,
                   .body = join(paragraph(tr("Needed where a trigger applies.")), all)});
}

InvolvementJudged involvement_typed(const Request& request) {
  InvolvementJudged out;
  for (const TriggerAsked& asked : plan::triggers()) {
    const std::string_view applies = request.field(fmt::format("applies-{}", asked.name));
    TriggerJudged one{.name = std::string(asked.name),
                      .touches = boxes_ticked(request, fmt::format("touches-{}", asked.name)),
                      .because = std::string(request.field(fmt::format("because-{}", asked.name)))};
    if (applies == "yes" || applies == "no") one.applies = applies == "yes";
    out.triggers.push_back(std::move(one));
  }
  for (const plan::AudienceAsked& asked : plan::audiences())
    out.audiences.push_back(
        {std::string(asked.name), std::string(request.field(fmt::format("how-{}", asked.name)))});
  return out;
}

// Whose duty: as typed, of the link that was followed, or of whose proposal it is.
std::string holder_asked(const Request& request, const ServiceChange& change) {
  if (request.has_field("holder")) return std::string(trimmed(request.field("holder")));
  if (!request.asked("another").empty()) return {};
  const std::string_view asked = trimmed(request.asked("holder"));
  return asked.empty() ? change.now().owner : std::string(asked);
}

Result<Reply> duty_page(Services& services, const Request& request, const ServiceChange& change,
                        const Trouble& trouble = {}) {
  const std::string holder = holder_asked(request, change);
  const plan::Judgement* const newest = change.newest(About::duty, holder);
  Html fields = join(seen_field(request, newest, trouble),
                     input({.name = "holder",
                            .label = tr("Whose duty is it?"),
                            .hint = tr("Each body that the change is of is judged by itself."),
                            .error = trouble.about("holder"),
                            .value = holder}));
  for (const TriggerAsked& asked : plan::triggers()) {
    TriggerJudged kept;
    if (newest != nullptr)
      for (const TriggerJudged& each : newest->involvement.triggers)
        if (each.name == asked.name) kept = each;
    fields += trigger_fields(request, asked, kept, trouble);
  }
  fields += audience_fields(request, newest, trouble);
  const auto registered = TRY(services.duties->all(scope_of(request)));
  return show_change(
      services, request, change,
      {.heading = tr("Does the duty to involve apply?"),
       .body = join(
           paragraph(tr("Involving people is wider than formal consultation: it may be telling "
                        "them, talking with them, designing together or consulting.")),
           duties_of_body(registered, holder, services.clock.now()),
           judged_meanwhile(change, newest, trouble, services.zone),
           post(
               request, change_path(change.id, "/duty"),
               join(fields, button({.text = tr("Keep this judgement"), .prevent_double = true}))))},
      trouble);
}

Result<Reply> judge_duty(Services& services, const Request& request, const Match& match) {
  const ServiceChange change = TRY(change_of(services, request, match));
  const InvolvementJudged judged = involvement_typed(request);
  Trouble trouble;
  if (trimmed(request.field("holder")).empty()) trouble.add("holder", tr("Say whose duty it is."));
  for (const Mistake& each : trouble_with(plan::wrong_with(judged)).mistakes)
    trouble.add(each.field_id, each.message);
  if (trouble.any()) return duty_page(services, request, change, trouble);
  const auto done = services.changes->judge_duty(
      scope_of(request), change.id, whole_number(request.field("seen")).value_or(-1),
      request.field("holder"), judged, request.signed_in().person_name);
  if (!done)
    return duty_page(services, request, TRY(change_of(services, request, match)),
                     TRY(trouble_of(done.error(), "holder")));
  return see_other(change_path(change.id, "#duty"));
}

}  // namespace

Routes change_judging_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto route = [&services](Method method, std::string pattern, Do run) {
    return change_route(services, method, std::move(pattern), Who::may(Capability::plan), run);
  };
  return {
      route(Method::get, "/staff/changes/{change}/significance",
            [](Services& s, const Request& r, const Match& m) -> Result<Reply> {
              return significance_page(s, r, TRY(change_of(s, r, m)));
            }),
      route(Method::post, "/staff/changes/{change}/significance", judge),
      route(Method::get, "/staff/changes/{change}/duty",
            [](Services& s, const Request& r, const Match& m) -> Result<Reply> {
              return duty_page(s, r, TRY(change_of(s, r, m)));
            }),
      route(Method::post, "/staff/changes/{change}/duty", judge_duty),
  };
}

}  // namespace heed::web::staff
