#include "questions/value.h"

#include <boost/json.hpp>

#include "base/text.h"

namespace heed::questions {

namespace json = boost::json;

namespace {

// What is not UTF-8 can be shown again but not kept as it was typed, so it ends with the one
// character that every check refuses.
std::string as_json_text(const std::string& text) {
  if (is_utf8(text)) return text;
  std::string shown = made_utf8(text);
  shown += '\0';
  return shown;
}

}  // namespace

std::string write_value(const Value& value) {
  if (value.empty()) return "";
  json::array all;
  for (const Pick& pick : value) {
    json::array one{as_json_text(pick.item), as_json_text(pick.code)};
    if (!pick.words.empty()) one.emplace_back(as_json_text(pick.words));
    all.push_back(std::move(one));
  }
  return json::serialize(all);
}

Result<Value> read_value(std::string_view kept) {
  Value value;
  if (kept.empty()) return value;
  boost::system::error_code error;
  const json::value root = json::parse(kept, error);
  const auto* const all = error ? nullptr : root.if_array();
  if (all == nullptr) return fail(ErrorKind::invalid, "answer: not a list of picks");
  for (const json::value& each : *all) {
    const auto* const one = each.if_array();
    if (one == nullptr || one->size() < 2 || one->size() > 3)
      return fail(ErrorKind::invalid, "answer: not a pick");
    for (const json::value& part : *one)
      if (!part.is_string()) return fail(ErrorKind::invalid, "answer: not a text");
    value.push_back({.item = std::string(one->at(0).get_string()),
                     .code = std::string(one->at(1).get_string()),
                     .words = one->size() == 3 ? std::string(one->at(2).get_string()) : ""});
  }
  return value;
}

Value picks(std::string_view kept) {
  auto value = read_value(kept);
  return value ? *std::move(value) : Value{};
}

const Pick* pick_of(const Value& value, std::string_view item) {
  for (const Pick& pick : value)
    if (pick.item == item) return &pick;
  return nullptr;
}

bool has_pick(const Value& value, std::string_view item, std::string_view code) {
  for (const Pick& pick : value)
    if (pick.item == item && pick.code == code) return true;
  return false;
}

}  // namespace heed::questions
