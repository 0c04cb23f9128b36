// Overlap: how an activity that is being planned is like another, by four facts that can be told to
// a person: topic, area, audience and time (T-008).
//
//   const auto found = alike(planned, listed, areas);  // Likest first; nothing scored in secret.
//   found.front().close();                             // All four are alike.
//
// A topic is alike when one that is named by comma is all in the other's title and topics, or when
// two words are in both; words are compared by their stems, without those that any activity has.
// Area, audience and time are compared as they stand. One is listed when its topic is alike and so
// are two of the other three. The order: how many facts, how many words, the later first, title,
// id. Threads: pure. Does not: read what was answered; know any language but English.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "plan/activities.h"

namespace heed::plan {

// What each partner sees of another's activity, and no more (T-006).
struct Listed {
  ActivityId id;
  ActivityKind kind = ActivityKind::listening;
  ActivityState state = ActivityState::draft;
  std::string title, organisation;
  std::string owner_name, contact;  // Who runs it, and how they are reached.
  std::string area;                 // By comma; empty is everywhere.
  std::string topics, audience;
  std::optional<TimeMs> from, until;  // Nothing where nobody has said.
  bool published = false;             // What came of it is public.
  std::string outcome;                // Then, in one sentence.
};
Listed listed(const ActivityDetails& planned, TimeMs now);  // Before it is saved.

// "leg ulcers, clinics" as its parts, without space around them or empty ones.
std::vector<std::string> by_comma(std::string_view listed);

// Each area's name to that of the area it is part of, both in lower case.
using PartOf = std::map<std::string, std::string, std::less<>>;

enum class AreaAlike : std::uint8_t { apart, same, inside, around, everywhere };
enum class AudienceAlike : std::uint8_t { unsaid, apart, same, everybody };
// Before and after: by less than a year.
enum class TimeAlike : std::uint8_t { apart, at_once, before, after, no_dates };

struct Alike {
  Listed activity;
  std::vector<std::string> topics;  // Words of both, as the other writes them. Empty: not alike.
  AreaAlike area = AreaAlike::apart;
  std::string area_of;  // The other's area that was met: "Saltby".
  AudienceAlike audience = AudienceAlike::unsaid;
  std::vector<std::string> audience_words;
  TimeAlike time = TimeAlike::apart;

  int facts() const;
  bool close() const { return facts() == 4; }
  std::string fact_names() const;  // "topic,area,time", as stored.
};

Alike compare(const Listed& planned, const Listed& other, const PartOf& areas);
std::vector<Alike> alike(const Listed& planned, const std::vector<Listed>& others,
                         const PartOf& areas);

}  // namespace heed::plan
