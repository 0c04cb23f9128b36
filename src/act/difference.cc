#include "act/difference.h"

#include "act/inside/rows.h"
#include "base/text.h"
#include "pages/words.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {
namespace {

using store::Row;
using store::Session;

// Near enough to months for a question about them, and the same in every zone.
constexpr std::int64_t after_ms(int months) { return months * 365 * kDayMs / 12; }
constexpr std::int64_t kAskedForMs = 61 * kDayMs;

struct Answered {
  ActivityId id;
  std::string title;
  TimeMs published;
};

Result<std::vector<Answered>> answered(Session& s, const Scope& scope,
                                       std::optional<ActivityId> only) {
  return s.all(
      "select id, title, published_ms from activity where partnership_id = $1 and state ="
      " 'answered' and published_ms is not null and ($2 or id = $3) order by published_ms, id",
      [](const Row& row) { return Answered{row.id<ActivityId>(0), row.text(1), row.time(2)}; },
      scope.partnership(), !only.has_value(), only.value_or(ActivityId{}));
}

// What the letter says, in words that its language may have.
TellingWords words_in(const pages::Words& words, const Asking& asking) {
  return {std::string(words.language()), std::string(tr(words, "Did it make a difference?")),
          tr(words,
             "{months} months ago we answered “{title}”.\n\nDid what was done make a difference to "
             "you? It takes a minute to say, and what everybody said is published.",
             {{"months", std::to_string(asking.months)}, {"title", asking.title}})};
}

}  // namespace

std::string_view to_text(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::partly:
      return "partly";
    case Answer::no:
      return "no";
    case Answer::cannot_say:
      return "cannot_say";
  }
  return {};
}

std::optional<Answer> answer(std::string_view text) {
  for (const Answer one : kAnswers)
    if (to_text(one) == text) return one;
  return std::nullopt;
}

NewTelling letter_asking(const Asking& asking) {
  NewTelling letter{.activity = asking.activity,
                    .kind = TellingKind::difference,
                    .occasion = fmt::format("difference:{}", asking.months),
                    .path = "/difference/" + asking.activity.text(),
                    .words = {words_in(pages::Words::english(), asking)}};
  for (const std::string_view code : pages::Words::languages()) {
    if (code == "en") continue;
    TellingWords other = words_in(pages::Words::for_language(code), asking);
    // Not translated yet: English says it to them already.
    if (other.subject != letter.words[0].subject) letter.words.push_back(std::move(other));
  }
  return letter;
}

std::array<TimeMs, kMonths.size()> asked_on(TimeMs published) {
  std::array<TimeMs, kMonths.size()> days;
  std::ranges::transform(kMonths, days.begin(),
                         [&](int months) { return published + after_ms(months); });
  return days;
}

Result<std::vector<Asking>> Difference::due(const Scope& scope) {
  const TimeMs now = clock_.now();
  return main_.read([&](Session& s) -> Result<std::vector<Asking>> {
    std::vector<Asking> all;
    for (const Answered& one : TRY(answered(s, scope, std::nullopt))) {
      for (const int months : kMonths) {
        const TimeMs from = one.published + after_ms(months);
        if (from <= now && now < from + kAskedForMs) all.push_back({one.id, one.title, months});
      }
    }
    return all;
  });
}

Result<std::optional<Asking>> Difference::asking(const Scope& scope, ActivityId activity) {
  const TimeMs now = clock_.now();
  return main_.read([&](Session& s) -> Result<std::optional<Asking>> {
    std::optional<Asking> latest;
    for (const Answered& one : TRY(answered(s, scope, activity)))
      for (const int months : kMonths)
        if (one.published + after_ms(months) <= now) latest = Asking{one.id, one.title, months};
    return latest;
  });
}

Result<> Difference::say(const Scope& scope, const DifferenceSaid& said) {
  const std::string words = TRY(bounded_text(trimmed(said.words), limits::kShortTextChars));
  const auto now_asked = TRY(asking(scope, said.activity));
  if (!now_asked) return refuse("We do not ask this yet.", ErrorKind::closed);
  const auto id = random_.id<Id<DifferenceSaid>>();
  return main_.write([&](Session& s) -> Result<> {
    TRY(
        s.exec("insert into difference (partnership_id, id, activity_id, months, answer, words,"
               " day_ms) values ($1, $2, $3, $4, $5, $6, $7)",
               scope.partnership(), id, said.activity, now_asked->months, to_text(said.answer),
               words, inside::day_of(clock_.now())));
    return Done{};
  });
}

Result<std::vector<Said>> Difference::said(const Scope& scope, ActivityId activity) {
  return main_.read([&](Session& s) -> Result<std::vector<Said>> {
    std::vector<Said> all;
    for (const int months : kMonths) {
      std::vector<std::int64_t> counts(kAnswers.size(), 0);
      std::int64_t people = 0;
      TRY(s.each(
          "select answer, count(*) from difference where partnership_id = $1 and activity_id"
          " = $2 and months = $3 group by answer",
          [&](const Row& row) {
            const auto known = answer(row.text(0));
            if (!known) return;
            counts[static_cast<std::size_t>(*known)] = row.integer(1);
            people += row.integer(1);
          },
          scope.partnership(), activity, months));
      if (people > 0)
        all.push_back({months, disclosure::disclose(disclosure::Table::list(
                                   {"Yes", "Partly", "No", "Cannot say"}, std::move(counts)))});
    }
    return all;
  });
}

Result<std::vector<std::string>> Difference::words(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](Session& s) {
    return s.all(
        "select words from difference where partnership_id = $1 and activity_id = $2 and"
        " words <> '' order by day_ms desc, id",
        [](const Row& row) { return row.text(0); }, scope.partnership(), activity);
  });
}

}  // namespace heed::act
