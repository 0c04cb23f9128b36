#include "formats/inside/lss_kinds.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/limits.h"

namespace heed::formats::inside {
namespace {

constexpr std::size_t kCellsApart = 60;  // Of an array of texts or numbers; more is no form.

using Options = std::vector<FoundOption>;

std::string_view any_text(const Texts& texts, std::string_view language) {
  const auto at = texts.find(std::string(language));
  if (at != texts.end()) return at->second;
  return texts.empty() ? std::string_view{} : std::string_view(texts.begin()->second);
}

Options options_of(const std::vector<LssItem>& items, std::string_view scale = "") {
  Options options;
  for (const LssItem& item : items)
    if (scale.empty() || item.scale == scale || (item.scale.empty() && scale == "0"))
      options.push_back({item.code, item.text});
  return options;
}

// What LimeSurvey writes by itself. Its own wordings in other languages are not in the file.
Options fixed(std::initializer_list<std::pair<const char*, const char*>> pairs) {
  Options options;
  for (const auto& [code, text] : pairs) options.push_back({code, {{"en", text}}});
  return options;
}

Options counted(int most) {
  Options options;
  for (int i = 1; i <= most; ++i)
    options.push_back({std::to_string(i), {{"en", std::to_string(i)}}});
  return options;
}

// "Question – row", in each language that has either.
Texts both(const Texts& question, const Texts& row) {
  Texts texts;
  for (const auto* from : {&question, &row})
    for (const auto& [language, unused] : *from) {
      const std::string_view a = any_text(question, language), b = any_text(row, language);
      texts[language] = a.empty()   ? std::string(b)
                        : b.empty() ? std::string(a)
                                    : fmt::format("{} – {}", a, b);
    }
  return texts;
}

std::optional<std::int64_t> whole(const LssQuestion& from, std::string_view attribute) {
  const auto at = from.attributes.find(std::string(attribute));
  if (at == from.attributes.end()) return std::nullopt;
  std::int64_t value = 0;
  const auto& text = at->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Maker {
  const LssQuestion& from;
  std::vector<NotCarried>& not_carried;

  void lost(std::string why) { not_carried.push_back({"question " + from.code, std::move(why)}); }

  FoundQuestion one(std::string_view kind) const {
    FoundQuestion question{.code = from.code,
                           .kind = std::string(kind),
                           .text = from.text,
                           .help = from.help,
                           .required = from.required};
    if (const auto chars = whole(from, "maximum_chars"); chars && *chars > 0)
      question.chars_max = static_cast<std::size_t>(*chars);
    return question;
  }
  std::vector<FoundQuestion> choice(std::string_view kind, Options options) const {
    FoundQuestion question = one(kind);
    question.options = std::move(options);
    question.other = from.other;
    return {std::move(question)};
  }
  std::vector<FoundQuestion> number() const {
    FoundQuestion question = one("number");
    question.least = whole(from, "min_num_value_n");
    question.most = whole(from, "max_num_value_n");
    return {std::move(question)};
  }
  std::vector<FoundQuestion> for_each_row(std::string_view kind) const {
    std::vector<FoundQuestion> all;
    for (const LssItem& row : from.rows) {
      FoundQuestion question = one(kind);
      question.code += "_" + row.code;
      question.text = both(from.text, row.text);
      if (kind == "number") {
        question.least = whole(from, "min_num_value_n");
        question.most = whole(from, "max_num_value_n");
      }
      all.push_back(std::move(question));
    }
    return all;
  }
  FoundQuestion with_comment(std::string_view code, const Texts& about) const {
    FoundQuestion comment = one("long_text");
    comment.code += code;
    comment.text = both(about, {{"en", "Comment"}});
    comment.help.clear();
    comment.required = false;
    return comment;
  }
  std::vector<FoundQuestion> matrix(Options columns) const {
    FoundQuestion question = one("matrix");
    question.options = std::move(columns);
    question.rows = options_of(from.rows, "0");
    return {std::move(question)};
  }
  std::vector<FoundQuestion> two_scales() {
    std::vector<FoundQuestion> all;
    for (const std::string_view scale : {"0", "1"}) {
      FoundQuestion question = one("matrix");
      question.code += scale == "0" ? "_a" : "_b";
      question.options = options_of(from.answers, scale);
      question.rows = options_of(from.rows, "0");
      all.push_back(std::move(question));
    }
    lost("its two scales are asked as two questions");
    return all;
  }
  std::vector<FoundQuestion> cells(std::string_view kind) {
    const Options rows = options_of(from.rows, "0"), columns = options_of(from.rows, "1");
    std::vector<FoundQuestion> all;
    if (rows.size() * std::max<std::size_t>(1, columns.size()) > kCellsApart) {
      lost("its array has too many cells to ask one by one");
      return all;
    }
    for (const FoundOption& row : rows)
      for (const FoundOption& column : columns) {
        FoundQuestion question = one(kind);
        question.code += fmt::format("_{}_{}", row.code, column.code);
        question.text = both(both(from.text, row.text), column.text);
        all.push_back(std::move(question));
      }
    if (!all.empty()) lost("each cell of its array is asked as a question of its own");
    return all;
  }
};

}  // namespace

std::vector<FoundQuestion> as_questions(const LssQuestion& from,
                                        std::vector<NotCarried>& not_carried) {
  Maker make{from, not_carried};
  switch (from.type.empty() ? '?' : from.type.front()) {
    case 'S':
      return {make.one("short_text")};
    case 'T':
    case 'U':
      return {make.one("long_text")};
    case 'N':
      return make.number();
    case 'D':
      return {make.one("date")};
    case 'Q':
      return make.for_each_row("short_text");
    case 'K':
      return make.for_each_row("number");
    case 'L':
    case '!':
      return make.choice("choose_one", options_of(from.answers, "0"));
    case 'O': {
      auto all = make.choice("choose_one", options_of(from.answers, "0"));
      all.push_back(make.with_comment("_comment", from.text));
      return all;
    }
    case 'M':
      return make.choice("choose_many", options_of(from.rows, "0"));
    case 'P': {
      auto all = make.choice("choose_many", options_of(from.rows, "0"));
      for (const LssItem& row : from.rows)
        all.push_back(make.with_comment("_" + row.code + "comment", both(from.text, row.text)));
      return all;
    }
    case 'Y':
      return make.choice("choose_one", fixed({{"Y", "Yes"}, {"N", "No"}}));
    case 'G':
      make.lost("it asks gender with two answers; the harmonised about-you questions ask better");
      return make.choice("choose_one", fixed({{"F", "Female"}, {"M", "Male"}}));
    case '5': {
      FoundQuestion scale = make.one("scale");
      scale.least = 1;
      scale.most = 5;
      return {std::move(scale)};
    }
    case 'A':
      return make.matrix(counted(5));
    case 'B':
      return make.matrix(counted(10));
    case 'C':
      return make.matrix(fixed({{"Y", "Yes"}, {"U", "Uncertain"}, {"N", "No"}}));
    case 'E':
      return make.matrix(fixed({{"I", "Increase"}, {"S", "Same"}, {"D", "Decrease"}}));
    case 'F':
    case 'H':
      return make.matrix(options_of(from.answers, "0"));
    case '1':
      return make.two_scales();
    case ':':
      return make.cells("number");
    case ';':
      return make.cells("short_text");
    case 'R':
      return make.choice("ranking", options_of(from.answers, "0"));
    case '|':
      return {make.one("file")};
    case '*':
      make.lost("it is an equation: nobody answers it, and Heed does not compute it");
      return {};
    case 'I':
      make.lost("it switches language; every page of Heed does");
      return {};
    case 'X':
      return {};
    default:
      make.lost(fmt::format("questions of type “{}” are not known", from.type));
      return {};
  }
}

}  // namespace heed::formats::inside
