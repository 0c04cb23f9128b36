#include "plan/overlap.h"

#include <algorithm>

#include "base/text.h"
#include "text/stems.h"
#include "text/stop_words.h"
#include "text/tokens.h"

namespace heed::plan {
namespace {

constexpr std::int64_t kNear = 365 * kDayMs;

// Any activity has these, so they tell nothing of what one is about.
constexpr std::string_view kOfAnyActivity[] = {
    "people",    "person",       "health", "care",    "service", "services", "survey",
    "questions", "views",        "your",   "say",     "ask",     "asking",   "getting",
    "helps",     "consultation", "ten",    "improve", "local",   "feedback"};
constexpr std::string_view kEverybody[] = {"everybody", "everyone", "public", "residents", "all"};

struct Word {
  std::string stem, written;
};

bool has(const std::vector<Word>& words, std::string_view stem) {
  return std::ranges::find(words, stem, &Word::stem) != words.end();
}
bool is_in(const auto& list, std::string_view word) {
  return std::ranges::find(list, word) != std::end(list);
}

std::vector<Word> words_of(std::string_view said, text::Stems& stems) {
  text::Tokens tokens;
  text::tokenise(said, tokens);
  std::vector<Word> all;
  for (const text::Token& token : tokens.list) {
    const std::string_view lower = tokens.lowered(token);
    if (text::is_stop_word(lower) || is_in(kOfAnyActivity, lower)) continue;
    Word word{std::string(stems.stem(lower)), std::string(lower)};
    if (!has(all, word.stem)) all.push_back(std::move(word));
  }
  return all;
}

std::vector<std::string> shared(const std::vector<Word>& mine, const std::vector<Word>& theirs) {
  std::vector<std::string> both;
  for (const Word& each : theirs)
    if (has(mine, each.stem)) both.push_back(each.written);
  return both;
}

// One of the topics, named by comma, that is all in the other.
bool holds_topic(std::string_view topics, const std::vector<Word>& other, text::Stems& stems) {
  return std::ranges::any_of(by_comma(topics), [&](const std::string& topic) {
    const auto words = words_of(topic, stems);
    return !words.empty() && shared(other, words).size() == words.size();
  });
}

std::vector<std::string> topics_alike(const Listed& planned, const Listed& other,
                                      text::Stems& stems) {
  const auto mine = words_of(planned.title + " , " + planned.topics, stems);
  const auto theirs = words_of(other.title + " , " + other.topics, stems);
  auto both = shared(mine, theirs);
  if (both.size() >= 2 || holds_topic(planned.topics, theirs, stems) ||
      holds_topic(other.topics, mine, stems))
    return both;
  return {};
}

bool part_of(std::string place, std::string_view of, const PartOf& areas) {
  // As many steps as there are areas: a circle of areas ends too.
  for (std::size_t step = 0; step < areas.size(); ++step) {
    const auto up = areas.find(place);
    if (up == areas.end()) return false;
    if (up->second == of) return true;
    place = up->second;
  }
  return false;
}

void compare_areas(const Listed& planned, const PartOf& areas, Alike& found) {
  const auto mine = by_comma(planned.area), theirs = by_comma(found.activity.area);
  if (mine.empty() || theirs.empty()) {
    found.area = AreaAlike::everywhere;
    return;
  }
  for (const std::string& there : theirs)
    for (const std::string& here : mine) {
      const std::string a = lowered(here), b = lowered(there);
      const AreaAlike now = a == b                 ? AreaAlike::same
                            : part_of(a, b, areas) ? AreaAlike::inside
                            : part_of(b, a, areas) ? AreaAlike::around
                                                   : AreaAlike::apart;
      if (now == AreaAlike::apart || (found.area != AreaAlike::apart && found.area <= now))
        continue;
      found.area = now;
      found.area_of = there;
    }
}

void compare_audiences(const Listed& planned, Alike& found, text::Stems& stems) {
  const std::string_view mine = planned.audience, theirs = found.activity.audience;
  if (trimmed(mine).empty() || trimmed(theirs).empty()) return;
  const auto a = words_of(mine, stems), b = words_of(theirs, stems);
  found.audience_words = shared(a, b);
  const auto everybody = [](std::string_view said) {
    text::Tokens tokens;
    text::tokenise(said, tokens);
    return !tokens.list.empty() && is_in(kEverybody, tokens.lowered(tokens.list.front()));
  };
  found.audience = !found.audience_words.empty()          ? AudienceAlike::same
                   : everybody(mine) || everybody(theirs) ? AudienceAlike::everybody
                                                          : AudienceAlike::apart;
}

TimeAlike compare_times(const Listed& planned, const Listed& other) {
  if (!other.from && !other.until) return TimeAlike::no_dates;
  const std::int64_t begins = other.from.value_or(other.until.value_or(TimeMs{})).ms;
  const std::int64_t mine = planned.from.value_or(TimeMs{}).ms;
  if (other.until && other.until->ms < mine)
    return mine - other.until->ms < kNear ? TimeAlike::before : TimeAlike::apart;
  if (planned.until && planned.until->ms < begins)
    return begins - planned.until->ms < kNear ? TimeAlike::after : TimeAlike::apart;
  return TimeAlike::at_once;
}

}  // namespace

std::vector<std::string> by_comma(std::string_view listed) {
  std::vector<std::string> all;
  while (!listed.empty()) {
    const std::size_t end = std::min(listed.find(','), listed.size());
    if (const auto part = trimmed(listed.substr(0, end)); !part.empty()) all.emplace_back(part);
    listed.remove_prefix(std::min(end + 1, listed.size()));
  }
  return all;
}

int Alike::facts() const {
  return static_cast<int>(!topics.empty()) + static_cast<int>(area != AreaAlike::apart) +
         static_cast<int>(audience >= AudienceAlike::same) +
         static_cast<int>(time != TimeAlike::apart);
}

std::string Alike::fact_names() const {
  std::string names;
  const auto add = [&](bool there, const char* name) {
    if (there) names += (names.empty() ? "" : ",") + std::string(name);
  };
  add(!topics.empty(), "topic");
  add(area != AreaAlike::apart, "area");
  add(audience >= AudienceAlike::same, "audience");
  add(time != TimeAlike::apart, "time");
  return names;
}

Listed listed(const ActivityDetails& planned, TimeMs now) {
  return {.kind = planned.kind,
          .title = planned.title,
          .organisation = planned.organisation,
          .owner_name = planned.owner_name,
          .contact = planned.contact,
          .area = planned.area,
          .topics = planned.topics,
          .audience = planned.audience,
          .from = now,
          .until = planned.closes};
}

Alike compare(const Listed& planned, const Listed& other, const PartOf& areas) {
  text::Stems stems;
  Alike found{.activity = other, .topics = topics_alike(planned, other, stems)};
  compare_areas(planned, areas, found);
  compare_audiences(planned, found, stems);
  found.time = compare_times(planned, other);
  return found;
}

std::vector<Alike> alike(const Listed& planned, const std::vector<Listed>& others,
                         const PartOf& areas) {
  std::vector<Alike> found;
  for (const Listed& other : others) {
    Alike one = compare(planned, other, areas);
    if (!one.topics.empty() && one.facts() >= 3) found.push_back(std::move(one));
  }
  const auto when = [](const Alike& one) {
    return one.activity.until.value_or(one.activity.from.value_or(TimeMs{})).ms;
  };
  std::ranges::sort(found, [&](const Alike& a, const Alike& b) {
    if (a.facts() != b.facts()) return a.facts() > b.facts();
    if (a.topics.size() != b.topics.size()) return a.topics.size() > b.topics.size();
    if (when(a) != when(b)) return when(a) > when(b);
    if (a.activity.title != b.activity.title) return a.activity.title < b.activity.title;
    return a.activity.id.text() < b.activity.id.text();
  });
  return found;
}

}  // namespace heed::plan
