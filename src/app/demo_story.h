// Story: a year of the demonstration, told through the same doors as anybody's work.
//
//   Story story(house, partnership, spring);
//   story.at(-90);                                    // the clock stands at that day of the story
//   TRY(house.findings.publish(story.as(kPriya), id));
//
// Days count from the day that the evening shuttle began to run, some 3 March.
// Threads: one.
// Does not: write to a store itself.
#pragma once

#include <functional>
#include <future>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/house.h"

namespace heed::app {

// Whom every page of the demonstration names.
inline constexpr const char* kContact = "Ring 01632 960 170, or write to Freepost FENMERE LISTENS.";

struct Somebody {
  const char* name;
  const char* email;
  const char* is;  // For the list of sign-ins.
  std::vector<partners::Role> roles;
};

// Whom the chapters name. The last of the cast is added last: with them, the story is whole.
inline constexpr const char* kPriya = "Priya Shah";
inline constexpr const char* kTom = "Tom Hale";
inline constexpr const char* kAmina = "Amina Yusuf";
inline constexpr const char* kJo = "Jo Archer";
inline constexpr const char* kOsei = "Dr Osei";
inline constexpr const char* kSue = "Sue Blake";
const std::vector<Somebody>& cast();

// A file of demo/, without its heading.
Result<std::vector<std::vector<std::string>>> demo_rows(std::string_view name);

class Story {
 public:
  // Requires: the house's clock shows the real time.
  Story(House& told_in, const partners::Partnership& partnership, TimeMs began)
      : house(told_in), partnership_(partnership), began_(began), now_(told_in.clock.now()) {}

  // Adds them with their password, so that they act as themselves from then on.
  Result<> add(const Somebody& somebody, std::string_view password);
  Scope as(std::string_view name) const;
  Scope anyone() const { return Scope::for_public(partnership_.id); }
  Scope heed_itself() const { return Scope::for_operator(partnership_.id); }
  const std::string& zone() const { return partnership_.zone; }

  TimeMs now() const { return now_; }  // The real time, when the story is told.
  TimeMs day(double days, int hour = 10) const;
  // The clock stands there from now on.
  void at(double days, int hour = 10) { house.clock.tell(day(days, hour)); }
  void at(TimeMs when) { house.clock.tell(when); }

  // Sends one answer as the public form does. With `key`, it can be found again (Intake::receipt).
  Result<> answer(ActivityId activity, const questions::Answers& answers,
                  std::optional<PressKey> key = std::nullopt);
  // Waits until everything sent is kept.
  Result<> all_kept();
  // A spreadsheet with these columns, brought in by Priya.
  Result<> bring_in(ActivityId activity, std::string_view file, std::string_view question,
                    const std::vector<listen::Role>& roles,
                    const std::vector<std::vector<std::string>>& rows);
  // Whoever asked is told of what has happened, and the letters are printed.
  Result<> tell();

  House& house;
  std::string board, duty;  // The board by name, and the id of its duty; once it is registered.

 private:
  partners::Partnership partnership_;
  TimeMs began_, now_;
  std::map<std::string, Scope, std::less<>> people_;
  std::vector<std::future<Result<>>> waiting_;
};

// The chapters.
Result<> register_duties(Story& story);
Result<> propose_stroke_beds(Story& story, ActivityId activity);
Result<> tell_stroke_beds(Story& story);
Result<> tell_leg_ulcers(Story& story);       // What was heard in March, and Tom's draft.
Result<> tell_gp_appointments(Story& story);  // With the postcards; being read.
Result<> tell_working_together(Story& story);
Result<> tell_young_people(Story& story);
Result<> tell_contacts(Story& story);

// Marie's answer about the stroke beds, to follow by its reference.
PressKey maries_answer();

}  // namespace heed::app
