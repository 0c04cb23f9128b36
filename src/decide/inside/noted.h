// What is not an answer, and how many people said something, in public words and figures.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::decide::inside {

// True for "Noted", "noted with thanks." and their like: words that answer nothing.
bool is_only_noted(std::string_view words);
// True counts of the people behind each finding, out of all who answered, through disclosure:
// "said by 1,205 people", "said by fewer than 8 people". One sentence for each, in order.
std::vector<std::string> said_by(const std::vector<std::int64_t>& counts, std::int64_t people);

// 1204 -> "1,204".
std::string with_commas(std::int64_t number);

}  // namespace heed::decide::inside
