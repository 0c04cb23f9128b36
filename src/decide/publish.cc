// Findings: what the public page says, kept exactly as it was published.
#include <span>

#include "base/text.h"
#include "decide/findings.h"
#include "decide/inside/noted.h"
#include "decide/inside/page_json.h"
#include "decide/inside/views.h"
#include "disclosure/disclosed.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::decide {
namespace {

struct Channels {
  std::vector<std::string> names;
  std::vector<std::int64_t> counts;
  std::int64_t all = 0;
};

Result<Channels> read_channels(store::Session& s, PartnershipId partnership, ActivityId activity) {
  Channels out;
  TRY(s.each(
      "select channel, count(*) from response where partnership_id = $1 and activity_id = $2 "
      "and visible and state = 'counted' group by channel order by channel",
      [&](const store::Row& row) {
        out.names.push_back(row.text(0));
        out.counts.push_back(row.integer(1));
        out.all += row.integer(1);
      },
      partnership, activity));
  return out;
}

}  // namespace

Result<Published> Findings::draft_page(const Scope& scope, ActivityId activity) {
  Published page;
  page.findings = TRY(findings(scope, activity));
  page.published = clock_.now();
  const Channels channels = TRY(main_.read([&](store::Session& s) -> Result<Channels> {
    TRY(s.each(
        "select title, outcome, not_heard, against from activity where partnership_id = $1 "
        "and id = $2",
        [&](const store::Row& row) {
          page.title = row.text(0);
          page.outcome = row.text(1);
          page.not_heard = row.text(2);
          page.against = row.text(3);
        },
        scope.partnership(), activity));
    page.equality = TRY(inside::read_views(s, scope.partnership(), activity));
    return read_channels(s, scope.partnership(), activity);
  }));
  const disclosure::Cell everybody = disclosure::disclose_total(channels.all);
  const auto* number = std::get_if<disclosure::Shown>(&everybody);
  page.heard_from = number != nullptr ? inside::with_commas(number->value)
                                      : disclosure::describe_total(everybody);
  if (channels.names.size() > 1) {
    const auto shown =
        disclosure::disclose(disclosure::Table::list(channels.names, channels.counts));
    for (std::size_t r = 0; r < shown.rows().size(); ++r)
      page.heard_by_channel.emplace_back(shown.rows()[r], disclosure::describe(shown.cell(r)));
  }
  // True counts stay inside: what goes on the page has been through disclosure.
  for (Finding& finding : page.findings) finding.voices = 0;
  return page;
}

Result<Published> Findings::publish(const Scope& scope, ActivityId activity,
                                    std::optional<std::string_view> seen_page) {
  if (!scope.may(Capability::publish)) return fail(ErrorKind::denied, "publish");
  Published page = TRY(draft_page(scope, activity));
  if (page.findings.empty())
    return refuse("Approve at least one theme as a finding before publishing.");
  if (trimmed(page.outcome).empty())
    return refuse("Say what happened in one sentence before publishing.");
  if (seen_page && *seen_page != page_hash(page))
    return refuse(
        "The page changed while you were reading it. Read it again before you publish it.",
        ErrorKind::conflict);
  const std::string content = inside::write_page(page);
  const Hash hash = platform::sha256(content);
  page.content_hash = hex(hash);
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const auto [state, kind] = TRY(s.one(
        "select state, kind from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); },
        scope.partnership(), activity));
    if (kind == "formal_consultation")
      for (const Finding& finding : page.findings)
        if (finding.response && finding.signed_by.empty())
          return refuse(
              fmt::format("In a formal consultation each answer is signed off before it "
                          "is published. “{}” is not yet.",
                          finding.name));
    if (state == "draft" || state == "open")
      return refuse("It has not closed yet. Close it before publishing what happened.",
                    ErrorKind::conflict);
    const std::int64_t number = TRY(s.integer(
        "select coalesce(max(number), 0) + 1 from publication where partnership_id = $1 and "
        "activity_id = $2",
        scope.partnership(), activity));
    const record::Entry entry{.type = record::EntryType::publication,
                              .activity = activity,
                              .when = page.published,
                              .ref = std::nullopt,
                              .commitment = hash};
    const record::Appended at = TRY(record_.append(s, scope.partnership(), std::span(&entry, 1)));
    page.log_index = at.first_index;
    TRY(s.exec(
        "insert into publication (partnership_id, activity_id, number, content, content_hash, "
        "log_index, person_id, published_ms) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        scope.partnership(), activity, number, content, hash,
        static_cast<std::int64_t>(at.first_index), scope.person(), page.published));
    TRY(s.exec(
        "update activity set state = 'answered', published_ms = $3, changed_ms = $3, version = "
        "version + 1 where partnership_id = $1 and id = $2",
        scope.partnership(), activity, page.published));
    return Done{};
  }));
  return page;
}

Result<Published> Findings::published(const Scope& scope, ActivityId activity) {
  struct Stored {
    std::string content;
    std::string hash;
    std::uint64_t index;
    TimeMs when;
  };
  const Stored stored = TRY(main_.read([&](store::Session& s) {
    return s.one(
        "select content, content_hash, log_index, published_ms from publication where "
        "partnership_id = $1 and activity_id = $2 order by number desc limit 1",
        [](const store::Row& row) {
          return Stored{row.text(0), hex(row.bytes(1)), static_cast<std::uint64_t>(row.integer(2)),
                        row.time(3)};
        },
        scope.partnership(), activity);
  }));
  Published page = TRY(inside::read_page(stored.content));
  page.content_hash = stored.hash;
  page.log_index = stored.index;
  page.published = stored.when;
  return page;
}

}  // namespace heed::decide
