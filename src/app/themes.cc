// heed themes: themes for a file of comments, into CSV files and a page, keeping nothing.
#include <CLI/CLI.hpp>

#include "app/command.h"
#include "base/limits.h"
#include "formats/csv_out.h"
#include "formats/table_in.h"
#include "pages/components.h"
#include "platform/files.h"
#include "text/themes.h"

namespace heed::app {
namespace {

struct ThemesOptions {
  std::string file, id = "id", text = "text", question, level = "coarse", out;
  int themes = 0;
  bool single = false;
};

struct Input {
  formats::TableIn table;
  std::size_t id = 0, text = 0;
  std::optional<std::size_t> question;
};

std::string cell(const formats::TableRow& row, std::size_t column) {
  return column < row.cells.size() ? row.cells[column] : std::string();
}

Result<std::size_t> column_of(const formats::TableIn& table, const std::string& heading) {
  const auto found = std::find(table.header.begin(), table.header.end(), heading);
  if (found == table.header.end())
    return refuse(fmt::format("The file has no column “{}”.", heading));
  return static_cast<std::size_t>(found - table.header.begin());
}

Result<Input> read_input(const ThemesOptions& options) {
  Input input;
  const std::string bytes = TRY(platform::read_file(options.file, std::size_t{2} << 30));
  input.table = TRY(formats::read_table(options.file, bytes));
  input.id = TRY(column_of(input.table, options.id));
  input.text = TRY(column_of(input.table, options.text));
  if (!options.question.empty()) input.question = TRY(column_of(input.table, options.question));
  return input;
}

Result<> write(const std::string& path, const std::vector<std::vector<std::string>>& rows) {
  std::string out;
  // Read back by programs: every cell as it is.
  formats::CsvOut csv([&out](std::string_view bytes) { out += bytes; },
                      formats::CsvOut::Formulas::as_they_are);
  for (const auto& row : rows) csv.row(std::span(row));
  return platform::write_file_durably(path, out, platform::Readable::by_everyone);
}

std::string fine_id(std::size_t t) { return fmt::format("f{}", t + 1); }
std::string coarse_id(int c) { return fmt::format("c{}", c + 1); }
// "Nothing", "n/a": a stratum of their own, since what they mean depends on the question.
constexpr const char* kNoContent = "none";

std::vector<std::vector<std::string>> theme_rows(const text::Proposal& found) {
  std::vector<std::vector<std::string>> rows = {{"theme", "name", "parent", "size"}};
  for (std::size_t c = 0; c < found.coarse.size(); ++c)
    rows.push_back({coarse_id(static_cast<int>(c)), found.coarse[c].name, "",
                    std::to_string(found.coarse[c].size)});
  for (std::size_t t = 0; t < found.fine.size(); ++t)
    rows.push_back({fine_id(t), found.fine[t].name, coarse_id(found.fine[t].parent),
                    std::to_string(found.fine[t].size)});
  if (!found.no_content.empty())
    rows.push_back({kNoContent, "Says nothing more", "", std::to_string(found.no_content.size())});
  return rows;
}

std::vector<std::vector<std::string>> assignment_rows(const Input& input,
                                                      const text::Proposal& found,
                                                      const ThemesOptions& options) {
  std::vector<std::vector<std::string>> rows = {{"id", "theme", "confidence"}};
  for (std::size_t d = 0; d < found.assignments.size(); ++d) {
    std::vector<std::string> said;
    for (const text::Assignment& a : found.assignments[d]) {
      const auto t = static_cast<std::size_t>(a.theme);
      const std::string theme =
          options.level == "fine" ? fine_id(t) : coarse_id(found.fine[t].parent);
      if (std::find(said.begin(), said.end(), theme) != said.end()) continue;
      said.push_back(theme);
      rows.push_back(
          {cell(input.table.rows[d], input.id), theme, fmt::format("{:.4f}", a.confidence)});
      if (options.single) break;
    }
  }
  for (const std::uint32_t d : found.no_content)
    rows.push_back({cell(input.table.rows[d], input.id), kNoContent, "1.0000"});
  return rows;
}

std::string report_page(const Input& input, const text::Proposal& found) {
  using namespace pages;
  std::vector<Bar> drawn;
  const double most = found.coarse.empty() ? 1 : static_cast<double>(found.coarse.front().size);
  for (const text::CoarseTheme& theme : found.coarse)
    drawn.push_back(
        {theme.name, std::to_string(theme.size), static_cast<double>(theme.size) / most});
  Html body = join(paragraph(fmt::format(
                       "{} comments. {} say nothing to group; {} stand in no theme.",
                       input.table.rows.size(), found.no_content.size(), found.unassigned.size())),
                   bars(Bars{.title = "Themes",
                             .label_heading = "Theme",
                             .value_heading = "Comments",
                             .bars = drawn}));
  for (const text::FineTheme& theme : found.fine) {
    body += heading(2, theme.name);
    body += paragraph(fmt::format("{} comments. Part of “{}”. Words: {}.", theme.size,
                                  found.coarse[static_cast<std::size_t>(theme.parent)].name,
                                  fmt::join(theme.keywords, ", ")));
    for (const std::uint32_t q : theme.quotes)
      body += quote({.words = cell(input.table.rows[q], input.text)});
  }
  return page({.title = "Themes", .heading = "Themes proposed by Heed", .body = body});
}

Result<> propose(const ThemesOptions& options) {
  const Input input = TRY(read_input(options));
  std::vector<std::string> texts, questions;
  for (const formats::TableRow& row : input.table.rows) {
    texts.push_back(cell(row, input.text));
    questions.push_back(input.question ? cell(row, *input.question) : std::string());
  }
  std::vector<text::Document> documents;
  for (std::size_t d = 0; d < texts.size(); ++d) documents.push_back({texts[d], questions[d]});
  text::ThemeOptions wanted{.coarse_wanted = options.themes, .seed = 1, .threads = 2};
  if (on_terminal())
    wanted.progress = [](double done) {
      std::fprintf(stderr, "\r%3.0f %%", done * 100);
      return true;
    };
  const text::Proposal found = text::propose_themes(documents, wanted);
  if (on_terminal()) std::fprintf(stderr, "\r     \r");
  TRY(platform::make_folder(options.out));
  TRY(write(options.out + "/themes.csv", theme_rows(found)));
  TRY(write(options.out + "/assignments.csv", assignment_rows(input, found, options)));
  std::vector<std::vector<std::string>> quotes = {{"theme", "id", "rank"}};
  for (std::size_t t = 0; t < found.fine.size(); ++t)
    for (std::size_t q = 0; q < found.fine[t].quotes.size(); ++q)
      quotes.push_back({options.level == "fine" ? fine_id(t) : coarse_id(found.fine[t].parent),
                        cell(input.table.rows[found.fine[t].quotes[q]], input.id),
                        std::to_string(q + 1)});
  TRY(write(options.out + "/quotes.csv", quotes));
  TRY(platform::write_file_durably(options.out + "/report.html", report_page(input, found),
                                   platform::Readable::by_everyone));
  std::printf("%zu themes in %zu groups, in %s\n", found.fine.size(), found.coarse.size(),
              options.out.c_str());
  return Done{};
}

}  // namespace

Work add_themes(CLI::App& command) {
  auto options = std::make_shared<ThemesOptions>();
  command.add_option("file", options->file, "CSV, XLSX or ODS with a row for each comment")
      ->required();
  command.add_option("--id", options->id, "Heading of the column that names a comment")
      ->capture_default_str();
  command.add_option("--text", options->text, "Heading of the comments")->capture_default_str();
  command.add_option("--question", options->question, "Heading of the question each answers");
  command.add_option("--themes", options->themes, "How many coarse themes; found when not said");
  command.add_option("--level", options->level, "Assign to coarse or fine themes")
      ->check(CLI::IsMember({"coarse", "fine"}))
      ->capture_default_str();
  command.add_flag("--single", options->single, "One theme for each comment");
  command
      .add_option("--out", options->out,
                  "A folder for themes.csv, assignments.csv, quotes.csv and report.html")
      ->required();
  return [options] {
    const Result<> done = propose(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
