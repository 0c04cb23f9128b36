// The questions of an activity: sections, order, languages, copying, and what is still missing.
#include "web/staff/inside/asking.h"

namespace heed::web::staff {
namespace {

using questions::Question;

// One button of a question or section: a form of its own, so that no script is needed.
Html act(const Request& request, const Asking& asking, std::string_view action, std::string_view on,
         std::string words, std::string described_by) {
  return post(request, path_to(asking, "do"),
              join(version_field(asking), hidden_input("action", action), hidden_input("on", on),
                   button({.text = std::move(words),
                           .look = Look::small,
                           .described_by = std::move(described_by)})));
}

Html question_item(const Request& request, const Asking& asking, const Question& question) {
  const std::string wording(questions::in_language(question.text, "en"));
  const std::string id = question.id.text();
  Html line = el("p", el("strong", wording), " ",
                 tag(kind_words(questions::asker_of(question)), Colour::grey),
                 question.required ? join(" ", tag(tr("Required"), Colour::blue)) : Html());
  if (question.show_if.test != questions::Condition::Test::always)
    line += el("p", {{"class", "nhsuk-hint"}}, condition_words(asking.asked, question.show_if));
  if (asking.may_change || asking.may_correct)
    line += el("p", el("a", {{"href", Href(path_to(asking, id))}},
                       asking.may_change ? tr("Change") : tr("Put words right"),
                       hidden_text(": " + wording)));
  if (asking.may_change)
    line += el("div", {{"class", "heed-buttons"}},
               act(request, asking, "up", id, tr("Move up"), wording),
               act(request, asking, "down", id, tr("Move down"), wording),
               act(request, asking, "remove", id, tr("Remove"), wording));
  return line;
}

Html add_question_form(const Asking& asking, std::size_t section) {
  std::vector<Option> kinds;
  for (const questions::Asker& each : questions::askers())
    kinds.push_back({.value = std::string(each.name), .label = kind_words(each)});
  const std::string id = "kind-" + std::to_string(section);
  return form({.action = Href(path_to(asking, "new")),
               .body = join(hidden_input("section", std::to_string(section)),
                            select({.name = "kind",
                                    .label = tr("Add a question"),
                                    .options = std::move(kinds),
                                    .id = id}),
                            button({.text = tr("Add"), .look = Look::secondary})),
               .get = true});
}

Html sections_list(const Request& request, const Asking& asking) {
  Html body;
  std::size_t n = 0;
  for (const questions::Section& section : asking.asked.sections) {
    const std::string title(questions::in_language(section.title, "en"));
    const std::string at = std::to_string(n);
    body += heading(2, title.empty() ? tr("Without a title") : title);
    if (asking.may_change)
      body += el("p", el("a", {{"href", Href(path_to(asking, "section/" + at))}},
                         tr("Title and introduction"), hidden_text(": " + title)));
    std::vector<Html> items;
    for (const Question& question : section.questions)
      items.push_back(question_item(request, asking, question));
    body += items.empty() ? paragraph(tr("No question in it yet.")) : numbered(items);
    if (asking.may_change) {
      body += add_question_form(asking, n);
      if (section.questions.empty() && asking.asked.sections.size() > 1)
        body += act(request, asking, "drop-section", at, tr("Remove this section"), title);
    }
    ++n;
  }
  return body;
}

Html ways_in(Services& services, const Request& request, const Asking& asking,
             const Trouble& trouble) {
  std::vector<Option> others = {{.value = "", .label = tr("Choose an activity")}};
  if (const auto list = services.activities.list(scope_of(request)))
    for (const plan::Activity& each : *list)
      if (each.id != asking.activity.id)
        others.push_back({.value = each.id.text(), .label = each.details.title});
  std::string languages;
  for (const std::string& each : asking.asked.languages)
    languages += (languages.empty() ? "" : ", ") + each;
  const auto doing = [&](std::string_view action, const Html& body) {
    return post(request, path_to(asking, "do"),
                join(version_field(asking), hidden_input("action", action), body));
  };
  return join(
      heading(2, tr("More ways to write them")),
      el("p", link(Href(path_to(asking, "file")), tr("Add the questions of a LimeSurvey file"))),
      doing("lines", join(textarea({.name = "questions",
                                    .label = tr("Add questions quickly"),
                                    .hint = tr("One on each line. Each is answered in people’s "
                                               "own words."),
                                    .error = trouble.about("questions"),
                                    .value = typed(request, "questions"),
                                    .rows = 4}),
                          button({.text = tr("Add these"), .look = Look::secondary}))),
      doing("three",
            join(paragraph(tr("Three questions to begin with: how things are now, what works, and "
                              "what could be better. Their answers are read together.")),
                 button({.text = tr("Add the three questions"), .look = Look::secondary}))),
      doing("section", join(input({.name = "title",
                                   .label = tr("Add a section"),
                                   .error = trouble.about("title"),
                                   .value = typed(request, "title")}),
                            button({.text = tr("Add section"), .look = Look::secondary}))),
      doing("about",
            join(paragraph(tr("Questions about the people who answer: age, ethnic group, "
                              "disability, caring and more, from national lists, all "
                              "voluntary and kept apart.")),
                 button({.text = tr("Add the about-you questions"), .look = Look::secondary}))),
      doing("languages",
            join(input({.name = "languages",
                        .label = tr("Languages"),
                        .hint = tr("English first, then codes such as cy, pl, ur. Texts that are "
                                   "not written yet are shown in English."),
                        .error = trouble.about("languages"),
                        .value = typed(request, "languages", languages)}),
                 button({.text = tr("Save languages"), .look = Look::secondary}))),
      doing("copy", join(select({.name = "from",
                                 .label = tr("Copy the questions of another activity"),
                                 .error = trouble.about("from"),
                                 .options = std::move(others)}),
                         button({.text = tr("Copy"), .look = Look::secondary}))));
}

Result<Reply> questions_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const Asking asking = TRY(asking_of(services, request, match));
  Html body;
  Html more_paper;
  for (const std::string& each : asking.asked.languages)
    if (each != "en")
      more_paper += join(" · ", link(Href(path_to(asking, "paper"), {{"lang", each}}),
                                     tr("Paper form") + ", " + questions::language_name(each)));
  if (asking.version > 0)
    body += join(
        paragraph(tr("Version {n}. About {minutes} minutes to answer in English.",
                     {{"n", said_number(asking.version)},
                      {"minutes", said_number(questions::reading_minutes(asking.asked, "en"))}})),
        el("p", link(Href(path_to(asking, "preview")), tr("See it as people will")), " · ",
           link(Href(path_to(asking, "paper")), tr("Paper form")), " · ",
           link(Href(path_to(asking, "paper?large=1")), tr("Paper form, large print")),
           more_paper));
  if (asking.may_correct)
    body += inset_text(paragraph(
        tr("It is open, so what is asked is fixed. Words can still be put right: each change is "
           "published as a correction, with your reason.")));
  else if (!asking.may_change && asking.version > 0)
    body += paragraph(tr("They are fixed, so that everybody answers the same."));
  if (asking.may_change && asking.version > 0) {
    std::vector<Html> missing;
    for (const Problem& problem : questions::check_questionnaire(asking.asked)) {
      const auto id = QuestionId::parse(problem.field);
      const Question* const question = id ? asking.asked.find(*id) : nullptr;
      missing.push_back(question == nullptr
                            ? text(problem.message_key)
                            : join(link(Href(path_to(asking, problem.field)),
                                        questions::in_language(question->text, "en")),
                                   ": ", problem.message_key));
    }
    if (!missing.empty())
      body += warning_callout({.heading = tr("Before it opens"), .body = bullets(missing)});
  }
  body += asking.version == 0 ? paragraph(asking.activity.state == plan::ActivityState::draft
                                              ? tr("No question has been written yet.")
                                              : tr("The questions came with the responses that "
                                                   "were brought in."))
                              : sections_list(request, asking);
  if (asking.may_change) body += ways_in(services, request, asking, trouble);
  return show_in(services, request, asking.activity, Tab::questions,
                 {.heading = tr("Questions"), .section = Section::plan, .body = std::move(body)},
                 trouble);
}

Result<Reply> do_action(Services& services, const Request& request, const Match& match) {
  Asking asking = TRY(asking_of(services, request, match));
  const std::string_view action = request.field("action");
  const std::string field = action == "lines"       ? "questions"
                            : action == "section"   ? "title"
                            : action == "languages" ? "languages"
                            : action == "copy"      ? "from"
                                                    : "";
  Result<> done = carry_out(services, request, asking);
  if (done) done = save(services, request, asking, "");
  if (done) return see_other(path_of(asking.activity.id, "questions"));
  return questions_page(services, request, match, TRY(trouble_of(done.error(), field)));
}

// As one page of lines, from before sections: replaces what was there.
Result<Reply> save_lines(Services& services, const Request& request, const Match& match) {
  Asking asking = TRY(asking_of(services, request, match));
  asking.asked.sections.clear();
  Result<> done = add_typed_lines(services, request, asking.asked);
  if (done && asking.asked.questions().empty()) done = refuse("Write at least one question.");
  if (done)
    done = services.activities.ask(scope_of(request), asking.activity.id, asking.version,
                                   asking.asked);
  if (done) return see_other(path_of(asking.activity.id, "questions"));
  return questions_page(services, request, match, TRY(trouble_of(done.error(), "questions")));
}

}  // namespace

std::string path_to(const Asking& asking, std::string_view more) {
  return path_of(asking.activity.id, "questions/" + std::string(more));
}

Result<Asking> asking_of(Services& services, const Request& request, const Match& match) {
  Asking asking{.activity = TRY(activity_of(services, request, match))};
  auto asked = services.activities.questionnaire(scope_of(request), asking.activity.id);
  if (!asked && !asked.failed_with(ErrorKind::not_found)) return Error(asked.error());
  if (asked) {
    asking.version = asked->version;
    asking.asked = *std::move(asked);
  }
  const bool plans = may(request, Capability::plan);
  asking.may_change = plans && asking.activity.state == plan::ActivityState::draft &&
                      !plan::is_frozen(asking.activity);
  asking.may_correct =
      plans && asking.activity.state == plan::ActivityState::open && asking.version > 0;
  return asking;
}

Result<> save(Services& services, const Request& request, const Asking& asking,
              std::string_view what) {
  const std::int64_t seen = whole_number(request.field("version")).value_or(-1);
  if (asking.may_correct)
    return services.activities.correct_questions(scope_of(request), asking.activity.id, seen,
                                                 asking.asked, what, request.field("why"));
  return services.activities.ask(scope_of(request), asking.activity.id, seen, asking.asked);
}

Html version_field(const Asking& asking) {
  return hidden_input("version", std::to_string(asking.version));
}

std::string kind_words(const questions::Asker& kind) {
  return std::string(Words::english().find(std::string(kind.said).c_str()));
}

std::string condition_words(const questions::Questionnaire& asked,
                            const questions::Condition& condition) {
  using Test = questions::Condition::Test;
  if (!condition.of.empty()) {
    std::string all;
    for (const questions::Condition& each : condition.of)
      all += (all.empty() ? "" : " ") + condition_words(asked, each);
    if (condition.test == Test::any) return tr("When any of these: {all}", {{"all", all}});
    if (condition.test == Test::none) return tr("When none of these: {all}", {{"all", all}});
    return tr("When all of these: {all}", {{"all", all}});
  }
  const Question* const question = asked.find(condition.question);
  if (question == nullptr) return tr("Shown by the answer to a question that is gone.");
  const std::string wording(questions::in_language(question->text, "en"));
  const questions::Choice* const choice = question->choice(condition.value);
  const std::string value(choice == nullptr ? condition.value
                                            : questions::in_language(choice->text, "en"));
  const TextSlots slots = {{"question", wording}, {"value", value}};
  switch (condition.test) {
    case Test::is:
      return tr("Shown when “{question}” is “{value}”.", slots);
    case Test::is_not:
      return tr("Shown when “{question}” is answered and is not “{value}”.", slots);
    case Test::at_least:
      return tr("Shown when “{question}” is {value} or more.", slots);
    case Test::at_most:
      return tr("Shown when “{question}” is {value} or less.", slots);
    case Test::not_answered:
      return tr("Shown when “{question}” is not answered.", slots);
    default:
      return tr("Shown when “{question}” is answered.", slots);
  }
}

Routes question_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  Routes routes = {
      {Method::get, "/staff/activities/{activity}/questions", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return questions_page(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/questions", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return save_lines(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/questions/do", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return do_action(services, request, match);
       }},
  };
  for (Routes more : {question_edit_routes(services), question_preview_routes(services),
                      question_file_routes(services)})
    for (Route& route : more) routes.push_back(std::move(route));
  return routes;
}

}  // namespace heed::web::staff
