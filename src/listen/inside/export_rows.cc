#include "listen/inside/export_rows.h"

#include <unordered_map>

#include "store/database.h"

namespace heed::listen::inside {
namespace {

constexpr std::int64_t kRowsAtOnce = 500;

struct Page {
  std::vector<ExportRow> rows;
  std::unordered_map<std::string, std::size_t> at;  // By response.
};

// Those after `received` and `after`, so that rows added meanwhile move nothing.
Result<Page> read_page(store::Session& s, PartnershipId partnership, ActivityId activity,
                       TimeMs received, ResponseId after, std::size_t answers) {
  Page page;
  TRY(s.each(
      "select id, channel, grouping, said_ms, received_ms from response where partnership_id = $1 "
      "and activity_id = $2 and visible and state = 'counted' and (received_ms > $3 or "
      "(received_ms = $3 and id > $4)) order by received_ms, id limit $5",
      [&](const store::Row& row) {
        ExportRow one;
        one.id = row.id<ResponseId>(0);
        one.channel = row.text(1);
        one.grouping = row.text(2);
        if (!row.null(3)) one.said = row.time(3);
        one.received = row.time(4);
        one.answers.resize(answers);
        page.at.emplace(one.id.text(), page.rows.size());
        page.rows.push_back(std::move(one));
      },
      partnership, activity, received, after, kRowsAtOnce));
  return page;
}

Result<> read_voices(store::Session& s, PartnershipId partnership, Page& page,
                     const std::unordered_map<std::string, std::size_t>& column) {
  for (ExportRow& row : page.rows)
    TRY(s.each(
        "select question, words, may_quote from voice where partnership_id = $1 and response_id = "
        "$2 and visible order by number, id",
        [&](const store::Row& voice) {
          const auto found = column.find(voice.text(0));
          if (found == column.end()) return;  // Asked for the first time since we began.
          std::string& answer = row.answers[found->second];
          // Two voices to one question, such as a letter that was split: both, a line between.
          answer = answer.empty() ? voice.text(1) : answer + "\n\n" + voice.text(1);
          row.may_quote = row.may_quote || voice.truth(2);
        },
        partnership, row.id));
  return Done{};
}

}  // namespace

Result<std::vector<std::string>> export_questions(store::Database& main, PartnershipId partnership,
                                                  ActivityId activity) {
  return main.read([&](store::Session& s) {
    return s.all(
        "select question, min(number) from voice where partnership_id = $1 and activity_id = $2 "
        "and visible group by question order by min(number), question",
        [](const store::Row& row) { return row.text(0); }, partnership, activity);
  });
}

Result<std::int64_t> export_rows(store::Database& main, PartnershipId partnership,
                                 ActivityId activity, const std::vector<std::string>& questions,
                                 const std::function<Result<>(const ExportRow&)>& each) {
  std::unordered_map<std::string, std::size_t> column;
  for (std::size_t q = 0; q < questions.size(); ++q) column.emplace(questions[q], q);
  std::int64_t written = 0;
  TimeMs received{};
  ResponseId after;
  for (;;) {
    const Page page = TRY(main.read([&](store::Session& s) -> Result<Page> {
      Page found = TRY(read_page(s, partnership, activity, received, after, questions.size()));
      TRY(read_voices(s, partnership, found, column));
      return found;
    }));
    for (const ExportRow& row : page.rows) TRY(each(row));
    written += static_cast<std::int64_t>(page.rows.size());
    if (page.rows.size() < static_cast<std::size_t>(kRowsAtOnce)) return written;
    received = page.rows.back().received;
    after = page.rows.back().id;
  }
}

}  // namespace heed::listen::inside
