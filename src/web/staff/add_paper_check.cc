// The sample of paper forms that a second person types again without seeing the first entry; what
// differs, side by side; and originals as they came.
#include <chrono>
#include <future>

#include "listen/amend.h"
#include "listen/channels.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "web/staff/inside/adding.h"

namespace heed::web::staff {
namespace {

using listen::Difference;
using listen::Sheet;
using questions::Question;

std::string sheets_path(const plan::Activity& activity) {
  return path_of(activity.id, "add/paper/sheets");
}
std::string sheet_path(const plan::Activity& activity, ResponseId response) {
  return sheets_path(activity) + "/" + response.text();
}

Html state_said(const Sheet& sheet) {
  if (sheet.state == "wanted") return tag(tr("To be entered again"), Colour::yellow);
  if (sheet.state == "same") return tag(tr("The same twice"), Colour::green);
  if (sheet.state == "differs")
    return tag(tr_n("{n} difference", "{n} differences", sheet.differences), Colour::red);
  if (sheet.state == "settled") return tag(tr("Settled"), Colour::green);
  return text("–");
}

Result<Reply> sheets(Services& services, const Request& request, const Match& match) {
  const auto activity = TRY(activity_of(services, request, match));
  const auto all = TRY(services.channels.sheets(scope_of(request), activity.id));
  std::vector<std::vector<Html>> rows;
  std::int64_t again = 0, alike = 0;
  for (const Sheet& sheet : all) {
    again += sheet.state == "same" || sheet.state == "differs" || sheet.state == "settled";
    alike += sheet.state == "same";
    rows.push_back({link(Href(sheet_path(activity, sheet.response)),
                         tr("Sheet {n}", {{"n", said_number(sheet.number)}})),
                    text(sheet.reference), text(show_date(sheet.entered, services.zone)),
                    state_said(sheet)});
  }
  Html said =
      paragraph(tr("One sheet in ten is typed again by a second person, who does not see "
                   "what the first one typed. Any other may be, too."));
  if (again > 0)
    said += paragraph(tr("{alike} of {again} sheets entered twice were the same.",
                         {{"alike", said_number(alike)}, {"again", said_number(again)}}));
  return show_in(
      services, request, activity, Tab::responses,
      {.heading = tr("Sheets"),
       .section = Section::said,
       .body = join(
           said,
           table({.caption = tr("Paper forms, newest first"),
                  .columns = {{tr("Sheet")}, {tr("Reference")}, {tr("Entered")}, {tr("Checked")}},
                  .rows = std::move(rows),
                  .when_empty = tr("No paper form is entered yet.")}))});
}

Html answer_shown(const Question& question, const std::string& kept) {
  if (kept.empty()) return el("em", tr("Not answered"));
  return typed_text(questions::asker_of(question).shown(question, kept, Words::english()));
}

Result<Reply> differences_page(Services& services, const Request& request, const Adding& adding,
                               const Sheet& sheet, const Trouble& trouble) {
  const auto found = TRY(services.channels.differences(scope_of(request), sheet.response));
  Html fields;
  std::size_t n = 0;
  for (const Difference& each : found) {
    const Question* const question = adding.asked.find(each.question);
    if (question == nullptr) continue;
    const std::string name = "d" + std::to_string(++n);
    const std::string chosen = typed(request, name);
    fields += radios({.name = name,
                      .legend = std::string(questions::in_language(question->text, "en")),
                      .hint = tr("What does the sheet say?"),
                      .error = trouble.about(name),
                      .options = {{.value = "first",
                                   .label = tr("The first entry"),
                                   .chosen = chosen == "first",
                                   .more = answer_shown(*question, each.first)},
                                  {.value = "second",
                                   .label = tr("The second entry"),
                                   .chosen = chosen == "second",
                                   .more = answer_shown(*question, each.second)}}});
  }
  return show_in(
      services, request, adding.activity, Tab::responses,
      {.heading = tr("Sheet {n}: what differs", {{"n", said_number(sheet.number)}}),
       .section = Section::said,
       .body = join(paragraph(tr("Look at the paper, and choose what stands there.")),
                    post(request, sheet_path(adding.activity, sheet.response) + "/settle",
                         join(fields, button({.text = tr("Settle it")}))))},
      trouble);
}

Reply again_page(Services& services, const Request& request, const Adding& adding,
                 const Sheet& sheet, const questions::Answers& kept, const Trouble& trouble) {
  const bool mine = sheet.by == scope_of(request).person();
  Html body =
      paragraph(tr("Reference on the sheet: {reference}.", {{"reference", sheet.reference}}));
  if (mine)
    body +=
        inset_text(paragraph(tr("You entered this sheet first. Somebody else must enter it "
                                "again.")));
  else
    body += post(request, sheet_path(adding.activity, sheet.response),
                 join(question_boxes(adding.asked, kept, trouble),
                      button({.text = tr("Compare"), .prevent_double = true})),
                 true);
  body += el("p",
             link(Href(path_of(adding.activity.id, "add/original/" + sheet.response.text() + "/0")),
                  tr("The scan, if one is kept")));
  return show_in(services, request, adding.activity, Tab::responses,
                 {.heading = tr("Sheet {n}, entered again", {{"n", said_number(sheet.number)}}),
                  .section = Section::said,
                  .body = std::move(body)},
                 trouble);
}

Reply done_page(const Services& services, const Request& request, const Adding& adding,
                const Sheet& sheet) {
  return show_in(
      services, request, adding.activity, Tab::responses,
      {.heading = tr("Sheet {n}", {{"n", said_number(sheet.number)}}),
       .section = Section::said,
       .body = join(el("p", state_said(sheet)),
                    el("p", link(Href(sheets_path(adding.activity)), tr("All sheets"))))});
}

struct At {
  std::shared_ptr<Adding> adding;
  Sheet sheet;
};
Result<At> at(Services& services, const Request& request, const Match& match) {
  At found;
  found.adding = TRY(adding_of(services, request, match, "paper"));
  found.adding->draft.reset();  // Of another sheet.
  found.sheet =
      TRY(services.channels.sheet(scope_of(request), TRY(match.id<ResponseId>("response"))));
  return found;
}

Result<Reply> one_sheet(Services& services, const Request& request, const Match& match) {
  const At here = TRY(at(services, request, match));
  if (here.sheet.state == "differs")
    return differences_page(services, request, *here.adding, here.sheet, {});
  if (here.sheet.state == "wanted" || here.sheet.state.empty())
    return again_page(services, request, *here.adding, here.sheet, {}, {});
  return done_page(services, request, *here.adding, here.sheet);
}

Result<Reply> enter_again(Services& services, const Request& request, const Match& match) {
  const At here = TRY(at(services, request, match));
  const questions::Answers second = answers_typed(services, request, here.adding->asked, {});
  const auto checked = questions::check_response(here.adding->asked, services.random.id<PressKey>(),
                                                 second, &Words::english());
  Trouble trouble;
  add_problems(here.adding->asked, checked.problems, trouble);
  if (!trouble.any()) {
    const auto found =
        services.channels.enter_again(scope_of(request), here.sheet.response, second);
    if (found) return see_other(sheet_path(here.adding->activity, here.sheet.response));
    trouble = TRY(trouble_of(found.error()));
  }
  return again_page(services, request, *here.adding, here.sheet, second, trouble);
}

// What the sheet says, question by question. Nothing is chosen for anybody.
questions::Answers right_answers(const Request& request, const Adding& adding,
                                 const std::vector<Difference>& found, questions::Answers first,
                                 bool& changed, Trouble& trouble) {
  std::size_t n = 0;
  for (const Difference& each : found) {
    if (adding.asked.find(each.question) == nullptr) continue;
    const std::string name = "d" + std::to_string(++n);
    const std::string_view chosen = request.field(name);
    if (chosen != "first" && chosen != "second")
      trouble.add(name, tr("Choose which of the two the sheet says."));
    if (chosen != "second") continue;
    changed = true;
    std::erase_if(first, [&](const auto& answer) { return answer.first == each.question; });
    if (!each.second.empty()) first.emplace_back(each.question, each.second);
  }
  return first;
}

// The first entry was wrong: waits for the store, for a while.
Result<> amended(Services& services, const Scope& scope, ResponseId response,
                 questions::CheckedResponse right) {
  const auto told = std::make_shared<std::promise<Result<>>>();
  auto kept = told->get_future();
  TRY(services.amend.accept(scope, response, std::move(right),
                            [told](const Result<listen::Receipt>& receipt) {
                              told->set_value(receipt ? Result<>(Done{}) : Error(receipt.error()));
                            }));
  if (kept.wait_for(std::chrono::milliseconds(limits::kStoreWaitMs)) != std::future_status::ready)
    return fail(ErrorKind::busy, "the store is slow");
  return kept.get();
}

Result<Reply> settle_sheet(Services& services, const Request& request, const Match& match) {
  const At here = TRY(at(services, request, match));
  const Scope& scope = scope_of(request);
  const ResponseId response = here.sheet.response;
  const std::string path = sheet_path(here.adding->activity, response);
  if (here.sheet.state != "differs") return see_other(path);  // Settled already.
  const auto found = TRY(services.channels.differences(scope, response));
  Trouble trouble;
  bool changed = false;
  const questions::Answers right =
      right_answers(request, *here.adding, found,
                    TRY(services.channels.first_entry(scope, response)), changed, trouble);
  questions::Questionnaire asked = here.adding->asked;
  asked.sections.push_back({.questions = {listen::original_asked(0)}});
  questions::Checked checked =
      questions::check_response(asked, services.random.id<PressKey>(), right, &Words::english());
  for (const Problem& problem : checked.problems) trouble.add("", problem.message_key);
  if (!trouble.any() && checked.response) {
    Result<> done = Done{};
    if (changed) done = amended(services, scope, response, *std::move(checked.response));
    if (done) done = services.channels.settled(scope, response);
    if (done) return see_other(path);
    trouble = TRY(trouble_of(done.error()));
  }
  return differences_page(services, request, *here.adding, here.sheet, trouble);
}

Result<Reply> original(Services& services, const Request& request, const Match& match) {
  TRY(activity_of(services, request, match));
  const auto response = TRY(match.id<ResponseId>("response"));
  const auto number = whole_number(match["number"]);
  if (!number || *number < 0 || *number >= static_cast<std::int64_t>(listen::kOriginalsMax))
    return fail(ErrorKind::not_found, "no such original");
  const auto answers = TRY(services.channels.first_entry(scope_of(request), response));
  const questions::Value value = questions::picks(
      questions::answer_to(answers, listen::original_question(static_cast<std::size_t>(*number))));
  const questions::Pick* const file = questions::pick_of(value, "file");
  const questions::Pick* const bytes = questions::pick_of(value, "bytes");
  if (file == nullptr || bytes == nullptr) return fail(ErrorKind::not_found, "no original kept");
  const auto decoded = platform::from_base64(bytes->words);
  if (!decoded) return fail(ErrorKind::storage, "an original is damaged");
  return download(file->words, file->code,
                  std::string(reinterpret_cast<const char*>(decoded->data()), decoded->size()));
}

}  // namespace

Routes add_paper_check_routes(Services& services) {
  constexpr Who kEnterers = Who::may(Capability::bring_in);
  const std::string base = "/staff/activities/{activity}/add/";
  return {
      {Method::get, base + "paper/sheets", kEnterers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return sheets(services, request, match);
       }},
      {Method::get, base + "paper/sheets/{response}", kEnterers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return one_sheet(services, request, match);
       }},
      {Method::post, base + "paper/sheets/{response}", kEnterers, kEntryLimit, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return enter_again(services, request, match);
       }},
      {Method::post, base + "paper/sheets/{response}/settle", kEnterers, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return settle_sheet(services, request, match);
       }},
      {Method::get, base + "original/{response}/{number}", kEnterers, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return original(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
