#include "listen/enquiries.h"

#include "base/limits.h"
#include "base/text.h"
#include "listen/inside/like.h"
#include "pages/words.h"
#include "platform/clock.h"
#include "platform/mail.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::listen {
namespace {

using inside::like_of;
using store::Row;
using store::Session;

constexpr std::size_t kReplyToChars = 500;
constexpr std::int64_t kWaitingMax = 500;
constexpr std::string_view kMail = "enquiry_answer";
constexpr std::size_t kIdChars = 32;

constexpr std::string_view kColumns =
    "id, activity_id, way, who, words, reply_by, reply_to, language, day_ms, taken_by, answer, "
    "answered_day_ms, answered_by";

TimeMs day_of(TimeMs at) { return {at.ms - at.ms % kDayMs}; }

Enquiry read(const Row& row) {
  Enquiry one{.id = row.id<EnquiryId>(0)};
  if (!row.null(1)) one.said.activity = row.id<ActivityId>(1);
  one.said.way = contact_way(row.text(2)).value_or(ContactWay::web);
  one.said.who = row.text(3);
  one.said.words = row.text(4);
  one.said.reply_by = reply_by(row.text(5)).value_or(ReplyBy::none);
  one.said.reply_to = row.text(6);
  one.said.language = row.text(7);
  one.said.day = row.time(8);
  one.said.taken_by = row.text(9);
  one.answer = row.text(10);
  if (!row.null(11)) one.answered = row.time(11);
  one.answered_by = row.text(12);
  return one;
}

Result<NewEnquiry> checked(const NewEnquiry& typed) {
  NewEnquiry good = typed;
  good.who = TRY(bounded_text(trimmed(typed.who), limits::kNameChars));
  good.words = TRY(bounded_text(trimmed(typed.words), limits::kLongTextChars));
  good.reply_to = TRY(bounded_text(trimmed(typed.reply_to), kReplyToChars));
  if (good.words.empty()) return refuse("Write your question.");
  if (good.language.size() < 2 || good.language.size() > 12) good.language = "en";
  switch (good.reply_by) {
    case ReplyBy::none:
      good.reply_to.clear();
      break;
    case ReplyBy::email:
      if (!platform::is_address(good.reply_to))
        return refuse("Enter an email address in the correct format, like name@example.com.");
      break;
    case ReplyBy::phone:
      if (good.reply_to.empty()) return refuse("Enter the number that we should ring.");
      break;
    case ReplyBy::letter:
      if (good.reply_to.empty()) return refuse("Enter the address that letters should go to.");
      break;
  }
  return good;
}

// $2 is like_of().
std::string where(const EnquiryFilter& filter) {
  return fmt::format(
      "from enquiry where partnership_id = $1 and ($2 = '%' or lower(who) like $2 escape '\\' or "
      "lower(words) like $2 escape '\\'){}",
      filter.waiting ? " and answered_day_ms is null and reply_by <> ''" : "");
}

Result<> may_read(const Scope& scope) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  return Done{};
}

}  // namespace

std::string_view name_of(ContactWay way) {
  constexpr std::string_view kNames[] = {"web", "phone", "meeting", "letter", "email"};
  return kNames[static_cast<std::size_t>(way)];
}

std::optional<ContactWay> contact_way(std::string_view name) {
  for (const ContactWay way : {ContactWay::web, ContactWay::phone, ContactWay::meeting,
                               ContactWay::letter, ContactWay::email})
    if (name_of(way) == name) return way;
  return std::nullopt;
}

std::string_view name_of(ReplyBy by) {
  constexpr std::string_view kNames[] = {"", "email", "phone", "letter"};
  return kNames[static_cast<std::size_t>(by)];
}

std::optional<ReplyBy> reply_by(std::string_view name) {
  for (const ReplyBy by : {ReplyBy::none, ReplyBy::email, ReplyBy::phone, ReplyBy::letter})
    if (name_of(by) == name) return by;
  return std::nullopt;
}

Result<EnquiryId> Enquiries::add(const Scope& scope, const NewEnquiry& typed) {
  if (typed.way != ContactWay::web) TRY(may_read(scope));
  const NewEnquiry good = TRY(checked(typed));
  const auto id = random_.id<EnquiryId>();
  const TimeMs now = clock_.now();
  TRY(identity_.write([&](Session& s) -> Result<> {
    const std::int64_t waiting =
        TRY(s.integer("select count(*) from enquiry where partnership_id = $1 and answered_day_ms "
                      "is null and reply_by <> ''",
                      scope.partnership()));
    if (good.way == ContactWay::web && waiting >= kWaitingMax)
      return refuse("Many questions are waiting already. Please ring us, or ask another day.",
                    ErrorKind::busy);
    const std::int64_t number =
        TRY(s.integer("select coalesce(max(number), 0) + 1 from enquiry where partnership_id = $1",
                      scope.partnership()));
    TRY(s.exec(
        "insert into enquiry (partnership_id, id, number, activity_id, way, who, words, reply_by, "
        "reply_to, language, day_ms, taken_by, answer, answered_by) values ($1, $2, $3, $4, $5, "
        "$6, $7, $8, $9, $10, $11, $12, '', '')",
        scope.partnership(), id, number,
        good.activity.is_null() ? std::nullopt : std::optional(good.activity), name_of(good.way),
        good.who, good.words, name_of(good.reply_by), good.reply_to, good.language,
        day_of(good.day.value_or(now)), good.taken_by));
    return Done{};
  }));
  return id;
}

Result<std::vector<Enquiry>> Enquiries::list(const Scope& scope, const EnquiryFilter& filter,
                                             std::int64_t first, std::int64_t count) {
  TRY(may_read(scope));
  return identity_.read([&](Session& s) {
    return s.all(
        fmt::format("select {} {} order by case when answered_day_ms is null and reply_by <> '' "
                    "then number else 9000000000000000 - number end limit $3 offset $4",
                    kColumns, where(filter)),
        read, scope.partnership(), like_of(filter.containing), count, first);
  });
}

Result<std::int64_t> Enquiries::count(const Scope& scope, const EnquiryFilter& filter) {
  TRY(may_read(scope));
  return identity_.read([&](Session& s) {
    return s.integer(fmt::format("select count(*) {}", where(filter)), scope.partnership(),
                     like_of(filter.containing));
  });
}

Result<Enquiry> Enquiries::enquiry(const Scope& scope, EnquiryId id) {
  TRY(may_read(scope));
  return identity_.read([&](Session& s) {
    return s.one(
        fmt::format("select {} from enquiry where partnership_id = $1 and id = $2", kColumns), read,
        scope.partnership(), id);
  });
}

Result<> Enquiries::answer(const Scope& scope, EnquiryId id, std::string_view words,
                           std::string_view by) {
  const Enquiry asked = TRY(enquiry(scope, id));
  const std::string kept = TRY(bounded_text(trimmed(words), limits::kLongTextChars));
  if (kept.empty()) return refuse("Write the answer.");
  return identity_.write([&](Session& s) -> Result<> {
    const std::int64_t changed =
        TRY(s.exec("update enquiry set answer = $3, answered_day_ms = $4, answered_by = $5 where "
                   "partnership_id = $1 and id = $2 and answered_day_ms is null",
                   scope.partnership(), id, kept, day_of(clock_.now()), by));
    if (changed == 0)
      return refuse("Somebody answered this meanwhile. Look at it again.", ErrorKind::conflict);
    if (asked.said.reply_by != ReplyBy::email) return Done{};
    return store::outbox::put(s, random_.id<store::OutboxId>(), kMail,
                              scope.partnership().text() + id.text(), clock_.now());
  });
}

Result<> Enquiries::remove(const Scope& scope, EnquiryId id) {
  TRY(enquiry(scope, id));
  return identity_.write([&](Session& s) -> Result<> {
    TRY(s.exec("delete from enquiry where partnership_id = $1 and id = $2", scope.partnership(),
               id));
    return Done{};
  });
}

Result<std::optional<std::int64_t>> Enquiries::usual_days(const Scope& scope) {
  TRY(may_read(scope));
  return identity_.read([&](Session& s) -> Result<std::optional<std::int64_t>> {
    const auto days = TRY(s.all(
        "select answered_day_ms - day_ms from enquiry where partnership_id = $1 and "
        "answered_day_ms is not null and reply_by <> '' order by 1",
        [](const Row& row) { return row.integer(0) / kDayMs; }, scope.partnership()));
    return days.empty() ? std::nullopt : std::optional(days[days.size() / 2]);
  });
}

store::outbox::Handlers Enquiries::handlers(platform::Mailer& mailer,
                                            const std::string& partnership) {
  store::outbox::Handlers all;
  all[std::string(kMail)] = [this, &mailer, partnership](const store::OutboxId& id,
                                                         const std::string& body) -> Result<> {
    const auto whose = PartnershipId::parse(std::string_view(body).substr(0, kIdChars));
    const auto which = EnquiryId::parse(std::string_view(body).substr(kIdChars));
    if (!whose || !which) return fail(ErrorKind::storage, "an enquiry's mail has another shape");
    const auto asked = enquiry(Scope::for_operator(*whose), *which);
    if (asked.failed_with(ErrorKind::not_found)) return Done{};  // Removed since.
    if (!asked) return Error(asked.error());
    const pages::Words& words = pages::Words::for_language(asked->said.language);
    const Result<> sent =
        mailer.send({.to = asked->said.reply_to,
                     .subject = std::string(pages::tr(words, "Our answer to your question")),
                     .body = fmt::format("{}\n\n{}\n\n{}\n{}\n", asked->answer, partnership,
                                         pages::tr(words, "You asked us:"), asked->said.words),
                     .message_id = id.text()});
    // An address that cannot be written to: the page still shows the answer, and who asked.
    if (sent.failed_with(ErrorKind::invalid)) return Done{};
    return sent;
  };
  return all;
}

}  // namespace heed::listen
