// Writing a proposal for change: a new one, and another version of one.
#include "base/text.h"
#include "web/staff/inside/changes_shown.h"

namespace heed::web::staff {
namespace {

using plan::NewServiceChange;
using plan::ServiceChange;

NewServiceChange change_typed(const Request& request) {
  return {.kind = plan::change_kind_named(request.field("kind")),
          .title = typed(request, "title"),
          .owner = typed(request, "owner"),
          .what = typed(request, "what"),
          .for_whom = typed(request, "for_whom"),
          .activity = ActivityId::parse(request.field("activity")).value_or(ActivityId{})};
}

Result<Html> change_fields(Services& services, const Request& request,
                           const NewServiceChange& stored, const Trouble& trouble) {
  std::vector<Option> kinds;
  const std::string kind =
      typed(request, "kind", stored.kind ? plan::name_of(*stored.kind) : std::string_view());
  for (const plan::ChangeKind each : plan::kChangeKinds)
    kinds.push_back({.value = std::string(plan::name_of(each)),
                     .label = std::string(plan::words_for(each)),
                     .chosen = plan::name_of(each) == kind});
  // From the page of an activity the proposal belongs to it.
  const std::string belongs = typed(
      request, "activity",
      stored.activity.is_null() ? std::string(request.asked("activity")) : stored.activity.text());
  std::vector<Option> activities = {{.value = "", .label = tr("None yet")}};
  for (const plan::Activity& each : TRY(services.activities.list(scope_of(request))))
    activities.push_back({.value = each.id.text(),
                          .label = each.details.title,
                          .chosen = each.id.text() == belongs});
  return join(input({.name = "title",
                     .label = tr("Title"),
                     .hint = tr("Such as “Stroke rehabilitation on one site”."),
                     .error = trouble.about("title"),
                     .value = typed(request, "title", stored.title)}),
              radios({.name = "kind",
                      .legend = tr("If it is substantial, which would it be?"),
                      .hint = tr("Whether it is, is judged afterwards."),
                      .error = trouble.about("kind"),
                      .options = std::move(kinds)}),
              input({.name = "owner",
                     .label = tr("Whose proposal is it?"),
                     .hint = tr("The body that would make the change."),
                     .error = trouble.about("owner"),
                     .value = typed(request, "owner", stored.owner)}),
              textarea({.name = "what",
                        .label = tr("What would change?"),
                        .error = trouble.about("what"),
                        .value = typed(request, "what", stored.what),
                        .rows = 4}),
              textarea({.name = "for_whom",
                        .label = tr("For whom, and where?"),
                        .hint = tr("Each place and each group whose service would change."),
                        .error = trouble.about("for_whom"),
                        .value = typed(request, "for_whom", stored.for_whom),
                        .rows = 4}),
              select({.name = "activity",
                      .label = tr("Which activity does it belong to?"),
                      .error = trouble.about("activity"),
                      .options = std::move(activities)}));
}

// Every box that is not good yet, in the order of the page.
Trouble change_trouble(const NewServiceChange& typed_in) {
  Trouble trouble;
  const auto need = [&](bool there, const char* field, std::string said) {
    if (!there) trouble.add(field, std::move(said));
  };
  need(!trimmed(typed_in.title).empty(), "title", tr("Give the proposal a title."));
  need(typed_in.kind.has_value(), "kind", tr("Choose which of the two it would be."));
  need(!trimmed(typed_in.owner).empty(), "owner", tr("Say whose proposal it is."));
  need(!trimmed(typed_in.what).empty(), "what", tr("Say what would change."));
  need(!trimmed(typed_in.for_whom).empty(), "for_whom", tr("Say for whom it would change."));
  return trouble;
}

Result<Reply> new_change_page(Services& services, const Request& request,
                              const Trouble& trouble = {}) {
  return show(
      services, request,
      {.heading = tr("Open a proposal"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")},
                      {tr("Proposals for change"), Href("/staff/changes")}},
       .body = join(paragraph(tr("Nobody outside sees it. Write it while it can still "
                                 "change.")),
                    post(request, "/staff/changes/new",
                         join(TRY(change_fields(services, request, {}, trouble)),
                              button({.text = tr("Open the proposal"), .prevent_double = true}))))},
      trouble);
}

Result<Reply> open_change(Services& services, const Request& request) {
  const NewServiceChange wanted = change_typed(request);
  if (const Trouble trouble = change_trouble(wanted); trouble.any())
    return new_change_page(services, request, trouble);
  const auto id =
      services.changes->open(scope_of(request), wanted, request.signed_in().person_name);
  if (!id) return new_change_page(services, request, TRY(trouble_of(id.error(), "title")));
  return see_other(change_path(*id));
}

Result<Reply> edit_change_page(Services& services, const Request& request, const Match& match,
                               const Trouble& trouble = {}) {
  const ServiceChange change = TRY(change_of(services, request, match));
  const std::string now = std::to_string(change.versions.front().number);
  Html meanwhile;
  if (trouble.conflict)
    meanwhile = warning_callout(
        {.heading = tr("What is kept now"),
         .body = join(paragraph(tr("Yours is below, not kept yet.")),
                      summary_list(TRY(version_rows(services, request, change.now()))))});
  return show_change(
      services, request, change,
      {.heading = tr("Change the proposal"),
       .body = join(meanwhile,
                    paragraph(tr("What it says now stays to be read. What was judged of it is to "
                                 "be looked at again.")),
                    post(request, change_path(change.id, "/edit"),
                         join(hidden_input("version",
                                           trouble.conflict ? now : typed(request, "version", now)),
                              TRY(change_fields(services, request, change.now(), trouble)),
                              button({.text = tr("Save"), .prevent_double = true}))))},
      trouble);
}

Result<Reply> edit_change(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<plan::ServiceChangeId>("change"));
  const NewServiceChange wanted = change_typed(request);
  if (const Trouble trouble = change_trouble(wanted); trouble.any())
    return edit_change_page(services, request, match, trouble);
  const auto done = services.changes->change(scope_of(request), id,
                                             whole_number(request.field("version")).value_or(-1),
                                             wanted, request.signed_in().person_name);
  if (!done)
    return edit_change_page(services, request, match, TRY(trouble_of(done.error(), "title")));
  return see_other(change_path(id));
}

}  // namespace

Routes change_editing_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto route = [&services](Method method, std::string pattern, Do run) {
    return change_route(services, method, std::move(pattern), Who::may(Capability::plan), run);
  };
  return {
      route(Method::get, "/staff/changes/new",
            [](Services& s, const Request& r, const Match&) { return new_change_page(s, r); }),
      route(Method::post, "/staff/changes/new",
            [](Services& s, const Request& r, const Match&) { return open_change(s, r); }),
      route(
          Method::get, "/staff/changes/{change}/edit",
          [](Services& s, const Request& r, const Match& m) { return edit_change_page(s, r, m); }),
      route(Method::post, "/staff/changes/{change}/edit", edit_change),
  };
}

}  // namespace heed::web::staff
