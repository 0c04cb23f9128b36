#include "plan/involvement.h"

#include <algorithm>

#include "base/limits.h"
#include "base/result.h"
#include "base/text.h"

namespace heed::plan {
namespace {

template <class Judged>
const Judged* judged_of(const std::vector<Judged>& all, std::string_view name) {
  const auto found = std::ranges::find(all, name, &Judged::name);
  return found == all.end() ? nullptr : &*found;
}

void look_at_trigger(const TriggerAsked& asked, const TriggerJudged* judged,
                     std::vector<Wrong>& wrong) {
  const auto need = [&](bool there, std::string_view box, std::string said) {
    if (!there) wrong.push_back({fmt::format("{}-{}", box, asked.name), std::move(said)});
  };
  need(judged != nullptr && judged->applies, "applies",
       fmt::format("Say whether trigger ({}) applies.", asked.letter));
  if (judged == nullptr) return;
  const auto because = bounded_text(trimmed(judged->because), limits::kLongTextChars);
  if (!because)
    need(false, "because", because.error().said);
  else
    need(!because->empty(), "because", fmt::format("Say why, for trigger ({}).", asked.letter));
  for (const std::string& each : judged->touches)
    need(std::ranges::find(asked.prompts, each, &Prompt::name) != asked.prompts.end(), "touches",
         fmt::format("Choose from the list, for trigger ({}).", asked.letter));
}

bool any_applies(const InvolvementJudged& judged) {
  return std::ranges::any_of(judged.triggers,
                             [](const TriggerJudged& each) { return each.applies == true; });
}

}  // namespace

std::span<const TriggerAsked> triggers() {
  static const std::vector<TriggerAsked> kTriggers = {
      {"planning",
       "a",
       "Is it part of planning what is commissioned?",
       {{"resources", "How resources are allocated"},
        {"needs_assessment", "Needs assessment"},
        {"specification", "Service specification"}}},
      {"proposals",
       "b",
       "Is it a proposed change to services that may have an impact on patients?",
       {{"manner", "How services are given, where people get them"},
        {"range", "The range of services that people can have"}}},
      {"decisions",
       "c",
       "Is it a decision that affects how what was commissioned operates?",
       {{"manner", "How services are given, where people get them"},
        {"range", "The range of services that people can have"}}}};
  return kTriggers;
}

std::span<const AudienceAsked> audiences() {
  static const std::vector<AudienceAsked> kAudiences = {{"public", "The public"},
                                                        {"patients", "Patients and service users"},
                                                        {"carers", "Carers and representatives"}};
  return kAudiences;
}

std::vector<Wrong> wrong_with(const InvolvementJudged& judged) {
  std::vector<Wrong> wrong;
  for (const TriggerAsked& asked : triggers())
    look_at_trigger(asked, judged_of(judged.triggers, asked.name), wrong);
  for (const AudienceAsked& asked : audiences()) {
    const AudienceJudged* const said = judged_of(judged.audiences, asked.name);
    const auto how =
        bounded_text(trimmed(said == nullptr ? "" : said->how), limits::kLongTextChars);
    if (!how)
      wrong.push_back({fmt::format("how-{}", asked.name), how.error().said});
    else if (how->empty() && any_applies(judged))
      wrong.push_back(
          {fmt::format("how-{}", asked.name),
           fmt::format("Say how they are involved, or why not: {}.", lowered(asked.called))});
  }
  return wrong;
}

Suggestion suggested(const InvolvementJudged& judged) {
  std::vector<std::string> letters;
  for (const TriggerAsked& asked : triggers())
    if (const TriggerJudged* const each = judged_of(judged.triggers, asked.name))
      if (each->applies == true) letters.push_back(fmt::format("({})", asked.letter));
  if (letters.empty())
    return {false, "No trigger applies, so it is suggested that the duty does not apply."};
  return {true, fmt::format("{} {}. One is enough, so it is suggested that the duty applies.",
                            letters.size() == 1 ? "This trigger applies:" : "These triggers apply:",
                            fmt::join(letters, ", "))};
}

}  // namespace heed::plan
