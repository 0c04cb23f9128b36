#include "act/learning.h"

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::act {
namespace {

using store::Row;
using store::Session;

Result<NewLearning> checked(const NewLearning& typed) {
  NewLearning good{.words = TRY(bounded_text(trimmed(typed.words), limits::kLongTextChars)),
                   .evidence = TRY(bounded_text(trimmed(typed.evidence), limits::kLongTextChars)),
                   .elsewhere = TRY(bounded_text(trimmed(typed.elsewhere), limits::kLongTextChars)),
                   .topics = TRY(bounded_text(trimmed(typed.topics), limits::kTitleChars))};
  if (good.words.empty()) return refuse("Say what was learnt.");
  return good;
}

Result<std::vector<Learnt>> read(Session& s, const Scope& scope) {
  return s.all(
      "select learning.id, learning.activity_id, activity.title, words, evidence, elsewhere, "
      "learning.topics, learning.version, person_name, written_ms, learning.published_ms from "
      "learning join activity on activity.partnership_id = learning.partnership_id and activity.id "
      "= learning.activity_id where learning.partnership_id = $1 and ($2 or learning.published_ms "
      "is not null) order by coalesce(learning.published_ms, written_ms) desc, learning.id",
      [](const Row& row) {
        Learnt one{.id = row.id<LearningId>(0),
                   .activity = row.id<ActivityId>(1),
                   .title = row.text(2),
                   .details = {row.text(3), row.text(4), row.text(5), row.text(6)},
                   .version = row.integer(7),
                   .by = row.text(8),
                   .written = row.time(9)};
        if (!row.null(10)) one.published = row.time(10);
        return one;
      },
      scope.partnership(), scope.may(Capability::read_findings));
}

std::vector<std::string> asked_for(std::string_view words) {
  std::vector<std::string> all;
  std::string one;
  for (const char c : lowered(words) + " ") {
    if (c != ' ' && c != '\t' && c != ',') {
      one += c;
    } else if (!one.empty()) {
      all.push_back(std::move(one));
      one.clear();
    }
  }
  return all;
}

constexpr std::string_view kLearningMeanwhile =
    "Somebody changed this meanwhile. Look at it again.";

}  // namespace

Result<LearningId> Learning::add(const Scope& scope, ActivityId activity, const NewLearning& typed,
                                 std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  const NewLearning good = TRY(checked(typed));
  const auto id = random_.id<LearningId>();
  TRY(main_.write([&](Session& s) -> Result<> {
    TRY(s.exec(
        "insert into learning (partnership_id, id, activity_id, words, evidence, elsewhere, "
        "topics, version, person_id, person_name, written_ms) values ($1, $2, $3, $4, $5, $6, $7, "
        "1, $8, $9, $10)",
        scope.partnership(), id, activity, good.words, good.evidence, good.elsewhere, good.topics,
        scope.person(), author, clock_.now()));
    return Done{};
  }));
  return id;
}

Result<> Learning::change(const Scope& scope, LearningId id, std::int64_t seen_version,
                          const NewLearning& typed, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  const NewLearning good = TRY(checked(typed));
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update learning set words = $4, evidence = $5, elsewhere = $6, topics = $7, person_id = "
        "$8, person_name = $9, written_ms = $10, version = version + 1 where partnership_id = $1 "
        "and id = $2 and version = $3 and published_ms is null",
        scope.partnership(), id, seen_version, good.words, good.evidence, good.elsewhere,
        good.topics, scope.person(), author, clock_.now()));
    if (changed == 0) return refuse(std::string(kLearningMeanwhile), ErrorKind::conflict);
    return Done{};
  });
}

Result<> Learning::publish(const Scope& scope, LearningId id, std::int64_t seen_version) {
  if (!scope.may(Capability::publish)) return fail(ErrorKind::denied, "publish");
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t bare = TRY(s.integer(
        "select count(*) from learning where partnership_id = $1 and id = $2 and (evidence = '' or "
        "elsewhere = '')",
        scope.partnership(), id));
    if (bare > 0)
      return refuse("Say what shows it and where else it might apply before others read it.");
    const std::int64_t changed = TRY(s.exec(
        "update learning set published_ms = $4, version = version + 1 where partnership_id = $1 "
        "and id = $2 and version = $3 and published_ms is null",
        scope.partnership(), id, seen_version, clock_.now()));
    if (changed == 0) return refuse(std::string(kLearningMeanwhile), ErrorKind::conflict);
    return Done{};
  });
}

Result<std::vector<Learnt>> Learning::search(const Scope& scope, std::string_view words) {
  auto all = TRY(main_.read([&](Session& s) { return read(s, scope); }));
  const std::vector<std::string> wanted = asked_for(words);
  std::erase_if(all, [&](const Learnt& each) {
    const std::string in =
        lowered(each.details.words + "\n" + each.details.evidence + "\n" + each.details.elsewhere +
                "\n" + each.details.topics + "\n" + each.title);
    for (const std::string& word : wanted)
      if (!in.contains(word)) return true;
    return false;
  });
  return all;
}

Result<std::vector<Learnt>> Learning::of(const Scope& scope, ActivityId activity) {
  auto all = TRY(main_.read([&](Session& s) { return read(s, scope); }));
  std::erase_if(all, [&](const Learnt& each) { return each.activity != activity; });
  return all;
}

}  // namespace heed::act
