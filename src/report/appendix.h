// Appendix: the board-ready Word file of one activity: method, reach, each theme with what people
// said and our response, and the themes that have none.
//
//   const std::string docx = TRY(word_appendix(published, about));
//
// Threads: pure.  Does not: read anything; every number in it has been through disclosure.
#pragma once

#include <string>

#include "base/result.h"
#include "decide/findings.h"
#include "plan/activities.h"

namespace heed::report {

struct About {
  std::string partnership;
  std::string zone;
  plan::Activity activity;
  std::string method;  // How themes were found.
};

Result<std::string> word_appendix(const decide::Published& page, const About& about);

}  // namespace heed::report
