// Words that carry no theme of their own, and answers that carry none at all.
//
//   if (text::is_stop_word("the")) ...
//   text::Tokens tokens;
//   if (text::has_no_content("Nothing at present.", tokens)) ask_a_person_per_question();
//
// Threads: pure. Does not: decide what "Nothing" means; that depends on the question.
#pragma once

#include <string_view>

#include "text/tokens.h"

namespace heed::text {

bool is_stop_word(std::string_view lowered);
// Beyond it somebody is telling us something.
inline constexpr std::size_t kWordsWithoutContentMost = 14;
// Of a text that has been tokenised: nothing but refusals, fillers, marks and numbers.
bool has_no_content(const Tokens& tokens);

}  // namespace heed::text
