// One theme: what people said in it, and what a person may rule about it.
#include "decide/findings.h"
#include "understand/themes.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using understand::Frame;
using understand::Quote;
using understand::Theme;

constexpr std::int64_t kVoicesOnAPage = 25;

struct ThemeHere {
  plan::Activity activity;
  Frame frame;
  const Theme* theme = nullptr;  // In `frame`.
  std::optional<decide::Finding> finding;
  std::string path;
};

Result<std::shared_ptr<const ThemeHere>> theme_here(Services& services, const Request& request,
                                                    const Match& match) {
  auto here = std::make_shared<ThemeHere>();
  here->activity = TRY(activity_of(services, request, match));
  const auto id = TRY(match.id<ThemeId>("theme"));
  here->frame = TRY(services.themes.frame(scope_of(request), here->activity.id));
  for (const Theme& each : here->frame.themes)
    if (each.id == id) here->theme = &each;
  if (!here->theme) return fail(ErrorKind::not_found, "no such theme");
  for (const auto& each : TRY(services.findings.findings(scope_of(request), here->activity.id)))
    if (each.theme == id) here->finding = each;
  here->path = path_of(here->activity.id, "themes/" + id.text());
  return std::shared_ptr<const ThemeHere>(here);
}

std::vector<Option> other_themes(const ThemeHere& here, std::string_view chosen) {
  std::vector<Option> options;
  for (const Theme& each : here.frame.themes)
    if (each.id != here.theme->id)
      options.push_back(
          {.value = each.id.text(), .label = each.name, .chosen = each.id.text() == chosen});
  return options;
}

Html naming(const Request& request, const ThemeHere& here, const Trouble& trouble) {
  const auto rename = post(request, here.path + "/rename",
                           join(input({.name = "name",
                                       .label = tr("Name"),
                                       .hint = tr("In the words people use."),
                                       .error = trouble.about("name"),
                                       .value = typed(request, "name", here.theme->name)}),
                                button({.text = tr("Rename"), .look = Look::secondary})));
  const std::vector<Option> others = other_themes(here, typed(request, "into"));
  const Html merge = others.empty()
                         ? Html()
                         : post(request, here.path + "/merge",
                                join(select({.name = "into",
                                             .label = tr("Merge it into"),
                                             .error = trouble.about("into"),
                                             .options = others}),
                                     button({.text = tr("Merge"), .look = Look::secondary})));
  const bool material = here.theme->material;
  const Html mark =
      post(request, here.path + "/material",
           join(hidden_input("material", material ? "no" : "yes"),
                paragraph(tr("Rare but material: it counts however few people said it.")),
                button({.text = material ? tr("It is not material after all")
                                         : tr("Mark as rare but material"),
                        .look = Look::secondary})));
  const bool open = trouble.any() && (request.has_field("name") || request.has_field("into"));
  return details(
      {.summary = tr("Rename, merge or mark"), .body = join(rename, merge, mark), .open = open});
}

Html finding_form(const Request& request, const ThemeHere& here, const Trouble& trouble) {
  const std::string kept = here.finding ? here.finding->summary : "";
  Html all = join(
      heading(2, here.finding ? tr("This is a finding") : tr("Approve it as a finding")),
      post(request, here.path + "/finding",
           join(textarea({.name = "summary",
                          .label = tr("What people said, in a sentence or two"),
                          .hint = tr("A finding gets an answer, and the public reads this "
                                     "sentence."),
                          .error = trouble.about("summary"),
                          .value = typed(request, "summary", kept),
                          .rows = 3}),
                button({.text = here.finding ? tr("Save the summary") : tr("Approve finding")}))));
  if (here.finding && !here.finding->response)
    all += post(request, here.path + "/withdraw",
                button({.text = tr("It is not a finding after all"), .look = Look::secondary}));
  return all;
}

Html comment(const Request& request, const ThemeHere& here, const Quote& each) {
  const std::string voice = each.voice.text();
  Html all = quote({.words = each.words,
                    .source = each.approved    ? tr("Approved to be quoted in public")
                              : each.may_quote ? tr("Agreed to be quoted")
                                               : tr("Did not agree to be quoted")});
  if (each.may_quote && may(request, Capability::approve_finding))
    all += post(
        request, here.path + "/quote",
        join(hidden_input("voice", voice), hidden_input("approved", each.approved ? "no" : "yes"),
             button({.text =
                         each.approved ? tr("Do not quote it after all") : tr("Approve this quote"),
                     .look = Look::small})));
  const std::vector<Option> others = other_themes(here, "");
  if (!others.empty() && may(request, Capability::code))
    all += details({.summary = tr("It belongs elsewhere"),
                    .body = post(request, here.path + "/move",
                                 join(hidden_input("voice", voice),
                                      select({.name = "to",
                                              .label = tr("Move this comment to"),
                                              .options = others,
                                              .id = "to-" + voice}),
                                      button({.text = tr("Move"), .look = Look::small})))});
  return el("div", {{"id", "voice-" + voice}}, all);
}

Result<Reply> theme_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const auto here = TRY(theme_here(services, request, match));
  const auto voices =
      TRY(services.themes.voices_of(scope_of(request), here->activity.id, here->theme->id));
  const auto total = static_cast<std::int64_t>(voices.size());
  const std::int64_t at = page_asked(request);
  std::vector<Html> comments;
  for (std::int64_t i = (at - 1) * kVoicesOnAPage; i < std::min(total, at * kVoicesOnAPage); ++i)
    comments.push_back(comment(request, *here, voices[static_cast<std::size_t>(i)]));
  std::vector<Html> tags;
  if (here->finding) tags.push_back(tag(tr("Finding"), Colour::green));
  if (here->theme->material) tags.push_back(tag(tr("Rare but material"), Colour::purple));
  Html body =
      join(el("p", link(Href(path_of(here->activity.id, "themes")), tr("All themes"))),
           tags.empty() ? Html() : el("p", tags),
           paragraph(tr_n("{n} comment", "{n} comments", here->theme->voices)),
           here->theme->keywords.empty()
               ? Html()
               : paragraph(tr("Words that mark it: {words}", {{"words", here->theme->keywords}})));
  if (may(request, Capability::code)) body += naming(request, *here, trouble);
  if (may(request, Capability::approve_finding)) body += finding_form(request, *here, trouble);
  body += heading(2, tr("What people said"));
  body += join(comments);
  body += pagination(
      {.page = static_cast<std::uint64_t>(at),
       .pages = static_cast<std::uint64_t>((total + kVoicesOnAPage - 1) / kVoicesOnAPage),
       .path = here->path});
  return show_in(services, request, here->activity, Tab::themes,
                 {.heading = here->theme->name, .section = Section::said, .body = std::move(body)},
                 trouble);
}

struct Target {
  const Scope& scope;
  const Request& request;
  ActivityId activity;
  ThemeId theme;
  std::string author;
};
// Where to go when it is done; empty for this theme's page again.
using Rule = std::function<Result<std::string>(Services&, const Target&)>;

Route ruling(Services& services, std::string_view what, Capability needed, std::string field,
             Rule rule) {
  return {Method::post,
          fmt::format("/staff/activities/{{activity}}/themes/{{theme}}/{}", what),
          Who::may(needed),
          Limit::form,
          Safety::csrf_token,
          [&services, field = std::move(field), rule = std::move(rule)](
              const Request& request, const Match& match) -> Result<Reply> {
            const Target target{.scope = scope_of(request),
                                .request = request,
                                .activity = TRY(match.id<ActivityId>("activity")),
                                .theme = TRY(match.id<ThemeId>("theme")),
                                .author = request.signed_in().person_name};
            const auto done = rule(services, target);
            if (!done)
              return theme_page(services, request, match, TRY(trouble_of(done.error(), field)));
            if (!done->empty()) return see_other(*done);
            return see_other(path_of(target.activity, "themes/" + target.theme.text()));
          }};
}

template <class IdType>
Result<IdType> id_sent(const Target& target, std::string_view field) {
  const auto id = IdType::parse(target.request.field(field));
  if (!id) return refuse(tr("Choose one from the list."));
  return *id;
}

Result<std::string> to_theme(const Target& target, ThemeId theme) {
  return path_of(target.activity, "themes/" + theme.text());
}

}  // namespace

Routes theme_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/themes/{theme}", Who::may(Capability::read_text),
       Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return theme_page(services, request, match);
       }},
      ruling(services, "rename", Capability::code, "name",
             [](Services& s, const Target& at) -> Result<std::string> {
               TRY(s.themes.rename(at.scope, at.activity, at.theme, at.request.field("name"),
                                   at.author));
               return std::string();
             }),
      ruling(services, "merge", Capability::code, "into",
             [](Services& s, const Target& at) -> Result<std::string> {
               const auto into = TRY(id_sent<ThemeId>(at, "into"));
               TRY(s.themes.merge(at.scope, at.activity, at.theme, into, at.author));
               return to_theme(at, into);
             }),
      ruling(services, "material", Capability::code, "",
             [](Services& s, const Target& at) -> Result<std::string> {
               TRY(s.themes.mark_material(at.scope, at.activity, at.theme,
                                          at.request.field("material") == "yes", at.author));
               return std::string();
             }),
      ruling(services, "move", Capability::code, "",
             [](Services& s, const Target& at) -> Result<std::string> {
               TRY(s.themes.move(at.scope, at.activity, TRY(id_sent<VoiceId>(at, "voice")),
                                 at.theme, TRY(id_sent<ThemeId>(at, "to")), at.author));
               return std::string();
             }),
      ruling(services, "quote", Capability::approve_finding, "",
             [](Services& s, const Target& at) -> Result<std::string> {
               TRY(s.themes.approve_quote(at.scope, at.activity, at.theme,
                                          TRY(id_sent<VoiceId>(at, "voice")),
                                          at.request.field("approved") == "yes", at.author));
               return std::string();
             }),
      ruling(services, "finding", Capability::approve_finding, "summary",
             [](Services& s, const Target& at) -> Result<std::string> {
               TRY(s.findings.approve(at.scope, at.activity, at.theme, at.request.field("summary"),
                                      at.author));
               return path_of(at.activity, "themes");
             }),
      ruling(services, "withdraw", Capability::approve_finding, "",
             [](Services& s, const Target& at) -> Result<std::string> {
               for (const auto& each : TRY(s.findings.findings(at.scope, at.activity)))
                 if (each.theme == at.theme)
                   TRY(s.findings.withdraw(at.scope, at.activity, each.id));
               return std::string();
             }),
  };
}

}  // namespace heed::web::staff
