// report.html of heed opinions: a map that is drawn for the eye, and every figure of it in tables.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/opinions_out.h"
#include "pages/html.h"

namespace heed::app {
namespace {

using pages::el;
using pages::Html;

constexpr std::string_view kStyle =
    "body{font:1.1rem/1.5 Arial,sans-serif;color:#212b32;background:#fff;margin:0 auto;"
    "max-width:60rem;padding:1rem}h1{font-size:2rem}h2{margin-top:2.5rem}"
    "svg{width:100%;height:auto;border:1px solid #768692;background:#f8f9fa}"
    ".scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #aeb7bd}"
    "td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}"
    ".scroll:focus{outline:3px solid #212b32}"
    ".g0{fill:#005eb8}.g1{fill:#7c2855}.g2{fill:#006747}.g3{fill:#8a4b00}.g4{fill:#330072}"
    ".none{fill:#768692}text{font:bold 20px Arial,sans-serif}";

// A group is told by its shape as well as by its colour.
Html mark(std::int32_t group, double x, double y) {
  const auto n = [](double v) { return fmt::format("{:.1f}", v); };
  const auto path = [&](const char* name, const std::string& points) {
    return el("path", {{"class", name}, {"d", points}});
  };
  switch (group) {
    case 0:
      return el("circle", {{"class", "g0"}, {"cx", n(x)}, {"cy", n(y)}, {"r", "4"}});
    case 1:
      return path("g1", fmt::format("M{:.1f} {:.1f}h7v7h-7z", x - 3.5, y - 3.5));
    case 2:
      return path("g2", fmt::format("M{:.1f} {:.1f}l4.5 8h-9z", x, y - 4.5));
    case 3:
      return path("g3", fmt::format("M{:.1f} {:.1f}l5 5-5 5-5-5z", x, y - 5));
    case 4:
      return path("g4", fmt::format("M{:.1f} {:.1f}h2v3h3v2h-3v3h-2v-3h-3v-2h3z", x - 1, y - 4));
    default:
      return el("circle", {{"class", "none"}, {"cx", n(x)}, {"cy", n(y)}, {"r", "2"}});
  }
}

// A page with a million marks opens nowhere: of many people, every so-manieth is drawn, and said.
constexpr std::size_t kMarksMax = 3000;

Html map(const text::Opinions& found) {
  constexpr double kWide = 900, kHigh = 600, kEdge = 30;
  double left = 0, right = 0, top = 0, bottom = 0;
  for (const text::Place& place : found.place) {
    left = std::min(left, place.x), right = std::max(right, place.x);
    top = std::min(top, -place.y), bottom = std::max(bottom, -place.y);
  }
  const double scale = std::min((kWide - 2 * kEdge) / std::max(right - left, 1e-9),
                                (kHigh - 2 * kEdge) / std::max(bottom - top, 1e-9));
  const auto x = [&](double v) { return kWide / 2 + (v - (left + right) / 2) * scale; };
  const auto y = [&](double v) { return kHigh / 2 + (-v - (top + bottom) / 2) * scale; };
  const std::size_t every = found.place.size() / kMarksMax + 1;
  Html marks;
  for (std::size_t p = 0; p < found.place.size(); p += every)
    marks += mark(found.group_of[p], x(found.place[p].x), y(found.place[p].y));
  for (std::size_t g = 0; g < found.groups.size(); ++g) {
    double cx = 0, cy = 0;
    for (const std::uint32_t p : found.groups[g]) cx += found.place[p].x, cy += found.place[p].y;
    const auto people = static_cast<double>(std::max<std::size_t>(found.groups[g].size(), 1));
    // On the side that has room.
    const double at = x(cx / people);
    const bool to_the_left = at > kWide / 2;
    marks += el("text",
                {{"x", fmt::format("{:.0f}", to_the_left ? at - 8 : at + 8)},
                 {"y", fmt::format("{:.0f}", y(cy / people) - 8)},
                 {"text-anchor", to_the_left ? "end" : "start"}},
                "Group " + group_name(g));
  }
  return el("svg",
            {{"viewBox", "0 0 900 600"}, {"role", "img"}, {"aria-labelledby", "map-name map-says"}},
            el("title", {{"id", "map-name"}}, "Map of opinions"),
            el("desc", {{"id", "map-says"}},
               "People who voted alike stand close together. The tables below say the same in "
               "words and numbers."),
            std::move(marks));
}

std::string statement_said(const Conversation& in, std::uint32_t s) {
  return in.texts[s].empty() ? "Statement " + in.statements[s] : in.texts[s];
}

std::string percent(double part, double whole) {
  return whole > 0 ? fmt::format("{:.0f} %", 100 * part / whole) : std::string("–");
}

Html number_cell(const std::string& words) { return el("td", {{"class", "n"}}, words); }
Html number_heading(const std::string& words) {
  return el("th", {{"scope", "col"}, {"class", "n"}}, words);
}
Html column(const std::string& words) { return el("th", {{"scope", "col"}}, words); }

Html scrolling(const std::string& name, Html head, Html rows) {
  return el("div",
            {{"class", "scroll"}, {"tabindex", "0"}, {"role", "region"}, {"aria-label", name}},
            el("table", el("caption", name), el("thead", el("tr", std::move(head))),
               el("tbody", std::move(rows))));
}

Html groups_table(const text::Opinions& found) {
  static constexpr const char* kShapes[] = {"circle", "square", "triangle", "diamond", "cross"};
  std::size_t grouped = 0;
  for (const auto& group : found.groups) grouped += group.size();
  Html rows;
  for (std::size_t g = 0; g < found.groups.size(); ++g)
    rows +=
        el("tr", el("th", {{"scope", "row"}}, "Group " + group_name(g)),
           el("td", g < 5 ? kShapes[g] : ""), number_cell(std::to_string(found.groups[g].size())),
           number_cell(
               percent(static_cast<double>(found.groups[g].size()), static_cast<double>(grouped))));
  return scrolling("The groups",
                   join(column("Group"), column("Mark on the map"), number_heading("People"),
                        number_heading("Share")),
                   std::move(rows));
}

Html stands_table(const Conversation& in, const std::string& name,
                  const std::vector<text::Stand>& stands) {
  if (stands.empty()) return el("p", fmt::format("{}: no statement.", name));
  Html rows;
  for (const text::Stand& stand : stands)
    rows += el("tr", el("th", {{"scope", "row"}}, statement_said(in, stand.statement)),
               el("td", stand.agree ? "agree" : "disagree"),
               number_cell(fmt::format("{} of {}", stand.success, stand.trials)),
               number_cell(percent(stand.success, stand.trials)));
  return scrolling(
      name,
      join(column("Statement"), column("They"), number_heading("People"), number_heading("Share")),
      std::move(rows));
}

Html statements_table(const Conversation& in, const text::Opinions& found) {
  std::vector<std::uint32_t> order(in.statements.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(found.consensus[b], a) < std::pair(found.consensus[a], b);
  });
  Html head = join(column("Statement"), number_heading("Agree"), number_heading("Disagree"),
                   number_heading("Pass"));
  for (std::size_t g = 0; g < found.groups.size(); ++g)
    head += number_heading("Group " + group_name(g) + " agrees");
  Html rows;
  for (const std::uint32_t s : order) {
    Html row = join(el("th", {{"scope", "row"}},
                       statement_said(in, s) + (in.moderated_out[s] ? " (moderated out)" : "")),
                    number_cell(std::to_string(found.tally[s].agree)),
                    number_cell(std::to_string(found.tally[s].disagree)),
                    number_cell(std::to_string(found.tally[s].pass)));
    for (const auto& group : found.group_tally)
      row += number_cell(percent(group[s].agree, group[s].seen()));
    rows += el("tr", std::move(row));
  }
  return scrolling("Every statement, those that all groups agree with first", std::move(head),
                   std::move(rows));
}

Html summary(const Conversation& in, const text::Opinions& found) {
  std::size_t grouped = 0;
  for (const auto& group : found.groups) grouped += group.size();
  Html out = el("p", fmt::format("{} people cast {} votes on {} statements. {} of them voted often "
                                 "enough to be grouped, into {} groups.",
                                 in.participants.size(), in.votes.size(), in.statements.size(),
                                 grouped, found.groups.size()));
  for (const std::string& remark : in.remarks) out += el("p", remark);
  return out;
}

}  // namespace

std::string opinions_page(const Conversation& in, const text::Opinions& found) {
  Html body = join(el("h1", "Opinion groups"), summary(in, found), el("h2", "Map"));
  body += el("p",
             "People who voted alike stand close together; how the map is turned means "
             "nothing. A small grey dot is somebody with too few votes to be grouped.");
  if (const std::size_t every = found.place.size() / kMarksMax + 1; every > 1)
    body += el("p", fmt::format("There are too many people to draw: one in {} is shown.", every));
  body += map(found);
  body += groups_table(found);
  body += el("h2", "What all groups share");
  body += stands_table(in, "Most people agree", found.all_agree);
  body += stands_table(in, "Most people disagree", found.all_disagree);
  body += el("h2", "What each group stands for");
  body += el("p",
             "The statements on which a group differs most from the others, and which most of "
             "it votes the same way on.");
  for (std::size_t g = 0; g < found.groups.size(); ++g)
    body += stands_table(in, "Group " + group_name(g), found.representative[g]);
  body += el("h2", "All statements");
  body += statements_table(in, found);
  body += el("h2", "How this was worked out");
  body += el("p",
             "Votes are +1, 0 or −1; a vote that was not cast counts as its statement's mean. "
             "The two directions in which votes differ most are the map's axes. People are "
             "grouped by k-means, into as many groups as stand apart best (2 to 5). A group "
             "stands for what it votes on differently from the others, by two tests at 90 %.");
  const Html page =
      el("html", {{"lang", "en"}},
         el("head", el("meta", {{"charset", "utf-8"}}),
            el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
            el("title", "Opinion groups")),
         el("body", el("main", std::move(body))));
  std::string out = "<!DOCTYPE html>\n" + page.str();
  // Html cannot hold a style on purpose; this one is ours and complete.
  out.insert(out.find("</head>"), fmt::format("<style>{}</style>", kStyle));
  return out;
}

}  // namespace heed::app
