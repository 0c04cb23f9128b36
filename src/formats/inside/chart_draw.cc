#include "formats/inside/chart_draw.h"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <memory>

namespace heed::formats::inside {
namespace {

constexpr double kRow = 24, kBar = 14, kType = 10;  // Points.
constexpr double kLabels = 0.36, kLongest = 0.42;   // Of the width; the rest is for the words.
constexpr std::size_t kBarsMax = 26;                // What fits a page.

struct LayoutRelease {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};

// One line, cut with an ellipsis where it is too long: the table beside it has it whole.
void draw_words(cairo_t* cairo, const std::string& words, double x, double y, double wide) {
  const std::unique_ptr<PangoLayout, LayoutRelease> layout(pango_cairo_create_layout(cairo));
  PangoFontDescription* font = pango_font_description_from_string("Liberation Sans, DejaVu Sans");
  pango_font_description_set_size(font, static_cast<gint>(kType * PANGO_SCALE));
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_width(layout.get(), static_cast<int>(wide * PANGO_SCALE));
  pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
  gchar* valid = g_utf8_make_valid(words.data(), static_cast<gssize>(words.size()));
  pango_layout_set_text(layout.get(), valid, -1);
  g_free(valid);
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout.get());
}

cairo_status_t append(void* out, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

double chart_height(const BarChart& chart) {
  return kRow * static_cast<double>(std::min(chart.bars.size(), kBarsMax));
}

void draw_chart(cairo_t* cairo, const BarChart& chart, double x, double y, double wide) {
  std::int64_t longest = 1;
  for (const ChartBar& bar : chart.bars) longest = std::max(longest, bar.value.value_or(0));
  const std::size_t rows = std::min(chart.bars.size(), kBarsMax);
  for (std::size_t i = 0; i < rows; ++i) {
    const ChartBar& bar = chart.bars[i];
    const double top = y + kRow * static_cast<double>(i);
    cairo_set_source_rgb(cairo, 0.129, 0.169, 0.196);
    draw_words(cairo, bar.label, x, top + 5, wide * kLabels - 8);
    double at = x + wide * kLabels;
    if (bar.value && *bar.value > 0) {
      const double length = std::max(
          1.0, wide * kLongest * static_cast<double>(*bar.value) / static_cast<double>(longest));
      cairo_set_source_rgb(cairo, 0, 0.369, 0.722);
      cairo_rectangle(cairo, at, top + (kRow - kBar) / 2, length, kBar);
      cairo_fill(cairo);
      at += length + 6;
    }
    cairo_set_source_rgb(cairo, 0.129, 0.169, 0.196);
    draw_words(cairo, bar.words, at, top + 5, x + wide - at);
  }
  cairo_set_source_rgb(cairo, 0, 0, 0);
}

std::string chart_png(const BarChart& chart, double wide) {
  constexpr double kScale = 2;
  cairo_surface_t* surface =
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(wide * kScale),
                                 static_cast<int>(std::max(1.0, chart_height(chart)) * kScale));
  cairo_t* cairo = cairo_create(surface);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, kScale, kScale);
  draw_chart(cairo, chart, 0, 0, wide);
  std::string png;
  if (cairo_status(cairo) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_write_to_png_stream(surface, append, &png) != CAIRO_STATUS_SUCCESS)
    png.clear();
  cairo_destroy(cairo);
  cairo_surface_destroy(surface);
  return png;
}

}  // namespace heed::formats::inside
