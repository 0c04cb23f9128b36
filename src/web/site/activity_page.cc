// GET /a/{activity}: what it is about, who asks and decides, and where answering starts.
#include "base/text.h"
#include "listen/channels.h"
#include "plan/register.h"
#include "platform/clock.h"
#include "web/site/inside/around.h"

namespace heed::web::site {
namespace {

using namespace pages;
using plan::Activity;

Html what_badge_means(const Activity& activity, const Words& words) {
  const bool formal = activity.details.kind == plan::ActivityKind::formal_consultation;
  return details(
      {.summary = std::string(formal ? tr(words, "What a formal consultation is")
                                     : tr(words, "What engagement is")),
       .body = paragraph(
           formal ? tr(words,
                       "A formal consultation is about a specific proposal, for a set time. "
                       "Nothing has been decided, and what you say must be taken into account "
                       "before anybody decides.")
                  : tr(words,
                       "Engagement is listening before there is a proposal, or about how a "
                       "service is working. What you say shapes what is proposed."))});
}

// Documents that may be read before answering, each with its format and language; and the formats
// that can be asked for.
Result<Html> to_read(Services& services, const Activity& activity, const Words& words) {
  std::vector<Html> items;
  for (const plan::Document& one :
       TRY(services.activities.documents(scope_of(services), activity.id))) {
    if (one.withdrawn) continue;
    items.push_back(
        join(link(Href(path_of(activity) + "/document/" + one.id), one.title), " ",
             el("span", {{"class", "nhsuk-hint"}},
                tr(words, "{format}, {language}, {size} KB",
                   {{"format", format_words(one.format, words)},
                    {"language", std::string(Words::for_language(one.language).own_name())},
                    {"size", std::to_string((one.bytes + 1023) / 1024)}}))));
  }
  std::vector<Html> offered;
  for (const std::string_view format : plan::kFormats)
    if (format != "standard" && activity.details.formats.find(format) != std::string::npos)
      offered.push_back(pages::text(format_words(format, words)));
  Html all;
  if (!items.empty()) all += join(heading(2, tr(words, "Read first"), Size::m), bullets(items));
  if (!offered.empty())
    all += join(heading(2, tr(words, "Other formats"), Size::m),
                paragraph(tr(words, "You can also have this as:")), bullets(offered));
  return all;
}

Result<Html> said_since(Services& services, const Activity& activity, const Words& words) {
  Html all;
  for (const plan::Update& one : TRY(services.activities.updates(scope_of(services), activity.id)))
    all += join(el("h3", {{"class", "nhsuk-heading-s"}},
                   one.correction ? join(tr(words, "Correction"), ", ") : Html(),
                   el("time", {{"datetime", iso_utc(one.at)}}, show_date(one.at, services.zone))),
                typed_text(one.words));
  return all.empty() ? Html() : join(heading(2, tr(words, "Updates"), Size::m), all);
}

Result<Html> stages_of(Services& services, const Activity& activity, const Words& words) {
  std::vector<SummaryRow> rows;
  for (const plan::Stage& stage : TRY(services.activities.stages(scope_of(services), activity.id)))
    rows.push_back({stage.name, stage.involvement.empty()
                                    ? pages::text(tr(words, "Nobody is involved in this stage"))
                                    : typed_text(stage.involvement)});
  return rows.empty() ? Html()
                      : join(heading(2, tr(words, "How people are involved"), Size::m),
                             summary_list(rows, words));
}

// Earlier engagement that was linked as what this came of (T-009).
Result<Html> grown_from(Services& services, const Activity& activity, const Words& words) {
  if (services.planned == nullptr) return Html();
  std::vector<Html> items;
  for (const plan::Listed& one :
       TRY(services.planned->grew_from(scope_of(services), activity.id))) {
    Html item = link(Href("/a/" + one.id.text()), one.title);
    if (one.until) item += pages::text(", " + show_date(*one.until, services.zone));
    items.push_back(std::move(item));
  }
  if (items.empty()) return Html();
  return join(heading(2, tr(words, "What this grew from"), Size::m), bullets(items));
}

// The degree of influence that is offered (T-111), as a promise.
std::string influence_offered(std::string_view influence, const Words& words) {
  if (influence == "inform")
    return std::string(tr(words, "We tell you what happens. You can ask us about it."));
  if (influence == "consult")
    return std::string(tr(words,
                          "You tell us what you think before it is decided, and we say what "
                          "difference it made."));
  if (influence == "involve")
    return std::string(tr(words,
                          "You are part of it throughout, and what concerns you shapes the "
                          "choices."));
  if (influence == "collaborate")
    return std::string(tr(words, "We work out the choices together with you."));
  if (influence == "empower") return std::string(tr(words, "What you decide is done."));
  return {};
}

// What can be saved, and what can be skipped.
Html before_starting(Services& services, const Activity& activity, const Words& words) {
  const auto found = services.activities.with_questionnaire(scope_of(services), activity.id);
  const bool all_can_be_skipped =
      !found || std::ranges::none_of(found->questionnaire->questions(),
                                     [](const auto* question) { return question->required; });
  return paragraph(all_can_be_skipped
                       ? tr(words,
                            "You can save and come back within 30 days, with a short code and no "
                            "e-mail. You can skip questions.")
                       : tr(words,
                            "You can save and come back within 30 days, with a short code and no "
                            "e-mail. Some questions need an answer; you can skip the others."));
}

Result<Reply> start_page(Services& services, const Request& request, const Match& match) {
  const Words& words = words_of(request);
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Activity activity = TRY(services.activities.activity(scope_of(services), id));
  const auto& d = activity.details;
  std::vector<SummaryRow> rows;
  const auto row = [&](std::string_view key, const std::string& value) {
    if (!trimmed(value).empty()) rows.push_back({std::string(key), typed_text(value)});
  };
  row(tr(words, "What your answers will shape"), d.purpose);
  row(tr(words, "What is already decided"), d.decided);
  row(tr(words, "Who decides"), d.decider);
  row(tr(words, "How far you can shape it"), influence_offered(d.influence, words));
  if (d.hear_by) row(tr(words, "When you will hear"), show_date(*d.hear_by, services.zone));
  if (d.closes)
    row(tr(words, "If you write by post"),
        std::string(TRY(services.channels.late_rule(scope_of(services), id)) ==
                            listen::LateRule::posted
                        ? tr(words, "What is posted by the closing day counts.")
                        : tr(words, "What reaches us by the closing day counts.")));
  row(tr(words, "Who is asking"), d.owner_name);
  row(tr(words, "Who runs it for them"), d.deliverer);
  row(tr(words, "Who pays for it"), d.funder);
  row(tr(words, "Whom it is for"), d.audience);
  row(tr(words, "Area"), d.area);
  // Once the owner has left, whoever answers for it now.
  row(tr(words, "Contact, and other formats or languages"),
      trimmed(d.successor).empty() ? d.contact : d.successor);
  row(tr(words, "How what you say is used"),
      std::string(tr(words,
                     "It is read by the people running this, and never leaves this server "
                     "to be analysed. The privacy page says more.")));
  Html body = join(el("p", badge(activity, words)), what_badge_means(activity, words));
  const bool open = plan::takes_answers(activity, services.clock.now());
  if (activity.phase == "suspended") {
    body += inset_text(paragraph(tr(words, "No answers are taken for now.")));
  } else if (activity.state == plan::ActivityState::draft) {
    body += inset_text(paragraph(activity.opens
                                     ? tr(words, "This has not opened yet. It opens {date}.",
                                          {{"date", show_date(*activity.opens, services.zone)}})
                                     : std::string(tr(words, "This has not opened yet."))));
  } else if (open) {
    body += el("p", closing(services, activity, words));
  } else if (activity.state == plan::ActivityState::answered) {
    body += inset_text(
        join(paragraph(tr(words, "This has closed, and has been answered.")),
             el("p", link(Href("/what-happened/" + id.text()), tr(words, "Read what happened")))));
  } else {
    const std::string hear = d.hear_by ? show_date(*d.hear_by, services.zone) : "";
    body += inset_text(
        join(paragraph(tr(words, "This has closed.")),
             hear.empty()
                 ? Html()
                 : paragraph(tr(words, "We will say what happened by {date}.", {{"date", hear}}))));
  }
  body += TRY(to_read(services, activity, words));
  body += summary_list(rows, words);
  body += el("p", link(Href("/told/" + id.text()), tr(words, "Let me know what happens")));
  if (open)
    body += join(
        about_answering(services, request, activity),
        form({.action = Href(path_of(activity) + "/start"),
              .body = button({.text = std::string(tr(words, "Start")), .prevent_double = true})}),
        before_starting(services, activity, words));
  body +=
      join(el("p", link(Href(path_of(activity) + "/ask"),
                        tr(words, "Ask a question about this, or read the answers"))),
           TRY(grown_from(services, activity, words)), TRY(stages_of(services, activity, words)),
           TRY(said_since(services, activity, words)), times_of(services, activity, words),
           languages_of(path_of(activity), words));
  return show(services, request,
              {.title = d.title,
               .heading = d.title,
               .section = Section::have_your_say,
               .breadcrumb = {{std::string(tr(words, "Have your say")), Href("/")}},
               .body = body});
}

}  // namespace

Routes activity_page_routes(Services& services) {
  return {{Method::get, "/a/{activity}", Who::anyone, Limit::no_body, Safety::safe,
           [&services](const Request& request, const Match& match) {
             return start_page(services, request, match);
           },
           Kept::until_changed}};
}

}  // namespace heed::web::site
