// The report of `heed themes`, for the person who has to say what was heard.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "app/text_report.h"
#include "app/themes_out.h"
#include "base/text.h"

namespace heed::app {
namespace {

using namespace pages;

Html line(std::string_view text) { return el("p", {}, text); }

class Report {
 public:
  explicit Report(const ThemesFound& found) : found_(found), all_(found.in.size()) {}

  Html body() const {
    Html out = join(summary(), themes_table(), accounted());
    for (std::size_t c = 0; c < proposal().coarse.size(); ++c) out += theme(c);
    return join(out, campaigns(), method());
  }

 private:
  const text::Proposal& proposal() const { return found_.proposal; }
  static std::string anchor(std::size_t c) { return fmt::format("theme-{}", c + 1); }

  Html summary() const {
    return join(
        line(fmt::format("A computer grouped {} comments into {} themes by the words people used. "
                         "Nobody has checked them yet: names and groups are proposals for a person "
                         "to read, rename, merge and correct.",
                         with_commas(all_), proposal().coarse.size())),
        line("Sizes say how often something was said by those who answered. They do not say how "
             "many people hold that view, nor how much it matters."));
  }

  Html themes_table() const {
    double most = 1;
    for (const text::CoarseTheme& c : proposal().coarse)
      most = std::max(most, static_cast<double>(c.size));
    ReportTable table{
        "Themes by size", {"Theme", "Comments", "Share", ""}, {false, true, true, false}, {}};
    table.headings.back() = "Drawn";
    for (std::size_t c = 0; c < proposal().coarse.size(); ++c) {
      const text::CoarseTheme& one = proposal().coarse[c];
      const auto size = static_cast<std::size_t>(one.size);
      table.rows.push_back({el("a", {{"href", Href("#" + anchor(c))}}, one.name),
                            join(with_commas(size)), join(share_of(size, all_)),
                            bar(static_cast<double>(size) / most)});
    }
    return join(el("h2", {}, "What people talked about"), report_table(table),
                el("p", {{"class", "quiet"}},
                   "A comment can be in several themes, so shares can add up to more than 100 %."));
  }

  // Every comment is somewhere: what was not grouped is said, with its number.
  Html accounted() const {
    const auto letters = static_cast<std::size_t>(std::ranges::count(found_.letter_alone, true));
    const auto nothing = static_cast<std::size_t>(std::ranges::count_if(
        proposal().no_content, [&](std::uint32_t d) { return found_.says_nothing(d); }));
    const std::size_t apart = found_.languages.apart;
    const std::size_t grouped = static_cast<std::size_t>(std::ranges::count_if(
        proposal().coarse_assignments, [](const auto& list) { return !list.empty(); }));
    ReportTable table{
        "Where every comment is", {"What", "Comments", "Share"}, {false, true, true}, {}};
    const auto row = [&](const char* what, std::size_t count) {
      table.rows.push_back({join(what), join(with_commas(count)), join(share_of(count, all_))});
    };
    row("In a theme", grouped);
    row("Only a campaign’s letter, with nothing added", letters);
    row("Says nothing more (“Nothing”, “n/a”): what it means depends on the question", nothing);
    if (apart > 0) row("In another language, of too few comments for themes of its own", apart);
    row("Not like enough to any theme", all_ - grouped - letters - nothing - apart);
    return join(report_table(table), languages(), by_question());
  }

  // What was told of languages, and what became of those comments.
  Html languages() const {
    const text::Languages& told = found_.languages;
    if (told.others.empty()) return {};
    std::string list;
    for (const auto& [name, count] : told.others)
      list += fmt::format("{}{} {} ({})", list.empty() ? "" : ", ", with_commas(count), name,
                          share_of(count, all_));
    return line(fmt::format(
        "Most comments seem to be in {}. Others seem not to be: {}. {}", told.main, list,
        told.apart == 0 ? "There are enough of them for themes of their own, so none was left out."
                        : fmt::format("{} of them are in no theme: please have them read by "
                                      "somebody who knows the language.",
                                      with_commas(told.apart))));
  }

  Html by_question() const {
    std::map<std::string_view, std::size_t> counts;
    for (const std::uint32_t d : proposal().no_content) {
      if (found_.says_nothing(d) && !found_.in.question(d).empty()) ++counts[found_.in.question(d)];
    }
    if (counts.empty()) return {};
    ReportTable table{
        "Answers that say nothing more, by question", {"Question", "Answers"}, {false, true}, {}};
    for (const auto& [question, count] : counts)
      table.rows.push_back({join(question), join(with_commas(count))});
    return report_table(table);
  }

  Html theme(std::size_t c) const {
    constexpr std::size_t kQuotes = 4;
    const text::CoarseTheme& one = proposal().coarse[c];
    Html out = join(el("h2", {{"id", anchor(c)}}, one.name),
                    line(fmt::format("{} comments. Words that set it apart: {}.",
                                     with_commas(static_cast<std::size_t>(one.size)),
                                     fmt::join(one.keywords, ", "))));
    ReportTable table{"Narrower themes within “" + one.name + "”",
                      {"Theme", "Comments", "Words"},
                      {false, true, false},
                      {}};
    for (const text::FineTheme& fine : proposal().fine) {
      if (fine.parent != static_cast<int>(c)) continue;
      table.rows.push_back({join(fine.name), join(with_commas(static_cast<std::size_t>(fine.size))),
                            join(fmt::format("{}", fmt::join(fine.keywords, ", ")))});
    }
    for (std::size_t q = 0; q < std::min(kQuotes, one.quotes.size()); ++q)
      out += report_quote(shortened(found_.in.text(one.quotes[q]), 600));
    if (!table.rows.empty()) out += report_table(table);
    return out;
  }

  Html campaigns() const {
    if (found_.campaigns.campaigns.empty()) return {};
    ReportTable table{
        "Campaigns by size", {"The letter, as it was rebuilt", "Comments"}, {false, true}, {}};
    for (const text::Campaign& campaign : found_.campaigns.campaigns) {
      table.rows.push_back(
          {join(shortened(fmt::format("{}", fmt::join(campaign.core, " … ")), 400)),
           join(with_commas(campaign.members.size()))});
    }
    return join(el("h2", {}, "Campaigns"),
                line("Letters that several people sent from one template. They are counted and "
                     "none is left out; only what a person added to the letter is grouped into "
                     "themes, so that one letter sent often does not make a theme by itself."),
                report_table(table));
  }

  Html method() const {
    return join(
        el("h2", {}, "How this was made, and its limits"),
        line("Words are counted, likened and grouped in several ways on this computer alone; the "
             "themes are what those ways agree on. No text was sent anywhere, and the same file "
             "gives the same result."),
        line(
            "Such grouping finds what is said in similar words. It misses irony, and the same "
            "view in unusual words; it can put opposite views of one subject together. On comments "
            "that people had coded, a group rarely equals a person’s code: expect to merge and "
            "correct. Rare points may be in no theme of their own, so read the comments too."));
  }

  const ThemesFound& found_;
  std::size_t all_;
};

}  // namespace

Result<> write_themes_report(const ThemesFound& found, const std::string& path) {
  return write_report(path, "Themes proposed by Heed", Report(found).body());
}

}  // namespace heed::app
