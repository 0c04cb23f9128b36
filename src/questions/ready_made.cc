#include "questions/ready_made.h"

namespace heed::questions {

Section three_questions_without_ids() {
  Section section{.title = {{"en", "Three questions"}}, .questions = {}};
  for (const char* const wording :
       {"How are things for you now?", "What works well?", "What could be better?"}) {
    section.questions.push_back({.text = {{"en", wording}}});
  }
  return section;
}

}  // namespace heed::questions
