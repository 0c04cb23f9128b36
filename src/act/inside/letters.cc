#include "act/inside/letters.h"

#include "base/text.h"
#include "pages/html.h"
#include "pages/words.h"
#include "platform/crypto.h"

namespace heed::act::inside {
namespace {

using pages::el;
using pages::Href;
using pages::Html;
using pages::tr;
using pages::Words;

std::string derived(BytesView secret, std::string_view label) {
  const std::string_view labelled = label;
  return hex(platform::hmac_sha256(secret, as_bytes(labelled))).substr(0, 40);
}

std::string greeting(const Wish& to, const Words& words) {
  return to.name.empty() ? std::string(tr(words, "Hello,"))
                         : tr(words, "Hello {name},", {{"name", to.name}});
}

Html paragraphs(std::string_view text) {
  Html all;
  std::string rest(text);
  for (std::size_t at = 0; at <= rest.size();) {
    const std::size_t end = std::min(rest.find("\n\n", at), rest.size());
    if (end > at) all += el("p", rest.substr(at, end - at));
    at = end + 2;
  }
  return all;
}

// A link where it may be one; the address itself where it is not https, as on somebody's own
// machine.
Html address_link(const std::string& url, std::string_view words) {
  const Href href(url);
  if (href.str() != url) return words == url ? pages::text(url) : pages::join(words, " ", url);
  return el("a", {{"href", href}}, words);
}

std::string whole(const Words& words, const Html& body) {
  return pages::document(words.language(), words.right_to_left(), Html(), body).str();
}

}  // namespace

Tokens tokens_of(BytesView secret) {
  return {derived(secret, "heed/told/confirm/v1"), derived(secret, "heed/told/stop/v1")};
}

platform::Letter confirm_letter(const Sender& sender, const Wish& to, const Tokens& tokens,
                                std::string_view title) {
  const Words& words = Words::for_language(to.language);
  const std::string link = sender.origin + "/told/confirm/" + tokens.confirm;
  const std::string about =
      title.empty()
          ? tr(words, "You asked {who} to tell you what happens.", {{"who", sender.partnership}})
          : tr(words, "You asked {who} to tell you what happens with “{title}”.",
               {{"who", sender.partnership}, {"title", std::string(title)}});
  const std::string please(tr(words, "Open this to say that it was you:"));
  const std::string else_(tr(words, "If it was not you, do nothing and you will hear no more."));
  return {.to = to.email,
          .subject = std::string(tr(words, "Please confirm that you want to hear from us")),
          .body = fmt::format("{}\n\n{}\n\n{}\n\n{}\n\n{}\n", greeting(to, words), about, please,
                              link, else_),
          .html = whole(words, join(el("p", greeting(to, words)), el("p", about), el("p", please),
                                    el("p", address_link(link, link)), el("p", else_)))};
}

platform::Letter telling_letter(const Sender& sender, const Wish& to, const Tokens& tokens,
                                const TellingWords& said, std::string_view path) {
  const Words& words = Words::for_language(to.language);
  const std::string read = sender.origin + std::string(path);
  const std::string stop = sender.origin + "/told/stop/" + tokens.stop;
  const std::string read_here(tr(words, "Read it here:"));
  const std::string why = tr(words, "You get this because you asked {who} to let you know.",
                             {{"who", sender.partnership}});
  const std::string stop_here(tr(words, "Stop these letters, or change how you get them:"));
  return {.to = to.email,
          .subject = said.subject,
          .body = fmt::format("{}\n\n{}\n\n{}\n{}\n\n-- \n{}\n{}\n{}\n", greeting(to, words),
                              said.words, read_here, read, why, stop_here, stop),
          .html = whole(words, join(el("p", greeting(to, words)), paragraphs(said.words),
                                    el("p", read_here, " ", address_link(read, read)), el("hr"),
                                    el("p", why), el("p", address_link(stop, stop_here)))),
          .stop_url = stop};
}

std::string sheet(const Sender& sender, const Wish& to, const TellingWords& said,
                  std::string_view path) {
  const Words& words = Words::for_language(to.language);
  Html top = el("p", sender.partnership);
  if (to.way == Way::phone) {
    top += el("p", el("strong", tr(words, "To ring: {name}, {phone}",
                                   {{"name", to.name}, {"phone", to.phone}})));
  } else {
    Html address = el("p", to.name);
    for (std::size_t at = 0; at < to.postal.size();) {
      const std::size_t end = std::min(to.postal.find('\n', at), to.postal.size());
      address += el("p", to.postal.substr(at, end - at));
      at = end + 1;
    }
    top += el("div", {{"class", "address"}}, address);
  }
  return el("section", {{"class", "sheet"}}, top, el("h1", said.subject),
            el("p", greeting(to, words)), paragraphs(said.words),
            el("p", tr(words, "Read it here:"), " ", sender.origin + std::string(path)))
      .str();
}

std::string sheets_page(std::string_view sheets) {
  // A file for a printer, not a page of ours: its few rules are its own.
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Letters</title>"
      "<style>body{{font:12pt/1.5 sans-serif;margin:0}}.sheet{{padding:20mm;break-after:page}}"
      ".address{{margin:25mm 0 20mm}}.address p{{margin:0}}h1{{font-size:16pt}}</style></head>"
      "<body>{}</body></html>\n",
      sheets);
}

std::optional<std::string> failed_mail(std::string_view message) {
  bool failed = false, report = false;
  std::optional<std::string> id;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = std::min(message.find('\n', at), message.size());
    const std::string line = lowered(trimmed(message.substr(at, end - at)));
    at = end + 1;
    // Of the report's own fields (RFC 3464, 2.3) and of the returned letter's header.
    report = report || line.starts_with("content-type: message/delivery-status");
    if (report && line.starts_with("action:") && line.find("failed") != std::string::npos)
      failed = true;
    if (report && line.starts_with("status:") && trimmed(line.substr(7)).starts_with("4."))
      return std::nullopt;
    if (!line.starts_with("message-id:")) continue;
    const std::size_t open = line.find('<'), mark = line.find('@');
    // The report has a Message-ID of its own, first; the letter's stands last.
    if (open != std::string::npos && mark != std::string::npos && mark == open + 33)
      id = line.substr(open + 1, 32);
  }
  if (!failed) return std::nullopt;
  return id;
}

}  // namespace heed::act::inside
