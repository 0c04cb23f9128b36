// Value: the answer to one question, whatever its kind, and the one text that it is kept as.
//
//   const Value value = TRY(read_value(kept));      // [["","bus"],["","other","A lift"]]
//   write_value(value) == kept;                     // one text for one value
//
// The two text kinds are kept as the words themselves, byte for byte. Every other kind is a list of
// picks, written as JSON: an item (row, statement, part), a code, and words where there are any.
//
//   choose_one, choose_many, capacity, about   ["", choice id, own words]
//   matrix, vote                               [row id, choice id]   agree, disagree, pass
//   ranking                                    [choice id, place]    "1" is first
//   scale, number, date                        ["", "4"]  ["", "12.5"]  ["", "2026-03-02"]
//   postcode                                   ["outward", "ZZ1"] ["area", area id] ["none", "1"]
//   capacity, too                              ["name", choice id, name] ["speaks_for", "34"]
//                                              ["asked", choice id, how its members were asked]
//   file                                       ["file", media type, name] ["bytes", "", base64]
//
// Threads: plain values.
// Does not: know whether a value is a good answer (kinds.h does).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::questions {

struct Pick {
  std::string item;
  std::string code;
  std::string words = {};
  friend bool operator==(const Pick&, const Pick&) = default;
};
using Value = std::vector<Pick>;

// Something said in somebody's own words, and what it answers ("How do you travel? Other").
struct Said {
  std::string wording;      // In English, as asked.
  std::string words;        // Exactly as typed.
  std::string choice = {};  // The choice that they stand beside ("other"), where there is one.
  friend bool operator==(const Said&, const Said&) = default;
};

std::string write_value(const Value& value);      // "" for no picks.
Result<Value> read_value(std::string_view kept);  // Errors: invalid.
// The same, or no picks when it is damaged: for showing what was checked before.
Value picks(std::string_view kept);
// The first pick of this item, or nothing.
const Pick* pick_of(const Value& value, std::string_view item);
bool has_pick(const Value& value, std::string_view item, std::string_view code);

}  // namespace heed::questions
