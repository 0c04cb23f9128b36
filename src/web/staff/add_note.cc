// Letters, e-mails, social media and notes of events: words that have no form of their own. First
// what came, in whole; then its parts, split by the person who has read it.
#include "base/text.h"
#include "formats/mail_in.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

constexpr std::size_t kPartsShown = 200;  // Of one letter or note.

struct Labels {
  std::string heading, whole, said, said_hint;
};
Labels words_for(std::string_view channel) {
  if (channel == "letter")
    return {tr("A letter"), tr("What the letter says"), tr("Post-mark (optional)"),
            tr("The day it was posted.")};
  if (channel == "email")
    return {tr("An e-mail"), tr("What the e-mail says"), tr("Sent on (optional)"), ""};
  if (channel == "social")
    return {tr("Social media"), tr("What people wrote"), tr("Written on (optional)"), ""};
  return {tr("Notes of an event"), tr("What was said"), tr("Day of the event"), ""};
}

// --- First: what came, in whole ---------------------------------------------------------------
Reply whole_page(const Services& services, const Request& request, const Adding& adding,
                 const Html& banner, const Trouble& trouble) {
  const Labels words = words_for(adding.channel);
  Html body;
  if (adding.channel == "email")
    body += file_upload({.name = "mail",
                         .label = tr("The e-mail as a file (.eml)"),
                         .hint = tr("Its subject, date, words and attachments are read. Or paste "
                                    "the words below."),
                         .error = trouble.about("mail"),
                         .accept = ".eml,message/rfc822"});
  body += textarea({.name = "whole",
                    .label = words.whole,
                    .hint = tr("As it stands. On the next page you split it into its points."),
                    .error = trouble.about("whole"),
                    .value = typed(request, "whole"),
                    .rows = 14});
  body += original_box("", trouble);
  body += button({.text = tr("Continue")});
  return show_in(services, request, adding.activity, Tab::responses,
                 {.heading = words.heading,
                  .section = Section::said,
                  .body = join(banner, post(request, adding.path, body, true))},
                 trouble);
}

struct Whole {
  std::string words, subject, date;
  std::vector<std::string> files;     // Values of the `file` question.
  std::vector<std::string> left_out;  // Names of attachments that no reader opens.
};

// The attachments that the `file` question takes; the others are named.
void take_attachments(const formats::MailText& mail, Whole& whole) {
  for (const formats::MailText::File& file : mail.attachments) {
    const questions::Question asked = listen::original_asked(0);
    const std::string kept = questions::asker_of(asked).read(
        asked, {.fields = {}, .files = {{"answer", file.name, "", file.bytes}}});
    if (whole.files.size() < listen::kOriginalsMax && questions::check_answer(asked, kept).empty())
      whole.files.push_back(kept);
    else
      whole.left_out.push_back(file.name);
  }
}

Whole whole_typed(const Request& request, const Adding& adding, Trouble& trouble) {
  Whole whole{.words = std::string(request.field("whole"))};
  std::erase(whole.words, '\r');
  if (const std::string original = original_typed(request, "", trouble); !original.empty())
    whole.files.push_back(original);
  const FilePart* const file = adding.channel == "email" ? request.file("mail") : nullptr;
  if (file != nullptr && !file->bytes.empty()) {
    auto mail = formats::read_mail(file->bytes);
    if (!mail) {
      trouble.add("mail", mail.error().said);
    } else {
      whole.words = mail->words;
      whole.subject = mail->subject;
      whole.date = mail->date.substr(0, 10);
      take_attachments(*mail, whole);
    }
  }
  if (trimmed(whole.words).empty() && trouble.about("mail").empty())
    trouble.add("whole", tr("Type or paste what it says."));
  if (!bounded_text(whole.words, limits::kLongTextChars))
    trouble.add("whole", tr("This is too long for one letter. Split it into two."));
  return whole;
}

// --- Then: its parts --------------------------------------------------------------------------
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
  const Labels words = words_for(adding.channel);
  const std::string whole(questions::answer_to(adding.draft->answers, listen::whole_question()));
  Html fields =
      came_fields(services, request,
                  {tr("When did it reach us?"), tr("The first day that one of us had it."),
                   words.said, words.said_hint},
                  trouble);
  fields += where_fields(request, adding, trouble);
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

Result<Reply> show_whole(Services& services, const Request& request, const Match& match,
                         std::string_view channel) {
  const auto adding = TRY(adding_of(services, request, match, channel));
  if (adding->draft) return see_other(adding->path + "/parts");
  return whole_page(services, request, *adding, kept_banner(services, request, *adding), {});
}

Result<Reply> keep_whole(Services& services, const Request& request, const Match& match,
                         std::string_view channel) {
  const auto adding = TRY(adding_of(services, request, match, channel));
  Trouble trouble;
  const Whole whole = whole_typed(request, *adding, trouble);
  if (trouble.any()) return whole_page(services, request, *adding, {}, trouble);
  questions::Answers answers = {{listen::whole_question(), whole.words}};
  for (std::size_t n = 0; n < whole.files.size(); ++n)
    answers.emplace_back(listen::original_question(n), whole.files[n]);
  if (!questions::fits(answers)) {
    trouble.add("mail", tr("Its files are too large together. Take one out."));
    return whole_page(services, request, *adding, {}, trouble);
  }
  std::vector<std::pair<std::string_view, std::string_view>> carried;
  if (!whole.subject.empty()) carried.emplace_back("subject", whole.subject);
  if (!whole.date.empty()) carried.emplace_back("said", whole.date);
  for (const std::string& name : whole.left_out) carried.emplace_back("left", name);
  std::string query;
  for (const auto& [name, value] : carried)
    query += (query.empty() ? "?" : "&") + std::string(name) + "=" + url_encoded(value);
  Reply reply = see_other(adding->path + "/parts" + query);
  keep_typed(services, *adding, answers, request, reply);
  return reply;
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

listen::Note note_typed(Services& services, const Adding& adding, const std::vector<Part>& parts) {
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
  return listen::note_of(questions::answer_to(adding.draft->answers, listen::whole_question()),
                         said, files, [&] { return services.random.id<QuestionId>(); });
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
    listen::Note note = note_typed(services, *adding, parts);
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

Routes add_note_routes(Services& services) {
  constexpr Who kEnterers = Who::may(Capability::bring_in);
  Routes routes;
  for (const std::string channel : {"letter", "email", "social", "event"}) {
    const std::string pattern = "/staff/activities/{activity}/add/" + channel;
    routes.push_back({Method::get, pattern, kEnterers, Limit::no_body, Safety::safe,
                      [&services, channel](const Request& request, const Match& match) {
                        return show_whole(services, request, match, channel);
                      }});
    routes.push_back({Method::post, pattern, kEnterers, kEntryLimit, Safety::csrf_token,
                      [&services, channel](const Request& request, const Match& match) {
                        return keep_whole(services, request, match, channel);
                      }});
    routes.push_back({Method::get, pattern + "/parts", kEnterers, Limit::no_body, Safety::safe,
                      [&services, channel](const Request& request, const Match& match) {
                        return show_parts(services, request, match, channel);
                      }});
    routes.push_back(
        {Method::post, pattern + "/parts", kEnterers, Limit::form, Safety::csrf_token,
         [&services, channel](const Request& request, const Match& match, ReplyLater later) {
           keep_parts(services, request, match, channel, later);
         }});
  }
  return routes;
}

}  // namespace heed::web::staff
