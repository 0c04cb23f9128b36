// Bringing responses in: choose a file, say what each column is, see what came in.
#include "base/text.h"
#include "listen/imports.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"
#include "web/staff/inside/held.h"

namespace heed::web::staff {
namespace {

using listen::ImportReport;
using listen::Role;
using plan::ActivityState;

constexpr std::array kRoles = {Role::ignore,   Role::answer,  Role::question_text, Role::date,
                               Role::grouping, Role::channel, Role::may_quote};

std::string role_words(Role role) {
  switch (role) {
    case Role::ignore:
      return tr("Leave out");
    case Role::answer:
      return tr("The answer");
    case Role::question_text:
      return tr("The question");
    case Role::date:
      return tr("Date");
    case Role::grouping:
      return tr("Group");
    case Role::channel:
      return tr("How it came (web, phone, paper)");
    case Role::may_quote:
      return tr("May be quoted (yes or no)");
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
  Result<ActivityId> activity_for(const Request& request, const HeldFile& file);
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
                        .hint = tr("CSV, XLSX or ODS, one row for each response. It stays on this "
                                   "server. You see what is in it before anything is imported."),
                        .error = trouble.about("file"),
                        .accept = ".csv,.tsv,.txt,.xlsx,.ods"}),
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
  } else if (wanted.title.empty()) {
    trouble.add("title", tr("Say what it was about."));
  }
  if (trouble.any()) return choose_page(request, trouble);
  auto preview = listen::Imports::preview(file->filename, file->bytes);
  if (!preview) return choose_page(request, TRY(trouble_of(preview.error(), "file")));
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
    for (const Role role : kRoles)
      options.push_back({.value = std::string(listen::name_of(role)),
                         .label = role_words(role),
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

Reply BringIn::columns_page(const Request& request, std::string_view id, const HeldFile& file,
                            const Trouble& trouble, const Html& rows_wrong) {
  const listen::Preview& preview = *file.preview;
  std::vector<Html> remarks;
  for (const std::string& remark : preview.remarks) remarks.push_back(text(remark));
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
               .body = join(rows_wrong,
                            paragraph(tr_n("{n} row was read.", "{n} rows were read.",
                                           static_cast<std::int64_t>(preview.rows))),
                            remarks.empty() ? Html() : inset_text(bullets(remarks)),
                            first_rows(preview), post(request, path(id), fields))},
              trouble);
}

Result<ActivityId> BringIn::activity_for(const Request& request, const HeldFile& file) {
  if (file.activity) return *file.activity;
  return services.activities.add(scope_of(request),
                                 {.kind = plan::ActivityKind::survey, .title = file.title});
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
        listen::role_named(request.field(role_field(c))).value_or(Role::ignore));
  std::vector<listen::RowProblem> problems;
  std::optional<ActivityId> activity = file.activity;
  const auto done = [&]() -> Result<ImportReport> {
    const auto has = [&](Role role) {
      return std::find(mapping.roles.begin(), mapping.roles.end(), role) != mapping.roles.end();
    };
    // Before an activity is made for a file that cannot come in.
    if (!has(Role::answer)) return refuse(tr("Say which column is the answer."));
    activity = TRY(activity_for(request, file));
    return services.imports.run(scope_of(request), *activity, file.name, *file.bytes, mapping,
                                services.zone, &problems);
  }();
  held.end(id, activity, done ? std::optional(*done) : std::nullopt);
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
  const ImportReport& report = *file.report;
  const auto count = [](std::size_t n) { return said_number(static_cast<std::int64_t>(n)); };
  std::vector<Html> left_out;
  if (report.empty > 0)
    left_out.push_back(text(tr_n("{n} row with no answer in it", "{n} rows with no answer in them",
                                 static_cast<std::int64_t>(report.empty))));
  for (const std::string& column : report.not_mapped)
    left_out.push_back(text(tr("The column “{column}”", {{"column", column}})));
  Html next =
      link_button({.text = tr("Look at the activity"), .href = Href(path_of(*file.activity))});
  if (may(request, Capability::code))
    next =
        join(paragraph(tr("Heed groups what people said into themes. It takes up to a minute for "
                          "thousands of comments, and nothing leaves this server.")),
             post(request, path_of(*file.activity, "themes/propose"),
                  button({.text = tr("Find themes"), .prevent_double = true})));
  return show(
      services, request,
      {.heading = tr("Your responses are in"),
       .section = Section::said,
       .breadcrumb = {{tr("Today"), Href("/staff")}},
       .body = join(
           figures({{count(report.rows), tr("rows in the file")},
                    {count(report.responses), tr("responses kept")},
                    {count(report.voices), tr("comments to read")}}),
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
