"""No regular expressions of the library kind: they recurse on what people write and fall over."""
import re

from checking import Problem, lines, sources

RULE = "No std::regex (nor Boost's): its matcher recurses on its input, and the input is what anyone writes."
PATTERN = re.compile(r"std::(w?regex|regex_\w+|[cs]match)\b|#\s*include\s*<(regex|boost/regex[^>]*|boost/xpressive[^>]*)>")


def problems(root):
    return [Problem(f"{path}:{number}", f"{found.group(0)} is not used here.",
                    "read the text with a loop over std::string_view; base/text.h has the usual pieces")
            for path in sources(root, "src", "tests", "bench") for number, line in lines(root, path)
            for found in PATTERN.finditer(line.split("//")[0])]


GOOD = {"src/base/a.cc": "#include <string>  // never std::regex\n"}
BAD = [({"src/base/a.cc": "#include <regex>\n"}, "#include <regex>"),
       ({"bench/a_bench.cc": "std::regex_search(a, b);\n"}, "std::regex_search")]
