// One question of each kind, an honest answer to it, and what nobody should send.
#pragma once

#include <string>
#include <vector>

#include "questions/kinds.h"

namespace heed::questions {

// "Dear all\n", as the file's kind keeps it.
inline constexpr const char* kLetterBase64 = "RGVhciBhbGwK";

inline Choice sample_choice(std::string id, std::string text) {
  Choice choice{.id = std::move(id), .text = {{"en", text}, {"cy", "cy " + text}}};
  choice.text["ar"] = "\xD8\xB9 " + text;
  return choice;
}

inline Question sample_question(Kind kind) {
  Question question{.id = *QuestionId::parse("000000000000000000000000000000a1"), .kind = kind};
  question.text = {{"en", "How do you get there?"}, {"ar", "\xD9\x83\xD9\x8A\xD9\x81 تصل؟"}};
  question.chars_max = 20'000;
  const Asker& asker = asker_of(kind);
  if (asker.has_choices) {
    question.choices = {sample_choice("bus", "By bus"), sample_choice("walk", "On foot"),
                        sample_choice("other", "Some other way")};
    if (kind == Kind::choose_one || kind == Kind::choose_many || kind == Kind::about)
      question.choices.back().own_words = true;
    if (kind == Kind::capacity) {
      question.choices.push_back(sample_choice("organisation", "For an organisation"));
      question.choices.back().speaks_for = true;
    }
    if (kind == Kind::about) {
      question.choices.push_back(sample_choice("prefer-not-to-say", "Prefer not to say"));
      question.choices.back().alone = true;
      question.code_list = "travel/2026";
    }
  }
  if (asker.has_rows)
    question.rows = {sample_choice("day", "By day"), sample_choice("night", "By night")};
  if (kind == Kind::number) question.decimals = 2;
  return question;
}

inline Typed honest_answer(const Question& question) {
  switch (question.kind) {
    case Kind::long_text:
    case Kind::short_text:
      return {.fields = {{"answer", " The 4.40 – last one! \r\n"}}};
    case Kind::choose_one:
    case Kind::about:
      return {.fields = {{"answer", "other"}, {"answer-other-words", " A lift, = mostly "}}};
    case Kind::choose_many:
      return {.fields = {{"answer", "bus"}, {"answer", "other"}, {"answer-other-words", "Taxi"}}};
    case Kind::capacity:
      return {.fields = {{"answer", "bus"},
                         {"answer", "organisation"},
                         {"answer-organisation-name", "Fenmere Carers"},
                         {"answer-organisation-many", "34"},
                         {"answer-organisation-asked", " At our meeting, = 2 May "}}};
    case Kind::scale:
      return {.fields = {{"answer", "4"}}};
    case Kind::matrix:
      return {.fields = {{"answer-day", "bus"}, {"answer-night", "walk"}}};
    case Kind::vote:
      return {.fields = {{"answer-day", "agree"}, {"answer-night", "pass"}}};
    case Kind::ranking:
      return {.fields = {{"answer-bus", "2"}, {"answer-walk", "1"}}};
    case Kind::number:
      return {.fields = {{"answer", "12.5"}}};
    case Kind::date:
      return {.fields = {{"answer-day", "29"}, {"answer-month", "2"}, {"answer-year", "2028"}}};
    case Kind::postcode:
      return {.fields = {{"answer", "zz12 3ab"}}};
    case Kind::file:
      return {.fields = {}, .files = {{"answer", "letter.txt", "text/plain", "Dear all\n"}}};
  }
  return {};
}

inline std::vector<std::string> hostile_texts() {
  return {std::string("a\0b", 3),
          std::string(1024 * 1024, 'x'),
          "\xFF\xFE not text",
          "\xC3",
          "\xE2\x80\xAE right to left \xE2\x80\xAC",
          "one\r\ntwo\rthree\n",
          "\"><script>alert(1)</script>",
          "=1+1",
          "'; drop table response; --",
          "[[\"\",\"bus\"]]",
          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
          "{\"a\":1}",
          "-1e309",
          "99999999999999999999",
          "NaN",
          "../../etc/passwd",
          "\xF0\x9F\x9A\x8C\xE2\x80\x8D\xF0\x9F\x92\xBA",
          "Z\xCC\xB6\xCD\x8A\xCC\x81",
          "\xD9\x84\xD8\xA7",
          "%s%n{}{0}",
          "prefer-not-to-say"};
}

// `bad` in every field that the kind has, one at a time and all at once.
inline std::vector<Typed> hostile_answers(const Question& question, const std::string& bad) {
  std::vector<std::string> names = {"answer",     "answer-none",  "answer-remove",
                                    "answer-day", "answer-month", "answer-year"};
  for (const Choice& choice : question.choices)
    for (const char* more : {"", "-words", "-name", "-many"})
      names.push_back("answer-" + choice.id + more);
  for (const Choice& row : question.rows) names.push_back("answer-" + row.id);
  std::vector<Typed> all;
  Typed every;
  for (const std::string& name : names) {
    // Text kinds have one field; the rest belongs to kinds that do.
    if (asker_of(question).is_text && name != "answer") continue;
    all.push_back({.fields = {{name, bad}}});
    every.fields.emplace_back(name, bad);
    if (asker_of(question).is_text) continue;
    every.fields.emplace_back(name, bad);
  }
  all.push_back(every);
  all.push_back({.fields = {}, .files = {{"answer", bad, bad, bad}}});
  all.push_back({.fields = {}, .files = {{"answer", "letter.txt", bad, bad}}});
  if (asker_of(question).is_text) all.resize(1);
  return all;
}

inline std::vector<Typed> unknown_choices(const Question& question) {
  std::vector<Typed> all = {{.fields = {{"answer", "nowhere"}}},
                            {.fields = {{"answer", "BUS"}}},
                            {.fields = {{"answer", "bus "}}}};
  for (const Choice& row : question.rows) {
    all.push_back({.fields = {{"answer-" + row.id, "nowhere"}}});
    all.push_back({.fields = {{"answer-" + row.id, "bus"}, {"answer-" + row.id, "walk"}}});
  }
  if (question.kind == Kind::ranking) {
    all.push_back({.fields = {{"answer-bus", "1"}, {"answer-walk", "1"}}});
    all.push_back({.fields = {{"answer-bus", "2"}}});
    all.push_back({.fields = {{"answer-bus", "0"}}});
  }
  return all;
}

}  // namespace heed::questions
