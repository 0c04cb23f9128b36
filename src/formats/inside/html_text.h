// HTML from elsewhere as plain text: tags dropped, blocks on lines of their own, entities decoded,
// scripts and styles left out. Nothing of the markup is kept, so nothing of it can act.
#pragma once

#include <string>
#include <string_view>

namespace heed::formats::inside {

std::string html_text(std::string_view html);

}  // namespace heed::formats::inside
