// Polis: comments.csv, votes.csv, participants-votes.csv and summary.csv, or comments.json,
// votes.json and conversation.json; each alone or all in one folder. A participant is a response:
// the statements they wrote, and how they voted on statements. Of two votes on one statement the
// later one counts (votes.csv keeps both).
#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"

namespace heed::formats::inside {
namespace {

constexpr std::size_t kStatementsApart = 20;  // Of one person; more stand together in the last.

struct Conversation {
  struct Person {
    std::vector<std::string> statements;
    std::map<std::int64_t, std::pair<std::int64_t, int>> votes;  // Statement: when, how.
  };
  std::string title, description, encoding;
  std::map<std::int64_t, std::string> statements;
  std::map<std::int64_t, Person> people;
  std::vector<NotCarried> not_carried;
  std::size_t moderated_out = 0, files = 0;

  void vote(std::int64_t person, std::int64_t statement, std::int64_t when, int how) {
    auto& kept = people[person].votes.try_emplace(statement, when, how).first->second;
    if (when >= kept.first) kept = {when, how};
  }
};

std::optional<std::int64_t> number(std::string_view text) {
  text = trimmed(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "1714782753431", or 1691740361800.0 as some exports have it.
std::int64_t when(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value > 0 && value < 1e15 ? static_cast<std::int64_t>(value) : 0;
}

bool is_comments(const TableIn& t) { return has_headings(t, {"comment-id", "comment-body"}); }
bool is_votes(const TableIn& t) { return has_headings(t, {"comment-id", "voter-id", "vote"}); }
bool is_matrix(const TableIn& t) { return has_headings(t, {"participant", "group-id", "n-votes"}); }
bool is_summary(const TableIn& t) {
  return t.header.size() == 2 && t.header[0] == "topic" &&
         std::ranges::any_of(t.rows, [](const TableRow& r) { return cell(r, 0) == "voters"; });
}

bool first_has(const boost::json::value& json, std::initializer_list<std::string_view> names) {
  const boost::json::value* one = &json;
  if (json.is_array()) {
    if (json.as_array().empty()) return false;
    one = &json.as_array().front();
  }
  return one->is_object() && std::ranges::all_of(names, [&](std::string_view name) {
           return one->as_object().contains(name);
         });
}

bool is_one(Looked& file) {
  if (const boost::json::value* json = file.json())
    return first_has(*json, {"txt", "tid"}) || first_has(*json, {"txt", "statement_id"}) ||
           first_has(*json, {"pid", "tid", "vote"}) ||
           first_has(*json, {"participant_id", "statement_id", "vote"}) ||
           first_has(*json, {"topic", "participant_count"}) ||
           first_has(*json, {"group-clusters", "pca"});
  const TableIn* table = file.table();
  return table != nullptr &&
         (is_comments(*table) || is_votes(*table) || is_matrix(*table) || is_summary(*table));
}

void take_comments(const TableIn& table, Conversation& into) {
  const std::size_t id = column_of(table, {"comment-id"}),
                    body = column_of(table, {"comment-body"}),
                    author = column_of(table, {"author-id"}),
                    moderated = column_of(table, {"moderated"});
  for (const TableRow& row : table.rows) {
    const auto statement = number(cell(row, id));
    if (!statement) continue;
    if (trimmed(cell(row, moderated)) == "-1") {
      ++into.moderated_out;
      continue;
    }
    into.statements[*statement] = cell(row, body);
    if (const auto person = number(cell(row, author)))
      into.people[*person].statements.emplace_back(cell(row, body));
  }
}

void take_votes(const TableIn& table, Conversation& into) {
  const std::size_t id = column_of(table, {"comment-id"}), voter = column_of(table, {"voter-id"}),
                    how = column_of(table, {"vote"}), when = column_of(table, {"timestamp"});
  for (const TableRow& row : table.rows) {
    const auto statement = number(cell(row, id)), person = number(cell(row, voter)),
               vote = number(cell(row, how));
    if (!statement || !person || !vote) continue;
    into.statements.try_emplace(*statement);
    into.vote(*person, *statement, number(cell(row, when)).value_or(0), static_cast<int>(*vote));
  }
}

void take_matrix(const TableIn& table, Conversation& into) {
  const std::size_t who = column_of(table, {"participant"});
  for (const TableRow& row : table.rows) {
    const auto person = number(cell(row, who));
    if (!person) continue;
    into.people[*person];
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      const auto statement = number(table.header[c]);
      const auto vote = statement ? number(cell(row, c)) : std::nullopt;
      if (!statement || !vote) continue;
      into.statements.try_emplace(*statement);
      into.vote(*person, *statement, INT64_MAX, static_cast<int>(*vote));  // The latest already.
    }
  }
  into.not_carried.push_back({"column group-id", "opinion groups are worked out here again"});
}

void take_summary(const TableIn& table, Conversation& into) {
  into.title = table.header[1];
  for (const TableRow& row : table.rows)
    if (cell(row, 0) == "conversation-description") into.description = cell(row, 1);
}

void take_json(const boost::json::value& json, Conversation& into) {
  if (json.is_object()) {
    if (json.as_object().contains("pca")) {
      into.not_carried.push_back({"file", "opinion groups are worked out here again"});
      return;
    }
    into.title = member(json, {"topic"});
    into.description = member(json, {"description"});
    return;
  }
  for (const boost::json::value& one : json.as_array()) {
    const auto statement = number(member(one, {"tid", "statement_id"})),
               person = number(member(one, {"pid", "participant_id"}));
    if (!statement) continue;
    const std::string words = member(one, {"txt"});
    if (!words.empty()) {
      if (member(one, {"mod", "moderated"}) == "-1") {
        ++into.moderated_out;
        continue;
      }
      into.statements[*statement] = words;
      if (person) into.people[*person].statements.push_back(words);
    } else if (const auto vote = number(member(one, {"vote"})); vote && person) {
      into.statements.try_emplace(*statement);
      into.vote(*person, *statement, when(member(one, {"modified"})), static_cast<int>(*vote));
    }
  }
}

void take(Looked& file, Conversation& into) {
  ++into.files;
  if (const boost::json::value* json = file.json()) return take_json(*json, into);
  const TableIn& table = *file.table();
  into.encoding = table.encoding;
  if (is_comments(table)) return take_comments(table, into);
  if (is_votes(table)) return take_votes(table, into);
  if (is_matrix(table)) return take_matrix(table, into);
  take_summary(table, into);
}

std::string_view said(int vote) { return vote > 0 ? "agree" : vote < 0 ? "disagree" : "pass"; }

SurveyFile as_survey(Conversation&& talk) {
  SurveyFile read{.kind = "polis", .encoding = talk.encoding, .title = talk.title};
  read.not_carried = std::move(talk.not_carried);
  if (!talk.title.empty())
    read.activities.push_back({.title = talk.title, .purpose = talk.description});
  if (talk.moderated_out > 0)
    read.not_carried.push_back({fmt::format("{} statements", talk.moderated_out),
                                "moderated out where they were written"});
  std::size_t columns = 0;
  bool votes = false;
  for (const auto& [id, person] : talk.people) {
    columns = std::max(columns, std::min(kStatementsApart, person.statements.size()));
    votes = votes || !person.votes.empty();
  }
  if (columns == 0 && !votes) return read;
  read.table.kind = "csv";
  for (std::size_t c = 0; c < columns; ++c) {
    read.table.header.push_back("A statement for others to vote on");
    read.uses.push_back(ColumnUse::answer);
  }
  if (votes) {
    read.table.header.push_back("Do you agree with each statement?");
    read.uses.push_back(ColumnUse::choice);
  }
  for (const auto& [id, person] : talk.people) {
    TableRow row{.line = read.table.rows.size() + 1, .cells = {}};
    row.cells.resize(columns);
    for (std::size_t i = 0; i < person.statements.size(); ++i) {
      std::string& at = row.cells[std::min(i, columns - 1)];
      at += (at.empty() ? "" : "\n\n") + person.statements[i];
    }
    std::string voted;
    for (const auto& [statement, vote] : person.votes) {
      const std::string& words = talk.statements[statement];
      voted += fmt::format("{}{}: {}", voted.empty() ? "" : "\n",
                           words.empty() ? fmt::format("Statement {}", statement) : words,
                           said(vote.second));
    }
    if (votes) row.cells.push_back(std::move(voted));
    read.table.rows.push_back(std::move(row));
  }
  return read;
}

}  // namespace

bool is_polis(Looked& file) {
  if (const auto* parts = file.parts())
    return std::ranges::any_of(*parts, [](const FolderFile& part) {
      Looked one(part.path, part.bytes);
      return is_one(one);
    });
  return !file.is_zip() && is_one(file);
}

Result<SurveyFile> read_polis(Looked& file) {
  Conversation talk;
  const auto* parts = file.parts();
  if (parts == nullptr) {
    take(file, talk);
    return as_survey(std::move(talk));
  }
  for (const FolderFile& part : *parts) {
    Looked one(part.path, part.bytes);
    if (is_one(one))
      take(one, talk);
    else
      talk.not_carried.push_back({part.path, "not part of a Polis export"});
  }
  return as_survey(std::move(talk));
}

}  // namespace heed::formats::inside
