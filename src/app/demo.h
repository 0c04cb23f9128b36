// The demonstration: a made-up partnership with one activity answered and published, and one open.
//
//   TRY(make_demonstration(house));   // nothing is done where its people are there already
//
// Everything goes through the same doors as real work. All of it is made up.
// Threads: one.  Does not: run on a house that has other people in it.
#pragma once

#include <string>

#include "app/house.h"

namespace heed::app {

partners::NewPartnership demonstration_partnership();
// Errors: conflict (said) when the data folder is somebody's real one.
Result<> make_demonstration(House& house);
// Addresses and sign-ins, to print.
std::string demonstration_sign_ins(const std::string& url);

}  // namespace heed::app
