// The register of duties: which body owes which, from when until when, and where its constitution
// describes it; and which bodies must say which one each activity serves.
#include <algorithm>

#include "base/text.h"
#include "platform/clock.h"
#include "web/staff/inside/activity_details.h"
#include "web/staff/inside/changes_shown.h"
#include "web/staff/inside/places.h"

namespace heed::web::staff {
namespace {

using plan::Duty;
using plan::DutyHolder;
using plan::DutyId;
using plan::NewDuty;

constexpr std::string_view kDutiesPath = "/staff/duties";

bool keeps_duties(const Request& request) { return may(request, Capability::plan); }

NewDuty duty_typed(const Services& services, const Request& request, Trouble& trouble) {
  return {.organisation =
              OrganisationId::parse(request.field("organisation")).value_or(OrganisationId{}),
          .name = typed(request, "name"),
          .source = typed(request, "source"),
          .starts = place_date(services, request, "starts", trouble),
          .ends = date_typed(services, request, "ends", trouble),
          .clause = typed(request, "clause"),
          .clause_link = typed(request, "clause_link")};
}

Html duty_fields(const Services& services, const Request& request, const NewDuty& stored,
                 const Trouble& trouble) {
  const auto line = [&](std::string name, std::string label, std::string hint,
                        const std::string& kept) {
    return input({.name = name,
                  .label = std::move(label),
                  .hint = std::move(hint),
                  .error = trouble.about(name),
                  .value = typed(request, name, kept)});
  };
  const auto day = [&](std::string name, std::string label, std::string hint,
                       const std::optional<TimeMs>& kept) {
    return date({.name = name,
                 .label = std::move(label),
                 .hint = std::move(hint),
                 .error = trouble.about(name),
                 .value = typed(request, name, shown_date(kept, services.zone))});
  };
  return join(
      line("name", tr("What is the duty called?"),
           tr("As the public will read it, such as “Duty to involve the public”."), stored.name),
      line("source", tr("Which law or guidance does it rest on?"),
           tr("As your lawyers cite it. Heed has no list of laws."), stored.source),
      day("starts", tr("Since when?"), tr("Leave empty if it has no first day."), stored.starts),
      day("ends", tr("Until when?"), tr("The last day; leave empty while it goes on."),
          stored.ends),
      line("clause", tr("Which clause of the constitution describes it?"),
           tr("Such as “Part 7, clause 7.3”."), stored.clause),
      line("clause_link", tr("Link to that clause"), tr("It starts with https://."),
           stored.clause_link));
}

std::string period(const Services& services, const Duty& duty) {
  const std::string said = between(services, duty.details.starts, duty.details.ends);
  return said.empty() ? tr("No dates given") : said;
}

Html register_of(const Services& services, const Request& request, const DutyHolder& holder,
                 const std::vector<Duty>& all) {
  std::vector<std::vector<Html>> rows;
  for (const Duty& each : all) {
    if (each.details.organisation != holder.organisation) continue;
    rows.push_back(
        {keeps_duties(request)
             ? link(Href(fmt::format("{}/{}", kDutiesPath, each.id.text())), each.details.name)
             : text(each.details.name),
         text(each.details.source), text(period(services, each)), clause_of(each)});
  }
  Html must = paragraph(holder.must_say ? tr("Each of its activities says which duty it serves.")
                                        : tr("Its activities need not say which duty they serve."));
  if (keeps_duties(request))
    must += on_screen(post(
        request, fmt::format("{}/must-say", kDutiesPath),
        join(hidden_input("organisation", holder.organisation.text()),
             hidden_input("must_say", holder.must_say ? "no" : "yes"),
             button({.text = holder.must_say ? tr("Its activities need not say it")
                                             : tr("It is an NHS body: its activities must say it"),
                     .look = Look::secondary,
                     .described_by = holder.name}))));
  return join(
      heading(2, holder.name),
      table({.caption = tr("Duties of {body}", {{"body", holder.name}}),
             .columns = {{tr("Duty")}, {tr("Law or guidance")}, {tr("When")}, {tr("Clause")}},
             .rows = std::move(rows),
             .caption_hidden = true,
             .when_empty = tr("No duty of this body is in the register.")}),
      must);
}

Result<Reply> duties_page(Services& services, const Request& request, const Trouble& trouble = {}) {
  const auto holders = TRY(services.duties->holders(scope_of(request)));
  const auto all = TRY(services.duties->all(scope_of(request)));
  Html body =
      paragraph(tr("Which body owes which duty to involve people, and from when until "
                   "when. The public reads it on the About page."));
  if (!holders.empty() && std::ranges::none_of(holders, &DutyHolder::must_say))
    body +=
        inset_text(paragraph(tr("No organisation is marked as an NHS body yet, so no activity "
                                "must say which duty it serves.")));
  for (const DutyHolder& each : holders) body += register_of(services, request, each, all);
  if (holders.empty())
    body += inset_text(join(paragraph(tr("No organisation has been added yet.")),
                            el("p", link(Href("/staff/organisations"), tr("Organisations")))));
  if (keeps_duties(request) && !holders.empty()) {
    std::vector<Option> bodies;
    for (const DutyHolder& each : holders)
      bodies.push_back({.value = each.organisation.text(),
                        .label = each.name,
                        .chosen = typed(request, "organisation") == each.organisation.text()});
    body += on_screen(join(heading(2, tr("Add a duty")),
                           post(request, kDutiesPath,
                                join(select({.name = "organisation",
                                             .label = tr("Whose duty is it?"),
                                             .error = trouble.about("organisation"),
                                             .options = std::move(bodies)}),
                                     duty_fields(services, request, {}, trouble),
                                     button({.text = tr("Add it"), .prevent_double = true})))));
  }
  return show(services, request,
              {.heading = tr("Duties"),
               .section = Section::plan,
               .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
               .body = std::move(body)},
              trouble);
}

// Beside the box that a message is about: the room names the first that is wrong.
std::string field_wrong(const NewDuty& typed_in) {
  if (trimmed(typed_in.name).empty()) return "name";
  if (trimmed(typed_in.source).empty()) return "source";
  if (typed_in.starts && typed_in.ends && *typed_in.ends < *typed_in.starts) return "ends";
  if (!typed_in.clause_link.empty())
    return trimmed(typed_in.clause).empty() && typed_in.clause_link.starts_with("https://")
               ? "clause"
               : "clause_link";
  return "organisation";
}

Result<Reply> add_duty(Services& services, const Request& request) {
  Trouble trouble;
  const NewDuty wanted = duty_typed(services, request, trouble);
  if (trouble.any()) return duties_page(services, request, trouble);
  const auto done =
      services.duties->add(scope_of(request), wanted, request.signed_in().person_name);
  if (!done)
    return duties_page(services, request, TRY(trouble_of(done.error(), field_wrong(wanted))));
  return see_other(std::string(kDutiesPath));
}

Result<Reply> duty_edit_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const auto id = TRY(match.id<DutyId>("duty"));
  const auto all = TRY(services.duties->all(scope_of(request)));
  const auto at = std::ranges::find(all, id, &Duty::id);
  if (at == all.end()) return fail(ErrorKind::not_found, "no such duty");
  const std::string now = std::to_string(at->version);
  return show(
      services, request,
      {.heading = at->details.name,
       .caption = at->organisation_name,
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}, {tr("Duties"), Href(kDutiesPath)}},
       .body = join(
           trouble.conflict
               ? warning_callout(
                     {.heading = tr("What is kept now"),
                      .body = join(
                          paragraph(tr("{who} changed it on {when}. Yours is below, not "
                                       "kept yet.",
                                       {{"who", at->by},
                                        {"when", show_date_time(at->changed, services.zone)}})),
                          summary_list(
                              {{.key = tr("Duty"), .value = text(at->details.name)},
                               {.key = tr("Law or guidance"), .value = text(at->details.source)},
                               {.key = tr("When"), .value = text(period(services, *at))},
                               {.key = tr("Clause"), .value = clause_of(*at)}}))})
               : Html(),
           post(request, fmt::format("{}/{}", kDutiesPath, id.text()),
                join(hidden_input("version",
                                  trouble.conflict ? now : typed(request, "version", now)),
                     duty_fields(services, request, at->details, trouble),
                     button({.text = tr("Save"), .prevent_double = true}))))},
      trouble);
}

Result<Reply> change_duty(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<DutyId>("duty"));
  Trouble trouble;
  const NewDuty wanted = duty_typed(services, request, trouble);
  if (trouble.any()) return duty_edit_page(services, request, match, trouble);
  const auto done = services.duties->change(scope_of(request), id,
                                            whole_number(request.field("version")).value_or(-1),
                                            wanted, request.signed_in().person_name);
  if (!done)
    return duty_edit_page(services, request, match,
                          TRY(trouble_of(done.error(), field_wrong(wanted))));
  return see_other(std::string(kDutiesPath));
}

Result<Reply> set_must_say(Services& services, const Request& request) {
  const auto done = services.duties->set_must_say(
      scope_of(request),
      OrganisationId::parse(request.field("organisation")).value_or(OrganisationId{}),
      request.field("must_say") == "yes", request.signed_in().person_name);
  if (!done) return duties_page(services, request, TRY(trouble_of(done.error(), "organisation")));
  return see_other(std::string(kDutiesPath));
}

}  // namespace

Routes duty_routes(Services& services) {
  if (services.duties == nullptr) return {};
  constexpr Who kReaders = Who::may(Capability::read_summary);
  constexpr Who kKeepers = Who::may(Capability::plan);
  const std::string one = fmt::format("{}/{{duty}}", kDutiesPath);
  return {
      {Method::get, std::string(kDutiesPath), kReaders, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return duties_page(services, request);
       }},
      {Method::post, std::string(kDutiesPath), kKeepers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return add_duty(services, request); }},
      {Method::post, fmt::format("{}/must-say", kDutiesPath), kKeepers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match&) {
         return set_must_say(services, request);
       }},
      {Method::get, one, kKeepers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return duty_edit_page(services, request, match);
       }},
      {Method::post, one, kKeepers, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return change_duty(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
