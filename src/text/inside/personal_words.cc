#include "text/inside/personal_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace heed::text {
namespace {

template <std::size_t N>
bool among(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

template <std::size_t N>
consteval std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

template <class... Words>
consteval auto words_of(Words... words) {
  return sorted(std::array<std::string_view, sizeof...(Words)>{words...});
}

constexpr auto kGiven = words_of(
    "aaron", "abdul", "abigail", "adam", "adrian", "agnieszka", "ahmed", "aisha", "alan", "alex",
    "alexander", "alexandra", "ali", "alice", "alison", "amanda", "amelia", "amina", "amir", "amit",
    "amy", "andrea", "andrew", "angela", "anita", "anna", "anne", "annie", "anthony", "anton",
    "arthur", "asif", "audrey", "barbara", "barry", "becky", "ben", "benjamin", "bernard", "beth",
    "bethany", "beverley", "bianca", "bob", "brenda", "brian", "bridget", "carl", "carol",
    "caroline", "catherine", "chantelle", "charles", "charlie", "cheryl", "chloe", "chris",
    "christina", "christine", "christopher", "ciara", "claire", "clare", "colin", "connor", "craig",
    "daniel", "danielle", "darren", "dave", "david", "dawid", "dean", "deborah", "debbie", "deepak",
    "denise", "dennis", "derek", "dev", "diana", "diane", "dimitri", "donna", "doreen", "dorothy",
    "duncan", "eddie", "edward", "eileen", "elaine", "eleanor", "elena", "elin", "elizabeth",
    "ellen", "ellie", "emily", "emma", "eric", "erin", "ethan", "eva", "ewa", "fatima", "fiona",
    "frances", "gareth", "gary", "gavin", "gemma", "geoff", "geoffrey", "george", "georgina",
    "gillian", "gladys", "glenn", "gordon", "graham", "greg", "hannah", "harriet", "harry",
    "hassan", "hayley", "heather", "helen", "henry", "hilary", "hussain", "ian", "ibrahim", "imran",
    "irene", "isaac", "isabel", "isabella", "iwona", "jackie", "jacob", "jacqueline", "jade",
    "jake", "james", "jamie", "jane", "janet", "janice", "jasmine", "jason", "jayne", "jean",
    "jeff", "jennifer", "jenny", "jeremy", "jess", "jessica", "jill", "jim", "joan", "joanna",
    "joanne", "joe", "john", "jonathan", "jose", "joseph", "josephine", "joshua", "joyce", "judith",
    "julia", "julian", "julie", "karen", "karl", "kasia", "kate", "katherine", "kathleen",
    "kathryn", "katie", "kayleigh", "keith", "kelly", "ken", "kenneth", "kerry", "kevin", "kieran",
    "kim", "kirsty", "krystyna", "laura", "lauren", "leah", "leanne", "lee", "leon", "leslie",
    "lewis", "liam", "linda", "lindsay", "lisa", "liz", "lorraine", "louis", "louise", "lucy",
    "luke", "lynn", "lynne", "magdalena", "malcolm", "margaret", "maria", "marie", "marion",
    "martin", "mary", "matthew", "maureen", "maxine", "megan", "melanie", "melissa", "michael",
    "michelle", "miriam", "mohamed", "mohammed", "moira", "molly", "monika", "muhammad", "nadia",
    "nancy", "naomi", "natalie", "natasha", "nathan", "neil", "nicholas", "nick", "nicola",
    "nicole", "nigel", "nikhil", "noah", "norma", "norman", "olga", "oliver", "olivia", "omar",
    "oscar", "owen", "pamela", "pat", "patricia", "patrick", "paul", "paula", "pauline", "peter",
    "philip", "phillip", "piotr", "priya", "rachael", "rachel", "raj", "rajesh", "ravi", "raymond",
    "rebecca", "richard", "robert", "robin", "rohan", "ronald", "rosemary", "rosie", "roy",
    "russell", "ruth", "ryan", "sally", "sam", "samantha", "samuel", "sandra", "sanjay", "sara",
    "sarah", "scott", "sean", "shannon", "sharon", "sheila", "shirley", "simon", "siobhan",
    "sophie", "stacey", "stella", "stephanie", "stephen", "steve", "steven", "stuart", "sue",
    "susan", "suzanne", "tanya", "tara", "terence", "teresa", "theresa", "thomas", "tim", "timothy",
    "tina", "toby", "tom", "tomasz", "tony", "tracey", "tracy", "trevor", "tyler", "valerie",
    "vanessa", "vera", "veronica", "vijay", "vikram", "vincent", "wayne", "wendy", "william",
    "winifred", "yasmin", "yusuf", "yvonne", "zainab", "zoe", "zoë");

constexpr auto kDoubtful = words_of(
    "amber", "angel", "april", "august", "bill", "carter", "chase", "chester", "christian",
    "crystal", "daisy", "dawn", "dale", "eve", "faith", "florence", "georgia", "jordan", "frank",
    "glen", "grace", "grant", "harper", "hazel", "heath", "holly", "hope", "iris", "ivy", "jack",
    "jo", "joy", "june", "kent", "lily", "lincoln", "mark", "mason", "max", "may", "mercy", "miles",
    "olive", "paris", "pearl", "penny", "poppy", "preston", "ray", "robin", "rob", "rose", "ruby",
    "sky", "summer", "taylor", "victor", "victoria", "violet", "warren", "will");

constexpr auto kSurnames = words_of(
    "adams", "ahmed", "ali", "allen", "anderson", "bailey", "baker", "begum", "bennett", "brown",
    "campbell", "carter", "chapman", "clark", "clarke", "collins", "cook", "cooper", "cox",
    "davies", "davis", "edwards", "ellis", "evans", "fox", "foster", "gray", "green", "griffiths",
    "hall", "harris", "harrison", "hill", "holmes", "hughes", "hussain", "jackson", "james",
    "jenkins", "johnson", "jones", "kaur", "kelly", "khan", "king", "knight", "kumar", "lewis",
    "lloyd", "marshall", "martin", "mason", "miller", "mitchell", "moore", "morgan", "morris",
    "murphy", "murray", "nowak", "okafor", "osei", "owen", "palmer", "parker", "patel", "phillips",
    "powell", "price", "richards", "richardson", "roberts", "robinson", "rogers", "russell",
    "scott", "shah", "sharma", "shaw", "simpson", "singh", "smith", "stevens", "stewart", "taylor",
    "thomas", "thompson", "turner", "walker", "ward", "watson", "webb", "white", "wilkinson",
    "williams", "wilson", "wood", "wright", "young");

constexpr auto kTitles =
    words_of("cllr", "councillor", "dame", "doctor", "dr", "matron", "midwife", "miss", "mr", "mrs",
             "ms", "mx", "nurse", "prof", "professor", "rev", "reverend", "sir", "sister");
constexpr auto kJobTitles =
    words_of("councillor", "doctor", "matron", "midwife", "miss", "nurse", "professor", "sister");

constexpr auto kPlaces =
    words_of("avenue", "building", "campus", "care", "centre", "church", "clinic", "close",
             "college", "community", "court", "day", "department", "drive", "estate", "foundation",
             "gardens", "general", "green", "grove", "health", "hill", "home", "hospice",
             "hospital", "house", "infirmary", "institute", "lane", "lodge", "medical", "memorial",
             "mill", "outpatients", "park", "pharmacy", "place", "practice", "primary", "road",
             "school", "square", "station", "street", "suite", "surgery", "terrace", "theatre",
             "theatres", "trust", "unit", "university", "ward", "way", "wing");

constexpr auto kNoNames = words_of(
    "a", "about", "accident", "after", "all", "also", "an", "and", "appointment", "appointments",
    "april", "are", "associate", "at", "august", "because", "before", "but", "call", "can", "care",
    "caring", "clinic", "consultant", "could", "covid", "december", "did", "do", "does",
    "emergency", "february", "for", "friday", "from", "gave", "gp", "had", "has", "have", "he",
    "her", "his", "how", "i", "if", "in", "is", "it", "january", "july", "june", "led", "line",
    "made", "manager", "march", "may", "me", "monday", "my", "never", "nhs", "no", "not",
    "november", "now", "nurse", "nurses", "of", "october", "on", "or", "our", "patient", "patients",
    "practitioner", "practitioners", "prescriber", "really", "register", "said", "saturday", "saw",
    "says", "school", "seems", "september", "she", "should", "so", "some", "specialist",
    "specialists", "staff", "station", "student", "sunday", "surgery", "surgeries", "team", "that",
    "the", "their", "then", "there", "they", "this", "thursday", "to", "told", "too", "tuesday",
    "unit", "very", "visit", "visits", "was", "we", "wednesday", "were", "what", "when", "which",
    "who", "why", "will", "with", "would", "yes", "you", "your");

constexpr auto kStreets =
    words_of("ave", "avenue", "close", "cottages", "court", "crescent", "drive", "gardens", "green",
             "grove", "hill", "lane", "mews", "park", "place", "rd", "rise", "road", "row",
             "square", "st", "street", "terrace", "view", "villas", "walk", "way");

constexpr auto kAreas = words_of(
    "AB", "AL", "B", "BA", "BB", "BD", "BF", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF",
    "CH", "CM", "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY",
    "E", "EC", "EH", "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR",
    "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE",
    "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL",
    "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL",
    "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS",
    "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE");

// The code point at `at`, which moves on; U+FFFD for bad bytes.
UChar32 next_point(std::string_view text, std::int32_t& at) {
  UChar32 c = 0;
  U8_NEXT_OR_FFFD(text.data(), at, static_cast<std::int32_t>(text.size()), c);
  return c;
}

bool joins(UChar32 c) { return c == '\'' || c == 0x2019 || c == '-'; }

}  // namespace

std::vector<PersonalWord> personal_words(std::string_view text) {
  std::vector<PersonalWord> out;
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t at = 0; at < size;) {
    const std::int32_t begin = at;
    UChar32 c = next_point(text, at);
    if (!u_isalpha(c)) continue;
    PersonalWord word{.begin = static_cast<std::uint32_t>(begin),
                      .end = static_cast<std::uint32_t>(at),
                      .capital = u_isupper(c) != 0,
                      .shouted = true,
                      .lower = {}};
    std::int32_t letters = 0;
    for (std::int32_t from = begin;;) {
      if (c == 0x2019) {
        word.lower += '\'';
      } else if (c < 0x80) {
        word.lower += static_cast<char>(u_tolower(c));
      } else {
        word.lower +=
            text.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
      }
      word.shouted = word.shouted && !u_islower(c);
      ++letters;
      word.end = static_cast<std::uint32_t>(at);
      if (at >= size) break;
      from = at;
      c = next_point(text, at);
      if (u_isalpha(c) || u_charType(c) == U_NON_SPACING_MARK) continue;
      if (joins(c) && at < size) {
        std::int32_t peek = at;
        if (u_isalpha(next_point(text, peek))) continue;
      }
      at = from;
      break;
    }
    word.shouted = word.shouted && letters > 1;
    out.push_back(std::move(word));
  }
  return out;
}

bool is_given_name(std::string_view lower) { return among(kGiven, lower); }
bool is_doubtful_name(std::string_view lower) { return among(kDoubtful, lower); }
bool is_surname(std::string_view lower) { return among(kSurnames, lower); }
bool is_title(std::string_view lower) { return among(kTitles, lower); }
bool is_job_title(std::string_view lower) { return among(kJobTitles, lower); }
bool is_place_word(std::string_view lower) { return among(kPlaces, lower); }
bool is_no_name(std::string_view lower) { return among(kNoNames, lower); }
bool is_street_word(std::string_view lower) { return among(kStreets, lower); }
bool is_postcode_area(std::string_view upper) { return among(kAreas, upper); }

}  // namespace heed::text
