#include "questions/inside/catalogue.h"

#include "base/text.h"

namespace heed::questions {

const std::vector<Asker>& askers() {
  using namespace inside;
  // As staff choose from them, and in the order of Kind.
  static const std::vector<Asker> all = {
      long_text_kind(), short_text_kind(), choose_one_kind(), choose_many_kind(), scale_kind(),
      matrix_kind(),    ranking_kind(),    number_kind(),     date_kind(),        postcode_kind(),
      file_kind(),      vote_kind(),       capacity_kind(),   about_kind()};
  return all;
}

const Asker& asker_of(Kind kind) { return askers()[static_cast<std::size_t>(kind)]; }

bool is_answered(const Question& question, std::string_view kept) {
  if (asker_of(question).is_text) return !trimmed(kept).empty();
  return !kept.empty() && kept != "[]";
}

std::string_view Typed::field(std::string_view rest) const {
  const std::string name = prefix + std::string(rest);
  for (const auto& [each, value] : fields)
    if (each == name) return value;
  return {};
}

std::vector<std::string_view> Typed::all(std::string_view rest) const {
  const std::string name = prefix + std::string(rest);
  std::vector<std::string_view> found;
  for (const auto& [each, value] : fields)
    if (each == name) found.emplace_back(value);
  return found;
}

const Typed::File* Typed::file(std::string_view rest) const {
  const std::string name = prefix + std::string(rest);
  for (const File& each : files)
    if (each.name == name && !each.file_name.empty()) return &each;
  return nullptr;
}

}  // namespace heed::questions
