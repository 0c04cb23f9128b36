// Governance: bodies, meetings, papers and who read them.
#include "decide/governance.h"

#include <algorithm>
#include <array>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::decide {
namespace {

constexpr std::array<std::string_view, 4> kKinds = {"board", "committee", "group", "scrutiny"};

Result<> need(const Scope& scope) {
  if (!scope.may(Capability::record_decision)) return fail(ErrorKind::denied, "record_decision");
  return Done{};
}

Result<std::vector<Meeting>> read_meetings(store::Session& s, PartnershipId partnership,
                                           std::optional<MeetingId> one) {
  constexpr std::string_view kMeeting =
      "select m.id, m.body_id, m.held_ms, m.place, m.in_public, m.closed_reason, m.notice_ms, "
      "m.minutes, m.version, b.name from meeting m join governance_body b on b.partnership_id = "
      "m.partnership_id and b.id = m.body_id where m.partnership_id = $1 ";
  const auto read = [](const store::Row& row) {
    Meeting found{.id = row.id<MeetingId>(0)};
    found.details = {row.id<BodyId>(1), row.time(2), row.text(3), row.truth(4), row.text(5)};
    if (!row.null(6)) found.notice = row.time(6);
    found.minutes = row.text(7);
    found.version = row.integer(8);
    found.body_name = row.text(9);
    return found;
  };
  auto found =
      one ? TRY(s.all(fmt::format("{}and m.id = $2", kMeeting), read, partnership, *one))
          : TRY(s.all(fmt::format("{}order by m.held_ms desc, m.id", kMeeting), read, partnership));
  for (Meeting& meeting : found)
    meeting.items = TRY(s.all(
        "select number, activity_id, title, asked, voice_section, person_name from agenda_item "
        "where partnership_id = $1 and meeting_id = $2 order by number",
        [](const store::Row& row) {
          return Item{row.integer(0), row.id<ActivityId>(1), row.text(2),
                      row.text(3),    row.text(4),           row.text(5)};
        },
        partnership, meeting.id));
  return found;
}

// What the public may see of a meeting: nothing before its notice; of a closed one no papers.
bool keep_for(const Scope& scope, Meeting& meeting) {
  if (scope.may(Capability::read_summary)) return true;
  if (!meeting.notice) return false;
  for (Item& item : meeting.items) {
    item.by.clear();
    if (!meeting.details.in_public) item.voice_section.clear();
  }
  return true;
}

}  // namespace

Result<BodyId> Governance::add_body(const Scope& scope, std::string_view name,
                                    std::string_view kind) {
  TRY(need(scope));
  if (trimmed(name).empty()) return refuse("Give the body a name.");
  const std::string kept = TRY(bounded_text(trimmed(name), limits::kTitleChars));
  if (std::find(kKinds.begin(), kKinds.end(), kind) == kKinds.end())
    return refuse("Choose what kind of body it is.");
  const auto id = random_.id<BodyId>();
  return main_.write([&](store::Session& s) -> Result<BodyId> {
    TRY(s.exec(
        "insert into governance_body (partnership_id, id, name, kind, starts_ms) values ($1, $2, "
        "$3, $4, $5)",
        scope.partnership(), id, kept, kind, clock_.now()));
    return id;
  });
}

Result<> Governance::succeed_body(const Scope& scope, BodyId older, BodyId newer) {
  TRY(need(scope));
  if (older == newer) return refuse("Choose another body to go on from it.");
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t ended = TRY(s.exec(
        "update governance_body set ends_ms = $3, successor_id = $4 where partnership_id = $1 and "
        "id = $2 and ends_ms is null",
        scope.partnership(), older, clock_.now(), newer));
    if (ended == 0) return refuse("It has ended already.", ErrorKind::conflict);
    return Done{};
  });
}

Result<std::vector<Body>> Governance::bodies(const Scope& scope) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select id, name, kind, ends_ms, successor_id from governance_body where partnership_id = "
        "$1 order by name, id",
        [](const store::Row& row) {
          return Body{row.id<BodyId>(0), row.text(1), row.text(2),
                      row.null(3) ? std::nullopt : std::optional(row.time(3)), row.id<BodyId>(4)};
        },
        scope.partnership());
  });
}

Result<MeetingId> Governance::plan_meeting(const Scope& scope, const NewMeeting& wanted) {
  TRY(need(scope));
  const std::string place = TRY(bounded_text(trimmed(wanted.place), limits::kShortTextChars));
  const std::string reason =
      TRY(bounded_text(trimmed(wanted.closed_reason), limits::kShortTextChars));
  if (!wanted.in_public && reason.empty())
    return refuse("Say why the public may not be there: the reason is published.");
  const auto id = random_.id<MeetingId>();
  return main_.write([&](store::Session& s) -> Result<MeetingId> {
    const std::int64_t there = TRY(s.integer(
        "select count(*) from governance_body where partnership_id = $1 and id = $2 and ends_ms is "
        "null",
        scope.partnership(), wanted.body));
    if (there == 0) return refuse("Choose the body that meets.");
    TRY(
        s.exec("insert into meeting (partnership_id, id, body_id, held_ms, place, in_public, "
               "closed_reason, minutes, version) values ($1, $2, $3, $4, $5, $6, $7, '', 1)",
               scope.partnership(), id, wanted.body, wanted.held, place, wanted.in_public,
               wanted.in_public ? std::string() : reason));
    return id;
  });
}

Result<> Governance::publish_notice(const Scope& scope, MeetingId meeting,
                                    std::int64_t seen_version) {
  TRY(need(scope));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update meeting set notice_ms = $3, version = version + 1 where partnership_id = $1 and id "
        "= $2 and version = $4 and notice_ms is null",
        scope.partnership(), meeting, clock_.now(), seen_version));
    if (changed == 0)
      return refuse("Somebody changed this meanwhile. Look at it again.", ErrorKind::conflict);
    return Done{};
  });
}

Result<> Governance::keep_minutes(const Scope& scope, MeetingId meeting, std::int64_t seen_version,
                                  std::string_view minutes) {
  TRY(need(scope));
  const std::string kept = TRY(bounded_text(trimmed(minutes), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t changed = TRY(s.exec(
        "update meeting set minutes = $3, version = version + 1 where partnership_id = $1 and id = "
        "$2 and version = $4",
        scope.partnership(), meeting, kept, seen_version));
    if (changed == 0)
      return refuse("Somebody changed this meanwhile. What you wrote is below.",
                    ErrorKind::conflict);
    return Done{};
  });
}

Result<std::int64_t> Governance::add_item(const Scope& scope, MeetingId meeting, const Item& paper,
                                          std::string_view author) {
  TRY(need(scope));
  if (trimmed(paper.title).empty()) return refuse("Give the item a title.");
  if (trimmed(paper.voice_section).empty())
    return refuse("Say what people said: no paper goes to a meeting without it.");
  const std::string title = TRY(bounded_text(trimmed(paper.title), limits::kTitleChars));
  const std::string asked = TRY(bounded_text(trimmed(paper.asked), limits::kLongTextChars));
  const std::string voice = TRY(bounded_text(trimmed(paper.voice_section), limits::kLongTextChars));
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    const std::int64_t number = TRY(s.integer(
        "select coalesce(max(number), 0) + 1 from agenda_item where partnership_id = $1 and "
        "meeting_id = $2",
        scope.partnership(), meeting));
    const auto activity =
        paper.activity.is_null() ? std::nullopt : std::optional<BytesView>(paper.activity.bytes());
    TRY(s.exec(
        "insert into agenda_item (partnership_id, meeting_id, number, activity_id, title, asked, "
        "voice_section, person_name, added_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        scope.partnership(), meeting, number, activity, title, asked, voice, author, clock_.now()));
    return number;
  });
}

Result<std::vector<Meeting>> Governance::meetings(const Scope& scope) {
  auto all = TRY(main_.read(
      [&](store::Session& s) { return read_meetings(s, scope.partnership(), std::nullopt); }));
  std::erase_if(all, [&](Meeting& each) { return !keep_for(scope, each); });
  return all;
}

Result<Meeting> Governance::meeting(const Scope& scope, MeetingId id) {
  auto found =
      TRY(main_.read([&](store::Session& s) { return read_meetings(s, scope.partnership(), id); }));
  if (found.empty() || !keep_for(scope, found.front()))
    return fail(ErrorKind::not_found, "no such meeting");
  return std::move(found.front());
}

Result<BoardPage> Governance::board_page(const Scope& scope, MeetingId id, std::int64_t number) {
  if (!scope.may(Capability::read_findings)) return fail(ErrorKind::denied, "read_findings");
  BoardPage page{.meeting = TRY(meeting(scope, id))};
  const auto at = std::find_if(page.meeting.items.begin(), page.meeting.items.end(),
                               [&](const Item& item) { return item.number == number; });
  if (at == page.meeting.items.end() || at->activity.is_null())
    return fail(ErrorKind::not_found, "no such paper");
  page.item = *at;
  page.page = TRY(findings_.draft_page(scope, at->activity));
  page.scrutiny = TRY(scrutiny_.items(scope, at->activity));
  for (const Finding& finding : page.page.findings)
    if (!finding.response) page.gaps.push_back(finding);
  page.recommendations = TRY(Recommendations(main_, clock_, random_).all(scope, at->activity));
  page.hash = Findings::page_hash(page.page);
  if (const std::string advised = as_hashed(page.recommendations); !advised.empty())
    page.hash = hex(platform::sha256(page.hash + "\n" + advised));
  for (const ScrutinyItem& item : page.scrutiny)
    if (item.details.comments_due && *item.details.comments_due > page.meeting.details.held)
      page.before_comments_due = true;
  return page;
}

Result<> Governance::mark_read(const Scope& scope, MeetingId id, std::int64_t number,
                               std::string_view pack_hash, std::string_view author) {
  const BoardPage page = TRY(board_page(scope, id, number));
  if (page.hash != pack_hash)
    return refuse("The paper changed while you were reading it. Look at it again.",
                  ErrorKind::conflict);
  const auto hash = from_hex(page.hash);
  CHECK(hash.has_value());
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(s.exec(
        "insert into paper_reading (partnership_id, meeting_id, number, person_id, pack_hash, "
        "person_name, read_ms) values ($1, $2, $3, $4, $5, $6, $7) on conflict (partnership_id, "
        "meeting_id, number, person_id, pack_hash) do nothing",
        scope.partnership(), id, number, scope.person(), BytesView(*hash), author, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Reader>> Governance::readers(const Scope& scope, MeetingId id) {
  if (!scope.may(Capability::read_findings)) return fail(ErrorKind::denied, "read_findings");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select number, person_name, pack_hash, read_ms from paper_reading where partnership_id = "
        "$1 and meeting_id = $2 order by number, read_ms",
        [](const store::Row& row) {
          return Reader{row.integer(0), row.text(1), hex(row.bytes(2)), row.time(3)};
        },
        scope.partnership(), id);
  });
}

}  // namespace heed::decide
