// File: a photo or a document, bounded, and kept sealed with the answer. What it is is read from
// its first bytes, not from its name.
#include "base/text.h"
#include "questions/inside/catalogue.h"
#include "questions/inside/parts.h"

namespace heed::questions::inside {
namespace {

struct FileKind {
  std::string_view type, ending, starts;
};
constexpr std::array<FileKind, 6> kKinds = {{
    {"application/pdf", ".pdf", "%PDF-"},
    {"image/jpeg", ".jpg", "\xFF\xD8\xFF"},
    {"image/png", ".png", "\x89PNG\r\n\x1A\n"},
    // Both are ZIP archives; which of them, the name says.
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx",
     "PK\x03\x04"},
    {"application/vnd.oasis.opendocument.text", ".odt", "PK\x03\x04"},
    {"text/plain", ".txt", ""},
}};
constexpr std::string_view kAccepts = ".pdf,.jpg,.jpeg,.png,.docx,.odt,.txt";

const FileKind* kind_of(std::string_view name, std::string_view bytes) {
  const std::string lower = lowered(name);
  for (const FileKind& kind : kKinds) {
    const bool named =
        lower.ends_with(kind.ending) || (kind.ending == ".jpg" && lower.ends_with(".jpeg"));
    if (!named || !bytes.starts_with(kind.starts)) continue;
    if (kind.type != "text/plain") return &kind;
    if (is_utf8(bytes) && bytes.find('\0') == std::string_view::npos) return &kind;
  }
  return nullptr;
}

// Without folders and control characters, and short enough to show.
std::string plain_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string out;
  for (const char c : made_utf8(name))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out += c;
  return out.empty() ? "file" : shortened(out, limits::kNameChars - 1);
}

struct Kept {
  std::string name, type, bytes64;
};

std::optional<Kept> file_in(std::string_view kept) {
  const Value value = picks(kept);
  const Pick* const file = pick_of(value, "file");
  const Pick* const bytes = pick_of(value, "bytes");
  if (file == nullptr) return std::nullopt;
  return Kept{file->words, file->code, bytes == nullptr ? "" : bytes->words};
}

Html file_box(const Question& question, const Box& box, const pages::Words& words) {
  const std::string help = hint_of(question, box, words);
  const std::string what = tr(words, "A PDF, photo, Word or text file, up to {n} MB.",
                              {{"n", std::to_string(limits::kAnswerFileBytes / (1024 * 1024))}});
  Html before;
  const auto kept = file_in(box.kept);
  if (kept && kept->bytes64 != "") {
    before = join(pages::paragraph(tr(words, "Kept: {name}", {{"name", kept->name}})),
                  pages::checkboxes(
                      {.name = box.name + "-remove",
                       .legend = std::string(tr(words, "This file")),
                       .options = {{.value = "1", .label = std::string(tr(words, "Take it out"))}},
                       .small = true},
                      words));
  }
  return join(pages::file_upload({.name = box.name,
                                  .label = label_of(question, words),
                                  .hint = help.empty() ? what : help + " " + what,
                                  .error = box.error,
                                  .accept = std::string(kAccepts),
                                  .heading = box.heading},
                                 words),
              before);
}

std::string read_file(const Question&, const Typed& typed) {
  const Typed::File* const file = typed.file("");
  if (file == nullptr) return typed.field("-remove").empty() ? typed.before : "";
  const std::string name = plain_name(file->file_name);
  const FileKind* const kind = kind_of(name, file->bytes);
  // Only its name goes on, for the message: nothing that is refused is kept.
  if (kind == nullptr) return write_value({{"file", "unknown", name}});
  if (file->bytes.size() > limits::kAnswerFileBytes)
    return write_value({{"file", "too_large", name}});
  if (file->bytes.empty()) return write_value({{"file", "empty", name}});
  return write_value({{"file", std::string(kind->type), name}, {"bytes", "", base64(file->bytes)}});
}

std::vector<std::string> check_file(const Question&, std::string_view kept,
                                    const pages::Words& words) {
  const std::string damaged(tr(words, "Choose the file again"));
  const auto value = read_value(kept);
  if (!value) return {damaged};
  if (value->empty()) return {};
  const auto file = file_in(kept);
  if (!file) return {damaged};
  if (file->type == "too_large")
    return {tr(words, "This file is too large. The most is {n} MB.",
               {{"n", std::to_string(limits::kAnswerFileBytes / (1024 * 1024))}})};
  if (file->type == "empty") return {std::string(tr(words, "This file is empty"))};
  const auto bytes = from_base64(file->bytes64);
  if (file->type == "unknown" || value->size() != 2 || !bytes ||
      bytes->size() > limits::kAnswerFileBytes || plain_name(file->name) != file->name)
    return {std::string(tr(words, "Choose a PDF, photo, Word or text file"))};
  const FileKind* const kind = kind_of(file->name, *bytes);
  if (kind == nullptr || kind->type != file->type)
    return {std::string(tr(words, "Choose a PDF, photo, Word or text file"))};
  return {};
}

std::string shown_file(const Question&, std::string_view kept, const pages::Words& words) {
  const auto file = file_in(kept);
  if (!file) return "";
  const std::size_t kilobytes = (file->bytes64.size() / 4 * 3 + 1023) / 1024;
  return tr(words, "{name} ({n} KB)",
            {{"name", file->name}, {"n", pages::number(words, kilobytes)}});
}

std::vector<ExportColumn> file_columns(const Question& question, std::string_view language) {
  return {{column_id(question), heading_of(question, language, "name of the file")}};
}

std::vector<std::string> file_cells(const Question&, const Value& value, std::string_view) {
  const Pick* const file = pick_of(value, "file");
  return {file == nullptr ? "" : file->words};
}

Html paper_file(const Question&, const pages::Words& words) {
  return el("p", {{"class", "heed-paper-how"}}, tr(words, "You can send papers with this form."));
}

}  // namespace

const Asker& file_kind() {
  static const Asker kind{.kind = Kind::file,
                          .name = "file",
                          .said = "File or photo",
                          .multipart = true,
                          .seconds = 40,
                          .box = file_box,
                          .read = read_file,
                          .check = check_file,
                          .shown = shown_file,
                          .columns = file_columns,
                          .cells = file_cells,
                          .voices = no_voices,
                          .paper = paper_file};
  return kind;
}

}  // namespace heed::questions::inside
