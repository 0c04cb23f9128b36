// read_part: one XML part of a zip file, unpacked and parsed as a stream, within bounds.
//
//   struct Titles : XmlEvents { void start(std::string_view name, const XmlAttributes& a) override;
//   }; TRY(read_part(zip, "content.xml", titles, budget));
//
// Errors: not_found (no such part), invalid (not well-formed, damaged), too_large (over budget).
// Threads: one thread at a time.
// Does not: keep namespaces; names come without their prefix.
#pragma once

#include <zip.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace heed::formats::inside {

class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  // Of the attribute with that name, whatever its prefix; empty when there is none.
  std::string_view operator[](std::string_view name) const;
  // The same as a number of at least 1; `otherwise` when there is none.
  std::size_t count(std::string_view name, std::size_t otherwise) const;

 private:
  const char* const* pairs_;
};

class XmlEvents {
 public:
  virtual ~XmlEvents() = default;
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view name) = 0;
  virtual void text(std::string_view text) = 0;
  // Not empty ends the reading; it is said as it stands.
  std::string too_large;
};

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
using Zip = std::unique_ptr<zip_t, CloseZip>;

// Takes what it unpacks from `budget_bytes`, whatever the zip file claims the size to be.
Result<Done> read_part(zip_t* zip, const std::string& name, XmlEvents& events,
                       std::uint64_t& budget_bytes);

// The same for a document in memory; one that declares entities is refused before any expands.
Result<Done> read_xml(std::string_view document, XmlEvents& events);

}  // namespace heed::formats::inside
