// Words as the detectors of personal details see them, and what is known of some.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/personal.h"

namespace heed::text {

struct PersonalWord {
  std::uint32_t begin;  // Bytes. Letters of any script, with ' and - between letters.
  std::uint32_t end;
  bool capital;       // Starts with a capital letter.
  bool shouted;       // ASCII capitals only, more than one.
  std::string lower;  // ASCII letters lowered, ’ as '.
};

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
std::vector<PersonalWord> personal_words(std::string_view text);

bool is_given_name(std::string_view lower);
// Given names that are words, months or places as often: alone they prove nothing.
bool is_doubtful_name(std::string_view lower);
bool is_surname(std::string_view lower);
bool is_title(std::string_view lower);
// Titles that are also jobs and things: "Nurse Practitioner", "Sister Ward".
bool is_job_title(std::string_view lower);
// A word that makes the name before it a place's: "Ward", "Hospital", "Road".
bool is_place_word(std::string_view lower);
// Capitalised words that follow a title or cue and are no name: "The", "Monday", "Practitioner".
bool is_no_name(std::string_view lower);
bool is_street_word(std::string_view lower);
bool is_postcode_area(std::string_view upper);

// Names in `words` of `text`.
void find_names(std::string_view text, const std::vector<PersonalWord>& words,
                std::vector<PersonalDetail>& out);
// Numbers, addresses, dates: what is told by its form.
void find_forms(std::string_view text, const std::vector<PersonalWord>& words,
                std::vector<PersonalDetail>& out);

}  // namespace heed::text
