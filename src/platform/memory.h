// keep_freed_memory: a process that serves keeps what it freed for the next request.
//
// Threads: called once, before any is started.
// Does not: bound what is in use.
#pragma once

namespace heed::platform {

// By its own choice glibc hands the end of a thread's heap
// back to the kernel after most requests and has it faulted in again by the next, which took a
// fifth of the CPU of a page; and it makes a heap for each thread. Keeps up to 2 MiB a heap, in 4
// heaps at most.
void keep_freed_memory();

}  // namespace heed::platform
