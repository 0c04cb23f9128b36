// CsvOut: CSV as RFC 4180 has it, in UTF-8 with CRLF, that a spreadsheet opens without harm.
//
//   CsvOut out([&](std::string_view bytes) { file << bytes; });
//   out.row({"Reference", "What you told us"});
//   out.cell(reference).cell(words).end_row();
//
// Cells that a spreadsheet would take for a formula (= + - @ tab CR first) get a ' in front, and so
// do those that begin with ' and then such a sign; unless Formulas::as_they_are is asked for: for
// programs that read it back, never for people.
// Threads: one thread at a time.
// Does not: keep anything; each finished row goes to the sink.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::formats {

class CsvOut {
 public:
  using Sink = std::function<void(std::string_view)>;
  enum class Formulas { made_safe, as_they_are };

  explicit CsvOut(Sink sink, Formulas formulas = Formulas::made_safe)
      : sink_(std::move(sink)), formulas_(formulas) {}
  CsvOut& cell(std::string_view text);
  void end_row();
  void row(std::span<const std::string> cells);
  void row(std::initializer_list<std::string_view> cells);

 private:
  Sink sink_;
  Formulas formulas_;
  std::string line_;
  bool first_ = true;
};

// Whether a spreadsheet would run it.
bool looks_like_formula(std::string_view text);

}  // namespace heed::formats
