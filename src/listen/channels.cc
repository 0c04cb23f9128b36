#include "listen/channels.h"

#include "store/database.h"

namespace heed::listen {

Result<std::vector<ChannelLine>> Channels::lines(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select r.channel, count(*), "
        "sum(case when r.state = 'counted' then 1 else 0 end), "
        "sum(case when r.state = 'quarantined' then 1 else 0 end), "
        "sum(case when r.state = 'withdrawn' then 1 else 0 end), "
        "sum(case when r.state = 'late' then 1 else 0 end), "
        "cast(coalesce(sum(a.attended), 0) as bigint) "
        "from response r left join arrival a on a.partnership_id = r.partnership_id and "
        "a.response_id = r.id where r.partnership_id = $1 and r.activity_id = $2 and r.visible "
        "group by r.channel order by count(*) desc, r.channel",
        [](const store::Row& row) {
          ChannelLine line{row.text(0),    row.integer(1), row.integer(2), row.integer(3),
                           row.integer(4), row.integer(5), row.integer(6)};
          // Counted two ways: a state that this code does not know is a broken promise.
          CHECK(line.received == line.counted + line.quarantined + line.withdrawn + line.late);
          return line;
        },
        scope.partnership(), activity);
  });
}

Result<LateRule> Channels::late_rule(const Scope& scope, ActivityId activity) {
  return main_.read([&](store::Session& s) {
    return s.one(
        "select late_rule from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) {
          return row.text(0) == "posted" ? LateRule::posted : LateRule::received;
        },
        scope.partnership(), activity);
  });
}

Result<> Channels::set_late_rule(const Scope& scope, ActivityId activity, LateRule rule) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec("update activity set late_rule = $3 where partnership_id = $1 and id = $2",
               scope.partnership(), activity, rule == LateRule::posted ? "posted" : "received"));
    return Done{};
  });
}

}  // namespace heed::listen
