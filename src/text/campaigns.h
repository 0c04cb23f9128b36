// Campaigns: letters that many people sent from one template, more or less edited.
//
//   const text::Campaigns found = text::find_campaigns(texts);
//   for (const auto& campaign : found.campaigns) show(campaign.core, campaign.members);
//
// The core is the explanation: the phrases that members share and hardly anybody else wrote.
// Campaigns are counted and grouped, never deleted.
// Threads: pure. Does not: judge whether a campaign weighs less than other comments.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::text {

struct Campaign {
  std::vector<std::uint32_t> members;  // Documents, ascending.
  std::vector<std::string> core;  // The letter's passages in its order, as a member wrote them.
  std::uint32_t letter;           // The member that holds most of the core.
};

struct Campaigns {
  std::vector<Campaign> campaigns;  // Largest first.
  std::vector<int> campaign_of;     // For each document: index into campaigns, or -1.
  // For each document of a campaign: byte ranges [begin, end) of its text that are the template's.
  std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> shared;
};

Campaigns find_campaigns(std::span<const std::string_view> texts);

}  // namespace heed::text
