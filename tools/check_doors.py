"""A front door says what it is for: STYLE of every header directly in a room's folder."""
import re

from checking import Problem, layers, read, sources

RULE = "A front-door header starts with its purpose, #pragma once after it, and says Threads: and Does not:."
# base is read whole; nobody includes app, which is the assembly.
QUIET = ("src/base/", "src/app/")


def problems(root):
    found = []
    rooms = layers(root)
    for path in sources(root, "src"):
        parts = path.split("/")
        if not path.endswith(".h") or path.endswith("_for_test.h") or "inside" in parts or path.startswith(QUIET) or parts[1] not in rooms:
            continue
        text = read(root, path)
        head = text.split("#pragma once")[0]
        if not head.startswith("//"):
            found.append(Problem(path, "does not start with its purpose.", "first line: // Name: what it is for."))
        missing = [word for word in ("Threads:", "Does not:") if word not in head]
        if missing:
            found.append(Problem(path, f"does not say {' nor '.join(missing)}",
                                 "say it before #pragma once, or move a private header to inside/."))
        if re.search(r"^#pragma once", text, re.M) is None:
            found.append(Problem(path, "has no #pragma once.", "put it after the opening comment"))
    return found


GOOD = {"layers.txt": "base:\nstore: base\n", "src/store/a.h": "// A: x.\n//\n// Threads: any.\n// Does not: y.\n#pragma once\n",
        "src/store/inside/b.h": "#pragma once\n", "src/base/c.h": "#pragma once\n"}
BAD = [({"src/store/a.h": "#pragma once\n"}, "does not start with its purpose"),
       ({"src/store/a.h": "// A: x.\n// Threads: any.\n#pragma once\n"}, "Does not:"),
       ({"src/store/a.h": "// A.\n// Threads: any. Does not: y.\n"}, "no #pragma once")]
