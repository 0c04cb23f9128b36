#include "pages/words.h"

#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <limits>
#include <locale>

#include "base/embedded.h"

namespace heed::pages {

namespace {

using Facet = boost::locale::message_format<char>;

constexpr std::string_view kRightToLeft[] = {"ar", "ckb", "dv", "fa", "he",
                                             "ps", "sd",  "ug", "ur", "yi"};

// The language of "cy-GB" or "CY_gb": "cy".
std::string primary_part(std::string_view code) {
  std::string primary;
  for (const char c : code.substr(0, code.find_first_of("-_"))) {
    primary += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return primary;
}

// Calls on_text for what stands between slots and on_slot for the value of each. A brace that
// names no slot stays as it is, so a slip in a catalog shows rather than swallowing words.
template <class Slots, class OnText, class OnSlot>
void fill(std::string_view sentence, const Slots& slots, OnText on_text, OnSlot on_slot) {
  while (true) {
    const std::size_t open = sentence.find('{');
    const std::size_t close = open == std::string_view::npos ? open : sentence.find('}', open);
    if (close == std::string_view::npos) return on_text(sentence);
    const std::string_view name = sentence.substr(open + 1, close - open - 1);
    const auto slot = std::find_if(slots.begin(), slots.end(),
                                   [&](const auto& each) { return each.first == name; });
    if (slot == slots.end()) {
      on_text(sentence.substr(0, close + 1));
    } else {
      on_text(sentence.substr(0, open));
      on_slot(slot->second);
    }
    sentence.remove_prefix(close + 1);
  }
}

}  // namespace

struct Words::Catalog {
  std::locale keeps;  // Owns the facet.
  const Facet* facet;
};

struct AllWords {
  std::vector<std::unique_ptr<Words>> all;

  AllWords() {
    all.emplace_back(new Words("en", nullptr));
    for (const EmbeddedFile& file : embedded_files("words")) {
      const std::string language(file.name.substr(0, file.name.find('.')));
      boost::locale::gnu_gettext::messages_info info;
      info.language = language;
      info.encoding = "UTF-8";
      info.domains.push_back({"heed"});
      info.paths.push_back("words");
      info.callback = [&](const std::string&, const std::string&) {
        return std::vector<char>(file.bytes.begin(), file.bytes.end());
      };
      Facet* facet = boost::locale::gnu_gettext::create_messages_facet<char>(info);
      CHECK(facet != nullptr);
      all.emplace_back(
          new Words(language, std::unique_ptr<Words::Catalog>(new Words::Catalog{
                                  std::locale(std::locale::classic(), facet), facet})));
    }
  }

  static const AllWords& get() {
    // Never destroyed: threads may still be making pages while the program exits.
    static const AllWords& words = *new AllWords();
    return words;
  }
};

Words::Words(std::string language, std::unique_ptr<Catalog> catalog)
    : language_(std::move(language)),
      right_to_left_(std::find(std::begin(kRightToLeft), std::end(kRightToLeft), language_) !=
                     std::end(kRightToLeft)),
      catalog_(std::move(catalog)) {}
Words::~Words() = default;

const Words& Words::english() { return *AllWords::get().all.front(); }

const Words& Words::for_language(std::string_view code) {
  const std::string primary = primary_part(code);
  for (const auto& words : AllWords::get().all) {
    if (words->language_ == primary) return *words;
  }
  return english();
}

std::vector<std::string_view> Words::languages() {
  std::vector<std::string_view> languages;
  for (const auto& words : AllWords::get().all) languages.push_back(words->language_);
  return languages;
}

// A catalog translates "English" to its own name, so a new language needs no line here.
std::string_view Words::own_name() const { return tr(*this, "English"); }

std::string_view Words::find(const char* english) const {
  const char* found = catalog_ ? catalog_->facet->get(0, nullptr, english) : nullptr;
  // A sentence in the template that nobody has translated yet is an empty string.
  return found != nullptr && *found != '\0' ? found : english;
}

std::string_view Words::find(const char* one, const char* many, std::uint64_t count) const {
  if (catalog_) {
    // Plural rules look at the last digits, so a count too large for int keeps those.
    constexpr std::uint64_t kMost = std::numeric_limits<int>::max();
    const int n = static_cast<int>(count <= kMost ? count : 1'000'000 + count % 1'000'000);
    const char* found = catalog_->facet->get(0, nullptr, one, n);
    if (found != nullptr && *found != '\0') return found;
  }
  return count == 1 ? one : many;
}

std::string tr(const Words& words, Literal english, TextSlots slots) {
  std::string said;
  const auto add = [&](std::string_view part) { said += part; };
  fill(words.find(english.text), slots, add, add);
  return said;
}

Html tr_html(const Words& words, Literal english, HtmlSlots slots) {
  Html said;
  fill(
      words.find(english.text), slots, [&](std::string_view part) { said += text(part); },
      [&](const Html& part) { said += part; });
  return said;
}

std::string tr_n(const Words& words, Literal one, Literal many, std::uint64_t count,
                 TextSlots slots) {
  std::vector<std::pair<std::string_view, std::string_view>> all(slots);
  const std::string shown = number(words, count);
  all.emplace_back("n", shown);
  std::string said;
  const auto add = [&](std::string_view part) { said += part; };
  fill(words.find(one.text, many.text, count), all, add, add);
  return said;
}

std::string number(const Words&, std::uint64_t value) {
  // English, Welsh and Arabic as printed in Britain all group with a comma. A language that does
  // not will take the mark from its catalog.
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace heed::pages
