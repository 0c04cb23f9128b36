// Every number that bounds a queue, a body, a loop or a wait, with its reason. Nothing else in the
// program carries such a number.
#pragma once

#include <cstddef>
#include <cstdint>

namespace heed::limits {

// What people write.
constexpr std::size_t kTitleChars = 200;        // Fits a heading on a phone in four lines.
constexpr std::size_t kShortTextChars = 1'000;  // A sentence or two, and room to spare.
constexpr std::size_t kLongTextChars = 50'000;  // The longest letter seen in consultations x 3.
constexpr std::size_t kNameChars = 200;
constexpr std::size_t kEmailBytes = 254;  // RFC 5321.

// Questionnaires.
constexpr std::size_t kQuestionsMax = 300;  // Longer than the longest national survey tried.
constexpr std::size_t kChoicesMax = 300;    // A list of practices or wards.
constexpr std::size_t kLanguagesMax = 40;
constexpr std::size_t kQuestionnaireBytes = 2 * 1024 * 1024;
constexpr std::size_t kQuestionnairesKeptBytes = 4 * 1024 * 1024;  // As written; a dozen languages.
constexpr std::size_t kAnswerFileBytes = 4 * 1024 * 1024;          // A photo of a letter.
constexpr std::size_t kResponseBytes = 12 * 1024 * 1024;           // Of one person, files and all.

// Requests (trust.md's figures; case 11).
constexpr std::size_t kRequestLineBytes = 8 * 1024;
constexpr std::size_t kHeaderBytes = 16 * 1024;
constexpr std::size_t kHeaderFields = 100;
constexpr std::size_t kFormBytes = 1024 * 1024;
constexpr std::size_t kFormFields = 2'000;
constexpr std::size_t kUploadBytes = 64 * 1024 * 1024;  // An import of some 200,000 comments.
constexpr std::size_t kPartsMax = kFormFields;          // A whole paper form with its scan.
constexpr std::size_t kPartHeaderBytes = 8 * 1024;
constexpr int kHeaderWaitMs = 10'000;
constexpr int kIdleWaitMs = 30'000;
constexpr int kBodyWaitMs = 30'000;  // Plus a second for each 16 KiB promised.
constexpr int kReplyWaitMs = 30'000;
constexpr std::size_t kConnectionsMax = 4'096;
constexpr std::size_t kConnectionsPerAddressMax = 1'024;  // A hospital behind one address.
constexpr std::size_t kHandlerThreads = 8;                // SQLite readers and libpq block.
constexpr std::size_t kHandlerQueueMax = 512;  // Beyond this we say busy rather than make wait.
constexpr std::size_t kStreamsAtOnce = 3;      // Each holds a handler thread to its end.
constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kPiecesWaiting = 8;  // For a slow reader; then the writer waits.
constexpr int kPieceWaitMs = 10 * 60'000;  // A large workbook is made before its first byte.
// Pages of strangers that are given again: how long another process's write, or a closing time, may
// go unseen; and how many of some 20 KB in how many languages.
constexpr int kKeptPageMs = 1'000;
constexpr std::size_t kKeptPagesBytes = 4 * 1024 * 1024;
constexpr std::size_t kKeptPathBytes = 256;
constexpr std::size_t kHeldUploadBytes = 256 * 1024 * 1024;  // All uploads in memory at once.

// Intake (trust.md 4.1 rule 3).
constexpr std::size_t kIntakeQueueMax = 2'000;
constexpr std::size_t kIntakeBatchMax = 64;
constexpr int kStoreWaitMs = 10'000;  // Longest a command waits for its commit.
constexpr std::size_t kWriterQueueMax = 4'000;

// Sign-in (trust.md 5.1, 5.2).
constexpr std::size_t kPasswordCharsMin = 15;
constexpr std::size_t kPasswordCharsMax = 128;
constexpr std::int64_t kSessionIdleMs = 30 * 60'000;
constexpr std::int64_t kSessionMs = 12 * 60 * 60'000;
constexpr std::int64_t kLinkMs = 30 * 60'000;  // Invitations and resets, single use.
constexpr std::size_t kHashesAtOnce = 2;       // 64 MiB each.

// Drafts and references.
constexpr std::int64_t kDraftMs = 30ll * 24 * 60 * 60'000;
constexpr std::int64_t kPrivatePartShownMs = 15 * 60'000;
constexpr std::size_t kLookupsAMinute = 30;  // Of references and codes, from one network.
// Most people who answer a short form in one go have sent it by then, and their code costs nothing.
constexpr std::int64_t kCodeDelayMs = 20'000;
constexpr std::size_t kCodesWaitingMax = 20'000;  // Some 250 bytes each; six minutes of stretching.
constexpr int kCodesStopMs = 10'000;              // What an orderly stop spends on those left.

// Imports.
constexpr std::size_t kImportRows = 2'000'000;
constexpr std::size_t kImportColumns = 500;
constexpr std::size_t kImportChunkRows = 500;  // Rows staged in one transaction.
constexpr std::size_t kImportProblemsShown = 50;

// Disclosure (DESIGN 4, "Formats fixed").
constexpr std::int64_t kSmallCount = 8;
constexpr std::int64_t kRoundTo = 5;
constexpr std::int64_t kHiddenValuesMin = 3;

}  // namespace heed::limits
