#include "pages/components.h"

namespace heed::pages {

namespace {

// Half a bar's row in the picture's own units; the stylesheet scales the whole.
constexpr int kRowHeight = 24;
constexpr int kFullWidth = 1000;

// The words a hidden or shown count says; disclosure gives msgids.
std::string said(const Words& words, const disclosure::Cell& cell, bool is_total) {
  if (const auto* shown = std::get_if<disclosure::Shown>(&cell))
    return number(words, static_cast<std::uint64_t>(shown->value));
  return std::string(is_total ? tr(words, "fewer than 8 people")
                              : tr(words, "not shown, to protect people"));
}

Html picture(const Bar& bar) {
  const double share = std::clamp(bar.width, 0.0, 1.0);
  const int width = static_cast<int>(share * kFullWidth + 0.5);
  return el("svg",
            {{"class", "heed-bar"},
             {"viewBox", fmt::format("0 0 {} {}", kFullWidth, kRowHeight)},
             {"preserveAspectRatio", "none"},
             {"focusable", "false"},
             {"aria-hidden", "true"}},
            el("rect", {{"class", "heed-bar__track"},
                        {"width", std::to_string(kFullWidth)},
                        {"height", std::to_string(kRowHeight)}}),
            el("rect", {{"class", "heed-bar__fill"},
                        {"width", std::to_string(width)},
                        {"height", std::to_string(kRowHeight)}}));
}

}  // namespace

Html table(const Table& table) {
  if (table.rows.empty() && !table.when_empty.empty()) return paragraph(table.when_empty);
  std::vector<Html> head;
  for (const Column& column : table.columns) {
    head.push_back(el("th",
                      {{"role", "columnheader"},
                       {"scope", "col"},
                       {"class", column.numeric ? "nhsuk-table__header nhsuk-table__header--numeric"
                                                : "nhsuk-table__header"}},
                      column.heading));
  }
  // The same in every row, so written once: a table of voices has hundreds of rows.
  std::vector<Html> names;
  for (const Column& column : table.columns) {
    names.push_back(el("span", {{"class", "nhsuk-table__heading"}, {"aria-hidden", "true"}},
                       column.heading, " "));
  }
  const Attrs row_attrs{{"role", "row"}, {"class", "nhsuk-table__row"}};
  const Attrs head_attrs{{"class", "nhsuk-table__header"}, {"scope", "row"}, {"role", "rowheader"}};
  const Attrs cell_attrs{{"class", "nhsuk-table__cell"}, {"role", "cell"}};
  const Attrs number_attrs{{"class", "nhsuk-table__cell nhsuk-table__cell--numeric"},
                           {"role", "cell"}};
  // One element around the value: the narrow layout sets name and value side by side.
  const Attrs value_attrs{{"class", "heed-cell"}};
  Html body;
  for (const std::vector<Html>& row : table.rows) {
    CHECK(row.size() == table.columns.size());
    Html cells;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const Html value = el("span", value_attrs, row[i]);
      if (i == 0 && table.first_is_header) {
        cells += el("th", head_attrs, names[i], value);
      } else {
        cells += el("td", table.columns[i].numeric ? number_attrs : cell_attrs, names[i], value);
      }
    }
    body += el("tr", row_attrs, cells);
  }
  return el("table", {{"role", "table"}, {"class", "nhsuk-table nhsuk-table--responsive"}},
            el("caption", {{"class", "nhsuk-table__caption"}},
               table.caption_hidden ? hidden_text(table.caption) : text(table.caption)),
            el("thead", {{"role", "rowgroup"}, {"class", "nhsuk-table__head"}},
               el("tr", {{"role", "row"}}, head)),
            el("tbody", {{"class", "nhsuk-table__body"}, {"role", "rowgroup"}}, body));
}

Html bars(const Bars& bars, const Words&) {
  // The table *is* the chart: each row's bar is drawn in a cell of its own, so a reader who
  // cannot see it misses nothing, and the numbers are never in a second place.
  // Roles are spelled out because the layout is a grid, which would otherwise cost it its meaning.
  std::vector<Html> rows;
  for (const Bar& bar : bars.bars) {
    const bool in_words = bar.value.empty() || bar.value[0] < '0' || bar.value[0] > '9';
    rows.push_back(
        el("tr", {{"role", "row"}, {"class", "heed-bars__row"}},
           el("th", {{"role", "rowheader"}, {"class", "heed-bars__label"}, {"scope", "row"}},
              bar.label),
           el("td", {{"role", "cell"}, {"class", "heed-bars__value"}},
              el("span",
                 {{"class",
                   in_words ? "heed-bars__number heed-bars__number--words" : "heed-bars__number"}},
                 bar.value),
              el("span", {{"class", "heed-bars__picture"}}, picture(bar)))));
  }
  return el("table", {{"role", "table"}, {"class", "heed-bars"}},
            el("caption", {{"class", "nhsuk-table__caption"}}, bars.title),
            el("thead", {{"role", "rowgroup"}, {"class", "nhsuk-u-visually-hidden"}},
               el("tr", {{"role", "row"}},
                  el("th", {{"role", "columnheader"}, {"scope", "col"}}, bars.label_heading),
                  el("th", {{"role", "columnheader"}, {"scope", "col"}}, bars.value_heading))),
            el("tbody", {{"role", "rowgroup"}}, rows));
}

Html bars(const PublicBars& bars_of, const Words& words) {
  const disclosure::Disclosed& counts = bars_of.counts;
  if (counts.withheld())
    return paragraph(tr(words, "{title}: {value}",
                        {{"title", bars_of.title}, {"value", said(words, counts.total(), true)}}));
  std::int64_t longest = 1;
  for (std::size_t row = 0; row < counts.rows().size(); ++row) {
    if (const auto* shown = std::get_if<disclosure::Shown>(&counts.cell(row)))
      longest = std::max(longest, shown->value);
  }
  Bars drawn{.title = bars_of.title,
             .label_heading = bars_of.label_heading,
             .value_heading = bars_of.value_heading};
  for (std::size_t row = 0; row < counts.rows().size(); ++row) {
    const disclosure::Cell& cell = counts.cell(row);
    const auto* shown = std::get_if<disclosure::Shown>(&cell);
    // A hidden number draws nothing: the length of a bar is a number too.
    drawn.bars.push_back(
        {.label = counts.rows()[row],
         .value = said(words, cell, false),
         .width = shown ? static_cast<double>(shown->value) / static_cast<double>(longest) : 0.0});
  }
  return bars(drawn, words);
}

Html table(const PublicBars& counts_of, const Words& words) {
  const disclosure::Disclosed& counts = counts_of.counts;
  if (counts.withheld())
    return paragraph(
        tr(words, "{title}: {value}",
           {{"title", counts_of.title}, {"value", said(words, counts.total(), true)}}));
  Table made{.caption = counts_of.title};
  made.columns.push_back({.heading = counts_of.label_heading});
  for (const std::string& column : counts.columns())
    made.columns.push_back(
        {.heading = column.empty() ? counts_of.value_heading : column, .numeric = true});
  const std::string total(tr(words, "Total"));
  if (counts.has_row_totals()) made.columns.push_back({.heading = total, .numeric = true});
  for (std::size_t row = 0; row < counts.rows().size(); ++row) {
    std::vector<Html> cells = {text(counts.rows()[row])};
    for (std::size_t column = 0; column < counts.columns().size(); ++column)
      cells.push_back(text(said(words, counts.cell(row, column), false)));
    if (counts.has_row_totals()) cells.push_back(text(said(words, counts.row_total(row), false)));
    made.rows.push_back(std::move(cells));
  }
  std::vector<Html> last = {text(total)};
  if (counts.has_column_totals()) {
    for (std::size_t column = 0; column < counts.columns().size(); ++column)
      last.push_back(text(said(words, counts.column_total(column), false)));
    if (counts.has_row_totals()) last.push_back(text(said(words, counts.total(), true)));
  } else if (counts.columns().size() == 1 && !counts.has_row_totals()) {
    last.push_back(text(said(words, counts.total(), true)));
  }
  if (last.size() == made.columns.size()) made.rows.push_back(std::move(last));
  return table(made);
}

}  // namespace heed::pages
