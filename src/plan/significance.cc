#include "plan/significance.h"

#include <algorithm>

#include "base/limits.h"
#include "base/result.h"
#include "base/text.h"

namespace heed::plan {
namespace {

template <class T>
struct Called {
  T value;
  std::string_view name, words;
};

constexpr std::array<Called<Impact>, 3> kImpactsCalled = {
    {{Impact::none, "none", "None"},
     {Impact::minor, "minor", "Minor"},
     {Impact::substantial, "substantial", "Substantial"}}};
constexpr std::array<Called<Direction>, 3> kDirectionsCalled = {
    {{Direction::reduction, "reduction", "A reduction"},
     {Direction::increase, "increase", "An increase"},
     {Direction::both, "both", "A reduction for some, an increase for others"}}};
constexpr std::array<Called<Likelihood>, 4> kLikelihoodsCalled = {
    {{Likelihood::unlikely, "unlikely", "Unlikely"},
     {Likelihood::possible, "possible", "Possible"},
     {Likelihood::likely, "likely", "Likely"},
     {Likelihood::certain, "certain", "Certain"}}};

template <class T, std::size_t N>
const Called<T>& called(const std::array<Called<T>, N>& all, T value) {
  return *std::ranges::find(all, value, &Called<T>::value);
}
template <class T, std::size_t N>
std::optional<T> value_named(const std::array<Called<T>, N>& all, std::string_view name) {
  for (const Called<T>& each : all)
    if (each.name == name) return each.value;
  return std::nullopt;
}

void look_at(const DomainAsked& asked, const DomainJudged* judged, std::vector<Wrong>& wrong) {
  const std::string name(asked.name);
  const auto need = [&](bool there, std::string_view box, std::string said) {
    if (!there) wrong.push_back({fmt::format("{}-{}", box, name), std::move(said)});
  };
  const std::string of = fmt::format("“{}”", asked.called);
  if (judged == nullptr || !judged->impact) {
    need(false, "impact", fmt::format("Say how large the impact is, for {}.", of));
    if (judged == nullptr) return;
  }
  if (judged->impact && *judged->impact != Impact::none) {
    need(judged->direction.has_value(), "direction",
         fmt::format("Say whether it is a reduction or an increase, for {}.", of));
    need(judged->likelihood.has_value(), "likelihood",
         fmt::format("Say how likely the impact is, for {}.", of));
  }
  const auto evidence = bounded_text(trimmed(judged->evidence), limits::kLongTextChars);
  if (!evidence)
    need(false, "evidence", evidence.error().said);
  else
    need(!evidence->empty(), "evidence",
         fmt::format("Say what shows it, or how you will find out, for {}.", of));
  for (const std::string& each : judged->touches)
    need(std::ranges::find(asked.prompts, each, &Prompt::name) != asked.prompts.end(), "touches",
         fmt::format("Choose from the list, for {}.", of));
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

}  // namespace

std::span<const DomainAsked> domains() {
  static const std::vector<DomainAsked> kDomains = {
      {Domain::access,
       "access",
       "Access",
       "Is there a reduction or an increase in service, because of where or when it is given?",
       {{"location", "Where it is given"}, {"opening_times", "Opening times"}}},
      {Domain::wider_community,
       "wider_community",
       "Wider community",
       "What does it do to the place around the service?",
       {{"economic", "Economic impact"},
        {"transport", "Transport"},
        {"regeneration", "Regeneration"}}},
      {Domain::patients_or_users,
       "patients_or_users",
       "Patients or users",
       "What does it do to the people who use the service, now or later?",
       {{"current", "Those who use it now"}, {"future", "Those who will use it in future"}}},
      {Domain::service_delivery,
       "service_delivery",
       "Service delivery",
       "Is the service given in another way, or moved?",
       {{"methods", "Methods of delivery"}, {"relocation", "Relocation of services"}}}};
  return kDomains;
}

const DomainAsked& asked_of(Domain domain) {
  return *std::ranges::find(domains(), domain, &DomainAsked::domain);
}

std::string_view name_of(Impact impact) { return called(kImpactsCalled, impact).name; }
std::string_view name_of(Direction direction) { return called(kDirectionsCalled, direction).name; }
std::string_view name_of(Likelihood likelihood) {
  return called(kLikelihoodsCalled, likelihood).name;
}
std::string_view words_for(Impact impact) { return called(kImpactsCalled, impact).words; }
std::string_view words_for(Direction direction) {
  return called(kDirectionsCalled, direction).words;
}
std::string_view words_for(Likelihood likelihood) {
  return called(kLikelihoodsCalled, likelihood).words;
}
std::optional<Impact> impact_named(std::string_view name) {
  return value_named(kImpactsCalled, name);
}
std::optional<Direction> direction_named(std::string_view name) {
  return value_named(kDirectionsCalled, name);
}
std::optional<Likelihood> likelihood_named(std::string_view name) {
  return value_named(kLikelihoodsCalled, name);
}

std::vector<Wrong> wrong_with(const std::vector<DomainJudged>& judged) {
  std::vector<Wrong> wrong;
  for (const DomainAsked& asked : domains()) {
    const auto found = std::ranges::find(judged, asked.domain, &DomainJudged::domain);
    look_at(asked, found == judged.end() ? nullptr : &*found, wrong);
  }
  return wrong;
}

Suggestion suggested(const std::vector<DomainJudged>& judged) {
  std::vector<std::string> substantial;
  for (const DomainJudged& each : judged)
    if (each.impact == Impact::substantial)
      substantial.push_back(
          fmt::format("{} ({}, {})", asked_of(each.domain).called,
                      lowered(words_for(each.direction.value_or(Direction::both))),
                      lowered(words_for(each.likelihood.value_or(Likelihood::possible)))));
  if (substantial.empty())
    return {false, "No domain was judged substantial, so not significant is suggested."};
  return {true,
          fmt::format("{}: {}. One is enough, so significant is suggested.",
                      substantial.size() == 1
                          ? "One domain was judged substantial"
                          : fmt::format("{} domains were judged substantial", substantial.size()),
                      listed(substantial))};
}

}  // namespace heed::plan
