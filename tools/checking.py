"""What every tools/check_*.py shares: the files to look at, and what a refusal is.

A check is a module with
    RULE      one sentence
    problems(root) -> list of Problem (or raises Skip with a reason)
    GOOD      {path: text}, a small tree that it accepts
    BAD       [({path: text}, words the refusal must contain), ...], laid over GOOD
./tools/check runs GOOD and BAD first, so a check that cannot fail is itself a failure.
"""
import dataclasses
import functools
import os
import pathlib
import re
import subprocess

NEVER = {".git", "build", "data", "node_modules", ".cache", "__pycache__"}


@dataclasses.dataclass(frozen=True)
class Problem:
    where: str  # path, or path:line
    what: str
    fix: str

    def __str__(self):
        return f"{self.where}: {self.what} Fix: {self.fix}"


class Skip(Exception):
    """The check cannot run here; its text says why."""


@functools.lru_cache(maxsize=8)
def files(root):
    """Every file that is or could be committed, as sorted paths relative to root."""
    root = pathlib.Path(root)
    if (root / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, capture_output=True, check=True).stdout.decode().split("\0")
        return sorted(p for p in listed if p and (root / p).is_file())
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in NEVER]
        found += [str((pathlib.Path(folder) / n).relative_to(root)) for n in names]
    return sorted(found)


def read(root, path):
    """The text of a file; bytes that are not UTF-8 are shown as such, not an error."""
    return (pathlib.Path(root) / path).read_text(encoding="utf-8", errors="replace")


def sources(root, *folders):
    """C++ files below the folders."""
    return [p for p in files(root) if p.endswith((".h", ".cc")) and p.startswith(tuple(f"{f}/" for f in folders))]


def lines(root, path):
    return enumerate(read(root, path).split("\n"), 1)


def layers(root):
    """layers.txt as {room: set of rooms below}; the order of the file is kept."""
    rooms = {}
    for line in read(root, "layers.txt").split("\n"):
        found = re.match(r"([a-z_]+):\s*(.*)$", line)
        if found:
            below = found.group(2).split()
            rooms[found.group(1)] = set(rooms) if below == ["*"] else set(below)
    return rooms


INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def includes(root, path):
    """(line number, '"' or '<', name) of each include."""
    for number, line in lines(root, path):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)
