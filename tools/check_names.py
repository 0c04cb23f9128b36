"""No organisation's name under src/: local variation is data."""
import json
import os
import pathlib
import re

from checking import Problem, files, lines

RULE = "No organisation's name stands under src/; who takes part is data."

# A proper name before one of the kinds of body. Fenmere and Tarn Valley are made up, for tests.
KINDS = ("NHS Foundation Trust|NHS Trust|Integrated Care Board|Integrated Care Partnership|"
         "Clinical Commissioning Group|Local Health Board|Borough Council|County Council|City Council|"
         "District Council|Health and Care Partnership")
PATTERN = re.compile(r"\b((?:[A-Z][a-z]+(?: (?:and|of|upon|the))* ){1,6})(" + KINDS + r")\b")
MADE_UP = re.compile(r"Fenmere|Tarn Valley|Exampl")
PLAIN = {"The", "An", "A", "This", "Your", "Our", "Each", "Every", "No", "NHS"}


def known(root):
    """Full names from the folder of real inputs, where it is there; else none."""
    shared = pathlib.Path(os.environ.get("HEED_SHARED_DATA") or pathlib.Path(root).parent / "shared" / "data")
    names = set()
    for path in (shared / "nhs_organisations").glob("*icb*.json"):
        def walk(value):
            if isinstance(value, dict):
                for key, inner in value.items():
                    walk(key)
                    walk(inner)
            elif isinstance(value, list):
                for inner in value:
                    walk(inner)
            elif isinstance(value, str) and value.lower().endswith("integrated care board"):
                names.add(value.lower().removeprefix("nhs "))
        walk(json.loads(path.read_text(encoding="utf-8")))
    return names


def problems(root):
    found = []
    names = known(root)
    fix = "put it in the data (demo/, the partners' rows), or in a test use the made-up Fenmere"
    for path in (p for p in files(root) if p.startswith("src/")):
        for number, line in lines(root, path):
            for match in PATTERN.finditer(line):
                proper = [w for w in match.group(1).split() if w not in PLAIN and w[0].isupper()]
                if proper and not MADE_UP.search(match.group(0)):
                    found.append(Problem(f"{path}:{number}", f'"{match.group(0)}" reads as an organisation.', fix))
            low = line.lower()
            if "care board" in low:
                found += [Problem(f"{path}:{number}", f'"{n}" is an organisation.', fix) for n in names if n in low]
    return found


GOOD = {"src/partners/a.cc": '// an NHS Foundation Trust, the Integrated Care Board\n"Fenmere NHS Trust";\n'}
BAD = [
    ({"src/partners/a.cc": '"Northtown and Eastshire NHS Foundation Trust"'}, "reads as an organisation"),
    ({"src/partners/a.cc": '"Someplace Integrated Care Board"'}, "reads as an organisation"),
]
