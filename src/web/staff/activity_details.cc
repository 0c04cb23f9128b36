// The form of an activity's details.
#include "web/staff/inside/activity_details.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace heed::web::staff {

using plan::ActivityDetails;
using plan::ActivityKind;

namespace {

constexpr std::array kKinds = {ActivityKind::listening, ActivityKind::survey,
                               ActivityKind::formal_consultation, ActivityKind::workshop,
                               ActivityKind::co_design};

}  // namespace

std::string format_words(std::string_view format) {
  if (format == "easy_read") return tr("Easy Read");
  if (format == "large_print") return tr("Large print");
  if (format == "audio") return tr("Audio");
  if (format == "bsl") return tr("British Sign Language");
  if (format == "braille") return tr("Braille");
  return tr("Standard");
}

std::string shown_date(const std::optional<TimeMs>& time, const std::string& zone) {
  return time ? show_date(*time, zone) : "";
}

// An empty box is no date. A date means the whole of its day.
std::optional<TimeMs> date_typed(const Services& services, const Request& request,
                                 const std::string& name, Trouble& trouble) {
  const std::string written(trimmed(request.field(name)));
  if (written.empty()) return std::nullopt;
  const auto day = read_date(written, services.zone);
  if (day) {
    const auto end = from_local_date(iso_date(*day, services.zone), services.zone, DayEdge::end);
    if (end) return *end;
  }
  trouble.add(name, tr("Write the date like 5 December 2026."));
  return std::nullopt;
}

ActivityDetails details_typed(const Services& services, const Request& request, Trouble& trouble) {
  ActivityDetails details{
      .kind = plan::kind_named(request.field("kind")).value_or(ActivityKind::listening),
      .title = std::string(trimmed(request.field("title"))),
      .purpose = typed(request, "purpose"),
      .decided = typed(request, "decided"),
      .decider = typed(request, "decider"),
      .owner_name = typed(request, "owner"),
      .contact = typed(request, "contact"),
      .deliverer = typed(request, "deliverer"),
      .funder = typed(request, "funder"),
      .area = typed(request, "area"),
      .topics = typed(request, "topics"),
      .audience = typed(request, "audience"),
      .languages = typed(request, "languages"),
      .successor = typed(request, "successor"),
      .link = typed(request, "link")};
  for (const std::string_view format : request.fields("formats"))
    if (std::ranges::find(plan::kFormats, format) != std::end(plan::kFormats))
      details.formats += (details.formats.empty() ? "" : ",") + std::string(format);
  if (details.title.empty()) trouble.add("title", tr("Give it a title."));
  details.closes = date_typed(services, request, "closes", trouble);
  details.hear_by = date_typed(services, request, "hear_by", trouble);
  if (details.closes && details.hear_by && *details.hear_by < *details.closes)
    trouble.add("hear_by", tr("People cannot hear what happened before it closes."));
  return details;
}

Html details_fields(const Services& services, const Request& request, const ActivityDetails& stored,
                    const Trouble& trouble) {
  std::vector<Option> kinds;
  const std::string chosen = typed(request, "kind", plan::name_of(stored.kind));
  for (const ActivityKind kind : kKinds)
    kinds.push_back({.value = std::string(plan::name_of(kind)),
                     .label = kind_words(kind),
                     .chosen = plan::name_of(kind) == chosen});
  const auto long_box = [&](std::string name, std::string label, std::string hint,
                            const std::string& kept) {
    return textarea({.name = name,
                     .label = std::move(label),
                     .hint = std::move(hint),
                     .error = trouble.about(name),
                     .value = typed(request, name, kept),
                     .rows = 4});
  };
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
  const auto chosen_formats = [&](std::string_view format) {
    if (!request.has_field("title")) return stored.formats.find(format) != std::string::npos;
    const auto sent = request.fields("formats");
    return std::ranges::find(sent, format) != sent.end();
  };
  std::vector<Option> formats;
  for (const std::string_view format : plan::kFormats)
    if (format != "standard")
      formats.push_back({.value = std::string(format),
                         .label = format_words(format),
                         .chosen = chosen_formats(format)});
  return join(
      line("title", tr("Title"), tr("As the public will read it."), stored.title),
      radios({.name = "kind", .legend = tr("What kind is it?"), .options = std::move(kinds)}),
      long_box("purpose", tr("What will the answers shape?"), "", stored.purpose),
      long_box("decided", tr("What is already decided?"),
               tr("People trust an exercise that says what they cannot change."), stored.decided),
      line("decider", tr("Who decides?"), "", stored.decider),
      line("owner", tr("Who runs it?"), tr("A name or a team."), stored.owner_name),
      line("contact", tr("How can people reach you?"),
           tr("A phone number or an address, shown in public."), stored.contact),
      day("closes", tr("When does it close?"), tr("Leave empty if it has no closing date."),
          stored.closes),
      day("hear_by", tr("By when will people hear what happened?"),
          tr("This is a promise, and is shown in public."), stored.hear_by),
      heading(2, tr("Who and where"), Size::m),
      line("deliverer", tr("Who delivers it?"), tr("Leave empty if it is who runs it."),
           stored.deliverer),
      line("funder", tr("Who pays for it?"), "", stored.funder),
      line("area", tr("Which area is it about?"), tr("Leave empty for everywhere."), stored.area),
      line("topics", tr("Topics"), tr("By comma, such as “stroke, transport”."), stored.topics),
      line("audience", tr("Whom is it for?"), tr("Patients, carers, staff, everybody …"),
           stored.audience),
      checkboxes({.name = "formats",
                  .legend = tr("Which other formats can people have it in?"),
                  .options = std::move(formats)}),
      line("languages", tr("Which languages besides English?"), tr("By comma, such as “cy, pl”."),
           stored.languages),
      line("successor", tr("Who answers for it when the owner has left?"),
           tr("A name or a team, and how to reach them. Shown in public in place of the contact."),
           stored.successor),
      line("link", tr("Where is it held, if not here?"), "", stored.link));
}

}  // namespace heed::web::staff
