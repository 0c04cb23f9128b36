#include "app/labels_in.h"

#include <algorithm>

namespace heed::app {
namespace {

constexpr std::array kLabelHeadings = {"theme",     "label",    "code", "category",
                                       "sentiment", "campaign", "tag"};
constexpr std::size_t kNamesMost = 2'000;

std::string_view ascii_trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string ascii_lowered(std::string_view text) {
  std::string out(ascii_trimmed(text));
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

}  // namespace

Result<> LabelsIn::heading(std::span<const std::string> headings) {
  std::optional<std::size_t> id, label;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    if (ascii_lowered(headings[i]) == "id" && !id) id = i;
  }
  for (const std::string_view wanted : kLabelHeadings) {
    for (std::size_t i = 0; i < headings.size() && !label; ++i) {
      if (ascii_lowered(headings[i]) == wanted) label = i;
    }
  }
  if (id && !label && headings.size() == 2) label = 1 - *id;
  if (!id || !label) {
    return refuse(fmt::format(
        "The labels need a column “id” and a column “theme” or “label”; the file has {}.",
        fmt::join(headings, ", ")));
  }
  id_ = *id;
  label_ = *label;
  return Done{};
}

Result<> LabelsIn::row(const RowIn& row) {
  const auto cell = [&](std::size_t column) {
    return column < row.cells.size() ? ascii_trimmed(row.cells[column]) : std::string_view();
  };
  if (cell(id_).empty()) {
    return refuse(fmt::format("Line {} of the labels has no id.", row.line));
  }
  std::vector<int>& own = by_id_[std::string(cell(id_))];
  const std::string_view name = cell(label_);
  if (name.empty()) return Done{};
  auto found = first_number_.find(name);
  if (found == first_number_.end()) {
    if (first_number_.size() == kNamesMost) {
      return refuse(
          fmt::format("Line {} of the labels has the {}st different label. Labels are "
                      "themes or codes, not comments.",
                      row.line, kNamesMost + 1));
    }
    found = first_number_.emplace(std::string(name), static_cast<int>(first_number_.size())).first;
  }
  if (std::find(own.begin(), own.end(), found->second) == own.end()) own.push_back(found->second);
  return Done{};
}

std::vector<std::string> LabelsIn::names() const {
  std::vector<std::string> out;
  for (const auto& [name, number] : first_number_) out.push_back(name);
  return out;
}

std::optional<std::vector<int>> LabelsIn::of(std::string_view id) const {
  const auto found = by_id_.find(ascii_trimmed(id));
  if (found == by_id_.end()) return std::nullopt;
  // From the order of reading to the order of names.
  std::vector<int> out;
  int sorted = 0;
  for (const auto& [name, number] : first_number_) {
    const auto& own = found->second;
    if (std::find(own.begin(), own.end(), number) != own.end()) out.push_back(sorted);
    ++sorted;
  }
  return out;
}

Result<LabelsIn> read_labels(const std::string& file) {
  LabelsIn out;
  TRY(read_rows(file, {.heading = [&](auto headings) { return out.heading(headings); },
                       .row = [&](const RowIn& row) { return out.row(row); }}));
  return out;
}

}  // namespace heed::app
