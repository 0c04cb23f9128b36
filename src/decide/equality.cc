#include "decide/equality.h"

#include <map>

namespace heed::decide {
namespace {

std::string changed_from(const EqualityView& before, const EqualityView& now) {
  std::string said = before.satisfied == now.satisfied
                         ? std::string("The words changed.")
                         : fmt::format("Changed from “{}” to “{}”.", words_for(before.satisfied),
                                       words_for(now.satisfied));
  if (before.satisfied == now.satisfied && before.words == now.words) said = "Said again.";
  if (before.page_hash != now.page_hash) said += " The page had changed in between.";
  return said;
}

}  // namespace

std::vector<ViewVersion> versions_of(const std::vector<EqualityView>& views) {
  std::vector<ViewVersion> all;
  std::map<std::string, std::size_t> newest;  // By adviser.
  for (const EqualityView& view : views) {
    ViewVersion version{.view = view};
    if (const auto before = newest.find(view.person); before != newest.end()) {
      ViewVersion& old = all[before->second];
      version.number = old.number + 1;
      version.changed = changed_from(old.view, view);
    }
    newest[view.person] = all.size();
    all.push_back(std::move(version));
  }
  for (const auto& [person, at] : newest) {
    all[at].stands = true;
    all[at].dissent = all[at].view.satisfied == Satisfied::no;
  }
  return all;
}

Standing standing_of(const std::vector<EqualityView>& views) {
  Standing standing;
  for (const ViewVersion& each : versions_of(views)) {
    if (!each.stands) continue;
    if (each.view.satisfied == Satisfied::yes) ++standing.satisfied;
    if (each.view.satisfied == Satisfied::concerns) ++standing.concerns;
    if (each.view.satisfied == Satisfied::no) ++standing.not_satisfied;
  }
  return standing;
}

std::string words_for(const Standing& standing) {
  std::string out;
  const auto add = [&](int count, std::string_view one, std::string_view many) {
    if (count == 0) return;
    if (!out.empty()) out += ", ";
    out += fmt::format("{} {} {}", count, count == 1 ? "adviser" : "advisers",
                       count == 1 ? one : many);
  };
  add(standing.satisfied, "is satisfied", "are satisfied");
  add(standing.concerns, "has concerns", "have concerns");
  add(standing.not_satisfied, "is not satisfied", "are not satisfied");
  return out.empty() ? out : out + ".";
}

}  // namespace heed::decide
