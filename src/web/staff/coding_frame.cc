// The codes of one activity: the tree, adding to it, and one code with how it came to read so.
#include "base/text.h"
#include "web/staff/inside/coders.h"

namespace heed::web::staff {
namespace {

using understand::Code;
using understand::CodeId;
using understand::CodeText;
using understand::CodeTree;

CodeText text_typed(const Request& request, const CodeText& stored = {}) {
  CodeText text = stored;
  if (request.has_field("parent"))
    text.parent = CodeId::parse(request.field("parent")).value_or(CodeId{});
  text.name = typed(request, "name", stored.name);
  text.definition = typed(request, "definition", stored.definition);
  text.includes = typed(request, "includes", stored.includes);
  text.excludes = typed(request, "excludes", stored.excludes);
  text.examples = typed(request, "examples", stored.examples);
  return text;
}

Html code_fields(const CodeTree& tree, CodeId self, const CodeText& now, const Trouble& trouble) {
  std::vector<Option> parents = {
      {.value = "", .label = tr("At the top"), .chosen = now.parent.is_null()}};
  for (const Code& each : tree.codes)
    if (each.id != self && !each.retired)
      parents.push_back({.value = each.id.text(),
                         .label = full_name(tree, each.id),
                         .chosen = each.id == now.parent});
  return join(
      input(
          {.name = "name", .label = tr("Name"), .error = trouble.about("name"), .value = now.name}),
      select({.name = "parent", .label = tr("Under"), .options = std::move(parents)}),
      textarea(
          {.name = "definition", .label = tr("What it means"), .value = now.definition, .rows = 3}),
      textarea({.name = "includes",
                .label = tr("Include"),
                .hint = tr("Comments that belong here although one might doubt it."),
                .value = now.includes,
                .rows = 2}),
      textarea({.name = "excludes",
                .label = tr("Do not include"),
                .hint = tr("And where those belong instead."),
                .value = now.excludes,
                .rows = 2}),
      textarea({.name = "examples",
                .label = tr("Examples"),
                .hint = tr("One on each line. Not a real person's words unless they agreed."),
                .value = now.examples,
                .rows = 3}));
}

Result<Reply> tree_page(Services& services, const Request& request, const Match& match,
                        const Trouble& trouble = {}) {
  const Coder coder = TRY(coder_of(services, request, match));
  const CodeTree tree = TRY(services.frames.tree(coder.scope, coder.activity.id));
  std::vector<std::vector<Html>> rows;
  for (const Code& each : tree.codes)
    rows.push_back(
        {join(link(Href(coding_path(coder.activity, "frame/" + each.id.text())),
                   full_name(tree, each.id)),
              each.retired ? join(" ", tag(tr("Not used any more"), Colour::grey)) : Html()),
         typed_text(each.text.definition), text(each.author)});
  Html body;
  if (!tree.codes.empty())
    body += paragraph(tr("Version {n}. Every coding keeps the version it was made under.",
                         {{"n", said_number(tree.version)}}));
  body += table({.caption = tr("Codes"),
                 .columns = {{tr("Code")}, {tr("What it means")}, {tr("Last changed by")}},
                 .rows = std::move(rows),
                 .when_empty = tr("No codes yet.")});
  if (tree.codes.empty()) {
    body += post(request, coding_path(coder.activity, "frame/from-themes"),
                 join(paragraph(tr("Start from what the machine proposed, and change what is "
                                   "wrong.")),
                      button({.text = tr("Make codes from the themes"), .look = Look::secondary})));
    body += post(request, coding_path(coder.activity, "frame/usual"),
                 join(paragraph(tr("Or start from what people say of any service, with what keeps "
                                   "them from it first: travel, cost, language and more.")),
                      button({.text = tr("Start from the usual codes"), .look = Look::secondary})));
  }
  body += join(heading(2, tr("Add a code")),
               post(request, coding_path(coder.activity, "frame"),
                    join(code_fields(tree, {}, text_typed(request), trouble),
                         button({.text = tr("Add the code")}))));
  return show_coding(services, request, coder,
                     {.heading = tr("Codes and what they mean"), .body = std::move(body)}, trouble);
}

Html as_it_is(const Code& code, const CodeTree& tree, const std::string& zone) {
  return join(summary_list({{.key = tr("Name"), .value = text(full_name(tree, code.id))},
                            {.key = tr("What it means"), .value = typed_text(code.text.definition)},
                            {.key = tr("Include"), .value = typed_text(code.text.includes)},
                            {.key = tr("Do not include"), .value = typed_text(code.text.excludes)},
                            {.key = tr("Examples"), .value = typed_text(code.text.examples)}}),
              paragraph(tr("{who} wrote this on {when}.",
                           {{"who", code.author}, {"when", show_date_time(code.written, zone)}})));
}

Result<Reply> code_page(Services& services, const Request& request, const Match& match,
                        const Trouble& trouble = {}) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<CodeId>("code"));
  const CodeTree tree = TRY(services.frames.tree(coder.scope, coder.activity.id));
  const Code* code = tree.find(id);
  if (code == nullptr) return fail(ErrorKind::not_found, "no such code");
  const std::string path = coding_path(coder.activity, "frame/" + id.text());
  const std::string version = std::to_string(code->version);
  Html body = el("p", link(Href(coding_path(coder.activity, "frame")), tr("All codes")));
  if (trouble.conflict)
    body += warning_callout({.heading = tr("What is kept now"),
                             .body = join(as_it_is(*code, tree, services.zone),
                                          paragraph(tr("Yours is below, not kept yet.")))});
  body += post(
      request, path,
      join(hidden_input("version", trouble.conflict ? version : typed(request, "version", version)),
           code_fields(tree, id, text_typed(request, code->text), trouble),
           button({.text = tr("Save")})));
  body += post(
      request, path + "/retire",
      join(hidden_input("version", version), hidden_input("retired", code->retired ? "no" : "yes"),
           button({.text = code->retired ? tr("Use it again") : tr("Stop using it"),
                   .look = Look::secondary})));
  if (may(request, Capability::approve_finding))
    body += el("p", link(Href(path_of(coder.activity.id, "response/code/" + id.text())),
                         tr("Make this code a finding")));
  std::vector<Html> older;
  for (const Code& each : TRY(services.frames.history(coder.scope, coder.activity.id, id)))
    older.push_back(join(heading(3, tr("Version {n}", {{"n", said_number(each.version)}}), Size::s),
                         as_it_is(each, tree, services.zone)));
  body += details({.summary = tr("How it came to read so"), .body = join(older)});
  return show_coding(services, request, coder,
                     {.heading = code->text.name, .body = std::move(body)}, trouble);
}

Result<Reply> add_code(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done = services.frames.add(coder.scope, coder.activity.id, text_typed(request),
                                        request.signed_in().person_name);
  if (!done) return tree_page(services, request, match, TRY(trouble_of(done.error(), "name")));
  return see_other(coding_path(coder.activity, "frame"));
}

Result<Reply> change_code(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<CodeId>("code"));
  const auto done = services.frames.change(coder.scope, coder.activity.id, id,
                                           whole_number(request.field("version")).value_or(-1),
                                           text_typed(request), request.signed_in().person_name);
  if (!done) return code_page(services, request, match, TRY(trouble_of(done.error(), "name")));
  return see_other(coding_path(coder.activity, "frame"));
}

Result<Reply> retire(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<CodeId>("code"));
  const auto done = services.frames.retire(
      coder.scope, coder.activity.id, id, whole_number(request.field("version")).value_or(-1),
      request.field("retired") == "yes", request.signed_in().person_name);
  if (!done) return code_page(services, request, match, TRY(trouble_of(done.error(), "name")));
  return see_other(coding_path(coder.activity, "frame"));
}

Result<Reply> from_themes(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done = services.frames.make_from_themes(coder.scope, coder.activity.id,
                                                     request.signed_in().person_name);
  if (!done) return tree_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(coding_path(coder.activity, "frame"));
}

Result<Reply> usual_codes(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done =
      services.frames.make_usual(coder.scope, coder.activity.id, request.signed_in().person_name);
  if (!done) return tree_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(coding_path(coder.activity, "frame"));
}

}  // namespace

Routes coding_frame_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto answer = [&services](Do run) {
    return [&services, run](const Request& request, const Match& match) {
      return run(services, request, match);
    };
  };
  const std::string at = "/staff/activities/{activity}/coding/frame";
  const auto page = [](Services& s, const Request& r, const Match& m) {
    return tree_page(s, r, m);
  };
  const auto one = [](Services& s, const Request& r, const Match& m) { return code_page(s, r, m); };
  return {
      {Method::get, at, Who::signed_in, Limit::no_body, Safety::safe, answer(page)},
      {Method::post, at, Who::signed_in, Limit::form, Safety::csrf_token, answer(add_code)},
      {Method::post, at + "/from-themes", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(from_themes)},
      {Method::post, at + "/usual", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(usual_codes)},
      {Method::get, at + "/{code}", Who::signed_in, Limit::no_body, Safety::safe, answer(one)},
      {Method::post, at + "/{code}", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(change_code)},
      {Method::post, at + "/{code}/retire", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(retire)},
  };
}

}  // namespace heed::web::staff
