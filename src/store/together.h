// ReadTogether: while it stands, what its thread reads of one database is read in one transaction:
// one snapshot for a whole page, and one opening and closing of it instead of one for each
// question.
//
//   const ReadTogether together(main);
//   const auto page = handler(request, match);   // however many reads, one snapshot
//
// Something written by the thread ends the snapshot; the next read sees it. A connection of the
// pool is held from the first read to the end, so it is for what is soon done.
//
// Threads: the one that made it.
// Does not: change what a read or a write answers.
#pragma once

#include <memory>

#include "store/database.h"

namespace heed::store {

class ReadTogether {
 public:
  explicit ReadTogether(Database& database);
  ~ReadTogether();
  ReadTogether(const ReadTogether&) = delete;
  ReadTogether& operator=(const ReadTogether&) = delete;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
  friend class OpenDatabase;
};

}  // namespace heed::store
