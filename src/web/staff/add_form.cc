// A phone call and paper forms: the activity's own questions on one page, typed by a member of
// staff. After a sheet of paper comes the next one, with its dates kept.
#include "platform/clock.h"
#include "platform/random.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

std::string consent_words(const Services& services, const plan::Activity& activity) {
  return tr(
      "I will type what you tell me for “{title}”. {partnership} keeps it; the people running "
      "this read it and group it into themes. Nothing you say is shown in public with your "
      "name, or quoted without your agreement. You can skip any question and stop at any "
      "time. At the end you get a reference, and you can ask for your words to be taken "
      "back. Is that all right with you?",
      {{"title", activity.details.title}, {"partnership", services.partnership_name}});
}

Html consent_field(const Services& services, const Request& request, const Adding& adding,
                   const Trouble& trouble) {
  return join(heading(2, tr("Read this out")),
              inset_text(paragraph(consent_words(services, adding.activity))),
              checkboxes({.name = "consent",
                          .legend = tr("What did they say?"),
                          .error = trouble.about("consent"),
                          .options = {{.value = "yes",
                                       .label = tr("They agreed to these words"),
                                       .chosen = request.field("consent") == "yes"}}}));
}

Reply form_page(Services& services, const Request& request, const Adding& adding,
                const questions::Answers& kept, const Trouble& trouble) {
  const bool phone = adding.channel == "phone";
  std::vector<Html> parts;
  // On paper beside the next sheet, where typing goes on.
  const Html kept_last = trouble.any() ? Html() : kept_banner(services, request, adding);
  if (phone) parts.push_back(kept_last);
  if (adding.draft && !trouble.any())
    parts.push_back(inset_text(paragraph(tr("This was begun before and is not sent yet."))));
  const Html came = came_fields(
      services, request,
      phone ? CameWords{tr("Day of the call"), "", "", ""}
            : CameWords{tr("When did it reach us?"), tr("The day that is stamped on it."),
                        tr("Post-mark (optional)"), tr("The day it was posted.")},
      trouble);
  Html buttons = button_group(
      {button({.text = phone ? tr("Keep this call") : tr("Keep this sheet, and on to the next"),
               .prevent_double = true}),
       button({.text = tr("Save and come back"),
               .look = Look::secondary,
               .name = "then",
               .value = "save"})});
  const PressKey press = adding.draft ? adding.draft->press_key : services.random.id<PressKey>();
  const std::string again = trouble.any() && !request.field("press").empty()
                                ? std::string(request.field("press"))
                                : press.text();
  parts.push_back(post(
      request, adding.path,
      join(hidden_input("press", again),
           phone ? consent_field(services, request, adding, trouble) : Html(), came,
           sort_field(request), quote_field(request),
           heading(2, phone ? tr("The questions") : tr("The sheet")),
           phone ? Html()
                 : paragraph(tr("Type what stands there, in the margins too. Write [illegible] for "
                                "what you cannot read; do not guess.")),
           phone ? Html() : kept_last, question_boxes(adding.asked, kept, trouble),
           phone
               ? Html()
               : original_box(std::string(questions::answer_to(kept, listen::original_question(0))),
                              trouble),
           buttons),
      true));
  if (!phone)
    parts.push_back(el("p", link(Href(adding.path + "/sheets"), tr("Sheets entered so far"))));
  return show_in(services, request, adding.activity, Tab::responses,
                 {.heading = phone ? tr("A phone call") : tr("Paper forms"),
                  .section = Section::said,
                  .body = join(parts)},
                 trouble);
}

Reply nothing_asked(Services& services, const Request& request, const Adding& adding) {
  return show_in(services, request, adding.activity, Tab::responses,
                 {.heading = tr("Nothing is asked yet"),
                  .section = Section::said,
                  .body = paragraph(tr("Write the questions first. A letter or a note can be added "
                                       "without them."))});
}

Result<Reply> show_form(Services& services, const Request& request, const Match& match,
                        std::string_view channel) {
  const auto adding = TRY(adding_of(services, request, match, channel));
  if (adding->asked.questions().empty()) return nothing_asked(services, request, *adding);
  return form_page(services, request, *adding,
                   adding->draft ? adding->draft->answers : questions::Answers(), {});
}

void keep_form(Services& services, const Request& request, const Match& match,
               std::string_view channel, const ReplyLater& later) {
  const auto begun = [&]() -> Result<Done> {
    const auto adding = TRY(adding_of(services, request, match, channel));
    const bool phone = channel == "phone";
    const questions::Answers before = adding->draft ? adding->draft->answers : questions::Answers();
    questions::Answers answers = answers_typed(services, request, adding->asked, before);
    Trouble trouble;
    listen::Arrival arrival = arrival_typed(services, request, *adding, trouble);
    questions::Questionnaire asked = adding->asked;
    if (phone) {
      if (request.field("consent") == "yes")
        arrival.consent = consent_words(services, adding->activity);
      else
        trouble.add("consent", tr("Read the words out, and say that they agreed."));
    } else {
      const std::string original = original_typed(
          request, questions::answer_to(before, listen::original_question(0)), trouble);
      if (!original.empty()) {
        answers.emplace_back(listen::original_question(0), original);
        asked.sections.push_back({.questions = {listen::original_asked(0)}});
      }
    }
    if (request.field("then") == "save") {
      Reply reply = see_other(adding->path);
      keep_typed(services, *adding, answers, request, reply);
      later(std::move(reply));
      return Done{};
    }
    questions::Checked checked = questions::check_response(
        asked, press_key_of(*adding, request, services), answers, &Words::english());
    add_problems(asked, checked.problems, trouble);
    if (checked.response && checked.response->answers().empty() &&
        checked.response->about().empty())
      trouble.add("q1", tr("Nothing is answered yet."));
    if (trouble.any() || !checked.response) {
      trouble.status = 422;
      Reply reply = form_page(services, request, *adding, answers, trouble);
      keep_typed(services, *adding, answers, request, reply);
      later(std::move(reply));
      return Done{};
    }
    auto asked_by = std::make_shared<Request>(request);
    send_entry(
        services, request, adding, *std::move(checked.response), arrival,
        [&services, asked_by, adding, answers](const Trouble& wrong) {
          return form_page(services, *asked_by, *adding, answers, wrong);
        },
        later);
    return Done{};
  }();
  if (!begun) later(Error(begun.error()));
}

}  // namespace

Routes add_form_routes(Services& services) {
  constexpr Who kEnterers = Who::may(Capability::bring_in);
  Routes routes;
  for (const std::string channel : {"phone", "paper"}) {
    const std::string pattern = "/staff/activities/{activity}/add/" + channel;
    routes.push_back({Method::get, pattern, kEnterers, Limit::no_body, Safety::safe,
                      [&services, channel](const Request& request, const Match& match) {
                        return show_form(services, request, match, channel);
                      }});
    routes.push_back(
        {Method::post, pattern, kEnterers, kEntryLimit, Safety::csrf_token,
         [&services, channel](const Request& request, const Match& match, ReplyLater later) {
           keep_form(services, request, match, channel, later);
         }});
  }
  return routes;
}

}  // namespace heed::web::staff
