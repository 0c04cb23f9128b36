"""No file over 600 lines: past that it is two ideas."""
from checking import Problem, files, lines

RULE = "No file is longer than 600 lines; aim under 150, and over 350 ask why."
MOST = 600
# Made by a tool, or one row per thing by nature.
EXEMPT = ("packaging/assets/package-lock.json", "docs/clauses.md")
KINDS = (".h", ".cc", ".py", ".sh", ".mjs", ".sql", ".md", ".cmake", ".css", ".js")


def problems(root):
    found = []
    for path in files(root):
        if path in EXEMPT or not (path.endswith(KINDS) or "." not in path.split("/")[-1]) or path == "LICENSE":
            continue
        count = sum(1 for _ in lines(root, path)) - 1
        if count > MOST:
            found.append(Problem(path, f"has {count} lines.",
                                 "split it by idea: a file prefix each, or a folder with one file per kind"))
    return found


GOOD = {"src/base/a.cc": "\n" * 600, "words/cy.po": "\n" * 900}
BAD = [({"src/base/a.cc": "\n" * 601}, "has 601 lines")]
