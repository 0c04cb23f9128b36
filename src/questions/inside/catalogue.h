// What each folder under kinds/ gives: one function, listed in catalogue.cc.
#pragma once

#include "questions/kinds.h"

namespace heed::questions::inside {

const Asker& long_text_kind();
const Asker& short_text_kind();
const Asker& choose_one_kind();
const Asker& choose_many_kind();
const Asker& scale_kind();
const Asker& matrix_kind();
const Asker& ranking_kind();
const Asker& number_kind();
const Asker& date_kind();
const Asker& postcode_kind();
const Asker& file_kind();
const Asker& vote_kind();
const Asker& capacity_kind();
const Asker& about_kind();

}  // namespace heed::questions::inside
