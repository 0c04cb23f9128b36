// The fields of an answer to a finding, as the record commits to them (docs/formats/stated.md).
#pragma once

#include <string_view>

#include "decide/findings.h"
#include "record/cbor.h"

namespace heed::decide::inside {

inline record::Cbor::Map said_of(FindingId finding, std::int64_t version,
                                 const OurResponse& response, std::string_view author) {
  return {{"finding", finding.bytes()},
          {"version", version},
          {"effect", name_of(response.effect)},
          {"said", response.what},
          {"because", response.because},
          {"evidence", response.evidence},
          {"owner", response.owner},
          {"progress", response.progress},
          {"by", author}};
}

}  // namespace heed::decide::inside
