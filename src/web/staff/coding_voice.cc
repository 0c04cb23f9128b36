// One comment to code. Works with a mouse, by keyboard, and without script; the script adds
// single-key shortcuts that can be switched off, and picking out some of the words.
#include "base/text.h"
#include "web/staff/inside/coders.h"

namespace heed::web::staff {
namespace {

using understand::Code;
using understand::CodeId;
using understand::CodeTree;
using understand::Flag;
using understand::Marked;
using understand::Markings;
using understand::Stance;
using understand::VoiceToCode;

constexpr std::array kStances = {Stance::none, Stance::supports, Stance::against, Stance::mixed};

std::string spans_of(const Markings& markings, CodeId code) {
  std::string spans;
  for (const Marked& mark : markings.codes)
    if (mark.code == code && mark.ends > 0)
      spans += fmt::format("{}{}-{}", spans.empty() ? "" : ",", mark.starts, mark.ends);
  return spans;
}

const Marked* mark_of(const Markings& markings, CodeId code) {
  for (const Marked& mark : markings.codes)
    if (mark.code == code) return &mark;
  return nullptr;
}

Html stance_select(const CodeTree& tree, const Marked& mark) {
  std::vector<Option> options;
  for (const Stance stance : kStances)
    options.push_back({.value = std::string(understand::name_of(stance)),
                       .label = stance_words(stance),
                       .chosen = stance == mark.stance});
  const std::string name = "stance-" + mark.code.text();
  return select({.name = name,
                 .label = tr("Where it stands on {code}", {{"code", full_name(tree, mark.code)}}),
                 .options = std::move(options)});
}

Html code_boxes(const CodeTree& tree, const VoiceToCode& voice, const Markings& now) {
  std::vector<Option> options;
  Html spans;
  for (const Code& code : tree.codes) {
    const Marked* mark = mark_of(now, code.id);
    if (code.retired && mark == nullptr) continue;
    const bool proposed =
        std::find(voice.proposed.begin(), voice.proposed.end(), code.id) != voice.proposed.end();
    std::string hint = code.text.definition;
    if (proposed)
      hint += fmt::format("{}{}", hint.empty() ? "" : " ",
                          tr("Proposed by {method}: check it.", {{"method", voice.proposed_by}}));
    options.push_back({.value = code.id.text(),
                       .label = full_name(tree, code.id),
                       .hint = std::move(hint),
                       .chosen = mark != nullptr});
    spans += hidden_input("span-" + code.id.text(), spans_of(now, code.id));
  }
  return join(checkboxes({.name = "code",
                          .legend = tr("Which codes does it carry?"),
                          .hint = tr("As many as it needs, or none."),
                          .options = std::move(options),
                          .small = true}),
              spans);
}

Html stance_part(const CodeTree& tree, const Markings& now, const Request& request) {
  const std::string chosen = typed(request, "stance", "none");
  std::vector<Option> options;
  for (const Stance stance : kStances)
    options.push_back({.value = std::string(understand::name_of(stance)),
                       .label = stance_words(stance),
                       .chosen = understand::name_of(stance) == chosen});
  Html each;
  std::vector<CodeId> done;
  for (const Marked& mark : now.codes) {
    if (std::find(done.begin(), done.end(), mark.code) != done.end()) continue;
    done.push_back(mark.code);
    each += stance_select(tree, mark);
  }
  return join(radios({.name = "stance",
                      .legend = tr("Where does it stand?"),
                      .hint = now.codes.empty() ? "" : tr("For codes that you tick now."),
                      .options = std::move(options),
                      .inline_options = true,
                      .small = true}),
              each);
}

std::string flag_hint(Flag flag) {
  switch (flag) {
    case Flag::outside_scope:
      return tr(
          "Say who it was sent to: a colleague’s e-mail address here, and they get it, or "
          "the name of a service.");
    case Flag::safeguarding:
      return tr("Ring your safeguarding lead now. This mark alone tells nobody.");
    case Flag::complaint:
      return tr("They may want to complain. Say what was done about it.");
    default:
      return tr("A note, if it needs one.");
  }
}

Html flag_boxes(const Markings& now, const Trouble& trouble) {
  std::vector<Option> options;
  bool any = false;
  for (const Flag flag : understand::kFlags) {
    const std::string name(understand::name_of(flag));
    Option option{.value = name, .label = std::string(understand::words_for(flag))};
    std::string note;
    for (const auto& each : now.flags)
      if (each.flag == flag) {
        option.chosen = any = true;
        note = each.value;
      }
    option.more = input({.name = "note-" + name,
                         .label = tr("About “{flag}”", {{"flag", option.label}}),
                         .hint = flag_hint(flag),
                         .value = note});
    options.push_back(std::move(option));
  }
  const bool open = any || trouble.any();
  return details(
      {.summary = tr("Mark it: evidence, another way, equality, outside what we asked"),
       .body = checkboxes(
           {.name = "flag", .legend = tr("Marks"), .options = std::move(options), .small = true}),
       .open = open});
}

// Hidden until the script runs and finds that it can keep the choice.
Html shortcuts_part() {
  return el("div", {{"data-shortcuts", ""}, {"hidden", true}},
            checkboxes({.name = "shortcuts",
                        .legend = tr("Single-key shortcuts"),
                        .options = {{.value = "on",
                                     .label = tr("Use single keys on this page"),
                                     .hint = tr("1 to 9 tick a code, f finds one, m marks it, n "
                                                "saves and goes on. Switch them off if you use "
                                                "speech or a screen reader.")}},
                        .small = true}));
}

Html theirs(const CodeTree& tree, const VoiceToCode& voice, const std::string& zone) {
  return warning_callout(
      {.heading = tr("What is kept now"),
       .body = join(markings_shown(tree, voice.markings, voice.words),
                    voice.when ? paragraph(tr("{who} ruled on this on {when}.",
                                              {{"who", voice.by},
                                               {"when", show_date_time(*voice.when, zone)}}))
                               : Html(),
                    paragraph(tr("Yours is below, not kept yet. Saving again keeps yours.")))});
}

Html history_part(const Request& request, const std::string& path,
                  const std::vector<understand::RulingOnVoice>& lines, const std::string& zone) {
  if (lines.empty()) return {};
  std::vector<Html> items;
  for (const auto& each : lines)
    items.push_back(join(each.sentence, " ", show_date_time(each.ruled, zone),
                         each.can_reverse
                             ? post(request, path + "/undo",
                                    join(hidden_input("number", std::to_string(each.number)),
                                         button({.text = tr("Take it back"),
                                                 .look = Look::small,
                                                 .described_by = each.sentence})))
                             : Html()));
  return details({.summary = tr("What was ruled, and taking it back"), .body = bullets(items)});
}

Result<Reply> voice_page(Services& services, const Request& request, const Match& match,
                         const Trouble& trouble = {}) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<VoiceId>("voice"));
  const VoiceToCode voice = TRY(services.coding.voice(coder.scope, coder.activity.id, id));
  const CodeTree tree = TRY(services.frames.tree(coder.scope, coder.activity.id));
  const auto history = TRY(services.coding.history(coder.scope, coder.activity.id, id));
  const auto progress = TRY(services.coding.progress(coder.scope, coder.activity.id));
  const Markings now = trouble.any() ? markings_typed(request) : voice.markings;
  const std::string path = coding_path(coder.activity, "voices/" + id.text());
  const std::string version = std::to_string(voice.version);
  Html body = el("p", link(Href(coding_path(coder.activity)), tr("Coding")), " – ",
                 tr("{read} of {all} read",
                    {{"read", said_number(progress.read)}, {"all", said_number(progress.voices)}}));
  if (voice.pass == understand::Pass::second)
    body +=
        inset_text(paragraph(tr("Somebody else has coded this one. You do not see how, so that "
                                "we learn how well two readers agree.")));
  if (trouble.conflict) body += theirs(tree, voice, services.zone);
  body += paragraph(voice.question);
  body += el("div", {{"data-words", ""}}, quote({.words = voice.words}));
  body += el("p", {{"role", "status"}, {"data-said", ""}}, "");
  body +=
      el("div", {{"data-coding", ""}},
         post(request, path,
              join(hidden_input("version",
                                trouble.conflict ? version : typed(request, "version", version)),
                   code_boxes(tree, voice, now), stance_part(tree, now, request),
                   flag_boxes(now, trouble),
                   button({.text = tr("Save and read the next"), .prevent_double = true}))));
  body += el("p", link(Href(coding_path(coder.activity, "next?after=" + id.text())),
                       tr("Leave it and read the next")));
  body += history_part(request, path, history, services.zone);
  body += shortcuts_part();
  return show_coding(
      services, request, coder,
      {.heading = tr("One comment"), .body = std::move(body), .scripts = {"heed-coding.js"}},
      trouble);
}

Result<Reply> save_marking(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<VoiceId>("voice"));
  const auto done = services.coding.save(coder.scope, coder.activity.id, id,
                                         whole_number(request.field("version")).value_or(-1),
                                         markings_typed(request), request.signed_in().person_name);
  if (!done) return voice_page(services, request, match, TRY(trouble_of(done.error(), "code")));
  return see_other(coding_path(coder.activity, "next?after=" + id.text()));
}

Result<Reply> undo(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<VoiceId>("voice"));
  const auto done = services.coding.reverse(coder.scope, coder.activity.id,
                                            whole_number(request.field("number")).value_or(-1),
                                            request.signed_in().person_name);
  if (!done) return voice_page(services, request, match, TRY(trouble_of(done.error())));
  return see_other(coding_path(coder.activity, "voices/" + id.text()));
}

// Where the next one stands; from the start again when nothing waits further on.
Result<Reply> next(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  // By its id: a voice's number tells when it came, which an outside analyst does not see.
  std::int64_t after = 0;
  if (const auto id = VoiceId::parse(request.asked("after")))
    after = TRY(services.coding.voice(coder.scope, coder.activity.id, *id)).number;
  auto found = TRY(services.coding.next(coder.scope, coder.activity.id, after));
  if (!found && after > 0) found = TRY(services.coding.next(coder.scope, coder.activity.id, 0));
  return see_other(coding_path(coder.activity, found ? "voices/" + found->text() : std::string()));
}

Html kappa_words(const std::optional<double>& kappa) {
  constexpr double kEnough = 0.7;
  if (!kappa) return text("–");
  const Html figure = text(fmt::format("{:.2f}", *kappa));
  return *kappa < kEnough ? join(figure, " ", tag(tr("Below 0.7: talk it through"), Colour::orange))
                          : figure;
}

Result<Reply> agreement_page(Services& services, const Request& request, const Match& match,
                             const Trouble& trouble = {}) {
  const Coder coder = TRY(coder_of(services, request, match));
  const ActivityId id = coder.activity.id;
  const auto progress = TRY(services.coding.progress(coder.scope, id));
  const auto agreement = TRY(services.coding.agreement(coder.scope, id));
  const CodeTree tree = TRY(services.frames.tree(coder.scope, id));
  Html body =
      paragraph(tr("A share of the comments is read by two people, the second without "
                   "seeing the first. {n} are in the sample; {done} have been read twice.",
                   {{"n", said_number(progress.sample)}, {"done", said_number(agreement.voices)}}));
  body += post(request, coding_path(coder.activity, "sample"),
               join(input({.name = "percent",
                           .label = tr("Share of comments to read twice"),
                           .error = trouble.about("percent"),
                           .value = typed(request, "percent", "10"),
                           .inputmode = "numeric",
                           .width = 3,
                           .suffix = "%"}),
                    button({.text = tr("Choose them"), .look = Look::secondary})));
  if (agreement.voices > 0) {
    std::vector<std::vector<Html>> rows = {{text(tr("All codes together")),
                                            text(fmt::format("{:.0f}%", agreement.percent)),
                                            kappa_words(agreement.kappa)}};
    for (const auto& each : agreement.codes)
      rows.push_back({text(full_name(tree, each.code)), text(fmt::format("{:.0f}%", each.percent)),
                      kappa_words(each.kappa)});
    body += table({.caption = tr("How well two readers agree"),
                   .columns = {{tr("Code")}, {tr("Agree"), true}, {tr("Cohen’s kappa"), true}},
                   .rows = std::move(rows)});
  }
  const auto differ = TRY(services.coding.disagreements(coder.scope, id));
  body += heading(2, tr_n("{n} comment to settle", "{n} comments to settle",
                          static_cast<std::int64_t>(differ.size())));
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(kShown, differ.size()); ++i) {
    const auto& each = differ[i];
    const std::string path = coding_path(coder.activity, "agreement/" + each.voice.text());
    const auto choice = [&](const std::string& who, const Markings& markings, const char* which) {
      return join(heading(3, tr("{who} coded it so", {{"who", who}}), Size::s),
                  markings_shown(tree, markings, each.words),
                  post(request, path,
                       join(hidden_input("version", std::to_string(each.version)),
                            hidden_input("which", which),
                            button({.text = tr("This one counts"),
                                    .look = Look::secondary,
                                    .described_by = who}))));
    };
    body += join(quote({.words = each.words}), choice(each.first_by, each.first, "first"),
                 choice(each.second_by, each.second, "second"));
  }
  return show_coding(services, request, coder,
                     {.heading = tr("How well two readers agree"), .body = std::move(body)},
                     trouble);
}

Result<Reply> sample(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto done = services.coding.draw_sample(coder.scope, coder.activity.id,
                                                whole_number(request.field("percent")).value_or(0));
  if (!done)
    return agreement_page(services, request, match, TRY(trouble_of(done.error(), "percent")));
  return see_other(coding_path(coder.activity, "agreement"));
}

Result<Reply> settle_marking(Services& services, const Request& request, const Match& match) {
  const Coder coder = TRY(coder_of(services, request, match));
  const auto id = TRY(match.id<VoiceId>("voice"));
  for (const auto& each : TRY(services.coding.disagreements(coder.scope, coder.activity.id))) {
    if (each.voice != id) continue;
    const auto done = services.coding.settle(
        coder.scope, coder.activity.id, id, whole_number(request.field("version")).value_or(-1),
        request.field("which") == "second" ? each.second : each.first,
        request.signed_in().person_name);
    if (!done) return agreement_page(services, request, match, TRY(trouble_of(done.error())));
  }
  return see_other(coding_path(coder.activity, "agreement"));
}

}  // namespace

Routes coding_voice_routes(Services& services) {
  using Do = Result<Reply> (*)(Services&, const Request&, const Match&);
  const auto answer = [&services](Do run) {
    return [&services, run](const Request& request, const Match& match) {
      return run(services, request, match);
    };
  };
  const auto page = [](Services& s, const Request& r, const Match& m) {
    return voice_page(s, r, m);
  };
  const auto agree = [](Services& s, const Request& r, const Match& m) {
    return agreement_page(s, r, m);
  };
  const std::string at = "/staff/activities/{activity}/coding";
  return {
      {Method::get, at + "/next", Who::signed_in, Limit::no_body, Safety::safe, answer(next)},
      {Method::get, at + "/voices/{voice}", Who::signed_in, Limit::no_body, Safety::safe,
       answer(page)},
      {Method::post, at + "/voices/{voice}", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(save_marking)},
      {Method::post, at + "/voices/{voice}/undo", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(undo)},
      {Method::get, at + "/agreement", Who::signed_in, Limit::no_body, Safety::safe, answer(agree)},
      {Method::post, at + "/sample", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(sample)},
      {Method::post, at + "/agreement/{voice}", Who::signed_in, Limit::form, Safety::csrf_token,
       answer(settle_marking)},
  };
}

}  // namespace heed::web::staff
