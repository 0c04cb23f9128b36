// One comment, or one code, approved as a finding by itself.
#include "base/text.h"
#include "decide/findings.h"
#include "understand/codes.h"
#include "understand/coding.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/findings_shown.h"

namespace heed::web::staff {
namespace {

struct Singled {
  plan::Activity activity;
  Html shown;
  std::string name, point, path;
  bool is_point = false;
};

Result<Singled> singled(Services& services, const Request& request, const Match& match,
                        bool is_point) {
  Singled one{.activity = TRY(activity_of(services, request, match)), .is_point = is_point};
  if (!is_point) {
    const auto id = TRY(match.id<understand::CodeId>("code"));
    const auto tree = TRY(services.frames.tree(scope_of(request), one.activity.id));
    const understand::Code* code = tree.find(id);
    if (code == nullptr) return fail(ErrorKind::not_found, "no such code");
    one.name = code->text.name;
    one.shown = join(heading(2, code->text.name), typed_text(code->text.definition));
    one.path = path_of(one.activity.id, "response/code/" + id.text());
    return one;
  }
  const auto id = TRY(match.id<VoiceId>("voice"));
  const auto voice = TRY(services.coding.voice(scope_of(request), one.activity.id, id));
  for (const auto& each : TRY(services.coding.flagged(scope_of(request), one.activity.id)))
    if (each.voice == id && one.point.empty())
      one.point = std::string(understand::words_for(each.flag.flag));
  one.shown = quote({.words = voice.words});
  one.path = path_of(one.activity.id, "response/point/" + id.text());
  return one;
}

Reply singled_page(const Services& services, const Request& request, const Singled& one,
                   const Trouble& trouble = {}) {
  const Html fields = join(
      one.is_point ? join(input({.name = "name",
                                 .label = tr("Name"),
                                 .hint = tr("Such as “The last bus goes at 4.40”."),
                                 .error = trouble.about("name"),
                                 .value = typed(request, "name")}),
                          input({.name = "point",
                                 .label = tr("What it is"),
                                 .hint = tr("Such as “New evidence” or “Another way of doing it”."),
                                 .value = typed(request, "point", one.point)}))
                   : Html(),
      textarea({.name = "summary",
                .label = tr("What people said, in a sentence or two"),
                .hint = tr("In your words. A finding gets an answer, and the board and the public "
                           "read this sentence."),
                .error = trouble.about("summary"),
                .value = typed(request, "summary"),
                .rows = 3}),
      button({.text = tr("Approve finding")}));
  return show_in(
      services, request, one.activity, Tab::response,
      {.heading = one.is_point ? tr("One comment as a finding") : tr("A code as a finding"),
       .section = Section::response,
       .body = join(one.shown, post(request, one.path, fields))},
      trouble);
}

Result<Reply> approve_single(Services& services, const Request& request, const Match& match,
                             bool is_point) {
  const Singled one = TRY(singled(services, request, match, is_point));
  const std::string author = request.signed_in().person_name;
  const auto done =
      is_point
          ? services.findings.approve_point(
                scope_of(request), one.activity.id, TRY(match.id<VoiceId>("voice")),
                request.field("name"), request.field("summary"), request.field("point"), author)
          : services.findings.approve_code(scope_of(request), one.activity.id,
                                           TRY(match.id<understand::CodeId>("code")),
                                           request.field("summary"), author);
  if (!done) {
    const bool unnamed = is_point && trimmed(request.field("name")).empty();
    return singled_page(services, request, one,
                        TRY(trouble_of(done.error(), unnamed ? "name" : "summary")));
  }
  return see_other(finding_path(one.activity.id, *done));
}

}  // namespace

Routes finding_new_routes(Services& services) {
  const auto single_page = [&services](std::string_view at, bool is_point) {
    return Route{
        Method::get,
        fmt::format("/staff/activities/{{activity}}/response/{}", at),
        Who::may(Capability::approve_finding),
        Limit::no_body,
        Safety::safe,
        [&services, is_point](const Request& request, const Match& match) -> Result<Reply> {
          return singled_page(services, request, TRY(singled(services, request, match, is_point)));
        }};
  };
  const auto single_post = [&services](std::string_view at, bool is_point) {
    return Route{Method::post,
                 fmt::format("/staff/activities/{{activity}}/response/{}", at),
                 Who::may(Capability::approve_finding),
                 Limit::form,
                 Safety::csrf_token,
                 [&services, is_point](const Request& request, const Match& match) {
                   return approve_single(services, request, match, is_point);
                 }};
  };
  return {
      single_page("point/{voice}", true),
      single_post("point/{voice}", true),
      single_page("code/{code}", false),
      single_post("code/{code}", false),
  };
}

}  // namespace heed::web::staff
