// Choose one of several, with room for own words beside some ("Other").
#include "questions/inside/sharing.h"

namespace heed::questions::inside {

const Asker& choose_one_kind() {
  static const Asker kind = choosing<just_one>(
      {.kind = Kind::choose_one, .name = "choose_one", .said = "Choose one", .seconds = 10});
  return kind;
}

}  // namespace heed::questions::inside
