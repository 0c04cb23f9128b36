// One question of an activity: its words in each language, its answers, and when it is shown. And
// the title and introduction of a section.
#include "base/text.h"
#include "platform/random.h"
#include "web/staff/inside/asking.h"

namespace heed::web::staff {
namespace {

using questions::Condition;
using questions::Question;

std::string own(const questions::Words& words, std::string_view language) {
  const auto found = words.find(std::string(language));
  return found == words.end() ? std::string() : found->second;
}

// A text in each language: `name` in English, `name-cy` in Welsh.
Html texts(const Request& request, const Asking& asking, const std::string& name,
           const std::string& label, const std::string& hint_words, const questions::Words& stored,
           const Trouble& trouble, int rows) {
  Html boxes;
  for (const std::string& each : asking.asked.languages) {
    const std::string field = each == "en" ? name : name + "-" + each;
    boxes += textarea(
        {.name = field,
         .label = each == "en" ? label : label + " (" + questions::language_name(each) + ")",
         .hint = each == "en" ? hint_words : "",
         .error = trouble.about(field),
         .value = typed(request, field, own(stored, each)),
         .rows = rows,
         .lang = each == "en" ? "" : each});
  }
  return boxes;
}

void read_texts(const Request& request, const Asking& asking, const std::string& name,
                questions::Words& words) {
  for (const std::string& each : asking.asked.languages) {
    const std::string field = each == "en" ? name : name + "-" + each;
    if (!request.has_field(field)) continue;
    const std::string_view written = trimmed(request.field(field));
    if (written.empty())
      words.erase(each);
    else
      words[each] = std::string(written);
  }
}

// A condition that the form can show: none, or one leaf. Others are said, and kept as they are.
bool is_simple(const Condition& condition) { return condition.of.empty(); }

Html condition_fields(const Request& request, const Asking& asking, const Question& question,
                      const Trouble& trouble) {
  if (!is_simple(question.show_if))
    return inset_text(join(paragraph(condition_words(asking.asked, question.show_if)),
                           paragraph(tr("This condition has several parts, and stays as it is."))));
  const Condition& now = question.show_if;
  std::vector<Option> earlier = {{.value = "", .label = tr("Always")}};
  const std::string chosen =
      typed(request, "if", now.test == Condition::Test::always ? "" : now.question.text());
  std::vector<Html> answers;
  for (const Question* each : asking.asked.questions()) {
    if (each->id == question.id) break;
    if (questions::asker_of(*each).kept_apart) continue;
    const std::string id = each->id.text();
    const std::string wording(questions::in_language(each->text, "en"));
    earlier.push_back({.value = id, .label = shortened(wording, 80), .chosen = id == chosen});
    std::string list;
    for (const questions::Choice& choice : each->choices)
      list += (list.empty() ? "" : ", ") + choice.id;
    if (!list.empty()) answers.push_back(text(wording + ": " + list));
  }
  if (earlier.size() == 1) return {};
  std::vector<Option> tests;
  const std::string test = typed(request, "if_test", questions::name_of(now.test));
  const auto add = [&](Condition::Test which, std::string words) {
    const std::string name(questions::name_of(which));
    tests.push_back({.value = name, .label = std::move(words), .chosen = name == test});
  };
  add(Condition::Test::is, tr("is"));
  add(Condition::Test::is_not, tr("is not"));
  add(Condition::Test::answered, tr("is answered"));
  add(Condition::Test::not_answered, tr("is not answered"));
  add(Condition::Test::at_least, tr("is at least"));
  add(Condition::Test::at_most, tr("is at most"));
  return fieldset(
      {.legend = tr("When is it asked?"),
       .body = join(select({.name = "if",
                            .label = tr("When the answer to"),
                            .error = trouble.about("if"),
                            .options = std::move(earlier)}),
                    select({.name = "if_test", .label = tr("Test"), .options = std::move(tests)}),
                    input({.name = "if_value",
                           .label = tr("Answer"),
                           .hint = tr("The short name of an answer, or a number."),
                           .value = typed(request, "if_value", now.value)}),
                    answers.empty() ? Html()
                                    : details({.summary = tr("Short names of answers"),
                                               .body = bullets(answers)}))});
}

void read_condition(const Request& request, Question& question, Trouble& trouble) {
  if (!request.has_field("if") || !is_simple(question.show_if)) return;
  const auto looked_at = QuestionId::parse(request.field("if"));
  if (!looked_at) {
    question.show_if = {};
    return;
  }
  const auto test = questions::test_named(request.field("if_test"));
  question.show_if = {.test = test.value_or(Condition::Test::answered), .question = *looked_at};
  const bool wants_value = question.show_if.test != Condition::Test::answered &&
                           question.show_if.test != Condition::Test::not_answered;
  if (wants_value) question.show_if.value = std::string(trimmed(request.field("if_value")));
  if (wants_value && question.show_if.value.empty())
    trouble.add("if", tr("Write which answer leads to it."));
}

Html number_field(const Request& request, const Trouble& trouble, std::string name,
                  std::string label, const std::optional<std::int64_t>& stored) {
  return input({.name = name,
                .label = std::move(label),
                .error = trouble.about(name),
                .value = typed(request, name, stored ? std::to_string(*stored) : ""),
                .inputmode = "numeric",
                .width = 5});
}

std::optional<std::int64_t> read_number(const Request& request, const std::string& name,
                                        Trouble& trouble) {
  const std::string_view written = trimmed(request.field(name));
  if (written.empty()) return std::nullopt;
  const auto number = whole_number(written);
  if (!number) trouble.add(name, tr("Write a whole number."));
  return number;
}

Html choice_boxes(const Request& request, const Asking& asking, const std::string& name,
                  const std::string& label, const std::vector<questions::Choice>& stored,
                  const Trouble& trouble, const std::string& hint_words) {
  Html boxes;
  for (const std::string& each : asking.asked.languages) {
    if (each == "en" && asking.may_correct && stored.empty()) continue;
    const std::string field = each == "en" ? name : name + "-" + each;
    boxes += textarea(
        {.name = field,
         .label = each == "en" ? label : label + " (" + questions::language_name(each) + ")",
         .hint = each == "en"
                     ? hint_words
                     : tr("In the same order, one on each line; # before a heading here too."),
         .error = trouble.about(field),
         .value = typed(request, field, questions::lines_of(stored, each)),
         .rows = 6,
         .lang = each == "en" ? "" : each});
  }
  return boxes;
}

Html own_fields(const Request& request, const Question& question, const Trouble& trouble) {
  using questions::Kind;
  const Kind kind = question.kind;
  Html fields;
  if (kind == Kind::long_text || kind == Kind::short_text)
    fields += number_field(request, trouble, "chars_max", tr("Longest answer, in characters"),
                           static_cast<std::int64_t>(question.chars_max));
  if (kind == Kind::scale || kind == Kind::number)
    fields += join(number_field(request, trouble, "least", tr("Smallest number"), question.least),
                   number_field(request, trouble, "most", tr("Largest number"), question.most));
  if (kind == Kind::number)
    fields += number_field(request, trouble, "decimals", tr("Decimal places"), question.decimals);
  if (kind == Kind::choose_many || kind == Kind::ranking)
    fields += number_field(request, trouble, "choices_max", tr("At most so many (empty: all)"),
                           question.choices_max == 0
                               ? std::nullopt
                               : std::optional(static_cast<std::int64_t>(question.choices_max)));
  return fields;
}

Reply edit_question_page(const Services& services, const Request& request, const Asking& asking,
                         const Question& question, bool is_new, const Trouble& trouble = {}) {
  const questions::Asker& kind = questions::asker_of(question);
  Html fields = join(
      version_field(asking),
      is_new ? join(hidden_input("kind", kind.name),
                    hidden_input("section", typed(request, "section", request.asked("section"))))
             : Html(),
      texts(request, asking, "text", tr("The question"), "", question.text, trouble, 2),
      texts(request, asking, "help", tr("Help under it (optional)"), "", question.help, trouble,
            2));
  if (kind.has_choices)
    fields += choice_boxes(
        request, asking, "choices",
        question.kind == questions::Kind::scale ? tr("Words for the two ends") : tr("Answers"),
        question.choices, trouble,
        tr("One on each line. Write [say] after one with room to say what, [alone] after one that "
           "goes with no other, [speaks for] after an organisation, and # before a heading."));
  if (kind.has_rows)
    fields += choice_boxes(request, asking, "rows", tr("Rows or statements"), question.rows,
                           trouble, tr("One on each line."));
  if (asking.may_change) {
    fields += own_fields(request, question, trouble);
    if (!kind.kept_apart)
      fields += checkboxes(
          {.name = "required",
           .legend = tr("Must it be answered?"),
           .hint = tr("People may skip every question unless you tick this."),
           .error = trouble.about("required"),
           .options = {{.value = "yes",
                        .label = tr("It must be answered"),
                        .chosen = request.method == Method::post ? request.has_field("required")
                                                                 : question.required}}});
    fields += condition_fields(request, asking, question, trouble);
  } else {
    fields += textarea({.name = "why",
                        .label = tr("Why do the words change?"),
                        .hint = tr("Published as a correction."),
                        .error = trouble.about("why"),
                        .value = typed(request, "why"),
                        .rows = 2});
  }
  fields += button({.text = asking.may_change ? tr("Save question") : tr("Publish the correction"),
                    .prevent_double = true});
  const std::string path = path_to(asking, is_new ? "new" : question.id.text());
  return show_in(
      services, request, asking.activity, Tab::questions,
      {.heading = kind_words(kind), .section = Section::plan, .body = post(request, path, fields)},
      trouble);
}

// Every field of the form, or what is wrong with it; what was typed stays in the request.
void read_question(const Request& request, const Asking& asking, Question& question,
                   Trouble& trouble) {
  read_texts(request, asking, "text", question.text);
  read_texts(request, asking, "help", question.help);
  if (own(question.text, "en").empty()) trouble.add("text", tr("Write the question."));
  const auto list = [&](const std::string& name, std::vector<questions::Choice>& choices) {
    if (!request.has_field(name)) return;
    auto read = questions::choices_from(request.field(name), choices);
    if (!read) return trouble.add(name, read.error().said);
    choices = *std::move(read);
    for (const std::string& each : asking.asked.languages)
      if (each != "en" && request.has_field(name + "-" + each))
        questions::translate(choices, each, request.field(name + "-" + each));
  };
  list("choices", question.choices);
  list("rows", question.rows);
  if (!asking.may_change) return;
  if (request.has_field("chars_max"))
    question.chars_max = static_cast<std::size_t>(std::max<std::int64_t>(
        0, read_number(request, "chars_max", trouble)
               .value_or(static_cast<std::int64_t>(limits::kLongTextChars))));
  if (request.has_field("least")) question.least = read_number(request, "least", trouble);
  if (request.has_field("most")) question.most = read_number(request, "most", trouble);
  if (request.has_field("decimals"))
    question.decimals = static_cast<int>(
        std::clamp<std::int64_t>(read_number(request, "decimals", trouble).value_or(0), -1, 100));
  if (request.has_field("choices_max"))
    question.choices_max = static_cast<std::size_t>(
        std::max<std::int64_t>(0, read_number(request, "choices_max", trouble).value_or(0)));
  question.required = request.has_field("required");
  read_condition(request, question, trouble);
}

// The first problem of this question, beside the field it is most likely about.
void check(const Asking& asking, const Question& question, Trouble& trouble) {
  for (const Problem& problem : questions::check_questionnaire(asking.asked))
    if (problem.field == question.id.text())
      trouble.add(questions::asker_of(question).has_choices ? "choices" : "text",
                  problem.message_key);
}

Result<Reply> new_question(Services& services, const Request& request, const Match& match,
                           bool sent) {
  Asking asking = TRY(asking_of(services, request, match));
  if (!asking.may_change) return fail(ErrorKind::not_found, "fixed");
  const auto kind = questions::kind_named(sent ? request.field("kind") : request.asked("kind"));
  if (!kind) return fail(ErrorKind::not_found, "kind of question");
  Question question{.id = services.random.id<QuestionId>(), .kind = *kind};
  if (*kind == questions::Kind::short_text) question.chars_max = limits::kShortTextChars;
  if (*kind == questions::Kind::about)
    question.choices = {
        {.id = "prefer-not-to-say", .text = {{"en", tr("Prefer not to say")}}, .alone = true}};
  if (!sent) return edit_question_page(services, request, asking, question, true);
  Trouble trouble;
  read_question(request, asking, question, trouble);
  if (asking.asked.sections.empty()) asking.asked.sections.emplace_back();
  const auto at = static_cast<std::size_t>(
      std::clamp<std::int64_t>(whole_number(request.field("section")).value_or(0), 0,
                               static_cast<std::int64_t>(asking.asked.sections.size()) - 1));
  asking.asked.sections[at].questions.push_back(question);
  if (!trouble.any()) check(asking, question, trouble);
  if (trouble.any()) return edit_question_page(services, request, asking, question, true, trouble);
  const auto done = save(services, request, asking, "");
  if (done) return see_other(path_of(asking.activity.id, "questions"));
  return edit_question_page(services, request, asking, question, true,
                            TRY(trouble_of(done.error(), "text")));
}

Result<Reply> one_question(Services& services, const Request& request, const Match& match,
                           bool sent) {
  Asking asking = TRY(asking_of(services, request, match));
  const auto id = TRY(match.id<QuestionId>("question"));
  Question* question = nullptr;
  std::size_t number = 0, at = 0;
  for (questions::Section& section : asking.asked.sections)
    for (Question& each : section.questions) {
      ++at;
      if (each.id != id) continue;
      question = &each;
      number = at;
    }
  if (question == nullptr || (!asking.may_change && !asking.may_correct))
    return fail(ErrorKind::not_found, "question");
  if (!sent) return edit_question_page(services, request, asking, *question, false);
  Trouble trouble;
  read_question(request, asking, *question, trouble);
  if (!trouble.any()) check(asking, *question, trouble);
  if (trouble.any())
    return edit_question_page(services, request, asking, *question, false, trouble);
  const auto done =
      save(services, request, asking,
           tr("The words of question {n} were put right.", {{"n", std::to_string(number)}}));
  if (done) return see_other(path_of(asking.activity.id, "questions"));
  return edit_question_page(services, request, asking, *question, false,
                            TRY(trouble_of(done.error(), asking.may_correct ? "why" : "text")));
}

Result<Reply> section_page(Services& services, const Request& request, const Match& match,
                           bool sent) {
  Asking asking = TRY(asking_of(services, request, match));
  const auto at = whole_number(match["number"]);
  if (!asking.may_change || !at || *at < 0 ||
      static_cast<std::size_t>(*at) >= asking.asked.sections.size())
    return fail(ErrorKind::not_found, "section");
  questions::Section& section = asking.asked.sections[static_cast<std::size_t>(*at)];
  Trouble trouble;
  if (sent) {
    read_texts(request, asking, "title", section.title);
    read_texts(request, asking, "intro", section.intro);
    const auto done = save(services, request, asking, "");
    if (done) return see_other(path_of(asking.activity.id, "questions"));
    trouble = TRY(trouble_of(done.error(), "title"));
  }
  return show_in(
      services, request, asking.activity, Tab::questions,
      {.heading = tr("Title and introduction"),
       .section = Section::plan,
       .body =
           post(request, path_to(asking, "section/" + std::to_string(*at)),
                join(version_field(asking),
                     texts(request, asking, "title", tr("Title"), "", section.title, trouble, 1),
                     texts(request, asking, "intro", tr("Introduction (optional)"),
                           tr("Shown before its first question."), section.intro, trouble, 4),
                     button({.text = tr("Save section")})))},
      trouble);
}

}  // namespace

Routes question_edit_routes(Services& services) {
  static constexpr Who kPlanners = Who::may(Capability::plan);
  const auto both = [&services](std::string pattern, auto page, Routes& routes) {
    routes.push_back({Method::get, pattern, kPlanners, Limit::no_body, Safety::safe,
                      [&services, page](const Request& request, const Match& match) {
                        return page(services, request, match, false);
                      }});
    routes.push_back({Method::post, pattern, kPlanners, Limit::form, Safety::csrf_token,
                      [&services, page](const Request& request, const Match& match) {
                        return page(services, request, match, true);
                      }});
  };
  Routes routes;
  both("/staff/activities/{activity}/questions/new", new_question, routes);
  both("/staff/activities/{activity}/questions/section/{number}", section_page, routes);
  both("/staff/activities/{activity}/questions/{question}", one_question, routes);
  return routes;
}

}  // namespace heed::web::staff
