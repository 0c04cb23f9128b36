// A proposal for change in a paper: what it says, and what people judged of it.
#pragma once

#include <string>

#include "plan/service_changes.h"
#include "report/document.h"

namespace heed::report::inside {

enum class Judgements { newest, every };  // Of significance, and of each body's duty.
// Under headings of level 2 and 3.
void add_judged(Document& document, const plan::ServiceChange& change, const std::string& zone,
                Judgements which);

}  // namespace heed::report::inside
