// Ready-made questions: what an activity can begin with, to be changed as any others.
//
//   asked.sections.push_back(three_questions([&] { return random.id<QuestionId>(); }));
//
// Threads: pure.
// Does not: keep where a question came from; the section keeps them together.
#pragma once

#include "questions/questionnaire.h"

namespace heed::questions {

// Where we are now, what works, what could be better (T-029): one section, so that comments on all
// three are read, themed and exported together, each with its question.
Section three_questions_without_ids();

template <class NewId>
Section three_questions(const NewId& new_id) {
  Section section = three_questions_without_ids();
  for (Question& question : section.questions) question.id = new_id();
  return section;
}

}  // namespace heed::questions
