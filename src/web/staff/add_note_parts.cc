// A letter, an e-mail or a note in its parts, split by the person who has read it: which question
// each answers, whether it is a view or an experience, and as whom it was written.
#include "base/text.h"
#include "platform/random.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

constexpr std::size_t kPartsShown = 200;  // Of one letter or note.

struct Part {
  std::string words, answers, sort;
};

std::vector<Part> parts_typed(const Request& request) {
  std::vector<Part> parts;
  for (std::size_t n = 1; n <= kPartsShown; ++n) {
    const std::string number = std::to_string(n);
    if (!request.has_field("part-" + number)) break;
    Part part{std::string(request.field("part-" + number)),
              std::string(request.field("answers-" + number)),
              std::string(request.field("sort-" + number))};
    std::erase(part.words, '\r');
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<const questions::Question*> open_questions(const Adding& adding) {
  std::vector<const questions::Question*> open;
  for (const questions::Question* each : adding.asked.questions())
    if (questions::asker_of(*each).is_text) open.push_back(each);
  return open;
}

Html part_fields(const Adding& adding, const Part& part, std::size_t n, const Trouble& trouble) {
  const std::string number = std::to_string(n);
  std::vector<Option> questions_ = {
      {.value = "", .label = tr("None of the questions"), .chosen = part.answers.empty()}};
  for (const questions::Question* each : open_questions(adding))
    questions_.push_back({.value = each->id.text(),
                          .label = shortened(questions::in_language(each->text, "en"), 80),
                          .chosen = each->id.text() == part.answers});
  const auto sort = [&](std::string value, std::string label) {
    return Option{.value = value, .label = std::move(label), .chosen = part.sort == value};
  };
  return fieldset(
      {.legend = tr("Part {n}", {{"n", number}}),
       .body = join(
           textarea({.name = "part-" + number,
                     .label = tr("Words"),
                     .hint = n == 1 ? tr("Leave a part empty to leave it out.") : "",
                     .error = trouble.about("part-" + number),
                     .value = part.words,
                     .rows = 4}),
           select({.name = "answers-" + number,
                   .label = tr("Which question does it answer?"),
                   .options = std::move(questions_)}),
           select({.name = "sort-" + number,
                   .label = tr("View or experience"),
                   .options = {sort("", tr("Both, or hard to say")), sort("view", tr("A view")),
                               sort("experience", tr("An experience"))}}))});
}

// As whom it was written; what was typed last, or nothing yet. Notes of events and of social media
// are several people's.
bool has_whom(const Adding& adding) {
  return adding.channel == "letter" || adding.channel == "email";
}

std::string whom_typed(const Request& request, const questions::Question& asked) {
  return questions::asker_of(asked).read(asked, {.fields = request.form, .prefix = "whom"});
}

Html whom_box(const Request& request, const Adding& adding, const Trouble& trouble) {
  if (!has_whom(adding)) return {};
  const questions::Question asked = listen::whom_asked(adding.asked);
  return questions::asker_of(asked).box(asked,
                                        {.name = "whom",
                                         .kept = whom_typed(request, asked),
                                         .error = trouble.about("whom"),
                                         .heading = false},
                                        Words::english());
}

Html where_fields(const Request& request, const Adding& adding, const Trouble& trouble) {
  if (adding.channel == "letter") return {};
  const bool event = adding.channel == "event";
  Html all =
      input({.name = "source",
             .label = event                        ? tr("Which event?")
                      : adding.channel == "social" ? tr("Where was it written?")
                                                   : tr("Subject"),
             .hint = adding.channel == "social" ? tr("The page or group; nobody’s name.") : "",
             .error = trouble.about("source"),
             .value = typed(request, "source", request.asked("subject"))});
  if (event) {
    all += input({.name = "place",
                  .label = tr("Where was it?"),
                  .error = trouble.about("place"),
                  .value = typed(request, "place")});
    all += input({.name = "attended",
                  .label = tr("How many people were there?"),
                  .hint = tr("A head count. The note is one response, however many were there."),
                  .error = trouble.about("attended"),
                  .value = typed(request, "attended"),
                  .inputmode = "numeric",
                  .width = 4});
  }
  return all;
}

Reply parts_page(const Services& services, const Request& request, const Adding& adding,
                 const std::vector<Part>& parts, const Trouble& trouble) {
  const NoteWords words = note_words(adding.channel);
  const std::string whole(questions::answer_to(adding.draft->answers, listen::whole_question()));
  Html fields =
      came_fields(services, request,
                  {tr("When did it reach us?"), tr("The first day that one of us had it."),
                   words.said, words.said_hint},
                  trouble);
  fields += where_fields(request, adding, trouble);
  fields += whom_box(request, adding, trouble);
  if (adding.channel != "social" && adding.channel != "event") fields += quote_field(request);
  fields += heading(2, tr("Its parts"));
  for (std::size_t n = 0; n < parts.size(); ++n)
    fields += part_fields(adding, parts[n], n + 1, trouble);
  fields += button_group({button({.text = tr("Keep it"), .prevent_double = true}),
                          button({.text = tr("Add another part"),
                                  .look = Look::secondary,
                                  .name = "then",
                                  .value = "another"}),
                          button({.text = tr("Throw it away"),
                                  .look = Look::secondary,
                                  .name = "then",
                                  .value = "discard"})});
  std::vector<Html> files;
  for (std::size_t n = 0; n < listen::kOriginalsMax; ++n) {
    const auto kept = questions::answer_to(adding.draft->answers, listen::original_question(n));
    if (kept.empty()) continue;
    const questions::Question asked = listen::original_asked(n);
    files.push_back(text(questions::asker_of(asked).shown(asked, kept, Words::english())));
  }
  Html beside = details({.summary = tr("What came, in whole"), .body = typed_text(whole)});
  if (!files.empty()) beside += join(paragraph(tr("Kept with it, as they came:")), bullets(files));
  for (const auto& [name, value] : request.query)
    if (name == "left")
      beside += inset_text(
          paragraph(tr("Left out: {name}. Only PDFs, photos, Word and text files are kept.",
                       {{"name", value}})));
  return show_in(services, request, adding.activity, Tab::responses,
                 {.heading = words.heading,
                  .section = Section::said,
                  .body = join(beside, post(request, adding.path + "/parts", fields))},
                 trouble);
}

std::vector<Part> first_parts(const Adding& adding) {
  std::vector<Part> parts;
  for (std::string& piece :
       listen::pieces_of(questions::answer_to(adding.draft->answers, listen::whole_question()))) {
    if (parts.size() < kPartsShown)
      parts.push_back({std::move(piece), "", ""});
    else
      parts.back().words += "\n\n" + piece;
  }
  return parts;
}

Result<Reply> show_parts(Services& services, const Request& request, const Match& match,
                         std::string_view channel) {
  const auto adding = TRY(adding_of(services, request, match, channel));
  if (!adding->draft) return see_other(adding->path);
  return parts_page(services, request, *adding, first_parts(*adding), {});
}

std::string wording_of(const Adding& adding, QuestionId id) {
  const questions::Question* const question = adding.asked.find(id);
  return question == nullptr ? tr("What they wrote")
                             : std::string(questions::in_language(question->text, "en"));
}

listen::Note note_typed(Services& services, const Request& request, const Adding& adding,
                        const std::vector<Part>& parts, Trouble& trouble) {
  std::vector<listen::NotePart> said;
  for (const Part& part : parts) {
    if (trimmed(part.words).empty()) continue;
    const auto id = QuestionId::parse(part.answers);
    const bool known = id && adding.asked.find(*id) != nullptr;
    said.push_back({.words = part.words,
                    .wording = wording_of(adding, known ? *id : QuestionId()),
                    .answers = known ? *id : QuestionId(),
                    .sort = listen::sort_named(part.sort)});
  }
  std::vector<std::string> files;
  for (std::size_t n = 0; n < listen::kOriginalsMax; ++n)
    if (const auto kept = questions::answer_to(adding.draft->answers, listen::original_question(n));
        !kept.empty())
      files.emplace_back(kept);
  std::optional<listen::Whom> whom;
  if (has_whom(adding)) {
    whom = listen::Whom{.asked = listen::whom_asked(adding.asked)};
    whom->answer = whom_typed(request, whom->asked);
    for (const Problem& problem : questions::check_answer(whom->asked, whom->answer))
      trouble.add("whom", problem.message_key);
  }
  return listen::note_of(
      questions::answer_to(adding.draft->answers, listen::whole_question()), said, files,
      [&] { return services.random.id<QuestionId>(); }, whom);
}

void where_typed(const Request& request, const Adding& adding, listen::Arrival& arrival,
                 Trouble& trouble) {
  arrival.source = trimmed(request.field("source"));
  if (adding.channel == "event") {
    if (arrival.source.empty()) trouble.add("source", tr("Say which event it was."));
    const std::string place(trimmed(request.field("place")));
    if (!place.empty()) arrival.source += " · " + place;
    const std::string heads(trimmed(request.field("attended")));
    const auto count = whole_number(heads);
    if (!heads.empty() && (!count || *count < 0 || *count > 1'000'000))
      trouble.add("attended", tr("Write how many as a whole number, like 34."));
    arrival.attended = count.value_or(0);
  }
  if (!bounded_text(arrival.source, limits::kShortTextChars))
    trouble.add("source", tr("This is too long."));
}

void keep_parts(Services& services, const Request& request, const Match& match,
                std::string_view channel, const ReplyLater& later) {
  const auto begun = [&]() -> Result<Done> {
    const auto adding = TRY(adding_of(services, request, match, channel));
    if (!adding->draft) {
      // Kept already: the second of a double click, or a reload.
      later(see_other(adding->path));
      return Done{};
    }
    std::vector<Part> parts = parts_typed(request);
    if (request.field("then") == "discard") {
      TRY(services.drafts.remove(scope_of(request), adding->draft->token));
      later(see_other(adding->path));
      return Done{};
    }
    if (request.field("then") == "another") {
      parts.push_back({});
      later(parts_page(services, request, *adding, parts, {}));
      return Done{};
    }
    Trouble trouble;
    listen::Arrival arrival = arrival_typed(services, request, *adding, trouble);
    where_typed(request, *adding, arrival, trouble);
    listen::Note note = note_typed(services, request, *adding, parts, trouble);
    arrival.parts = note.parts;
    if (note.parts.size() == 1) trouble.add("part-1", tr("There are no words in any part."));
    questions::Checked checked = questions::check_response(note.asked, adding->draft->press_key,
                                                           note.answers, &Words::english());
    for (const Problem& problem : checked.problems) trouble.add("", problem.message_key);
    if (trouble.any() || !checked.response) {
      trouble.status = 422;
      later(parts_page(services, request, *adding, parts, trouble));
      return Done{};
    }
    auto asked_by = std::make_shared<Request>(request);
    send_entry(
        services, request, adding, *std::move(checked.response), arrival,
        [&services, asked_by, adding, parts](const Trouble& wrong) {
          return parts_page(services, *asked_by, *adding, parts, wrong);
        },
        later);
    return Done{};
  }();
  if (!begun) later(Error(begun.error()));
}

}  // namespace

Routes add_note_parts_routes(Services& services) {
  constexpr Who kEnterers = Who::may(Capability::bring_in);
  Routes routes;
  for (const std::string channel : {"letter", "email", "social", "event"}) {
    const std::string pattern = "/staff/activities/{activity}/add/" + channel + "/parts";
    routes.push_back({Method::get, pattern, kEnterers, Limit::no_body, Safety::safe,
                      [&services, channel](const Request& request, const Match& match) {
                        return show_parts(services, request, match, channel);
                      }});
    routes.push_back(
        {Method::post, pattern, kEnterers, Limit::form, Safety::csrf_token,
         [&services, channel](const Request& request, const Match& match, ReplyLater later) {
           keep_parts(services, request, match, channel, later);
         }});
  }
  return routes;
}

}  // namespace heed::web::staff
