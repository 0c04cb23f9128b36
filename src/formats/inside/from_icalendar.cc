// iCalendar (RFC 5545): each event with a title becomes an activity with its days; several events
// of one title are one activity, with a dated update for each.
#include <algorithm>

#include "base/text.h"
#include "formats/inside/catalogue.h"

namespace heed::formats::inside {
namespace {

// Content lines, unfolded (3.1).
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!lines.empty() && (line.starts_with(' ') || line.starts_with('\t')))
      lines.back() += line.substr(1);
    else
      lines.emplace_back(line);
  }
  return lines;
}

// 3.3.11: backslash before comma, semicolon, backslash; \n is a new line.
std::string unescaped(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\' || i + 1 == value.size()) {
      out += value[i];
      continue;
    }
    const char c = value[++i];
    out += c == 'n' || c == 'N' ? '\n' : c;
  }
  return out;
}

// 20260305T143000Z -> 2026-03-05 14:30; empty when it is no date.
std::string date_of(std::string_view value) {
  value = trimmed(value);
  const auto digits = [&](std::size_t from, std::size_t count) {
    return value.size() >= from + count &&
           std::ranges::all_of(value.substr(from, count),
                               [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits(0, 8)) return {};
  std::string out =
      fmt::format("{}-{}-{}", value.substr(0, 4), value.substr(4, 2), value.substr(6, 2));
  if (value.size() >= 13 && value[8] == 'T' && digits(9, 4))
    out += fmt::format(" {}:{}", value.substr(9, 2), value.substr(11, 2));
  return out;
}

struct Event {
  std::string title, about, place, contact, link, from, until, state;
  bool repeats = false;
};

void keep(Event&& event, std::size_t number, SurveyFile& read) {
  const std::string where =
      event.title.empty() ? fmt::format("event {}", number) : "event “" + event.title + "”";
  if (event.title.empty() || event.from.empty()) {
    read.not_carried.push_back({where, event.title.empty() ? "it has no title" : "it has no date"});
    return;
  }
  if (event.repeats) read.not_carried.push_back({where, "it repeats; only its first date is kept"});
  if (event.state == "CANCELLED") read.not_carried.push_back({where, "it is marked as cancelled"});
  auto at = std::ranges::find(read.activities, event.title, &FoundActivity::title);
  if (at == read.activities.end()) {
    read.activities.push_back({.kind = "workshop",
                               .title = event.title,
                               .purpose = event.about,
                               .contact = event.contact,
                               .link = event.link,
                               .opens = event.from.substr(0, 10)});
    at = read.activities.end() - 1;
  }
  const std::string last = (event.until.empty() ? event.from : event.until).substr(0, 10);
  at->opens = std::min(at->opens, event.from.substr(0, 10));
  at->closes = std::max(at->closes, last);
  at->updates.push_back(event.from + (event.until.empty() ? "" : " to " + event.until) +
                        (event.place.empty() ? "" : ": " + event.place));
}

void take(Event& event, std::string_view name, const std::string& value) {
  if (name == "SUMMARY") event.title = shortened(unescaped(value), 200);
  if (name == "DESCRIPTION") event.about = unescaped(value);
  if (name == "LOCATION") event.place = unescaped(value);
  if (name == "URL") event.link = value;
  if (name == "CONTACT") event.contact = unescaped(value);
  if (name == "DTSTART") event.from = date_of(value);
  if (name == "DTEND") event.until = date_of(value);
  if (name == "STATUS") event.state = value;
  if (name == "RRULE" || name == "RDATE") event.repeats = true;
}

}  // namespace

bool is_icalendar(Looked& file) {
  return file.start().starts_with("BEGIN:VCALENDAR") || file.start().starts_with("BEGIN:VEVENT");
}

Result<SurveyFile> read_icalendar(Looked& file) {
  SurveyFile read{.kind = "icalendar", .encoding = file.encoding()};
  std::optional<Event> event;
  std::size_t number = 0, inner = 0;
  for (const std::string& line : lines_of(file.start())) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    const std::string name = line.substr(0, std::min(colon, line.find(';')));
    const std::string value = line.substr(colon + 1);
    if (name == "BEGIN" && value == "VEVENT") {
      event.emplace();
      ++number;
      inner = 0;
    } else if (event && name == "BEGIN") {
      ++inner;  // An alarm inside an event has a description of its own.
    } else if (event && name == "END" && value != "VEVENT") {
      inner -= inner > 0;
    } else if (event && name == "END") {
      keep(*std::move(event), number, read);
      event.reset();
    } else if (event && inner == 0) {
      take(*event, name, value);
    }
  }
  if (event) return refuse(fmt::format("The calendar stops in the middle of event {}.", number));
  if (number == 0) return refuse("The calendar has no event in it.");
  return read;
}

}  // namespace heed::formats::inside
