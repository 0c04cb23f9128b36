// Letters, e-mails, social media and notes of events: words that have no form of their own. First
// what came, in whole; add_note_parts.cc is what follows.
#include "base/text.h"
#include "formats/mail_in.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {

NoteWords note_words(std::string_view channel) {
  if (channel == "letter")
    return {tr("A letter"), tr("What the letter says"), tr("Post-mark (optional)"),
            tr("The day it was posted.")};
  if (channel == "email")
    return {tr("An e-mail"), tr("What the e-mail says"), tr("Sent on (optional)"), ""};
  if (channel == "social")
    return {tr("Social media"), tr("What people wrote"), tr("Written on (optional)"), ""};
  return {tr("Notes of an event"), tr("What was said"), tr("Day of the event"), ""};
}

namespace {

Reply whole_page(const Services& services, const Request& request, const Adding& adding,
                 const Html& banner, const Trouble& trouble) {
  const NoteWords words = note_words(adding.channel);
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
  }
  return routes;
}

}  // namespace heed::web::staff
