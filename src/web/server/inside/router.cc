#include "web/server/inside/router.h"

#include <algorithm>

#include "base/check.h"

namespace heed::web {
namespace {

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

// "/a/b" -> "a" and leaves "/b"; "/" -> "" and leaves nothing.
std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
  }
  return "";
}

Router::Router(Routes routes) : routes_(std::move(routes)) {
  for (const Route& route : routes_) add(route);
}

void Router::add(const Route& route) {
  CHECK(route.pattern.starts_with('/'));
  CHECK((route.safety == Safety::safe) == (route.method == Method::get));
  CHECK(route.safety != Safety::csrf_token || route.who.must_sign_in());
  // Who is signed in always has a token, so there is no reason to do without.
  CHECK(route.safety != Safety::origin_only || !route.who.must_sign_in());
  CHECK(route.safety != Safety::token_in_path ||
        (!route.who.must_sign_in() && route.pattern.find("{token}") != std::string_view::npos));
  CHECK(route.kept == Kept::no || (route.safety == Safety::safe && !route.who.must_sign_in()));
  Node* node = &root_;
  for (std::string_view path = route.pattern; !path.empty();) {
    const std::string_view segment = take_segment(path);
    auto& next = is_name(segment) ? node->any : node->words[std::string(segment)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  for (const Route* other : node->routes) CHECK(other->method != route.method);
  node->routes.push_back(&route);
}

const Router::Node* Router::walk(const Node& node, std::string_view path,
                                 std::vector<std::string_view>& taken) const {
  if (path.empty()) return node.routes.empty() ? nullptr : &node;
  std::string_view rest = path;
  const std::string_view segment = take_segment(rest);
  if (const auto word = node.words.find(segment); word != node.words.end()) {
    if (const Node* found = walk(*word->second, rest, taken)) return found;
  }
  if (!node.any || segment.empty()) return nullptr;
  taken.push_back(segment);
  if (const Node* found = walk(*node.any, rest, taken)) return found;
  taken.pop_back();
  return nullptr;
}

Router::Found Router::find(Method method, std::string_view path) const {
  Found found;
  std::vector<std::string_view> taken;
  const Node* node = walk(root_, path, taken);
  if (!node) return found;
  const auto route = std::ranges::find(node->routes, method, [](auto* one) { return one->method; });
  if (route == node->routes.end()) {
    for (const Route* one : node->routes) {
      if (!found.allowed.empty()) found.allowed += ", ";
      found.allowed += method_name(one->method);
      if (one->method == Method::get) found.allowed += ", HEAD";
    }
    return found;
  }
  Fields values;
  std::size_t next = 0;
  for (std::string_view pattern = (*route)->pattern; !pattern.empty();) {
    const std::string_view segment = take_segment(pattern);
    if (!is_name(segment)) continue;
    values.emplace_back(segment.substr(1, segment.size() - 2), taken[next++]);
  }
  found.route = *route;
  found.match = Match(std::move(values));
  return found;
}

std::size_t Router::longest_body() const {
  std::size_t longest = 0;
  for (const Route& route : routes_) longest = std::max(longest, route.limit.bytes());
  return longest;
}

}  // namespace heed::web
