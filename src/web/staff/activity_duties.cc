// Of an activity: the body that owns it, which duty it serves, and how far people can shape it.
#include <algorithm>

#include "base/text.h"
#include "plan/duties.h"
#include "platform/clock.h"
#include "web/staff/inside/activity_details.h"

namespace heed::web::staff {

using plan::ActivityDetails;
using plan::Duty;
using plan::DutyHolder;

namespace {

std::string duty_called(const Duty& duty) {
  return fmt::format("{}: {} ({})", duty.organisation_name, duty.details.name, duty.details.source);
}

// Registered bodies, and the one it has where that has ended since.
std::vector<Option> bodies(const std::vector<DutyHolder>& holders, const std::string& chosen) {
  std::vector<Option> options = {{.value = "", .label = tr("Not said")}};
  for (const DutyHolder& each : holders)
    options.push_back({.value = each.name, .label = each.name, .chosen = each.name == chosen});
  if (!chosen.empty() && std::ranges::find(holders, chosen, &DutyHolder::name) == holders.end())
    options.push_back({.value = chosen, .label = chosen, .chosen = true});
  return options;
}

}  // namespace

std::string influence_words(std::string_view influence) {
  if (influence == "inform") return tr("Inform: people are told what happens.");
  if (influence == "consult")
    return tr("Consult: people say what they think, and hear what it changed.");
  if (influence == "involve")
    return tr("Involve: people are part of it throughout, and their concerns shape the choices.");
  if (influence == "collaborate")
    return tr("Collaborate: the choices are worked out together with people.");
  if (influence == "empower") return tr("Empower: what people decide is done.");
  return {};
}

Result<Html> duties_served(const Services& services, const Request& request,
                           const ActivityDetails& details) {
  if (details.duties == plan::kVoluntary) return text(tr("None: it is voluntary"));
  std::vector<Html> lines;
  if (services.duties != nullptr)
    for (const Duty& each : TRY(services.duties->all(scope_of(request))))
      if (std::ranges::count(plan::duties_named(details.duties), each.id) > 0)
        lines.push_back(text(duty_called(each)));
  if (lines.empty()) return text(tr("Not said yet"));
  return lines.size() == 1 ? std::move(lines.front()) : bullets(lines);
}

Result<Html> duty_boxes(const Services& services, const Request& request,
                        const ActivityDetails& stored, const Trouble& trouble) {
  const bool sent = request.has_field("title");
  std::vector<Option> degrees = {{.value = "",
                                  .label = tr("Not said yet"),
                                  .chosen = typed(request, "influence", stored.influence).empty()}};
  for (const std::string_view each : plan::kInfluences)
    degrees.push_back({.value = std::string(each),
                       .label = influence_words(each),
                       .chosen = typed(request, "influence", stored.influence) == each});
  const Html influence = radios({.name = "influence",
                                 .legend = tr("How far can people shape it?"),
                                 .hint = tr("Shown in public. Offer no more than you can keep."),
                                 .options = std::move(degrees)});
  if (services.duties == nullptr) return influence;
  const auto holders = TRY(services.duties->holders(scope_of(request)));
  const auto kept = plan::duties_named(stored.duties);
  const auto boxes = request.fields("duties");
  const auto ticked = [&](const std::string& value, bool was) {
    return sent ? std::ranges::find(boxes, value) != boxes.end() : was;
  };
  std::vector<Option> options;
  for (const Duty& each : TRY(services.duties->all(scope_of(request)))) {
    const bool was = std::ranges::find(kept, each.id) != kept.end();
    if (!was && !each.in_force(services.clock.now())) continue;
    options.push_back({.value = each.id.text(),
                       .label = duty_called(each),
                       .chosen = ticked(each.id.text(), was)});
  }
  options.push_back(
      {.value = std::string(plan::kVoluntary),
       .label = tr("None: it is voluntary"),
       .chosen = ticked(std::string(plan::kVoluntary), stored.duties == plan::kVoluntary),
       .or_before = !options.empty()});
  return join(
      influence, heading(2, tr("Duty"), Size::m),
      select({.name = "organisation",
              .label = tr("Whose activity is it?"),
              .hint = tr("Of the organisations that Heed knows."),
              .error = trouble.about("organisation"),
              .options = bodies(holders, typed(request, "organisation", stored.organisation))}),
      checkboxes({.name = "duties",
                  .legend = tr("Which duty does it serve?"),
                  .hint = tr("Of the register under Plan, Duties. An NHS body must say."),
                  .error = trouble.about("duties"),
                  .options = std::move(options)}));
}

Result<> duties_typed(const Services& services, const Request& request, ActivityDetails& into,
                      Trouble& trouble) {
  into.influence = typed(request, "influence");
  if (services.duties == nullptr) return Done{};
  into.organisation = typed(request, "organisation");
  const auto boxes = request.fields("duties");
  for (const std::string_view each : boxes)
    into.duties += (into.duties.empty() ? "" : ",") + std::string(each);
  if (boxes.size() > 1 && std::ranges::find(boxes, plan::kVoluntary) != boxes.end())
    trouble.add("duties", tr("Choose which duty it serves, or that it is voluntary; not both."));
  if (!into.duties.empty()) return Done{};
  for (const DutyHolder& each : TRY(services.duties->holders(scope_of(request))))
    if (each.must_say && each.name == into.organisation)
      trouble.add("duties", tr("Say which duty of {body} it serves, or that it is voluntary.",
                               {{"body", each.name}}));
  return Done{};
}

}  // namespace heed::web::staff
