// Short text: a line or so in people's own words.
#include "questions/inside/sharing.h"

namespace heed::questions::inside {
namespace {

Html short_text_box(const Question& question, const Box& box, const pages::Words& words) {
  return pages::input({.name = box.name,
                       .label = label_of(question, words),
                       .hint = hint_of(question, box, words),
                       .error = box.error,
                       .value = std::string(box.kept),
                       .heading = box.heading,
                       .dir_auto = true},
                      words);
}

Html paper_short_text(const Question&, const pages::Words&) { return paper_lines(2); }

}  // namespace

const Asker& short_text_kind() {
  static const Asker kind = in_own_words({.kind = Kind::short_text,
                                          .name = "short_text",
                                          .said = "Short answer in own words",
                                          .seconds = 20,
                                          .box = short_text_box,
                                          .paper = paper_short_text});
  return kind;
}

}  // namespace heed::questions::inside
