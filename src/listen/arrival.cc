#include "listen/arrival.h"

#include "base/text.h"

namespace heed::listen {

std::string_view name_of(Sort sort) {
  switch (sort) {
    case Sort::unsaid:
      return "";
    case Sort::view:
      return "view";
    case Sort::experience:
      return "experience";
  }
  return "";
}

Sort sort_named(std::string_view name) {
  if (name == "view") return Sort::view;
  if (name == "experience") return Sort::experience;
  return Sort::unsaid;
}

std::string channel_said(std::string_view channel) {
  constexpr std::pair<std::string_view, std::string_view> kSaid[] = {
      {"web", "Online"},    {"phone", "Phone call"}, {"paper", "Paper form"},
      {"letter", "Letter"}, {"email", "E-mail"},     {"social", "Social media"},
      {"event", "Event"},
  };
  for (const auto& [name, said] : kSaid)
    if (name == channel) return std::string(said);
  return std::string(channel);
}

// Ids that no questionnaire has, the same in every response.
QuestionId whole_question() { return *QuestionId::parse("00000000000000000000000000f00000"); }
QuestionId of_words_question() { return *QuestionId::parse("00000000000000000000000000f0a11d"); }

std::string write_of_words(const OfWords& said) {
  questions::Value value;
  if (said.may_quote) value.push_back({"quote", "yes"});
  for (const auto& [question, sort] : said.sorts)
    if (sort != Sort::unsaid) value.push_back({question.text(), std::string(name_of(sort))});
  return questions::write_value(value);
}

OfWords read_of_words(std::string_view kept) {
  OfWords said;
  for (const questions::Pick& pick : questions::picks(kept)) {
    if (pick.item == "quote") said.may_quote = pick.code == "yes";
    const auto question = QuestionId::parse(pick.item);
    const Sort sort = sort_named(pick.code);
    if (question && sort != Sort::unsaid) said.sorts[*question] = sort;
  }
  return said;
}

QuestionId original_question(std::size_t number) {
  return *QuestionId::parse(fmt::format("{:032x}", 0xf11e0000 + number));
}
questions::Question original_asked(std::size_t number) {
  return {.id = original_question(number),
          .kind = questions::Kind::file,
          .text = {{"en", "The original"}}};
}

QuestionId whom_question() { return *QuestionId::parse(fmt::format("{:032x}", 0xf11d0000)); }

questions::Question whom_asked(const questions::Questionnaire& asked) {
  for (const questions::Question* each : asked.questions())
    if (each->kind == questions::Kind::capacity) {
      questions::Question same = *each;
      same.required = false;  // A letter does not always say.
      same.show_if = {};
      return same;
    }
  return {
      .id = whom_question(),
      .kind = questions::Kind::capacity,
      .text = {{"en", "As whom do they write?"}},
      .choices = {
          {.id = "person", .text = {{"en", "For themselves"}}},
          {.id = "group", .text = {{"en", "For a group or an organisation"}}, .speaks_for = true}}};
}

Note note_of(std::string_view whole, const std::vector<NotePart>& parts,
             const std::vector<std::string>& files, const std::function<QuestionId()>& make_id,
             const std::optional<Whom>& whom) {
  Note note;
  questions::Section section{.title = {{"en", "What they wrote"}}, .questions = {}};
  const auto text = [](QuestionId id, std::string_view wording) {
    return questions::Question{.id = id, .text = {{"en", std::string(wording)}}};
  };
  for (const NotePart& part : parts) {
    const QuestionId id = make_id();
    section.questions.push_back(text(id, part.wording));
    note.answers.emplace_back(id, part.words);
    note.parts[id] = {.answers = part.answers, .sort = part.sort};
  }
  if (whom && !whom->answer.empty()) {
    section.questions.push_back(whom->asked);
    note.answers.emplace_back(whom->asked.id, whom->answer);
  }
  section.questions.push_back(text(whole_question(), "The whole of it"));
  note.answers.emplace_back(whole_question(), whole);
  note.parts[whole_question()] = {.is_voice = false};
  for (std::size_t n = 0; n < files.size(); ++n) {
    section.questions.push_back(original_asked(n));
    note.answers.emplace_back(original_question(n), files[n]);
  }
  note.asked.sections.push_back(std::move(section));
  return note;
}

std::vector<std::string> pieces_of(std::string_view words) {
  std::vector<std::string> pieces;
  std::string piece;
  const auto end_piece = [&] {
    if (!trimmed(piece).empty()) pieces.emplace_back(trimmed(piece));
    piece.clear();
  };
  for (std::size_t at = 0; at <= words.size();) {
    const std::size_t end = std::min(words.find('\n', at), words.size());
    const std::string_view line = words.substr(at, end - at);
    if (trimmed(line).empty())
      end_piece();
    else
      piece += (piece.empty() ? "" : "\n") + std::string(line);
    at = end + 1;
  }
  end_piece();
  return pieces;
}

}  // namespace heed::listen
