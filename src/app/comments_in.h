// comments_in: the file of comments (or votes, or labels) that a text command is given, row by row.
//
//   CommentColumns columns;                       // --id, --text and --question, with defaults
//   add_comment_columns(command, columns);
//   const Comments in = TRY(read_comments(file, columns));   // in.text(7), in.id(7)
//   TRY(read_rows(file, {.heading = ..., .row = ...}));      // for any other table
//
// CSV in UTF-8 (with or without BOM), UTF-16 or Windows-1252, delimited by `,` `;` or tab; XLSX and
// ODS too. UTF-8 is streamed: what is kept is what the caller keeps. Progress goes to a terminal.
// Errors: invalid (said; names the line of the file), not_found, too_large.
// Threads: one thread.
// Does not: leave out a row in silence; one that cannot be read refuses the file.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace CLI {
class App;
}

namespace heed::app {

struct RowIn {
  std::size_t line;                    // Of the file; of the sheet for a spreadsheet.
  std::span<const std::string> cells;  // As many as there are headings.
};

struct RowsIn {
  std::function<Result<>(std::span<const std::string> headings)> heading;
  std::function<Result<>(const RowIn&)> row;  // Rows without any text are not told.
};

Result<> read_rows(const std::string& file, const RowsIn& use);
// Where `heading` stands. Errors: invalid (said, and names the headings there are).
Result<std::size_t> column_named(std::span<const std::string> headings, const std::string& heading);

struct CommentColumns {
  std::string id = "id", text = "text";
  std::string question;  // Empty: the column “question” where the file has one.
};
// `columns` must live as long as the command.
void add_comment_columns(CLI::App& command, CommentColumns& columns);

// What was read, in large blocks: views stay valid as long as this lives, moved or not.
class Comments {
 public:
  std::size_t size() const { return texts_.size(); }
  std::string_view id(std::size_t i) const { return ids_[i]; }
  std::string_view text(std::size_t i) const { return texts_[i]; }
  std::string_view question(std::size_t i) const {
    return question_of_.empty() ? std::string_view() : questions_[question_of_[i]];
  }
  std::span<const std::string_view> texts() const { return texts_; }
  void add(std::string_view id, std::string_view text, std::string_view question);

 private:
  std::string_view kept(std::string_view bytes);

  std::vector<std::unique_ptr<char[]>> blocks_;
  char* next_ = nullptr;  // In the last block.
  std::size_t left_ = 0;
  std::vector<std::string_view> ids_, texts_, questions_;
  std::vector<std::uint32_t> question_of_;  // Empty: no comment has a question.
  std::uint32_t last_question_ = 0;
};

Result<Comments> read_comments(const std::string& file, const CommentColumns& columns);

// One line on a terminal, rewritten and then taken away; nothing anywhere else.
class Progress {
 public:
  explicit Progress(std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void at(double done);  // 0 to 1.

 private:
  std::string what_;
  bool shown_;
  int said_ = -1;
};

}  // namespace heed::app
