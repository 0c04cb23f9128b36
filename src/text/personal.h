// Personal details that people leave in what they write: proposals for a person to accept, so that
// words can be shared without saying who wrote them or whom they name. Staff are people too.
//
//   for (const text::PersonalDetail& found : text::personal_details(words)) show(found.kind, ...);
//   const std::string shared = text::masked(words, text::personal_details(words));  // "[phone]"
//
// Made for few false alarms: a name needs a title, a cue ("my name is") or a known given name, a
// date counts only as a date of birth, and ten digits are an NHS number only by their check digit.
// Threads: pure. Does not: promise to find everything; a person reads before anything is shared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace heed::text {

enum class PersonalKind : std::uint8_t {
  name,
  phone,
  email,
  nhs_number,
  postcode,
  date_of_birth,
  address,
};

// "name", "phone", "email", "nhs_number", "postcode", "date_of_birth" or "address".
std::string_view kind_name(PersonalKind kind);

struct PersonalDetail {
  PersonalKind kind;
  std::uint32_t begin;  // Bytes of the text as given, [begin, end).
  std::uint32_t end;
};

// In the order of the text; they do not overlap.
std::vector<PersonalDetail> personal_details(std::string_view text);

// Each detail replaced by its kind in square brackets.
// Requires: the details are of this text, in order.
std::string masked(std::string_view text, const std::vector<PersonalDetail>& details);

// Ten digits whose last is the check digit of the others (weights 10 to 2, modulo 11).
bool is_nhs_number(std::string_view ten_digits);

// A whole postcode, as its parts in capitals. "AA9A 9AA", "a9 9aa" and "A99AA" are postcodes by
// their form; whether one is in use is not known here.
struct Postcode {
  std::string outcode;       // "EC1A"
  std::string incode;        // "1BB"
  std::string area;          // "EC"
  std::string district;      // "EC1"
  std::string sub_district;  // "EC1A"; empty where the outcode does not end in a letter.
  std::string sector;        // "EC1A 1"
  std::string unit;          // "BB"
  std::string whole() const { return outcode + " " + incode; }
};
std::optional<Postcode> parse_postcode(std::string_view text);

}  // namespace heed::text
