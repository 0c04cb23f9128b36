// What was learnt from one activity: written down, and published to peers once it has evidence and
// says where else it might apply.
#include "act/learning.h"
#include "base/text.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using act::LearningId;
using act::Learnt;

std::string learning_path(ActivityId id, std::string_view more = "") {
  return path_of(id, "learning" + std::string(more));
}

// `which` tells the fields of one from those of another on the same page.
Html fields(const Request& request, const act::NewLearning& kept, const std::string& which,
            const Trouble& trouble) {
  const bool ours = typed(request, "which") == which;
  const auto box = [&](const std::string& name, std::string label, std::string hint,
                       const std::string& stored) {
    return textarea({.name = name,
                     .label = std::move(label),
                     .hint = std::move(hint),
                     .error = ours ? trouble.about(name) : "",
                     .value = ours ? typed(request, name) : stored,
                     .id = name + which,
                     .rows = 3});
  };
  return join(hidden_input("which", which),
              box("words", tr("What was learnt"),
                  tr("So that somebody who was not there can use it."), kept.words),
              box("evidence", tr("What shows it"), "", kept.evidence),
              box("elsewhere", tr("Where else it might apply"), "", kept.elsewhere),
              input({.name = "topics",
                     .label = tr("Topics"),
                     .hint = tr("By comma."),
                     .value = ours ? typed(request, "topics") : kept.topics,
                     .id = "topics" + which}));
}

Html one_learnt(const Request& request, const Learnt& each, const std::string& zone,
                const Trouble& trouble) {
  const std::string which = "-" + each.id.text();
  Html body = summary_list(
      {{.key = tr("What shows it"), .value = typed_text(each.details.evidence)},
       {.key = tr("Where else it might apply"), .value = typed_text(each.details.elsewhere)},
       {.key = tr("Topics"), .value = text(each.details.topics)},
       {.key = tr("Written by"), .value = text(each.by + ", " + show_date(each.written, zone))}});
  if (!each.published) {
    const Html version = hidden_input("version", std::to_string(each.version));
    if (may(request, Capability::respond))
      body += details({.summary = tr("Change it"),
                       .body = post(request, learning_path(each.activity, "/" + each.id.text()),
                                    join(version, fields(request, each.details, which, trouble),
                                         button({.text = tr("Save"), .look = Look::secondary}))),
                       .open = typed(request, "which") == which,
                       .id = "change" + which});
    if (may(request, Capability::publish))
      body += post(request, learning_path(each.activity, "/" + each.id.text() + "/publish"),
                   join(version, button({.text = tr("Publish it to everybody who follows"),
                                         .prevent_double = true})));
  }
  return card({.heading = each.details.words,
               .body = std::move(body),
               .level = 2,
               .tag = each.published ? tag(tr("Published {date}",
                                              {{"date", show_date(*each.published, zone)}}),
                                           Colour::green)
                                     : tag(tr("Not published"), Colour::grey)});
}

Result<Reply> learning_page(Services& services, const Request& request, const Match& match,
                            const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  Html body = paragraph(
      tr("What is published here goes to everybody who follows this or everything we tell, and "
         "stands on our page of what we learnt for other organisations to find."));
  const auto all = TRY(services.learning->of(scope_of(request), activity.id));
  for (const Learnt& each : all) body += one_learnt(request, each, services.zone, trouble);
  if (all.empty()) body += inset_text(paragraph(tr("Nothing is written down yet.")));
  if (may(request, Capability::respond))
    body += join(heading(2, tr("Write down something learnt")),
                 post(request, learning_path(activity.id),
                      join(fields(request, {}, "-new", trouble),
                           button({.text = tr("Write it down"), .prevent_double = true}))));
  body += el("p", link(Href("/learning"), tr("Everything that was learnt, as the public sees it")));
  return show_in(
      services, request, activity, Tab::let_people_know,
      {.heading = tr("What was learnt"), .section = Section::actions, .body = std::move(body)},
      trouble);
}

act::NewLearning typed_learning(const Request& request) {
  return {.words = std::string(request.field("words")),
          .evidence = std::string(request.field("evidence")),
          .elsewhere = std::string(request.field("elsewhere")),
          .topics = std::string(request.field("topics"))};
}

Result<Reply> add_learning(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const auto done = services.learning->add(scope_of(request), id, typed_learning(request),
                                           request.signed_in().person_name);
  if (!done) return learning_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(learning_path(id));
}

Result<Reply> change_learning(Services& services, const Request& request, const Match& match) {
  const auto done =
      services.learning->change(scope_of(request), TRY(match.id<LearningId>("learning")),
                                whole_number(request.field("version")).value_or(-1),
                                typed_learning(request), request.signed_in().person_name);
  if (!done) return learning_page(services, request, match, TRY(trouble_of(done.error(), "words")));
  return see_other(learning_path(TRY(match.id<ActivityId>("activity"))));
}

Result<Reply> publish_learning(Services& services, const Request& request, const Match& match) {
  const auto done =
      services.learning->publish(scope_of(request), TRY(match.id<LearningId>("learning")),
                                 whole_number(request.field("version")).value_or(-1));
  if (!done) return learning_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(learning_path(TRY(match.id<ActivityId>("activity"))));
}

}  // namespace

Routes learning_routes(Services& services) {
  if (services.learning == nullptr) return {};
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto to_change = [&services](std::string pattern, Capability needed, Do run) {
    return Route{Method::post,
                 std::move(pattern),
                 Who::may(needed),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, run](const Request& request, const Match& match) {
                   return run(services, request, match);
                 }};
  };
  const std::string at = "/staff/activities/{activity}/learning";
  return {
      {Method::get, at, Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return learning_page(services, request, match);
       }},
      to_change(at, Capability::respond, add_learning),
      to_change(at + "/{learning}", Capability::respond, change_learning),
      to_change(at + "/{learning}/publish", Capability::publish, publish_learning),
  };
}

}  // namespace heed::web::staff
