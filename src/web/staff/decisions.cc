// The board page: what is asked, what people said, what changed, what is missing, who dissents;
// "I have read this"; and taking the decision.
#include "base/text.h"
#include "decide/equality.h"
#include "decide/governance.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/recommended.h"

namespace heed::web::staff {
namespace {

using decide::BoardPage;
using decide::Finding;
using decide::MeetingId;

std::string paper_path(const BoardPage& page, std::string_view more = "") {
  return fmt::format("/staff/meetings/{}/papers/{}{}", page.meeting.id.text(), page.item.number,
                     more);
}

Result<BoardPage> board_page_of(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<MeetingId>("meeting"));
  const auto number = whole_number(match["item"]);
  if (!number) return fail(ErrorKind::not_found, "no such paper");
  return services.governance.board_page(scope_of(request), id, *number);
}

Html one_finding(const Finding& finding) {
  std::vector<Html> tags;
  if (finding.material) tags.push_back(tag(tr("Rare but material"), Colour::purple));
  if (!finding.point.empty()) tags.push_back(tag(finding.point, Colour::purple));
  Html answer = el("p", tag(tr("No answer yet"), Colour::red));
  if (finding.response) {
    const auto& r = *finding.response;
    answer =
        join(el("p", el("strong", decide::words_for(r.effect)), ": ", r.what),
             el("p", tr("Because: {why}", {{"why", r.because}})),
             r.evidence.empty() ? Html() : el("p", tr("Evidence: {what}", {{"what", r.evidence}})),
             r.owner.empty() ? Html() : el("p", tr("Owner: {who}", {{"who", r.owner}})));
  }
  std::vector<Html> quotes;
  for (const std::string& words : finding.quotes) quotes.push_back(quote({.words = words}));
  return card({.heading = finding.name,
               .body = join(tags.empty() ? Html() : el("p", tags), typed_text(finding.summary),
                            paragraph(finding.said_by), quotes, answer),
               .level = 3});
}

Html scrutiny_part(const BoardPage& page, const std::string& zone) {
  if (page.scrutiny.empty()) return paragraph(tr("No council committee has been asked."));
  Html all;
  for (const auto& item : page.scrutiny) {
    all += heading(3, item.details.authority +
                          (item.details.committee.empty() ? "" : ", " + item.details.committee));
    std::vector<Html> lines;
    for (const auto& event : item.events)
      lines.push_back(join(el("strong", decide::words_for(event.kind)), ", ",
                           event.by_council ? tr("the council") : tr("us"), ", ",
                           show_date(event.said, zone), ": ", event.words));
    all += lines.empty() ? paragraph(tr("Nothing has been said yet.")) : bullets(lines);
  }
  return all;
}

Html equality_views(const BoardPage& page, const std::string& zone) {
  if (page.page.equality.empty())
    return paragraph(tr("No equality adviser has recorded a view of this page yet."));
  Html all = paragraph(decide::words_for(decide::standing_of(page.page.equality)));
  for (const decide::ViewVersion& each : decide::versions_of(page.page.equality)) {
    const decide::EqualityView& view = each.view;
    all +=
        join(el("p",
                tag(decide::words_for(view.satisfied),
                    view.satisfied == decide::Satisfied::yes ? Colour::green : Colour::red),
                " ", view.person, ", ", show_date(view.recorded, zone),
                each.number > 1 ? ", " + tr("version {n}", {{"n", said_number(each.number)}}) : ""),
             each.changed.empty() ? Html() : el("p", {{"class", "nhsuk-hint"}}, each.changed),
             each.dissent ? el("p", el("strong", tr("Dissent, which stands:"))) : Html(),
             typed_text(view.words));
  }
  return all;
}

// When it is looked at again, what it is for and what it is judged by (T-094).
Html evaluation_fields(const Request& request, const Trouble& trouble) {
  return fieldset({.legend = tr("Does it do what it is for?"),
                   .body = join(textarea({.name = "aims",
                                          .label = tr("What it is for"),
                                          .hint = tr("One aim on each line."),
                                          .error = trouble.about("aims"),
                                          .value = typed(request, "aims"),
                                          .rows = 2}),
                                textarea({.name = "measures",
                                          .label = tr("What it will be judged by"),
                                          .hint = tr("One measure on each line."),
                                          .value = typed(request, "measures"),
                                          .rows = 2}),
                                date({.name = "evaluate_by",
                                      .label = tr("Looked at again by"),
                                      .hint = tr("Such as 12 May 2027."),
                                      .error = trouble.about("evaluate_by"),
                                      .value = typed(request, "evaluate_by")}),
                                input({.name = "no_evaluation",
                                       .label = tr("Or why there is no evaluation"),
                                       .error = trouble.about("no_evaluation"),
                                       .value = typed(request, "no_evaluation")}))});
}

Html decision_form(const Request& request, const BoardPage& page, const Trouble& trouble) {
  Html gaps;
  for (const Finding& gap : page.gaps)
    gaps +=
        textarea({.name = "gap-" + gap.id.text(),
                  .label = tr("Why “{name}” is decided without an answer", {{"name", gap.name}}),
                  .hint = tr("The public reads this."),
                  .error = trouble.about("gap-" + gap.id.text()),
                  .value = typed(request, "gap-" + gap.id.text()),
                  .rows = 2});
  return join(heading(2, tr("Record the decision")),
              post(request, paper_path(page, "/decide"),
                   join(hidden_input("pack", page.hash),
                        textarea({.name = "decided",
                                  .label = tr("What was decided, in a sentence"),
                                  .error = trouble.about("decided"),
                                  .value = typed(request, "decided"),
                                  .rows = 2}),
                        textarea({.name = "reasons",
                                  .label = tr("Reasons"),
                                  .error = trouble.about("reasons"),
                                  .value = typed(request, "reasons"),
                                  .rows = 4}),
                        textarea({.name = "options",
                                  .label = tr("Options considered"),
                                  .hint = tr("One on each line, with why it was not chosen."),
                                  .value = typed(request, "options"),
                                  .rows = 4}),
                        textarea({.name = "conditions",
                                  .label = tr("Conditions and promises"),
                                  .value = typed(request, "conditions"),
                                  .rows = 2}),
                        textarea({.name = "interests",
                                  .label = tr("Who was there, and interests declared"),
                                  .value = typed(request, "interests"),
                                  .rows = 2}),
                        gaps, evaluation_fields(request, trouble),
                        checkboxes({.name = "complete",
                                    .legend = tr("Is it complete?"),
                                    .error = trouble.about("complete"),
                                    .options = {{.value = "yes",
                                                 .label = tr("Every finding has an answer, and it "
                                                             "is known when it is looked at again"),
                                                 .chosen = typed(request, "complete") == "yes"}},
                                    .small = true}),
                        button({.text = tr("Record the decision"), .prevent_double = true}))));
}

Result<Reply> board_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const BoardPage page = TRY(board_page_of(services, request, match));
  Html body;
  if (page.before_comments_due)
    body += warning_callout({.heading = tr("A council’s comments are not due yet"),
                             .body = paragraph(tr("The meeting is before the day until which a "
                                                  "council may comment."))});
  body += join(heading(2, tr("What is asked")), typed_text(page.item.asked),
               heading(2, tr("What people said")), typed_text(page.item.voice_section),
               paragraph(tr("Heard from: {n}.", {{"n", page.page.heard_from}})));
  if (!page.recommendations.empty())
    body += join(heading(2, tr("What is recommended")),
                 recommended(page.recommendations, page.page.findings, 3));
  if (!page.gaps.empty())
    body += inset_text(paragraph(tr_n("{n} finding has no answer.", "{n} findings have no answer.",
                                      static_cast<std::int64_t>(page.gaps.size()))));
  for (const Finding& finding : page.page.findings) body += one_finding(finding);
  if (!page.page.against.empty())
    body += join(heading(2, tr("The strongest point against")), typed_text(page.page.against));
  body += join(heading(2, tr("Who we did not hear from")), page.page.not_heard.empty()
                                                               ? paragraph(tr("Not said yet."))
                                                               : typed_text(page.page.not_heard));
  body += join(heading(2, tr("The equality adviser’s view")), equality_views(page, services.zone));
  body += join(heading(2, tr("Council scrutiny")), scrutiny_part(page, services.zone));
  body +=
      join(heading(2, tr("The whole pack")),
           action_link(Href(path_of(page.item.activity, "papers")),
                       tr("Papers and evidence bundle: everything that was said, with a hash for "
                          "each file")));
  body += join(heading(2, tr("Have you read it?")),
               post(request, paper_path(page, "/read"),
                    join(hidden_input("pack", page.hash),
                         button({.text = tr("I have read this"), .look = Look::secondary}))));
  if (may(request, Capability::record_decision)) body += decision_form(request, page, trouble);
  body += details(
      {.summary = tr("Technical proof"),
       .body = paragraph(tr("SHA-256 of this page’s content: {hash}.", {{"hash", page.hash}}))});
  const std::string meeting = "/staff/meetings/" + page.meeting.id.text();
  return show(services, request,
              {.heading = page.item.title,
               .caption = page.meeting.body_name + ", " +
                          show_date(page.meeting.details.held, services.zone),
               .section = Section::response,
               .breadcrumb = {{tr("Meetings and decisions"), Href("/staff/meetings")},
                              {page.meeting.body_name, Href(meeting)}},
               .body = std::move(body)},
              trouble);
}

Result<Reply> mark_read(Services& services, const Request& request, const Match& match) {
  const BoardPage page = TRY(board_page_of(services, request, match));
  const auto done =
      services.governance.mark_read(scope_of(request), page.meeting.id, page.item.number,
                                    request.field("pack"), request.signed_in().person_name);
  if (!done) return board_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other("/staff/meetings/" + page.meeting.id.text());
}

// Which box to point at, in the order in which they are looked at.
std::string refused_about(const decide::NewDecision& wanted) {
  if (trimmed(wanted.decided).empty()) return "decided";
  if (trimmed(wanted.reasons).empty()) return "reasons";
  for (const auto& [gap, reason] : wanted.gap_reasons)
    if (trimmed(reason).empty()) return "gap-" + gap.text();
  const decide::EvaluationPlan& plan = wanted.evaluation;
  if (!plan.due || (wanted.complete && !wanted.gap_reasons.empty())) return "complete";
  if (trimmed(plan.aims).empty() || trimmed(plan.measures).empty()) return "aims";
  return trimmed(plan.none_because).empty() ? "evaluate_by" : "no_evaluation";
}

Result<Reply> decide_it(Services& services, const Request& request, const Match& match) {
  const BoardPage page = TRY(board_page_of(services, request, match));
  decide::NewDecision wanted{.decided = std::string(request.field("decided")),
                             .reasons = std::string(request.field("reasons")),
                             .options = std::string(request.field("options")),
                             .conditions = std::string(request.field("conditions")),
                             .interests = std::string(request.field("interests")),
                             .complete = request.field("complete") == "yes",
                             .pack_hash = std::string(request.field("pack"))};
  wanted.evaluation = {.aims = std::string(request.field("aims")),
                       .measures = std::string(request.field("measures")),
                       .none_because = std::string(request.field("no_evaluation"))};
  if (const auto by = trimmed(request.field("evaluate_by")); !by.empty()) {
    const auto due = read_date(by, services.zone);
    if (!due) {
      Trouble trouble;
      trouble.add("evaluate_by", tr("Give the day of the evaluation, such as 12 May 2027."));
      return board_page(services, request, match, trouble);
    }
    wanted.evaluation.due =
        TRY(from_local_date(iso_date(*due, services.zone), services.zone, DayEdge::end));
  }
  for (const Finding& gap : page.gaps)
    wanted.gap_reasons.emplace_back(gap.id, request.field("gap-" + gap.id.text()));
  const auto done = services.governance.decide(scope_of(request), page.meeting.id, page.item.number,
                                               wanted, request.signed_in().person_name);
  if (!done) {
    return board_page(services, request, match,
                      TRY(trouble_of(done.error(), refused_about(wanted))));
  }
  return see_other("/decisions/" + done->text());
}

}  // namespace

Routes decision_routes(Services& services) {
  const std::string at = "/staff/meetings/{meeting}/papers/{item}";
  return {
      {Method::get, at, Who::may(Capability::read_findings), Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return board_page(services, request, match);
       }},
      {Method::post, at + "/read", Who::may(Capability::read_findings), Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return mark_read(services, request, match);
       }},
      {Method::post, at + "/decide", Who::may(Capability::record_decision), Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return decide_it(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
