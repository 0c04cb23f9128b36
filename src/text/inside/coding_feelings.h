// Stems of words that praise and of words that complain. Few comments are coded at first, and most
// such words are in none of them: as two features they speak for each other. By themselves they
// decide nothing; what they mean is learnt from the codes, like every other feature.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace heed::text {

inline constexpr std::array<std::string_view, 52> kPraise = {
    "amaz",       "appreci",   "brilliant",  "care",    "clean",  "clear",   "comfort",
    "compass",    "courteous", "effici",     "enjoy",   "excel",  "fab",     "fantast",
    "fine",       "friend",    "friendli",   "fun",     "gentl",  "glad",    "good",
    "grate",      "great",     "happi",      "help",    "kind",   "kindli",  "listen",
    "love",       "nice",      "outstand",   "patient", "peac",   "perfect", "pleas",
    "pleasant",   "polit",     "profession", "prompt",  "quick",  "reassur", "relax",
    "respect",    "safe",      "satisfi",    "smile",   "superb", "support", "thank",
    "understand", "welcom",    "wonder"};
inline constexpr std::array<std::string_view, 64> kComplaint = {
    "abus",       "aggress",      "angri",   "annoy",      "anxious",   "appal",      "awkward",
    "bad",        "bore",         "broken",  "cancel",     "chase",     "cold",       "complain",
    "complaint",  "confus",       "cramp",   "delay",      "difficult", "difficulti", "dirti",
    "disappoint", "disgust",      "dismiss", "fail",       "forgot",    "forgotten",  "frustrat",
    "hard",       "horribl",      "ignor",   "impersonal", "inadequ",   "inconveni",  "lack",
    "late",       "limit",        "lost",    "miss",       "mistak",    "nois",       "noisi",
    "pain",       "painful",      "poor",    "problem",    "rude",      "rush",       "shock",
    "short",      "shout",        "slow",    "struggl",    "terribl",   "uncomfort",  "unhappi",
    "unhelp",     "unprofession", "upset",   "useless",    "wait",      "worri",      "wors",
    "wrong"};
inline constexpr std::array<std::string_view, 16> kDenial = {
    "aren't", "can't", "couldn't", "didn't", "doesn't", "don't",   "hardly", "isn't",
    "never",  "no",    "not",      "wasn't", "weren't", "without", "won't",  "wouldn't"};

template <std::size_t kCount>
bool has_word(const std::array<std::string_view, kCount>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace heed::text
