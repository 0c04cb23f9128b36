// About-you: one question of the harmonised monitoring, its answers from a versioned code list.
// "Prefer not to say" is a code of its own, never a gap (domain: codes). Kept apart from everything
// else, and nothing typed in it is ever a voice.
#include "questions/inside/sharing.h"

namespace heed::questions::inside {
namespace {

// A list that says "up to one" has round buttons; one where several are right has boxes.
HowMany how_many(const Question& question) {
  return question.choices_max == 1 ? HowMany::one : HowMany::several;
}

}  // namespace

const Asker& about_kind() {
  static const Asker kind = choosing<how_many>({.kind = Kind::about,
                                                .name = "about",
                                                .said = "About you (kept apart)",
                                                .kept_apart = true,
                                                .seconds = 10,
                                                .voices = no_voices});
  return kind;
}

}  // namespace heed::questions::inside
