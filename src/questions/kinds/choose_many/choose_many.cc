// Choose any of several, or up to a number of them.
#include "questions/inside/sharing.h"

namespace heed::questions::inside {

const Asker& choose_many_kind() {
  static const Asker kind = choosing<any_of>({.kind = Kind::choose_many,
                                              .name = "choose_many",
                                              .said = "Choose any that apply",
                                              .seconds = 15});
  return kind;
}

}  // namespace heed::questions::inside
