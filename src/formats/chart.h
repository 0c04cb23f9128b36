// BarChart: horizontal bars as a picture, for Word and PDF alike (docx_out.h, pdf_out.h). What it
// shows stands in words too: beside each bar, and as the picture's text alternative.
//
//   doc.chart({.title = "How people answered", .alternative = "Bars: online 1,035, on paper 210.",
//              .bars = {{"Online", "1,035", 1035}, {"A letter", "fewer than 8 people", {}}}});
//
// A bar without a value is not drawn: a length would be a number too.
// Threads: plain values.
// Does not: stand for its table, which goes beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace heed::formats {

struct ChartBar {
  std::string label;
  std::string words;  // As said: "1,035", or "fewer than 8 people".
  std::optional<std::int64_t> value;
};

struct BarChart {
  std::string title;
  std::string alternative;
  std::vector<ChartBar> bars;
};

}  // namespace heed::formats
