// Putting an organisation or area right, ending one, and bringing in a whole list.
#include <map>
#include <set>

#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {
namespace {

Result<> one_changed(const Result<std::int64_t>& rows) {
  if (!rows) return Error(rows.error());
  if (*rows == 0) return fail(ErrorKind::not_found, "no such organisation or area");
  return Done{};
}

// `table` is one of two names written in this file, never typed ones.
template <class IdType>
Result<> end_one(store::Session& s, std::string_view table, const Scope& scope, IdType id,
                 TimeMs when) {
  const bool ended = TRY(s.one(
      fmt::format("select ends_ms from {} where partnership_id = $1 and id = $2", table),
      [](const store::Row& row) { return !row.null(0); }, scope.partnership(), id));
  if (ended) return refuse("It has ended already.", ErrorKind::conflict);
  TRY(s.exec(fmt::format("update {} set ends_ms = $3 where partnership_id = $1 and id = $2", table),
             scope.partnership(), id, when));
  return Done{};
}

// An area may not stand inside itself, by however many steps.
Result<> parent_fits(store::Session& s, const Scope& scope, AreaId id, AreaId parent) {
  constexpr int kStepsMax = 10;  // Three levels; more is somebody's mistake.
  AreaId at = parent;
  for (int steps = 0; !at.is_null(); ++steps) {
    if (at == id || steps > kStepsMax)
      return refuse("An area cannot be part of itself. Choose another.", ErrorKind::conflict);
    AreaId next;
    const std::int64_t there = TRY(s.each(
        "select parent_id from area where partnership_id = $1 and id = $2",
        [&](const store::Row& row) { next = row.id<AreaId>(0); }, scope.partnership(), at));
    if (there == 0) return refuse("Choose the area it is part of from the list.");
    at = next;
  }
  return Done{};
}

// A list of organisations or areas on its way in: names found first, then rows written.
template <class IdType>
class Bringing {
 public:
  Bringing(store::Session& s, const Scope& scope, std::string_view table, platform::Random& random,
           TimeMs now)
      : s_(s), scope_(scope), table_(table), random_(random), now_(now) {}

  Result<PlacesBroughtIn> all(const std::vector<PlaceRow>& rows) {
    TRY(s_.each(
        fmt::format("select name, id from {} where partnership_id = $1 order by ends_ms is null",
                    table_),
        [&](const store::Row& row) { known_[lowered(row.text(0))] = row.id<IdType>(1); },
        scope_.partnership()));
    const auto before = known_;
    for (const PlaceRow& row : rows) check(row, before);
    for (const PlaceRow& row : rows) check_names(row);
    if (!brought_.problems.empty()) return brought_;
    for (const PlaceRow& row : rows)
      if (!before.contains(key(row.name))) TRY(write(row));
    return brought_;
  }

 private:
  static std::string key(std::string_view name) { return lowered(trimmed(name)); }
  void problem(const PlaceRow& row, std::string said) {
    brought_.problems.emplace_back(row.line, std::move(said));
  }
  bool areas() const { return table_ == "area"; }

  void check(const PlaceRow& row, const std::map<std::string, IdType>& before) {
    const auto name =
        checked_name(row.name, areas() ? "the area's name" : "the organisation's name");
    if (!name) return problem(row, name.error().said);
    if (!seen_.insert(key(row.name)).second)
      return problem(row, fmt::format("“{}” is in the file twice.", row.name));
    if (areas() && !area_level(key(row.kind)))
      problem(row, "The level must be neighbourhood, place or system.");
    if (!areas() && trimmed(row.kind).empty()) problem(row, "Say what kind of organisation it is.");
    if (row.starts && row.ends && *row.ends < *row.starts)
      problem(row, "It cannot end before it starts.");
    if (before.contains(key(row.name)))
      ++brought_.already;
    else
      known_[key(row.name)] = random_.id<IdType>();
  }
  void check_names(const PlaceRow& row) {
    for (const std::string* other : {&row.parent, &row.successor}) {
      if (trimmed(*other).empty()) continue;
      if (!known_.contains(key(*other)))
        problem(row, fmt::format("“{}” is neither in the file nor in Heed.", *other));
      else if (key(*other) == key(row.name))
        problem(row, "It names itself.");
    }
    if (!trimmed(row.successor).empty() && !row.ends)
      problem(row, "Say when it ended, since something goes on from it.");
  }
  std::optional<IdType> named(const std::string& name) const {
    const auto found = known_.find(key(name));
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }
  Result<> write(const PlaceRow& row) {
    const std::string name(trimmed(row.name)), kind(trimmed(row.kind));
    ++brought_.added;
    if (areas()) {
      TRY(s_.exec(
          "insert into area (partnership_id, id, name, level, parent_id, starts_ms, ends_ms,"
          " successor_id, created_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
          scope_.partnership(), *named(row.name), name, key(kind), named(row.parent), row.starts,
          row.ends, named(row.successor), now_));
    } else {
      TRY(
          s_.exec("insert into organisation (partnership_id, id, name, kind, starts_ms, ends_ms,"
                  " successor_id, created_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
                  scope_.partnership(), *named(row.name), name, kind, row.starts, row.ends,
                  named(row.successor), now_));
    }
    return Done{};
  }

  store::Session& s_;
  const Scope& scope_;
  const std::string_view table_;
  platform::Random& random_;
  const TimeMs now_;
  std::map<std::string, IdType> known_;
  std::set<std::string> seen_;
  PlacesBroughtIn brought_;
};

}  // namespace

Result<> Partners::change_organisation(const Scope& scope, OrganisationId id,
                                       const NewOrganisation& now) {
  TRY(needs(scope, Capability::configure));
  const std::string name = TRY(checked_name(now.name, "the organisation's name"));
  const std::string kind = TRY(checked_name(now.kind, "what kind of organisation it is"));
  return inside_->main.write([&](store::Session& s) {
    return one_changed(
        s.exec("update organisation set name = $3, kind = $4, starts_ms = $5"
               " where partnership_id = $1 and id = $2",
               scope.partnership(), id, name, kind, now.starts));
  });
}

Result<> Partners::end_organisation(const Scope& scope, OrganisationId id, TimeMs when) {
  TRY(needs(scope, Capability::configure));
  return inside_->main.write(
      [&](store::Session& s) { return end_one(s, "organisation", scope, id, when); });
}

Result<> Partners::change_area(const Scope& scope, AreaId id, const NewArea& now) {
  TRY(needs(scope, Capability::configure));
  const std::string name = TRY(checked_name(now.name, "the area's name"));
  return inside_->main.write([&](store::Session& s) -> Result<> {
    TRY(parent_fits(s, scope, id, now.parent));
    return one_changed(
        s.exec("update area set name = $3, level = $4, parent_id = $5, starts_ms = $6"
               " where partnership_id = $1 and id = $2",
               scope.partnership(), id, name, to_text(now.level), or_null(now.parent), now.starts));
  });
}

Result<> Partners::end_area(const Scope& scope, AreaId id, TimeMs when) {
  TRY(needs(scope, Capability::configure));
  return inside_->main.write(
      [&](store::Session& s) { return end_one(s, "area", scope, id, when); });
}

Result<PlacesBroughtIn> Partners::bring_in_organisations(const Scope& scope,
                                                         const std::vector<PlaceRow>& rows) {
  TRY(needs(scope, Capability::configure));
  const TimeMs now = inside_->clock.now();
  return inside_->main.write([&](store::Session& s) {
    return Bringing<OrganisationId>(s, scope, "organisation", inside_->random, now).all(rows);
  });
}

Result<PlacesBroughtIn> Partners::bring_in_areas(const Scope& scope,
                                                 const std::vector<PlaceRow>& rows) {
  TRY(needs(scope, Capability::configure));
  const TimeMs now = inside_->clock.now();
  return inside_->main.write([&](store::Session& s) {
    return Bringing<AreaId>(s, scope, "area", inside_->random, now).all(rows);
  });
}

}  // namespace heed::partners
