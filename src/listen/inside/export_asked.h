// What was asked of the responses of an activity, over every version of its questionnaire, as the
// columns of an export.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "listen/exports.h"
#include "questions/kinds.h"

namespace heed::store {
class Database;
}

namespace heed::listen::inside {

class ExportAsked {
 public:
  // Reads the questionnaire's versions, and the wordings that only files and letters answered.
  static Result<ExportAsked> read(store::Database& main, PartnershipId partnership,
                                  ActivityId activity);
  ExportAsked(std::vector<questions::Questionnaire> versions, std::vector<std::string> wordings);

  // Those of the newest version first, then what only older ones asked. About-you is kept apart and
  // not among them.
  const std::vector<questions::Question>& questions() const { return questions_; }
  // About-you ones, the same way.
  const std::vector<questions::Question>& about() const { return about_; }
  const std::vector<ExportColumn>& columns() const { return columns_; }

  // Where an answer goes: a question by its place; or, past all of them, a wording by its place.
  std::optional<std::size_t> place(QuestionId question) const;
  struct Words {
    std::size_t place;
    std::string choice;  // Of the question, when the words stand beside one.
  };
  std::optional<Words> place(const std::string& wording) const;
  std::size_t places() const { return questions_.size() + wordings_.size(); }

  // What was answered at each place, as the cells of a row, appended to `row`.
  void cells(const std::vector<questions::Value>& answers, std::vector<std::string>& row) const;

 private:
  void add(const questions::Question& question);
  void know_wordings(const questions::Question& question);

  std::vector<questions::Question> questions_, about_;
  std::vector<std::string> wordings_;
  std::vector<ExportColumn> columns_;
  std::unordered_map<std::string, std::size_t> by_id_;  // By the bytes of the id.
  std::unordered_map<std::string, Words> by_wording_;
};

}  // namespace heed::listen::inside
