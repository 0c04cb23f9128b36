// GET and POST /contact: how to reach the people behind this, and a question to them in private.
#include "base/text.h"
#include "listen/enquiries.h"
#include "platform/clock.h"
#include "web/site/inside/site.h"

namespace heed::web::site {
namespace {

using namespace pages;
using listen::NewEnquiry;
using listen::ReplyBy;

std::string field_of_reply(ReplyBy by) {
  switch (by) {
    case ReplyBy::email:
      return "email";
    case ReplyBy::phone:
      return "phone";
    case ReplyBy::letter:
      return "postal";
    case ReplyBy::none:
      break;
  }
  return "words";
}

NewEnquiry enquiry_sent(const Request& request) {
  NewEnquiry typed{.who = std::string(request.field("who")),
                   .words = std::string(request.field("words")),
                   .language = std::string(words_of(request).language())};
  typed.reply_by = listen::reply_by(request.field("reply")).value_or(ReplyBy::none);
  if (typed.reply_by != ReplyBy::none)
    typed.reply_to = std::string(request.field(field_of_reply(typed.reply_by)));
  if (const auto about = ActivityId::parse(request.field("about"))) typed.activity = *about;
  return typed;
}

Html ways_to_reach(const Services& services, const Words& words) {
  std::vector<SummaryRow> rows;
  if (!services.phone.empty())
    rows.push_back({.key = std::string(tr(words, "Phone")),
                    .value = el("bdi", {{"dir", "ltr"}}, services.phone)});
  if (!services.email.empty())
    rows.push_back(
        {.key = std::string(tr(words, "Email")),
         .value = el("a", {{"href", Href("mailto:" + services.email)}}, services.email)});
  if (!services.post.empty())
    rows.push_back({.key = std::string(tr(words, "Post")), .value = typed_text(services.post)});
  return rows.empty() ? Html() : summary_list(rows);
}

Html enquiry_form(const Request& request, const Words& words, ReplyBy chosen,
                  const std::string& error, const std::string& wrong) {
  const auto box = [&](std::string name, std::string label) {
    return input({.name = name,
                  .label = std::move(label),
                  .error = wrong == name ? error : "",
                  .value = std::string(request.field(name))},
                 words);
  };
  const auto way = [&](ReplyBy by, std::string label, Html more) {
    return Option{.value = by == ReplyBy::none ? "none" : std::string(name_of(by)),
                  .label = std::move(label),
                  .chosen = chosen == by,
                  .more = std::move(more)};
  };
  const auto said = [&](Literal english) { return std::string(tr(words, english)); };
  const std::string about(request.asked("about").empty() ? request.field("about")
                                                         : request.asked("about"));
  return form(
      {.action = Href("/contact"),
       .body = join(about.empty() ? Html() : hidden_input("about", about),
                    textarea({.name = "words",
                              .label = said("Your question"),
                              .error = wrong == "words" ? error : "",
                              .value = std::string(request.field("words")),
                              .rows = 6},
                             words),
                    input({.name = "who",
                           .label = said("Your name, or your group’s (optional)"),
                           .value = std::string(request.field("who"))},
                          words),
                    radios({.name = "reply",
                            .legend = said("How should we answer?"),
                            .options = {way(ReplyBy::email, said("By email"),
                                            box("email", said("Email address"))),
                                        way(ReplyBy::phone, said("By phone"),
                                            box("phone", said("Phone number"))),
                                        way(ReplyBy::letter, said("By letter"),
                                            textarea({.name = "postal",
                                                      .label = said("Name and address"),
                                                      .error = wrong == "postal" ? error : "",
                                                      .value = std::string(request.field("postal")),
                                                      .rows = 4},
                                                     words)),
                                        way(ReplyBy::none, said("I need no answer"), {})}},
                           words),
                    button({.text = said("Send the question"), .prevent_double = true}))});
}

// What is wrong with it, in the reader's language.
std::string problem_of(const NewEnquiry& typed, const Error& error, const Words& words) {
  if (error.kind == ErrorKind::busy)
    return std::string(tr(words,
                          "Many questions are waiting already. Please ring us, or ask another "
                          "day."));
  if (error.kind == ErrorKind::too_large) return std::string(tr(words, "This is too long."));
  if (trimmed(typed.words).empty()) return std::string(tr(words, "Write your question."));
  switch (typed.reply_by) {
    case ReplyBy::email:
      return std::string(tr(words,
                            "Enter an email address in the correct format, like "
                            "name@example.com."));
    case ReplyBy::phone:
      return std::string(tr(words, "Enter the number that we should ring."));
    case ReplyBy::letter:
      return std::string(tr(words, "Enter the address that letters should go to."));
    case ReplyBy::none:
      break;
  }
  return std::string(tr(words, "This cannot be read. Write it again."));
}

Reply contact_page(const Services& services, const Request& request, const std::string& error = "",
                   int status = 200) {
  const Words& words = words_of(request);
  const bool again = !error.empty();
  const NewEnquiry typed = enquiry_sent(request);
  const std::string wrong = trimmed(typed.words).empty() ? "words" : field_of_reply(typed.reply_by);
  std::vector<Mistake> mistakes;
  if (again) mistakes.push_back({wrong, error});
  Html banner = error_summary(mistakes, words);
  if (request.asked("sent") == "1")
    banner = notification_banner(
        {.body = paragraph(tr(words,
                              "We have your question. If you asked for an answer, somebody will "
                              "write to you or ring you.")),
         .success = true},
        words);
  const Html reach = ways_to_reach(services, words);
  return show(
      services, request,
      {.title = std::string(tr(words, "Contact us")),
       .heading = std::string(tr(words, "Contact us")),
       .banner = std::move(banner),
       .body = join(
           reach.empty() ? Html()
                         : join(paragraph(tr(words, "Ring us, write to us, or ask here.")), reach),
           heading(2, tr(words, "Ask us in private"), Size::m),
           paragraph(tr(words,
                        "Only the people who answer read this. It is not counted among the "
                        "answers to anything that is open.")),
           enquiry_form(request, words,
                        again || !request.field("reply").empty() ? typed.reply_by : ReplyBy::email,
                        error, again ? wrong : ""),
           el("p", link(Href("/told/everything"),
                        tr(words, "Let me know what is asked here and what came of it")))),
       .has_error = again},
      status);
}

Result<Reply> send_enquiry(Services& services, Throttle& throttle, const Request& request) {
  if (!throttle.allows(request.peer, services.clock.now())) return too_many(services, request);
  const NewEnquiry typed = enquiry_sent(request);
  const auto kept = services.enquiries->add(scope_of(services), typed);
  if (kept) return see_other("/contact?sent=1");
  if (kept.error().said.empty()) return Error(kept.error());
  return contact_page(services, request, problem_of(typed, kept.error(), words_of(request)),
                      kept.failed_with(ErrorKind::busy) ? 503 : 400);
}

}  // namespace

Routes contact_routes(Services& services) {
  if (services.enquiries == nullptr) return {};
  const auto throttle = std::make_shared<Throttle>(10);
  return {
      {Method::get, "/contact", Who::anyone, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) -> Result<Reply> {
         return contact_page(services, request);
       }},
      {Method::post, "/contact", Who::anyone, Limit::form, Safety::origin_only,
       [&services, throttle](const Request& request, const Match&) {
         return send_enquiry(services, *throttle, request);
       }},
  };
}

}  // namespace heed::web::site
