#include "understand/coded_file.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "formats/csv_out.h"

namespace heed::understand {
namespace {

std::optional<std::size_t> column_of(const formats::TableIn& table,
                                     std::initializer_list<std::string_view> names) {
  for (std::size_t at = 0; at < table.header.size(); ++at)
    for (const std::string_view name : names)
      if (lowered(trimmed(table.header[at])) == name) return at;
  return std::nullopt;
}

std::string_view cell(const formats::TableRow& row, std::optional<std::size_t> column) {
  return column && *column < row.cells.size() ? trimmed(row.cells[*column]) : std::string_view();
}

// By the code's own name, and by that with those above it.
std::map<std::string, CodeId> by_name(const CodeTree& tree) {
  std::map<std::string, CodeId> names;
  std::set<std::string> twice;
  for (const Code& code : tree.codes) {
    if (code.retired) continue;
    std::string whole = code.text.name;
    for (const Code* above = tree.find(code.text.parent); above != nullptr;
         above = tree.find(above->text.parent))
      whole = above->text.name + ": " + whole;
    if (!names.emplace(lowered(code.text.name), code.id).second && whole != code.text.name)
      twice.insert(lowered(code.text.name));
    names[lowered(whole)] = code.id;
  }
  // A short name that two codes have names neither.
  for (const std::string& name : twice) names.erase(name);
  return names;
}

Stance stance_of(std::string_view words) {
  const std::string one = lowered(words);
  return stance_named(one).value_or(one == "supports" ? Stance::supports : Stance::none);
}

void add_once(std::vector<std::string>& to, std::string_view words) {
  constexpr std::size_t kNamedMax = 50;
  if (to.size() < kNamedMax && std::ranges::find(to, words) == to.end()) to.emplace_back(words);
}

}  // namespace

std::string comments_csv(std::vector<listen::Voice> voices) {
  std::ranges::sort(voices, {}, &listen::Voice::id);
  std::string csv;
  formats::CsvOut out([&](std::string_view bytes) { csv += bytes; });
  out.row({"comment", "question", "words", "code", "stance"});
  for (const listen::Voice& voice : voices)
    out.row({voice.id.text(), voice.question, voice.words, "", ""});
  return csv;
}

Result<CodedFile> compare(Coding& coding, CodeFrames& frames, listen::Voices& voices,
                          const Scope& scope, ActivityId activity, const formats::TableIn& table) {
  const auto comment_at = column_of(table, {"comment", "id", "comment id"});
  const auto code_at = column_of(table, {"code", "theme", "label", "category"});
  const auto stance_at = column_of(table, {"stance", "position"});
  if (!comment_at)
    return refuse(
        "No column is headed “comment”. Send back the file that was downloaded, with its "
        "first column as it was.");
  if (!code_at) return refuse("No column is headed “code”.");
  const CodeTree tree = TRY(frames.tree(scope, activity));
  const auto names = by_name(tree);
  std::set<VoiceId> known;
  for (const listen::Voice& voice : TRY(voices.all(scope, activity))) known.insert(voice.id);

  CodedFile out;
  std::map<VoiceId, std::map<CodeId, Stance>> theirs;
  for (const formats::TableRow& row : table.rows) {
    ++out.rows;
    const std::string_view named = cell(row, comment_at);
    const auto voice = VoiceId::parse(named);
    if (!voice || !known.contains(*voice)) {
      add_once(out.unknown_comments, named);
      continue;
    }
    auto& codes = theirs[*voice];
    const std::string_view code = cell(row, code_at);
    if (code.empty()) continue;
    const auto found = names.find(lowered(code));
    if (found == names.end())
      add_once(out.unknown_codes, code);
    else
      codes[found->second] = stance_of(cell(row, stance_at));
  }
  out.comments = static_cast<std::int64_t>(theirs.size());

  std::map<VoiceId, std::set<CodeId>> ours;
  for (const Code& code : tree.codes) {
    ComparedCode one{.code = code.id, .name = code.text.name};
    for (const VoiceId voice : TRY(coding.voices_with(scope, activity, code.id))) {
      ours[voice].insert(code.id);
      ++one.ours;
    }
    for (const auto& [voice, codes] : theirs)
      if (codes.contains(code.id)) {
        ++one.theirs;
        one.both += ours.contains(voice) && ours[voice].contains(code.id) ? 1 : 0;
      }
    if (one.theirs + one.ours > 0) out.codes.push_back(std::move(one));
  }
  for (const auto& [voice, codes] : theirs) {
    const auto here = ours.find(voice);
    std::set<CodeId> there;
    for (const auto& [code, stance] : codes) {
      there.insert(code);
      if (here != ours.end() && here->second.contains(code))
        ++out.already;
      else
        out.fresh.push_back({.voice = voice, .code = code, .stance = stance});
    }
    if (here == ours.end()) continue;
    ++out.coded_both;
    out.same += there == here->second ? 1 : 0;
  }
  return out;
}

}  // namespace heed::understand
