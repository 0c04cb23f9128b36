#include "understand/themes.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/random.h"
#include "store/database.h"
#include "understand/inside/proposal_id.h"
#include "understand/inside/rulings.h"

namespace heed::understand {

using inside::Ruling;

namespace {

struct CodingInTheme {
  VoiceId voice;
  ResponseId response;
  std::string words;
  bool may_quote = false;
  std::int64_t rank = 0;
};

struct Built {
  Theme theme;
  std::map<VoiceId, CodingInTheme> codings;
};

// The proposal with every ruling applied, in order. Merged themes are gone from it.
struct State {
  bool proposed = false;
  std::string method;
  std::int64_t voices = 0, no_content = 0, unassigned = 0;
  std::map<ThemeId, Built> themes;
  std::vector<ThemeId> order;
  std::vector<Ruling> rulings;
};

void apply(State& state, const Ruling& ruling) {
  const auto at = state.themes.find(ruling.theme);
  if (at == state.themes.end()) return;  // Merged away by an earlier ruling.
  Built& built = at->second;
  if (ruling.kind == "rename") {
    built.theme.name = ruling.value;
    built.theme.renamed = true;
  } else if (ruling.kind == "material") {
    built.theme.material = ruling.value == "yes";
  } else if (ruling.kind == "quote") {
    for (Quote& quote : built.theme.quotes)
      if (quote.voice == ruling.voice) quote.approved = ruling.value == "yes";
    const auto coding = built.codings.find(ruling.voice);
    const bool listed = std::any_of(built.theme.quotes.begin(), built.theme.quotes.end(),
                                    [&](const Quote& q) { return q.voice == ruling.voice; });
    if (!listed && coding != built.codings.end() && ruling.value == "yes")
      built.theme.quotes.push_back(
          {ruling.voice, coding->second.words, coding->second.may_quote, true});
  } else if (ruling.kind == "merge") {
    const auto into = state.themes.find(ruling.other);
    if (into == state.themes.end() || into == at) return;
    into->second.codings.merge(built.codings);
    for (Quote& quote : built.theme.quotes) into->second.theme.quotes.push_back(std::move(quote));
    into->second.theme.material = into->second.theme.material || built.theme.material;
    state.themes.erase(at);
  } else if (ruling.kind == "move") {
    const auto to = state.themes.find(ruling.other);
    if (to == state.themes.end() || to == at) return;
    auto moved = built.codings.extract(ruling.voice);
    if (!moved.empty()) to->second.codings.insert(std::move(moved));
    std::erase_if(built.theme.quotes, [&](const Quote& q) { return q.voice == ruling.voice; });
  }
}

Result<State> read_state(store::Session& s, PartnershipId partnership, ActivityId activity) {
  State state;
  std::optional<inside::ProposalId> proposal;
  TRY(s.each(
      "select id, method, method_version, voices, no_content, unassigned from proposal where "
      "partnership_id = $1 and activity_id = $2 order by created_ms desc, id limit 1",
      [&](const store::Row& row) {
        proposal = row.id<inside::ProposalId>(0);
        state.method = row.text(1) + " " + row.text(2);
        state.voices = row.integer(3);
        state.no_content = row.integer(4);
        state.unassigned = row.integer(5);
      },
      partnership, activity));
  if (!proposal) return state;
  state.proposed = true;
  TRY(s.each(
      "select id, name, parent, keywords from proposed_theme where partnership_id = $1 and "
      "proposal_id = $2 order by number",
      [&](const store::Row& row) {
        Built built;
        built.theme.id = row.id<ThemeId>(0);
        built.theme.name = row.text(1);
        built.theme.parent = row.text(2);
        built.theme.keywords = row.text(3);
        state.order.push_back(built.theme.id);
        state.themes.emplace(built.theme.id, std::move(built));
      },
      partnership, *proposal));
  TRY(s.each(
      "select c.theme_id, c.voice_id, c.quote_rank, v.words, v.may_quote, v.response_id from "
      "proposed_coding c join proposed_theme t on t.partnership_id = c.partnership_id and "
      "t.id = c.theme_id join voice v on v.partnership_id = c.partnership_id and v.id = "
      "c.voice_id where c.partnership_id = $1 and t.proposal_id = $2 and v.visible order by "
      "v.number",
      [&](const store::Row& row) {
        const auto found = state.themes.find(row.id<ThemeId>(0));
        if (found == state.themes.end()) return;
        CodingInTheme coding{row.id<VoiceId>(1), row.id<ResponseId>(5), row.text(3), row.truth(4),
                             row.integer(2)};
        found->second.codings.emplace(coding.voice, std::move(coding));
      },
      partnership, *proposal));
  for (auto& [id, built] : state.themes) {
    std::vector<const CodingInTheme*> ranked;
    for (const auto& [voice, coding] : built.codings)
      if (coding.rank > 0) ranked.push_back(&coding);
    std::sort(ranked.begin(), ranked.end(),
              [](const CodingInTheme* a, const CodingInTheme* b) { return a->rank < b->rank; });
    for (const CodingInTheme* coding : ranked)
      built.theme.quotes.push_back({coding->voice, coding->words, coding->may_quote, false});
  }
  state.rulings = TRY(inside::read_rulings(s, partnership, activity));
  for (const Ruling& ruling : state.rulings) apply(state, ruling);
  for (auto& [id, built] : state.themes) {
    std::set<ResponseId> people;
    for (const auto& [voice, coding] : built.codings) people.insert(coding.response);
    built.theme.voices = static_cast<std::int64_t>(built.codings.size());
    built.theme.people = static_cast<std::int64_t>(people.size());
  }
  return state;
}

Result<State> state_of(store::Database& main, const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  return main.read([&](store::Session& s) { return read_state(s, scope.partnership(), activity); });
}

// Adds a ruling after `check` has looked at the state it rules on, in one transaction.
Result<> rule(store::Database& main, const Scope& scope, ActivityId activity, Ruling ruling,
              const std::function<Result<>(State&, Ruling&)>& check) {
  ruling.author_kind = "person";
  ruling.author = scope.person();
  return main.write([&](store::Session& s) -> Result<> {
    State state = TRY(read_state(s, scope.partnership(), activity));
    const auto at = state.themes.find(ruling.theme);
    if (at == state.themes.end())
      return refuse("That theme is not there any more. Look at the list again.",
                    ErrorKind::conflict);
    Ruling made = ruling;
    made.before = at->second.theme.name;
    TRY(check(state, made));
    return inside::add_ruling(s, scope.partnership(), activity, made);
  });
}

Result<> need(const State& state, ThemeId theme) {
  if (state.themes.contains(theme)) return Done{};
  return refuse("That theme is not there any more. Look at the list again.", ErrorKind::conflict);
}

}  // namespace

Result<Frame> Themes::frame(const Scope& scope, ActivityId activity) {
  State state = TRY(state_of(main_, scope, activity));
  Frame frame;
  frame.proposed = state.proposed;
  frame.method = state.method;
  frame.voices = state.voices;
  frame.no_content = state.no_content;
  frame.unassigned = state.unassigned;
  frame.version = static_cast<std::int64_t>(state.rulings.size());
  for (const ThemeId id : state.order) {
    const auto found = state.themes.find(id);
    if (found != state.themes.end()) frame.themes.push_back(std::move(found->second.theme));
  }
  std::sort(frame.themes.begin(), frame.themes.end(), [](const Theme& a, const Theme& b) {
    return a.voices != b.voices ? a.voices > b.voices : a.id < b.id;
  });
  return frame;
}

Result<std::vector<Quote>> Themes::voices_of(const Scope& scope, ActivityId activity,
                                             ThemeId theme) {
  State state = TRY(state_of(main_, scope, activity));
  const auto found = state.themes.find(theme);
  if (found == state.themes.end()) return fail(ErrorKind::not_found, "no such theme");
  std::vector<Quote> voices;
  for (const auto& [id, coding] : found->second.codings) {
    bool approved = false;
    for (const Quote& quote : found->second.theme.quotes)
      if (quote.voice == id) approved = quote.approved;
    voices.push_back({id, coding.words, coding.may_quote, approved});
  }
  return voices;
}

Result<std::vector<ThemeId>> Themes::themes_of(const Scope& scope, ActivityId activity,
                                               const std::vector<VoiceId>& voices) {
  // Anyone with a reference may follow it; they learn theme ids and nothing of what was said.
  const State state = TRY(
      main_.read([&](store::Session& s) { return read_state(s, scope.partnership(), activity); }));
  std::vector<ThemeId> found;
  for (const auto& [id, built] : state.themes)
    if (std::any_of(voices.begin(), voices.end(),
                    [&](VoiceId voice) { return built.codings.contains(voice); }))
      found.push_back(id);
  return found;
}

Result<> Themes::rename(const Scope& scope, ActivityId activity, ThemeId theme,
                        std::string_view name, std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  if (trimmed(name).empty()) return refuse("Give the theme a name.");
  const std::string kept = TRY(bounded_text(trimmed(name), limits::kTitleChars));
  Ruling ruling{.kind = "rename",
                .theme = theme,
                .value = kept,
                .author_name = std::string(author),
                .ruled = clock_.now()};
  return rule(main_, scope, activity, std::move(ruling),
              [](State&, Ruling&) -> Result<> { return Done{}; });
}

Result<> Themes::merge(const Scope& scope, ActivityId activity, ThemeId theme, ThemeId into,
                       std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  if (theme == into) return refuse("Choose another theme to merge it into.");
  Ruling ruling{.kind = "merge",
                .theme = theme,
                .other = into,
                .author_name = std::string(author),
                .ruled = clock_.now()};
  return rule(main_, scope, activity, std::move(ruling),
              [&](State& state, Ruling& made) -> Result<> {
                TRY(need(state, into));
                made.value = state.themes.at(into).theme.name;
                return Done{};
              });
}

Result<> Themes::move(const Scope& scope, ActivityId activity, VoiceId voice, ThemeId from,
                      ThemeId to, std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  Ruling ruling{.kind = "move",
                .theme = from,
                .voice = voice,
                .other = to,
                .author_name = std::string(author),
                .ruled = clock_.now()};
  return rule(main_, scope, activity, std::move(ruling),
              [&](State& state, Ruling& made) -> Result<> {
                TRY(need(state, to));
                if (!state.themes.at(from).codings.contains(voice))
                  return refuse("That comment is not in this theme any more.", ErrorKind::conflict);
                made.value = state.themes.at(to).theme.name;
                return Done{};
              });
}

Result<> Themes::mark_material(const Scope& scope, ActivityId activity, ThemeId theme,
                               bool material, std::string_view author) {
  if (!scope.may(Capability::code)) return fail(ErrorKind::denied, "code");
  Ruling ruling{.kind = "material",
                .theme = theme,
                .value = material ? "yes" : "no",
                .author_name = std::string(author),
                .ruled = clock_.now()};
  return rule(main_, scope, activity, std::move(ruling),
              [](State&, Ruling&) -> Result<> { return Done{}; });
}

Result<> Themes::approve_quote(const Scope& scope, ActivityId activity, ThemeId theme,
                               VoiceId voice, bool approved, std::string_view author) {
  if (!scope.may(Capability::approve_finding)) return fail(ErrorKind::denied, "approve_finding");
  Ruling ruling{.kind = "quote",
                .theme = theme,
                .voice = voice,
                .value = approved ? "yes" : "no",
                .author_name = std::string(author),
                .ruled = clock_.now()};
  return rule(main_, scope, activity, std::move(ruling), [&](State& state, Ruling&) -> Result<> {
    const auto& codings = state.themes.at(theme).codings;
    const auto found = codings.find(voice);
    if (found == codings.end())
      return refuse("That comment is not in this theme any more.", ErrorKind::conflict);
    if (approved && !found->second.may_quote)
      return refuse("This person did not agree to be quoted.");
    return Done{};
  });
}

Result<std::vector<RulingLine>> Themes::rulings(const Scope& scope, ActivityId activity) {
  if (!scope.may(Capability::read_text)) return fail(ErrorKind::denied, "read_text");
  const std::vector<Ruling> all = TRY(main_.read(
      [&](store::Session& s) { return inside::read_rulings(s, scope.partnership(), activity); }));
  std::vector<RulingLine> lines;
  for (const Ruling& ruling : all) lines.push_back({inside::sentence(ruling), ruling.ruled});
  std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace heed::understand
