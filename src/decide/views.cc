// Findings: the equality adviser's view of the page before it is published. Every view stays.
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "decide/findings.h"
#include "decide/inside/page_json.h"
#include "decide/inside/views.h"
#include "decide/stated.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "store/database.h"

namespace heed::decide {
namespace {

struct SatisfiedWords {
  Satisfied satisfied;
  std::string_view name, words;
};
constexpr std::array<SatisfiedWords, 3> kSatisfiedWords = {
    {{Satisfied::yes, "yes", "Satisfied"},
     {Satisfied::concerns, "concerns", "Has concerns"},
     {Satisfied::no, "no", "Not satisfied"}}};

}  // namespace

std::string_view name_of(Satisfied satisfied) {
  return kSatisfiedWords[static_cast<std::size_t>(satisfied)].name;
}
std::string_view words_for(Satisfied satisfied) {
  return kSatisfiedWords[static_cast<std::size_t>(satisfied)].words;
}
std::optional<Satisfied> satisfied_named(std::string_view name) {
  for (const SatisfiedWords& each : kSatisfiedWords)
    if (each.name == name) return each.satisfied;
  return std::nullopt;
}

namespace inside {

std::string page_hash(Published page) {
  // What the adviser reads is the page without what advisers said of it.
  page.equality.clear();
  return hex(platform::sha256(write_page(page)));
}

Result<std::vector<EqualityView>> read_views(store::Session& s, PartnershipId partnership,
                                             ActivityId activity) {
  return s.all(
      "select satisfied, words, person_name, page_hash, recorded_ms from equality_view where "
      "partnership_id = $1 and activity_id = $2 order by number",
      [](const store::Row& row) {
        return EqualityView{satisfied_named(row.text(0)).value_or(Satisfied::concerns), row.text(1),
                            row.text(2), hex(row.bytes(3)), row.time(4)};
      },
      partnership, activity);
}

}  // namespace inside

Result<> Findings::record_view(const Scope& scope, ActivityId activity, Satisfied satisfied,
                               std::string_view words, std::string_view page_hash,
                               std::string_view author) {
  if (!scope.may(Capability::advise_equality)) return fail(ErrorKind::denied, "advise_equality");
  if (satisfied != Satisfied::yes && trimmed(words).empty())
    return refuse("Say what concerns you: the board and the public read it.");
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  const std::string now = inside::page_hash(TRY(draft_page(scope, activity)));
  if (now != page_hash)
    return refuse("The page changed while you were reading it. What you wrote is still here.",
                  ErrorKind::conflict);
  const auto hash = from_hex(now);
  CHECK(hash.has_value());
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t number = TRY(s.integer(
        "select coalesce(max(number), 0) + 1 from equality_view where partnership_id = $1 and "
        "activity_id = $2",
        scope.partnership(), activity));
    const TimeMs at = clock_.now();
    const std::int64_t index = TRY(
        keep_stated(record_, s, {record::EntryType::response, scope.partnership(), activity, at},
                    "heed/equality-view/v1",
                    {{"page", BytesView(*hash)},
                     {"satisfied", name_of(satisfied)},
                     {"said", kept},
                     {"by", author}}));
    TRY(
        s.exec("insert into equality_view (partnership_id, activity_id, number, satisfied, words, "
               "page_hash, person_id, person_name, recorded_ms, log_index) values ($1, $2, $3, $4, "
               "$5, $6, "
               "$7, $8, $9, $10)",
               scope.partnership(), activity, number, name_of(satisfied), kept, BytesView(*hash),
               scope.person(), author, at, index));
    return Done{};
  });
}

std::string Findings::page_hash(const Published& page) { return inside::page_hash(page); }

Result<std::vector<EqualityView>> Findings::views(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read(
      [&](store::Session& s) { return inside::read_views(s, scope.partnership(), activity); });
}

}  // namespace heed::decide
