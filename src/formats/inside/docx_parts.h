// The parts of a Word document that are the same in each, and those that only need a language.
#pragma once

#include <string>
#include <string_view>

#include "formats/docx_out.h"

namespace heed::formats::inside {

extern const std::string_view kContentTypes;
extern const std::string_view kRelations;
extern const std::string_view kDocumentRelations;
extern const std::string_view kNumbering;
extern const std::string_view kFooter;
extern const std::string_view kApp;

// Requires: `language` escaped.
std::string docx_styles(std::string_view language);
std::string docx_settings(std::string_view language);
std::string docx_core(const DocxProperties& properties);

}  // namespace heed::formats::inside
