// Likeness: documents that say nearly the same in other words, found among a million in
// milliseconds.
//
//   const DocumentVectors vectors = DocumentVectors::learn(sample, 1);
//   Likeness library(vectors.size());
//   library.put(42, vectors.of(text));
//   for (const LikeDocument& near : library.nearest(vectors.of(query), 10)) use(near.document);
//
// Vectors come from words that keep company in the sample (LSA); what was learnt and what was put
// both go to bytes and back. The same calls in the same order give the same answers.
// Errors (of from_bytes): invalid.
// Threads: one at a time, but any number may ask nearest() while nobody puts or removes.
// Does not: hold any text. Words themselves are found by the databases' own indexes.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace heed::text {

class DocumentVectors {
 public:
  static DocumentVectors learn(std::span<const std::string_view> sample, std::uint64_t seed);
  static Result<DocumentVectors> from_bytes(std::string_view bytes);
  std::string bytes() const;
  ~DocumentVectors();
  DocumentVectors(DocumentVectors&&) noexcept;
  DocumentVectors& operator=(DocumentVectors&&) noexcept;

  std::size_t size() const;  // Numbers in a vector.
  // Of length one; all zero when no word of it was in the sample.
  std::vector<float> of(std::string_view text) const;

 private:
  struct Inside;
  explicit DocumentVectors(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

struct LikeDocument {
  std::uint64_t document;
  float likeness;  // Cosine, −1 to 1.
};

class Likeness {
 public:
  explicit Likeness(std::size_t size);  // Of a vector. Requires: above 0.
  static Result<Likeness> from_bytes(std::string_view bytes);
  std::string bytes() const;
  ~Likeness();
  Likeness(Likeness&&) noexcept;
  Likeness& operator=(Likeness&&) noexcept;

  // Adds, or replaces what was put under that number. Requires: a vector of the right size.
  void put(std::uint64_t document, std::span<const float> vector);
  void remove(std::uint64_t document);  // Nothing where there is none.
  std::size_t documents() const;
  // Likest first; fewer where there are fewer.
  std::vector<LikeDocument> nearest(std::span<const float> vector, std::size_t wanted) const;

 private:
  struct Inside;
  explicit Likeness(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace heed::text
