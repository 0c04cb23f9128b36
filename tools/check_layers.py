"""Which room may include which: layers.txt, and `inside/` for its owner alone."""
from checking import Problem, includes, layers, sources

RULE = "A room includes the rooms that layers.txt names for it, and nobody else's inside/."


def problems(root):
    found = []
    rooms = layers(root)
    above = set()
    for room, below in rooms.items():
        for name in sorted(below - above):
            found.append(Problem("layers.txt", f"{room} names {name}, which is not above it.",
                                 "a room may only name rooms listed before it, so that no cycle can be"))
        above.add(room)
    for path in sources(root, "src"):
        room = path.split("/")[1]
        if room not in rooms:
            continue  # check_rooms says so
        for number, quote, name in includes(root, path):
            where = f"{path}:{number}"
            first = name.split("/")[0]
            if quote == "<":
                if first in rooms and "/" in name and first != "date":
                    found.append(Problem(where, f"<{name}> is ours.", f'write "{name}"'))
                continue
            if first == "testing" and path.endswith("_test.cc"):
                continue
            if first not in rooms or "/" not in name:
                found.append(Problem(where, f'"{name}" does not start with a room.',
                                     "write the path from src/, or <> for a library"))
            elif first != room and first not in rooms[room]:
                found.append(Problem(where, f"{room} may not include {first}.",
                                     f"pass what is needed as a value, or have {first} (or app) bring the two "
                                     "together; changing layers.txt is a decision for docs/decisions/"))
            elif "/inside/" in name:
                owner = "src/" + name.split("/inside/")[0] + "/"
                if not path.startswith(owner):
                    found.append(Problem(where, f'"{name}" is private to {owner}.',
                                         f"use a front-door header of {owner}, or give it one"))
    return found


GOOD = {
    "layers.txt": "# comment\nbase:\nstore: base\nlisten: store base\napp: *\n",
    "src/base/text.h": "#include <string>\n",
    "src/store/inside/sql.h": "",
    "src/store/store.cc": '#include "store/inside/sql.h"\n#include "base/text.h"\n',
    "src/store/store_test.cc": '#include "testing/folder.h"\n',
    "src/app/main.cc": '#include "listen/intake.h"\n',
}
BAD = [
    ({"src/base/text.h": '#include "store/store.h"\n'}, "base may not include store"),
    ({"src/listen/intake.cc": '#include "store/inside/sql.h"\n'}, "is private to src/store/"),
    ({"src/listen/intake.cc": '#include "intake.h"\n'}, "does not start with a room"),
    ({"src/listen/intake.cc": '#include "testing/folder.h"\n'}, "does not start with a room"),
    ({"src/listen/intake.cc": "#include <store/store.h>\n"}, "is ours"),
    ({"layers.txt": "base: store\nstore: base\n"}, "not above it"),
]
