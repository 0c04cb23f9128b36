#include "web/staff/inside/moderating.h"

#include <algorithm>

namespace heed::web::staff {
namespace {

std::string detail_said(std::string_view kind) {
  if (kind == "name") return tr("name");
  if (kind == "phone") return tr("phone number");
  if (kind == "email") return tr("e-mail address");
  if (kind == "nhs_number") return tr("NHS number");
  if (kind == "postcode") return tr("postcode");
  if (kind == "date_of_birth") return tr("date of birth");
  if (kind == "address") return tr("address");
  return tr("marked by hand");
}

// The words as typed, with what is covered or proposed marked.
Html marked(const listen::Looked& voice) {
  Html all;
  std::size_t at = 0;
  for (const listen::Mask& mask : voice.masks) {
    if (mask.state == "rejected" || mask.starts < at) continue;
    all += text(voice.original.substr(at, mask.starts - at));
    all += el("mark", voice.original.substr(mask.starts, mask.ends - mask.starts));
    at = mask.ends;
  }
  all += text(voice.original.substr(at));
  return el("p", {{"class", "heed-typed"}}, all);
}

Html ruling_buttons(const Request& request, const std::string& path, const listen::Looked& voice,
                    const listen::Mask& mask) {
  const std::string words = voice.original.substr(mask.starts, mask.ends - mask.starts);
  const bool covered = mask.state != "rejected";
  std::vector<Html> buttons;
  const auto one = [&](std::string label, std::string value) {
    return button({.text = std::move(label),
                   .look = Look::small,
                   .name = "then",
                   .value = std::move(value),
                   .described_by = words});
  };
  if (mask.state != "accepted") buttons.push_back(one(tr("Cover"), "cover"));
  if (covered) buttons.push_back(one(tr("Show"), "show"));
  const std::string state = mask.state == "proposed" ? tr("proposed, and covered until you say")
                            : covered                ? tr("covered")
                                                     : tr("shown");
  return post(request, path,
              join(hidden_input("voice", voice.id.text()),
                   hidden_input("mask", std::to_string(mask.number)),
                   el("p", el("strong", words), " – ", detail_said(mask.kind), ", ", state),
                   button_group(buttons)));
}

}  // namespace

std::string response_path(ActivityId activity, ResponseId response) {
  return path_of(activity, "moderate/" + response.text());
}

Html voice_card(const Request& request, const plan::Activity& activity, const listen::Looked& voice,
                const std::string& path, bool whole) {
  Html body = marked(voice);
  const auto proposed = std::ranges::count(voice.masks, "proposed", &listen::Mask::state);
  for (const listen::Mask& mask : voice.masks)
    if (whole || mask.state == "proposed") body += ruling_buttons(request, path, voice, mask);
  if (proposed > 1)
    body += post(request, path,
                 join(hidden_input("voice", voice.id.text()),
                      button({.text = tr("Cover all {n}", {{"n", said_number(proposed)}}),
                              .look = Look::small,
                              .name = "then",
                              .value = "cover-all"})));
  if (whole)
    body += details(
        {.summary = tr("Cover something else"),
         .body = post(request, path,
                      join(hidden_input("voice", voice.id.text()),
                           input({.name = "words",
                                  .label = tr("The words to cover, as they stand"),
                                  .id = "words-" + voice.id.text()}),
                           select({.name = "kind",
                                   .label = tr("What is it?"),
                                   .options = {{.value = "name", .label = tr("name")},
                                               {.value = "address", .label = tr("address")},
                                               {.value = "phone", .label = tr("phone number")},
                                               {.value = "covered", .label = tr("something else")}},
                                   .id = "kind-" + voice.id.text()}),
                           button({.text = tr("Cover it"),
                                   .look = Look::secondary,
                                   .name = "then",
                                   .value = "by-hand"})))});
  else
    body += el("p", link(Href(response_path(activity.id, voice.response)),
                         tr("Look at the whole response")));
  return card({.heading = voice.question, .body = body, .level = whole ? 2 : 3});
}

Result<> ruled(Services& services, const Request& request) {
  const auto voice = VoiceId::parse(request.field("voice"));
  if (!voice) return fail(ErrorKind::not_found, "no such voice");
  const Scope& scope = scope_of(request);
  const std::string_view then = request.field("then");
  if (then == "by-hand")
    return services.moderation.cover(scope, *voice, request.field("words"), request.field("kind"));
  if (then == "cover-all") return services.moderation.rule_all(scope, *voice, true);
  const auto mask = whole_number(request.field("mask"));
  if (!mask) return fail(ErrorKind::not_found, "no such mask");
  return services.moderation.rule(scope, *voice, *mask, then == "cover");
}

}  // namespace heed::web::staff
