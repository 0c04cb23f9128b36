// Choices with room for own words beside some: what choose_one, choose_many, capacity and about
// share.
#include "questions/inside/parts.h"

#include "base/text.h"

namespace heed::questions::inside {
namespace {

// Words beside an answer that was not chosen, while another was: asked about, never dropped.
constexpr std::string_view kBeside = "beside";

std::string words_beside(const Value& value, std::string_view id) {
  for (const Pick& pick : value)
    if ((pick.item.empty() || pick.item == kBeside) && pick.code == id && !pick.words.empty())
      return pick.words;
  return "";
}

Html more_of(const Choice& choice, const Value& value, const Box& box, const pages::Words& words) {
  if (choice.speaks_for) {
    const Pick* const name = pick_of(value, "name");
    const Pick* const many = pick_of(value, "speaks_for");
    const Pick* const asked = pick_of(value, "asked");
    const std::string id = box.name + "-" + choice.id;
    return join(pages::input({.name = id + "-name",
                              .label = std::string(tr(words, "Which organisation?")),
                              .value = name == nullptr ? "" : name->words},
                             words),
                pages::input({.name = id + "-many",
                              .label = std::string(tr(words, "How many people does it speak for?")),
                              .value = many == nullptr ? "" : many->code,
                              .inputmode = "numeric",
                              .width = 10},
                             words),
                pages::input({.name = id + "-asked",
                              .label = std::string(tr(words, "How did you ask them? (optional)")),
                              .hint = std::string(tr(words,
                                                     "Such as a meeting, a survey of members, or "
                                                     "a decision of the committee.")),
                              .value = asked == nullptr ? "" : asked->words},
                             words));
  }
  if (!choice.own_words) return {};
  return pages::input({.name = box.name + "-" + choice.id + "-words",
                       .label = std::string(tr(words, "Please say")),
                       .value = words_beside(value, choice.id)},
                      words);
}

}  // namespace

Html choices_box(const Question& question, HowMany how_many, const Box& box,
                 const pages::Words& words) {
  const Value value = picks(box.kept);
  pages::Radios boxes{.name = box.name,
                      .legend = label_of(question, words),
                      .hint = hint_of(question, box, words),
                      .error = box.error,
                      .heading = box.heading};
  std::string group;
  bool alone_before = true;
  for (const Choice& choice : question.choices) {
    const std::string its_group = text_of(choice.group, words.language());
    boxes.options.push_back({.value = choice.id,
                             .label = text_of(choice.text, words.language()),
                             .hint = text_of(choice.help, words.language()),
                             .chosen = has_pick(value, "", choice.id),
                             .more = more_of(choice, value, box, words),
                             .or_before = choice.alone && !alone_before,
                             .group = its_group == group ? "" : its_group});
    group = its_group;
    alone_before = choice.alone;
  }
  return how_many == HowMany::one ? pages::radios(boxes, words) : pages::checkboxes(boxes, words);
}

std::string read_choices(const Question& question, HowMany how_many, const Typed& typed) {
  Value value;
  for (const std::string_view id : typed.all(""))
    if (!id.empty() && !has_pick(value, "", id)) value.push_back({"", std::string(id)});
  const bool none_chosen = value.empty();
  for (const Choice& choice : question.choices) {
    if (choice.own_words) {
      const std::string said(typed.field("-" + choice.id + "-words"));
      if (trimmed(said).empty()) continue;
      const auto chosen = std::ranges::find_if(
          value, [&](const Pick& pick) { return pick.item.empty() && pick.code == choice.id; });
      if (chosen != value.end())
        chosen->words = said;
      else
        value.push_back({how_many == HowMany::several || none_chosen ? "" : std::string(kBeside),
                         choice.id, said});
    }
    if (choice.speaks_for) {
      const std::string name(typed.field("-" + choice.id + "-name"));
      const std::string many(trimmed(typed.field("-" + choice.id + "-many")));
      const std::string number = plain_number(many);
      const std::string asked(typed.field("-" + choice.id + "-asked"));
      if (trimmed(name).empty() && many.empty() && trimmed(asked).empty()) continue;
      if (!has_pick(value, "", choice.id)) value.push_back({"", choice.id});
      if (!trimmed(name).empty()) value.push_back({"name", choice.id, name});
      if (!many.empty()) value.push_back({"speaks_for", number.empty() ? many : number});
      if (!trimmed(asked).empty()) value.push_back({"asked", choice.id, asked});
    }
  }
  return write_value(value);
}

std::vector<std::string> check_choices(const Question& question, HowMany how_many,
                                       std::string_view kept, const pages::Words& words) {
  Value value;
  if (auto problems = check_picks(question, kept, words, value); !problems.empty()) return problems;
  std::set<std::pair<std::string_view, std::string_view>> seen;
  std::size_t chosen = 0;
  bool alone = false;
  for (const Pick& pick : value) {
    const Choice* const choice = question.choice(pick.code);
    const std::string_view code = pick.item == "speaks_for" ? "" : std::string_view(pick.code);
    if (!seen.emplace(pick.item, code).second)
      return {std::string(tr(words, "Choose each answer once"))};
    if (pick.item == kBeside)
      return {std::string(tr(words,
                             "You wrote beside an answer that you did not choose. Choose it, or "
                             "empty the box."))};
    if (pick.item == "speaks_for") {
      const std::string plain = plain_number(pick.code);
      if (plain.empty() || plain != pick.code || plain.find('.') != std::string::npos ||
          plain.starts_with('-') || plain == "0")
        return {std::string(tr(words, "Write how many people it speaks for in numbers, like 34"))};
      if (std::ranges::none_of(question.choices, &Choice::speaks_for))
        return {std::string(tr(words, "Choose from the answers shown"))};
      continue;
    }
    const bool fits =
        choice != nullptr &&
        (pick.item.empty() ? pick.words.empty() || choice->own_words
                           : (pick.item == "name" || pick.item == "asked") && choice->speaks_for);
    if (!fits) return {std::string(tr(words, "Choose from the answers shown"))};
    if (!pick.item.empty()) continue;
    ++chosen;
    alone = alone || choice->alone;
  }
  if (how_many == HowMany::one && chosen > 1)
    return {std::string(tr(words, "Choose one answer only"))};
  if (alone && chosen > 1)
    return {std::string(tr(words, "One of these answers does not go together with the others"))};
  if (question.choices_max > 0 && chosen > question.choices_max)
    return {
        tr_n(words, "Choose no more than {n}", "Choose no more than {n}", question.choices_max)};
  return {};
}

std::string shown_choices(const Question& question, std::string_view kept,
                          const pages::Words& words) {
  std::string out;
  for (const Pick& pick : picks(kept)) {
    if (!out.empty()) out += "\n";
    if (pick.item == "speaks_for") {
      out += tr(words, "Speaks for {n} people", {{"n", pick.code}});
    } else if (pick.item == "name") {
      out += pick.words;
    } else if (pick.item == "asked") {
      out += tr(words, "How they were asked: {how}", {{"how", pick.words}});
    } else {
      out += said_choice(question.choices, pick.code, words.language());
      if (!pick.words.empty()) out += ": " + pick.words;
    }
  }
  return out;
}

std::vector<ExportColumn> choices_columns(const Question& question, HowMany how_many,
                                          std::string_view language) {
  std::vector<ExportColumn> columns;
  if (how_many == HowMany::one)
    columns.push_back({column_id(question), heading_of(question, language),
                       codes_of(question.choices, language)});
  for (const Choice& choice : question.choices) {
    const std::string text = text_of(choice.text, language);
    if (how_many == HowMany::several)
      columns.push_back({column_id(question, choice.id),
                         heading_of(question, language, text),
                         {{choice.id, text}}});
    if (choice.own_words)
      columns.push_back({column_id(question, choice.id + "/words"),
                         heading_of(question, language, text + " (own words)")});
    if (choice.speaks_for) {
      columns.push_back({column_id(question, choice.id + "/name"),
                         heading_of(question, language, text + " (which)")});
      columns.push_back({.id = column_id(question, choice.id + "/speaks_for"),
                         .heading = heading_of(question, language, text + " (speaks for how many)"),
                         .number = true});
      columns.push_back({column_id(question, choice.id + "/asked"),
                         heading_of(question, language, text + " (how they were asked)")});
    }
  }
  return columns;
}

std::vector<std::string> choices_cells(const Question& question, HowMany how_many,
                                       const Value& value, std::string_view language) {
  std::vector<std::string> cells;
  if (how_many == HowMany::one) {
    const Pick* const pick = pick_of(value, "");
    cells.push_back(pick == nullptr ? "" : said_choice(question.choices, pick->code, language));
  }
  for (const Choice& choice : question.choices) {
    if (how_many == HowMany::several)
      cells.push_back(has_pick(value, "", choice.id) ? text_of(choice.text, language) : "");
    if (choice.own_words) cells.push_back(words_beside(value, choice.id));
    if (choice.speaks_for) {
      const Pick* const name = pick_of(value, "name");
      const Pick* const many = pick_of(value, "speaks_for");
      cells.push_back(name == nullptr ? "" : name->words);
      cells.push_back(many == nullptr ? "" : many->code);
      const Pick* const asked = pick_of(value, "asked");
      cells.push_back(asked == nullptr ? "" : asked->words);
    }
  }
  return cells;
}

std::vector<Counting> choices_countings(const Question& question, HowMany how_many,
                                        std::string_view language) {
  Counting counting{.heading = heading_of(question, language),
                    .lines = {},
                    .several = how_many == HowMany::several};
  for (const Choice& choice : question.choices)
    counting.lines.push_back({text_of(choice.text, language), "", choice.id});
  return {counting};
}

std::vector<Said> own_words_said(const Question& question, std::string_view kept) {
  std::vector<Said> said;
  for (const Pick& pick : picks(kept))
    if (pick.item.empty() && !trimmed(pick.words).empty())
      said.push_back({heading_of(question, "en", said_choice(question.choices, pick.code, "en")),
                      pick.words, pick.code});
  return said;
}

Html paper_choices(const Question& question, HowMany how_many, const pages::Words& words) {
  std::vector<Html> items;
  std::string group;
  for (const Choice& choice : question.choices) {
    const std::string its_group = text_of(choice.group, words.language());
    if (!its_group.empty() && its_group != group)
      items.push_back(el("li", {{"class", "heed-paper-group"}}, its_group));
    group = its_group;
    items.push_back(paper_tick(text_of(choice.text, words.language()), choice.own_words, words));
    if (choice.speaks_for) {
      items.push_back(el("li", tr(words, "Which organisation?"), paper_lines(1)));
      items.push_back(el("li", tr(words, "How many people does it speak for?"), paper_lines(1)));
      items.push_back(el("li", tr(words, "How did you ask them? (optional)"), paper_lines(1)));
    }
  }
  const std::string how =
      how_many == HowMany::one ? std::string(tr(words, "Tick one box"))
      : question.choices_max > 0
          ? tr_n(words, "Tick up to {n} box", "Tick up to {n} boxes", question.choices_max)
          : std::string(tr(words, "Tick all that are right for you"));
  return join(el("p", {{"class", "heed-paper-how"}}, how),
              el("ul", {{"class", "heed-paper-choices"}}, items));
}

}  // namespace heed::questions::inside
