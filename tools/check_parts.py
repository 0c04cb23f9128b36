"""tests/parts.txt lists every script that ./test runs, and no other."""
import pathlib
import re

from checking import Problem, files, lines, read

RULE = "Every script in tests/journeys and tests/browser that exports nothing has a line in tests/parts.txt."
PAGE = "tests/parts.txt"
ROW = re.compile(r"^(\S+)\s+(\d+)\s+(\S.*)$")


def problems(root):
    found, text = [], read(root, PAGE)
    listed = set()
    for number, line in lines(root, PAGE):
        if not line.strip() or line.startswith("#"):
            continue
        where, row = f"{PAGE}:{number}", ROW.match(line)
        if not row:
            found.append(Problem(where, "is not NAME MINUTES COMMAND.", "for example: journeys 8 tests/journeys/all.mjs"))
            continue
        if row[1] in listed:
            found.append(Problem(where, f"{row[1]} is there twice.", "give each part its own name"))
        listed.add(row[1])
        for word in row[3].split():
            if word.startswith("tests/") and not (pathlib.Path(root) / word).is_file():
                found.append(Problem(where, f"{word} is not there.", "correct the path or remove the line"))
    for path in files(root):
        if (re.fullmatch(r"tests/(journeys|browser)/[^/]+\.(sh|mjs)", path) and path not in text
                and not re.search(r"^export ", read(root, path), re.M)):
            found.append(Problem(path, "is in no line of tests/parts.txt, so nothing runs it.",
                                 "add its line; what other scripts import says export"))
    return found


GOOD = {PAGE: "# name minutes command\njourneys 5 tests/journeys/all.mjs --quick\n",
        "tests/journeys/all.mjs": "#!/usr/bin/env node\n", "tests/journeys/cast.mjs": "export {}\n"}
BAD = [({"tests/journeys/new.sh": "#!/bin/bash\n"}, "nothing runs it"),
       ({PAGE: "journeys 5 tests/journeys/all.mjs\nb 5 tests/browser/b.mjs\n"}, "is not there"),
       ({PAGE: "journeys tests/journeys/all.mjs\n"}, "NAME MINUTES COMMAND")]
