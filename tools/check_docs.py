"""Documents do not drift: every path, command and target they name is there."""
import fnmatch
import functools
import json
import pathlib
import posixpath
import re

from checking import Problem, files, layers, lines, read

RULE = "A path, command, preset or target that a document names in backticks or a code block is there."
FOLDERS = ("src", "words", "schema", "tests", "bench", "demo", "docs", "packaging", "tools", ".ci")
FILE = re.compile(r"^[\w.*-]+\.(md|txt|h|cc|sh|mjs|py|sql|cmake|json|po)$")
MADE_LATER = ("build/", "data/", "node_modules/", "./data", "~", "/", "http")


@functools.lru_cache(maxsize=8)
def known(root):
    """Every file and every folder with a file in it: an empty folder is not in anybody else's copy."""
    there = set()
    for path in files(root):
        there.add(path)
        there.update(str(parent) for parent in pathlib.PurePosixPath(path).parents)
    return there


def path_there(root, page, name):
    """Whether a path, perhaps with * or with NAME, ROOM or PRESET for any word, is there from the root, src/ or the page."""
    pattern = re.sub(r"NNNN_\w+|NAME|ROOM|PRESET|<\w+>", "*", name).rstrip("/").removeprefix("./")
    for base in ("", "src/", posixpath.dirname(page) + "/"):
        wanted = posixpath.normpath(base + pattern).removeprefix("/")
        if wanted in known(root) or "*" in wanted and fnmatch.filter(known(root), wanted):
            return True
    return False


def test_commands(root):
    """The words that ./test takes: lines `  word)` of its case."""
    path = pathlib.Path(root) / "test"
    return set(re.findall(r"^\s*([a-z |]+)\)", path.read_text(encoding="utf-8"), re.M)) if path.exists() else set()


def command_wrong(root, rooms, command):
    """Why a command line does not hold, or None."""
    words = command.split()
    first = words[0]
    if first in ("./run", "./test") or first.startswith(("tools/", ".ci/", "tests/")):
        if not path_there(root, "README.md", first):
            return f"{first} is not there."
        if first == "./test" and len(words) > 1 and re.fullmatch(r"[a-z]+", words[1]):
            if words[1] not in {w for line in test_commands(root) for w in re.split(r"[ |]+", line)}:
                return f"./test has no command {words[1]}."
    elif first == "cmake":
        presets = {p["name"] for p in json.loads(read(root, "CMakePresets.json"))["configurePresets"]}
        for option, known in (("--preset", presets), ("--build", {f"build/{p}" for p in presets})):
            if option in words[:-1]:
                value = words[words.index(option) + 1]
                if not value.startswith("-") and value not in known and not re.search(r"[A-Z]{2}", value):
                    return f"{value} is no preset of CMakePresets.json."
        if "--target" in words[:-1]:
            for target in words[words.index("--target") + 1:]:
                if target.startswith("-"):
                    break
                test = re.fullmatch(r"heed_([a-z]+)_test", target)
                there = target in ("heed", "benches", "all") or re.search(r"[A-Z]{2}", target) or (
                    test and any(f.startswith(f"src/{test[1]}/") and f.endswith("_test.cc") for f in files(root))) or (
                    f"bench/{target}.cc" in files(root)) or (target.startswith("heed_") and target[5:] in rooms)
                if not there:
                    return f"{target} is no target."
    elif first in ("heed", "build/release/heed") and len(words) > 1 and re.fullmatch(r"[a-z][a-z-]*", words[1]):
        said = "\n".join(read(root, f) for f in files(root) if f.startswith("src/app/"))
        for word in words[1:2]:
            if f'"{word}"' not in said:
                return f"heed has no command {word}."
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", command):
            if option not in ("--help", "--json") and f'"{option}' not in said and f'"{option[2:]}"' not in said and option not in said:
                return f"heed has no option {option}."
    return None


def spans(root, page):
    """(line number, text, whether it is a line of a code block)."""
    fenced = False
    for number, line in lines(root, page):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif fenced:
            if line.strip():
                yield number, re.sub(r"\s+#.*$", "", line.strip().removeprefix("$ ")), True
        else:
            for span in re.findall(r"`([^`]+)`", line):
                yield number, span.strip(), False


def problems(root):
    found = []
    rooms = layers(root)
    for page in files(root):
        if not page.endswith(".md") or page == "docs/clauses.md":
            continue
        for number, line in lines(root, page):
            for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", line):
                if "://" not in target and not target.startswith("mailto:") and not (
                        (pathlib.Path(root) / page).parent / target).exists():
                    found.append(Problem(f"{page}:{number}", f"the link {target} leads nowhere.", "correct it"))
        for number, span, fenced in spans(root, page):
            where = f"{page}:{number}"
            wrong = command_wrong(root, rooms, span) if span else None
            if wrong:
                found.append(Problem(where, wrong, "name what is there, or add it"))
            elif not fenced and " " not in span and not span.startswith(MADE_LATER):
                looks = span.startswith("./") or span.split("/")[0] in FOLDERS and "/" in span or FILE.match(span) or (
                    "/" in span and (span.split("/")[0] in rooms or FILE.match(span.split("/")[-1])))
                if looks and not re.search(r"[(){}…:,]", span) and not path_there(root, page, span):
                    found.append(Problem(where, f"{span} is not there.", "correct the path, or leave it out until it is"))
    return found


GOOD = {
    "layers.txt": "base:\nstore: base\napp: *\n", "run": "#!/bin/bash\n",
    "test": "#!/bin/bash\ncase $1 in\n  storm) x ;;\n  quick | checks) y ;;\nesac\n",
    "CMakePresets.json": '{"configurePresets": [{"name": "dev"}]}', "src/store/database.h": "",
    "src/store/a_test.cc": "", "src/app/main.cc": '"serve" "--data"\n', "schema/0001_main.sql": "",
    "README.md": "`store/database.h` `src/store/` `schema/*.sql` `./test quick` `build/x/y` `heed serve --data DIR`\n"
                 "[a](docs/a.md)\n```\ncmake --preset dev\ncmake --build build/dev --target heed_store_test\n./run  # go\n```\n",
    "docs/a.md": "`README.md` `schema/NNNN_what.sql` `and/or`\n",
}
BAD = [({"docs/b.md": "`src/store/gone.h`"}, "src/store/gone.h is not there"),
       ({"docs/b.md": "`store/gone.h`"}, "store/gone.h is not there"),
       ({"docs/b.md": "`./test tidy`"}, "no command tidy"),
       ({"docs/b.md": "```\ncmake --preset fast\n```\n"}, "no preset"),
       ({"docs/b.md": "```\ncmake --build build/dev --target heed_base_test\n```\n"}, "no target"),
       ({"docs/b.md": "`heed frobnicate`"}, "no command frobnicate"),
       ({"docs/b.md": "```\nheed serve --turbo\n```\n"}, "no option --turbo"),
       ({"docs/b.md": "`tools/gone`"}, "tools/gone is not there"),
       ({"docs/b.md": "[x](gone.md)"}, "leads nowhere")]
