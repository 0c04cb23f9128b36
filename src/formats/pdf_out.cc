#include "formats/pdf_out.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"
#include "formats/inside/chart_draw.h"
#include "formats/inside/pdf_finish.h"

namespace heed::formats {
namespace {

// A4, in points.
constexpr double kWide = 595, kHigh = 842, kEdge = 57, kFoot = 50;
constexpr double kTextWide = kWide - 2 * kEdge;

struct Look {
  double size = 11;
  bool bold = false;
  double above = 0;
  double below = 6;
};

constexpr Look kTitle{.size = 24, .bold = true, .below = 10};
constexpr Look kText{};
constexpr Look kHeadings[] = {{.size = 18, .bold = true, .above = 14},
                              {.size = 14, .bold = true, .above = 10},
                              {.size = 12, .bold = true, .above = 8}};

struct LayoutRelease {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Layout = std::unique_ptr<PangoLayout, LayoutRelease>;

// What pango draws: valid UTF-8, without the control characters that it would show as boxes.
std::string drawable(std::string_view text) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string out;
  for (const char* c = valid; *c != '\0'; ++c)
    if (static_cast<unsigned char>(*c) >= 0x20 || *c == '\n' || *c == '\t') out += *c;
  g_free(valid);
  return out;
}

std::string iso_time(TimeMs time) {
  const std::time_t seconds = time.ms / kSecondMs;
  std::tm utc = {};
  gmtime_r(&seconds, &utc);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1,
                     utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

struct PdfOut::Inside {
  Inside(DocxProperties about, int first) : properties(std::move(about)), first_page(first) {
    surface = cairo_pdf_surface_create_for_stream(append, &out, kWide, kHigh);
    // 1.16 writes tags from PDF 1.4 on; what it names itself is replaced when finishing.
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
                                   drawable(properties.title).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR,
                                   drawable(properties.author).c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                   iso_time(properties.created).c_str());
    cairo = cairo_create(surface);
  }
  ~Inside() {
    if (cairo) cairo_destroy(cairo);
    if (surface) cairo_surface_destroy(surface);
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  Layout laid_out(const DocxRuns& runs, const Look& look, double wide) const {
    Layout layout(pango_cairo_create_layout(cairo));
    PangoFontDescription* font = pango_font_description_from_string("Liberation Sans, DejaVu Sans");
    pango_font_description_set_size(font, static_cast<gint>(look.size * PANGO_SCALE));
    if (look.bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout.get(), font);
    pango_font_description_free(font);
    pango_layout_set_width(layout.get(), static_cast<int>(wide * PANGO_SCALE));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_spacing(layout.get(), static_cast<int>(look.size * 0.2 * PANGO_SCALE));
    std::string text;
    PangoAttrList* styles = pango_attr_list_new();
    for (const DocxRun& run : runs) {
      const auto from = static_cast<guint>(text.size());
      text += drawable(run.text);
      const auto add = [&](PangoAttribute* style) {
        style->start_index = from;
        style->end_index = static_cast<guint>(text.size());
        pango_attr_list_insert(styles, style);
      };
      if (run.bold) add(pango_attr_weight_new(PANGO_WEIGHT_BOLD));
      if (run.italic) add(pango_attr_style_new(PANGO_STYLE_ITALIC));
      if (run.edit == Edit::added) add(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE));
      if (run.edit == Edit::removed) add(pango_attr_strikethrough_new(TRUE));
    }
    pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout.get(), styles);
    pango_attr_list_unref(styles);
    return layout;
  }

  static double height_of(const Layout& layout) {
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return static_cast<double>(height) / PANGO_SCALE;
  }

  double left_on_page() const { return kHigh - kFoot - y; }
  void new_page() {
    cairo_show_page(cairo);
    ++pages;
    y = kEdge;
  }
  // Room for `height`, on this page or the next one.
  void need(double height) {
    if (height > left_on_page() && y > kEdge) new_page();
  }

  void open(const char* tag) { cairo_tag_begin(cairo, tag, nullptr); }
  void close(const char* tag) { cairo_tag_end(cairo, tag); }

  // Line by line, since what is longer than a page must go on: an element on each page it is on.
  void draw(const DocxRuns& runs, const Look& look, const char* tag, double indent = 0) {
    const Layout layout = laid_out(runs, look, kTextWide - indent);
    if (y > kEdge) y += look.above;
    const int lines = pango_layout_get_line_count(layout.get());
    bool is_open = false;
    for (int i = 0; i < lines; ++i) {
      PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
      PangoRectangle box = {};
      pango_layout_line_get_extents(line, nullptr, &box);
      const double high = static_cast<double>(box.height) / PANGO_SCALE + look.size * 0.2;
      if (high > left_on_page() && y > kEdge) {
        if (is_open) close(tag);
        is_open = false;
        new_page();
      }
      if (!is_open) open(tag);
      is_open = true;
      const bool rightwards = line->resolved_dir == PANGO_DIRECTION_RTL;
      const double shift =
          rightwards ? kTextWide - indent - static_cast<double>(box.width) / PANGO_SCALE : 0;
      cairo_move_to(cairo, kEdge + indent + shift, y - static_cast<double>(box.y) / PANGO_SCALE);
      pango_cairo_show_layout_line(cairo, line);
      y += high;
    }
    if (is_open) close(tag);
    y += look.below;
  }

  void bookmark(int level, const std::string& text) {
    parents.resize(static_cast<std::size_t>(std::max(level, 1)), CAIRO_PDF_OUTLINE_ROOT);
    const int parent = level > 1 && !parents.empty() ? parents[static_cast<std::size_t>(level) - 1]
                                                     : CAIRO_PDF_OUTLINE_ROOT;
    const int made = cairo_pdf_surface_add_outline(
        surface, parent, text.c_str(),
        fmt::format("page={} pos=[{:.0f} {:.0f}]", pages, kEdge, y).c_str(),
        CAIRO_PDF_OUTLINE_FLAG_OPEN);
    parents.resize(static_cast<std::size_t>(level) + 1, made);
    parents[static_cast<std::size_t>(level)] = made;
  }

  struct Row {
    std::vector<Layout> cells;
    double high = 0;
  };
  Row row_of(const std::vector<std::string>& texts, const std::vector<double>& wide,
             bool heading) const {
    Row row;
    for (std::size_t c = 0; c < wide.size(); ++c) {
      const Look look{.size = 10, .bold = heading};
      row.cells.push_back(
          laid_out({{.text = c < texts.size() ? texts[c] : std::string()}}, look, wide[c] - 8));
      row.high = std::max(row.high, height_of(row.cells.back()) + 8);
    }
    return row;
  }
  void draw_row(const Row& row, const std::vector<double>& wide, bool heading) {
    open("TR");
    double x = kEdge;
    for (std::size_t c = 0; c < wide.size(); ++c) {
      const char* tag = heading || c == 0 ? "TH" : "TD";
      open(tag);
      cairo_move_to(cairo, x + 4, y + 4);
      pango_cairo_show_layout(cairo, row.cells[c].get());
      // The line under a cell is drawn inside it: cairo 1.16 cannot mark it as decoration.
      cairo_set_line_width(cairo, heading ? 1.2 : 0.5);
      cairo_move_to(cairo, x, y + row.high);
      cairo_line_to(cairo, x + wide[c], y + row.high);
      cairo_stroke(cairo);
      close(tag);
      x += wide[c];
    }
    close("TR");
    y += row.high;
  }

  DocxProperties properties;
  int first_page;
  std::string out;
  cairo_surface_t* surface = nullptr;
  cairo_t* cairo = nullptr;
  double y = kEdge;
  int pages = 1;
  std::vector<int> parents;
  std::vector<std::string> alternatives;  // Of the figures.
};

PdfOut::PdfOut(DocxProperties properties, int first_page)
    : inside_(std::make_unique<Inside>(std::move(properties), first_page)) {}
PdfOut::PdfOut(PdfOut&&) noexcept = default;
PdfOut& PdfOut::operator=(PdfOut&&) noexcept = default;
PdfOut::~PdfOut() = default;

PdfOut& PdfOut::title(std::string_view text) {
  inside_->draw({{.text = std::string(text)}}, kTitle, "H1");
  return *this;
}

PdfOut& PdfOut::heading(int level, std::string_view text) {
  CHECK(level >= 1 && level <= 3);
  static constexpr const char* kTags[] = {"H2", "H3", "H4"};
  const Look& look = kHeadings[level - 1];
  inside_->need(look.above + look.size + 60);  // A heading stays with what it heads.
  inside_->bookmark(level, drawable(text));
  inside_->draw({{.text = std::string(text)}}, look, kTags[level - 1]);
  return *this;
}

PdfOut& PdfOut::paragraph(std::string_view text) {
  return paragraph(DocxRuns{{.text = std::string(text)}});
}

PdfOut& PdfOut::paragraph(const DocxRuns& runs) {
  inside_->draw(runs, kText, "P");
  return *this;
}

PdfOut& PdfOut::bullets(const std::vector<DocxRuns>& items) {
  // A list on each page it reaches would be another list, so each item stands in its own element.
  for (const DocxRuns& item : items) {
    DocxRuns marked = {{.text = "•  "}};
    marked.insert(marked.end(), item.begin(), item.end());
    const double high = Inside::height_of(inside_->laid_out(marked, kText, kTextWide - 12));
    inside_->need(std::min(high, kHigh / 2));
    inside_->open("L");
    inside_->open("LI");
    inside_->draw(marked, {.below = 3}, "LBody", 12);
    inside_->close("LI");
    inside_->close("L");
  }
  return *this;
}

PdfOut& PdfOut::quote(std::string_view words, std::string_view from) {
  DocxRuns runs = {{.text = "“" + std::string(words) + "”", .italic = true}};
  if (!from.empty()) runs.push_back({.text = "\n" + std::string(from)});
  inside_->draw(runs, kText, "BlockQuote", 24);
  return *this;
}

namespace {

// Each column as wide as what it holds asks for: at least its longest word, and the rest by the
// root of its longest cell, so that a long reason gets more than a figure and not everything.
std::vector<double> column_widths(const std::vector<std::string>& header,
                                  const std::vector<std::vector<std::string>>& rows) {
  constexpr double kLetter = 6.4;  // Points, of the table's type, on the wide side.
  constexpr double kPadding = 8, kWordMax = kTextWide / 4;
  std::vector<double> least(header.size(), 0), more(header.size(), 0);
  const auto look = [&](const std::vector<std::string>& cells) {
    for (std::size_t c = 0; c < std::min(cells.size(), header.size()); ++c) {
      std::size_t word = 0, longest = 0;
      for (const char one : cells[c]) {
        word = one == ' ' || one == '\n' ? 0 : word + 1;
        longest = std::max(longest, word);
      }
      least[c] =
          std::max(least[c], std::min(kWordMax, kPadding + kLetter * static_cast<double>(longest)));
      more[c] = std::max(more[c], std::sqrt(static_cast<double>(cells[c].size())));
    }
  };
  look(header);
  for (const std::vector<std::string>& cells : rows) look(cells);
  const double taken = std::accumulate(least.begin(), least.end(), 0.0);
  const double wanted = std::max(1.0, std::accumulate(more.begin(), more.end(), 0.0));
  for (std::size_t c = 0; c < least.size(); ++c)
    least[c] = taken > kTextWide ? least[c] * kTextWide / taken
                                 : least[c] + (kTextWide - taken) * more[c] / wanted;
  return least;
}

}  // namespace

PdfOut& PdfOut::table(std::string_view caption, const std::vector<std::string>& header,
                      const std::vector<std::vector<std::string>>& rows) {
  if (header.empty()) return *this;
  const std::vector<double> wide = column_widths(header, rows);
  const Inside::Row heads = inside_->row_of(header, wide, true);
  inside_->need(heads.high + 70);
  inside_->draw({{.text = std::string(caption), .bold = true}}, {.above = 6, .below = 2}, "P");
  inside_->open("Table");
  inside_->draw_row(heads, wide, true);
  for (const std::vector<std::string>& texts : rows) {
    const Inside::Row row = inside_->row_of(texts, wide, false);
    if (row.high > inside_->left_on_page() && inside_->y > kEdge) {
      inside_->close("Table");
      inside_->new_page();
      inside_->open("Table");
      inside_->draw_row(heads, wide, true);
    }
    inside_->draw_row(row, wide, false);
  }
  inside_->close("Table");
  inside_->y += 12;
  return *this;
}

PdfOut& PdfOut::chart(const BarChart& chart) {
  if (chart.bars.empty()) return *this;
  Inside& in = *inside_;
  const double high = inside::chart_height(chart);
  in.need(high + 70);  // The head of its table stays with it.
  in.draw({{.text = drawable(chart.title), .bold = true}}, {.above = 6, .below = 2}, "P");
  in.open("Figure");
  inside::draw_chart(in.cairo, chart, kEdge, in.y, kTextWide);
  in.close("Figure");
  in.alternatives.push_back(drawable(chart.alternative));
  in.y += high + 6;
  return *this;
}

PdfOut& PdfOut::page_break() {
  inside_->new_page();
  return *this;
}

Result<PdfBytes> PdfOut::bytes() && {
  Inside& in = *inside_;
  cairo_show_page(in.cairo);
  const cairo_status_t drawn = cairo_status(in.cairo);
  cairo_destroy(in.cairo);
  in.cairo = nullptr;
  cairo_surface_finish(in.surface);
  const cairo_status_t written = cairo_surface_status(in.surface);
  if (drawn != CAIRO_STATUS_SUCCESS || written != CAIRO_STATUS_SUCCESS)
    return fail(ErrorKind::internal,
                fmt::format("cairo: {}", cairo_status_to_string(
                                             drawn != CAIRO_STATUS_SUCCESS ? drawn : written)));
  PdfBytes made{.bytes = {}, .pages = in.pages};
  const inside::PdfFinish about{.title = in.properties.title,
                                .language = in.properties.language,
                                .first_page = in.first_page,
                                .alternatives = in.alternatives};
  if (!inside::finish_pdf(in.out, about, made.bytes))
    return fail(ErrorKind::internal, "qpdf: " + made.bytes);
  return made;
}

}  // namespace heed::formats
