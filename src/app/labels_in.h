// LabelsIn: people's codes from a table: a comment's id and a label, a row for each of them.
//
//   LabelsIn labels;
//   TRY(read_rows(file, {.heading = [&](auto h) { return labels.heading(h); },
//                        .row = [&](const RowIn& row) { return labels.row(row); }}));
//   labels.names();            // sorted; what is coded
//   labels.of("r17");          // numbers into names(); empty: read, and nothing applies
//
// The label's column is “theme”, “label”, “code”, “category”, “sentiment”, “tag” or “campaign”, or
// the only column beside the id. An empty label says that no theme applies.
// Errors: invalid (said; names the line).
// Threads: one thread. Does not: know the comments.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/comments_in.h"
#include "base/result.h"

namespace heed::app {

class LabelsIn {
 public:
  Result<> heading(std::span<const std::string> headings);
  Result<> row(const RowIn& row);

  std::vector<std::string> names() const;
  std::size_t comments() const { return by_id_.size(); }
  // Absent: nobody has coded that comment.
  std::optional<std::vector<int>> of(std::string_view id) const;

 private:
  std::size_t id_ = 0;
  std::size_t label_ = 0;
  std::map<std::string, int, std::less<>> first_number_;  // By name, in the order of reading.
  std::map<std::string, std::vector<int>, std::less<>> by_id_;
};

Result<LabelsIn> read_labels(const std::string& file);

}  // namespace heed::app
