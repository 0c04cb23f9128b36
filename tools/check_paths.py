"""Nothing that is committed names a place on somebody's machine."""
import re

from checking import Problem, files, lines

RULE = "No committed file names a folder of one person's machine."
# In pieces, so that this file does not name them either.
PATTERN = re.compile(r"(?<![\w.$})-])/(?:" + "|".join(["wo" + "rk", "tmp/he" + "ed", "ro" + "ot", r"home/\w+"]) + r")(?:/|\b(?![\w-]))")


def problems(root):
    return [Problem(f"{path}:{number}", f'"{found.group(0)}" is a place on one machine.',
                    "use a path relative to the root, an option, or an environment variable")
            for path in files(root) if not path.endswith((".png", ".xlsx", ".docx", ".ods", ".pdf", "package-lock.json"))
            for number, line in lines(root, path) for found in PATTERN.finditer(line)]


GOOD = {"README.md": "our/wo" + "rk/there, /wo" + "rks, https://example.org/a\n"}
BAD = [({"docs/a.md": "see /wo" + "rk/notes\n"}, "is a place on one machine"),
       ({"src/base/a.cc": "// /tmp/he" + "ed/x\n"}, "is a place on one machine")]
