#include <algorithm>
#include <array>

#include "text/inside/personal_words.h"

namespace heed::text {
namespace {

class Names {
 public:
  Names(std::string_view text, const std::vector<PersonalWord>& words)
      : text_(text), words_(words) {}

  void find(std::vector<PersonalDetail>& out) {
    for (std::size_t i = 0; i < words_.size();) {
      const std::size_t end = std::max({after_title(i), after_cue(i), known(i)});
      if (end > i) {
        out.push_back({PersonalKind::name, words_[i].begin, name_end(end - 1)});
        i = end;
      } else {
        ++i;
      }
    }
  }

 private:
  // Nothing but blanks (and a full stop, after a title) between the words i and i + 1.
  bool beside(std::size_t i, bool stop_allowed = false) const {
    if (i + 1 >= words_.size()) return false;
    std::string_view between = text_.substr(words_[i].end, words_[i + 1].begin - words_[i].end);
    if (stop_allowed && between.starts_with('.')) between.remove_prefix(1);
    return !between.empty() && between.size() <= 2 &&
           between.find_first_not_of(" \t") == std::string_view::npos;
  }

  bool initial(std::size_t i) const {
    return words_[i].capital && words_[i].end - words_[i].begin == 1 && words_[i].lower != "i" &&
           words_[i].lower != "a";
  }

  bool name_like(std::size_t i) const {
    const PersonalWord& word = words_[i];
    if (!word.capital || (word.lower.size() < 2 && !initial(i))) return false;
    return !is_no_name(word.lower) && !is_place_word(bare(word)) && !is_title(word.lower);
  }

  // "Sarah's" is Sarah.
  static std::string_view bare(const PersonalWord& word) {
    std::string_view lower = word.lower;
    if (lower.ends_with("'s")) lower.remove_suffix(2);
    return lower;
  }
  bool owns(std::size_t i) const { return words_[i].lower.ends_with("'s"); }
  std::uint32_t name_end(std::size_t i) const {
    if (!owns(i)) return words_[i].end;
    return words_[i].end - (text_[words_[i].end - 2] == '\'' ? 2 : 4);
  }

  // The capitalised words that go on from i, at most `most`; stops after an owner.
  std::size_t run(std::size_t i, std::size_t most) const {
    std::size_t end = i;
    while (end < words_.size() && end - i < most && name_like(end)) {
      ++end;
      if (owns(end - 1) || !beside(end - 1, initial(end - 1))) break;
    }
    return end;
  }

  // "Manor House", "Victoria Ward": the words from i to end belong to a place.
  bool of_a_place(std::size_t i, std::size_t end) const {
    static constexpr std::array<std::string_view, 9> kBefore = {
        "st", "saint", "ward", "royal", "queen", "king", "prince", "princess", "lady"};
    // Hospitals that are called by a person's whole name.
    static constexpr std::array<std::string_view, 5> kHospitals = {"cook", "harvey", "nightingale",
                                                                   "paget", "radcliffe"};
    if (i > 0 && std::find(kBefore.begin(), kBefore.end(), words_[i - 1].lower) != kBefore.end())
      return true;
    if (end == i + 2 &&
        std::find(kHospitals.begin(), kHospitals.end(), words_[i + 1].lower) != kHospitals.end())
      return true;
    for (std::size_t w = end; w < words_.size() && w < end + 2 && beside(w - 1); ++w)
      if (words_[w].capital ? is_place_word(words_[w].lower)
                            : w == end && is_building(words_[w].lower))
        return true;
    return false;
  }

  // Said in small letters too: "Victoria ward", but "Sarah's care" and "Tom's house" are people's.
  static bool is_building(std::string_view lower) {
    static constexpr std::array<std::string_view, 8> kBuildings = {
        "ward", "wards", "hospital", "clinic", "surgery", "centre", "hospice", "infirmary"};
    return std::find(kBuildings.begin(), kBuildings.end(), lower) != kBuildings.end();
  }

  std::size_t after_title(std::size_t i) const {
    const PersonalWord& title = words_[i];
    if (!is_title(title.lower) || !beside(i, true)) return i;
    const std::size_t next = i + 1;
    // "DR SMITH" in a shouted comment is a name; "the DR SAID" is not.
    if (words_[next].shouted && words_[next].lower.size() > 3 && title.shouted &&
        !is_surname(words_[next].lower))
      return i;
    if (!words_[next].capital) {
      const bool short_title = !is_job_title(title.lower);
      return short_title && (is_surname(words_[next].lower) || is_given_name(words_[next].lower))
                 ? next + 1
                 : i;
    }
    const std::size_t end = run(next, 3);
    if (end == next || (end == next + 1 && initial(next) && is_job_title(title.lower))) return i;
    if (is_job_title(title.lower) && !title.capital && !is_given_name(bare(words_[next])) &&
        !is_doubtful_name(bare(words_[next])) && !is_surname(bare(words_[next])))
      return i;
    return of_a_place(next, end) ? i : end;
  }

  bool said_before(std::size_t i, std::initializer_list<std::string_view> cue) const {
    if (i < cue.size() || !beside(i - 1)) return false;
    std::size_t w = i - cue.size();
    for (const std::string_view word : cue)
      if (words_[w++].lower != word) return false;
    return true;
  }

  // "My name is Ada Obi", "a nurse called Femi", "Regards, Ada Obi".
  std::size_t after_cue(std::size_t i) const {
    if (!name_like(i)) return i;
    const bool named = said_before(i, {"name", "is"}) || said_before(i, {"name", "was"}) ||
                       said_before(i, {"named"}) || said_before(i, {"names", "are"});
    const bool called = said_before(i, {"called"}) && called_somebody(i);
    if (!named && !called && !signed_by(i)) return i;
    const std::size_t end = run(i, 3);
    return of_a_place(i, end) ? i : end;
  }

  // "a clinic called Oakfield" is no name; "a nurse called Femi" is.
  bool called_somebody(std::size_t i) const {
    static constexpr std::array<std::string_view, 16> kPeople = {
        "nurse",     "doctor",       "gp",     "lady",     "man",      "woman",
        "gentleman", "midwife",      "carer",  "son",      "daughter", "consultant",
        "person",    "receptionist", "porter", "therapist"};
    if (is_given_name(bare(words_[i]))) return true;
    if (i < 2) return false;
    return std::find(kPeople.begin(), kPeople.end(), words_[i - 2].lower) != kPeople.end();
  }

  bool signed_by(std::size_t i) const {
    static constexpr std::array<std::string_view, 4> kSigns = {"regards", "sincerely", "faithfully",
                                                               "signed"};
    if (i == 0 || std::find(kSigns.begin(), kSigns.end(), words_[i - 1].lower) == kSigns.end())
      return false;
    const std::string_view between =
        text_.substr(words_[i - 1].end, words_[i].begin - words_[i - 1].end);
    return between.find_first_not_of(" ,:\r\n\t") == std::string_view::npos;
  }

  // A given name, with the surname after it. One that is also a word needs a surname we know.
  std::size_t known(std::size_t i) const {
    const PersonalWord& word = words_[i];
    if (!word.capital || word.shouted || (i > 0 && is_title(words_[i - 1].lower))) return i;
    const std::string_view lower = bare(word);
    const bool given = is_given_name(lower);
    if (!given && !is_doubtful_name(lower)) return i;
    std::size_t end = i + 1;
    const bool more = !owns(i) && beside(i) && words_[i + 1].capital && name_like(i + 1);
    if (more && (given || is_surname(bare(words_[i + 1])))) end = run(i, 3);
    if (!given && end == i + 1) return i;
    return of_a_place(i, end) ? i : end;
  }

  std::string_view text_;
  const std::vector<PersonalWord>& words_;
};

}  // namespace

void find_names(std::string_view text, const std::vector<PersonalWord>& words,
                std::vector<PersonalDetail>& out) {
  Names(text, words).find(out);
}

}  // namespace heed::text
