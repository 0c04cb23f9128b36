// The documents that people read before they answer, with their accessible formats.
#include "base/text.h"
#include "pages/words.h"
#include "web/staff/inside/activity_details.h"

namespace heed::web::staff {
namespace {

using plan::Activity;
using plan::Document;

Html why_box(const Request& request, const Trouble& trouble, std::string id) {
  return input({.name = "why",
                .label = tr("Why does it change?"),
                .hint = tr("Its documents are fixed by now. This is published as a correction."),
                .error = trouble.about(id),
                .value = typed(request, "why"),
                .id = std::move(id)});
}

Html row_of(const Services& services, const Request& request, const Activity& activity,
            const Document& one, const Trouble& trouble) {
  const std::string facts =
      tr("{format}, {language}, {size} KB, added {when}",
         {{"format", format_words(one.format)},
          {"language", one.language},
          {"size", said_number(static_cast<std::int64_t>((one.bytes + 1023) / 1024))},
          {"when", show_date(one.added, services.zone)}});
  Html all = join(heading(2, one.title, Size::s), paragraph(facts),
                  el("p", link(Href(path_of(activity.id, "documents/" + one.id)), one.file_name)));
  if (one.withdrawn)
    return join(all, paragraph(tr("Withdrawn on {when}.",
                                  {{"when", show_date(*one.withdrawn, services.zone)}})));
  if (!may(request, Capability::plan)) return all;
  return join(all,
              post(request, path_of(activity.id, "documents/withdraw"),
                   join(hidden_input("document", one.id),
                        is_frozen(activity) ? why_box(request, trouble, "why-" + one.id) : Html(),
                        button({.text = tr("Withdraw “{title}”", {{"title", one.title}}),
                                .look = Look::secondary}))));
}

Html add_document_form(const Request& request, const Activity& activity, const Trouble& trouble) {
  std::vector<Option> formats;
  const std::string chosen = typed(request, "format", "standard");
  for (const std::string_view format : plan::kFormats)
    formats.push_back(
        {.value = std::string(format), .label = format_words(format), .chosen = format == chosen});
  return join(
      heading(2, tr("Add a document"), Size::m),
      post(request, path_of(activity.id, "documents"),
           join(input({.name = "title",
                       .label = tr("Title"),
                       .error = trouble.about("title"),
                       .value = typed(request, "title")}),
                radios({.name = "format",
                        .legend = tr("Which format is it?"),
                        .options = std::move(formats)}),
                input({.name = "language",
                       .label = tr("Language"),
                       .hint = tr("Its code, such as en, cy or pl."),
                       .error = trouble.about("language"),
                       .value = typed(request, "language", "en"),
                       .width = 5}),
                file_upload({.name = "file",
                             .label = tr("The file"),
                             .hint = tr("PDF, Word, OpenDocument, text, MP3, MP4, PNG or JPEG, up "
                                        "to 20 MB."),
                             .error = trouble.about("file")}),
                is_frozen(activity) ? why_box(request, trouble, "why") : Html(),
                button({.text = tr("Add it"), .prevent_double = true})),
           true));
}

Result<Reply> documents_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const Activity activity = TRY(activity_of(services, request, match));
  Html list;
  for (const Document& one : TRY(services.activities.documents(scope_of(request), activity.id)))
    list += row_of(services, request, activity, one, trouble);
  if (list.empty()) list = paragraph(tr("There is no document yet."));
  return show_in(services, request, activity, Tab::overview,
                 {.heading = tr("Documents"),
                  .section = Section::plan,
                  .body = join(list, may(request, Capability::plan)
                                         ? add_document_form(request, activity, trouble)
                                         : Html())},
                 trouble);
}

Result<Reply> add_document(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  Trouble trouble;
  const FilePart* file = request.file("file");
  if (!file || file->filename.empty()) trouble.add("file", tr("Choose a file."));
  if (trimmed(request.field("title")).empty())
    trouble.add("title", tr("Give the document a title."));
  if (trouble.any()) return documents_page(services, request, match, trouble);
  const auto done = services.activities.add_document(scope_of(request), id,
                                                     {.title = typed(request, "title"),
                                                      .format = typed(request, "format"),
                                                      .language = typed(request, "language"),
                                                      .file_name = file->filename,
                                                      .bytes = std::string(file->bytes)},
                                                     request.field("why"));
  if (!done) return documents_page(services, request, match, TRY(trouble_of(done.error(), "file")));
  return see_other(path_of(id, "documents"));
}

Result<Reply> withdraw_document(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const std::string document(request.field("document"));
  const auto done =
      services.activities.withdraw_document(scope_of(request), id, document, request.field("why"));
  if (!done)
    return documents_page(services, request, match,
                          TRY(trouble_of(done.error(), "why-" + document)));
  return see_other(path_of(id, "documents"));
}

// Staff read it before it is public, so by a door of their own.
Result<Reply> read(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  auto [found, bytes] = TRY(services.activities.document(scope_of(request), id, match["document"]));
  return download(found.file_name, found.media_type,
                  std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

}  // namespace

Routes activity_document_routes(Services& services) {
  constexpr Who kPlanners = Who::may(Capability::plan);
  return {
      {Method::get, "/staff/activities/{activity}/documents", Who::signed_in, Limit::no_body,
       Safety::safe,
       [&services](const Request& request, const Match& match) {
         return documents_page(services, request, match);
       }},
      {Method::get, "/staff/activities/{activity}/documents/{document}", Who::signed_in,
       Limit::no_body, Safety::safe,
       [&services](const Request& request, const Match& match) {
         return read(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/documents", kPlanners, Limit::upload,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return add_document(services, request, match);
       }},
      {Method::post, "/staff/activities/{activity}/documents/withdraw", kPlanners, Limit::form,
       Safety::csrf_token,
       [&services](const Request& request, const Match& match) {
         return withdraw_document(services, request, match);
       }},
  };
}

}  // namespace heed::web::staff
