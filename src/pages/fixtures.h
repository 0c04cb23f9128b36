// Fixtures: one made-up page for each component, the way a person would meet it. They drive the
// example pages, the screenshots and the accessibility check (tests/browser/components.mjs).
//
//   for (const Fixture& fixture : fixtures()) write_file(fixture.name + ".html", fixture.html);
//
// Threads: pure.
// Does not: appear in the program; only tests link it.
#pragma once

#include <string>
#include <vector>

namespace heed::pages {

struct Fixture {
  std::string name;  // Also a file's: "error-summary".
  std::string html;  // A whole document.
};

std::vector<Fixture> fixtures();

}  // namespace heed::pages
