// Documents that people read before they answer: kept whole, with their hash. Once an activity is
// fixed, another one is a public correction.
#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "plan/activities.h"
#include "platform/clock.h"
#include "platform/crypto.h"
#include "platform/random.h"
#include "store/database.h"

namespace heed::plan {
namespace {

constexpr std::size_t kDocumentBytes = 20 * 1024 * 1024;  // A long PDF, an audio of half an hour.
constexpr std::int64_t kDocumentsMax = 100;               // Of one activity, withdrawn ones too.

constexpr std::string_view kDocumentColumns =
    "id, title, format, language, file_name, media_type, content_hash, size_bytes, added_ms, "
    "withdrawn_ms";

Document read_document(const store::Row& row) {
  Document document{.id = row.id<QuestionId>(0).text(),
                    .title = row.text(1),
                    .format = row.text(2),
                    .language = row.text(3),
                    .file_name = row.text(4),
                    .media_type = row.text(5),
                    .bytes = static_cast<std::size_t>(row.integer(7)),
                    .added = row.time(8)};
  const Bytes hash = row.bytes(6);
  if (hash.size() == document.hash.size()) std::ranges::copy(hash, document.hash.begin());
  if (!row.null(9)) document.withdrawn = row.time(9);
  return document;
}

// From what the file is, never from what the browser said. Anything that a browser would run or
// draw as a page is not among them.
std::string_view media_type_of(std::string_view name, std::string_view bytes) {
  const std::string lower = lowered(made_utf8(name));
  const auto at = [&](std::string_view magic, std::size_t from = 0) {
    return bytes.size() >= from + magic.size() && bytes.substr(from, magic.size()) == magic;
  };
  if (at("%PDF")) return "application/pdf";
  if (at("PK\x03\x04") && lower.ends_with(".docx"))
    return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  if (at("PK\x03\x04") && lower.ends_with(".odt")) return "application/vnd.oasis.opendocument.text";
  if (at("PK\x03\x04") && lower.ends_with(".xlsx"))
    return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  if (at("ID3") || (bytes.size() > 1 && bytes[0] == '\xff' && (bytes[1] & '\xe0') == '\xe0'))
    return "audio/mpeg";
  if (at("ftyp", 4)) return "video/mp4";
  if (at("\x89PNG")) return "image/png";
  if (at("\xff\xd8\xff")) return "image/jpeg";
  if ((lower.ends_with(".txt") || lower.ends_with(".brf")) && is_utf8(bytes) &&
      bytes.find('\0') == std::string_view::npos)
    return "text/plain; charset=utf-8";
  return {};
}

}  // namespace

Result<> Activities::say_if_frozen(const Scope& scope, const Activity& activity,
                                   std::string_view what, std::string_view why) {
  if (!is_frozen(activity)) return Done{};
  if (trimmed(why).empty())
    return refuse(
        "Its documents are fixed. Say why this changes: it is published as a correction.");
  return say(scope, activity.id, fmt::format("{} {}", what, trimmed(why)), true);
}

Result<std::string> Activities::add_document(const Scope& scope, ActivityId id,
                                             const NewDocument& wanted, std::string_view why) {
  const Activity found = TRY(for_change(scope, id));
  const std::string title = TRY(bounded_text(trimmed(wanted.title), limits::kTitleChars));
  if (title.empty()) return refuse("Give the document a title.");
  if (std::ranges::find(kFormats, wanted.format) == std::end(kFormats))
    return refuse("Choose what format it is.");
  const std::string language = TRY(bounded_text(trimmed(wanted.language), 35));
  if (wanted.bytes.empty()) return refuse("Choose a file.");
  if (wanted.bytes.size() > kDocumentBytes)
    return refuse("The file is larger than 20 MB.", ErrorKind::too_large);
  const std::string_view type = media_type_of(wanted.file_name, wanted.bytes);
  if (type.empty())
    return refuse("It can be a PDF, Word, OpenDocument, text, MP3, MP4, PNG or JPEG file.");
  TRY(say_if_frozen(scope, found, fmt::format("Added “{}”.", title), why));
  const auto key = random_.id<QuestionId>();
  const BytesView content(reinterpret_cast<const std::byte*>(wanted.bytes.data()),
                          wanted.bytes.size());
  TRY(main_.write([&](store::Session& s) -> Result<> {
    const std::int64_t there =
        TRY(s.integer("select count(*) from activity_document where partnership_id = $1 and "
                      "activity_id = $2",
                      scope.partnership(), id));
    if (there >= kDocumentsMax) return refuse("These are more documents than can be kept.");
    TRY(s.exec(
        "insert into activity_document (partnership_id, id, activity_id, title, format, "
        "language, file_name, media_type, content, content_hash, size_bytes, person_id, "
        "added_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        scope.partnership(), key, id, title, wanted.format, language.empty() ? "en" : language,
        shortened(made_utf8(wanted.file_name), limits::kNameChars), type, content,
        platform::sha256(wanted.bytes), static_cast<std::int64_t>(wanted.bytes.size()),
        scope.person().is_null() ? std::nullopt : std::optional(scope.person()), clock_.now()));
    return Done{};
  }));
  return key.text();
}

Result<> Activities::withdraw_document(const Scope& scope, ActivityId id,
                                       std::string_view document_id, std::string_view why) {
  const Activity found = TRY(for_change(scope, id));
  const auto key = QuestionId::parse(document_id);
  if (!key) return fail(ErrorKind::not_found, "not a document");
  const auto [there, bytes] = TRY(document(scope, id, document_id));
  if (there.withdrawn) return Done{};
  TRY(say_if_frozen(scope, found, fmt::format("Withdrew “{}”.", there.title), why));
  return main_.write([&](store::Session& s) -> Result<> {
    TRY(
        s.exec("update activity_document set withdrawn_ms = $4 where partnership_id = $1 and "
               "activity_id = $2 and id = $3 and withdrawn_ms is null",
               scope.partnership(), id, *key, clock_.now()));
    return Done{};
  });
}

Result<std::vector<Document>> Activities::documents(const Scope& scope, ActivityId id) {
  TRY(activity(scope, id));
  return main_.read([&](store::Session& s) {
    return s.all(fmt::format("select {} from activity_document where partnership_id = $1 and "
                             "activity_id = $2 order by added_ms, id",
                             kDocumentColumns),
                 read_document, scope.partnership(), id);
  });
}

Result<std::pair<Document, Bytes>> Activities::document(const Scope& scope, ActivityId id,
                                                        std::string_view document_id) {
  TRY(activity(scope, id));
  const auto key = QuestionId::parse(document_id);
  if (!key) return fail(ErrorKind::not_found, "not a document");
  return main_.read([&](store::Session& s) {
    return s.one(
        fmt::format("select {}, content from activity_document where partnership_id = $1 and "
                    "activity_id = $2 and id = $3",
                    kDocumentColumns),
        [](const store::Row& row) { return std::pair(read_document(row), row.bytes(10)); },
        scope.partnership(), id, *key);
  });
}

}  // namespace heed::plan
