#include "formats/docx_in.h"

#include <zip.h>

#include <memory>
#include <pugixml.hpp>

#include "formats/inside/format_limits.h"

namespace heed::formats {
namespace {

struct CloseZip {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};
struct CloseFile {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Error not_word() {
  return refuse("This is not a Word document (.docx) that can be read. Save it again from Word.");
}

// word/document.xml alone, and no more of it than a paper can be.
Result<std::string> main_part(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (!source) return fail(ErrorKind::internal, "zip_source_buffer_create");
  const std::unique_ptr<zip_t, CloseZip> zip(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (!zip) {
    zip_source_free(source);
    return not_word();
  }
  zip_stat_t about;
  zip_stat_init(&about);
  if (zip_stat(zip.get(), "word/document.xml", 0, &about) != 0) return not_word();
  if (about.size > inside::kUnpackedAlwaysFine)
    return refuse("The Word document is larger than any paper from here; it was not opened.",
                  ErrorKind::too_large);
  const std::unique_ptr<zip_file_t, CloseFile> file(zip_fopen(zip.get(), "word/document.xml", 0));
  if (!file) return not_word();
  std::string xml(about.size, '\0');
  if (zip_fread(file.get(), xml.data(), xml.size()) != static_cast<zip_int64_t>(xml.size()))
    return not_word();
  return xml;
}

// Words as they read: what is tracked as removed is left out, a picture says what it shows.
void words_in(pugi::xml_node node, DocxLine& line, int depth = 0) {
  constexpr int kDepthMax = 24;
  if (depth > kDepthMax) return;
  for (const pugi::xml_node child : node.children()) {
    const std::string_view name = child.name();
    if (name == "w:t") {
      line.text += child.text().get();
    } else if (name == "w:br" || name == "w:cr") {
      line.text += '\n';
    } else if (name == "w:tab") {
      line.text += '\t';
    } else if (name == "wp:docPr") {
      line.text += child.attribute("descr").value();
      line.picture = true;
    } else if (name != "w:del" && name != "w:pPr" && name != "a:graphic") {
      words_in(child, line, depth + 1);
    }
  }
}

DocxLine paragraph_of(pugi::xml_node paragraph) {
  DocxLine line{.style = paragraph.child("w:pPr").child("w:pStyle").attribute("w:val").as_string()};
  words_in(paragraph, line);
  return line;
}

}  // namespace

Result<std::vector<DocxLine>> docx_lines(std::string_view bytes) {
  const std::string xml = TRY(main_part(bytes));
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata))
    return not_word();
  const pugi::xml_node body = document.child("w:document").child("w:body");
  if (!body) return not_word();
  std::vector<DocxLine> all;
  for (const pugi::xml_node block : body.children()) {
    const std::string_view name = block.name();
    if (name == "w:p") {
      DocxLine line = paragraph_of(block);
      if (!line.text.empty()) all.push_back(std::move(line));
    } else if (name == "w:tbl") {
      bool first = true;
      for (const pugi::xml_node row : block.children("w:tr")) {
        DocxLine line{.starts_table = first};
        first = false;
        for (const pugi::xml_node cell : row.children("w:tc")) {
          DocxLine in_cell;
          for (const pugi::xml_node paragraph : cell.children("w:p")) {
            if (!in_cell.text.empty()) in_cell.text += '\n';
            words_in(paragraph, in_cell);
          }
          line.cells.push_back(std::move(in_cell.text));
        }
        all.push_back(std::move(line));
      }
    }
  }
  return all;
}

}  // namespace heed::formats
