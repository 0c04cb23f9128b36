#include "act/evaluations.h"

#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "decide/stated.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "store/database.h"

namespace heed::act {
namespace {

namespace json = boost::json;
using store::Row;
using store::Session;

struct KnownJudged {
  Judged judged;
  std::string_view name, words;
};
constexpr std::array<KnownJudged, 4> kKnownJudged = {
    {{Judged::met, "met", "Yes"},
     {Judged::partly, "partly", "In part"},
     {Judged::not_met, "not_met", "No"},
     {Judged::too_early, "too_early", "Too early to say"}}};

const KnownJudged& known(Judged judged) {
  return *std::ranges::find(kKnownJudged, judged, &KnownJudged::judged);
}

// Each aim and concern once, with what it rests on; in the order of the decision.
Result<NewEvaluation> checked(const decide::Decision& decision, const NewEvaluation& typed) {
  NewEvaluation good{.judgements = to_judge(decision),
                     .words = TRY(bounded_text(trimmed(typed.words), limits::kLongTextChars))};
  for (Judgement& each : good.judgements) {
    const auto said = std::ranges::find_if(typed.judgements, [&](const Judgement& one) {
      return one.finding == each.finding && (!one.finding.is_null() || one.name == each.name);
    });
    if (said == typed.judgements.end())
      return refuse(fmt::format("Say of “{}” how it stands.", each.name));
    each.judged = said->judged;
    each.evidence = TRY(bounded_text(trimmed(said->evidence), limits::kLongTextChars));
    if (each.evidence.empty() && each.judged != Judged::too_early)
      return refuse(fmt::format("Say what shows it, for “{}”.", each.name));
  }
  return good;
}

std::string written(const NewEvaluation& evaluation) {
  json::array judgements;
  for (const Judgement& each : evaluation.judgements)
    judgements.push_back(
        json::object{{"finding", each.finding.is_null() ? std::string() : each.finding.text()},
                     {"name", each.name},
                     {"judged", name_of(each.judged)},
                     {"evidence", each.evidence}});
  return json::serialize(
      json::object{{"judgements", std::move(judgements)}, {"words", evaluation.words}});
}

NewEvaluation read_content(std::string_view stored) {
  const auto text = [](const json::object& in, std::string_view key) {
    return std::string(in.at(key).as_string());
  };
  NewEvaluation out;
  try {
    const json::value root = json::parse(stored);
    out.words = text(root.as_object(), "words");
    for (const json::value& one : root.as_object().at("judgements").as_array()) {
      const json::object& each = one.as_object();
      out.judgements.push_back(
          {FindingId::parse(text(each, "finding")).value_or(FindingId{}), text(each, "name"),
           judged_named(text(each, "judged")).value_or(Judged::too_early), text(each, "evidence")});
    }
  } catch (const std::exception&) {
    return {};  // Only written() writes it.
  }
  return out;
}

}  // namespace

std::string_view name_of(Judged judged) { return known(judged).name; }
std::string_view words_for(Judged judged) { return known(judged).words; }
std::optional<Judged> judged_named(std::string_view name) {
  for (const KnownJudged& each : kKnownJudged)
    if (each.name == name) return each.judged;
  return std::nullopt;
}

std::vector<Judgement> to_judge(const decide::Decision& decision) {
  std::vector<Judgement> all;
  std::string_view rest = decision.evaluation.aims;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string aim(trimmed(rest.substr(0, end)));
    // The same aim twice is one aim.
    if (!aim.empty() && std::ranges::find(all, aim, &Judgement::name) == all.end())
      all.push_back({.finding = {}, .name = aim});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  for (const decide::HeardBefore& each : decision.heard)
    all.push_back({.finding = each.finding, .name = each.name});
  return all;
}

Result<> Evaluations::keep(const Scope& scope, decide::DecisionId id, std::int64_t seen,
                           const NewEvaluation& typed, std::string_view author) {
  if (!scope.may(Capability::respond)) return fail(ErrorKind::denied, "respond");
  const decide::Decision decision = TRY(governance_.decision(scope, id));
  const NewEvaluation wanted = TRY(checked(decision, typed));
  const std::string content = written(wanted);
  const Hash hash = platform::sha256(content);
  const TimeMs now = clock_.now();
  return main_.write([&](Session& s) -> Result<> {
    const std::int64_t newest = TRY(s.integer(
        "select coalesce(max(number), 0) from evaluation where partnership_id = $1 and decision_id "
        "= $2",
        scope.partnership(), id));
    if (newest != seen)
      return refuse("Somebody wrote an evaluation meanwhile. Look at it, then save yours again.",
                    ErrorKind::conflict);
    const std::int64_t index = TRY(decide::keep_stated(
        record_, s, {record::EntryType::decision, scope.partnership(), decision.activity, now},
        "heed/evaluation/v1",
        {{"decision", id.bytes()},
         {"number", newest + 1},
         {"content", BytesView(hash)},
         {"by", author}}));
    TRY(s.exec(
        "insert into evaluation (partnership_id, decision_id, number, activity_id, content, "
        "log_index, person_id, person_name, written_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, "
        "$9)",
        scope.partnership(), id, newest + 1, decision.activity, content, index, scope.person(),
        author, now));
    return Done{};
  });
}

Result<std::vector<Evaluation>> Evaluations::of(const Scope& scope, decide::DecisionId decision) {
  return main_.read([&](Session& s) {
    return s.all(
        "select number, content, person_name, written_ms, log_index from evaluation where "
        "partnership_id = $1 and decision_id = $2 order by number desc",
        [](const Row& row) {
          return Evaluation{row.integer(0), read_content(row.text(1)), row.text(2), row.time(3),
                            static_cast<std::uint64_t>(row.integer(4))};
        },
        scope.partnership(), decision);
  });
}

Result<std::vector<EvaluationDue>> Evaluations::due(const Scope& scope) {
  if (!scope.may(Capability::read_findings)) return fail(ErrorKind::denied, "read_findings");
  std::set<decide::DecisionId> done;
  TRY(main_.read([&](Session& s) {
    return s.each(
        "select distinct decision_id from evaluation where partnership_id = $1",
        [&](const Row& row) { done.insert(row.id<decide::DecisionId>(0)); }, scope.partnership());
  }));
  std::vector<EvaluationDue> all;
  for (const decide::Decision& each : TRY(governance_.all_decisions(scope)))
    if (each.evaluation.due && !done.contains(each.id))
      all.push_back({each.id, each.activity, each.activity_title, each.decided,
                     *each.evaluation.due, *each.evaluation.due < clock_.now()});
  std::ranges::sort(all, {}, &EvaluationDue::due);
  return all;
}

}  // namespace heed::act
