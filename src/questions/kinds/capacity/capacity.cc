// Capacity: as whom somebody answers. Several may be right: a patient is often a carer too; an
// organisation says how many it speaks for (domain: codes C6).
#include "questions/inside/sharing.h"

namespace heed::questions::inside {

const Asker& capacity_kind() {
  static const Asker kind =
      choosing<any_of>({.kind = Kind::capacity,
                        .name = "capacity",
                        .said = "Capacity: as a patient, carer, organisation …",
                        .seconds = 15});
  return kind;
}

}  // namespace heed::questions::inside
