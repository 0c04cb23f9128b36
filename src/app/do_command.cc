// What a running Heed, or an opened house, does for a command.
#include <boost/json.hpp>
#include <fstream>

#include "app/control.h"
#include "app/import_file.h"
#include "app/let_know.h"

namespace heed::app {
namespace {

using Words = std::vector<std::string>;

Result<std::string> backup(House& house, const Words& words) {
  if (words.size() != 1) return refuse("Say one folder to back up into.");
  TRY(house.backup(words[0]));
  return fmt::format("Backed up into {}. Its keys/ folder opens everything: keep it elsewhere.\n",
                     words[0]);
}

Result<std::string> add_person(House& house, const Words& words) {
  if (words.size() < 3) return refuse("Say a name, an e-mail address and at least one role.");
  partners::NewPerson person{.name = words[0], .email = words[1], .organisation = {}, .roles = {}};
  for (std::size_t w = 2; w < words.size(); ++w) {
    const auto role = partners::role(words[w]);
    if (!role)
      return refuse(
          fmt::format("“{}” is not a role. Roles are engagement_lead, analyst, "
                      "equality_adviser, decision_secretary, administrator and outside_analyst.",
                      words[w]));
    person.roles.push_back(*role);
  }
  const Scope scope = TRY(operator_scope(house));
  const PersonId id = TRY(house.partners.add_person(scope, person));
  const std::string token = TRY(house.partners.make_link(scope, partners::LinkKind::invite, id));
  return fmt::format("{} can set a password within 30 minutes at /staff/link/{}\n", words[0],
                     token);
}

Result<std::string> list_users(House& house) {
  std::string out;
  for (const partners::Person& person : TRY(house.partners.people(TRY(operator_scope(house))))) {
    std::string roles;
    for (const partners::Role role : person.roles)
      roles += (roles.empty() ? "" : ",") + std::string(to_text(role));
    out += fmt::format("{}\t{}\t{}\t{}\n", person.name, person.email, roles,
                       person.active ? "active" : "inactive");
  }
  return out;
}

Result<std::string> link_for(House& house, const Words& words) {
  if (words.size() != 1) return refuse("Say one e-mail address.");
  const auto token = TRY(house.partners.make_reset_link(words[0]));
  if (!token) return refuse("Nobody active here has that address.");
  return fmt::format("A new password can be set within 30 minutes at /staff/link/{}\n", *token);
}

Result<std::string> set_up_link(House& house) {
  return fmt::format("The first administrator can be made within 30 minutes at /staff/link/{}\n",
                     TRY(house.partners.make_setup_link()));
}

Result<std::string> verify(House& house) {
  const Scope scope = TRY(operator_scope(house));
  const std::uint64_t entries = TRY(house.record.verify(scope.partnership()));
  return fmt::format("The record is whole: {} entries.\n", entries);
}

// Written by whoever has the house, so that a big file goes through no socket.
Result<std::string> export_to(House& house, const Words& words) {
  if (words.size() != 3) return refuse("Say an activity, a format and a file.");
  const auto format = listen::export_format_named(words[1]);
  const auto id = ActivityId::parse(words[0]);
  if (!id)
    return refuse("That is not the id of an activity. It stands in the address of its page.");
  if (!format) return refuse("The format is csv, xlsx or json.");
  const Scope scope = TRY(operator_scope(house));
  const auto partnership = TRY(house.partners.partnership());
  const auto activity = house.activities.activity(scope, *id);
  if (activity.failed_with(ErrorKind::not_found)) return refuse("There is no such activity here.");
  // What nobody has looked through yet may name somebody.
  TRY(house.moderation.look_at_all(scope));
  std::ofstream file(words[2], std::ios::binary | std::ios::trunc);
  if (!file) return refuse(fmt::format("{} cannot be written.", words[2]));
  const std::int64_t rows = TRY(house.exports.write(
      scope, *id, *format, partnership->zone, [&](std::string_view bytes) -> Result<> {
        if (file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return Done{};
        return refuse(fmt::format("{} could not be written to its end.", words[2]));
      }));
  file.close();
  if (!file) return refuse(fmt::format("{} could not be written to its end.", words[2]));
  return boost::json::serialize(
             boost::json::object{{"file", words[2]}, {"format", words[1]}, {"responses", rows}}) +
         "\n";
}

}  // namespace

Result<Scope> operator_scope(House& house) {
  const auto partnership = TRY(house.partners.partnership());
  if (!partnership)
    return refuse("There is no partnership here yet. Start `heed serve` once first.");
  return Scope::for_operator(partnership->id);
}

Result<std::string> do_command(House& house, const std::string& command, const Words& words) {
  if (command == "backup") return backup(house, words);
  if (command == "user-add") return add_person(house, words);
  if (command == "user-list") return list_users(house);
  if (command == "user-link") return link_for(house, words);
  if (command == "user-setup") return set_up_link(house);
  if (command == "verify") return verify(house);
  if (command == "bounces") return read_bounces(house, words);
  if (command == "letters") return print_letters(house, words);
  if (command == "export") return export_to(house, words);
  if (command == "import") {
    const Scope scope = TRY(operator_scope(house));
    return import_file(house, scope, words);
  }
  return refuse("That is not a command.");
}

}  // namespace heed::app
