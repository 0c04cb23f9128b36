// Inserts: many rows into one table, several to a statement, in three texts that stay prepared. A
// row a statement is most of a large import's time on PostgreSQL, where each is a round trip.
//
//   static const store::Inserts<2> into("code (partnership_id, name)");
//   TRY(into.run(session, names.size(), [&](std::size_t n) {
//     return std::array<store::Value, 2>{partnership, names[n]};
//   }));
//
// Threads: any.
// Does not: put rows in another order, or commit.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/database.h"

namespace heed::store {

// "insert … values ($1, …), ($8, …)".
inline std::string insert_rows(std::string_view into, std::size_t columns, std::size_t rows) {
  std::string sql = fmt::format("insert into {} values ", into);
  for (std::size_t i = 0; i < columns * rows; ++i)
    sql += fmt::format("{}${}{}",
                       i % columns > 0 ? ", "
                       : i > 0         ? ", ("
                                       : "(",
                       i + 1, i % columns + 1 == columns ? ")" : "");
  return sql;
}

template <std::size_t kColumns>
class Inserts {
 public:
  explicit Inserts(std::string_view into) {
    for (const std::size_t rows : {32, 8, 1})
      texts_.emplace_back(rows, insert_rows(into, kColumns, rows));
  }
  // `values_of(n)` gives the columns of row n.
  template <class ValuesOf>
  Result<> run(Session& s, std::size_t count, const ValuesOf& values_of) const {
    std::vector<Value> values;
    std::size_t row = 0;
    for (const auto& [rows, sql] : texts_) {
      for (; row + rows <= count; row += rows) {
        values.clear();
        for (std::size_t r = 0; r < rows; ++r)
          for (const Value& value : values_of(row + r)) values.push_back(value);
        TRY(s.exec_all(sql, values));
      }
    }
    return Done{};
  }

 private:
  std::vector<std::pair<std::size_t, std::string>> texts_;
};

}  // namespace heed::store
