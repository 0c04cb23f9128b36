// Long text: as much as somebody wants to say, in their own words.
#include "base/limits.h"
#include "questions/inside/sharing.h"

namespace heed::questions::inside {
namespace {

Html long_text_box(const Question& question, const Box& box, const pages::Words& words) {
  return pages::textarea(
      {.name = box.name,
       .label = label_of(question, words),
       .hint = hint_of(question, box, words),
       .error = box.error,
       .value = std::string(box.kept),
       .rows = 8,
       .chars_max =
           question.chars_max < limits::kLongTextChars ? static_cast<int>(question.chars_max) : 0,
       .heading = box.heading},
      words);
}

Html paper_long_text(const Question&, const pages::Words&) { return paper_lines(8); }

}  // namespace

const Asker& long_text_kind() {
  static const Asker kind = in_own_words({.kind = Kind::long_text,
                                          .name = "long_text",
                                          .said = "Long answer in own words",
                                          .seconds = 90,
                                          .box = long_text_box,
                                          .paper = paper_long_text});
  return kind;
}

}  // namespace heed::questions::inside
