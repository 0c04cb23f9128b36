// Reports: the activities that papers can be made of; of each, choose a paper, read it, take it
// away in any format; and the evidence bundle.
#include "base/text.h"
#include "decide/findings.h"
#include "listen/reach.h"
#include "listen/voices.h"
#include "record/record.h"
#include "report/bundle.h"
#include "report/changes.h"
#include "report/paper.h"
#include "understand/themes.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/media_types.h"

namespace heed::web::staff {
namespace {

// The page as it would be published now; for who may not read findings, as it was published.
Result<decide::Published> page_to_report(Services& services, const Request& request,
                                         ActivityId id) {
  return may(request, Capability::read_findings)
             ? services.findings.draft_page(scope_of(request), id)
             : services.findings.published(scope_of(request), id);
}

Result<report::AsOf> as_of(const Services& services) {
  if (!services.record) return report::AsOf{};
  // Signed now if anything came in since, so that the paper names the record it was read from.
  const auto newest = services.record->sign_checkpoint(services.partnership);
  if (newest.failed_with(ErrorKind::not_found)) return report::AsOf{};
  if (!newest) return Error(newest.error());
  return report::AsOf{.origin = newest->note.substr(0, newest->note.find('\n')),
                      .entries = newest->size,
                      .root = hex(newest->root)};
}

// From what people said about themselves, as it may be shown; nothing where that may not be read
// yet.
Result<std::optional<report::AgesHeard>> ages_heard(Services& services, const Request& request,
                                                    ActivityId id) {
  const auto reached = services.reach.reached(scope_of(request), id, services.zone);
  if (!reached) {
    if (reached.failed_with(ErrorKind::closed) || reached.failed_with(ErrorKind::denied))
      return std::optional<report::AgesHeard>();
    return Error(reached.error());
  }
  report::AgesHeard ages;
  for (const listen::ReachPart& part : reached->parts)
    if (part.of == listen::ReachPart::Of::about && part.heading == "How old are you?") {
      ages.asked = true;
      ages.nobody.insert(ages.nobody.end(), part.nobody.begin(), part.nobody.end());
      ages.few.insert(ages.few.end(), part.few.begin(), part.few.end());
    }
  return std::optional(std::move(ages));
}

Result<report::Material> material_of(Services& services, const Request& request,
                                     const plan::Activity& activity) {
  report::Material out{.page = TRY(page_to_report(services, request, activity.id)),
                       .activity = activity,
                       .partnership = services.partnership_name,
                       .zone = services.zone,
                       .as_of = TRY(as_of(services)),
                       .no_words_because = std::string(trimmed(request.asked("why")))};
  if (services.recommendations)
    out.recommendations = TRY(services.recommendations->all(scope_of(request), activity.id));
  out.decisions = TRY(services.governance.decisions(scope_of(request), activity.id));
  out.plans = TRY(services.actions.plans(scope_of(request), activity.id));
  std::erase_if(out.plans,
                [](const act::Plan& plan) { return plan.state != act::PlanState::approved; });
  out.promises = TRY(services.promises.promises(scope_of(request)));
  if (services.changes && may(request, Capability::read_summary))
    out.changes = TRY(services.changes->of_activity(scope_of(request), activity.id));
  out.ages = TRY(ages_heard(services, request, activity.id));
  if (may(request, Capability::read_text))
    out.method = TRY(services.themes.frame(scope_of(request), activity.id)).method;
  return out;
}

std::string with_why(std::string path, const Request& request) {
  const std::string_view why = trimmed(request.asked("why"));
  return why.empty() ? path : Href(path, {{"why", why}}).str();
}

Html downloads(const Request& request, ActivityId id, report::PaperKind kind) {
  const auto file = [&](std::string_view ending, std::string words) {
    return link(
        Href(with_why(path_of(id, fmt::format("papers/{}.{}", report::name_of(kind), ending)),
                      request)),
        words);
  };
  return bullets({file("docx", tr("Word")), file("pdf", tr("PDF, tagged for screen readers")),
                  file("html", tr("Web page, in one file")), file("xlsx", tr("Excel workbook"))});
}

Reply in_frame(Services& services, const Request& request, const plan::Activity& activity,
               std::string heading, Html body, const Trouble& trouble = {}) {
  return show_in(
      services, request, activity, Tab::public_page,
      {.heading = std::move(heading), .section = Section::reports, .body = std::move(body)},
      trouble);
}

// Where no words may be shown, the reason is asked for once and travels in the addresses.
Html why_form(const Request& request, std::string_view path) {
  return form({.action = Href(path),
               .body = join(input({.name = "why",
                                   .label = tr("Why no words of people can be shown"),
                                   .hint = tr("The paper will say this, such as “nobody agreed to "
                                              "be quoted”."),
                                   .value = std::string(request.asked("why"))}),
                            button({.text = tr("Continue"), .look = Look::secondary})),
               .get = true});
}

// What changed since the paper was sent for its facts to be checked: the Word file as it was sent,
// or as it came back, beside the paper as it is now.
Html fact_check_form(const Request& request, ActivityId id, const Trouble& trouble) {
  std::vector<Option> papers, formats;
  for (const report::PaperKind kind : report::paper_kinds())
    papers.push_back({.value = std::string(report::name_of(kind)),
                      .label = std::string(report::words_for(kind)),
                      .chosen = typed(request, "paper") == report::name_of(kind)});
  formats = {{.value = "docx", .label = tr("Word, with tracked changes")},
             {.value = "pdf", .label = tr("PDF")},
             {.value = "html", .label = tr("Web page, in one file")}};
  return join(
      heading(2, tr("After a fact check")),
      paragraph(tr("Choose the Word file that was sent for its facts to be checked. You get the "
                   "paper as it is now, with every change since marked and listed.")),
      post(request, with_why(path_of(id, "papers/changes"), request),
           join(select({.name = "paper", .label = tr("Which paper"), .options = std::move(papers)}),
                file_upload({.name = "sent",
                             .label = tr("The Word file that was sent"),
                             .error = trouble.about("sent"),
                             .accept = ".docx"}),
                select({.name = "format", .label = tr("As"), .options = std::move(formats)}),
                button({.text = tr("Show what changed"), .look = Look::secondary})),
           true));
}

Result<Reply> choose_paper(Services& services, const Request& request, const Match& match,
                           Trouble trouble = {}) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const report::Material material = TRY(material_of(services, request, activity));
  Html body;
  const auto any = report::make_paper(report::PaperKind::findings_report, material);
  if (!any) {
    trouble = TRY(trouble_of(any.error(), "why"));
    // Whoever has only just come here has made no mistake yet.
    if (trimmed(request.asked("why")).empty())
      for (const Mistake& one : std::exchange(trouble, {}).mistakes)
        body += inset_text(paragraph(one.message));
    body += why_form(request, path_of(activity.id, "papers"));
    return in_frame(services, request, activity, tr("Papers"), std::move(body), trouble);
  }
  for (const report::PaperKind kind : report::paper_kinds()) {
    const std::string name(report::words_for(kind));
    body += heading(2, name);
    body += action_link(
        Href(with_why(path_of(activity.id, fmt::format("papers/{}", report::name_of(kind))),
                      request)),
        tr("Read the {paper}", {{"paper", name}}));
    body += downloads(request, activity.id, kind);
  }
  body += fact_check_form(request, activity.id, trouble);
  body += heading(2, tr("Evidence bundle"));
  body += paragraph(
      tr("Every paper in every format and what was said when people were asked, with an index, "
         "page numbers that run through all of it, and a hash for each file. For those who may "
         "read words, everything that people said too, with personal details covered."));
  body += action_link(Href(with_why(path_of(activity.id, "papers/evidence-bundle.zip"), request)),
                      tr("Download the evidence bundle"));
  return in_frame(services, request, activity, tr("Papers"), std::move(body), trouble);
}

// Which figures differ from what was said when the page was published.
Html changed_since(Services& services, const Request& request, ActivityId id,
                   const report::Paper& paper) {
  const auto published = services.findings.published(scope_of(request), id);
  if (!published) return {};
  std::vector<Html> differing;
  for (const report::FigureCheck& each : report::check_figures(paper.figures, *published))
    if (!each.same)
      differing.push_back(text(tr("{mark}: {says}; published: {then}",
                                  {{"mark", each.figure.mark},
                                   {"says", each.figure.says},
                                   {"then", each.now.empty() ? tr("nothing") : each.now}})));
  if (differing.empty())
    return inset_text(paragraph(tr("Every figure was worked out again and is the one published.")));
  return warning_callout({.heading = tr("Figures that changed since the page was published"),
                          .body = bullets(differing)});
}

Result<Reply> paper_on_screen(Services& services, const Request& request,
                              const plan::Activity& activity, report::PaperKind kind,
                              const report::Paper& paper) {
  return in_frame(services, request, activity, std::string(report::words_for(kind)),
                  join(downloads(request, activity.id, kind),
                       changed_since(services, request, activity.id, paper),
                       report::as_blocks(paper.document, 2)));
}

Result<Reply> bundle(Services& services, const Request& request, const plan::Activity& activity) {
  const report::Material material = TRY(material_of(services, request, activity));
  std::vector<report::Document> evidence = {report::about_the_activity(material)};
  if (!material.changes.empty()) evidence.push_back(report::what_was_judged(material));
  if (may(request, Capability::read_text)) {
    std::vector<report::Said> said;
    for (listen::Voice& voice : TRY(services.voices.all(scope_of(request), activity.id)))
      said.push_back({std::move(voice.question), std::move(voice.words), voice.may_quote});
    // More than this is thousands of pages, which nobody reads and the server should not set.
    constexpr std::size_t kSaidMax = 5000;
    if (said.size() <= kSaidMax) evidence.push_back(report::everything_said(material, said));
  }
  report::Bundle made = TRY(report::evidence_bundle(material, evidence));
  return download("evidence-bundle.zip", "application/zip", std::move(made.bytes));
}

Result<Reply> read_paper(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const std::string_view asked = match["paper"];
  if (asked == "evidence-bundle.zip") return bundle(services, request, activity);
  const std::string_view name = asked.substr(0, asked.find('.'));
  const std::string_view ending = asked.size() > name.size() ? asked.substr(name.size() + 1) : "";
  const auto kind = report::paper_named(name);
  if (!kind) return fail(ErrorKind::not_found, "no such paper");
  const auto made = report::make_paper(*kind, TRY(material_of(services, request, activity)));
  if (!made) {
    const Trouble trouble = TRY(trouble_of(made.error(), "why"));
    return in_frame(services, request, activity, std::string(report::words_for(*kind)),
                    why_form(request, path_of(activity.id, "papers")), trouble);
  }
  const report::Document& document = made->document;
  if (ending.empty()) return paper_on_screen(services, request, activity, *kind, *made);
  if (ending == "docx") return download(asked, kDocx, TRY(report::as_word(document)));
  if (ending == "pdf")
    return download(asked, "application/pdf", TRY(report::as_pdf(document)).bytes);
  if (ending == "html")
    return download(asked, "text/html; charset=utf-8", report::as_html(document));
  if (ending == "xlsx") return download(asked, kXlsx, TRY(report::as_workbook(document)));
  return fail(ErrorKind::not_found, "no such format");
}

Result<Reply> changes(Services& services, const Request& request, const Match& match) {
  const plan::Activity activity = TRY(activity_of(services, request, match));
  const auto kind = report::paper_named(request.field("paper"));
  if (!kind) return fail(ErrorKind::not_found, "no such paper");
  const auto now = report::make_paper(*kind, TRY(material_of(services, request, activity)));
  if (!now) return choose_paper(services, request, match, TRY(trouble_of(now.error(), "why")));
  const FilePart* file = request.file("sent");
  if (!file || file->filename.empty()) {
    Trouble trouble;
    trouble.add("sent", tr("Choose a file."));
    return choose_paper(services, request, match, trouble);
  }
  const auto sent = report::paper_from_word(file->bytes);
  if (!sent) return choose_paper(services, request, match, TRY(trouble_of(sent.error(), "sent")));
  const report::Document both = report::with_changes(*sent, now->document);
  const std::string name = fmt::format("{}-changes", report::name_of(*kind));
  const std::string_view format = request.field("format");
  if (format == "pdf")
    return download(name + ".pdf", "application/pdf", TRY(report::as_pdf(both)).bytes);
  if (format == "html")
    return download(name + ".html", "text/html; charset=utf-8", report::as_html(both));
  return download(name + ".docx", kDocx, TRY(report::as_word(both)));
}

Result<Reply> activities_to_report(Services& services, const Request& request) {
  std::vector<std::vector<Html>> rows;
  for (const plan::Activity& each : TRY(services.activities.list(scope_of(request)))) {
    if (each.state == plan::ActivityState::draft) continue;
    rows.push_back({may(request, Capability::read_findings)
                        ? link(Href(path_of(each.id, "papers")), each.details.title)
                        : text(each.details.title),
                    state_tag(each.state),
                    text(each.published ? show_date(*each.published, services.zone) : "–")});
  }
  return show(services, request,
              {.heading = tr("Reports"),
               .section = Section::reports,
               .body = join(paragraph(tr("Papers for a board or the public, in Word, PDF, Excel "
                                         "and as a page, and the evidence bundle.")),
                            table({.caption = tr("Choose what the paper is about"),
                                   .columns = {{tr("Activity")}, {tr("State")}, {tr("Published")}},
                                   .rows = std::move(rows),
                                   .when_empty = tr("Nothing to report on yet.")}))});
}

}  // namespace

Routes report_routes(Services& services) {
  return {
      {Method::get, "/staff/reports", Who::signed_in, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return activities_to_report(services, request);
       }},
      {Method::get, "/staff/activities/{activity}/papers", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return choose_paper(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/papers/changes", Who::signed_in, Limit::upload,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return changes(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/papers/{paper}", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return read_paper(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
