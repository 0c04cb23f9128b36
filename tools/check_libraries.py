"""A library is wrapped once: tools/libraries.txt says where each may be included."""
from checking import Problem, includes, read, sources

RULE = "A library's headers are included only where tools/libraries.txt allows."
EVERYBODY = ("fmt/", "gtest/", "gmock/", "rapidcheck")
POSIX = {"unistd.h", "fcntl.h", "signal.h", "dirent.h", "netdb.h", "poll.h", "pwd.h", "grp.h", "spawn.h", "termios.h"}


def allowed(root):
    table = {}
    for line in read(root, "tools/libraries.txt").split("\n"):
        if ":" in line and not line.startswith("#"):
            prefix, folders = line.split(":", 1)
            table[prefix.strip()] = folders.split()
    return table


def problems(root):
    table = allowed(root)
    found = []
    for path in sources(root, "src", "tests", "bench"):
        for number, quote, name in includes(root, path):
            if quote != "<" or name.startswith(EVERYBODY) or name in POSIX:
                continue
            prefix = max((p for p in table if name.startswith(p)), key=len, default=None)
            if prefix is None:
                if "/" in name or name.endswith((".h", ".hpp")):
                    found.append(Problem(f"{path}:{number}", f"<{name}> is a library this house does not list.",
                                         "add a line to tools/libraries.txt and a record in docs/decisions/, "
                                         "or use what is there; C headers are <cstring> and the like"))
            elif path.endswith(".cc") and any(path.startswith(f.removesuffix("/inside") + "/") for f in table[prefix]):
                continue  # nothing leaks out of a .cc; a front-door header would hand it to everybody
            elif not any(path.startswith(f + "/") for f in table[prefix]):
                found.append(Problem(f"{path}:{number}", f"<{name}> may be included only in {' '.join(table[prefix]) or 'no folder'}.",
                                     "call the room that wraps it; where its type is in a header, hide it in inside/"))
    return found


GOOD = {"tools/libraries.txt": "# x\nboost/beast: src/web/server/inside\nboost/:\nsqlite3.h: src/store/inside\n",
        "src/web/server/inside/loop.cc": "#include <boost/beast.hpp>\n#include <vector>\n#include <fmt/format.h>\n",
        "src/store/store.cc": "#include <sqlite3.h>\n"}
BAD = [({"src/web/site/a.cc": "#include <boost/beast.hpp>\n"}, "only in src/web/server/inside"),
       ({"src/store/store.h": "#include <sqlite3.h>\n"}, "only in src/store/inside"),
       ({"src/base/a.cc": "#include <boost/algorithm/string.hpp>\n"}, "only in no folder"),
       ({"src/base/a.cc": "#include <abseil/strings.h>\n"}, "does not list")]
