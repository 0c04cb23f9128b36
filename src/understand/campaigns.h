// Campaigns and petitions: letters that many sent from one text, and what many signed, each as one
// object with its organiser, text and size.
//
//   TRY(campaigns.find(scope, activity));                     // what a method finds, labelled
//   TRY(campaigns.name(scope, id, seen, "Save our beds"));    // who organised it
//   TRY(campaigns.read_once(scope, id, "Jo Reed"));           // the letter, read in full
//
// What a person added to the letter stays a comment of its own and is coded like any other; whoever
// sent only the letter is read with it.
// Threads: any; find() is slow and belongs on a handler thread.
// Does not: delete a campaign, or let its size stand beside individuals in one bar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "understand/coding.h"

namespace heed::understand {

using CampaignId = Id<struct CampaignKindTag>;

struct Campaign {
  CampaignId id;
  bool petition = false;
  std::string organiser;
  std::string letter;
  std::int64_t size = 0;        // Members, or signatures.
  std::int64_t with_words = 0;  // Members who added words of their own.
  std::string method;           // "Heed campaigns 1"; empty when a person wrote it down.
  std::string read_by;
  std::int64_t version = 1;
};

struct OwnWords {
  VoiceId voice;
  std::string words;  // Without the letter's text.
};

class Campaigns {
 public:
  Campaigns(store::Database& main, const platform::Clock& clock, platform::Random& random)
      : main_(main), clock_(clock), random_(random) {}

  // Needs `code`. Looks through all voices; those found before and named or read stay as they are.
  // Returns how many there are now.
  Result<std::int64_t> find(const Scope& scope, ActivityId activity);
  // Needs `code`. Errors: invalid (said).
  Result<CampaignId> add_petition(const Scope& scope, ActivityId activity,
                                  std::string_view organiser, std::string_view words,
                                  std::int64_t signatures);
  Result<> name(const Scope& scope, CampaignId campaign, std::int64_t seen_version,
                std::string_view organiser);
  // Whoever sent only the letter has been read then. Needs `code`.
  Result<> read_once(const Scope& scope, ActivityId activity, CampaignId campaign,
                     std::string_view author);

  // Need `read_text`. Largest first.
  Result<std::vector<Campaign>> all(const Scope& scope, ActivityId activity);
  // What members added, those who added nothing left out.
  Result<std::vector<OwnWords>> own_words(const Scope& scope, CampaignId campaign);
  // Codes counted over everybody, and without the members of campaigns: (code, all, without).
  struct WithAndWithout {
    CodeId code;
    std::int64_t all = 0, without = 0;  // Responses.
  };
  Result<std::vector<WithAndWithout>> with_and_without(const Scope& scope, ActivityId activity);

 private:
  store::Database& main_;
  const platform::Clock& clock_;
  platform::Random& random_;
};

}  // namespace heed::understand
