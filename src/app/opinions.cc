// heed opinions: who votes alike on statements, and what each group stands for.
#include <CLI/CLI.hpp>

#include "app/command.h"
#include "app/comments_in.h"
#include "app/opinions_in.h"
#include "app/opinions_out.h"
#include "app/results_out.h"
#include "platform/batch_memory.h"

namespace heed::app {
namespace {

struct OpinionCommand {
  std::string votes, comments, polis, polis_math, out;
  int groups = 0;
  int threads = 2;
};

Result<Conversation> conversation(const OpinionCommand& options) {
  if (!options.polis.empty()) return read_polis_export(options.polis);
  if (!options.polis_math.empty()) return read_polis_math(options.polis_math);
  return read_votes(options.votes, options.comments);
}

Result<> find_groups(const OpinionCommand& options) {
  TRY(results_fit_in_folder(options.out, "--out"));
  const Conversation in = TRY(conversation(options));
  if (in.votes.empty()) return refuse("There are no votes in the file.");
  for (const std::string& remark : in.remarks) std::fprintf(stderr, "heed: %s\n", remark.c_str());
  text::OpinionOptions wanted{.groups_wanted = options.groups, .threads = options.threads};
  Progress progress("Grouping");
  wanted.progress = [&progress](double done) {
    progress.at(done);
    return true;
  };
  const text::Opinions found =
      text::opinion_groups({.participants = static_cast<std::uint32_t>(in.participants.size()),
                            .statements = static_cast<std::uint32_t>(in.statements.size()),
                            .votes = in.votes,
                            .moderated_out = in.moderated_out,
                            .let_in = in.let_in},
                           wanted);
  TRY(write_opinions(in, found, options.out));
  std::printf("%zu people in %zu groups, in %s\n", in.participants.size(), found.groups.size(),
              options.out.c_str());
  return Done{};
}

}  // namespace

Work add_opinions(CLI::App& command) {
  auto options = std::make_shared<OpinionCommand>();
  auto* from = command.add_option_group("votes", "Where the votes are");
  from->add_option("--votes", options->votes,
                   "A row for each vote: participant, statement, vote (1, 0, -1, or agree, pass, "
                   "disagree), and timestamp where there is one; or a column for each statement");
  from->add_option("--polis", options->polis, "A folder that Polis exported");
  from->add_option("--polis-math", options->polis_math,
                   "A folder with Polis's votes.json, comments.json and math-pca2.json; of the "
                   "last, only who is let in and what is moderated out is used");
  from->require_option(1);
  command.add_option("--comments", options->comments,
                     "With --votes: the statements' words (comment-id, comment-body, moderated)");
  command.add_option("--groups", options->groups, "How many groups; found when not said")
      ->check(CLI::Range(2, 26));
  command.add_option("--threads", options->threads, "The result is the same for any number")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command
      .add_option("--out", options->out,
                  "A folder for participants.csv, statements.csv, groups.json and report.html")
      ->required();
  return [options] {
    platform::use_batch_memory();
    const Result<> done = find_groups(*options);
    return done ? 0 : failed(done.error());
  };
}

}  // namespace heed::app
