#include "act/inside/rows.h"

#include "act/inside/letters.h"

namespace heed::act::inside {

Contact contact_from(const store::Row& row) {
  return {.id = row.id<ContactId>(0),
          .kept = {.wish = {.activity = row.id<ActivityId>(1),
                            .way = way(row.text(2)).value_or(Way::email),
                            .name = row.text(3),
                            .email = row.text(4),
                            .postal = row.text(5),
                            .phone = row.text(6),
                            .language = row.text(7)},
                   .confirmed = !row.null(8),
                   .stopped = !row.null(9)},
          .secret = row.bytes(10)};
}

Result<> add_contact(store::Session& s, PartnershipId partnership, const NewContact& row,
                     const std::optional<ActivityId>& activity, TimeMs now) {
  const Tokens tokens = tokens_of(row.secret);
  const Wish& wish = row.wish;
  const TimeMs day = day_of(now);
  // Nobody else can ask for a letter or a call in somebody's name and gain by it; an e-mail address
  // must answer first.
  const std::optional<TimeMs> confirmed =
      wish.way == Way::email ? std::nullopt : std::optional(day);
  TRY(s.exec(
      "insert into contact (partnership_id, id, kind, activity_id, name, email, email_key,"
      " language, confirm_hash, confirmed_ms, stop_hash, stopped_ms, created_day_ms, way, postal,"
      " phone, token) values ($1, $2, 'keep_told', $3, $4, $5, $6, $7, $8, $9, $10, null, $11, $12,"
      " $13, $14, $15)",
      partnership, row.id, activity, wish.name, wish.email, row.email_key, wish.language,
      token_hash(tokens.confirm), confirmed, token_hash(tokens.stop), day, to_text(wish.way),
      wish.postal, wish.phone, row.secret));
  return Done{};
}

Result<> let_go(store::Session& s, PartnershipId partnership, const ContactId& contact,
                std::string_view why, TimeMs day) {
  TRY(s.exec(
      "update contact set stopped_ms = $3, stopped_why = $4, name = '', email = '', email_key = '',"
      " postal = '', phone = '', confirm_hash = null where partnership_id = $1 and id = $2 and"
      " stopped_ms is null",
      partnership, contact, day, why));
  TRY(s.exec("delete from access_need where partnership_id = $1 and contact_id = $2", partnership,
             contact));
  // What waits to go does not go.
  TRY(s.exec(
      "update told set state = 'stopped', day_ms = $3 where partnership_id = $1 and contact_id = $2"
      " and state = 'waiting'",
      partnership, contact, day));
  return Done{};
}

}  // namespace heed::act::inside
