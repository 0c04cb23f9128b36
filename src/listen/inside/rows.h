// Responses and voices on their way into their tables. Every channel comes through here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "questions/questionnaire.h"
#include "record/cbor.h"
#include "record/keys.h"

namespace heed::store {
class Session;
}

namespace heed::listen::inside {

using AboutId = Id<struct AboutKind>;

struct NewVoice {
  VoiceId id;
  std::string question;
  std::string words;
  bool may_quote = false;
  QuestionId question_id = {};  // Null where a file or a letter gave the wording alone.
  std::string choice = {};      // The choice that the words stand beside.
  std::string sort = {};        // view, experience; "" when it is not said.
};

// One pick of a coded answer: what tallies and exports read. Words in people's own words are
// voices.
struct NewAnswer {
  QuestionId question;
  std::string item, code, words;
  std::string code_list = {};  // Of an about-you answer.
};

// The about-you part, under a data key of its own.
struct NewAbout {
  AboutId id;
  record::DataKeyId data_key;
  Bytes sealed;
  std::vector<NewAnswer> answers;
};

struct NewResponse {
  ResponseId id;
  ActivityId activity;
  std::string channel;
  ImportId import;  // Null unless it came in a file.
  bool visible = true;
  std::string state = "counted";  // Or late: then its voices are not shown yet.
  std::optional<TimeMs> said;
  TimeMs received;
  std::string grouping;
  PressKey press_key;                // Null for imported rows.
  std::optional<Hash> private_hash;  // None for imported rows.
  std::string reference;             // Empty for imported rows.
  std::optional<std::uint64_t> log_index;
  record::DataKeyId data_key;
  Bytes sealed;
  Hash payload_hash{};
  std::int64_t questionnaire_version = 0;
  std::int64_t ordinal = 0;  // Among those received in the same millisecond.
  std::vector<NewVoice> voices;
  std::vector<NewAnswer> answers = {};
  std::optional<NewAbout> about = {};
};

// The coded picks of these answers; a file's bytes stay in the sealed original.
std::vector<NewAnswer> coded(const std::vector<questions::CheckedResponse::Answer>& answers);
// An answer as the sealed payload holds it: words, or a list of picks.
record::Cbor payload_value(const questions::CheckedResponse::Answer& answer);

// Many at once: in the order given.
Result<> add_responses(store::Session& s, PartnershipId partnership,
                       std::span<const NewResponse> responses);
Result<> add_response(store::Session& s, PartnershipId partnership, const NewResponse& response);
// Voices, coded answers and about-you of a response whose own row is there.
Result<> add_parts(store::Session& s, PartnershipId partnership,
                   std::span<const NewResponse> responses);

// SHA-256 over the questions as they were asked: ids and wordings, in order.
Hash hash_of_asked(const questions::CheckedResponse& response);

}  // namespace heed::listen::inside
