#include "listen/inside/export_rows.h"

#include <algorithm>
#include <unordered_map>

#include "store/database.h"

namespace heed::listen::inside {
namespace {

using questions::Pick;
using questions::Value;

constexpr std::int64_t kRowsAtOnce = 250;  // Of 40 answers each: some 2 MB.

// The next responses after one, so that rows added meanwhile move nothing. "= true": without it
// SQLite does not see that response_by_arrival serves, and sorts them all for each page.
constexpr std::string_view kPage =
    "from response where partnership_id = $1 and activity_id = $2 and visible = true and state = "
    "'counted' and (received_ms, id) > ($3, $4) order by received_ms, id limit $5";

struct Reading {
  store::Session& s;
  PartnershipId partnership;
  ActivityId activity;
  const ExportAsked& asked;
  TimeMs received;
  ResponseId after;
  std::vector<ExportRow> rows = {};
  std::unordered_map<std::string, std::size_t> at = {};  // By the bytes of the id.

  ExportRow* row_of(const Bytes& id) {
    const auto found = at.find(std::string(as_text(id)));
    return found == at.end() ? nullptr : &rows[found->second];
  }

  Result<> responses() {
    TRY(s.each(
        fmt::format("select id, channel, grouping, said_ms, received_ms {}", kPage),
        [&](const store::Row& row) {
          ExportRow one;
          one.id = row.id<ResponseId>(0);
          one.channel = row.text(1);
          one.grouping = row.text(2);
          if (!row.null(3)) one.said = row.time(3);
          one.received = row.time(4);
          one.answers.resize(asked.places());
          at.emplace(std::string(as_text(one.id.bytes())), rows.size());
          rows.push_back(std::move(one));
        },
        partnership, activity, received, after, kRowsAtOnce));
    return Done{};
  }

  Result<> picks() {
    TRY(s.each(
        fmt::format("select a.response_id, a.question_id, a.item, a.code, a.words from (select id "
                    "{}) p join answer a on a.partnership_id = $1 and a.response_id = p.id",
                    kPage),
        [&](const store::Row& row) {
          ExportRow* const response = row_of(row.bytes(0));
          const auto place = asked.place(row.id<QuestionId>(1));
          if (response == nullptr || !place) return;  // Come, or asked, since we began.
          response->answers[*place].push_back({row.text(2), row.text(3), row.text(4)});
        },
        partnership, activity, received, after, kRowsAtOnce));
    return Done{};
  }

  // Beside the choice that they stand by, or to the question. Two voices to one, such as a letter
  // that was split: both, a line between.
  static void put(Value& value, const std::string& choice, std::string&& words) {
    const auto there = std::ranges::find_if(
        value, [&](const Pick& pick) { return pick.item.empty() && pick.code == choice; });
    if (there == value.end())
      value.push_back({"", choice, std::move(words)});
    else if (there->words.empty())
      there->words = std::move(words);
    else
      there->words += "\n\n" + words;
  }

  Result<> voices() {
    TRY(s.each(
        fmt::format("select v.response_id, v.question_id, v.choice, v.question, v.words, "
                    "v.may_quote from (select id {}) p join voice v on v.partnership_id = $1 and "
                    "v.response_id = p.id where v.visible order by v.number, v.id",
                    kPage),
        [&](const store::Row& row) {
          ExportRow* const response = row_of(row.bytes(0));
          if (response == nullptr) return;
          response->may_quote = response->may_quote || row.truth(5);
          if (!row.null(1)) {
            if (const auto place = asked.place(row.id<QuestionId>(1)))
              put(response->answers[*place], row.text(2), row.text(4));
          } else if (const auto found = asked.place(row.text(3))) {
            put(response->answers[found->place], found->choice, row.text(4));
          }
        },
        partnership, activity, received, after, kRowsAtOnce));
    return Done{};
  }
};

}  // namespace

Result<std::int64_t> export_rows(store::Database& main, PartnershipId partnership,
                                 ActivityId activity, const ExportAsked& asked,
                                 const std::function<Result<>(const ExportRow&)>& each) {
  std::int64_t written = 0;
  TimeMs received{};
  ResponseId after;
  for (;;) {
    const auto rows = TRY(main.read([&](store::Session& s) -> Result<std::vector<ExportRow>> {
      Reading page{s, partnership, activity, asked, received, after};
      TRY(page.responses());
      TRY(page.picks());
      TRY(page.voices());
      return std::move(page.rows);
    }));
    for (const ExportRow& row : rows) TRY(each(row));
    written += static_cast<std::int64_t>(rows.size());
    if (rows.size() < static_cast<std::size_t>(kRowsAtOnce)) return written;
    received = rows.back().received;
    after = rows.back().id;
  }
}

}  // namespace heed::listen::inside
