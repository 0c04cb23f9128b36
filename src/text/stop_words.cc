#include "text/stop_words.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <string>
#include <unordered_set>

#include "text/inside/view_hash.h"

namespace heed::text {
namespace {

using WordSet = std::unordered_set<std::string, ViewHash, std::equal_to<>>;

WordSet words_of(const char* list) {
  std::istringstream in(list);
  WordSet words;
  for (std::string word; in >> word;) words.insert(word);
  return words;
}

// Negations stay out: "not clean" and "no parking" are what a comment is about.
const WordSet& stop_words() {
  static const WordSet words = words_of(
      "a about after again all also am an and any are aren't as at be because been before being "
      "both but by came can could did didn't do does doesn't doing done down during each either "
      "else etc ever every few for from further get gets getting give given go goes going gone got "
      "had has hasn't have haven't having he he'd he'll he's her here here's hers herself him "
      "himself his how however i i'd i'll i'm i've if in into is isn't it it'd it'll it's its "
      "itself just let let's like lot lots made make makes many may maybe me might mine more most "
      "much must my myself of off oh on once one only onto or other others our ours out over own "
      "per put quite rather re really s same say see seem seemed seems shall she she'd she'll "
      "she's should since so some something still such t take than that that's the their theirs "
      "them themselves then there there's these they they'd they'll they're they've thing things "
      "this those though through thus till to too took toward towards under until up upon us use "
      "used ve very via was wasn't way we we'd we'll we're we've well went were weren't what "
      "what's "
      "when where whether which while who who's whole whom whose why will with within would you "
      "you'd you'll you're you've your yours yourself yet im ive dont didnt");
  return words;
}

const WordSet& refusals() {
  static const WordSet words = words_of(
      "nothing no none nope nil na n not can't cant cannot couldn't don't dont nowt never unsure "
      "dunno idk zero noting nothings nought");
  return words;
}

const WordSet& fillers() {
  static const WordSet words = words_of(
      "a about absolutely add all answer any anything apparent applicable as at be better but can "
      "change changed changes come comes comment comments complain complaint complaints could "
      "currently did different do done else everything far for from further have honest honestly i "
      "i've improve improved improvement improvements improving in is it know make me mind moment "
      "more much my needed now of off offhand opinion particular please point present presently "
      "question really request required say see so suggest suggestion suggestions springs sure "
      "that thank thanks the there think thing things this time to today unfortunately was we "
      "what with would you specific specifically reason response sorry stage just particularly "
      "necessary needs need ok okay");
  return words;
}

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

bool is_stop_word(std::string_view lowered) {
  if (lowered.size() <= 1) return true;
  return stop_words().contains(lowered);
}

bool has_no_content(const Tokens& tokens) {
  if (tokens.list.size() > kWordsWithoutContentMost) return false;
  bool refused = false;
  bool said = false;
  for (const Token& token : tokens.list) {
    const std::string_view word = tokens.lowered(token);
    if (refusals().contains(word)) {
      refused = true;
    } else if (!is_number(word)) {
      if (!fillers().contains(word)) return false;
      said = true;
    }
  }
  return refused || !said;
}

}  // namespace heed::text
