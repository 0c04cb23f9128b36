// Organisations and areas: effective-dated, with successors.
#include "base/text.h"
#include "partners/inside/inside.h"

namespace heed::partners {

namespace {

constexpr int kSuccessorsMax = 100;  // Longer than any chain of mergers.

std::optional<TimeMs> time_or_none(const store::Row& r, int column) {
  return r.null(column) ? std::nullopt : std::optional(r.time(column));
}

struct Succession {
  bool there = false;
  bool ended = false;
};

// The same rule for both tables; `table` is one of two names written here, never typed ones.
template <class IdType>
Result<> succeed(store::Session& s, std::string_view table, const Scope& scope, IdType older,
                 IdType newer, TimeMs when) {
  const auto look = [&](IdType id, IdType& successor) -> Result<Succession> {
    Succession found;
    TRY(s.each(
        fmt::format("select successor_id, ends_ms from {} where partnership_id = $1 and id = $2",
                    table),
        [&](const store::Row& r) {
          found = {true, !r.null(1)};
          successor = r.id<IdType>(0);
        },
        scope.partnership(), id));
    return found;
  };
  if (newer.is_null()) return fail(ErrorKind::not_found, "no newer one named");
  IdType next;
  const Succession old = TRY(look(older, next));
  if (!old.there) return fail(ErrorKind::not_found, "no such older one");
  if (old.ended) return refuse("It has ended already.", ErrorKind::conflict);
  IdType at = newer;
  for (int steps = 0; !at.is_null(); ++steps) {
    if (at == older || steps > kSuccessorsMax) {
      return refuse("That would lead back to where it started. Choose another successor.",
                    ErrorKind::conflict);
    }
    const Succession here = TRY(look(at, next));
    if (!here.there) return fail(ErrorKind::not_found, "no such newer one");
    at = next;
  }
  TRY(s.exec(fmt::format("update {} set ends_ms = $3, successor_id = $4 where partnership_id = $1"
                         " and id = $2",
                         table),
             scope.partnership(), older, when, newer));
  return Done{};
}

}  // namespace

std::string_view to_text(AreaLevel level) {
  switch (level) {
    case AreaLevel::neighbourhood:
      return "neighbourhood";
    case AreaLevel::place:
      return "place";
    case AreaLevel::system:
      return "system";
  }
  return {};
}

std::optional<AreaLevel> area_level(std::string_view text) {
  for (const AreaLevel level : {AreaLevel::neighbourhood, AreaLevel::place, AreaLevel::system}) {
    if (to_text(level) == text) return level;
  }
  return std::nullopt;
}

Result<std::vector<Organisation>> Partners::organisations(const Scope& scope) {
  return inside_->main.read([&](store::Session& s) {
    return s.all(
        "select id, name, kind, starts_ms, ends_ms, successor_id from organisation"
        " where partnership_id = $1 order by name, id",
        [](const store::Row& r) {
          return Organisation{r.id<OrganisationId>(0), r.text(1),          r.text(2),
                              time_or_none(r, 3),      time_or_none(r, 4), r.id<OrganisationId>(5)};
        },
        scope.partnership());
  });
}

Result<OrganisationId> Partners::add_organisation(const Scope& scope,
                                                  const NewOrganisation& wanted) {
  TRY(needs(scope, Capability::configure));
  const std::string name = TRY(checked_name(wanted.name, "the organisation's name"));
  const std::string kind = TRY(checked_name(wanted.kind, "what kind of organisation it is"));
  const auto id = inside_->random.id<OrganisationId>();
  const TimeMs now = inside_->clock.now();
  TRY(inside_->main.write([&](store::Session& s) {
    return s.exec(
        "insert into organisation (partnership_id, id, name, kind, starts_ms, created_ms)"
        " values ($1, $2, $3, $4, $5, $6)",
        scope.partnership(), id, name, kind, wanted.starts, now);
  }));
  return id;
}

Result<> Partners::succeed_organisation(const Scope& scope, OrganisationId older,
                                        OrganisationId newer, TimeMs when) {
  TRY(needs(scope, Capability::configure));
  return inside_->main.write(
      [&](store::Session& s) { return succeed(s, "organisation", scope, older, newer, when); });
}

Result<std::vector<Area>> Partners::areas(const Scope& scope) {
  return inside_->main.read([&](store::Session& s) {
    return s.all(
        "select id, name, level, parent_id, starts_ms, ends_ms, successor_id from area"
        " where partnership_id = $1 order by name, id",
        [](const store::Row& r) {
          return Area{
              r.id<AreaId>(0), r.text(1),          area_level(r.text(2)).value_or(AreaLevel::place),
              r.id<AreaId>(3), time_or_none(r, 4), time_or_none(r, 5),
              r.id<AreaId>(6)};
        },
        scope.partnership());
  });
}

Result<AreaId> Partners::add_area(const Scope& scope, const NewArea& wanted) {
  TRY(needs(scope, Capability::configure));
  const std::string name = TRY(checked_name(wanted.name, "the area's name"));
  const auto id = inside_->random.id<AreaId>();
  const TimeMs now = inside_->clock.now();
  TRY(inside_->main.write([&](store::Session& s) -> Result<> {
    if (!wanted.parent.is_null()) {
      const std::int64_t there =
          TRY(s.integer("select count(*) from area where partnership_id = $1 and id = $2",
                        scope.partnership(), wanted.parent));
      if (there == 0) return refuse("Choose the area it is part of from the list.");
    }
    TRY(s.exec(
        "insert into area (partnership_id, id, name, level, parent_id, starts_ms, created_ms)"
        " values ($1, $2, $3, $4, $5, $6, $7)",
        scope.partnership(), id, name, to_text(wanted.level), or_null(wanted.parent), wanted.starts,
        now));
    return Done{};
  }));
  return id;
}

Result<> Partners::succeed_area(const Scope& scope, AreaId older, AreaId newer, TimeMs when) {
  TRY(needs(scope, Capability::configure));
  return inside_->main.write(
      [&](store::Session& s) { return succeed(s, "area", scope, older, newer, when); });
}

}  // namespace heed::partners
