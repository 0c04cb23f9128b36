// Themes of one activity: the list, how it was made, and finding them.
#include "understand/themes.h"
#include "decide/findings.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using understand::Frame;
using understand::Theme;

constexpr std::size_t kQuotesShown = 2;

Html propose_form(const Request& request, ActivityId id, std::string words) {
  if (!may(request, Capability::code)) return {};
  return post(request, path_of(id, "themes/propose"),
              button({.text = std::move(words), .prevent_double = true}));
}

Html method_part(const Frame& frame) {
  const std::int64_t read = frame.voices - frame.no_content - frame.unassigned;
  return join(
      figures({{said_number(read), tr_n("of {n} comment is in a theme",
                                        "of {n} comments are in a theme", frame.voices)},
               {said_number(frame.no_content), tr("had nothing to analyse")},
               {said_number(frame.unassigned), tr("fit no theme")}}),
      inset_text(paragraph(tr("Proposed by {method}, on this server. A machine grouped these; "
                              "people check, name and approve them.",
                              {{"method", frame.method}}))));
}

Html theme_card(ActivityId activity, const Theme& theme, bool is_finding) {
  std::vector<Html> tags;
  if (is_finding) tags.push_back(tag(tr("Finding"), Colour::green));
  if (theme.material) tags.push_back(tag(tr("Rare but material"), Colour::purple));
  if (!theme.renamed) tags.push_back(tag(tr("Proposed name"), Colour::grey));
  std::vector<Html> quotes;
  for (const understand::Quote& each : theme.quotes) {
    if (quotes.size() == kQuotesShown) break;
    quotes.push_back(quote({.words = each.words}));
  }
  return card({.heading = theme.name,
               .href = Href(path_of(activity, "themes/" + theme.id.text())),
               .body = join(el("p", tr_n("{n} comment", "{n} comments", theme.voices)), quotes),
               .level = 3,
               .tag = join(tags)});
}

Html size_bars(const Frame& frame) {
  std::int64_t largest = 1;
  for (const Theme& theme : frame.themes) largest = std::max(largest, theme.voices);
  Bars drawn{.title = tr("How often each theme comes up"),
             .label_heading = tr("Theme"),
             .value_heading = tr("Comments")};
  for (const Theme& theme : frame.themes)
    drawn.bars.push_back(
        {.label = theme.name,
         .value = said_number(theme.voices),
         .width = static_cast<double>(theme.voices) / static_cast<double>(largest)});
  return bars(drawn);
}

// Under the coarse theme each belongs to, in the order that those first come up.
Html cards(ActivityId activity, const Frame& frame, const std::vector<decide::Finding>& findings) {
  std::vector<std::string> parents;
  for (const Theme& theme : frame.themes)
    if (std::find(parents.begin(), parents.end(), theme.parent) == parents.end())
      parents.push_back(theme.parent);
  Html all;
  for (const std::string& parent : parents) {
    std::vector<Html> under;
    for (const Theme& theme : frame.themes) {
      if (theme.parent != parent) continue;
      under.push_back(theme_card(activity, theme,
                                 std::any_of(findings.begin(), findings.end(),
                                             [&](const auto& f) { return f.theme == theme.id; })));
    }
    all += heading(2, parent.empty() ? tr("Themes") : parent);
    all += card_group(under);
  }
  return all;
}

Html rulings_made(const std::vector<understand::RulingLine>& rulings, const std::string& zone) {
  if (rulings.empty()) return {};
  std::vector<Html> lines;
  for (const understand::RulingLine& line : rulings)
    lines.push_back(join(line.sentence, " ", show_date_time(line.ruled, zone)));
  return details({.summary = tr("What people changed"), .body = bullets(lines)});
}

Result<Reply> themes_page(Services& services, const Request& request, const Match& match,
                          const Trouble& trouble = {}) {
  const auto activity = TRY(activity_of(services, request, match));
  Page page{.heading = tr("Themes"), .section = Section::said};
  if (!may(request, Capability::read_text)) {
    page.body = not_for_you();
    return show_in(services, request, activity, Tab::themes, std::move(page), trouble);
  }
  const Frame frame = TRY(services.themes.frame(scope_of(request), activity.id));
  const Html coding =
      may(request, Capability::code)
          ? el("p", link(Href(path_of(activity.id, "coding")), tr("Read and code the comments")))
          : Html();
  if (!frame.proposed) {
    page.body = join(paragraph(tr("No themes yet.")),
                     propose_form(request, activity.id, tr("Find themes")), coding);
    return show_in(services, request, activity, Tab::themes, std::move(page), trouble);
  }
  const auto findings = TRY(services.findings.findings(scope_of(request), activity.id));
  const auto rulings = TRY(services.themes.rulings(scope_of(request), activity.id));
  page.body =
      join(method_part(frame), coding, size_bars(frame), cards(activity.id, frame, findings),
           rulings_made(rulings, services.zone),
           rulings.empty() ? propose_form(request, activity.id, tr("Find themes again")) : Html());
  return show_in(services, request, activity, Tab::themes, std::move(page), trouble);
}

}  // namespace

Routes themes_routes(Services& services) {
  return {
      {Method::get, "/staff/activities/{activity}/themes", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return themes_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/themes/propose", Who::may(Capability::code),
       Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         const auto id = TRY(match.id<ActivityId>("activity"));
         const auto done = services.themes.propose(scope_of(request), id);
         if (!done) return themes_page(services, request, match, TRY(trouble_of(done.error())));
         return see_other(path_of(id, "themes"));
       }},
  };
}

}  // namespace heed::web::staff
