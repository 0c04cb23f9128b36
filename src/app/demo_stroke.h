// The stroke beds of the demonstration, in two chapters: what people said and our answers, then
// what the board decided, what is done and what was learnt.
//
// Threads: one.
// Does not: say anything to anybody who is real.
#pragma once

#include "app/demo_story.h"

namespace heed::app {

// Findings that the second chapter comes back to.
struct StrokeFindings {
  FindingId evidence;  // Mr Holt's.
  FindingId bus, home, gap;
};

Result<> decide_stroke_beds(Story& story, ActivityId id, const StrokeFindings& found);

}  // namespace heed::app
