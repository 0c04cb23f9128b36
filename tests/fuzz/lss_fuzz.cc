// LimeSurvey surveys: well-formed XML of any contents becomes questions or is refused.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/survey_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Past the lines that every such file starts with, where the fuzzer would never get.
  std::string xml =
      "<?xml version=\"1.0\"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>"
      "<DBVersion>630</DBVersion><languages><language>en</language></languages>";
  xml.append(reinterpret_cast<const char*>(data), size);
  xml += "</document>";
  const auto read = heed::formats::read_survey_file("a.lss", xml);
  if (read && !read->asked) __builtin_trap();
  return 0;
}
