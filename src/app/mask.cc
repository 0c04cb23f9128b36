// heed mask: a file of comments with the personal details in it covered, and a list of what they
// were.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/command.h"
#include "app/comments_in.h"
#include "app/results_out.h"
#include "formats/csv_out.h"
#include "platform/batch_memory.h"
#include "platform/files.h"
#include "text/personal.h"

namespace heed::app {
namespace {

struct MaskOptions {
  std::string file, id, text = "text", out, spans;
};

// Where a byte stands, in characters: programs in other languages count those.
std::size_t characters_before(std::string_view text, std::size_t byte) {
  std::size_t count = 0;
  for (const char c : text.substr(0, byte))
    count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

// Written as it is made, beside where it is to be, and put there once it is whole: the file that is
// read may be the one to be replaced. Read back by programs: every cell as it is.
class CsvFile {
 public:
  static Result<std::unique_ptr<CsvFile>> create(const std::string& path) {
    TRY(make_folder_for(path));
    std::FILE* file = std::fopen(part_of(path).c_str(), "wb");
    if (!file) return refuse(fmt::format("{} cannot be written.", path), ErrorKind::storage);
    return std::unique_ptr<CsvFile>(new CsvFile(path, file));
  }
  ~CsvFile() {
    if (file_) std::fclose(file_);
    if (!placed_) std::remove(part_of(path_).c_str());
  }
  CsvFile(const CsvFile&) = delete;
  CsvFile& operator=(const CsvFile&) = delete;
  formats::CsvOut& csv() { return csv_; }
  Result<> close() {
    const bool whole = std::fclose(std::exchange(file_, nullptr)) == 0 && !failed_;
    placed_ = whole && std::rename(part_of(path_).c_str(), path_.c_str()) == 0;
    if (!placed_)
      return refuse(fmt::format("{} could not be written whole.", path_), ErrorKind::storage);
    return Done{};
  }

 private:
  static std::string part_of(const std::string& path) { return path + ".part"; }
  CsvFile(std::string path, std::FILE* file)
      : path_(std::move(path)),
        file_(file),
        csv_(
            [this](std::string_view bytes) {
              failed_ =
                  std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() || failed_;
            },
            formats::CsvOut::Formulas::as_they_are) {}
  std::string path_;
  std::FILE* file_;
  bool failed_ = false;
  bool placed_ = false;
  formats::CsvOut csv_;
};

struct Masking {
  std::size_t text = 0;
  std::optional<std::size_t> id;
  std::size_t rows = 0;
  std::size_t details = 0;
};

void mask_row(const RowIn& row, Masking& state, CsvFile& out, CsvFile& spans) {
  ++state.rows;
  const std::string& words = row.cells[state.text];
  const std::vector<text::PersonalDetail> found = text::personal_details(words);
  const std::string id = state.id ? row.cells[*state.id] : std::to_string(state.rows);
  for (const text::PersonalDetail& each : found)
    spans.csv().row({id, text::kind_name(each.kind),
                     std::to_string(characters_before(words, each.begin)),
                     std::to_string(characters_before(words, each.end))});
  state.details += found.size();
  for (std::size_t c = 0; c < row.cells.size(); ++c)
    out.csv().cell(c == state.text ? text::masked(words, found) : row.cells[c]);
  out.csv().end_row();
}

Result<> mask(const MaskOptions& options) {
  TRY(results_fit_in_file(options.out, "--out"));
  TRY(results_fit_in_file(options.spans, "--spans"));
  if (options.out == options.spans) return refuse("--out and --spans are to be two files.");
  const std::unique_ptr<CsvFile> out = TRY(CsvFile::create(options.out));
  const std::unique_ptr<CsvFile> spans = TRY(CsvFile::create(options.spans));
  spans->csv().row({"id", "kind", "start", "end"});
  Masking state;
  const auto heading = [&](std::span<const std::string> headings) -> Result<> {
    state.text = TRY(column_named(headings, options.text));
    const std::string id = options.id.empty() ? "id" : options.id;
    if (!options.id.empty() || column_named(headings, id))
      state.id = TRY(column_named(headings, id));
    out->csv().row(headings);
    return Done{};
  };
  const auto row = [&](const RowIn& in) -> Result<> {
    mask_row(in, state, *out, *spans);
    return Done{};
  };
  TRY(read_rows(options.file, {heading, row}));
  TRY(out->close());
  TRY(spans->close());
  std::printf(
      "%zu personal details covered in %zu rows. Please read the result before sharing "
      "it: no list of rules finds every name.\n",
      state.details, state.rows);
  return Done{};
}

}  // namespace

Work add_mask(CLI::App& command) {
  auto options = std::make_shared<MaskOptions>();
  command.add_option("file", options->file, "CSV, XLSX or ODS with a row for each comment")
      ->required();
  command.add_option("--text", options->text, "Heading of the comments")->capture_default_str();
  command.add_option("--id", options->id,
                     "Heading of the column that names a comment (“id” where the file has one, "
                     "else the number of the row)");
  command.add_option("--out", options->out, "The file again, with [name], [phone] and so on")
      ->required();
  command
      .add_option("--spans", options->spans,
                  "id, kind, start, end of each: start and end count characters (code points) of "
                  "the comment as read, from 0; end is the first one after it. Kinds: name, phone, "
                  "email, nhs_number, postcode, date_of_birth, address")
      ->required();
  return [options] {
    platform::use_batch_memory();
    const Result<> done = mask(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
