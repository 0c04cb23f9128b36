// What the coding pages share: who codes (an outside analyst by a grant), the frame around their
// pages, codes as options, and marks read back from a form.
//
// Threads: pure but for the reads they name.
#pragma once

#include "understand/codes.h"
#include "understand/coding.h"
#include "web/staff/inside/desk.h"

namespace heed::web::staff {

struct Coder {
  Scope scope;
  plan::Activity activity;
  bool outside = false;  // Sees this activity's words by a grant only: no tabs, no other page.
};
// Errors: not_found for who may not code here.
Result<Coder> coder_of(Services& services, const Request& request, const Match& match);
Reply show_coding(const Services& services, const Request& request, const Coder& coder, Page page,
                  const Trouble& trouble = {});

std::string coding_path(const plan::Activity& activity, std::string_view more = "");
std::string stance_words(understand::Stance stance);
// "Travel: Buses: Sundays"; the last name alone at the top.
std::string full_name(const understand::CodeTree& tree, understand::CodeId code);
// "“Buses” (against) on “last bus”": one line for each code, then the flags.
Html markings_shown(const understand::CodeTree& tree, const understand::Markings& markings,
                    std::string_view words);
// Fields code, span-ID, stance-ID, stance, flag, note-FLAG, as the voice page writes them.
understand::Markings markings_typed(const Request& request);

}  // namespace heed::web::staff
