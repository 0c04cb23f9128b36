// Priority: a thread that steps back behind all others.
//
//   std::thread worker([] { low_priority(); … });
//   // Requests come first; the work still comes to its end.
//
// Threads: changes the calling one alone (Linux).
// Does not: promise anything where the system refuses.
#pragma once

namespace heed::platform {

void low_priority();

}  // namespace heed::platform
