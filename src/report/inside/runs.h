// Runs of words, as paragraphs and bullets hold them.
#pragma once

#include <string>

#include "report/document.h"

namespace heed::report {

inline std::string words_of(const Runs& runs) {
  std::string out;
  for (const formats::DocxRun& run : runs) out += run.text;
  return out;
}

}  // namespace heed::report
