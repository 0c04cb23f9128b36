// Judging a proposal for change, and settling what a judgement suggests.
#include "base/limits.h"
#include "base/text.h"
#include "plan/inside/change_rows.h"
#include "plan/inside/judgement_json.h"
#include "plan/service_changes.h"
#include "platform/clock.h"
#include "store/database.h"

namespace heed::plan {
namespace {

using store::Row;
using store::Session;

std::string_view stored_about(About about) {
  return about == About::duty ? "duty" : "significance";
}

// The newest number of what it is about, and of this holder.
struct Numbers {
  std::int64_t newest = 0, of_holder = 0;
};
Result<Numbers> numbers_of(Session& s, const Scope& scope, ServiceChangeId id, About about,
                           std::string_view holder) {
  return s.one(
      "select coalesce(max(number), 0), coalesce(max(case when holder = $4 then number end), 0) "
      "from change_judgement where partnership_id = $1 and service_change_id = $2 and about = $3",
      [](const Row& row) { return Numbers{row.integer(0), row.integer(1)}; }, scope.partnership(),
      id, stored_about(about), holder);
}

}  // namespace

struct ServiceChanges::NewJudgement {
  About about;
  std::string holder;
  std::string content;
  bool suggested;
};

Result<std::int64_t> ServiceChanges::keep_judgement(const Scope& scope, ServiceChangeId id,
                                                    std::int64_t seen,
                                                    const NewJudgement& judgement,
                                                    std::string_view author) {
  return main_.write([&](Session& s) -> Result<std::int64_t> {
    TRY(inside::goes_on(s, scope.partnership(), id));
    const Numbers numbers = TRY(numbers_of(s, scope, id, judgement.about, judgement.holder));
    if (numbers.of_holder != seen)
      return refuse(
          "Somebody judged this meanwhile. Look at their judgement, then save yours again.",
          ErrorKind::conflict);
    const std::int64_t version = TRY(
        s.integer("select max(number) from service_change_version where partnership_id = $1 and "
                  "service_change_id = $2",
                  scope.partnership(), id));
    TRY(s.exec(
        "insert into change_judgement (partnership_id, service_change_id, about, number, holder, "
        "change_number, content, suggested, person_id, person_name, judged_ms) values ($1, $2, $3, "
        "$4, $5, $6, $7, $8, $9, $10, $11)",
        scope.partnership(), id, stored_about(judgement.about), numbers.newest + 1,
        judgement.holder, version, judgement.content, judgement.suggested, scope.person(), author,
        clock_.now()));
    return numbers.newest + 1;
  });
}

Result<std::int64_t> ServiceChanges::judge_significance(const Scope& scope, ServiceChangeId id,
                                                        std::int64_t seen,
                                                        const std::vector<DomainJudged>& judged,
                                                        std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  if (const auto wrong = wrong_with(judged); !wrong.empty()) return refuse(wrong.front().said);
  const Suggestion suggests = suggested(judged);
  return keep_judgement(scope, id, seen,
                        {.about = About::significance,
                         .holder = "",
                         .content = inside::written_significance(judged, suggests.because),
                         .suggested = suggests.yes},
                        author);
}

Result<std::int64_t> ServiceChanges::judge_duty(const Scope& scope, ServiceChangeId id,
                                                std::int64_t seen, std::string_view holder,
                                                const InvolvementJudged& judged,
                                                std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string body = TRY(bounded_text(trimmed(holder), limits::kTitleChars));
  if (body.empty()) return refuse("Say whose duty it is.");
  if (const auto wrong = wrong_with(judged); !wrong.empty()) return refuse(wrong.front().said);
  const Suggestion suggests = suggested(judged);
  return keep_judgement(scope, id, seen,
                        {.about = About::duty,
                         .holder = body,
                         .content = inside::written_involvement(judged, suggests.because),
                         .suggested = suggests.yes},
                        author);
}

Result<> ServiceChanges::settle(const Scope& scope, ServiceChangeId id, About about,
                                std::int64_t number, bool outcome, std::string_view why,
                                std::string_view author) {
  if (!scope.may(Capability::plan)) return fail(ErrorKind::denied, "plan");
  const std::string reason = TRY(bounded_text(trimmed(why), limits::kLongTextChars));
  struct Stored {
    std::string holder;
    bool suggested = false, settled = false;
  };
  return main_.write([&](Session& s) -> Result<> {
    TRY(inside::goes_on(s, scope.partnership(), id));
    const Stored stored = TRY(s.one(
        "select holder, suggested, outcome from change_judgement where partnership_id = $1 and "
        "service_change_id = $2 and about = $3 and number = $4",
        [](const Row& row) { return Stored{row.text(0), row.truth(1), !row.null(2)}; },
        scope.partnership(), id, stored_about(about), number));
    if (stored.settled)
      return refuse("Somebody has settled this already. Judge it again if it does not hold.",
                    ErrorKind::conflict);
    if (TRY(numbers_of(s, scope, id, about, stored.holder)).of_holder != number)
      return refuse("There is a newer judgement. Look at that one.", ErrorKind::conflict);
    if (outcome != stored.suggested && reason.empty())
      return refuse("Say why you depart from what is suggested.");
    TRY(s.exec(
        "update change_judgement set outcome = $5, outcome_why = $6, outcome_person_id = $7, "
        "outcome_by = $8, outcome_ms = $9 where partnership_id = $1 and service_change_id = $2 and "
        "about = $3 and number = $4 and outcome is null",
        scope.partnership(), id, stored_about(about), number, outcome, reason, scope.person(),
        author, clock_.now()));
    return Done{};
  });
}

}  // namespace heed::plan
