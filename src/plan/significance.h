// Whether a change is significant: four domains, each judged by a person, and what that suggests.
// It is significant where it is likely to have a substantial impact on one or more of them (T-066);
// more of something is as much an impact as less of it (T-067).
//
//   const auto wrong = wrong_with(judged);        // Every box that is not good yet.
//   const Suggestion suggests = suggested(judged);  // A person confirms it, or departs from it.
//
// Threads: pure.
// Does not: decide. "Substantial" has no definition in law, so a named person judges it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace heed::plan {

// What one may look at, each a box to tick; as stored and for people.
struct Prompt {
  std::string_view name, words;
};

enum class Domain : std::uint8_t { access, wider_community, patients_or_users, service_delivery };
struct DomainAsked {
  Domain domain;
  std::string_view name;    // As stored: "wider_community".
  std::string_view called;  // "Wider community"
  std::string_view asks;    // What is asked of it, in a sentence.
  std::vector<Prompt> prompts;
};
// All four, in the order of the source (T-067 to T-070).
std::span<const DomainAsked> domains();
const DomainAsked& asked_of(Domain domain);

enum class Impact : std::uint8_t { none, minor, substantial };
enum class Direction : std::uint8_t { reduction, increase, both };
enum class Likelihood : std::uint8_t { unlikely, possible, likely, certain };
inline constexpr std::array kImpacts = {Impact::none, Impact::minor, Impact::substantial};
inline constexpr std::array kDirections = {Direction::reduction, Direction::increase,
                                           Direction::both};
inline constexpr std::array kLikelihoods = {Likelihood::unlikely, Likelihood::possible,
                                            Likelihood::likely, Likelihood::certain};
std::string_view name_of(Impact impact);  // As stored.
std::string_view name_of(Direction direction);
std::string_view name_of(Likelihood likelihood);
std::string_view words_for(Impact impact);  // For people: "Substantial".
std::string_view words_for(Direction direction);
std::string_view words_for(Likelihood likelihood);
std::optional<Impact> impact_named(std::string_view name);
std::optional<Direction> direction_named(std::string_view name);
std::optional<Likelihood> likelihood_named(std::string_view name);

// What somebody judged of one domain; what is missing is said by wrong_with.
struct DomainJudged {
  Domain domain = Domain::access;
  std::optional<Impact> impact = {};
  std::optional<Direction> direction = {};    // None where there is no impact.
  std::optional<Likelihood> likelihood = {};  // None where there is no impact.
  std::vector<std::string> touches = {};      // Names of its prompts.
  std::string evidence = {};                  // What shows it, or how it will be found out.
};

// A box and what is wrong with it, in a sentence. Fields: "impact-access", "evidence-access" …
struct Wrong {
  std::string field, said;
};
// Nothing when every domain is judged.
std::vector<Wrong> wrong_with(const std::vector<DomainJudged>& judged);

struct Suggestion {
  bool yes = false;
  std::string because;  // A sentence.
};
// Requires: nothing is wrong with it.
Suggestion suggested(const std::vector<DomainJudged>& judged);

}  // namespace heed::plan
