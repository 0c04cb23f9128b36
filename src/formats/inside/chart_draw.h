// Drawing a bar chart with cairo: onto a page of a PDF, or as a PNG.
#pragma once

#include <string>

#include "formats/chart.h"

// As cairo.h has it, whose folder only the files that draw look in.
typedef struct _cairo cairo_t;

namespace heed::formats::inside {

// In points; at most as much as fits a page.
double chart_height(const BarChart& chart);
// With its left upper corner at `x`, `y`.
void draw_chart(cairo_t* cairo, const BarChart& chart, double x, double y, double wide);
// Twice as many pixels as points, for print. Empty when cairo fails.
std::string chart_png(const BarChart& chart, double wide);

}  // namespace heed::formats::inside
