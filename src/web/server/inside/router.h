// Router: the route for a method and a decoded path. Built once; a map of words per depth, so a
// request costs as many look-ups as its path has segments.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "web/server/routes.h"

namespace heed::web {

class Router {
 public:
  // Requires: patterns start with '/', stand once per method, and keep the rules in server.h.
  explicit Router(Routes routes);

  struct Found {
    const Route* route = nullptr;  // Null: no such path, or (with `allowed`) not by this method.
    Match match;
    std::string allowed;  // "GET, HEAD, POST": the methods of a path asked for by another.
  };
  Found find(Method method, std::string_view path) const;
  std::size_t longest_body() const;

 private:
  struct Node {
    std::map<std::string, std::unique_ptr<Node>, std::less<>> words;
    std::unique_ptr<Node> any;
    std::vector<const Route*> routes;  // One per method.
  };
  void add(const Route& route);
  const Node* walk(const Node& node, std::string_view path,
                   std::vector<std::string_view>& taken) const;
  Routes routes_;
  Node root_;
};

std::string_view method_name(Method method);

}  // namespace heed::web
