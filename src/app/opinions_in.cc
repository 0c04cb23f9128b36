#include "app/opinions_in.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <charconv>
#include <filesystem>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "app/comments_in.h"
#include "base/text.h"
#include "formats/row_views.h"
#include "platform/files.h"

namespace heed::app {
namespace {

namespace json = boost::json;

struct IdHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>()(id); }
};

// Numbers for ids, as first seen.
class Ids {
 public:
  std::uint32_t of(std::string_view id) {
    if (const auto found = number_.find(id); found != number_.end()) return found->second;
    const auto next = static_cast<std::uint32_t>(ids_.size());
    ids_.emplace_back(id);
    number_.emplace(std::string(id), next);
    return next;
  }
  std::optional<std::uint32_t> known(std::string_view id) const {
    const auto found = number_.find(id);
    return found == number_.end() ? std::nullopt : std::optional(found->second);
  }
  const std::vector<std::string>& list() const { return ids_; }

 private:
  std::vector<std::string> ids_;
  std::unordered_map<std::string, std::uint32_t, IdHash, std::equal_to<>> number_;
};

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int8_t> vote_in(std::string_view cell) {
  if (cell == "1") return std::int8_t{1};
  if (cell == "-1") return std::int8_t{-1};
  if (cell == "0") return std::int8_t{0};
  const std::string said = lowered(trimmed(cell));
  if (said == "agree" || said == "yes" || said == "+1") return std::int8_t{1};
  if (said == "disagree" || said == "no") return std::int8_t{-1};
  if (said == "pass" || said == "unsure" || said == "skip") return std::int8_t{0};
  const std::optional<double> value = number_in(said);
  if (value && (*value == 1 || *value == 0 || *value == -1))
    return static_cast<std::int8_t>(*value);
  return std::nullopt;
}

std::optional<std::size_t> one_of(std::span<const std::string_view> headings,
                                  std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < headings.size(); ++i)
      if (lowered(trimmed(headings[i])) == name) return i;
  return std::nullopt;
}

// What has been read so far, with ids numbered as first seen and the time of each vote.
struct Gathered {
  Ids participants, statements;
  std::vector<text::Vote> votes;
  std::vector<double> times;  // As long as votes, or empty.
  std::unordered_map<std::uint32_t, std::string> texts;
  std::vector<std::uint32_t> out, in;
  bool let_in_known = false;
  std::vector<std::string> remarks;
};

// The numbers of ids in the order that people expect: 2 before 10.
std::vector<std::uint32_t> ordered(const std::vector<std::string>& ids) {
  std::vector<std::uint32_t> order(ids.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<double> numbers;
  for (const std::string& id : ids)
    if (const std::optional<double> value = number_in(id)) numbers.push_back(*value);
  if (numbers.size() == ids.size())
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(numbers[a], a) < std::pair(numbers[b], b);
    });
  return order;
}

std::vector<std::string> in_order(const std::vector<std::string>& ids,
                                  const std::vector<std::uint32_t>& order,
                                  std::vector<std::uint32_t>& place) {
  std::vector<std::string> out;
  place.assign(ids.size(), 0);
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    out.push_back(ids[order[i]]);
  }
  return out;
}

Conversation finished(Gathered&& read) {
  Conversation out{.remarks = std::move(read.remarks)};
  std::vector<std::uint32_t> person, statement;
  out.participants = in_order(read.participants.list(), ordered(read.participants.list()), person);
  out.statements = in_order(read.statements.list(), ordered(read.statements.list()), statement);
  out.texts.resize(out.statements.size());
  for (auto& [s, words] : read.texts) out.texts[statement[s]] = std::move(words);
  out.moderated_out.assign(out.statements.size(), false);
  for (const std::uint32_t s : read.out) out.moderated_out[statement[s]] = true;
  if (read.let_in_known) {
    out.let_in.assign(out.participants.size(), false);
    for (const std::uint32_t p : read.in) out.let_in[person[p]] = true;
  }
  std::vector<std::uint32_t> order(read.votes.size());
  std::iota(order.begin(), order.end(), 0u);
  if (!read.times.empty() && !std::is_sorted(read.times.begin(), read.times.end()))
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::pair(read.times[a], a) < std::pair(read.times[b], b);
    });
  out.votes.reserve(order.size());
  for (const std::uint32_t v : order)
    out.votes.push_back({person[read.votes[v].participant], statement[read.votes[v].statement],
                         read.votes[v].value});
  return out;
}

Result<std::string> bytes_of(const std::string& path, std::size_t bytes_max) {
  Result<std::string> read = platform::read_file(path, bytes_max);
  if (read || !read.error().said.empty()) return read;
  if (read.failed_with(ErrorKind::not_found))
    return refuse(fmt::format("{} cannot be opened.", path), ErrorKind::not_found);
  return refuse(fmt::format("{} cannot be read: {}.", path, read.error().detail),
                read.error().kind);
}

Result<formats::RowViews> rows_of(const std::string& path) {
  return formats::RowViews::of(TRY(bytes_of(path, std::size_t{2} << 30)));
}

Error bad_vote(std::size_t line, std::string_view cell) {
  return refuse(
      fmt::format("Line {}: “{}” is not a vote. A vote is 1, 0 or -1, or agree, pass or "
                  "disagree.",
                  line, cell.substr(0, 40)));
}

Result<> read_long(formats::RowViews& rows, std::size_t who, std::size_t what, std::size_t vote,
                   std::optional<std::size_t> time, Gathered& out) {
  Progress progress("Reading votes");
  const std::size_t needed = std::max({who, what, vote}) + 1;
  while (TRY(rows.next())) {
    const auto cells = rows.cells();
    if (cells.size() < needed)
      return refuse(fmt::format("Line {}: there are {} cells, and a vote needs {}.", rows.line(),
                                cells.size(), needed));
    const std::optional<std::int8_t> value = vote_in(cells[vote]);
    if (!value) return bad_vote(rows.line(), cells[vote]);
    if (cells[who].empty() || cells[what].empty())
      return refuse(fmt::format("Line {}: the vote names no {}.", rows.line(),
                                cells[who].empty() ? "participant" : "statement"));
    if (time) {
      const std::optional<double> at =
          *time < cells.size() ? number_in(cells[*time]) : std::nullopt;
      if (at) {
        out.times.push_back(*at);
      } else {
        time.reset();  // The order of the rows is all that is known then.
        out.times.clear();
      }
    }
    out.votes.push_back({out.participants.of(cells[who]), out.statements.of(cells[what]), *value});
    if (out.votes.size() % 65536 == 0) progress.at(rows.done());
  }
  return Done{};
}

Result<> read_wide(formats::RowViews& rows, std::size_t who,
                   std::span<const std::string_view> headings, Gathered& out) {
  static constexpr std::array<std::string_view, 6> kAbout = {
      "participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"};
  std::vector<std::pair<std::size_t, std::uint32_t>> columns;
  for (std::size_t i = 0; i < headings.size(); ++i)
    if (i != who && std::find(kAbout.begin(), kAbout.end(), headings[i]) == kAbout.end())
      columns.emplace_back(i, out.statements.of(headings[i]));
  while (TRY(rows.next())) {
    const auto cells = rows.cells();
    const std::uint32_t person = out.participants.of(who < cells.size() ? cells[who] : "");
    for (const auto& [column, statement] : columns) {
      if (column >= cells.size() || trimmed(cells[column]).empty()) continue;
      const std::optional<std::int8_t> value = vote_in(cells[column]);
      if (!value) return bad_vote(rows.line(), cells[column]);
      out.votes.push_back({person, statement, *value});
    }
  }
  return Done{};
}

Result<> read_vote_rows(const std::string& path, Gathered& out) {
  formats::RowViews rows = TRY(rows_of(path));
  if (!TRY(rows.next())) return refuse(fmt::format("{} is empty.", path));
  const std::vector<std::string> kept(rows.cells().begin(), rows.cells().end());
  const std::vector<std::string_view> headings(kept.begin(), kept.end());
  const auto who = one_of(headings, {"participant", "voter-id", "voter_id", "participant_id",
                                     "participant-id", "pid", "voter", "person"});
  const auto what = one_of(headings, {"statement", "comment-id", "comment_id", "statement_id",
                                      "statement-id", "tid", "comment"});
  const auto vote = one_of(headings, {"vote", "value", "answer"});
  const auto time = one_of(headings, {"timestamp", "created", "modified", "time"});
  if (who && what && vote) return read_long(rows, *who, *what, *vote, time, out);
  if (who && !vote) return read_wide(rows, *who, headings, out);
  return refuse(
      fmt::format("{} needs the columns participant, statement and vote. Its columns are: {}.",
                  path, fmt::join(kept, ", ")));
}

Result<> read_statements(const std::string& path, Gathered& out) {
  formats::RowViews rows = TRY(rows_of(path));
  if (!TRY(rows.next())) return refuse(fmt::format("{} is empty.", path));
  const std::vector<std::string> kept(rows.cells().begin(), rows.cells().end());
  const std::vector<std::string_view> headings(kept.begin(), kept.end());
  const auto id = one_of(headings, {"comment-id", "comment_id", "statement_id", "statement-id",
                                    "tid", "id", "statement"});
  const auto words = one_of(
      headings, {"comment-body", "comment_body", "text", "txt", "body", "statement", "comment"});
  const auto moderated = one_of(headings, {"moderated", "mod"});
  if (!id || !words)
    return refuse(
        fmt::format("{} needs the columns comment-id and comment-body (or id and text).", path));
  while (TRY(rows.next())) {
    const auto cells = rows.cells();
    if (cells.size() <= std::max(*id, *words))
      return refuse(
          fmt::format("{}, line {}: there are only {} cells.", path, rows.line(), cells.size()));
    const std::uint32_t statement = out.statements.of(cells[*id]);
    out.texts[statement] = std::string(cells[*words]);
    if (moderated && *moderated < cells.size() && trimmed(cells[*moderated]) == "-1")
      out.out.push_back(statement);
  }
  return Done{};
}

std::string id_of(const json::value& value) {
  if (value.is_string()) return std::string(value.as_string());
  return value.is_double() ? fmt::format("{}", value.as_double()) : json::serialize(value);
}

std::string field(const json::object& object, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (const json::value* found = object.if_contains(name)) return id_of(*found);
  return {};
}

Result<json::value> read_json(const std::string& path) {
  const std::string bytes = TRY(bytes_of(path, std::size_t{1} << 28));
  boost::system::error_code error;
  json::value out = json::parse(bytes, error);
  if (error) return refuse(fmt::format("{} is not JSON.", path));
  return out;
}

const json::array& list_in(const json::value& value, const char* name) {
  static const json::array kNone;
  const json::object* object = value.if_object();
  const json::value* found = object ? object->if_contains(name) : nullptr;
  return found && found->is_array() ? found->get_array() : kNone;
}

// Votes of people whom the server had but the export has not are said, not made up.
void remark_missing(const json::value& math, Gathered& out) {
  const json::object* counts = math.is_object() && math.get_object().contains("user-vote-counts")
                                   ? math.get_object().at("user-vote-counts").if_object()
                                   : nullptr;
  if (!counts) return;
  for (const auto& [person, votes] : *counts)
    if (!out.participants.known(std::string_view(person.data(), person.size())))
      out.remarks.push_back(fmt::format("{} votes of participant {} are not in votes.json.",
                                        json::serialize(votes),
                                        std::string_view(person.data(), person.size())));
}

}  // namespace

Result<Conversation> read_votes(const std::string& votes, const std::string& comments) {
  Gathered read;
  TRY(read_vote_rows(votes, read));
  if (!comments.empty()) TRY(read_statements(comments, read));
  return finished(std::move(read));
}

Result<Conversation> read_polis_export(const std::string& folder) {
  Gathered read;
  const std::string votes = folder + "/votes.csv", matrix = folder + "/participants-votes.csv";
  const bool events = std::filesystem::exists(votes);
  if (!events)
    read.remarks.push_back(
        "There is no votes.csv: the last vote of each person is used, from "
        "participants-votes.csv.");
  TRY(read_vote_rows(events ? votes : matrix, read));
  TRY(read_statements(folder + "/comments.csv", read));
  return finished(std::move(read));
}

Result<Conversation> read_polis_math(const std::string& folder) {
  Gathered read;
  const json::value math = TRY(read_json(folder + "/math-pca2.json"));
  const json::value votes = TRY(read_json(folder + "/votes.json"));
  const json::value comments = TRY(read_json(folder + "/comments.json"));
  for (const json::value& id : list_in(math, "tids")) read.statements.of(id_of(id));
  if (!votes.is_array() || !comments.is_array())
    return refuse("votes.json and comments.json must each be a list.");
  std::size_t number = 0;
  for (const json::value& each : votes.get_array()) {
    ++number;
    const json::object* vote = each.if_object();
    const std::string person = vote ? field(*vote, {"participant_id", "pid"}) : "";
    const std::string statement = vote ? field(*vote, {"statement_id", "tid"}) : "";
    const std::string said = vote ? field(*vote, {"vote"}) : "";
    const std::optional<std::int8_t> value = vote_in(said);
    if (person.empty() || statement.empty() || !value)
      return refuse(
          fmt::format("Vote {} of votes.json names no participant, statement or vote.", number));
    read.times.push_back(number_in(field(*vote, {"modified", "created"})).value_or(0));
    read.votes.push_back({read.participants.of(person), read.statements.of(statement), *value});
  }
  for (const json::value& each : comments.get_array()) {
    const json::object* comment = each.if_object();
    if (!comment) return refuse("comments.json holds something that is not a comment.");
    if (const auto statement = read.statements.known(field(*comment, {"statement_id", "tid"})))
      read.texts[*statement] = field(*comment, {"txt"});
  }
  for (const json::value& id : list_in(math, "mod-out"))
    if (const auto statement = read.statements.known(id_of(id))) read.out.push_back(*statement);
  read.let_in_known = !list_in(math, "in-conv").empty();
  for (const json::value& id : list_in(math, "in-conv"))
    if (const auto person = read.participants.known(id_of(id))) read.in.push_back(*person);
  remark_missing(math, read);
  return finished(std::move(read));
}

}  // namespace heed::app
