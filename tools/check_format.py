"""Formatting is clang-format's, so nobody discusses it."""
import pathlib
import shutil
import subprocess

from checking import Problem, Skip, sources

RULE = "C++ is laid out by clang-format-19 with .clang-format."


def problems(root):
    tool = shutil.which("clang-format-19")
    if not tool:
        raise Skip("clang-format-19 is not installed (packaging/test.txt names it)")
    found = []
    paths = sources(root, "src", "tests", "bench")
    for start in range(0, len(paths), 100):
        ran = subprocess.run([tool, "--dry-run", "-Werror", *paths[start:start + 100]], cwd=pathlib.Path(root),
                             capture_output=True, text=True, check=False)
        seen = set()
        for line in ran.stderr.split("\n"):
            if "error: code should be clang-formatted" in line:
                path, number = line.split(":")[:2]
                if path not in seen:
                    seen.add(path)
                    found.append(Problem(f"{path}:{number}", "is not laid out.", f"clang-format-19 -i {path}"))
        if ran.returncode and not seen:
            found.append(Problem("src", ran.stderr.strip()[:300], "see clang-format's message"))
    return found


GOOD = {".clang-format": "BasedOnStyle: Google\nColumnLimit: 100\n", "src/base/a.cc": "int a(int b) { return b; }\n"}
BAD = [({"src/base/a.cc": "int  a(int b){return b;}\n"}, "is not laid out")]
