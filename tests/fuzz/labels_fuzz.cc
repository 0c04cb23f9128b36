// Tables of labels of any bytes become labels or are refused; what is read hangs together.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/labels_in.h"
#include "formats/table_in.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto table =
      heed::formats::read_table("labels.csv", {reinterpret_cast<const char*>(data), size});
  if (!table) return 0;
  heed::app::LabelsIn labels;
  if (!labels.heading(table->header)) return 0;
  for (const auto& row : table->rows) {
    if (!labels.row({row.line, row.cells})) return 0;
  }
  const auto names = labels.names();
  for (const auto& row : table->rows) {
    for (const auto& cell : row.cells) {
      const auto own = labels.of(cell);
      if (!own) continue;
      for (const int number : *own) {
        if (number < 0 || static_cast<std::size_t>(number) >= names.size()) std::abort();
      }
    }
  }
  return 0;
}
