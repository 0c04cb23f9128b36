// What kinds share: their texts in a language, columns, paper boxes, numbers as people type them.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pages/components.h"
#include "questions/kinds.h"

namespace heed::questions::inside {

using pages::el;
using pages::Html;
using pages::join;
using pages::tr;

std::string text_of(const Words& texts, std::string_view language);
std::string label_of(const Question& question, const pages::Words& words);
std::string hint_of(const Question& question, const Box& box, const pages::Words& words);
// What every kind but text says first: damaged, or words that cannot be kept.
std::vector<std::string> check_picks(const Question& question, std::string_view kept,
                                     const pages::Words& words, Value& value);
// `said` of a refused text, translated where it can be.
std::string said_of(std::string_view typed, std::size_t chars_max, const pages::Words& words);

std::string column_id(const Question& question, std::string_view part = "");
std::string heading_of(const Question& question, std::string_view language,
                       std::string_view part = "");
std::vector<std::pair<std::string, std::string>> codes_of(const std::vector<Choice>& choices,
                                                          std::string_view language);
// "Bus" for "bus"; the id itself when it is not known.
std::string said_choice(const std::vector<Choice>& choices, std::string_view id,
                        std::string_view language);

// What is kept of an answer that is one code: the code, or "".
std::string first_code(std::string_view kept);
std::vector<std::string> one_code_cells(const Question&, const Value& value, std::string_view);

// Digits of any script as 0-9.
std::string latin_digits(std::string_view typed);
// "1,204", " 12.50 ", "١٢": as "1204", "12.5", "12". "" when it is no number.
std::string plain_number(std::string_view typed);
double number_from(std::string_view plain);

// Paper.
Html paper_lines(int lines);
Html paper_tick(std::string_view label, bool room_to_write, const pages::Words& words);
Html paper_cells(int cells);

// Radios for each of several rows, under one heading: matrix and vote.
struct RowBoxes {
  const std::vector<Choice>& rows;
  const std::vector<Choice>& columns;
};
Html rows_box(const Question& question, RowBoxes boxes, const Box& box, const pages::Words& words);
std::string read_rows(const std::vector<Choice>& rows, const Typed& typed);
std::vector<std::string> check_rows(const Question& question, RowBoxes boxes, std::string_view kept,
                                    const pages::Words& words);
std::string shown_rows(RowBoxes boxes, std::string_view kept, std::string_view language);
std::vector<ExportColumn> rows_columns(const Question& question, RowBoxes boxes,
                                       std::string_view language);
std::vector<std::string> rows_cells(RowBoxes boxes, const Value& value, std::string_view language);
std::vector<Counting> rows_countings(const Question& question, RowBoxes boxes,
                                     std::string_view language);
Html paper_rows(RowBoxes boxes, const pages::Words& words);

// Choices with room for own words: choose_one, choose_many, capacity, about.
enum class HowMany { one, several };
Html choices_box(const Question& question, HowMany how_many, const Box& box,
                 const pages::Words& words);
std::string read_choices(const Question& question, HowMany how_many, const Typed& typed);
std::vector<std::string> check_choices(const Question& question, HowMany how_many,
                                       std::string_view kept, const pages::Words& words);
std::string shown_choices(const Question& question, std::string_view kept,
                          const pages::Words& words);
std::vector<ExportColumn> choices_columns(const Question& question, HowMany how_many,
                                          std::string_view language);
std::vector<std::string> choices_cells(const Question& question, HowMany how_many,
                                       const Value& value, std::string_view language);
std::vector<Counting> choices_countings(const Question& question, HowMany how_many,
                                        std::string_view language);
std::vector<Said> own_words_said(const Question& question, std::string_view kept);
Html paper_choices(const Question& question, HowMany how_many, const pages::Words& words);

std::vector<Said> no_voices(const Question& question, std::string_view kept);

std::string base64(std::string_view bytes);
// Nothing when it is not base64 with its padding.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace heed::questions::inside
