// What a command that reads much and then ends may ask of the system: large pages, and no giving
// back of memory that is wanted again at once. A fifth to a third of its time goes on page faults
// otherwise. Results are the same; a system that refuses leaves everything as it was.
//
//   use_batch_memory();   // Once, before much is read, and before any thread is made.
//
// Threads: before there are any. Does not: serve; a server gives back what it does not need.
#pragma once

namespace heed::platform {

void use_batch_memory();

}  // namespace heed::platform
