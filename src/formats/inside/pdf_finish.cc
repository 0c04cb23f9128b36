#include "formats/inside/pdf_finish.h"

// qpdf asks to be told that its old pointers are not wanted.
#define POINTERHOLDER_TRANSITION 4
#include <fmt/format.h>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace heed::formats::inside {
namespace {

using Object = QPDFObjectHandle;

std::string escaped_xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      out += c;
    }
  }
  return out;
}

void say_about(QPDF& pdf, const PdfFinish& about) {
  Object root = pdf.getRoot();
  root.replaceKey("/Lang", Object::newUnicodeString(about.language));
  // cairo writes the tree and leaves out the word that there is one.
  Object marked = Object::newDictionary();
  marked.replaceKey("/Marked", Object::newBool(true));
  root.replaceKey("/MarkInfo", marked);
  Object view = Object::newDictionary();
  view.replaceKey("/DisplayDocTitle", Object::newBool(true));
  root.replaceKey("/ViewerPreferences", view);
  const std::string xmp = fmt::format(
      "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
      "<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>"
      "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>",
      escaped_xml(about.title));
  Object metadata = Object::newStream(&pdf, xmp);
  metadata.getDict().replaceKey("/Type", Object::newName("/Metadata"));
  metadata.getDict().replaceKey("/Subtype", Object::newName("/XML"));
  root.replaceKey("/Metadata", metadata);
}

std::string kind_of(Object& element) {
  return element.isDictionary() && element.hasKey("/S") && element.getKey("/S").isName()
             ? element.getKey("/S").getName()
             : std::string();
}

std::vector<Object> kids_of(Object& element) {
  if (!element.isDictionary() || !element.hasKey("/K")) return {};
  Object kids = element.getKey("/K");
  return kids.isArray() ? kids.getArrayAsVector() : std::vector<Object>{kids};
}

void give_scope(Object& cell, const char* scope) {
  Object attributes = Object::newDictionary();
  attributes.replaceKey("/O", Object::newName("/Table"));
  attributes.replaceKey("/Scope", Object::newName(scope));
  cell.replaceKey("/A", attributes);
}

// A table's first row heads its columns; header cells below head their rows.
void scope_cells(Object element, int depth = 0) {
  constexpr int kDepthMax = 12;
  if (depth > kDepthMax) return;
  bool first_row = true;
  for (Object& kid : kids_of(element)) {
    if (kind_of(element) == "/Table" && kind_of(kid) == "/TR") {
      for (Object& cell : kids_of(kid))
        if (kind_of(cell) == "/TH") give_scope(cell, first_row ? "/Column" : "/Row");
      first_row = false;
    }
    scope_cells(kid, depth + 1);
  }
}

// What each figure shows, in words.
void give_alternatives(Object element, const std::vector<std::string>& all, std::size_t& next,
                       int depth = 0) {
  constexpr int kDepthMax = 12;
  if (depth > kDepthMax) return;
  for (Object& kid : kids_of(element)) {
    if (kind_of(kid) == "/Figure" && next < all.size())
      kid.replaceKey("/Alt", Object::newUnicodeString(all[next++]));
    give_alternatives(kid, all, next, depth + 1);
  }
}

void one_document(QPDF& pdf, const std::vector<std::string>& alternatives) {
  Object tree = pdf.getRoot().getKey("/StructTreeRoot");
  if (!tree.isDictionary()) return;
  scope_cells(tree);
  std::size_t next = 0;
  give_alternatives(tree, alternatives, next);
  Object document = pdf.makeIndirectObject(Object::newDictionary());
  document.replaceKey("/Type", Object::newName("/StructElem"));
  document.replaceKey("/S", Object::newName("/Document"));
  document.replaceKey("/P", tree);
  Object kids = Object::newArray();
  for (Object& kid : kids_of(tree)) {
    if (kid.isDictionary()) kid.replaceKey("/P", document);
    kids.appendItem(kid);
  }
  document.replaceKey("/K", kids);
  tree.replaceKey("/K", Object::newArray(std::vector<Object>{document}));
}

// Marked as an artifact: a screen reader passes over it.
void number_pages(QPDF& pdf, int first) {
  Object font = pdf.makeIndirectObject(Object::newDictionary());
  font.replaceKey("/Type", Object::newName("/Font"));
  font.replaceKey("/Subtype", Object::newName("/Type1"));
  font.replaceKey("/BaseFont", Object::newName("/Helvetica"));
  font.replaceKey("/Encoding", Object::newName("/WinAnsiEncoding"));
  int number = first;
  for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(pdf).getAllPages()) {
    Object dictionary = page.getObjectHandle();
    Object resources = page.getAttribute("/Resources", true);
    Object fonts = resources.hasKey("/Font") ? resources.getKey("/Font").shallowCopy()
                                             : Object::newDictionary();
    fonts.replaceKey("/HeedPageNumber", font);
    resources.replaceKey("/Font", fonts);
    dictionary.replaceKey("/Resources", resources);
    dictionary.replaceKey("/Tabs", Object::newName("/S"));
    // cairo may leave its own transformation behind: its content is closed in q and Q first.
    dictionary.addPageContents(Object::newStream(&pdf, "q\n"), true);
    const std::string content = fmt::format(
        "\nQ\n/Artifact <</Type /Pagination>> BDC q BT /HeedPageNumber 9 Tf 285 28 Td ({}) Tj ET Q "
        "EMC\n",
        number++);
    dictionary.addPageContents(Object::newStream(&pdf, content), false);
  }
}

}  // namespace

bool finish_pdf(const std::string& from_cairo, const PdfFinish& about, std::string& out) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("cairo", from_cairo.data(), from_cairo.size());
    say_about(pdf, about);
    one_document(pdf, about.alternatives);
    number_pages(pdf, about.first_page);
    QPDFWriter writer(pdf);
    writer.setOutputMemory();
    writer.setMinimumPDFVersion("1.7");
    writer.setDeterministicID(true);
    writer.write();
    const std::shared_ptr<Buffer> made = writer.getBufferSharedPointer();
    out.assign(reinterpret_cast<const char*>(made->getBuffer()), made->getSize());
    return true;
  } catch (const std::exception& error) {
    out = error.what();
    return false;
  }
}

}  // namespace heed::formats::inside
