// heed campaigns: which comments were sent from one letter, and the letters as they were.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>

#include "app/command.h"
#include "app/comments_in.h"
#include "app/results_out.h"
#include "app/text_report.h"
#include "base/text.h"
#include "formats/csv_out.h"
#include "platform/batch_memory.h"
#include "platform/files.h"
#include "text/campaigns.h"

namespace heed::app {
namespace {

using namespace pages;
using Ranges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

struct CampaignsOptions {
  std::string file, out;
  CommentColumns columns;
};

std::string campaign_id(std::size_t c) { return fmt::format("k{}", c + 1); }

Result<> write_members(const Comments& in, const text::Campaigns& found, const std::string& path) {
  std::string out;
  // Read back by programs: every cell as it is.
  formats::CsvOut csv([&out](std::string_view bytes) { out += bytes; },
                      formats::CsvOut::Formulas::as_they_are);
  csv.row({"id", "campaign"});
  for (std::size_t d = 0; d < in.size(); ++d) {
    const int c = found.campaign_of.empty() ? -1 : found.campaign_of[d];
    csv.row({in.id(d), c < 0 ? "" : campaign_id(static_cast<std::size_t>(c))});
  }
  return platform::write_file_durably(path, out, platform::Readable::by_everyone);
}

// The text with what it shares with the letter marked.
Html marked(std::string_view text, const Ranges& shared) {
  Html out;
  std::size_t at = 0;
  for (const auto& [begin, end] : shared) {
    out += join(text.substr(at, begin - at), el("mark", {}, text.substr(begin, end - begin)));
    at = end;
  }
  return join(out, text.substr(at));
}

// The personal part alone, a gap where the letter stood.
std::string personal(std::string_view text, const Ranges& shared) {
  std::string out;
  std::size_t at = 0;
  const auto add = [&](std::string_view part) {
    part = trimmed(part);
    // A full stop between two passages of the letter is nobody's own words.
    if (char_count(part) < 3) return;
    if (!out.empty()) out += " … ";
    out += part;
  };
  for (const auto& [begin, end] : shared) {
    add(text.substr(at, begin - at));
    at = end;
  }
  add(text.substr(at));
  return out;
}

Html one_campaign(const Comments& in, const text::Campaigns& found, std::size_t c) {
  constexpr std::size_t kShown = 5;
  const text::Campaign& campaign = found.campaigns[c];
  std::size_t added = 0;
  std::vector<Html> own;
  for (const std::uint32_t d : campaign.members) {
    const std::string words = personal(in.text(d), found.shared[d]);
    if (words.empty()) continue;
    if (added++ < kShown) own.push_back(report_quote(shortened(words, 600)));
  }
  Html out = join(
      el("h2", {{"id", campaign_id(c)}}, fmt::format("Campaign {}", campaign_id(c))),
      el("p", {},
         fmt::format("{} comments were sent from this letter; in {} of them somebody added or "
                     "changed words.",
                     with_commas(campaign.members.size()), with_commas(added))),
      el("h3", {}, "The letter, as the member nearest to it sent it"),
      el("div", {{"class", "letter"}},
         el("p", {}, marked(in.text(campaign.letter), found.shared[campaign.letter]))),
      el("p", {{"class", "quiet"}},
         "Marked: what members share and hardly anybody else wrote. The rest is this member’s."));
  if (own.empty()) return out;
  return join(out, el("h3", {}, "Some of what people added"), own);
}

Html report(const Comments& in, const text::Campaigns& found) {
  std::size_t members = 0;
  ReportTable table{
      "Campaigns by size", {"Campaign", "Comments", "Share"}, {false, true, true}, {}};
  Html each;
  for (std::size_t c = 0; c < found.campaigns.size(); ++c) {
    const std::size_t size = found.campaigns[c].members.size();
    members += size;
    table.rows.push_back({el("a", {{"href", Href("#" + campaign_id(c))}}, campaign_id(c)),
                          join(with_commas(size)), join(share_of(size, in.size()))});
    each += one_campaign(in, found, c);
  }
  const Html limits = join(
      el("h2", {}, "How this was made, and its limits"),
      el("p", {},
         "A campaign is at least five comments that share runs of words which hardly anybody else "
         "wrote. Sending a letter is a way to take part: nothing is left out, and whether letters "
         "are weighed apart is for people to decide and to say. Short phrases that many people "
         "use by chance can look like a letter; read each before calling it one."));
  const Html summary = el(
      "p", {},
      fmt::format("Of {} comments, {} ({}) were sent from {}.", with_commas(in.size()),
                  with_commas(members), share_of(members, in.size()),
                  found.campaigns.size() == 1 ? "one letter"
                                              : fmt::format("{} letters", found.campaigns.size())));
  if (found.campaigns.empty()) return join(el("p", {}, "No campaign was found."), limits);
  return join(summary, report_table(table), each, limits);
}

Result<> find(const CampaignsOptions& options) {
  TRY(results_fit_in_file(options.out, "--out"));
  const Comments in = TRY(read_comments(options.file, options.columns));
  text::Campaigns found;
  {
    Progress progress("Campaigns");
    progress.at(0);
    found = text::find_campaigns(in.texts());
  }
  TRY(make_folder_for(options.out));
  TRY(write_members(in, found, options.out));
  const std::string page =
      (std::filesystem::path(options.out).parent_path() / "campaigns.html").string();
  TRY(write_report(page, "Campaigns found by Heed", report(in, found)));
  std::printf("%zu campaigns, in %s and %s\n", found.campaigns.size(), options.out.c_str(),
              page.c_str());
  return Done{};
}

}  // namespace

Work add_campaigns(CLI::App& command) {
  auto options = std::make_shared<CampaignsOptions>();
  command.add_option("file", options->file, "CSV, XLSX or ODS with a row for each comment")
      ->required();
  add_comment_columns(command, options->columns);
  command
      .add_option("--out", options->out,
                  "A CSV file for id,campaign; campaigns.html is written beside it")
      ->required();
  return [options] {
    platform::use_batch_memory();
    const Result<> done = find(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
