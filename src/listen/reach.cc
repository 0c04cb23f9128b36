#include "listen/reach.h"

#include <algorithm>
#include <map>

#include "base/time.h"
#include "listen/arrival.h"
#include "listen/inside/export_asked.h"
#include "listen/inside/reach_counts.h"
#include "platform/clock.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using disclosure::Table;
using Of = ReachPart::Of;

// Below this a missing group says nothing (domain: codes C12).
constexpr std::int64_t kAnsweredMin = 30;
constexpr std::int64_t kDaysShown = 35;  // Then by week.

// The number as everybody may know it; nothing where it is hidden.
std::optional<std::int64_t> shown_of(const disclosure::Cell& cell) {
  const auto* const shown = std::get_if<disclosure::Shown>(&cell);
  return shown == nullptr ? std::nullopt : std::optional(shown->value);
}

// Worked out from disclosed numbers alone, so that it cannot say more than they do. The share is of
// those who said: neither who left it out nor who prefers not to say has another share.
std::optional<BesidePopulation> beside(const disclosure::Disclosed& shown,
                                       const std::vector<std::string>& codes,
                                       const std::optional<Profile>& profile) {
  constexpr std::int64_t kSaidMin = 20;  // As disclosure's own percentages.
  constexpr double kLess = 0.8;
  if (!profile || shown.withheld()) return std::nullopt;
  auto said = shown_of(shown.total());
  for (std::size_t r = 0; r < shown.rows().size() && said; ++r) {
    const bool unsaid = shown.rows()[r] == inside::kNotAnswered ||
                        (r < codes.size() && codes[r] == "prefer-not-to-say");
    if (!unsaid) continue;
    const auto count = shown_of(shown.cell(r));
    said = count ? std::optional(*said - *count) : std::nullopt;
  }
  BesidePopulation made{profile->area, profile->source, profile->as_of, {}};
  for (std::size_t r = 0; r < codes.size() && r < shown.rows().size(); ++r) {
    const auto share = profile->shares.find(codes[r]);
    if (share == profile->shares.end()) continue;
    Beside row{.row = shown.rows()[r], .heard = {}, .population = share->second * 100};
    const auto count = shown_of(shown.cell(r));
    if (count && said && *said >= kSaidMin)
      row.heard =
          static_cast<int>(std::clamp<std::int64_t>((*count * 100 + *said / 2) / *said, 0, 100));
    row.less = row.heard && row.population >= 1 && *row.heard < kLess * row.population;
    made.rows.push_back(std::move(row));
  }
  return made.rows.empty() ? std::nullopt : std::optional(std::move(made));
}

// The codes of a table's rows, in their order (tally.cc makes it so).
std::vector<std::string> codes_of(const questions::Question& question, std::size_t table,
                                  const inside::Tally& tally, std::string_view language) {
  std::vector<std::string> codes;
  const questions::Counting counting =
      questions::asker_of(question).countings(question, language)[table];
  for (const auto& line : counting.lines) codes.push_back(line.code);
  if (!counting.any_of.empty())
    for (const auto& [pick, count] : tally.picks)
      if (pick.first == counting.any_of && !pick.second.empty()) codes.push_back(pick.second);
  return codes;
}

// What a question says of who answers; channel: nothing, it is what was said.
Of of_question(const questions::Question& question) {
  return questions::asker_of(question).kept_apart     ? Of::about
         : question.kind == questions::Kind::postcode ? Of::area
         : question.kind == questions::Kind::capacity ? Of::capacity
                                                      : Of::channel;
}

struct Showing {
  store::Session& s;
  PartnershipId partnership;
  bool true_counts;
  std::string area;  // That the activity is about; empty is everywhere.
  const inside::ReachCounts& counts;
  std::vector<ReachPart> parts = {};

  void add(Of of, std::string heading, const Table& table, std::int64_t answered, bool several) {
    if (table.rows.size() < 2 && of != Of::channel) return;
    ReachPart part{.of = of,
                   .heading = std::move(heading),
                   .several = several,
                   .shown = disclosure::disclose(table)};
    if (of != Of::time && answered >= kAnsweredMin)
      for (std::size_t r = 0; r < part.shown.rows().size(); ++r) {
        const std::string& label = part.shown.rows()[r];
        if (label == inside::kNotAnswered || label.empty()) continue;
        const auto* const shown = std::get_if<disclosure::Shown>(&part.shown.cell(r));
        if (shown == nullptr)
          part.few.push_back(label);
        else if (shown->value == 0)
          part.nobody.push_back(label);
      }
    if (true_counts && of != Of::about) {
      part.counts = table;
      part.answered = answered;
    }
    parts.push_back(std::move(part));
  }

  void by(Of of, const inside::ReachCounts::Named& named_counts) {
    Table table{.columns = {""}, .people = std::nullopt};
    std::int64_t named = 0;
    for (const auto& [name, count] : named_counts) {
      table.rows.push_back(of == Of::channel ? channel_said(name) : name);
      table.counts.push_back(count);
      if (!name.empty()) named += count;
    }
    if (named > 0) add(of, "", table, named, false);
  }

  // By day of the partnership's zone, or by the Monday that a week begins with; days between
  // without anybody stand as 0.
  Result<> by_time(std::string_view zone) {
    std::map<std::string, std::int64_t> days;
    for (const auto& [hour, count] : counts.hours) days[iso_date({hour * kHourMs}, zone)] += count;
    if (days.empty()) return Done{};
    const TimeMs first = TRY(read_date(days.begin()->first, "UTC"));
    const TimeMs last = TRY(read_date(days.rbegin()->first, "UTC"));
    const bool weekly = (last.ms - first.ms) / kDayMs >= kDaysShown;
    // 1 January 1970 was a Thursday.
    const auto start_of = [&](TimeMs day) {
      const std::int64_t since = weekly ? (day.ms / kDayMs + 3) % 7 : 0;
      return iso_date({day.ms - since * kDayMs}, "UTC");
    };
    std::map<std::string, std::int64_t> bars;
    for (std::int64_t day = first.ms; day <= last.ms; day += kDayMs) {
      const auto found = days.find(iso_date({day}, "UTC"));
      bars[start_of({day})] += found == days.end() ? 0 : found->second;
    }
    Table table{.columns = {""}, .people = std::nullopt};
    for (const auto& [day, count] : bars) {
      table.rows.push_back(day);
      table.counts.push_back(count);
    }
    add(Of::time, weekly ? "week" : "day", table, 0, false);
    return Done{};
  }

  Result<std::vector<std::string>> areas() {
    return s.all(
        "select distinct area from area_postcode where partnership_id = $1 order by area",
        [](const store::Row& row) { return row.text(0); }, partnership);
  }

  Result<> by_question(const questions::Question& question, std::string_view language) {
    const Of of = of_question(question);
    const bool is_area = of == Of::area;
    const auto counted = counts.questions.find(question.id);
    inside::Tally tally = counted == counts.questions.end() ? inside::Tally() : counted->second;
    if (is_area)
      for (const std::string& each : TRY(areas())) tally.picks.try_emplace({"area", each}, 0);
    const auto profile = is_area ? TRY(Population::of_areas(s, partnership))
                         : of == Of::about
                             ? TRY(Population::of(s, partnership, area, question.code_list))
                             : std::nullopt;
    auto tables = inside::tables_of(question, tally, counts.all, language);
    for (std::size_t n = 0; n < tables.size(); ++n) {
      const std::size_t before = parts.size();
      add(of, tables[n].heading, tables[n].table, tables[n].answered, tables[n].several);
      if (parts.size() > before)
        parts.back().beside =
            beside(parts.back().shown, codes_of(question, n, tally, language), profile);
    }
    return Done{};
  }
};

}  // namespace

// As the public is told them: counted once, and again only when staff changed what is counted.
Result<inside::ReachCounts> Reach::kept_counts(PartnershipId partnership, ActivityId activity,
                                               const std::vector<questions::Question>& asked) {
  const auto kept = [&](store::Session& s) -> Result<std::optional<inside::ReachCounts>> {
    const std::string basis = TRY(inside::basis_of(s, partnership, activity));
    const auto content = TRY(s.all(
        "select content from reach_kept where partnership_id = $1 and activity_id = $2 and basis = "
        "$3",
        [](const store::Row& row) { return row.text(0); }, partnership, activity, basis));
    if (content.empty()) return std::optional<inside::ReachCounts>();
    return std::optional(TRY(inside::read_counts(content.front())));
  };
  if (auto found = TRY(main_.read(kept))) return *std::move(found);
  return main_.write([&](store::Session& s) -> Result<inside::ReachCounts> {
    // Somebody else may have come first: everybody is told what that one was.
    if (auto found = TRY(kept(s))) return *std::move(found);
    inside::ReachCounts counts = TRY(inside::count_reach(s, partnership, activity, asked));
    TRY(s.exec(
        "insert into reach_kept (partnership_id, activity_id, basis, content, counted_ms) values "
        "($1, $2, $3, $4, $5) on conflict (partnership_id, activity_id) do update set basis = $3, "
        "content = $4, counted_ms = $5",
        partnership, activity, TRY(inside::basis_of(s, partnership, activity)),
        inside::write_counts(counts), clock_.now()));
    return counts;
  });
}

Result<Reached> Reach::reached(const Scope& scope, ActivityId activity, std::string_view zone,
                               std::string_view language) {
  const PartnershipId partnership = scope.partnership();
  const auto asked = TRY(inside::ExportAsked::read(main_, partnership, activity));
  std::vector<questions::Question> who;
  for (const auto* questions : {&asked.questions(), &asked.about()})
    for (const questions::Question& question : *questions)
      if (of_question(question) != Of::channel) who.push_back(question);
  const auto [state, area] = TRY(main_.read([&](store::Session& s) {
    return s.one(
        "select state, area from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); }, partnership,
        activity);
  }));
  const bool is_staff = scope.may(Capability::read_summary);
  if (!is_staff && state != "closed" && state != "answered")
    return refuse("Numbers are shown once this has closed.", ErrorKind::closed);
  const inside::ReachCounts counts = is_staff ? TRY(main_.read([&](store::Session& s) {
    return inside::count_reach(s, partnership, activity, who);
  }))
                                              : TRY(kept_counts(partnership, activity, who));
  return main_.read([&](store::Session& s) -> Result<Reached> {
    Showing showing{s, partnership, scope.may(Capability::read_text), area, counts};
    showing.by(Of::channel, counts.channels);
    TRY(showing.by_time(zone));
    showing.by(Of::group, counts.groups);
    for (const questions::Question& question : who) TRY(showing.by_question(question, language));
    return Reached{disclosure::disclose_total(counts.all), std::move(showing.parts)};
  });
}

}  // namespace heed::listen
