"""docs/clauses.md: 171 rows, each with a state that its tests bear out."""
import re

from checking import Problem, files, lines, read

RULE = "docs/clauses.md has 171 clauses; a done or part one names tests that exist."
PAGE = "docs/clauses.md"
ROW = re.compile(r"^\| (T-\d{3}[ab]?) \| (.+?) \| (\w+) \| ?(.*?) ?\|$")
STATES = ("done", "part", "open")
EXPECTED = [f"T-{n:03}" for n in range(1, 139)] + ["T-138a", "T-138b"] + [f"T-{n:03}" for n in range(139, 170)]
TEST = re.compile(r"\b(?:TYPED_TEST|TEST|TEST_F|TEST_P|RC_GTEST_PROP|RC_GTEST_FIXTURE_PROP)\(\s*(\w+)\s*,\s*(\w+)")


def rows(root):
    """(line number, id, words, state, tests named) of each row."""
    for number, line in lines(root, PAGE):
        if line.startswith("| T-"):
            found = ROW.match(line)
            if found:
                yield number, found[1], found[2], found[3], re.findall(r"`([^`]+)`", found[4])
            else:
                yield number, line.split("|")[1].strip(), "", "", []


def tests(root):
    known = set()
    for path in files(root):
        if path.endswith("_test.cc"):
            known |= {f"{suite}.{name}" for suite, name in TEST.findall(read(root, path))}
        elif path.startswith("tests/"):
            known.add(path)
    return known


def problems(root):
    found, seen, known = [], set(), tests(root)
    for number, clause, words, state, named in rows(root):
        where = f"{PAGE}:{number}"
        if not words:
            found.append(Problem(where, f"{clause} is not a row of four cells.", "| T-000 | what it asks | open | `Suite.test` |"))
            continue
        if clause in seen:
            found.append(Problem(where, f"{clause} is there twice.", "remove one"))
        seen.add(clause)
        if clause not in EXPECTED:
            found.append(Problem(where, f"{clause} is not one of the 171.", "they are T-001 to T-169, T-138a and T-138b"))
        if state not in STATES:
            found.append(Problem(where, f'"{state}" is not a state.', f"one of {', '.join(STATES)}"))
        if state in ("done", "part") and not named:
            found.append(Problem(where, f"{clause} is {state} but names no test.", "name one in backticks, or say open"))
        for test in named:
            if test not in known:
                found.append(Problem(where, f"{clause} names {test}, which is not there.",
                                     "name it as the test file does, Suite.name, or a path under tests/"))
    for clause in EXPECTED:
        if clause not in seen:
            found.append(Problem(PAGE, f"{clause} is missing.", "put its row back; a clause is never dropped"))
    return found


def _page(change=None):
    table = {c: f"| {c} | something | open | |" for c in EXPECTED}
    table.update(change or {})
    return {PAGE: "\n".join(table.values()) + "\n"}


GOOD = {**_page({"T-002": "| T-002 | something | done | `Intake.keeps_words` `tests/journeys/a.mjs` |"}),
        "src/listen/intake_test.cc": "TEST_F(Intake, keeps_words) {}\n", "tests/journeys/a.mjs": ""}
BAD = [(_page({"T-001": "| T-001 | something | done | |"}), "names no test"),
       (_page({"T-001": "| T-001 | something | part | `Intake.gone` |"}), "not there"),
       (_page({"T-001": "| T-001 | something | finished | |"}), "not a state"),
       (_page({"T-001": "| T-002 | something | open | |"}), "twice"),
       (_page({"T-001": ""}), "T-001 is missing"),
       (_page({"T-001": "| T-001 | something |"}), "four cells"),
       (_page({"T-001": "| T-200 | something | open | |"}), "not one of the 171")]
