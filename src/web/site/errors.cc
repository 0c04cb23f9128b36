#include "web/site/errors.h"

#include "web/site/inside/site.h"

namespace heed::web {
namespace {

using namespace pages;

struct Said {
  std::string_view heading;
  std::string_view words;
};

Said said_of_status(int status, const Words& words) {
  switch (status) {
    case 404:
      return {tr(words, "Page not found"),
              tr(words,
                 "There is nothing at this address, or it is not for you to see. Check it, or "
                 "start again from Have your say.")};
    case 403:
      return {tr(words, "That did not come from our page"),
              tr(words, "Nothing was changed. Go back, reload the page and try again.")};
    case 409:
      return {tr(words, "Somebody changed this"),
              tr(words, "Nothing of yours was kept. Go back, reload the page and try again.")};
    case 413:
      return {tr(words, "That is too large"),
              tr(words, "Nothing was kept. Send something smaller.")};
    case 503:
      return {tr(words, "We are very busy"),
              tr(words, "Nothing was kept. Wait a few seconds and try again.")};
    case 507:
      return {tr(words, "We cannot save anything now"),
              tr(words, "Nothing was kept, and we have been told. Try again later.")};
    default:
      if (status < 500)
        return {tr(words, "We could not take that"),
                tr(words, "Nothing was kept. Go back and try again.")};
      return {tr(words, "Something went wrong"),
              tr(words, "It is not your fault. Nothing was kept. Try again in a few minutes.")};
  }
}

}  // namespace

Reply error_page(const Services& services, int status, std::string_view request_id,
                 const Request* request, const Error* error) {
  const Request none;
  const Request& asked = request == nullptr ? none : *request;
  const Words& words = site::words_of(asked);
  const Said what = said_of_status(status, words);
  Html body = paragraph(error != nullptr && !error->said.empty() ? std::string_view(error->said)
                                                                 : what.words);
  if (!services.phone.empty())
    body += paragraph(tr(words, "Or ring us on {phone}.", {{"phone", services.phone}}));
  body +=
      join(el("p", link(Href("/"), tr(words, "Have your say"))),
           el("p", {{"class", "nhsuk-hint"}},
              tr(words, "If you tell us about this, say the number {id}.", {{"id", request_id}})));
  return site::show(services, asked,
                    {.title = std::string(what.heading),
                     .heading = std::string(what.heading),
                     .body = body,
                     .has_error = true},
                    status);
}

}  // namespace heed::web
