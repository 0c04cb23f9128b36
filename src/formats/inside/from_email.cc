// One e-mail that somebody sent (.eml): one response, in their words. Who wrote is not kept.
#include "formats/inside/catalogue.h"
#include "formats/inside/columns.h"
#include "formats/inside/mail_text.h"
#include "formats/mail_in.h"

namespace heed::formats::inside {

bool is_email(Looked& file) {
  return !file.is_zip() && file.json() == nullptr && starts_as_mail(file.bytes());
}

Result<SurveyFile> read_email(Looked& file) {
  MailText mail = TRY(read_mail(file.bytes()));
  SurveyFile read{.kind = "email", .encoding = "UTF-8", .title = mail.subject};
  read.table.kind = "email";
  read.table.header = {"What they wrote", "Date", "Channel"};
  read.uses = {ColumnUse::answer, ColumnUse::date, ColumnUse::channel};
  if (mail.date.empty()) {
    read.uses[1] = ColumnUse::leave_out;
    read.not_carried.push_back({"header Date", "it has none"});
  }
  read.table.rows.push_back({1, {std::move(mail.words), std::move(mail.date), "email"}});
  read.not_carried.push_back({"header From", std::string(kWhyPersonal)});
  if (!mail.subject.empty())
    read.not_carried.push_back(
        {"header Subject", "it is offered as the title, and is not part of the words"});
  for (const MailText::File& each : mail.attachments)
    read.not_carried.push_back({"attachment " + each.name, "attached files are not read"});
  for (std::string& remark : mail.remarks) read.not_carried.push_back({"file", std::move(remark)});
  return read;
}

}  // namespace heed::formats::inside
