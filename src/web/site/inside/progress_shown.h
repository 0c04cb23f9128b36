// How far something has come, for anyone: what is being done about a finding, and when the answer
// is due or why it is late.
#pragma once

#include <vector>

#include "act/actions.h"
#include "act/workstreams.h"
#include "decide/findings.h"
#include "decide/governance.h"
#include "plan/activities.h"
#include "web/site/inside/site.h"

namespace heed::web::site {

// Who does what about one finding, and how it stands; nothing when nobody does anything yet.
pages::Html done_about(const std::vector<act::Plan>& plans, FindingId finding,
                       const std::string& zone, const pages::Words& words);
// The workstreams that one finding was sent to and what each did; nothing when it was sent to none.
pages::Html workstreams_of(const std::vector<act::SentTo>& sent, FindingId finding,
                           const std::string& zone, const pages::Words& words);
// The decisions that one finding was before.
pages::Html decided_on(const std::vector<decide::Decision>& decisions, FindingId finding,
                       const std::string& zone, const pages::Words& words);
// Every action of the activity, each a link to the finding on the page that it answers.
pages::Html everything_done(const std::vector<act::Plan>& plans, const decide::Published& page,
                            const std::string& zone, const pages::Words& words);
// What happened, as it was published last; what somebody is writing now is not public. "" before.
Result<std::string> published_outcome(Services& services, ActivityId activity);
// Of an activity that is not answered yet: by when, or that it is late and what was said since.
Result<pages::Html> late_or_due(Services& services, const plan::Activity& activity,
                                const pages::Words& words);

}  // namespace heed::web::site
