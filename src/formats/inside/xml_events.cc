#include "formats/inside/xml_events.h"

#include <expat.h>

#include <array>
#include <charconv>
#include <type_traits>

namespace heed::formats::inside {
namespace {

std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
struct FreeParser {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, FreeParser>;

XmlEvents& events_of(void* data) { return *static_cast<XmlEvents*>(data); }

void listen_to(XML_Parser parser, XmlEvents& events) {
  XML_SetUserData(parser, &events);
  XML_SetElementHandler(
      parser,
      [](void* data, const char* element, const char** attributes) {
        events_of(data).start(local(element), XmlAttributes(attributes));
      },
      [](void* data, const char* element) { events_of(data).end(local(element)); });
  XML_SetCharacterDataHandler(parser, [](void* data, const char* text, int size) {
    events_of(data).text({text, static_cast<std::size_t>(size)});
  });
  // No file of such a kind declares entities; one that does is up to something.
  XML_SetEntityDeclHandler(parser, [](void* data, const char*, int, const char*, int, const char*,
                                      const char*, const char*, const char*) {
    events_of(data).too_large = "The file declares XML entities; it was not opened.";
  });
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char* const* pair = pairs_; pair[0]; pair += 2) {
    if (local(pair[0]) == name) return pair[1];
  }
  return {};
}

std::size_t XmlAttributes::count(std::string_view name, std::size_t otherwise) const {
  const std::string_view text = (*this)[name];
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && value > 0 ? value : otherwise;
}

Result<Done> read_part(zip_t* zip, const std::string& name, XmlEvents& events,
                       std::uint64_t& budget_bytes) {
  if (zip_name_locate(zip, name.c_str(), 0) < 0) return fail(ErrorKind::not_found, name);
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(zip, name.c_str(), 0));
  const Parser parser(XML_ParserCreate(nullptr));
  if (!file || !parser) return fail(ErrorKind::invalid, "cannot open the part " + name);
  listen_to(parser.get(), events);

  std::array<char, 64 * 1024> buffer;
  for (;;) {
    const zip_int64_t size = zip_fread(file.get(), buffer.data(), buffer.size());
    if (size < 0) return fail(ErrorKind::invalid, "damaged part " + name);
    if (static_cast<std::uint64_t>(size) > budget_bytes) {
      return refuse("The spreadsheet unpacks to far more than its size; it was not opened.",
                    ErrorKind::too_large);
    }
    budget_bytes -= static_cast<std::uint64_t>(size);
    const auto status = XML_Parse(parser.get(), buffer.data(), static_cast<int>(size), size == 0);
    if (!events.too_large.empty()) return refuse(events.too_large, ErrorKind::too_large);
    if (status != XML_STATUS_OK) return fail(ErrorKind::invalid, "not well-formed: " + name);
    if (size == 0) return Done{};
  }
}

Result<Done> read_xml(std::string_view document, XmlEvents& events) {
  const Parser parser(XML_ParserCreate(nullptr));
  if (!parser) return fail(ErrorKind::internal, "XML_ParserCreate");
  listen_to(parser.get(), events);
  constexpr std::size_t kChunk = 1024 * 1024;
  for (std::size_t at = 0; at <= document.size(); at += kChunk) {
    const std::string_view chunk = document.substr(at, kChunk);
    const bool last = at + kChunk > document.size();
    const auto status =
        XML_Parse(parser.get(), chunk.data(), static_cast<int>(chunk.size()), last ? 1 : 0);
    if (!events.too_large.empty()) return refuse(events.too_large, ErrorKind::too_large);
    if (status != XML_STATUS_OK)
      return fail(ErrorKind::invalid, "not well-formed at line " +
                                          std::to_string(XML_GetCurrentLineNumber(parser.get())));
  }
  return Done{};
}

}  // namespace heed::formats::inside
