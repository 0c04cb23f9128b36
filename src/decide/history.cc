// Findings: every version of an answer, who wrote and who signed it, and where the record holds it.
#include "decide/findings.h"
#include "store/database.h"

namespace heed::decide {
namespace {

std::optional<std::uint64_t> index_in(const store::Row& row, int column) {
  if (row.null(column)) return std::nullopt;
  return static_cast<std::uint64_t>(row.integer(column));
}

}  // namespace

Result<std::vector<AnswerVersion>> Findings::history(const Scope& scope, ActivityId activity,
                                                     FindingId finding) {
  if (!scope.may(Capability::read_findings)) return fail(ErrorKind::denied, "read_findings");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select c.version, c.effect, c.what, c.because, c.owner, c.progress, c.evidence, "
        "c.person_name, c.written_ms, c.log_index, s.person_name, s.log_index from consideration c "
        "join finding f on f.partnership_id = c.partnership_id and f.id = c.finding_id left join "
        "sign_off s on s.partnership_id = c.partnership_id and s.finding_id = c.finding_id and "
        "s.version = c.version where c.partnership_id = $1 and f.activity_id = $2 and c.finding_id "
        "= $3 order by c.version desc",
        [](const store::Row& row) {
          return AnswerVersion{
              .version = row.integer(0),
              .response = {.effect = effect_named(row.text(1)).value_or(Effect::changed),
                           .what = row.text(2),
                           .because = row.text(3),
                           .owner = row.text(4),
                           .progress = row.text(5),
                           .evidence = row.text(6)},
              .person = row.text(7),
              .signed_by = row.text(10),
              .written = row.time(8),
              .log_index = index_in(row, 9),
              .signed_index = index_in(row, 11)};
        },
        scope.partnership(), activity, finding);
  });
}

}  // namespace heed::decide
