// Who lives where: the population that stands beside who was heard, from a source of staff's
// choosing.
#include "listen/population.h"

#include "base/text.h"
#include "listen/reach.h"
#include "questions/writing.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

constexpr std::string_view kPopulationPath = "/staff/plan/population";
constexpr std::size_t kLongTable = 200;  // Rows shown; the box has them all.

std::string number_said(const listen::PopulationRow& row) {
  std::string said;
  if (row.people) said = said_number(*row.people);
  if (row.share_millionths)
    said += fmt::format("{}{:.1f}%", said.empty() ? "" : ", ",
                        static_cast<double>(*row.share_millionths) / 10'000);
  return said;
}

// What may stand in the file: the monitoring that questionnaires start with.
Html codes_known() {
  std::vector<Html> items;
  for (const questions::Question& list : questions::about_you_lists()) {
    std::string codes;
    for (const questions::Choice& choice : list.choices)
      codes += (codes.empty() ? "" : ", ") + choice.id;
    const std::string name = list.code_list.substr(0, list.code_list.find('/'));
    items.push_back(join(el("strong", name), ": ", codes));
  }
  return details({.summary = tr("Which characteristics and codes there are"),
                  .body = join(paragraph(tr("“people” is how many live in the area. The others are "
                                            "as the questions about you have them:")),
                               bullets(items))});
}

Result<Reply> population_page(Services& services, const Request& request,
                              const Trouble& trouble = {}) {
  listen::Population& population = services.reach.population();
  const auto rows = TRY(population.rows(scope_of(request)));
  std::string csv = TRY(population.csv(scope_of(request)));
  std::erase(csv, '\r');
  std::vector<std::vector<Html>> shown;
  for (const listen::PopulationRow& row : rows)
    if (shown.size() < kLongTable)
      shown.push_back({text(row.area.empty() ? tr("Everywhere") : row.area),
                       text(row.characteristic), text(row.code), text(number_said(row)),
                       text(row.source), text(row.as_of)});
  return show(
      services, request,
      {.heading = tr("Who lives where"),
       .section = Section::plan,
       .breadcrumb = {{tr("Plan"), Href("/staff/plan")}},
       .body = join(
           paragraph(tr("Numbers from a census or another source, to stand beside who was heard. "
                        "Every page that shows one names its source and date.")),
           table({.caption = tr("What is kept now"),
                  .columns = {{tr("Area")},
                              {tr("Characteristic")},
                              {tr("Code")},
                              {tr("People, or share"), true},
                              {tr("Source")},
                              {tr("Date")}},
                  .rows = std::move(shown),
                  .when_empty = tr("No population has been given yet.")}),
           heading(2, tr("Change it, or bring in a file"), Size::m),
           post(request, kPopulationPath,
                join(file_upload({.name = "file",
                                  .label = tr("A file (CSV, Excel or OpenDocument)"),
                                  .hint = tr("Columns: area, characteristic, code, share (per "
                                             "cent) or count, source, date. It takes the place of "
                                             "everything in the box."),
                                  .error = trouble.about("file")}),
                     textarea({.name = "rows",
                               .label = tr("Or change the rows here"),
                               .hint = tr("The same columns, with commas between. Leave the area "
                                          "empty for everywhere."),
                               .error = trouble.about("rows"),
                               .value = typed(request, "rows", csv),
                               .rows = 14}),
                     button({.text = tr("Save"), .prevent_double = true})),
                true),
           codes_known())},
      trouble);
}

Result<Reply> save_population(Services& services, const Request& request) {
  const FilePart* const file = request.file("file");
  const bool from_file = file != nullptr && !file->bytes.empty();
  const auto done = services.reach.population().set(
      scope_of(request), from_file ? std::string_view(file->filename) : "rows.csv",
      from_file ? std::string_view(file->bytes) : request.field("rows"));
  if (!done)
    return population_page(services, request,
                           TRY(trouble_of(done.error(), from_file ? "file" : "rows")));
  return see_other(std::string(kPopulationPath));
}

}  // namespace

Routes population_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {{Method::get, std::string(kPopulationPath), kPlanners, Limit::no_body, Safety::safe,
           [&services](const Request& request, const Match&) {
             return population_page(services, request);
           }},
          {Method::post, std::string(kPopulationPath), kPlanners, Limit::upload, Safety::csrf_token,
           [&services](const Request& request, const Match&) {
             return save_population(services, request);
           }}};
}

}  // namespace heed::web::staff
