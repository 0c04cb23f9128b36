#include "app/comments_in.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <optional>

#include "app/command.h"
#include "base/text.h"
#include "formats/csv_reader.h"
#include "formats/table_in.h"
#include "platform/files.h"

namespace heed::app {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 20;
constexpr std::size_t kWholeMost = std::size_t{4} << 30;

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// The file's bytes in pieces that never cut a character of UTF-8: each ends after an ASCII byte,
// or is all there is.
Result<> each_piece(std::FILE* file, const std::function<Result<>(std::string_view)>& use) {
  std::string held(kChunk, '\0');
  std::size_t carried = 0;
  bool more = true;
  while (more) {
    if (held.size() == carried) held.resize(held.size() + kChunk);
    const std::size_t wanted = held.size() - carried;
    const std::size_t got = std::fread(held.data() + carried, 1, wanted, file);
    more = got == wanted;
    if (!more && std::ferror(file)) return fail(ErrorKind::storage, "the file cannot be read");
    const std::string_view all = std::string_view(held).substr(0, carried + got);
    std::size_t end = all.size();
    while (more && end > 0 && static_cast<unsigned char>(all[end - 1]) >= 0x80) --end;
    TRY(use(all.substr(0, end)));
    carried = all.size() - end;
    std::copy_n(held.begin() + static_cast<std::ptrdiff_t>(end), carried, held.begin());
  }
  return Done{};
}

// How the bytes are to be read, and where that was told.
struct Looked {
  bool utf8 = true;
  bool spreadsheet = false;
  std::size_t line_not_utf8 = 0;
  std::uint64_t bytes = 0;
  std::string head;  // The first piece.
};

Result<Looked> look(std::FILE* file) {
  Looked out;
  std::size_t line = 1;
  TRY(each_piece(file, [&](std::string_view piece) -> Result<> {
    if (out.bytes == 0) {
      out.head = piece;
      out.spreadsheet = piece.starts_with("PK\x03\x04");
      // UTF-16 has zeros at once; decoded_text tells which way round.
      out.utf8 = !piece.substr(0, 512).contains('\0') && !piece.starts_with("\xff\xfe") &&
                 !piece.starts_with("\xfe\xff");
    }
    out.bytes += piece.size();
    if (out.spreadsheet || !out.utf8) return Done{};
    const bool valid = is_utf8(piece);
    const bool has_zero = piece.contains('\0');
    for (std::size_t at = 0; !valid || has_zero; ++line) {
      const std::size_t end = std::min(piece.find('\n', at), piece.size());
      const std::string_view one = piece.substr(at, end - at);
      if (one.contains('\0')) {
        return refuse(fmt::format("Line {} holds bytes that no text has.", line));
      }
      if (!is_utf8(one)) {
        out.utf8 = false;
        out.line_not_utf8 = line;
        return Done{};
      }
      at = end + 1;
    }
    line += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
    return Done{};
  }));
  return out;
}

bool is_blank(std::string_view cell) {
  // One look is mostly enough; trimmed reads a comment to its end.
  return cell.empty() || ((cell[0] <= ' ' || cell[0] > '~') && trimmed(cell).empty());
}
bool all_blank(std::span<const std::string> cells) { return std::ranges::all_of(cells, is_blank); }

// Makes rows as long as the heading, or says which one is not.
class Squared {
 public:
  explicit Squared(const RowsIn& use) : use_(use) {}

  Result<> take(formats::TableRow&& row) {
    if (columns_ == 0) {
      if (all_blank(row.cells)) return Done{};
      columns_ = row.cells.size();
      for (std::string& cell : row.cells) cell = std::string(trimmed(cell));
      return use_.heading(row.cells);
    }
    if (all_blank(row.cells)) return Done{};
    // Spreadsheets put empty cells at the end of some rows and leave them off others.
    const bool fits = row.cells.size() == columns_ ||
                      (row.cells.size() > columns_ &&
                       std::all_of(row.cells.begin() + static_cast<std::ptrdiff_t>(columns_),
                                   row.cells.end(), is_blank));
    if (!fits && !short_rows_fit_) {
      return refuse(fmt::format("Line {} has {} column{}, the heading has {}.", row.line,
                                row.cells.size(), row.cells.size() == 1 ? "" : "s", columns_));
    }
    row.cells.resize(columns_);
    return use_.row({row.line, row.cells});
  }

  void short_rows_fit() { short_rows_fit_ = true; }

 private:
  const RowsIn& use_;
  std::size_t columns_ = 0;
  bool short_rows_fit_ = false;
};

// What a row was refused for must come out of a reader that knows nothing of refusals.
class Feeding {
 public:
  Feeding(char delimiter, Squared& rows) : reader_(delimiter), rows_(rows) {}
  Result<> feed(std::string_view text) {
    TRY(reader_.feed(text, each_));
    return std::move(failed_);
  }
  Result<> finish() {
    TRY(reader_.finish(each_));
    return std::move(failed_);
  }

 private:
  formats::CsvReader reader_;
  Squared& rows_;
  Result<> failed_ = Done{};
  formats::CsvReader::EachRow each_ = [this](formats::TableRow&& row) {
    if (failed_) failed_ = rows_.take(std::move(row));
  };
};

Result<> read_spreadsheet(const std::string& file, Squared& rows) {
  const std::string bytes = TRY(platform::read_file(file, kWholeMost));
  formats::TableIn table = TRY(formats::read_table(file, bytes));
  // A sheet has no empty cells at a row's end, so a short row is whole.
  rows.short_rows_fit();
  TRY(rows.take({1, std::move(table.header)}));
  for (formats::TableRow& row : table.rows) TRY(rows.take(std::move(row)));
  return Done{};
}

Result<> read_decoded(const std::string& file, std::size_t line_not_utf8, Squared& rows) {
  std::string text;
  {
    const std::string bytes = TRY(platform::read_file(file, kWholeMost));
    Result<formats::DecodedText> read = formats::decoded_text(bytes);
    if (!read && bytes.contains('\0')) {
      const auto lines = std::count(bytes.begin(), std::ranges::find(bytes, '\0'), '\n');
      return refuse(fmt::format("Line {} holds bytes that no text has.", lines + 1));
    }
    formats::DecodedText decoded = TRY(std::move(read));
    if (line_not_utf8 > 0) {
      std::fprintf(stderr, "heed: line %zu is not UTF-8; the file is read as %s\n", line_not_utf8,
                   decoded.encoding.c_str());
    }
    text = std::move(decoded.text);
  }
  Feeding feeding(formats::likely_delimiter(text), rows);
  Progress progress("Reading");
  for (std::size_t at = 0; at < text.size(); at += kChunk) {
    progress.at(static_cast<double>(at) / static_cast<double>(text.size()));
    TRY(feeding.feed(std::string_view(text).substr(at, kChunk)));
  }
  return feeding.finish();
}

Result<> read_streamed(std::FILE* file, const Looked& looked, Squared& rows) {
  constexpr std::string_view kBom = "\xef\xbb\xbf";
  Feeding feeding(formats::likely_delimiter(looked.head), rows);
  Progress progress("Reading");
  std::uint64_t done = 0;
  TRY(each_piece(file, [&](std::string_view piece) -> Result<> {
    progress.at(static_cast<double>(done) / static_cast<double>(looked.bytes + 1));
    const bool first = done == 0;
    done += piece.size();
    if (first && piece.starts_with(kBom)) piece.remove_prefix(kBom.size());
    return feeding.feed(piece);
  }));
  return feeding.finish();
}

}  // namespace

Result<> read_rows(const std::string& file, const RowsIn& use) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    return refuse(fmt::format("{} is a folder, not a file.", file));
  }
  const File open(std::fopen(file.c_str(), "rb"));
  if (!open) return refuse(fmt::format("{} cannot be opened.", file), ErrorKind::not_found);
  const Looked looked = TRY(look(open.get()));
  if (looked.bytes == 0) return refuse(fmt::format("{} is empty.", file));
  Squared rows(use);
  if (looked.spreadsheet) return read_spreadsheet(file, rows);
  if (!looked.utf8) return read_decoded(file, looked.line_not_utf8, rows);
  if (std::fseek(open.get(), 0, SEEK_SET) != 0) {
    return refuse(fmt::format("{} is not a file that can be read twice.", file));
  }
  return read_streamed(open.get(), looked, rows);
}

namespace {

bool same_but_for_capitals(std::string_view a, std::string_view b) {
  return lowered(a) == lowered(b);
}

}  // namespace

Result<std::size_t> column_named(std::span<const std::string> headings,
                                 const std::string& heading) {
  // As it is written first, for two may differ by capitals alone.
  auto found = std::ranges::find(headings, heading);
  if (found == headings.end()) {
    found = std::ranges::find_if(
        headings, [&](const std::string& one) { return same_but_for_capitals(one, heading); });
  }
  if (found == headings.end()) {
    return refuse(fmt::format("The file has no column “{}”. Its columns are: {}.", heading,
                              shortened(fmt::format("{}", fmt::join(headings, ", ")), 300)));
  }
  return static_cast<std::size_t>(found - headings.begin());
}

void add_comment_columns(CLI::App& command, CommentColumns& columns) {
  command.add_option("--id", columns.id, "Heading of the column that names a comment")
      ->capture_default_str();
  command.add_option("--text", columns.text, "Heading of the comments")->capture_default_str();
  command.add_option("--question", columns.question,
                     "Heading of the question each answers (“question” where the file has it)");
}

std::string_view Comments::kept(std::string_view bytes) {
  constexpr std::size_t kBlock = std::size_t{4} << 20;
  if (bytes.size() > left_) {
    left_ = std::max(kBlock, bytes.size());
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(left_ + 1));
    // The end of a block that is not full is lost; texts are short beside one.
    next_ = blocks_.back().get();
  }
  if (!bytes.empty()) std::memcpy(next_, bytes.data(), bytes.size());
  const std::string_view out(next_, bytes.size());
  next_ += bytes.size();
  left_ -= bytes.size();
  return out;
}

void Comments::add(std::string_view id, std::string_view text, std::string_view question) {
  ids_.push_back(kept(id));
  texts_.push_back(kept(text));
  if (question.empty() && questions_.empty()) return;
  if (questions_.empty()) {
    questions_.push_back({});
    question_of_.assign(texts_.size() - 1, 0);
  }
  // Rows of one question mostly follow each other, and there are few questions.
  if (questions_[last_question_] != question) {
    auto found = std::ranges::find(questions_, question);
    if (found == questions_.end()) found = questions_.insert(found, kept(question));
    last_question_ = static_cast<std::uint32_t>(found - questions_.begin());
  }
  question_of_.push_back(last_question_);
}

Result<Comments> read_comments(const std::string& file, const CommentColumns& columns) {
  Comments out;
  std::size_t id = 0;
  std::size_t text = 0;
  std::optional<std::size_t> question;
  const auto heading = [&](std::span<const std::string> headings) -> Result<> {
    id = TRY(column_named(headings, columns.id));
    text = TRY(column_named(headings, columns.text));
    const auto usual = std::ranges::find_if(
        headings, [](const std::string& one) { return same_but_for_capitals(one, "question"); });
    if (!columns.question.empty()) {
      question = TRY(column_named(headings, columns.question));
    } else if (usual != headings.end()) {
      question = static_cast<std::size_t>(usual - headings.begin());
    }
    return Done{};
  };
  const auto row = [&](const RowIn& in) -> Result<> {
    if (in.cells[id].empty()) return refuse(fmt::format("Line {} has no {}.", in.line, columns.id));
    out.add(in.cells[id], in.cells[text],
            question ? std::string_view(in.cells[*question]) : std::string_view());
    return Done{};
  };
  TRY(read_rows(file, {heading, row}));
  return out;
}

Progress::Progress(std::string what) : what_(std::move(what)), shown_(on_terminal()) {}

Progress::~Progress() {
  if (shown_ && said_ >= 0) std::fprintf(stderr, "\r%*s\r", static_cast<int>(what_.size()) + 8, "");
}

void Progress::at(double done) {
  const int percent = static_cast<int>(std::clamp(done, 0.0, 1.0) * 100);
  if (!shown_ || percent == said_) return;
  said_ = percent;
  std::fprintf(stderr, "\r%s %3d %%", what_.c_str(), percent);
}

}  // namespace heed::app
