// What several public pages say of an activity: when it was published and changed, who answers for
// it, its documents.
#pragma once

#include <algorithm>
#include <optional>

#include "web/site/inside/site.h"

namespace heed::web::site {

// Published and last changed, in words and (ISO 8601 with zone) for machines: schema.org microdata,
// which stands in the page's body, so that no inline script is needed.
pages::Html times_of(TimeMs published, TimeMs changed, std::string_view zone,
                     const pages::Words& words);
// From the first to the last of what a page shows; nothing when it shows nothing with a time.
class Between {
 public:
  void add(TimeMs at) {
    first_ = first_ ? std::min(*first_, at) : at;
    last_ = last_ ? std::max(*last_, at) : at;
  }
  pages::Html shown(std::string_view zone, const pages::Words& words) const {
    return first_ ? times_of(*first_, *last_, zone, words) : pages::Html();
  }

 private:
  std::optional<TimeMs> first_, last_;
};
// When an activity was first in public, and last changed there.
pages::Html times_of(const Services& services, const plan::Activity& activity,
                     const pages::Words& words);
// "Easy Read", for "easy_read".
std::string format_words(std::string_view format, const pages::Words& words);
// The same page in each of the languages that Heed has.
pages::Html languages_of(std::string_view path, const pages::Words& words);

}  // namespace heed::web::site
