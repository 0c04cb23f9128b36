#include "report/bundle.h"

#include "base/text.h"
#include "formats/pack_out.h"
#include "platform/crypto.h"
#include "report/inside/judged.h"
#include "text/personal.h"

namespace heed::report {
namespace {

using pages::el;
using pages::Href;
using pages::Html;

std::string hash_of(std::string_view bytes) { return hex(platform::sha256(bytes)); }

// Files in the order of the index, with the pages counted on.
class Binder {
 public:
  Result<> add(const std::string& stem, const std::string& title, const Document& document) {
    const formats::PdfBytes pdf = TRY(as_pdf(document, next_page_));
    keep(stem + ".pdf", title, "PDF", pdf.bytes, pdf.pages);
    keep(stem + ".docx", title, "Word", TRY(as_word(document)), 0);
    keep(stem + ".html", title, "HTML", as_html(document), 0);
    keep(stem + ".xlsx", title, "Excel", TRY(as_workbook(document)), 0);
    return Done{};
  }
  void start_at(int page) { next_page_ = page; }
  int pages() const { return next_page_ - 1; }
  std::vector<BundlePart>& parts() { return parts_; }
  std::vector<formats::PackedFile>& files() { return files_; }

 private:
  void keep(std::string path, const std::string& title, std::string format, std::string bytes,
            int pages) {
    BundlePart part{
        .path = path, .title = title, .format = std::move(format), .hash = hash_of(bytes)};
    if (pages > 0) {
      part.first_page = next_page_;
      part.last_page = next_page_ + pages - 1;
      next_page_ += pages;
    }
    parts_.push_back(std::move(part));
    files_.push_back({std::move(path), std::move(bytes)});
  }
  int next_page_ = 1;
  std::vector<BundlePart> parts_;
  std::vector<formats::PackedFile> files_;
};

std::string pages_said(const BundlePart& part) {
  if (part.first_page == 0) return "";
  if (part.first_page == part.last_page) return std::to_string(part.first_page);
  return fmt::format("{}–{}", part.first_page, part.last_page);
}

Document index_of(const Material& material, const std::vector<BundlePart>& parts) {
  Document index{.title = "Index to the evidence bundle",
                 .author = material.partnership,
                 .created = material.page.published};
  index.paragraph(fmt::format("{}. {}.", material.page.title, material.partnership));
  std::vector<std::vector<std::string>> rows;
  for (const BundlePart& part : parts)
    if (part.first_page > 0) rows.push_back({part.title, pages_said(part), part.path});
  index.table("Documents", {"Document", "Pages", "File"}, std::move(rows));
  index.paragraph(
      "Each document is also here for Word, as a web page and as a workbook, under the same name. "
      "hashes.txt holds the SHA-256 hash of every file.");
  return index;
}

std::string index_page(const Document& index, const std::vector<BundlePart>& parts) {
  Html rows;
  for (const BundlePart& part : parts)
    rows += el("tr", el("th", {{"scope", "row"}}, part.title),
               el("td", el("a", {{"href", Href(part.path)}}, part.format + ": " + part.path)),
               el("td", pages_said(part)), el("td", el("code", part.hash)));
  const Html page =
      el("html", {{"lang", "en-GB"}},
         el("head", el("meta", {{"charset", "utf-8"}}),
            el("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
            el("title", index.title)),
         el("body", el("main", el("h1", index.title),
                       el("p", el("a", {{"href", Href("index.pdf")}}, "This index as a PDF"), "; ",
                          el("a", {{"href", Href("hashes.txt")}}, "hashes of all files")),
                       el("table", el("caption", "Files"),
                          el("thead", el("tr", el("th", {{"scope", "col"}}, "Document"),
                                         el("th", {{"scope", "col"}}, "File"),
                                         el("th", {{"scope", "col"}}, "Pages of the bundle"),
                                         el("th", {{"scope", "col"}}, "SHA-256"))),
                          el("tbody", std::move(rows))))));
  return "<!DOCTYPE html>\n" + page.str();
}

Result<Binder> bound(const Material& material, const std::vector<Document>& evidence,
                     int first_page) {
  Binder binder;
  binder.start_at(first_page);
  for (const PaperKind kind : paper_kinds()) {
    const Paper paper = TRY(make_paper(kind, material));
    TRY(binder.add(fmt::format("papers/{}", name_of(kind)), std::string(words_for(kind)),
                   paper.document));
  }
  for (std::size_t e = 0; e < evidence.size(); ++e)
    TRY(binder.add(fmt::format("evidence/{:03}", e + 1), evidence[e].title, evidence[e]));
  return binder;
}

}  // namespace

Document about_the_activity(const Material& material) {
  const plan::ActivityDetails& details = material.activity.details;
  Document out{.title = "About this activity",
               .author = material.partnership,
               .created = material.page.published};
  const auto day = [&](const std::optional<TimeMs>& time) {
    return time ? show_date(*time, material.zone) : std::string("Not recorded");
  };
  const auto said = [](const std::string& text) {
    return trimmed(text).empty() ? std::string("Not recorded") : text;
  };
  out.table("What was said when people were asked", {"What", "As recorded"},
            {{"Title", said(details.title)},
             {"What the answers will shape", said(details.purpose)},
             {"What was already decided", said(details.decided)},
             {"Who decides", said(details.decider)},
             {"Who asks", said(details.owner_name)},
             {"Opened", day(material.activity.opened)},
             {"Closes", day(details.closes)},
             {"Closed", day(material.activity.closed)},
             {"People will hear by", day(details.hear_by)},
             {"Published", day(material.activity.published)}});
  return out;
}

Document what_was_judged(const Material& material) {
  Document out{.title = "What was judged before people were asked",
               .author = material.partnership,
               .created = material.page.published};
  if (material.changes.empty())
    out.paragraph("No proposal for change belongs to this activity.");
  else
    out.heading(1, "Proposals for change");
  for (const plan::ServiceChange& each : material.changes)
    inside::add_judged(out, each, material.zone, inside::Judgements::every);
  return out;
}

Document everything_said(const Material& material, const std::vector<Said>& said) {
  Document out{.title = "Everything that people said",
               .author = material.partnership,
               .created = material.page.published};
  const auto quotable =
      std::count_if(said.begin(), said.end(), [](const Said& each) { return each.may_quote; });
  out.paragraph(fmt::format(
      "For those who decide, and not for publication as it stands: {} of these {} may be quoted. "
      "Personal details were covered by rules that miss some; a person must read this before it "
      "goes any further.",
      quotable, said.size()));
  std::vector<std::string> questions;
  for (const Said& each : said)
    if (std::find(questions.begin(), questions.end(), each.question) == questions.end())
      questions.push_back(each.question);
  for (const std::string& question : questions) {
    std::vector<std::vector<std::string>> rows;
    for (const Said& each : said)
      if (each.question == question)
        rows.push_back({std::to_string(rows.size() + 1),
                        text::masked(each.words, text::personal_details(each.words)),
                        each.may_quote ? "Yes" : "No"});
    out.heading(1, question.empty() ? "Answers" : question);
    out.table(question.empty() ? "What people said" : question,
              {"Number", "Words", "May be quoted"}, std::move(rows));
  }
  return out;
}

Result<Bundle> evidence_bundle(const Material& material, const std::vector<Document>& evidence) {
  // How long the index is depends on how many rows it has, not on the numbers in them: so the
  // pages behind it are known once it has been set with any numbers.
  std::vector<BundlePart> rows;
  for (const PaperKind kind : paper_kinds())
    rows.push_back({.path = fmt::format("papers/{}.pdf", name_of(kind)),
                    .title = std::string(words_for(kind)),
                    .format = "PDF",
                    .first_page = 8888,
                    .last_page = 9999});
  for (std::size_t e = 0; e < evidence.size(); ++e)
    rows.push_back({.path = fmt::format("evidence/{:03}.pdf", e + 1),
                    .title = evidence[e].title,
                    .format = "PDF",
                    .first_page = 8888,
                    .last_page = 9999});
  const int index_pages = TRY(as_pdf(index_of(material, rows))).pages;
  Binder binder = TRY(bound(material, evidence, index_pages + 1));
  const Document index = index_of(material, binder.parts());
  formats::PdfBytes index_pdf = TRY(as_pdf(index));
  CHECK(index_pdf.pages == index_pages);
  std::vector<formats::PackedFile> files;
  files.push_back({"index.html", index_page(index, binder.parts())});
  files.push_back({"index.pdf", std::move(index_pdf.bytes)});
  for (formats::PackedFile& file : binder.files()) files.push_back(std::move(file));
  std::string hashes;
  for (const formats::PackedFile& file : files)
    hashes += fmt::format("{}  {}\n", hash_of(file.bytes), file.path);
  files.push_back({"hashes.txt", std::move(hashes)});
  Bundle out{.bytes = TRY(formats::pack_files(files)),
             .parts = std::move(binder.parts()),
             .pages = binder.pages()};
  return out;
}

}  // namespace heed::report
