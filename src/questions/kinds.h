// Kinds: every kind of question answers the same questions about itself. A kind is a folder under
// kinds/ and one line in inside/catalogue.cc; nothing else in Heed switches on Kind.
//
//   const Asker& kind = asker_of(question);
//   kind.box(question, {.name = "answer", .kept = kept, .error = error}, words)   // a form's
//   fields std::string kept = kind.read(question, typed);       // what was sent, as a Value's text
//   kind.check(question, kept, words);                   // problems, in people's language
//   kind.shown(question, kept, "cy");                    // in words, for check answers and staff
//   kind.columns(question, "en"); kind.cells(question, value, "en");  // for exports
//
// read() never refuses: what cannot be understood is kept as it was typed, so that box() can show
// it again, and check() says what is wrong with it.
// Threads: pure.
// Does not: know where a form came from; paper and phone entry use the same boxes and read().
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/html.h"
#include "pages/words.h"
#include "questions/questionnaire.h"

namespace heed::questions {

// What a form sent. Names begin with the box's name: "answer", "answer-bus-words", …
struct Typed {
  std::vector<std::pair<std::string, std::string>> fields;
  struct File {
    std::string name;  // The control's.
    std::string file_name;
    std::string type;
    std::string bytes;
  };
  std::vector<File> files = {};
  std::string prefix = "answer";
  std::string before = {};  // What was kept until now: a file stays unless another is sent.
  // The area that a whole postcode is in, by its id; "" when it is not known.
  std::function<std::string(std::string_view postcode)> area_of = nullptr;

  std::string_view field(std::string_view rest) const;  // Of `prefix` + `rest`; "" when not sent.
  std::vector<std::string_view> all(std::string_view rest) const;
  const File* file(std::string_view rest) const;
};

struct Box {
  std::string name = "answer";  // Also the id of the first control: where an error's link goes.
  std::string_view kept = {};
  std::string error = {};
  bool heading = true;    // The label or legend is the page's h1.
  std::string hint = {};  // Instead of the question's help.
};

struct ExportColumn {
  std::string id;       // "<question id>" or "<question id>/<part>": stable across versions.
  std::string heading;  // The whole wording.
  // For the data dictionary: what stands for what. Empty for open answers.
  std::vector<std::pair<std::string, std::string>> codes = {};
  bool number = false;  // A spreadsheet may add it up.
};

// A table in which answers can be counted: each line is one pick of value.h.
struct Counting {
  struct Line {
    std::string label, item, code;
  };
  std::string heading;  // The whole wording, with its row.
  std::vector<Line> lines;
  bool several = false;     // One person may stand in several lines.
  std::string any_of = {};  // Then also a line for each code of this item, whatever they are.
};

struct Asker {
  Kind kind;
  std::string_view name;        // As stored.
  std::string_view said;        // For staff: "Choose one". An English sentence for words/.
  bool is_text = false;         // Kept as the words themselves.
  bool has_choices = false;     // Staff write choices …
  bool has_rows = false;        // … and rows or statements.
  bool kept_apart = false;      // About-you.
  bool multipart = false;       // Its form has a file.
  int seconds = 10;             // To answer, on top of reading it.
  std::string_view first = "";  // The id of its first control is the box's name and this.

  pages::Html (*box)(const Question&, const Box&, const pages::Words&);
  std::string (*read)(const Question&, const Typed&);
  // Requires: `kept` is what read() gave, or anything at all from a draft. Says each problem once.
  std::vector<std::string> (*check)(const Question&, std::string_view kept, const pages::Words&);
  std::string (*shown)(const Question&, std::string_view kept, const pages::Words&);
  std::vector<ExportColumn> (*columns)(const Question&, std::string_view language);
  // As many as columns(). Of a text kind the one pick holds the words. A file's bytes need not be
  // there.
  std::vector<std::string> (*cells)(const Question&, const Value& value, std::string_view language);
  // Null: not counted by its answers (words, numbers, days, files).
  std::vector<Counting> (*countings)(const Question&, std::string_view language) = nullptr;
  std::vector<Said> (*voices)(const Question&, std::string_view kept);
  // Boxes to tick and lines to write on, under the question's text.
  pages::Html (*paper)(const Question&, const pages::Words&);
};

const std::vector<Asker>& askers();  // In the order that staff choose from.
const Asker& asker_of(Kind kind);
inline const Asker& asker_of(const Question& question) { return asker_of(question.kind); }
bool is_answered(const Question& question, std::string_view kept);

}  // namespace heed::questions
