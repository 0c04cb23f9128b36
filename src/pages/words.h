// Words: what pages say, in one language. English is the source; the catalogs in words/ hold the
// others, and what a catalog lacks comes out in English.
//
//   const Words& words = Words::for_language("cy");
//   el("button", tr(words, "Continue"));                       // "Parhau"
//   tr(words, "We will decide by {date}.", {{"date", date}});  // slots by name
//   tr_html(words, "You can {link}.", {{"link", link("/help", tr(words, "ask for help"))}});
//   tr_n(words, "{n} answer", "{n} answers", count);           // "1,204 answers"
//
// Sentences are literals, so tools/words finds every one of them.
// Threads: any; catalogs are read once and never change.
// Does not: translate what people typed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/html.h"

namespace heed::pages {

// A literal of the program, which lives as long as the program.
struct Literal {
  template <std::size_t N>
  consteval Literal(const char (&written)[N]) : text(written) {}  // NOLINT: implicit
  const char* text;
};

class Words {
 public:
  static const Words& english();
  // "cy", "cy-GB" or "CY"; English when there is no catalog for it.
  static const Words& for_language(std::string_view code);
  // English first, then every language with a catalog.
  static std::vector<std::string_view> languages();

  std::string_view language() const { return language_; }  // For lang="".
  std::string_view own_name() const;                       // "Cymraeg", for a choice of languages.
  bool right_to_left() const { return right_to_left_; }

  // The translation, or the literal itself. Lives as long as the program.
  std::string_view find(const char* english) const;
  std::string_view find(const char* one, const char* many, std::uint64_t count) const;

  Words(const Words&) = delete;
  ~Words();

 private:
  struct Catalog;
  friend struct AllWords;
  Words(std::string language, std::unique_ptr<Catalog> catalog);
  std::string language_;
  bool right_to_left_;
  std::unique_ptr<Catalog> catalog_;  // None for English.
};

using TextSlots = std::initializer_list<std::pair<std::string_view, std::string_view>>;
using HtmlSlots = std::initializer_list<std::pair<std::string_view, Html>>;

inline std::string_view tr(const Words& words, Literal english) { return words.find(english.text); }
std::string tr(const Words& words, Literal english, TextSlots slots);
// The sentence is escaped; the slots stand as they are.
Html tr_html(const Words& words, Literal english, HtmlSlots slots);
// {n} is the count, with thousands marked. Other slots as above.
std::string tr_n(const Words& words, Literal one, Literal many, std::uint64_t count,
                 TextSlots slots = {});

// 1204 -> "1,204", as the language writes it.
std::string number(const Words& words, std::uint64_t value);

}  // namespace heed::pages
