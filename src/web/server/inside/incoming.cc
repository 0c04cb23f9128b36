#include "web/server/inside/incoming.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/limits.h"
#include "web/server/inside/decode.h"

namespace heed::web {
namespace {

std::optional<Method> method_of(std::string_view name) {
  if (name == "GET" || name == "HEAD") return Method::get;
  if (name == "POST") return Method::post;
  if (name == "PUT") return Method::put;
  if (name == "PATCH") return Method::patch;
  if (name == "DELETE") return Method::remove;
  return std::nullopt;
}

}  // namespace

bool read_request(const boost::beast::http::request<boost::beast::http::string_body>& message,
                  const GateVerdict& verdict, const std::vector<std::string>& trusted_proxies,
                  Request& request) {
  const auto method = method_of(verdict.method);
  if (!method) return false;
  request.method = *method;
  request.target = verdict.target;
  for (const auto& field : message) {
    request.headers.emplace_back(lower_ascii(std::string_view(field.name_string())),
                                 std::string(std::string_view(field.value())));
  }
  auto path = decoded_path(request.target);
  if (!path) return false;
  request.path = *std::move(path);
  if (const auto mark = request.target.find('?'); mark != std::string::npos) {
    auto query =
        decoded_form(std::string_view(request.target).substr(mark + 1), limits::kFormFields);
    if (!query) return false;
    request.query = *std::move(query);
  }
  request.cookies = read_cookies(request.header("cookie"));
  request.content_type = media_type(request.header("content-type"));
  if (std::ranges::find(trusted_proxies, request.peer) != trusted_proxies.end()) {
    // The last one is what our proxy saw; those before it are what somebody said.
    std::string_view seen = request.header("x-forwarded-for");
    if (const auto comma = seen.rfind(','); comma != std::string_view::npos) {
      seen.remove_prefix(comma + 1);
    }
    while (seen.starts_with(' ')) seen.remove_prefix(1);
    if (!seen.empty()) request.peer = seen;
  }
  return true;
}

}  // namespace heed::web
