// Questions put to us in private, and the log of calls and meetings: what waits stands first.
#include "listen/enquiries.h"
#include "base/text.h"
#include "platform/clock.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {
namespace {

using listen::ContactWay;
using listen::Enquiry;
using listen::EnquiryId;
using listen::NewEnquiry;
using listen::ReplyBy;

constexpr std::int64_t kEnquiriesOnAPage = 30;
constexpr std::string_view kAt = "/staff/enquiries";

std::string way_said(ContactWay way) {
  switch (way) {
    case ContactWay::web:
      return tr("By the website");
    case ContactWay::phone:
      return tr("Phone call");
    case ContactWay::meeting:
      return tr("Meeting");
    case ContactWay::letter:
      return tr("Letter");
    case ContactWay::email:
      return tr("E-mail");
  }
  return {};
}

std::string reply_said(ReplyBy by) {
  switch (by) {
    case ReplyBy::none:
      return tr("No answer is wanted");
    case ReplyBy::email:
      return tr("By e-mail");
    case ReplyBy::phone:
      return tr("By phone");
    case ReplyBy::letter:
      return tr("By letter");
  }
  return {};
}

Html state_of(const Enquiry& one, TimeMs now) {
  if (one.answered) return tag(tr("Answered"), Colour::green);
  if (!one.waits()) return tag(tr("Noted"), Colour::grey);
  const std::int64_t days = (now.ms - one.said.day->ms) / kDayMs;
  return tag(days == 0 ? tr("Waiting") : tr_n("Waiting for {n} day", "Waiting for {n} days", days),
             Colour::orange);
}

std::string enquiry_path(EnquiryId id, std::string_view more = "") {
  return fmt::format("{}/{}{}", kAt, id.text(), more);
}

Result<Html> log_form(Services& services, const Request& request, const Trouble& trouble) {
  const auto chosen = [&](std::string_view name, std::string_view value,
                          std::string_view stored = "") {
    return typed(request, name, stored) == value;
  };
  std::vector<Option> ways, replies;
  for (const ContactWay way :
       {ContactWay::phone, ContactWay::meeting, ContactWay::letter, ContactWay::email})
    ways.push_back({.value = std::string(name_of(way)),
                    .label = way_said(way),
                    .chosen = chosen("way", name_of(way), "phone")});
  for (const ReplyBy by : {ReplyBy::none, ReplyBy::phone, ReplyBy::email, ReplyBy::letter})
    replies.push_back({.value = std::string(name_of(by)),
                       .label = reply_said(by),
                       .chosen = chosen("reply", name_of(by))});
  std::vector<Option> about = {{.value = "", .label = tr("Nothing in particular")}};
  for (const plan::Activity& each : TRY(services.activities.list(scope_of(request))))
    about.push_back({.value = each.id.text(),
                     .label = shortened(each.details.title, 70),
                     .chosen = chosen("about", each.id.text())});
  return post(
      request, kAt,
      join(input({.name = "who",
                  .label = tr("Who was it?"),
                  .hint = tr("The group or organisation, where there is one."),
                  .error = trouble.about("who"),
                  .value = typed(request, "who")}),
           radios({.name = "way",
                   .legend = tr("How did you speak?"),
                   .options = std::move(ways),
                   .small = true}),
           textarea({.name = "words",
                     .label = tr("What did they say?"),
                     .error = trouble.about("words"),
                     .value = typed(request, "words"),
                     .rows = 4}),
           input({.name = "day",
                  .label = tr("On which day?"),
                  .error = trouble.about("day"),
                  .value = typed(request, "day", show_date(services.clock.now(), services.zone)),
                  .width = 20}),
           details({.summary = tr("What it is about, and whether they want an answer"),
                    .body = join(select({.name = "about",
                                         .label = tr("What is it about?"),
                                         .options = std::move(about)}),
                                 select({.name = "reply",
                                         .label = tr("Do they want an answer?"),
                                         .options = std::move(replies)}),
                                 input({.name = "reply_to",
                                        .label = tr("Their number or address"),
                                        .error = trouble.about("reply_to"),
                                        .value = typed(request, "reply_to")})),
                    .open = trouble.any()}),
           button({.text = tr("Keep it"), .prevent_double = true})));
}

Html rows_of(const std::vector<Enquiry>& found, const Services& services) {
  std::vector<std::vector<Html>> rows;
  for (const Enquiry& one : found)
    rows.push_back({link(Href(enquiry_path(one.id)), shortened(one.said.words, 90)),
                    text(one.said.who.empty() ? "–" : one.said.who), text(way_said(one.said.way)),
                    text(show_date(*one.said.day, services.zone)),
                    state_of(one, services.clock.now())});
  return table(
      {.caption = tr("Enquiries and contacts"),
       .columns = {{tr("What was said")}, {tr("Who")}, {tr("How")}, {tr("Day")}, {tr("State")}},
       .rows = std::move(rows),
       .caption_hidden = true,
       .when_empty = tr("Nobody is here who fits.")});
}

Result<Reply> enquiries_page(Services& services, const Request& request,
                             const Trouble& trouble = {}) {
  listen::Enquiries& enquiries = *services.enquiries;
  const Scope& scope = scope_of(request);
  const std::string containing(request.asked("containing"));
  const std::int64_t at = page_asked(request);
  const listen::EnquiryFilter filter{.containing = containing};
  const std::int64_t total = TRY(enquiries.count(scope, filter));
  const auto found =
      TRY(enquiries.list(scope, filter, (at - 1) * kEnquiriesOnAPage, kEnquiriesOnAPage));
  const std::int64_t waiting = TRY(enquiries.count(scope, {.waiting = true}));
  std::string sums = waiting == 0
                         ? tr("Nobody waits for an answer.")
                         : tr_n("{n} waits for an answer.", "{n} wait for an answer.", waiting);
  if (const auto usual = TRY(enquiries.usual_days(scope)))
    sums +=
        " " + tr_n("The usual time to an answer is {n} day.",
                   "The usual time to an answer is {n} days.", std::max<std::int64_t>(*usual, 1));
  const Html search = form({.action = Href(kAt),
                            .body = join(input({.name = "containing",
                                                .label = tr("Find who it was, or what was said"),
                                                .value = containing,
                                                .width = 20}),
                                         button({.text = tr("Find"), .look = Look::secondary})),
                            .get = true});
  const Html pages_ = pagination(
      {.page = static_cast<std::uint64_t>(at),
       .pages = static_cast<std::uint64_t>((total + kEnquiriesOnAPage - 1) / kEnquiriesOnAPage),
       .path =
           containing.empty() ? std::string(kAt) : Href(kAt, {{"containing", containing}}).str()});
  return show(services, request,
              {.heading = tr("Enquiries and contacts"),
               .section = Section::said,
               .body = join(paragraph(sums), search, rows_of(found, services), pages_,
                            heading(2, tr("Log a call or a meeting")),
                            TRY(log_form(services, request, trouble)))},
              trouble);
}

Result<Reply> log(Services& services, const Request& request) {
  NewEnquiry one{.way = listen::contact_way(request.field("way")).value_or(ContactWay::phone),
                 .who = std::string(request.field("who")),
                 .words = std::string(request.field("words")),
                 .reply_by = listen::reply_by(request.field("reply")).value_or(ReplyBy::none),
                 .reply_to = std::string(request.field("reply_to")),
                 .taken_by = request.signed_in().person_name};
  if (const auto about = ActivityId::parse(request.field("about"))) one.activity = *about;
  Trouble trouble;
  if (const std::string_view day = trimmed(request.field("day")); !day.empty()) {
    const auto read = read_date(day, services.zone);
    if (!read)
      trouble.add("day", tr("Write the date like 5 December 2026."));
    else if (*read > services.clock.now())
      trouble.add("day", tr("This day is still to come."));
    else
      // The day itself: midnight in summer is still the day before in UTC, where days are kept.
      one.day = TRY(read_date(iso_date(*read, services.zone), "UTC"));
  }
  if (trimmed(one.words).empty()) trouble.add("words", tr("Write what they said."));
  if (trouble.any()) return enquiries_page(services, request, trouble);
  const auto kept = services.enquiries->add(scope_of(request), one);
  if (!kept)
    return enquiries_page(
        services, request,
        TRY(trouble_of(kept.error(),
                       kept.failed_with(ErrorKind::too_large) ? "words" : "reply_to")));
  return see_other(enquiry_path(*kept));
}

Result<Reply> one_page(Services& services, const Request& request, const Match& match,
                       const Trouble& trouble = {}) {
  const Enquiry one =
      TRY(services.enquiries->enquiry(scope_of(request), TRY(match.id<EnquiryId>("enquiry"))));
  std::vector<SummaryRow> rows = {
      {.key = tr("Who"), .value = text(one.said.who.empty() ? tr("Not said") : one.said.who)},
      {.key = tr("How"), .value = text(way_said(one.said.way))},
      {.key = tr("Day"), .value = text(show_date(*one.said.day, services.zone))}};
  if (!one.said.taken_by.empty())
    rows.push_back({.key = tr("Kept by"), .value = text(one.said.taken_by)});
  if (!one.said.activity.is_null()) {
    const auto about = services.activities.activity(scope_of(request), one.said.activity);
    if (about)
      rows.push_back(
          {.key = tr("About"), .value = link(Href(path_of(about->id)), about->details.title)});
  }
  rows.push_back(
      {.key = tr("Answer"),
       .value = one.said.reply_by == ReplyBy::none
                    ? text(reply_said(ReplyBy::none))
                    : join(reply_said(one.said.reply_by), ": ", typed_text(one.said.reply_to))});
  Html body = join(el("p", state_of(one, services.clock.now())), summary_list(rows),
                   heading(2, tr("What was said")), typed_text(one.said.words));
  if (one.answered)
    body += join(heading(2, tr("The answer")), typed_text(one.answer),
                 el("p", {{"class", "nhsuk-hint"}},
                    tr("{who}, {when}", {{"who", one.answered_by},
                                         {"when", show_date(*one.answered, services.zone)}})));
  if (one.waits())
    body += post(
        request, enquiry_path(one.id, "/answer"),
        join(textarea({.name = "answer",
                       .label = tr("The answer"),
                       .hint = one.said.reply_by == ReplyBy::email
                                   ? tr("It is sent to them by e-mail.")
                                   : tr("Ring or write to them first; then write down here what "
                                        "you said."),
                       .error = trouble.about("answer"),
                       .value = typed(request, "answer"),
                       .rows = 6}),
             button({.text = one.said.reply_by == ReplyBy::email ? tr("Send the answer")
                                                                 : tr("It is answered"),
                     .prevent_double = true})));
  body +=
      details({.summary = tr("Remove it for good"),
               .body = join(paragraph(tr("When it is not needed any more, or they ask for it.")),
                            post(request, enquiry_path(one.id, "/remove"),
                                 button({.text = tr("Remove it"), .look = Look::warning})))});
  return show(
      services, request,
      {.heading = one.said.way == ContactWay::web ? tr("A question to us") : way_said(one.said.way),
       .section = Section::said,
       .breadcrumb = {{tr("Enquiries and contacts"), Href(kAt)}},
       .body = std::move(body)},
      trouble);
}

Result<Reply> answer_enquiry(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<EnquiryId>("enquiry"));
  const auto done = services.enquiries->answer(scope_of(request), id, request.field("answer"),
                                               request.signed_in().person_name);
  if (!done) return one_page(services, request, match, TRY(trouble_of(done.error(), "answer")));
  return see_other(enquiry_path(id));
}

}  // namespace

Routes enquiry_routes(Services& services) {
  if (services.enquiries == nullptr) return {};
  constexpr Who kWho = Who::may(Capability::bring_in);
  const std::string one = std::string(kAt) + "/{enquiry}";
  return {
      {Method::get, std::string(kAt), kWho, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match&) {
         return enquiries_page(services, request);
       }},
      {Method::post, std::string(kAt), kWho, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match&) { return log(services, request); }},
      {Method::get, one, kWho, Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return one_page(services, request, match);
       }},
      {Method::post, one + "/answer", kWho, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return answer_enquiry(services, request, match);
       }},
      {Method::post, one + "/remove", kWho, Limit::form, Safety::csrf_token,
       [&services](const Request& request, const Match& match) -> Result<Reply> {
         TRY(services.enquiries->remove(scope_of(request), TRY(match.id<EnquiryId>("enquiry"))));
         return see_other(std::string(kAt));
       }},
  };
}

}  // namespace heed::web::staff
