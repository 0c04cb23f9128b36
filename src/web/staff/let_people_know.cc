// Let people know: what is told of one activity, who will hear of it, and how far it has come.
#include "act/difference.h"
#include "act/told.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using act::TellingKind;
using plan::Activity;
using plan::ActivityState;

std::string telling_kind_said(TellingKind kind) {
  switch (kind) {
    case TellingKind::closed:
      return tr("It has closed");
    case TellingKind::report:
      return tr("The report is published");
    case TellingKind::decision:
      return tr("It was decided");
    case TellingKind::action:
      return tr("Something was done");
    case TellingKind::answered:
      return tr("It was answered");
    case TellingKind::difference:
      return tr("Did it make a difference?");
    case TellingKind::other:
      return tr("Something else");
  }
  return {};
}

// What happens once in an activity is told once; an action or other news each has its own.
std::string occasion_of(const Services& services, TellingKind kind) {
  const std::string name(act::to_text(kind));
  if (kind == TellingKind::action || kind == TellingKind::other)
    return name + ":" + iso_utc(services.clock.now());
  return name;
}

std::string path_read(const Activity& activity) {
  return (activity.state == ActivityState::answered ? "/what-happened/" : "/a/") +
         activity.id.text();
}

TellingKind likely(const Activity& activity) {
  return activity.state == ActivityState::answered ? TellingKind::answered
         : activity.state == ActivityState::closed ? TellingKind::closed
                                                   : TellingKind::other;
}

// Languages that letters may be written in, beside English: those that pages have.
std::vector<std::string> letter_languages() {
  std::vector<std::string> all;
  for (const std::string_view code : Words::languages())
    if (code != "en") all.emplace_back(code);
  return all;
}

act::NewTelling sent(const Services& services, const Request& request, const Activity& activity) {
  const TellingKind kind = act::telling_kind(typed(request, "kind")).value_or(TellingKind::other);
  act::NewTelling telling{.activity = activity.id,
                          .kind = kind,
                          .occasion = occasion_of(services, kind),
                          .path = path_read(activity),
                          .words = {{"en", typed(request, "subject"), typed(request, "words")}}};
  for (const std::string& code : letter_languages())
    telling.words.push_back(
        {code, typed(request, "subject-" + code), typed(request, "words-" + code)});
  return telling;
}

Html disclosed_list(const disclosure::Disclosed& shown, std::string caption) {
  std::vector<std::vector<Html>> rows;
  for (std::size_t at = 0; at < shown.rows().size(); ++at)
    rows.push_back({text(shown.rows()[at]), text(disclosure::describe(shown.cell(at)))});
  rows.push_back({text(tr("Altogether")), text(disclosure::describe_total(shown.total()))});
  return table({.caption = std::move(caption),
                .columns = {{tr("People")}, {tr("How many"), true}},
                .rows = std::move(rows)});
}

Html who_hears(const act::Reach& reach) {
  Html body = disclosed_list(reach.ways, tr("Who would hear of it today"));
  if (const auto percent = reach.closed_loop.percent(0))
    body += paragraph(tr("{percent} per cent of those who asked know what came of it.",
                         {{"percent", std::to_string(*percent)}}));
  return body;
}

Html compose(const Request& request, const Activity& activity, const Trouble& trouble) {
  std::vector<Option> kinds;
  const std::string chosen = typed(request, "kind", act::to_text(likely(activity)));
  for (const TellingKind kind : {TellingKind::closed, TellingKind::report, TellingKind::answered,
                                 TellingKind::decision, TellingKind::action, TellingKind::other})
    kinds.push_back({.value = std::string(act::to_text(kind)),
                     .label = telling_kind_said(kind),
                     .chosen = act::to_text(kind) == chosen});
  Html body = join(
      radios({.name = "kind",
              .legend = tr("What happened?"),
              .error = trouble.about("kind"),
              .options = std::move(kinds)}),
      input({.name = "subject",
             .label = tr("What the letter is about"),
             .error = trouble.about("subject"),
             .value = typed(request, "subject", activity.details.title)}),
      textarea(
          {.name = "words",
           .label = tr("What people should know"),
           .hint = tr("Say what was changed and because of what. A link to the page is added."),
           .error = trouble.about("words"),
           .value = typed(request, "words", activity.outcome)}));
  for (const std::string& code : letter_languages()) {
    const std::string name(Words::for_language(code).own_name());
    body += details(
        {.summary = tr("The same in {language}", {{"language", name}}),
         .body = join(
             input({.name = "subject-" + code,
                    .label = tr("What the letter is about, in {language}", {{"language", name}}),
                    .value = typed(request, "subject-" + code)}),
             textarea({.name = "words-" + code,
                       .label = tr("What people should know, in {language}", {{"language", name}}),
                       .value = typed(request, "words-" + code),
                       .lang = code}))});
  }
  return body;
}

Result<Html> told_before(Services& services, const Request& request, const Activity& activity) {
  Html body;
  for (const act::Telling& one : TRY(services.told->tellings(scope_of(request), activity.id))) {
    if (one.words.empty()) continue;
    const act::Progress progress = TRY(services.told->progress(scope_of(request), one.id));
    body += join(
        heading(3, one.words.front().subject, Size::s),
        paragraph(telling_kind_said(one.kind) + ", " + show_date_time(one.written, services.zone)),
        disclosed_list(progress.people, tr("How far it has come")));
  }
  if (!body.empty()) body = join(heading(2, tr("What people were told")), body);
  return body;
}

// Said until it is done: a page that nobody is told of is not an answer to them.
Result<Html> not_told_yet(Services& services, const Request& request, const Activity& activity) {
  if (activity.state != ActivityState::answered) return Html();
  for (const act::Telling& one : TRY(services.told->tellings(scope_of(request), activity.id)))
    if (one.kind == TellingKind::answered || one.kind == TellingKind::report) return Html();
  return inset_text(
      paragraph(tr("This was answered, and people who asked to hear have not been told yet.")));
}

// What came of it, months later: the numbers as anybody sees them, and the words for who may read.
Result<Html> difference_made(Services& services, const Request& request, const Activity& activity) {
  Html body;
  if (services.difference == nullptr) return body;
  for (const act::Said& one : TRY(services.difference->said(scope_of(request), activity.id)))
    body += disclosed_list(one.answers, tr("Did it make a difference, after {months} months",
                                           {{"months", std::to_string(one.months)}}));
  if (may(request, Capability::read_text)) {
    std::vector<Html> said;
    for (const std::string& one : TRY(services.difference->words(scope_of(request), activity.id)))
      said.push_back(typed_text(one));
    if (!said.empty()) body += bullets(said);
  }
  if (!body.empty()) body = join(heading(2, tr("Did it make a difference?")), body);
  return body;
}

Result<Reply> write_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  if (!may(request, Capability::publish))
    return show_in(services, request, activity, Tab::let_people_know,
                   {.heading = tr("Let people know"),
                    .section = Section::said,
                    .body = paragraph(tr("Whoever publishes lets people know."))});
  const act::Reach reach = TRY(services.told->reach(scope_of(request), activity.id));
  Html body = TRY(not_told_yet(services, request, activity));
  body += who_hears(reach);
  if (services.mailer == nullptr)
    body +=
        inset_text(paragraph(tr("No mail server is named yet, so emails wait until there is "
                                "one. Whoever runs Heed names it with --smtp.")));
  if (activity.state != ActivityState::draft)
    body += join(heading(2, tr("Tell them")),
                 post(request, path_of(activity.id, "let-people-know/preview"),
                      join(compose(request, activity, trouble),
                           button({.text = tr("See it before it goes")}))));
  body += TRY(told_before(services, request, activity));
  body += TRY(difference_made(services, request, activity));
  body +=
      paragraph(tr("Letters to print and people to ring: whoever runs Heed gets them with "
                   "heed letters, because nobody who reads answers sees addresses."));
  return show_in(services, request, activity, Tab::let_people_know,
                 {.heading = tr("Let people know"), .section = Section::said, .body = body},
                 trouble);
}

Trouble missing_words(const Request& request) {
  Trouble trouble;
  if (trimmed(typed(request, "subject")).empty())
    trouble.add("subject", tr("Write what the letter is about."));
  if (trimmed(typed(request, "words")).empty())
    trouble.add("words", tr("Write what people should know."));
  if (trouble.any()) trouble.status = 400;
  return trouble;
}

Html kept_fields(const Request& request) {
  Html all = join(hidden_input("kind", typed(request, "kind")),
                  hidden_input("subject", typed(request, "subject")),
                  hidden_input("words", typed(request, "words")));
  for (const std::string& code : letter_languages())
    all += join(hidden_input("subject-" + code, typed(request, "subject-" + code)),
                hidden_input("words-" + code, typed(request, "words-" + code)));
  return all;
}

Result<Reply> preview_letter(Services& services, const Request& request, const Match& match) {
  const Activity activity = TRY(activity_of(services, request, match));
  if (const Trouble trouble = missing_words(request); trouble.any())
    return write_page(services, request, match, trouble);
  const act::Reach reach = TRY(services.told->reach(scope_of(request), activity.id));
  Html letters;
  for (const act::TellingWords& words : sent(services, request, activity).words) {
    if (trimmed(words.subject).empty()) continue;
    letters += card({.heading = words.subject,
                     .body = join(typed_text(words.words),
                                  paragraph(services.public_origin + path_read(activity)))});
  }
  return show_in(
      services, request, activity, Tab::let_people_know,
      {.heading = tr("Before it goes"),
       .section = Section::said,
       .body = join(letters, who_hears(reach),
                    post(request, path_of(activity.id, "let-people-know/send"),
                         join(kept_fields(request),
                              button({.text = tr("Send it"), .prevent_double = true}))),
                    post(request, path_of(activity.id, "let-people-know/back"),
                         join(kept_fields(request),
                              button({.text = tr("Change it"), .look = Look::secondary}))))});
}

Result<Reply> send_letter(Services& services, const Request& request, const Match& match) {
  const Activity activity = TRY(activity_of(services, request, match));
  const auto done = services.told->tell(scope_of(request), sent(services, request, activity));
  if (!done) {
    const std::string field = done.failed_with(ErrorKind::conflict) ? "kind" : "words";
    return write_page(services, request, match, TRY(trouble_of(done.error(), field)));
  }
  return see_other(path_of(activity.id, "let-people-know"));
}

}  // namespace

Routes let_people_know_routes(Services& services) {
  if (services.told == nullptr) return {};
  constexpr Who kTellers = Who::may(Capability::publish);
  return {
      {Method::get, "/staff/activities/{activity}/let-people-know", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return write_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/let-people-know/preview", kTellers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return preview_letter(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/let-people-know/back", kTellers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return write_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/let-people-know/send", kTellers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return send_letter(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
