#include "web/staff/inside/desk.h"

#include <charconv>

namespace heed::web::staff {

std::string tr_n(Literal one, Literal many, std::int64_t count) {
  return pages::tr_n(Words::english(), one, many, static_cast<std::uint64_t>(count));
}

std::string said_number(std::int64_t count) {
  return number(Words::english(), static_cast<std::uint64_t>(count));
}

std::string typed(const Request& request, std::string_view name, std::string_view stored) {
  return std::string(request.has_field(name) ? request.field(name) : stored);
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::int64_t page_asked(const Request& request) {
  constexpr std::int64_t kPagesMax = 1'000'000;  // Keeps a product with a page's length small.
  return std::clamp<std::int64_t>(whole_number(request.asked("page")).value_or(1), 1, kPagesMax);
}

std::string Trouble::about(std::string_view field) const {
  for (const Mistake& mistake : mistakes)
    if (mistake.field_id == field) return mistake.message;
  return "";
}

void Trouble::add(std::string field, std::string message) {
  mistakes.push_back({std::move(field), std::move(message)});
  if (status == 200) status = 400;
}

Result<Trouble> trouble_of(const Error& error, std::string field) {
  Trouble trouble;
  std::string message = error.said;
  switch (error.kind) {
    case ErrorKind::invalid:
    case ErrorKind::too_large:
      trouble.status = 400;
      if (message.empty()) message = tr("This cannot be taken as it is. Check what you entered.");
      break;
    case ErrorKind::conflict:
      trouble.status = 409;
      trouble.conflict = true;
      if (message.empty())
        message = tr("Somebody changed this while you were looking at it. Look at it again.");
      break;
    case ErrorKind::busy:
    case ErrorKind::disk_full:
    case ErrorKind::storage:
    case ErrorKind::unavailable:
      trouble.status = 503;
      if (message.empty())
        message = tr("Not saved yet. What you entered is still here. Try again.");
      break;
    case ErrorKind::closed:
    case ErrorKind::denied:
    case ErrorKind::not_found:
      if (message.empty()) return Error(error);
      trouble.status = 400;
      break;
    case ErrorKind::internal:
      return Error(error);
  }
  trouble.mistakes.push_back({std::move(field), std::move(message)});
  return trouble;
}

const Scope& scope_of(const Request& request) { return request.signed_in().scope; }

bool may(const Request& request, Capability capability) {
  return scope_of(request).may(capability);
}

Html not_for_you() {
  return inset_text(paragraph(tr("Your role does not include reading what people said.")));
}

Reply show(const Services& services, const Request& request, Page page, const Trouble& trouble) {
  page.area = Area::staff;
  page.partnership = services.partnership_name;
  if (request.who) {
    page.signed_in_name = request.who->person_name;
    page.csrf = request.who->csrf_token;
  }
  if (page.title.empty()) page.title = page.heading;
  if (trouble.any()) {
    page.has_error = true;
    page.banner = join(error_summary(trouble.mistakes), page.banner);
  }
  return html(pages::page(page), trouble.any() ? trouble.status : 200);
}

Html post(const Request& request, std::string_view path, const Html& body, bool multipart) {
  return form({.action = Href(path),
               .body = body,
               .csrf = request.who ? request.who->csrf_token : "",
               .multipart = multipart});
}

}  // namespace heed::web::staff
