// heed themes: themes for a file of comments, into CSV files and a page, keeping nothing.
#include <CLI/CLI.hpp>

#include "app/command.h"
#include "app/comments_in.h"
#include "app/results_out.h"
#include "app/themes_out.h"
#include "platform/batch_memory.h"
#include "platform/files.h"
#include "text/language.h"

namespace heed::app {
namespace {

struct ThemesOptions {
  std::string file, level = "coarse", out;
  CommentColumns columns;
  int themes = 0;
  int threads = 1;
  std::uint64_t seed = 1;
  bool single = false;
};

// What a person added to the letter they sent.
std::string without(std::string_view text,
                    std::span<const std::pair<std::uint32_t, std::uint32_t>> shared) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [begin, end] : shared) {
    out += text.substr(at, begin - at);
    out += '\n';  // What stood on both sides was not one sentence.
    at = end;
  }
  return out += text.substr(at);
}

Result<> propose(const ThemesOptions& options) {
  TRY(results_fit_in_folder(options.out, "--out"));
  const Comments in = TRY(read_comments(options.file, options.columns));
  text::Campaigns campaigns;
  {
    Progress progress("Campaigns");
    campaigns = text::find_campaigns(in.texts());
  }
  const text::Languages languages = text::languages_of(in.texts());
  std::vector<text::Document> documents;
  documents.reserve(in.size());
  std::vector<std::string> remainders(campaigns.campaigns.empty() ? 0 : in.size());
  std::vector<bool> letter_alone(in.size(), false);
  for (std::size_t d = 0; d < in.size(); ++d) {
    documents.push_back({in.text(d), in.question(d)});
    if (languages.set_apart[d]) {
      documents[d] = {"", in.question(d), false};
      continue;
    }
    if (campaigns.campaign_of.empty() || campaigns.campaign_of[d] < 0) continue;
    remainders[d] = without(in.text(d), campaigns.shared[d]);
    documents[d].text = remainders[d];
    documents[d].quotable = false;
  }
  text::ThemeOptions wanted{
      .coarse_wanted = options.themes, .seed = options.seed, .threads = options.threads};
  Progress progress("Themes");
  wanted.progress = [&](double done) {
    progress.at(done);
    return true;
  };
  const text::Proposal found = text::propose_themes(documents, wanted);
  for (const std::uint32_t d : found.no_content)
    letter_alone[d] = !documents[d].quotable && !languages.set_apart[d];
  const ThemesFound all{in, campaigns, found, letter_alone, languages};
  TRY(platform::make_folder(options.out));
  TRY(write_themes(all, {.fine = options.level == "fine", .single = options.single}, options.out));
  TRY(write_themes_report(all, options.out + "/report.html"));
  std::printf("%zu themes in %zu groups and %zu campaigns, in %s\n", found.fine.size(),
              found.coarse.size(), campaigns.campaigns.size(), options.out.c_str());
  return Done{};
}

}  // namespace

Work add_themes(CLI::App& command) {
  auto options = std::make_shared<ThemesOptions>();
  command.add_option("file", options->file, "CSV, XLSX or ODS with a row for each comment")
      ->required();
  add_comment_columns(command, options->columns);
  command.add_option("--themes", options->themes, "How many coarse themes; found when not said")
      ->check(CLI::Range(0, 1000));
  command.add_option("--level", options->level, "Assign to coarse or fine themes")
      ->check(CLI::IsMember({"coarse", "fine"}))
      ->capture_default_str();
  command.add_flag("--single", options->single, "One theme for each comment");
  command
      .add_option("--threads", options->threads,
                  "More take less time and more work; nothing else changes")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command.add_option("--seed", options->seed, "Another number gives another proposal")
      ->capture_default_str();
  command
      .add_option("--out", options->out,
                  "A folder for themes.csv, assignments.csv, quotes.csv and report.html")
      ->required();
  return [options] {
    platform::use_batch_memory();
    const Result<> done = propose(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
