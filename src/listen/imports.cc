#include "listen/imports.h"

#include <algorithm>
#include <set>
#include <span>

#include "base/limits.h"
#include "base/text.h"
#include "formats/survey_file.h"
#include "listen/inside/import_asked.h"
#include "listen/inside/import_rows.h"
#include "listen/inside/rows.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "questions/questionnaire.h"
#include "record/keys.h"
#include "record/merkle.h"
#include "record/payload.h"
#include "record/record.h"
#include "store/database.h"

namespace heed::listen {

using inside::ReadRow;

namespace {

Result<> check_activity(store::Database& main, const Scope& scope, ActivityId activity) {
  const std::string state = TRY(main.read([&](store::Session& s) {
    return s.one(
        "select state from activity where partnership_id = $1 and id = $2",
        [](const store::Row& row) { return row.text(0); }, scope.partnership(), activity);
  }));
  if (state == "answered")
    return refuse("This activity has been answered already. Bring the file in as a new one.",
                  ErrorKind::closed);
  return Done{};
}

// Answers that are brought in close a draft: it was asked elsewhere. Not one that is on its way to
// being opened here, which would then never be reviewed, approved and opened.
Result<> close_draft(store::Session& s, PartnershipId partnership, ActivityId activity,
                     TimeMs now) {
  const auto [state, phase] = TRY(s.one(
      "select state, phase from activity where partnership_id = $1 and id = $2",
      [](const store::Row& row) { return std::pair(row.text(0), row.text(1)); }, partnership,
      activity));
  if (state == "answered")
    return refuse("This was answered while the file was read. Bring the file in as a new one.",
                  ErrorKind::closed);
  if (state != "draft") return Done{};
  if (!phase.empty() && phase != "draft")
    return refuse("This is on its way to being opened. Bring answers in once it has closed.",
                  ErrorKind::conflict);
  TRY(
      s.exec("update activity set state = 'closed', closed_ms = $3, changed_ms = $3, version = "
             "version + 1 where partnership_id = $1 and id = $2",
             partnership, activity, now));
  return Done{};
}

// What rows answer: the activity, and its questionnaire where there is one.
struct ImportedInto {
  ActivityId activity;
  questions::Questionnaire asked;
  // Of one that was opened: when answers ended, and until when late ones are still brought in.
  std::optional<TimeMs> end, late_until;
};

// By the day that a row names; without one, by whether the late window is over.
bool is_late(const ImportedInto& to, const ReadRow& row, TimeMs now) {
  if (!to.end || now < *to.end) return false;
  return row.said ? *row.said > *to.end : now > to.late_until.value_or(*to.end);
}

Result<ImportedInto> asked_in(store::Database& main, const Scope& scope, ActivityId activity) {
  ImportedInto to{.activity = activity, .asked = {}};
  const auto maybe = [](const store::Row& row, int column) {
    return row.null(column) ? std::nullopt : std::optional<TimeMs>(row.time(column));
  };
  TRY(main.read([&](store::Session& s) -> Result<> {
    TRY(s.each(
        "select closes_ms, closed_ms, late_until_ms from activity where partnership_id = $1 and id "
        "= $2 and opened_ms is not null",
        [&](const store::Row& row) {
          const auto closed = maybe(row, 1);
          to.end = maybe(row, 0);
          if (closed && (!to.end || *closed < *to.end)) to.end = closed;
          to.late_until = maybe(row, 2);
        },
        scope.partnership(), activity));
    return Done{};
  }));
  const auto stored = TRY(main.read([&](store::Session& s) {
    return s.all(
        "select definition from questionnaire where partnership_id = $1 and activity_id = $2 order "
        "by version desc limit 1",
        [](const store::Row& row) { return row.text(0); }, scope.partnership(), activity);
  }));
  if (!stored.empty())
    to.asked = TRY(questions::read_questionnaire(stored.front()));
  else
    to.asked.version = 0;
  return to;
}

constexpr std::size_t kDifferentMax = 1'000;  // Nobody asks as many questions in a column.

// Of one import, in the order of its rows.
struct Ids {
  std::vector<ResponseId> responses;
  std::vector<VoiceId> voices;
  std::size_t next_voice = 0;
};

Result<inside::NewResponse> prepare(const ReadRow& row, const record::DataKey& key, ImportId import,
                                    const ImportedInto& to, TimeMs now, std::size_t number,
                                    std::int64_t ordinal, Ids& ids, platform::Random& random) {
  inside::NewResponse made{.id = ids.responses[number],
                           .activity = to.activity,
                           .channel = row.channel.empty() ? "import" : row.channel,
                           .import = import,
                           .visible = false,
                           .state = is_late(to, row, now) ? "late" : "counted",
                           .said = row.said,
                           .received = now,
                           .grouping = row.grouping,
                           .data_key = key.id,
                           .ordinal = ordinal};
  record::ResponsePayload payload{.activity = to.activity};
  record::Cbor::Array asked;
  for (const auto& [question, words] : row.answers) {
    payload.answers.push_back({question, "long_text", record::Cbor(words)});
    asked.push_back(record::Cbor(question));
    made.voices.push_back({ids.voices[ids.next_voice++], question, words, row.may_quote});
  }
  for (const auto& [question, picked] : row.choices) {
    payload.answers.push_back({question, "choose_one", record::Cbor(picked)});
    asked.push_back(record::Cbor(question));
    if (const auto pick = inside::picked(to.asked, question, picked))
      made.answers.push_back(
          {.question = pick->question, .code = pick->choice, .words = pick->words});
  }
  payload.questionnaire = platform::sha256(record::Cbor::array(std::move(asked)).encode());
  record::Sealed sealed = TRY(
      record::seal_payload(key, record::encode(payload), made.id.bytes(), std::nullopt, random));
  made.questionnaire_version = to.asked.version;
  made.sealed = std::move(sealed.sealed);
  made.payload_hash = sealed.payload_hash;
  return made;
}

}  // namespace

std::size_t questions_asked(const std::vector<Column>& columns, const std::vector<Role>& roles) {
  std::set<std::string_view> chosen, written;
  std::size_t named = 0;
  for (std::size_t c = 0; c < columns.size() && c < roles.size(); ++c) {
    if (roles[c] == Role::choice) chosen.insert(columns[c].heading);
    if (roles[c] == Role::answer) written.insert(columns[c].heading);
    if (roles[c] == Role::question_text) named += columns[c].different;
  }
  if (named > 0 && !written.empty()) return chosen.size() + named;
  chosen.merge(written);
  return chosen.size();
}

Result<Preview> Imports::preview(std::string_view file_name, std::string_view bytes) {
  formats::SurveyFile file = TRY(formats::read_survey_file(file_name, bytes));
  const formats::TableIn& table = file.table;
  Preview preview{.kind = file.kind,
                  .title = file.title,
                  .encoding = file.encoding,
                  .rows = table.rows.size(),
                  .activities = file.activities.size()};
  for (formats::NotCarried& lost : file.not_carried) {
    if (lost.where == "file") preview.remarks.push_back(lost.why);
    preview.not_carried.push_back({std::move(lost.where), std::move(lost.why)});
  }
  std::vector<Role> roles;
  for (std::size_t c = 0; c < table.header.size(); ++c) {
    Column column{.heading = table.header[c], .suggested = inside::role_of(file.uses[c])};
    std::set<std::string_view> different;
    for (const formats::TableRow& row : table.rows) {
      if (c >= row.cells.size() || trimmed(row.cells[c]).empty()) continue;
      ++column.filled;
      if (different.size() < kDifferentMax) different.insert(trimmed(row.cells[c]));
      if (column.examples.size() < 3 && std::find(column.examples.begin(), column.examples.end(),
                                                  row.cells[c]) == column.examples.end())
        column.examples.push_back(row.cells[c]);
    }
    column.different = different.size();
    roles.push_back(column.suggested);
    preview.columns.push_back(std::move(column));
  }
  preview.questions =
      questions_asked(preview.columns, roles) + (file.asked ? file.asked->count() : 0);
  for (const formats::TableRow& row : table.rows) {
    if (preview.first_rows.size() < 5) preview.first_rows.push_back(row.cells);
    for (std::size_t c = 0; c < preview.columns.size() && c < row.cells.size(); ++c)
      if ((preview.columns[c].suggested == Role::answer ||
           preview.columns[c].suggested == Role::choice) &&
          !trimmed(row.cells[c]).empty()) {
        ++preview.responses;
        break;
      }
  }
  return preview;
}

Result<std::size_t> Imports::check(std::string_view file_name, std::string_view bytes,
                                   const Mapping& mapping, std::string_view zone,
                                   std::vector<RowProblem>* problems) {
  const formats::SurveyFile file = TRY(formats::read_survey_file(file_name, bytes));
  const auto rows = TRY(inside::read_rows(file.table, mapping, zone, problems));
  if (rows.empty()) return refuse("There is no answer in that column. Nothing was imported.");
  return rows.size();
}

Result<ImportReport> Imports::run(const Scope& scope, ActivityId activity,
                                  std::string_view file_name, std::string_view bytes,
                                  const Mapping& mapping, std::string_view zone,
                                  std::vector<RowProblem>* problems,
                                  const std::function<void(std::size_t, std::size_t)>& progress) {
  if (!scope.may(Capability::bring_in)) return fail(ErrorKind::denied, "bring_in");
  TRY(check_activity(main_, scope, activity));
  const PartnershipId partnership = scope.partnership();
  const formats::TableIn table = TRY(formats::read_survey_file(file_name, bytes)).table;
  ImportReport report{.rows = table.rows.size()};
  const std::vector<ReadRow> rows = TRY(inside::read_rows(table, mapping, zone, problems));
  report.empty = table.rows.size() - rows.size();
  for (std::size_t c = 0; c < table.header.size(); ++c)
    if (mapping.roles[c] == Role::ignore) report.not_mapped.push_back(table.header[c]);
  if (rows.empty()) return refuse("There is no answer in that column. Nothing was imported.");

  const TimeMs now = clock_.now();
  report.id = random_.id<ImportId>();
  const Hash file_hash = platform::sha256(bytes);
  TRY(main_.write([&](store::Session& s) -> Result<> {
    TRY(
        s.exec("insert into import (partnership_id, id, activity_id, file_name, file_hash, state, "
               "rows_read, rows_kept, mapping, report, person_id, created_ms) values ($1, $2, $3, "
               "$4, $5, 'staging', $6, 0, $7, '', $8, $9)",
               partnership, report.id, activity, shortened(file_name, limits::kNameChars),
               file_hash, table.rows.size(), inside::written(table, mapping), scope.person(), now));
    return Done{};
  }));

  const auto answers_a_row = static_cast<std::size_t>(
      std::count(mapping.roles.begin(), mapping.roles.end(), Role::answer));
  const ImportedInto to = TRY(asked_in(main_, scope, activity));
  record::Frontier payloads;
  std::size_t voices = 0;
  for (const ReadRow& row : rows) voices += row.answers.size();
  Ids ids{random_.ids<ResponseId>(rows.size()), random_.ids<VoiceId>(voices)};
  for (std::size_t at = 0; at < rows.size(); at += limits::kImportChunkRows) {
    const std::size_t count = std::min(limits::kImportChunkRows, rows.size() - at);
    const auto keys = TRY(keys_.make_data_keys(partnership, count));
    std::vector<inside::NewResponse> chunk;
    chunk.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      const auto ordinal = static_cast<std::int64_t>((at + i) * answers_a_row);
      chunk.push_back(
          TRY(prepare(rows[at + i], keys[i], report.id, to, now, at + i, ordinal, ids, random_)));
      payloads.add(record::leaf_hash(chunk.back().payload_hash));
      report.voices += chunk.back().voices.size();
      report.late += chunk.back().state == "late" ? 1 : 0;
    }
    TRY(main_.write([&](store::Session& s) -> Result<> {
      TRY(inside::add_responses(s, partnership, chunk));
      for (std::size_t i = 0; i < count; ++i)
        TRY(inside::add_themes(s, partnership, chunk[i], rows[at + i]));
      return Done{};
    }));
    for (std::size_t i = 0; i < count; ++i) report.themes += rows[at + i].themes.size();
    if (progress) progress(at + count, rows.size());
  }
  report.responses = rows.size();

  // The flip: all of it becomes visible, with its one entry in the record, or none of it does.
  const Hash commitment = inside::import_commitment(file_hash, rows.size(), payloads.root());
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t shown = TRY(
        s.exec("update response set visible = true where partnership_id = $1 and import_id = $2",
               partnership, report.id));
    // Another process may have swept it away as one that had been left half done.
    if (shown != static_cast<std::int64_t>(rows.size()))
      return refuse("The file was not kept whole, so none of it was kept. Bring it in again.",
                    ErrorKind::conflict);
    TRY(s.exec(
        "update voice set visible = true where partnership_id = $1 and response_id in (select "
        "id from response where partnership_id = $1 and import_id = $2 and state = 'counted')",
        partnership, report.id));
    TRY(close_draft(s, partnership, activity, now));
    const record::Entry entry{.type = record::EntryType::import,
                              .activity = activity,
                              .when = now,
                              .ref = std::nullopt,
                              .commitment = commitment};
    const record::Appended at = TRY(record_.append(s, partnership, std::span(&entry, 1)));
    TRY(s.exec(
        "update import set state = 'done', rows_kept = $3, done_ms = $4, log_index = $5, report "
        "= $6 where partnership_id = $1 and id = $2",
        partnership, report.id, rows.size(), clock_.now(),
        static_cast<std::int64_t>(at.first_index), inside::written(report)));
    return Done{};
  }));
  return report;
}

Result<std::vector<BroughtTheme>> Imports::themes(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_summary)) return fail(ErrorKind::denied, "read_summary");
  return main_.read([&](store::Session& s) {
    return s.all(
        "select t.theme, t.heading, i.file_name, count(*) as used from imported_theme t join "
        "import i on i.partnership_id = t.partnership_id and i.id = t.import_id where "
        "t.partnership_id = $1 and t.activity_id = $2 and i.state = 'done' group by t.theme, "
        "t.heading, i.file_name order by used desc, t.heading, t.theme",
        [](const store::Row& row) {
          return BroughtTheme{row.text(0), row.text(1), row.text(2), row.integer(3)};
        },
        scope.partnership(), activity);
  });
}

Result<std::int64_t> Imports::sweep(const Scope& scope) {
  return main_.write([&](store::Session& s) -> Result<std::int64_t> {
    const PartnershipId partnership = scope.partnership();
    TRY(
        s.exec("delete from imported_theme where partnership_id = $1 and import_id in (select id "
               "from import where partnership_id = $1 and state = 'staging')",
               partnership));
    TRY(
        s.exec("delete from voice where partnership_id = $1 and response_id in (select r.id from "
               "response r join import i on i.partnership_id = r.partnership_id and i.id = "
               "r.import_id where r.partnership_id = $1 and i.state = 'staging')",
               partnership));
    TRY(
        s.exec("delete from response where partnership_id = $1 and import_id in (select id from "
               "import where partnership_id = $1 and state = 'staging')",
               partnership));
    return s.exec("delete from import where partnership_id = $1 and state = 'staging'",
                  partnership);
  });
}

}  // namespace heed::listen
