#include "decide/recommendations.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::decide {
namespace {

using store::Row;
using store::Session;

Result<NewRecommendation> checked(const NewRecommendation& typed) {
  NewRecommendation good = typed;
  good.words = TRY(bounded_text(trimmed(typed.words), limits::kLongTextChars));
  if (good.words.empty()) return refuse("Say what is recommended.");
  if (good.in_favour.empty() && good.against.empty())
    return refuse("Choose at least one finding that speaks for it or against it.");
  for (const FindingId finding : good.in_favour)
    if (std::ranges::find(good.against, finding) != good.against.end())
      return refuse("A finding speaks for it or against it. Choose one of the two for each.");
  return good;
}

Result<> link_to(Session& s, PartnershipId partnership, ActivityId activity, RecommendationId id,
                 const NewRecommendation& wanted) {
  TRY(
      s.exec("delete from recommendation_finding where partnership_id = $1 and recommendation_id = "
             "$2",
             partnership, id));
  for (const auto& [findings, speaks] :
       {std::pair{&wanted.in_favour, "for"}, std::pair{&wanted.against, "against"}})
    for (const FindingId finding : *findings) {
      const std::int64_t there = TRY(s.integer(
          "select count(*) from finding where partnership_id = $1 and activity_id = $2 and id = $3",
          partnership, activity, finding));
      if (there == 0) return refuse("Choose findings of this activity.");
      TRY(s.exec(
          "insert into recommendation_finding (partnership_id, recommendation_id, finding_id, "
          "speaks) values ($1, $2, $3, $4) on conflict (partnership_id, recommendation_id, "
          "finding_id) do nothing",
          partnership, id, finding, speaks));
    }
  return Done{};
}

Result<> may(const Scope& scope) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  return Done{};
}

constexpr std::string_view kMeanwhile = "Somebody changed this meanwhile. Look at it again.";

}  // namespace

Result<RecommendationId> Recommendations::add(const Scope& scope, ActivityId activity,
                                              const NewRecommendation& typed,
                                              std::string_view author) {
  TRY(may(scope));
  const NewRecommendation wanted = TRY(checked(typed));
  const auto id = random_.id<RecommendationId>();
  return main_.write([&](Session& s) -> Result<RecommendationId> {
    TRY(s.exec(
        "insert into recommendation (partnership_id, id, activity_id, words, withdrawn, "
        "version, person_id, person_name, written_ms) values ($1, $2, $3, $4, $5, 1, $6, $7, "
        "$8)",
        scope.partnership(), id, activity, wanted.words, false, scope.person(), author,
        clock_.now()));
    TRY(link_to(s, scope.partnership(), activity, id, wanted));
    return id;
  });
}

Result<> Recommendations::change(const Scope& scope, ActivityId activity, RecommendationId id,
                                 std::int64_t seen_version, const NewRecommendation& typed,
                                 std::string_view author) {
  TRY(may(scope));
  const NewRecommendation wanted = TRY(checked(typed));
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update recommendation set words = $5, person_id = $6, person_name = $7, written_ms = $8, "
        "version = version + 1 where partnership_id = $1 and activity_id = $2 and id = $3 and "
        "version = $4 and not withdrawn",
        scope.partnership(), activity, id, seen_version, wanted.words, scope.person(), author,
        clock_.now()));
    if (changed == 0) return refuse(std::string(kMeanwhile), ErrorKind::conflict);
    return link_to(s, scope.partnership(), activity, id, wanted);
  });
}

Result<> Recommendations::withdraw(const Scope& scope, ActivityId activity, RecommendationId id,
                                   std::int64_t seen_version) {
  TRY(may(scope));
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update recommendation set withdrawn = $5, version = version + 1 where partnership_id = $1 "
        "and activity_id = $2 and id = $3 and version = $4 and not withdrawn",
        scope.partnership(), activity, id, seen_version, true));
    if (changed == 0) return refuse(std::string(kMeanwhile), ErrorKind::conflict);
    return Done{};
  });
}

Result<std::vector<Recommendation>> Recommendations::all(const Scope& scope, ActivityId activity) {
  return main_.read([&](Session& s) -> Result<std::vector<Recommendation>> {
    if (!scope.may(Capability::read_findings)) {
      const std::int64_t in_public = TRY(s.integer(
          "select count(*) from activity where partnership_id = $1 and id = $2 and state = "
          "'answered'",
          scope.partnership(), activity));
      if (in_public == 0) return std::vector<Recommendation>{};
    }
    auto found = TRY(s.all(
        "select id, words, version, person_name, written_ms from recommendation where "
        "partnership_id = $1 and activity_id = $2 and not withdrawn order by written_ms, id",
        [](const Row& row) {
          return Recommendation{.id = row.id<RecommendationId>(0),
                                .details = {.words = row.text(1)},
                                .version = row.integer(2),
                                .by = row.text(3),
                                .written = row.time(4)};
        },
        scope.partnership(), activity));
    for (Recommendation& one : found)
      TRY(s.each(
          "select finding_id, speaks from recommendation_finding where partnership_id = $1 and "
          "recommendation_id = $2 order by finding_id",
          [&](const Row& row) {
            (row.text(1) == "for" ? one.details.in_favour : one.details.against)
                .push_back(row.id<FindingId>(0));
          },
          scope.partnership(), one.id));
    return found;
  });
}

std::string as_hashed(const std::vector<Recommendation>& all) {
  std::string out;
  for (const Recommendation& one : all) {
    out += fmt::format("{}\n{}:{}\n", one.id.text(), one.details.words.size(), one.details.words);
    for (const FindingId finding : one.details.in_favour) out += "for " + finding.text() + "\n";
    for (const FindingId finding : one.details.against) out += "against " + finding.text() + "\n";
  }
  return out;
}

}  // namespace heed::decide
