// What somebody says about their own words before they send them.
#include "questions/reading.h"
#include "web/site/inside/answering.h"

namespace heed::web::site {
namespace {

using namespace pages;
using questions::Question;

std::string sort_field(const Place& place, const Question& question) {
  return "sort-" + std::to_string(number_of(place, &question));
}

std::vector<const Question*> in_own_words(const Place& place, const questions::Answers& answers) {
  std::vector<const Question*> all;
  for (const Question* question : questions::questions_shown(place.asked, answers))
    if (question->kind == questions::Kind::long_text &&
        questions::is_answered(*question, questions::answer_to(answers, question->id)))
      all.push_back(question);
  return all;
}

// Whether their words may be quoted, and which are views or experiences (T-003). Asked once, here,
// where all the words stand; sending needs neither.
}  // namespace

Html of_words_fields(const Place& place, const listen::Draft& draft, const Words& words) {
  const auto own = in_own_words(place, draft.answers);
  if (own.empty()) return {};
  const listen::OfWords said =
      listen::read_of_words(questions::answer_to(draft.answers, listen::of_words_question()));
  Html body = radios(
      {.name = "quote",
       .legend = std::string(tr(words, "May we quote your words in public?")),
       .hint = std::string(tr(words,
                              "Never with your name, and only after somebody has checked that they "
                              "do not show who you are.")),
       .options = {{.value = "no",
                    .label = std::string(tr(words, "No, do not quote me")),
                    .chosen = !said.may_quote},
                   {.value = "yes",
                    .label = std::string(tr(words, "Yes, you may quote my words")),
                    .chosen = said.may_quote}}},
      words);
  Html sorts;
  for (const Question* question : own) {
    const auto found = said.sorts.find(question->id);
    const listen::Sort sort = found == said.sorts.end() ? listen::Sort::unsaid : found->second;
    sorts +=
        radios({.name = sort_field(place, *question),
                .legend = std::string(questions::in_language(question->text, place.language)),
                .options = {{.value = "view",
                             .label = std::string(tr(words, "What I think should happen")),
                             .chosen = sort == listen::Sort::view},
                            {.value = "experience",
                             .label = std::string(tr(words, "Something that happened")),
                             .chosen = sort == listen::Sort::experience},
                            {.value = "",
                             .label = std::string(tr(words, "Both, or I would rather not say")),
                             .chosen = sort == listen::Sort::unsaid}},
                .small = true},
               words);
  }
  body += details(
      {.summary = std::string(tr(words, "Say what is a view and what is an experience (optional)")),
       .body = join(paragraph(tr(words,
                                 "It helps those who read your words to tell what happened to "
                                 "people from what they think should change.")),
                    sorts),
       .open = !said.sorts.empty()});
  return body;
}

listen::OfWords of_words_sent(const Request& request, const Place& place,
                              const questions::Answers& answers) {
  listen::OfWords said;
  const auto own = in_own_words(place, answers);
  said.may_quote = !own.empty() && request.field("quote") == "yes";
  for (const Question* question : own)
    if (const auto sort = listen::sort_named(request.field(sort_field(place, *question)));
        sort != listen::Sort::unsaid)
      said.sorts[question->id] = sort;
  return said;
}

void keep_of_words(Services& services, listen::Draft& draft, const listen::OfWords& said) {
  const std::string before(questions::answer_to(draft.answers, listen::of_words_question()));
  const std::string now = listen::write_of_words(said);
  if (now == before) return;
  std::erase_if(draft.answers,
                [](const auto& each) { return each.first == listen::of_words_question(); });
  if (!now.empty()) draft.answers.emplace_back(listen::of_words_question(), now);
  (void)services.drafts.save(scope_of(services), draft);
}

}  // namespace heed::web::site
