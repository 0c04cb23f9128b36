// Bringing responses in: choose a file, say what each column is, see what came in.
#include "base/text.h"
#include "listen/imports.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/held.h"

namespace heed::web::staff {
namespace {

using ColumnRole = listen::Role;
using listen::WholeReport;
using plan::ActivityState;

constexpr std::array kRoles = {
    ColumnRole::ignore,        ColumnRole::answer, ColumnRole::choice,
    ColumnRole::question_text, ColumnRole::date,   ColumnRole::grouping,
    ColumnRole::channel,       ColumnRole::theme,  ColumnRole::may_quote};

std::string column_role_words(ColumnRole role) {
  switch (role) {
    case ColumnRole::ignore:
      return tr("Leave out");
    case ColumnRole::answer:
      return tr("The answer");
    case ColumnRole::question_text:
      return tr("The question");
    case ColumnRole::date:
      return tr("Date");
    case ColumnRole::grouping:
      return tr("Group");
    case ColumnRole::channel:
      return tr("How it came (web, phone, paper)");
    case ColumnRole::may_quote:
      return tr("May be quoted (yes or no)");
    case ColumnRole::choice:
      return tr("What was picked from a list");
    case ColumnRole::theme:
      return tr("A theme given elsewhere");
  }
  return {};
}

// What happens to one person's file; shared by the routes below.
struct BringIn {
  Services& services;
  Held held;

  std::string path(std::string_view id, std::string_view more = "") const {
    return fmt::format("/staff/bring-in/{}{}", id, more);
  }
  std::optional<HeldFile> find(const Request& request, std::string_view id) {
    return held.find(id, scope_of(request).person(), services.clock.now());
  }

  Result<Reply> choose_page(const Request& request, const Trouble& trouble = {});
  Result<Reply> take(const Request& request);
  Reply columns_page(const Request& request, std::string_view id, const HeldFile& file,
                     const Trouble& trouble = {}, const Html& rows_wrong = {});
  Result<Reply> run(const Request& request, std::string_view id);
  Reply report_page(const Request& request, const HeldFile& file);
};

Result<Reply> BringIn::choose_page(const Request& request, const Trouble& trouble) {
  const std::string chosen = request.method == Method::get ? std::string(request.asked("activity"))
                                                           : typed(request, "activity");
  std::vector<Option> options = {{.value = "", .label = tr("A new one, with this title:")}};
  for (const plan::Activity& each : TRY(services.activities.list(scope_of(request))))
    if (each.state != ActivityState::answered)
      options.push_back({.value = each.id.text(),
                         .label = each.details.title,
                         .chosen = each.id.text() == chosen});
  Html where;
  if (options.size() > 1) {
    options.front().label = tr("A new one, with the title below");
    where = select({.name = "activity",
                    .label = tr("Which activity are they from?"),
                    .error = trouble.about("activity"),
                    .options = std::move(options)});
  }
  const Html fields =
      join(file_upload({.name = "file",
                        .label = tr("The spreadsheet"),
                        .hint = tr("CSV, XLSX or ODS, one row for each response; or a LimeSurvey "
                                   "survey, a register, an e-mail, a calendar or a zip of an "
                                   "export. It stays on this server. You see what is in it before "
                                   "anything is imported."),
                        .error = trouble.about("file"),
                        .accept = ".csv,.tsv,.txt,.xlsx,.ods,.lss,.eml,.ics,.json,.jsonl,.zip"}),
           where,
           input({.name = "title",
                  .label = tr("What was it about?"),
                  .hint = tr("The title of the new activity, such as “Getting a GP appointment”."),
                  .error = trouble.about("title"),
                  .value = typed(request, "title")}),
           button({.text = tr("Continue"), .prevent_double = true}));
  return show(services, request,
              {.heading = tr("Bring in responses"),
               .section = Section::said,
               .breadcrumb = {{tr("Today"), Href("/staff")}},
               .body = post(request, "/staff/bring-in", fields, true)},
              trouble);
}

Result<Reply> BringIn::take(const Request& request) {
  Trouble trouble;
  const FilePart* file = request.file("file");
  if (!file || file->filename.empty()) trouble.add("file", tr("Choose a file."));
  HeldFile wanted{.title = std::string(trimmed(request.field("title")))};
  if (!request.field("activity").empty()) {
    const auto id = ActivityId::parse(request.field("activity"));
    if (!id) return fail(ErrorKind::not_found, "not an activity");
    wanted.activity = TRY(services.activities.activity(scope_of(request), *id)).id;
  }
  if (trouble.any()) return choose_page(request, trouble);
  auto preview = listen::Imports::preview(file->filename, file->bytes);
  if (!preview) return choose_page(request, TRY(trouble_of(preview.error(), "file")));
  // A register names its own activities, and some files say what they are called.
  if (!wanted.activity && wanted.title.empty() && preview->title.empty() &&
      preview->activities == 0) {
    trouble.add("title", tr("Say what it was about."));
    return choose_page(request, trouble);
  }
  wanted.name = file->filename;
  wanted.bytes = std::make_shared<const std::string>(file->bytes);
  wanted.preview = std::make_shared<const listen::Preview>(*std::move(preview));
  const auto id = held.keep(scope_of(request).person(), std::move(wanted), services.clock.now(),
                            services.random);
  if (!id) return choose_page(request, TRY(trouble_of(id.error(), "file")));
  return see_other(path(*id));
}

std::string role_field(std::size_t column) { return fmt::format("role-{}", column); }

Html column_choices(const Request& request, const listen::Preview& preview) {
  std::vector<std::vector<Html>> rows;
  for (std::size_t c = 0; c < preview.columns.size(); ++c) {
    const listen::Column& column = preview.columns[c];
    const std::string chosen = typed(request, role_field(c), listen::name_of(column.suggested));
    std::vector<Option> options;
    for (const ColumnRole role : kRoles)
      options.push_back({.value = std::string(listen::name_of(role)),
                         .label = column_role_words(role),
                         .chosen = listen::name_of(role) == chosen});
    std::vector<Html> examples;
    for (const std::string& example : column.examples)
      examples.push_back(text(shortened(example, 80)));
    rows.push_back({text(column.heading), bullets(examples),
                    text(said_number(static_cast<std::int64_t>(column.filled))),
                    select({.name = role_field(c),
                            .label = tr("“{column}” is", {{"column", column.heading}}),
                            .options = std::move(options)})});
  }
  return table(
      {.caption = tr("What each column is"),
       .columns = {{tr("Column")}, {tr("Examples")}, {tr("Rows filled"), true}, {tr("Take it as")}},
       .rows = std::move(rows)});
}

Html first_rows(const listen::Preview& preview) {
  std::vector<pages::Column> columns;
  for (const listen::Column& column : preview.columns) columns.push_back({column.heading});
  std::vector<std::vector<Html>> rows;
  for (const auto& cells : preview.first_rows) {
    std::vector<Html> row;
    for (std::size_t c = 0; c < columns.size(); ++c)
      row.push_back(text(c < cells.size() ? shortened(cells[c], 200) : ""));
    rows.push_back(std::move(row));
  }
  return details({.summary = tr("The first rows"),
                  .body = table({.caption = tr("The first rows of the file"),
                                 .columns = std::move(columns),
                                 .rows = std::move(rows),
                                 .first_is_header = false,
                                 .caption_hidden = true})});
}

// What the file holds and Heed does not take, folded away when it is long.
Html not_carried(const listen::Preview& preview) {
  if (preview.not_carried.empty()) return {};
  std::vector<Html> lines;
  for (const listen::NotCarried& one : preview.not_carried)
    lines.push_back(text(tr("{where}: {why}", {{"where", one.where}, {"why", one.why}})));
  return details(
      {.summary = tr_n("{n} thing is not carried over", "{n} things are not carried over",
                       static_cast<std::int64_t>(lines.size())),
       .body = bullets(lines),
       .open = lines.size() < 10});
}

Reply BringIn::columns_page(const Request& request, std::string_view id, const HeldFile& file,
                            const Trouble& trouble, const Html& rows_wrong) {
  const listen::Preview& preview = *file.preview;
  std::vector<Html> remarks;
  for (const std::string& remark : preview.remarks) remarks.push_back(text(remark));
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  std::vector<Html> found;
  if (preview.activities > 0)
    found.push_back(text(tr_n("{n} activity", "{n} activities", count(preview.activities))));
  if (preview.questions > 0)
    found.push_back(text(tr_n("{n} question", "{n} questions", count(preview.questions))));
  if (!preview.columns.empty())
    found.push_back(text(tr_n("{n} row was read.", "{n} rows were read.", count(preview.rows))));
  if (preview.columns.empty())
    return show(
        services, request,
        {.heading = tr("What is in this file?"),
         .caption = file.name,
         .section = Section::said,
         .breadcrumb = {{tr("Today"), Href("/staff")},
                        {tr("Bring in responses"), Href("/staff/bring-in")}},
         .body =
             join(bullets(found), not_carried(preview),
                  post(request, path(id),
                       button_group({button({.text = tr("Import"), .prevent_double = true}),
                                     link(Href("/staff/bring-in"), tr("Choose another file"))})))},
        trouble);
  const Html fields =
      join(column_choices(request, preview),
           input({.name = "question",
                  .label = tr("The question that was asked"),
                  .hint = tr("Needed when one column is the answer and no column is the question."),
                  .error = trouble.about("question"),
                  .value = typed(request, "question")}),
           paragraph(tr("Columns left out are not kept. Names, addresses and phone numbers are "
                        "best left out. Nothing is quoted in public without a “may be quoted” "
                        "column.")),
           button_group({button({.text = tr("Import"), .prevent_double = true}),
                         link(Href("/staff/bring-in"), tr("Choose another file"))}));
  return show(services, request,
              {.heading = tr("What is in each column?"),
               .caption = file.name,
               .section = Section::said,
               .breadcrumb = {{tr("Today"), Href("/staff")},
                              {tr("Bring in responses"), Href("/staff/bring-in")}},
               .body = join(rows_wrong, bullets(found),
                            remarks.empty() ? Html() : inset_text(bullets(remarks)),
                            first_rows(preview), post(request, path(id), fields))},
              trouble);
}

Result<Reply> BringIn::run(const Request& request, std::string_view id) {
  const PersonId person = scope_of(request).person();
  const auto begun = held.begin(id, person, services.clock.now());
  if (!begun) {
    const auto file = find(request, id);
    if (!file) return Error(begun.error());
    return columns_page(request, id, *file, TRY(trouble_of(begun.error())));
  }
  const HeldFile& file = *begun;
  if (file.report) return see_other(path(id, "/report"));  // Pressed twice.
  listen::Mapping mapping{.question = std::string(trimmed(request.field("question")))};
  for (std::size_t c = 0; c < file.preview->columns.size(); ++c)
    mapping.roles.push_back(
        listen::role_named(request.field(role_field(c))).value_or(ColumnRole::ignore));
  std::vector<listen::RowProblem> problems;
  const auto done = [&]() -> Result<WholeReport> {
    const auto has = [&](ColumnRole role) {
      return std::find(mapping.roles.begin(), mapping.roles.end(), role) != mapping.roles.end();
    };
    if (!mapping.roles.empty() && !has(ColumnRole::answer) && !has(ColumnRole::choice))
      return refuse(tr("Say which column is the answer."));
    return services.imports.whole(
        services.activities, scope_of(request), file.name, *file.bytes,
        {.activity = file.activity, .title = file.title, .mapping = mapping}, services.zone,
        &problems);
  }();
  held.end(id, done ? done->activity : file.activity, done ? std::optional(*done) : std::nullopt);
  if (done) return see_other(path(id, "/report"));
  std::vector<Html> lines;
  for (const listen::RowProblem& problem : problems) lines.push_back(text(problem.message));
  const Html rows_wrong = lines.size() < 2
                              ? Html()
                              : details({.summary = tr("Every row that could not be taken"),
                                         .body = bullets(lines),
                                         .open = true});
  return columns_page(request, id, file, TRY(trouble_of(done.error(), role_field(0))), rows_wrong);
}

Reply BringIn::report_page(const Request& request, const HeldFile& file) {
  const WholeReport& report = *file.report;
  const listen::ImportReport rows = report.rows.value_or(listen::ImportReport{});
  const auto count = [](std::size_t n) { return said_number(static_cast<std::int64_t>(n)); };
  std::vector<Html> left_out;
  if (rows.empty > 0)
    left_out.push_back(text(tr_n("{n} row with no answer in it", "{n} rows with no answer in them",
                                 static_cast<std::int64_t>(rows.empty))));
  for (const std::string& column : rows.not_mapped)
    left_out.push_back(text(tr("The column “{column}”", {{"column", column}})));
  if (!report.rows)
    for (const listen::NotCarried& one : report.not_carried)
      left_out.push_back(text(tr("{where}: {why}", {{"where", one.where}, {"why", one.why}})));
  Html next = link_button({.text = tr("Look at the plan"), .href = Href("/staff/plan")});
  if (report.activity)
    next =
        link_button({.text = tr("Look at the activity"), .href = Href(path_of(*report.activity))});
  if (report.rows && report.activity && may(request, Capability::code))
    next =
        join(paragraph(tr("Heed groups what people said into themes. It takes up to a minute for "
                          "thousands of comments, and nothing leaves this server.")),
             post(request, path_of(*report.activity, "themes/propose"),
                  button({.text = tr("Find themes"), .prevent_double = true})));
  std::vector<Figure> told;
  if (report.rows) {
    told = {{count(rows.rows), tr("rows in the file")},
            {count(rows.responses), tr("responses kept")},
            {count(rows.voices), tr("comments to read")}};
  } else {
    told = {{count(report.made.size()), tr("activities made, as drafts")},
            {count(report.questions), tr("questions kept")}};
  }
  Html kept;
  if (rows.late > 0)
    kept += inset_text(paragraph(
        tr_n("{n} response is from after it closed. It waits to be accepted or left out.",
             "{n} responses are from after it closed. They wait to be accepted or left out.",
             static_cast<std::int64_t>(rows.late))));
  if (rows.themes > 0)
    kept += inset_text(paragraph(tr_n(
        "{n} theme that came with the file is kept beside the words, with where it came from.",
        "{n} themes that came with the file are kept beside the words, with where they came from.",
        static_cast<std::int64_t>(rows.themes))));
  return show(
      services, request,
      {.heading = report.rows ? tr("Your responses are in") : tr("Your file is in"),
       .section = Section::said,
       .breadcrumb = {{tr("Today"), Href("/staff")}},
       .body = join(
           figures(std::move(told)), kept,
           left_out.empty() ? Html() : join(heading(2, tr("What was left out")), bullets(left_out)),
           next)});
}

}  // namespace

Routes bring_in_routes(Services& services) {
  const auto desk = std::make_shared<BringIn>(services);
  constexpr Who kImporters = Who::may(Capability::bring_in);
  return {
      {Method::get, "/staff/bring-in", kImporters, Limit::no_body, Safety::safe,
       [desk](const Request& request, const Match&) { return desk->choose_page(request); }},
      {Method::post, "/staff/bring-in", kImporters, Limit::upload, Safety::csrf_token,
       [desk](const Request& request, const Match&) { return desk->take(request); }},
      {Method::get, "/staff/bring-in/{file}", kImporters, Limit::no_body, Safety::safe,
       [desk](const Request& request, const Match& match) -> Result<Reply> {
         const auto file = desk->find(request, match["file"]);
         if (!file) return see_other("/staff/bring-in");
         if (file->report) return see_other(desk->path(match["file"], "/report"));
         return desk->columns_page(request, match["file"], *file);
       }},
      {Method::post, "/staff/bring-in/{file}", kImporters, Limit::form, Safety::csrf_token,
       [desk](const Request& request, const Match& match) {
         return desk->run(request, match["file"]);
       }},
      {Method::get, "/staff/bring-in/{file}/report", kImporters, Limit::no_body, Safety::safe,
       [desk](const Request& request, const Match& match) -> Result<Reply> {
         const auto file = desk->find(request, match["file"]);
         if (!file || !file->report) return see_other("/staff/bring-in");
         return desk->report_page(request, *file);
       }},
  };
}

}  // namespace heed::web::staff
