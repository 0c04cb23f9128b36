#include "app/demo_story.h"

#include "base/embedded.h"
#include "formats/table_in.h"
#include "partners/role.h"

namespace heed::app {

const std::vector<Somebody>& cast() {
  using enum partners::Role;
  static const std::vector<Somebody> all = {
      {kPriya, "priya@fenmere.example", "leads engagement", {engagement_lead, administrator}},
      {kTom, "tom@fenmere.example", "plans at a community trust", {engagement_lead}},
      {kJo, "jo@fenmere.example", "analyst at an agency", {analyst}},
      {kAmina, "amina@fenmere.example", "equality adviser", {equality_adviser}},
      {kOsei, "osei@fenmere.example", "board member", {decision_secretary}},
      {kSue, "sue@fenmere.example", "secretary of the board", {decision_secretary}},
      {"Nadia Cole", "nadia@fenmere.example", "looks after Heed", {administrator}},
  };
  return all;
}

Result<std::vector<std::vector<std::string>>> demo_rows(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files("demo")) {
    if (file.name != name) continue;
    formats::TableIn table = TRY(formats::read_table(file.name, file.bytes));
    std::vector<std::vector<std::string>> rows;
    for (formats::TableRow& row : table.rows) {
      row.cells.resize(table.header.size());
      rows.push_back(std::move(row.cells));
    }
    return rows;
  }
  return fail(ErrorKind::internal, "no such file in demo/");
}

Result<> Story::add(const Somebody& somebody, std::string_view password) {
  const PersonId id = TRY(house.partners.add_person(heed_itself(), {.name = somebody.name,
                                                                    .email = somebody.email,
                                                                    .organisation = {},
                                                                    .roles = somebody.roles}));
  const std::string token =
      TRY(house.partners.make_link(heed_itself(), partners::LinkKind::invite, id));
  TRY(house.partners.use_link(
      token,
      {.password = std::string(password), .name = {}, .email = {}, .partnership = std::nullopt}));
  std::uint32_t may = 0;
  for (const partners::Role role : somebody.roles) may |= partners::capabilities_of(role);
  people_.emplace(somebody.name, Scope::for_person(partnership_.id, id, may));
  return Done{};
}

Scope Story::as(std::string_view name) const {
  const auto found = people_.find(name);
  CHECK(found != people_.end());
  return found->second;
}

TimeMs Story::day(double days, int hour) const {
  return began_ +
         (static_cast<std::int64_t>(days * static_cast<double>(kDayMs)) + hour * (kDayMs / 24));
}

Result<> Story::answer(ActivityId activity, const questions::Answers& answers,
                       std::optional<PressKey> key) {
  const questions::Questionnaire asked = TRY(house.activities.questionnaire(anyone(), activity));
  questions::Checked checked =
      questions::check_response(asked, key ? *key : house.random.id<PressKey>(), answers);
  if (!checked.response) return fail(ErrorKind::internal, "an answer of the story does not fit");
  auto kept = std::make_shared<std::promise<Result<>>>();
  waiting_.push_back(kept->get_future());
  return house.intake.accept(anyone(), activity, std::move(*checked.response), "web",
                             [kept](Result<listen::Receipt> receipt) {
                               if (receipt)
                                 kept->set_value(Done{});
                               else
                                 kept->set_value(Error(receipt.error()));
                             });
}

Result<> Story::all_kept() {
  for (auto& one : waiting_) TRY(one.get());
  waiting_.clear();
  return Done{};
}

Result<> Story::bring_in(ActivityId activity, std::string_view file, std::string_view question,
                         const std::vector<listen::Role>& roles,
                         const std::vector<std::vector<std::string>>& rows) {
  std::string csv;
  const auto line = [&](const auto& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      csv += i == 0 ? "\"" : ",\"";
      for (const char c : cells[i]) csv += c == '"' ? "\"\"" : std::string(1, c);
      csv += '"';
    }
    csv += "\r\n";
  };
  std::vector<std::string> heading;
  for (const listen::Role role : roles) heading.emplace_back(listen::name_of(role));
  line(heading);
  for (const auto& row : rows) line(row);
  TRY(house.imports.run(as(kPriya), activity, file, csv,
                        {.roles = roles, .question = std::string(question)}, zone()));
  return Done{};
}

Result<> Story::tell() {
  TRY(house.happened.tell(heed_itself(), house.told));
  TRY(house.told.print_run(heed_itself(), {"http://127.0.0.1:8080", partnership_.name}));
  return Done{};
}

PressKey maries_answer() {
  std::array<std::byte, 16> bytes{};
  constexpr std::string_view kName = "Marie, Saltby";
  for (std::size_t i = 0; i < kName.size(); ++i) bytes[i] = static_cast<std::byte>(kName[i]);
  return PressKey::from(bytes);
}

}  // namespace heed::app
