#include "formats/inside/lss_conditions.h"

#include <algorithm>

#include "base/text.h"

namespace heed::formats::inside {
namespace {

struct Reader {
  std::string_view text;
  const std::map<std::string, std::string>& codes;

  void skip() {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\r' ||
                             text.front() == '\t'))
      text.remove_prefix(1);
  }
  bool take(std::string_view token) {
    skip();
    if (!text.starts_with(token)) return false;
    text.remove_prefix(token.size());
    return true;
  }
  bool take_word(std::string_view word) {
    skip();
    if (lowered(text.substr(0, word.size())) != word) return false;
    const char after = text.size() > word.size() ? text[word.size()] : ' ';
    if (after != ' ' && after != '(' && after != '\n') return false;
    text.remove_prefix(word.size());
    return true;
  }
  std::optional<std::string> name() {
    skip();
    std::size_t size = 0;
    const auto in_name = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    while (size < text.size() && in_name(text[size])) ++size;
    if (size == 0) return std::nullopt;
    std::string found(text.substr(0, size));
    text.remove_prefix(size);
    for (const std::string_view suffix : {".NAOK", ".value", ".code"}) take(suffix);
    const auto known = codes.find(found);
    if (known == codes.end()) return std::nullopt;
    return known->second;
  }
  std::optional<std::string> value() {
    skip();
    if (text.empty()) return std::nullopt;
    const char quote = text.front();
    if (quote == '"' || quote == '\'') {
      const std::size_t end = text.find(quote, 1);
      if (end == std::string_view::npos) return std::nullopt;
      std::string found(text.substr(1, end - 1));
      text.remove_prefix(end + 1);
      return found;
    }
    std::size_t size = 0;
    while (size < text.size() && text[size] >= '0' && text[size] <= '9') ++size;
    if (size == 0) return std::nullopt;
    std::string found(text.substr(0, size));
    text.remove_prefix(size);
    return found;
  }
  std::optional<FoundCondition> comparison() {
    using Test = FoundCondition::Test;
    if (take("!is_empty(")) {
      const auto question = name();
      if (!question || !take(")")) return std::nullopt;
      return FoundCondition{*question, Test::answered, {}};
    }
    const auto question = name();
    if (!question) return std::nullopt;
    const bool equal = take("==") || take_word("eq");
    if (!equal && !take("!=") && !take_word("ne")) return std::nullopt;
    const auto wanted = value();
    if (!wanted) return std::nullopt;
    if (wanted->empty()) {
      if (equal) return std::nullopt;  // Shown while it is not answered.
      return FoundCondition{*question, Test::answered, {}};
    }
    return FoundCondition{*question, equal ? Test::is : Test::is_not, *wanted};
  }
  // Comparisons in any number of brackets, as LimeSurvey writes them.
  bool terms(LssRelevance& into, std::optional<bool>& any_of, int depth) {
    if (depth > 20) return false;
    for (;;) {
      if (take("(")) {
        if (!terms(into, any_of, depth + 1) || !take(")")) return false;
      } else if (auto one = comparison()) {
        into.conditions.push_back(*std::move(one));
      } else {
        return false;
      }
      const bool or_word = take("||") || take_word("or");
      if (!or_word && !take("&&") && !take_word("and")) return true;
      if (any_of && *any_of != or_word) return false;  // Both: brackets would matter.
      any_of = or_word;
    }
  }
};

}  // namespace

std::optional<LssRelevance> read_relevance(std::string_view expression,
                                           const std::map<std::string, std::string>& codes) {
  LssRelevance relevance;
  std::optional<bool> any_of;
  Reader reader{expression, codes};
  if (!reader.terms(relevance, any_of, 0)) return std::nullopt;
  reader.skip();
  if (!reader.text.empty()) return std::nullopt;
  relevance.any_of = any_of.value_or(false);
  return relevance;
}

}  // namespace heed::formats::inside
