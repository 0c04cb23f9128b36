#!/usr/bin/env python3
"""Collects what the parts of ./test found, and ends the run with one line of counts.

  tools/results.py unit FILE.tsv PART LOG XML STATUS   a GoogleTest program: its XML says everything
  tools/results.py part FILE.tsv PART LOG STATUS       any other part: its last lines say the counts
  tools/results.py report FILE.tsv                     every failure, every skip with its reason, the counts

Rows of FILE.tsv: passed|failed|skipped, part, name, reason, how many.
STATUS 124 and 137 are timeout's.
"""
import fcntl
import pathlib
import re
import sys
import xml.etree.ElementTree


def write(path, rows):
    with open(path, "a", encoding="utf-8") as table:
        fcntl.flock(table, fcntl.LOCK_EX)  # Two parts may end at once.
        for state, part, name, reason, many in rows:
            table.write("\t".join([state, part, name, " ".join(str(reason).split()), str(many)]) + "\n")


def ended(status):
    """Why a part did not end by itself, or None."""
    if status in (124, 137):
        return "did not finish in its time"
    if status > 128:
        return f"was ended by signal {status - 128}"
    return None


def unit(part, log, report, status):
    rows = []
    try:
        suites = xml.etree.ElementTree.parse(report).getroot()
    except (OSError, xml.etree.ElementTree.ParseError):
        text = pathlib.Path(log).read_text(encoding="utf-8", errors="replace") if pathlib.Path(log).exists() else ""
        running = re.findall(r"^\[ RUN      \] (\S+)", text, re.M)
        done = set(re.findall(r"^\[ *(?:OK|FAILED|SKIPPED) *\] (\S+?)(?: \(|,|$)", text, re.M))
        last = next((name for name in reversed(running) if name not in done), part)
        passed = len(re.findall(r"^\[       OK \]", text, re.M))
        rows.append(("failed", part, last, f"{ended(status) or f'stopped with status {status}'}; see {log}", 1))
        if passed:
            rows.append(("passed", part, "(before it stopped)", "", passed))
        return rows
    for case in suites.iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        failure, skip = case.find("failure"), case.find("skipped")
        if failure is not None:
            rows.append(("failed", part, name, (failure.get("message") or failure.text or "")[:300], 1))
        elif skip is not None or case.get("result") == "skipped":
            words = (skip.get("message") or skip.text or "" if skip is not None else "")
            # GoogleTest puts the place on a line before the reason.
            rows.append(("skipped", part, name, words.split("\n", 1)[-1].strip() or "no reason given", 1))
        elif case.get("status") == "notrun":
            rows.append(("skipped", part, name, "switched off in its source (DISABLED_)", 1))
        else:
            rows.append(("passed", part, name, "", 1))
    if status and not any(r[0] == "failed" for r in rows):
        # A leak found at the end, or a failure outside any test.
        rows.append(("failed", part, part, f"{ended(status) or f'ended with status {status}'} though no test failed; see {log}", 1))
    if not rows:
        rows.append(("failed", part, part, "ran no test", 1))
    return rows


def other(part, log, status):
    text = re.sub(r"\x1b\[[0-9;]*m", "", pathlib.Path(log).read_text(encoding="utf-8", errors="replace"))
    rows = [("skipped", part, name, reason, 1) for name, reason in re.findall(r"^SKIP (\S[^:]*): (.+)$", text, re.M)]
    counts = re.findall(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\s*$", text, re.M)
    node = {word: int(n) for word, n in re.findall(r"^(?:#|ℹ) (pass|fail|cancelled) (\d+)\s*$", text, re.M)}
    if counts:
        passed, failed = int(counts[-1][0]), int(counts[-1][1])
    elif node:
        passed, failed = node.get("pass", 0), node.get("fail", 0) + node.get("cancelled", 0)
    else:
        passed, failed = (0, 1) if status else (1, 0)
    if passed:
        rows.append(("passed", part, part, "", passed))
    names = re.findall(r"^(?:FAIL|not ok \d+ -|✖) ?(.+)$", text, re.M)
    if failed:
        rows.append(("failed", part, "; ".join(n[:120] for n in names[:5]) or part, f"see {log}", failed))
    elif status:
        rows.append(("failed", part, part, f"{ended(status) or f'ended with status {status}'}; see {log}", 1))
    return rows


def report(table):
    rows = []
    if pathlib.Path(table).exists():
        rows = [line.split("\t") for line in pathlib.Path(table).read_text(encoding="utf-8").splitlines()]
    count = {state: sum(int(r[4]) for r in rows if r[0] == state) for state in ("passed", "failed", "skipped")}
    for state, title in (("skipped", "Skipped"), ("failed", "Failed")):
        if count[state]:
            print(f"{title}:")
            for _, part, name, reason, _ in (r for r in rows if r[0] == state):
                print(f"  {part}: {name}" + (f": {reason}" if reason else ""))
    if count["passed"] + count["failed"] == 0:
        print("No test ran, which is a failure.")
        count["failed"] = 1
    print(f"{count['passed']} passed, {count['failed']} failed"
          + (f", {count['skipped']} skipped" if count["skipped"] else ""))
    return 1 if count["failed"] else 0


def main(words):
    if words[:1] == ["unit"] and len(words) == 6:
        write(words[1], unit(words[2], words[3], words[4], int(words[5])))
    elif words[:1] == ["part"] and len(words) == 5:
        write(words[1], other(words[2], words[3], int(words[4])))
    elif words[:1] == ["report"] and len(words) == 2:
        sys.exit(report(words[1]))
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main(sys.argv[1:])
