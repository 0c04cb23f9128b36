#!/usr/bin/env python3
"""Runs every C++ compile command of a configured build, and counts the files it accepts.

  tools/syntax.py build/gcc

For the configuration whose compiler only checks syntax: it makes no objects, so nothing can be linked
and the build tool's own targets would stop at the first archive.
"""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys


# g++ warns of members that a designated initialiser leaves to their defaults; leaving them is why we use one.
QUIET = " -Wno-missing-field-initializers"


def accepts(entry):
    ran = subprocess.run(entry["command"] + QUIET, shell=True, cwd=entry["directory"], capture_output=True, text=True, check=False)
    return entry["file"], ran.returncode, ran.stderr


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        print(__doc__.strip(), file=sys.stderr)
        sys.exit(2)
    entries = json.loads(pathlib.Path(sys.argv[1], "compile_commands.json").read_text(encoding="utf-8"))
    entries = [e for e in entries if e["file"].endswith(".cc")]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for file, status, said in pool.map(accepts, entries):
            if status:
                failed += 1
                print(f"FAIL {os.path.relpath(file)}\n{said[:2000]}")
    if not entries:
        failed = 1
        print("FAIL there is no C++ file to check")
    print(f"{len(entries) - failed if entries else 0} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
