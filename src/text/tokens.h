// Words of a comment, and the clauses they stand in.
//
//   text::Tokens tokens;
//   text::tokenise("Staff were kind, but I waited 2 hours.", tokens);
//   for (const text::Token& token : tokens.list) use(tokens.lowered(token));
//
// A word is letters, marks and digits with apostrophes inside. Runs in a script without spaces
// (Thai, Chinese, Japanese) are cut by ICU's dictionaries. ASCII takes a table, the rest ICU.
// Threads: pure; a Tokens is one thread's scratch. Does not: stem or drop stop words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace heed::text {

// What stands between a word and the one before it.
enum class Gap : std::uint8_t { none, comma, sentence };

struct Token {
  std::uint32_t begin;  // Bytes of the text as it was given.
  std::uint32_t end;
  std::uint32_t lowered_begin;
  std::uint32_t lowered_end;
  Gap before;
};

struct Tokens {
  std::vector<Token> list;
  std::string letters;  // Lower case, NFC, straight apostrophes.

  std::string_view lowered(const Token& token) const {
    return std::string_view(letters).substr(token.lowered_begin,
                                            token.lowered_end - token.lowered_begin);
  }
};

// Replaces what `out` held. Bad bytes separate words and are otherwise skipped.
void tokenise(std::string_view text, Tokens& out);

struct Clause {
  std::uint32_t begin;  // Tokens.
  std::uint32_t end;
};

// Sentence marks, "but" and "however" divide always; a comma or "and" only where both sides keep
// two words that carry meaning, so that "kind and helpful staff" stays whole.
std::vector<Clause> split_clauses(const Tokens& tokens);

}  // namespace heed::text
