// Coding done elsewhere: the comments as a file without who, where and when; and the coded file
// that comes back, compared first and merged when a person says so.
#include "base/text.h"
#include "formats/table_in.h"
#include "platform/clock.h"
#include "understand/coded_file.h"
#include "web/staff/inside/coders.h"
#include "web/staff/inside/held.h"

namespace heed::web::staff {
namespace {

using understand::CodedFile;

struct CodingFile {
  Services& services;
  Held held;

  Result<Reply> download_comments(const Request& request, const Match& match) {
    const Coder coder = TRY(coder_of(services, request, match));
    if (coder.outside && !TRY(may_download(request, coder)))
      return fail(ErrorKind::not_found, "this workspace has no download");
    return download(
        "comments-to-code.csv", "text/csv; charset=utf-8",
        understand::comments_csv(TRY(services.voices.all(coder.scope, coder.activity.id))));
  }

  Result<bool> may_download(const Request& request, const Coder& coder) {
    for (const auto& each : TRY(services.coding.my_workspaces(scope_of(request))))
      if (each.activity == coder.activity.id) return each.may_download;
    return false;
  }

  Result<Reply> page(const Request& request, const Match& match, const Trouble& trouble = {}) {
    const Coder coder = TRY(coder_of(services, request, match));
    const bool down = !coder.outside || TRY(may_download(request, coder));
    Html body = paragraph(tr(
        "Somebody may code in a program of their own. The file has each comment, the question it "
        "answers and the words, and nothing of who said it, where or when."));
    if (down)
      body += action_link(Href(coding_path(coder.activity, "comments.csv")),
                          tr("Download the comments"));
    body +=
        join(heading(2, tr("Bring back a coded file")),
             paragraph(
                 tr("A row for each code of a comment: the column “comment” as it was, “code” with "
                    "the code’s name, and “stance” with for, against or mixed where it matters.")),
             post(request, coding_path(coder.activity, "file"),
                  join(file_upload({.name = "file",
                                    .label = tr("The coded file"),
                                    .hint = tr("CSV, Excel or OpenDocument."),
                                    .error = trouble.about("file")}),
                       button({.text = tr("Compare it with what is coded here")})),
                  true));
    return show_coding(services, request, coder,
                       {.heading = tr("Coding done elsewhere"), .body = std::move(body)}, trouble);
  }

  Result<Reply> take(const Request& request, const Match& match) {
    const Coder coder = TRY(coder_of(services, request, match));
    Trouble trouble;
    const FilePart* file = request.file("file");
    if (!file || file->filename.empty()) {
      trouble.add("file", tr("Choose a file."));
      return page(request, match, trouble);
    }
    const auto compared = look(coder, file->filename, file->bytes);
    if (!compared) return page(request, match, TRY(trouble_of(compared.error(), "file")));
    const auto id = held.keep(scope_of(request).person(),
                              {.name = file->filename,
                               .bytes = std::make_shared<const std::string>(file->bytes),
                               .activity = coder.activity.id},
                              services.clock.now(), services.random);
    if (!id) return page(request, match, TRY(trouble_of(id.error(), "file")));
    return see_other(coding_path(coder.activity, "file/" + *id));
  }

  Result<CodedFile> look(const Coder& coder, const std::string& name, const std::string& bytes) {
    return understand::compare(services.coding, services.frames, services.voices, coder.scope,
                               coder.activity.id, TRY(formats::read_table(name, bytes)));
  }

  Result<HeldFile> found(const Request& request, const Match& match, const Coder& coder) {
    const auto file = held.find(match["file"], scope_of(request).person(), services.clock.now());
    if (!file || file->activity != coder.activity.id || !file->bytes)
      return fail(ErrorKind::not_found, "no such file");
    return *file;
  }

  Result<Reply> compared(const Request& request, const Match& match, const Trouble& trouble = {}) {
    const Coder coder = TRY(coder_of(services, request, match));
    const HeldFile file = TRY(found(request, match, coder));
    const CodedFile theirs = TRY(look(coder, file.name, *file.bytes));
    std::vector<std::vector<Html>> rows;
    for (const auto& each : theirs.codes)
      rows.push_back({text(each.name), text(said_number(each.theirs)), text(said_number(each.ours)),
                      text(said_number(each.both))});
    Html body = paragraph(
        tr("{rows} rows about {comments} comments.",
           {{"rows", said_number(theirs.rows)}, {"comments", said_number(theirs.comments)}}));
    if (theirs.coded_both > 0)
      body +=
          paragraph(tr("{both} comments are coded both here and there, and {same} of them with "
                       "the same codes: {percent} per cent.",
                       {{"both", said_number(theirs.coded_both)},
                        {"same", said_number(theirs.same)},
                        {"percent", said_number(100 * theirs.same / theirs.coded_both)}}));
    body += named(tr("Not in the code frame, and left out"), theirs.unknown_codes);
    body += named(tr("Not comments of this activity, and left out"), theirs.unknown_comments);
    body += table(
        {.caption = tr("Comments with each code"),
         .columns = {{tr("Code")}, {tr("There"), true}, {tr("Here"), true}, {tr("Both"), true}},
         .rows = std::move(rows),
         .when_empty = tr("No code of the frame is in the file.")});
    if (theirs.fresh.empty())
      body += inset_text(paragraph(tr("Nothing in it is new here.")));
    else
      body +=
          join(paragraph(
                   tr("Merged codes are marked with the file’s name. What is coded here stays, and "
                      "a comment does not count as read by a person because of the file.")),
               post(request, coding_path(coder.activity, "file/" + std::string(match["file"])),
                    button({.text = tr_n("Merge {n} code", "Merge {n} codes",
                                         static_cast<std::int64_t>(theirs.fresh.size())),
                            .prevent_double = true})));
    return show_coding(services, request, coder,
                       {.heading = tr("Compared with what is coded here"), .body = std::move(body)},
                       trouble);
  }

  static Html named(std::string heading_words, const std::vector<std::string>& names) {
    if (names.empty()) return {};
    std::vector<Html> lines;
    for (const std::string& each : names) lines.push_back(text(shortened(each, 80)));
    return warning_callout({.heading = std::move(heading_words), .body = bullets(lines)});
  }

  // Compared once more: what was coded meanwhile is not added twice.
  Result<Reply> merge(const Request& request, const Match& match) {
    const Coder coder = TRY(coder_of(services, request, match));
    const HeldFile file = TRY(found(request, match, coder));
    const CodedFile theirs = TRY(look(coder, file.name, *file.bytes));
    const auto done =
        services.coding.bring_in(coder.scope, coder.activity.id, theirs.fresh,
                                 file.name + ", merged by " + request.signed_in().person_name);
    if (!done) return compared(request, match, TRY(trouble_of(done.error())));
    return see_other(coding_path(coder.activity));
  }
};

}  // namespace

Routes coding_file_routes(Services& services) {
  const auto here = std::make_shared<CodingFile>(services);
  using Do = Result<Reply> (CodingFile::*)(const Request&, const Match&);
  const auto run = [here](Do which) {
    return [here, which](const Request& request, const Match& match) {
      return (*here.*which)(request, match);
    };
  };
  const std::string at = "/staff/activities/{activity}/coding";
  return {
      {Method::get, at + "/comments.csv", Who::signed_in, Limit::no_body, Safety::safe,
       run(&CodingFile::download_comments)},
      {Method::get, at + "/file", Who::signed_in, Limit::no_body, Safety::safe,
       [here](const Request& request, const Match& match) { return here->page(request, match); }},
      {Method::post, at + "/file", Who::signed_in, Limit::upload, Safety::csrf_token,
       run(&CodingFile::take)},
      {Method::get, at + "/file/{file}", Who::signed_in, Limit::no_body, Safety::safe,
       [here](const Request& request, const Match& match) {
         return here->compared(request, match);
       }},
      {Method::post, at + "/file/{file}", Who::signed_in, Limit::form, Safety::csrf_token,
       run(&CodingFile::merge)},
  };
}

}  // namespace heed::web::staff
