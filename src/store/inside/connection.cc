#include "store/inside/connection.h"

#include "base/text.h"

namespace heed::store {

Result<std::int64_t> Connection::run(std::string_view sql, std::span<const Value> values,
                                     const RowReader& reader) {
  if (spoilt_) return *spoilt_;
  Result<std::int64_t> ran = [&]() -> Result<std::int64_t> {
    for (const Value& value : values) {
      const auto* text = std::get_if<std::string_view>(&value.held());
      if (text == nullptr) continue;
      // PostgreSQL takes neither; SQLite would, and then the store could not be moved.
      if (text->find('\0') != std::string_view::npos || !is_utf8(*text))
        return fail(ErrorKind::invalid, "text with NUL, or not UTF-8");
    }
    return run_statement(sql, values, reader);
  }();
  if (!ran) spoilt_ = ran.error();
  return ran;
}

}  // namespace heed::store
