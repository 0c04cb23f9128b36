// heed code: learns from comments that people have coded, and codes others, keeping nothing.
#include <CLI/CLI.hpp>

#include "app/command.h"
#include "app/comments_in.h"
#include "app/labels_in.h"
#include "app/results_out.h"
#include "formats/csv_out.h"
#include "platform/batch_memory.h"
#include "platform/files.h"
#include "text/coding.h"

namespace heed::app {
namespace {

struct CodeOptions {
  std::string train, labels, apply, out;
  CommentColumns columns;
  bool single = false;
  bool all = false;
};

std::vector<text::Document> documents_of(const Comments& comments) {
  std::vector<text::Document> out;
  out.reserve(comments.size());
  for (std::size_t i = 0; i < comments.size(); ++i) {
    out.push_back({comments.text(i), comments.question(i)});
  }
  return out;
}

// Three files are read: what is wrong says in which.
template <class Value>
Result<Value> of_file(const std::string& file, Result<Value>&& read) {
  if (!read && !read.error().said.empty() && !read.error().said.contains(file)) {
    Error error = read.error();
    error.said = fmt::format("{}: {}", file, error.said);
    return error;
  }
  return std::move(read);
}

// How many were coded. A single code for each: a comment without one teaches nothing.
Result<std::size_t> teach(text::Coder& coder, const Comments& comments, const LabelsIn& labels,
                          bool single) {
  std::size_t coded = 0;
  for (std::size_t i = 0; i < comments.size(); ++i) {
    const auto themes = labels.of(comments.id(i));
    if (!themes || (single && themes->empty())) continue;
    coder.code(static_cast<std::uint32_t>(i), *themes);
    ++coded;
  }
  if (coded == 0) {
    return refuse("None of the labels' ids is the id of a comment to learn from.");
  }
  return coded;
}

class Predictions {
 public:
  Predictions(const LabelsIn& labels, bool all) : names_(labels.names()), all_(all) {
    csv_.row({"id", "theme", "confidence"});
  }

  void add(std::string_view id, std::span<const float> probabilities,
           const std::vector<text::Said>& said) {
    if (all_) {
      for (std::size_t t = 0; t < names_.size(); ++t) row(id, t, probabilities[t]);
      return;
    }
    for (const text::Said& one : said) {
      row(id, static_cast<std::size_t>(one.theme), one.probability);
    }
  }
  const std::string& bytes() const { return bytes_; }
  std::size_t rows() const { return rows_; }

 private:
  void row(std::string_view id, std::size_t theme, float probability) {
    csv_.cell(id).cell(names_[theme]).cell(fmt::format("{:.6f}", probability)).end_row();
    ++rows_;
  }

  std::vector<std::string> names_;
  bool all_;
  std::size_t rows_ = 0;
  std::string bytes_;
  // Read back by programs: every cell as it is.
  formats::CsvOut csv_{[this](std::string_view bytes) { bytes_ += bytes; },
                       formats::CsvOut::Formulas::as_they_are};
};

Result<> code(const CodeOptions& options) {
  TRY(results_fit_in_file(options.out, "--out"));
  const Comments train = TRY(of_file(options.train, read_comments(options.train, options.columns)));
  const LabelsIn labels = TRY(of_file(options.labels, read_labels(options.labels)));
  const Comments apply = TRY(of_file(options.apply, read_comments(options.apply, options.columns)));
  if (labels.names().empty()) return refuse("The labels name no theme.");

  // Those to be coded lend their words to the others, so the learner sees all of them.
  std::vector<text::Document> documents = documents_of(train);
  const std::vector<text::Document> asked = documents_of(apply);
  documents.insert(documents.end(), asked.begin(), asked.end());
  text::Coder coder(documents, static_cast<int>(labels.names().size()),
                    {.single = options.single, .threads = 2});
  const std::size_t coded = TRY(teach(coder, train, labels, options.single));

  Progress progress("Coding");
  coder.learn();
  Predictions predictions(labels, options.all);
  constexpr std::size_t kAtOnce = 10'000;
  for (std::size_t begin = 0; begin < asked.size(); begin += kAtOnce) {
    progress.at(static_cast<double>(begin) / static_cast<double>(asked.size()));
    const auto part = std::span(asked).subspan(begin, std::min(kAtOnce, asked.size() - begin));
    const text::Probabilities probabilities = coder.probabilities(part);
    const auto said = coder.themes_of(probabilities);
    for (std::size_t i = 0; i < part.size(); ++i) {
      predictions.add(apply.id(begin + i), probabilities.of(i), said[i]);
    }
  }
  TRY(make_folder_for(options.out));
  TRY(platform::write_file_durably(options.out, predictions.bytes(),
                                   platform::Readable::by_everyone));
  std::printf("%zu rows for %zu comments, learnt from %zu, in %s\n", predictions.rows(),
              asked.size(), coded, options.out.c_str());
  return Done{};
}

}  // namespace

Work add_code(CLI::App& command) {
  auto options = std::make_shared<CodeOptions>();
  command.add_option("--train", options->train, "Comments that people coded, or some of them")
      ->required();
  command
      .add_option("--labels", options->labels, "Their codes: id and theme (or label), a row each")
      ->required();
  command.add_option("--apply", options->apply, "Comments to code")->required();
  add_comment_columns(command, options->columns);
  command.add_flag("--single", options->single, "Exactly one theme for each comment");
  command.add_flag("--all", options->all, "Every theme's probability, whether assigned or not");
  command.add_option("--out", options->out, "A CSV file of id, theme and confidence")->required();
  return [options] {
    platform::use_batch_memory();
    const Result<> done = code(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
