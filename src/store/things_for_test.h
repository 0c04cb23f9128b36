// The table of things that tests keep, and what is added to it later.
#pragma once

#include "base/bytes.h"
#include "store/database.h"

namespace heed::store {

constexpr Migration kNoteOnThing{2, "0002_test_more.sql",
                                 "-- A second step; with a comment.\n"
                                 "alter table thing add column note text;\n"};

inline Bytes thing_id(int n) { return Bytes(16, static_cast<std::byte>(n)); }

}  // namespace heed::store
