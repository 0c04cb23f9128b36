// Themes::propose: reads every visible voice, asks the text engine, keeps what it proposes.
#include <span>

#include "base/limits.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "text/themes.h"
#include "understand/inside/proposal_id.h"
#include "understand/themes.h"

namespace heed::understand {
namespace {

using inside::ProposalId;

struct VoicesRead {
  std::vector<VoiceId> ids;
  std::vector<std::string> words, questions;
};

Result<VoicesRead> read_voices(store::Database& main, PartnershipId partnership,
                               ActivityId activity) {
  return main.read([&](store::Session& s) -> Result<VoicesRead> {
    VoicesRead out;
    TRY(s.each(
        "select id, words, question from voice where partnership_id = $1 and activity_id = $2 "
        "and visible order by number",
        [&](const store::Row& row) {
          out.ids.push_back(row.id<VoiceId>(0));
          out.words.push_back(row.text(1));
          out.questions.push_back(row.text(2));
        },
        partnership, activity));
    return out;
  });
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// One row of proposed_coding: a voice in a theme, and its rank among the theme's quotes.
struct Row {
  ThemeId theme;
  VoiceId voice;
  double confidence;
  std::int64_t rank;
};

std::vector<Row> codings_of(const text::Proposal& found, const std::vector<ThemeId>& themes,
                            const std::vector<VoiceId>& voices) {
  std::vector<Row> rows;
  for (std::size_t d = 0; d < found.assignments.size(); ++d) {
    for (const text::Assignment& a : found.assignments[d]) {
      const auto t = static_cast<std::size_t>(a.theme);
      const auto& quotes = found.fine[t].quotes;
      const auto quote = std::find(quotes.begin(), quotes.end(), static_cast<std::uint32_t>(d));
      rows.push_back({themes[t], voices[d], a.confidence,
                      quote == quotes.end() ? 0 : quote - quotes.begin() + 1});
    }
  }
  return rows;
}

Result<> keep_codings(store::Database& main, PartnershipId partnership, std::span<const Row> rows) {
  // In chunks, so that intake never waits behind a long transaction. Nothing shows until the
  // proposal row, which is written last.
  for (std::size_t at = 0; at < rows.size(); at += limits::kImportChunkRows) {
    const auto chunk = rows.subspan(at, std::min(limits::kImportChunkRows, rows.size() - at));
    TRY(main.write([&](store::Session& s) -> Result<> {
      for (const Row& row : chunk)
        TRY(
            s.exec("insert into proposed_coding (partnership_id, theme_id, voice_id, confidence, "
                   "quote_rank) values ($1, $2, $3, $4, $5)",
                   partnership, row.theme, row.voice, row.confidence, row.rank));
      return Done{};
    }));
  }
  return Done{};
}

// A ruling is lost on fresh themes, and so is a theme that was approved as a finding.
Result<> not_ruled_on(store::Session& s, PartnershipId partnership, ActivityId activity) {
  if (TRY(s.integer("select count(*) from ruling where partnership_id = $1 and activity_id = $2",
                    partnership, activity)) > 0)
    return refuse("People have already ruled on these themes, so they are not proposed afresh.",
                  ErrorKind::conflict);
  if (TRY(s.integer(
          "select count(*) from finding where partnership_id = $1 and activity_id = $2 and "
          "kind = 'theme'",
          partnership, activity)) > 0)
    return refuse("Some of these themes are findings already, so they are not proposed afresh.",
                  ErrorKind::conflict);
  return Done{};
}

}  // namespace

Result<> Themes::propose(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  const PartnershipId partnership = scope.partnership();
  TRY(main_.read([&](store::Session& s) { return not_ruled_on(s, partnership, activity); }));
  const VoicesRead read = TRY(read_voices(main_, partnership, activity));
  if (read.ids.empty()) return refuse("There is nothing to read yet.");

  std::vector<text::Document> documents;
  documents.reserve(read.ids.size());
  for (std::size_t i = 0; i < read.ids.size(); ++i)
    documents.push_back({read.words[i], read.questions[i]});
  const text::Proposal found = text::propose_themes(documents, {.seed = 1, .threads = 2});

  std::vector<ThemeId> themes;
  for (std::size_t t = 0; t < found.fine.size(); ++t) themes.push_back(random_.id<ThemeId>());
  const auto proposal = random_.id<ProposalId>();
  TRY(main_.write([&](store::Session& s) -> Result<> {
    for (std::size_t t = 0; t < found.fine.size(); ++t) {
      const text::FineTheme& fine = found.fine[t];
      TRY(s.exec(
          "insert into proposed_theme (partnership_id, id, proposal_id, activity_id, parent, "
          "name, keywords, number) values ($1, $2, $3, $4, $5, $6, $7, $8)",
          partnership, themes[t], proposal, activity,
          found.coarse[static_cast<std::size_t>(fine.parent)].name, fine.name,
          joined(fine.keywords), t + 1));
    }
    return Done{};
  }));
  TRY(keep_codings(main_, partnership, codings_of(found, themes, read.ids)));
  return main_.write([&](store::Session& s) -> Result<> {
    // Somebody may have ruled while the engine was reading: their ruling stands.
    TRY(not_ruled_on(s, partnership, activity));
    TRY(s.exec(
        "insert into proposal (partnership_id, id, activity_id, method, method_version, "
        "voices, no_content, unassigned, created_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, "
        "$9)",
        partnership, proposal, activity, "Heed themes", "1", read.ids.size(),
        found.no_content.size(), found.unassigned.size(), clock_.now()));
    return Done{};
  });
}

}  // namespace heed::understand
