// The demonstration: a made-up partnership, its people, and five things that it asked people about.
//
//   TRY(make_demonstration(house));   // nothing is done where its people are there already
//
// Everything goes through the same doors as real work, each step on its day of the story
// (demo_story.h). All of it is made up.
// Life: people -> the five chapters -> the last person; without them it was not finished, and says
// so.
// Threads: one.  Does not: run on a house that has other people in it.
#pragma once

#include <string>

#include "app/house.h"

namespace heed::app {

partners::NewPartnership demonstration_partnership();
// Errors: conflict (said) when the data folder is somebody's real one, or was left half made.
Result<> make_demonstration(House& house);
// Addresses, sign-ins and a reference to follow, to print.
std::string demonstration_sign_ins(House& house, const std::string& url);

}  // namespace heed::app
