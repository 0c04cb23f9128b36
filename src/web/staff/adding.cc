// What is typed for somebody else: read, kept until it goes through, and sent by the same way as
// what people send themselves.
#include "web/staff/inside/adding.h"

#include "base/text.h"
#include "listen/channels.h"
#include "platform/clock.h"
#include "platform/random.h"

namespace heed::web::staff {
namespace {

using questions::Question;

std::string draft_cookie(const Adding& adding) {
  return "heed_entry_" + adding.channel + "_" + adding.activity.id.text().substr(0, 12);
}
std::string press_cookie(const Adding& adding) {
  return "heed_entered_" + adding.channel + "_" + adding.activity.id.text().substr(0, 12);
}

std::optional<TimeMs> day_typed(const Services& services, const Request& request,
                                const std::string& name, Trouble& trouble) {
  const std::string written(trimmed(request.field(name)));
  if (written.empty()) return std::nullopt;
  const auto day = read_date(written, services.zone);
  if (day) {
    const auto start =
        from_local_date(iso_date(*day, services.zone), services.zone, DayEdge::start);
    if (start && *start <= services.clock.now()) return *start;
    if (start) {
      trouble.add(name, tr("This day is still to come."));
      return std::nullopt;
    }
  }
  trouble.add(name, tr("Write the date like 5 December 2026."));
  return std::nullopt;
}

std::string box_name(std::size_t n) { return "q" + std::to_string(n); }

}  // namespace

Result<std::shared_ptr<Adding>> adding_of(Services& services, const Request& request,
                                          const Match& match, std::string_view channel) {
  auto adding = std::make_shared<Adding>();
  adding->activity = TRY(activity_of(services, request, match));
  adding->channel = channel;
  adding->path = path_of(adding->activity.id, "add/" + adding->channel);
  auto asked = services.activities.questionnaire(scope_of(request), adding->activity.id);
  if (asked)
    adding->asked = *std::move(asked);
  else if (!asked.failed_with(ErrorKind::not_found))
    return Error(asked.error());
  // People are told that they may skip any question, and on paper nothing hides by itself: what
  // stands there is kept, whatever is left out.
  for (questions::Section& section : adding->asked.sections)
    for (Question& question : section.questions) {
      question.required = false;
      question.show_if = {};
    }
  const std::string_view token = request.cookie(draft_cookie(*adding));
  if (!token.empty()) {
    auto draft = services.drafts.by_token(scope_of(request), token);
    if (draft && draft->activity == adding->activity.id) {
      // It goes once what it held is kept, and not before.
      if (services.intake.receipt(scope_of(request), draft->activity, draft->press_key))
        TRY(services.drafts.remove(scope_of(request), token));
      else
        adding->draft = *std::move(draft);
    }
  }
  return adding;
}

PressKey press_key_of(const Adding& adding, const Request& request, Services& services) {
  if (adding.draft) return adding.draft->press_key;
  if (const auto sent = PressKey::parse(request.field("press"))) return *sent;
  return services.random.id<PressKey>();
}

Html question_boxes(const questions::Questionnaire& asked, const questions::Answers& kept,
                    const Trouble& trouble) {
  Html all;
  std::size_t n = 0;
  for (const questions::Section& section : asked.sections) {
    const std::string title(questions::in_language(section.title, "en"));
    if (!title.empty()) all += heading(2, title);
    for (const Question& question : section.questions) {
      const std::string name = box_name(++n);
      const questions::Asker& kind = questions::asker_of(question);
      all += kind.box(question,
                      {.name = name,
                       .kept = questions::answer_to(kept, question.id),
                       .error = trouble.about(name + std::string(kind.first)),
                       .heading = false},
                      Words::english());
    }
  }
  return all;
}

questions::Answers answers_typed(Services& services, const Request& request,
                                 const questions::Questionnaire& asked,
                                 const questions::Answers& before) {
  questions::Answers answers;
  questions::Typed typed_here{.fields = request.form};
  for (const FilePart& file : request.files)
    typed_here.files.push_back({file.name, file.filename, file.content_type, file.bytes});
  typed_here.area_of = [&](std::string_view postcode) {
    const auto area = services.activities.area_of(scope_of(request), postcode);
    return area ? *area : std::string();
  };
  std::size_t n = 0;
  for (const Question* question : asked.questions()) {
    typed_here.prefix = box_name(++n);
    typed_here.before = questions::answer_to(before, question->id);
    std::string kept = questions::asker_of(*question).read(*question, typed_here);
    if (!kept.empty()) answers.emplace_back(question->id, std::move(kept));
  }
  return answers;
}

void add_problems(const questions::Questionnaire& asked, const std::vector<Problem>& problems,
                  Trouble& trouble) {
  const auto all = asked.questions();
  for (const Problem& problem : problems) {
    std::string field;
    for (std::size_t n = 0; n < all.size(); ++n)
      if (all[n]->id.text() == problem.field)
        field = box_name(n + 1) + std::string(questions::asker_of(*all[n]).first);
    trouble.add(std::move(field), problem.message_key);
  }
}

Html original_box(const std::string& kept, const Trouble& trouble) {
  const Question question = listen::original_asked(0);
  return questions::asker_of(question).box(question,
                                           {.name = "original",
                                            .kept = kept,
                                            .error = trouble.about("original"),
                                            .heading = false,
                                            .hint = tr("A scan or photo, if you have one.")},
                                           Words::english());
}

std::string original_typed(const Request& request, std::string_view before, Trouble& trouble) {
  const Question question = listen::original_asked(0);
  questions::Typed typed_here{.fields = request.form, .prefix = "original"};
  typed_here.before = before;
  for (const FilePart& file : request.files)
    if (file.name == "original" && !file.filename.empty())
      typed_here.files.push_back({file.name, file.filename, file.content_type, file.bytes});
  std::string kept = questions::asker_of(question).read(question, typed_here);
  for (const Problem& problem : questions::check_answer(question, kept))
    trouble.add("original", problem.message_key);
  return kept;
}

Html came_fields(const Services& services, const Request& request, const CameWords& words,
                 const Trouble& trouble) {
  Html all = input({.name = "received",
                    .label = words.received_label,
                    .hint = words.received_hint,
                    .error = trouble.about("received"),
                    .value = typed(request, "received",
                                   request.asked("received").empty()
                                       ? show_date(services.clock.now(), services.zone)
                                       : request.asked("received")),
                    .width = 20});
  if (!words.said_label.empty())
    all += input({.name = "said",
                  .label = words.said_label,
                  .hint = words.said_hint,
                  .error = trouble.about("said"),
                  .value = typed(request, "said", request.asked("said")),
                  .width = 20});
  return all;
}

Html sort_field(const Request& request) {
  const std::string chosen = typed(request, "sort", request.asked("sort"));
  const auto one = [&](std::string value, std::string label, std::string explained) {
    return Option{.value = value,
                  .label = std::move(label),
                  .hint = std::move(explained),
                  .chosen = chosen == value};
  };
  return radios({.name = "sort",
                 .legend = tr("Is it a view or an experience?"),
                 .options = {one("view", tr("A view"), tr("What they think should happen.")),
                             one("experience", tr("An experience"), tr("What happened to them.")),
                             one("", tr("Both, or hard to say"), "")},
                 .small = true});
}

Html quote_field(const Request& request) {
  return checkboxes({.name = "may_quote",
                     .legend = tr("Did they agree to be quoted?"),
                     .hint = tr("Without their yes, nothing of it is ever shown in public."),
                     .options = {{.value = "yes",
                                  .label = tr("Yes, their words may be quoted without their name"),
                                  .chosen = typed(request, "may_quote") == "yes"}},
                     .small = true});
}

listen::Arrival arrival_typed(const Services& services, const Request& request,
                              const Adding& adding, Trouble& trouble) {
  listen::Arrival arrival{.channel = adding.channel};
  arrival.received = day_typed(services, request, "received", trouble);
  if (!arrival.received && trouble.about("received").empty())
    trouble.add("received", tr("Give the day that it reached us."));
  arrival.said = day_typed(services, request, "said", trouble);
  if (arrival.said && arrival.received && *arrival.said > *arrival.received)
    trouble.add("said", tr("This is after the day that it reached us."));
  arrival.sort = listen::sort_named(request.field("sort"));
  arrival.may_quote = request.field("may_quote") == "yes";
  return arrival;
}

void keep_typed(Services& services, const Adding& adding, const questions::Answers& answers,
                const Request& request, Reply& reply) {
  std::string token = adding.draft ? adding.draft->token : "";
  if (token.empty()) {
    const auto started = services.drafts.start(scope_of(request), adding.activity.id);
    if (!started) return;  // The page itself still has every word.
    token = started->token;
    reply.cookies.push_back({draft_cookie(adding), token, 30 * 24 * 3600});
  }
  if (questions::fits(answers)) (void)services.drafts.save(scope_of(request), token, answers);
}

void send_entry(Services& services, const Request& request, std::shared_ptr<Adding> adding,
                questions::CheckedResponse response, const listen::Arrival& arrival,
                const std::function<Reply(const Trouble&)>& again, const ReplyLater& later) {
  const PressKey press = response.press_key();
  std::string next = adding->path;
  if (adding->channel == "paper") {
    // The next sheet of the batch came on the same day; typing goes on at its first question.
    const auto carried = [&](const char* name) {
      return fmt::format("{}={}", name, url_encoded(request.field(name)));
    };
    next += fmt::format("?{}&{}&{}#q1", carried("received"), carried("said"), carried("sort"));
  }
  const auto told = [adding, again, later, press, next](Result<listen::Receipt> receipt) {
    if (!receipt) {
      auto trouble = trouble_of(receipt.error());
      if (!trouble) return later(Error(trouble.error()));
      return later(again(*trouble));
    }
    Reply reply = see_other(next);
    reply.cookies.push_back({press_cookie(*adding), press.text(), 15 * 60});
    reply.cookies.push_back({draft_cookie(*adding), "", 0});
    later(std::move(reply));
  };
  const Result<> queued = services.intake.accept(scope_of(request), adding->activity.id,
                                                 std::move(response), arrival, told);
  if (!queued) told(Error(queued.error()));
}

Html kept_banner(Services& services, const Request& request, const Adding& adding) {
  const auto press = PressKey::parse(request.cookie(press_cookie(adding)));
  if (!press) return {};
  const auto receipt = services.intake.receipt(scope_of(request), adding.activity.id, *press);
  if (!receipt) return {};
  Html body = el("p", tr("Reference:"), " ", el("strong", receipt->reference));
  if (receipt->late)
    body +=
        paragraph(tr("It reached us after the closing day, so it is kept as late until somebody "
                     "accepts it or leaves it out."));
  if (adding.channel == "paper")
    body += paragraph(tr("Write the reference on the sheet."));
  else if (!receipt->private_part.empty())
    body += details({.summary = tr("Their private part"),
                     .body = join(paragraph(tr("With it they can read their own words again, and "
                                               "take them back. Give it to them alone; it is shown "
                                               "for 15 minutes.")),
                                  el("p", {{"class", "heed-code"}}, receipt->private_part))});
  return notification_banner({.heading = tr("It is kept."), .body = body, .success = true});
}

namespace {

listen::ChannelLine sum_of(const std::vector<listen::ChannelLine>& lines) {
  listen::ChannelLine all{.channel = ""};
  for (const listen::ChannelLine& line : lines) {
    all.received += line.received;
    all.counted += line.counted;
    all.quarantined += line.quarantined;
    all.withdrawn += line.withdrawn;
    all.late += line.late;
    all.attended += line.attended;
  }
  return all;
}

Html sum_said(const listen::ChannelLine& all) {
  return paragraph(
      tr("{received} received = {counted} counted + {aside} set aside + {withdrawn} withdrawn + "
         "{late} late.",
         {{"received", said_number(all.received)},
          {"counted", said_number(all.counted)},
          {"aside", said_number(all.quarantined)},
          {"withdrawn", said_number(all.withdrawn)},
          {"late", said_number(all.late)}}));
}

}  // namespace

Result<Html> channel_sum(Services& services, const Request& request,
                         const plan::Activity& activity) {
  if (!may(request, Capability::read_text)) return Html();
  const auto lines = TRY(services.channels.lines(scope_of(request), activity.id));
  return lines.empty() ? Html() : sum_said(sum_of(lines));
}

Result<Html> channel_table(Services& services, const Request& request,
                           const plan::Activity& activity) {
  if (!may(request, Capability::read_text)) return Html();
  const auto lines = TRY(services.channels.lines(scope_of(request), activity.id));
  if (lines.empty()) return paragraph(tr("Nothing has come yet."));
  const listen::ChannelLine all = sum_of(lines);
  std::vector<std::vector<Html>> rows;
  const auto row = [&](const std::string& name, const listen::ChannelLine& line) {
    rows.push_back({text(name), text(said_number(line.received)), text(said_number(line.counted)),
                    text(said_number(line.quarantined)), text(said_number(line.withdrawn)),
                    text(said_number(line.late))});
  };
  for (const listen::ChannelLine& line : lines) row(listen::channel_said(line.channel), line);
  row(tr("All"), all);
  Html heads;
  if (all.attended > 0)
    heads =
        paragraph(tr_n("{n} person was counted at events; a note is one response, however many "
                       "were there.",
                       "{n} people were counted at events; a note is one response, however many "
                       "were there.",
                       all.attended));
  return join(sum_said(all),
              table({.caption = tr("What came, by channel"),
                     .columns = {{tr("Channel")},
                                 {tr("Received"), true},
                                 {tr("Counted"), true},
                                 {tr("Set aside"), true},
                                 {tr("Withdrawn"), true},
                                 {tr("Late"), true}},
                     .rows = std::move(rows)}),
              heads);
}

}  // namespace heed::web::staff
