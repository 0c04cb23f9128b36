#include "app/opinions_out.h"

#include <fmt/format.h>

#include <boost/json.hpp>

#include "formats/csv_out.h"
#include "platform/files.h"

namespace heed::app {
namespace {

namespace json = boost::json;

// Shortest digits that read back as the same number.
std::string digits(double value) { return fmt::format("{}", value == 0 ? 0.0 : value); }

// Polis numbers its people and statements, and so do programs that read its files.
bool is_plain_number(const std::string& id) {
  if (id.empty() || id.size() > 15 || (id[0] == '0' && id.size() > 1)) return false;
  return std::all_of(id.begin(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

json::value id_value(const std::string& id, bool numbers) {
  if (!numbers) return json::string(id);
  std::int64_t value = 0;
  for (const char c : id) value = value * 10 + (c - '0');
  return value;
}

bool all_numbers(const std::vector<std::string>& ids) {
  return std::all_of(ids.begin(), ids.end(), is_plain_number);
}

template <class T>
json::array numbers(const std::vector<T>& values) {
  json::array out;
  for (const T& value : values) out.push_back(value);
  return out;
}

// With Polis's own names.
json::object stand_value(const text::Stand& stand, const json::array& ids, bool in_group) {
  json::object out;
  out["tid"] = ids[stand.statement];
  out["n-success"] = stand.success;
  out["n-trials"] = stand.trials;
  out["p-success"] = stand.share;
  out["p-test"] = stand.share_test;
  if (!in_group) return out;
  out["repful-for"] = stand.agree ? "agree" : "disagree";
  out["repness"] = stand.against_rest;
  out["repness-test"] = stand.against_rest_test;
  if (stand.most_agreed) out["best-agree"] = true;
  return out;
}

json::array stand_list(const std::vector<text::Stand>& stands, const json::array& ids,
                       bool in_group) {
  json::array out;
  for (const text::Stand& stand : stands) out.push_back(stand_value(stand, ids, in_group));
  return out;
}

std::string groups_json(const Conversation& in, const text::Opinions& found) {
  json::array ids;
  const bool statement_numbers = all_numbers(in.statements);
  const bool people_numbers = all_numbers(in.participants);
  for (const std::string& id : in.statements) ids.push_back(id_value(id, statement_numbers));
  json::array groups;
  json::object stands, consensus_by_statement, votes;
  for (std::size_t g = 0; g < found.groups.size(); ++g) {
    json::array people;
    for (const std::uint32_t p : found.groups[g])
      people.push_back(id_value(in.participants[p], people_numbers));
    groups.push_back(std::move(people));
    stands[std::to_string(g)] = stand_list(found.representative[g], ids, true);
    json::object by_statement;
    for (std::size_t s = 0; s < in.statements.size(); ++s) {
      const text::Tally& tally = found.group_tally[g][s];
      by_statement[in.statements[s]] = {
          {"A", tally.agree}, {"D", tally.disagree}, {"S", tally.seen()}};
    }
    votes[std::to_string(g)] = {{"n-members", found.groups[g].size()},
                                {"votes", std::move(by_statement)}};
  }
  for (std::size_t s = 0; s < in.statements.size(); ++s)
    consensus_by_statement[in.statements[s]] = found.consensus[s];
  json::object out;
  out["statements"] = std::move(ids);
  out["center"] = numbers(found.center);
  out["components"] = json::array{numbers(found.components[0]), numbers(found.components[1])};
  out["groups"] = std::move(groups);
  out["representativeness"] = std::move(stands);
  out["consensus"] = {
      {"agree", stand_list(found.all_agree, out["statements"].as_array(), false)},
      {"disagree", stand_list(found.all_disagree, out["statements"].as_array(), false)}};
  out["group-aware-consensus"] = std::move(consensus_by_statement);
  out["group-votes"] = std::move(votes);
  out["silhouette"] = found.silhouette;
  return json::serialize(out) + "\n";
}

Result<> write_file(const std::string& path, std::string_view bytes) {
  return platform::write_file_durably(path, bytes, platform::Readable::by_everyone);
}

// Read back by programs: every cell as it is.
std::string people_csv(const Conversation& in, const text::Opinions& found) {
  std::string out;
  formats::CsvOut csv([&out](std::string_view bytes) { out += bytes; },
                      formats::CsvOut::Formulas::as_they_are);
  csv.row({"participant", "x", "y", "group"});
  for (std::size_t p = 0; p < in.participants.size(); ++p)
    csv.row({in.participants[p], digits(found.place[p].x), digits(found.place[p].y),
             found.group_of[p] < 0 ? std::string() : std::to_string(found.group_of[p])});
  return out;
}

std::string statements_csv(const Conversation& in, const text::Opinions& found) {
  std::string out;
  formats::CsvOut csv([&out](std::string_view bytes) { out += bytes; },
                      formats::CsvOut::Formulas::as_they_are);
  csv.row({"statement", "agrees", "disagrees", "passes", "people_agree", "people_disagree",
           "people_pass", "moderated_out", "group_aware_consensus", "text"});
  for (std::size_t s = 0; s < in.statements.size(); ++s) {
    const text::Tally &cast = found.cast[s], &now = found.tally[s];
    csv.row({in.statements[s], std::to_string(cast.agree), std::to_string(cast.disagree),
             std::to_string(cast.pass), std::to_string(now.agree), std::to_string(now.disagree),
             std::to_string(now.pass), in.moderated_out[s] ? "1" : "0", digits(found.consensus[s]),
             in.texts[s]});
  }
  return out;
}

}  // namespace

std::string group_name(std::size_t group) {
  return std::string(1, static_cast<char>('A' + group % 26));
}

Result<> write_opinions(const Conversation& in, const text::Opinions& found,
                        const std::string& folder) {
  TRY(platform::make_folder(folder));
  TRY(write_file(folder + "/participants.csv", people_csv(in, found)));
  TRY(write_file(folder + "/statements.csv", statements_csv(in, found)));
  TRY(write_file(folder + "/groups.json", groups_json(in, found)));
  return write_file(folder + "/report.html", opinions_page(in, found));
}

}  // namespace heed::app
