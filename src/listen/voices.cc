#include "listen/voices.h"

#include "base/text.h"
#include "store/database.h"

namespace heed::listen {
namespace {

// "= true": SQLite takes voice_by_activity's order only when it is told the value.
constexpr std::string_view kVoice =
    "select v.id, v.response_id, v.question, v.words, r.channel, r.grouping, r.said_ms, "
    "v.may_quote, v.sort "
    "from voice v join response r on r.partnership_id = v.partnership_id and r.id = v.response_id "
    "where v.partnership_id = $1 and v.activity_id = $2 and v.visible = true ";

Voice read_voice(const store::Row& row) {
  return {row.id<VoiceId>(0),
          row.id<ResponseId>(1),
          row.text(2),
          row.text(3),
          row.text(4),
          row.text(5),
          row.null(6) ? std::nullopt : std::optional<TimeMs>(row.time(6)),
          row.truth(7),
          sort_named(row.text(8))};
}

using Tally = std::vector<std::pair<std::string, std::int64_t>>;

Result<Tally> tally(store::Session& s, const Scope& scope, ActivityId activity,
                    std::string_view column) {
  return s.all(
      fmt::format("select {0}, count(*) from response where partnership_id = $1 and "
                  "activity_id = $2 and visible and state = 'counted' group by {0} order "
                  "by count(*) desc, {0}",
                  column),
      [](const store::Row& row) { return std::pair(row.text(0), row.integer(1)); },
      scope.partnership(), activity);
}

}  // namespace

Result<VoicePage> Voices::page(const Scope& scope, ActivityId activity, std::int64_t first,
                               std::int64_t count, std::string_view containing,
                               std::optional<Sort> sort) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  const std::string wanted = lowered(trimmed(containing));
  std::string escaped = "%";
  for (const char c : wanted) {
    if (c == '%' || c == '_' || c == '\\') escaped += '\\';
    escaped += c;
  }
  escaped += '%';
  return main_.read([&](store::Session& s) -> Result<VoicePage> {
    VoicePage page;
    const std::string of_sort = sort ? fmt::format("and v.sort = '{}' ", name_of(*sort)) : "";
    const std::string filter =
        of_sort + (wanted.empty() ? "" : "and lower(v.words) like $3 escape '\\' ");
    const std::string counting = fmt::format(
        "select count(*) from voice v where v.partnership_id = $1 and v.activity_id = $2 and "
        "v.visible = true {}",
        filter);
    if (wanted.empty()) {
      page.total = TRY(s.integer(counting, scope.partnership(), activity));
      page.voices =
          TRY(s.all(fmt::format("{} {} order by v.number, v.id limit $3 offset $4", kVoice, filter),
                    read_voice, scope.partnership(), activity, count, first));
    } else {
      page.total = TRY(s.integer(counting, scope.partnership(), activity, escaped));
      page.voices =
          TRY(s.all(fmt::format("{} {} order by v.number, v.id limit $4 offset $5", kVoice, filter),
                    read_voice, scope.partnership(), activity, escaped, count, first));
    }
    return page;
  });
}

Result<std::vector<Voice>> Voices::all(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("{} order by v.number, v.id", kVoice), read_voice, scope.partnership(),
                 activity);
  });
}

Result<Counts> Voices::counts(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) -> Result<Counts> {
    Counts counts;
    TRY(s.each(
        "select state, count(*) from response where partnership_id = $1 and activity_id = $2 "
        "and visible group by state",
        [&](const store::Row& row) {
          const std::string state = row.text(0);
          const std::int64_t n = row.integer(1);
          counts.received += n;
          if (state == "counted") counts.counted = n;
          if (state == "quarantined") counts.quarantined = n;
          if (state == "withdrawn") counts.withdrawn = n;
          if (state == "late") counts.late = n;
        },
        scope.partnership(), activity));
    // An identity, not a hope: a state that this code does not know is a broken promise.
    CHECK(counts.received == counts.counted + counts.quarantined + counts.withdrawn + counts.late);
    counts.voices =
        TRY(s.integer("select count(*) from voice where partnership_id = $1 and "
                      "activity_id = $2 and visible = true",
                      scope.partnership(), activity));
    counts.by_channel = TRY(tally(s, scope, activity, "channel"));
    counts.by_grouping = TRY(tally(s, scope, activity, "grouping"));
    return counts;
  });
}

}  // namespace heed::listen
