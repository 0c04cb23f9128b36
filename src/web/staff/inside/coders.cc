#include "web/staff/inside/coders.h"

#include "base/text.h"
#include "partners/partners.h"

namespace heed::web::staff {

using understand::CodeTree;
using understand::Marked;
using understand::Markings;
using understand::Stance;

Result<Coder> coder_of(Services& services, const Request& request, const Match& match) {
  const auto id = TRY(match.id<ActivityId>("activity"));
  const Scope own = scope_of(request);
  Coder coder{.scope = TRY(services.partners.scope_for(own, id))};
  if (!coder.scope.may(Capability::code) || !coder.scope.may(Capability::read_text))
    return fail(ErrorKind::not_found, "may not code here");
  coder.activity = TRY(services.activities.activity(coder.scope, id));
  coder.outside = !own.may(Capability::code);
  return coder;
}

Reply show_coding(const Services& services, const Request& request, const Coder& coder, Page page,
                  const Trouble& trouble) {
  page.section = Section::said;
  if (!coder.outside)
    return show_in(services, request, coder.activity, Tab::themes, std::move(page), trouble);
  page.caption = coder.activity.details.title;
  page.title = page.heading + " – " + coder.activity.details.title;
  page.back = Href("/staff/workspaces");
  return show(services, request, std::move(page), trouble);
}

std::string coding_path(const plan::Activity& activity, std::string_view more) {
  return path_of(activity.id, more.empty() ? std::string("coding") : "coding/" + std::string(more));
}

std::string stance_words(Stance stance) {
  switch (stance) {
    case Stance::none:
      return tr("Takes no side");
    case Stance::supports:
      return tr("For");
    case Stance::against:
      return tr("Against");
    case Stance::mixed:
      return tr("Mixed or unclear");
  }
  return {};
}

std::string full_name(const CodeTree& tree, understand::CodeId code) {
  std::string name;
  for (const understand::Code* at = tree.find(code); at != nullptr; at = tree.find(at->text.parent))
    name = name.empty() ? at->text.name : at->text.name + ": " + name;
  return name;
}

namespace {

// The words from code point `starts` to `ends`.
std::string_view picked(std::string_view words, std::int64_t starts, std::int64_t ends) {
  std::size_t from = words.size(), to = words.size();
  std::int64_t at = 0;
  for (std::size_t byte = 0; byte < words.size(); ++byte) {
    if ((static_cast<unsigned char>(words[byte]) & 0xC0) == 0x80) continue;
    if (at == starts) from = byte;
    if (at == ends) to = byte;
    ++at;
  }
  return from < to ? words.substr(from, to - from) : std::string_view();
}

void add_spans(const Request& request, const std::string& id, Marked mark, Markings& out) {
  const std::string stance(request.field("stance-" + id));
  mark.stance = understand::stance_named(stance.empty() ? request.field("stance") : stance)
                    .value_or(Stance::none);
  const std::string spans(request.field("span-" + id));
  bool any = false;
  for (std::size_t at = 0; at < spans.size();) {
    const std::size_t comma = std::min(spans.find(',', at), spans.size());
    const std::string one = spans.substr(at, comma - at);
    const std::size_t dash = one.find('-');
    at = comma + 1;
    if (dash == std::string::npos) continue;
    const auto starts = whole_number(std::string_view(one).substr(0, dash));
    const auto ends = whole_number(std::string_view(one).substr(dash + 1));
    if (!starts || !ends) continue;
    mark.starts = *starts;
    mark.ends = *ends;
    out.codes.push_back(mark);
    any = true;
  }
  if (!any) out.codes.push_back(mark);
}

}  // namespace

Html markings_shown(const CodeTree& tree, const Markings& markings, std::string_view words) {
  std::vector<Html> lines;
  for (const Marked& mark : markings.codes) {
    std::vector<Html> line = {el("strong", full_name(tree, mark.code))};
    if (mark.stance != Stance::none) line.push_back(text(", " + stance_words(mark.stance)));
    if (mark.ends > 0)
      line.push_back(
          text(tr(", on “{words}”", {{"words", picked(words, mark.starts, mark.ends)}})));
    lines.push_back(join(line));
  }
  for (const understand::Flagged& flag : markings.flags)
    lines.push_back(join(tag(understand::words_for(flag.flag), Colour::purple), " ", flag.value));
  return lines.empty() ? paragraph(tr("No code.")) : bullets(lines);
}

Markings markings_typed(const Request& request) {
  Markings out;
  for (const std::string_view sent : request.fields("code"))
    if (const auto id = understand::CodeId::parse(sent))
      add_spans(request, std::string(sent), {.code = *id}, out);
  for (const std::string_view sent : request.fields("flag"))
    if (const auto flag = understand::flag_named(sent))
      out.flags.push_back({*flag, std::string(request.field("note-" + std::string(sent)))});
  return out;
}

}  // namespace heed::web::staff
