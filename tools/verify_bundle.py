#!/usr/bin/env python3
"""Checks an evidence bundle without Heed: every hash, every link of the index, and that pages run
on without a gap.

  tools/verify_bundle.py BUNDLE.zip      exit 0 when all is well; says what is not
"""
import hashlib
import html.parser
import re
import shutil
import subprocess
import sys
import zipfile


class Index(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.links, self.rows, self.cell = [], [], None

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def pages_of(pdf):
    said = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout
    return int(re.search(rb"Pages:\s+(\d+)", said).group(1))


def problems(bundle):
    names = set(bundle.namelist())
    hashed = {}
    for line in bundle.read("hashes.txt").decode().splitlines():
        digest, name = line.split("  ", 1)
        hashed[name] = digest
        if name not in names:
            yield f"{name}: has a hash, and is not in the bundle"
        elif hashlib.sha256(bundle.read(name)).hexdigest() != digest:
            yield f"{name}: is not what its hash says"
    for name in names - set(hashed) - {"hashes.txt"}:
        yield f"{name}: has no hash"
    index = Index()
    index.feed(bundle.read("index.html").decode())
    for link in index.links:
        if link not in names:
            yield f"index.html: links to {link}, which is not in the bundle"
    for name in names - set(index.links) - {"index.html"}:
        yield f"{name}: is not in the index"
    for row in index.rows[1:]:
        name, digest = row[1].split(": ", 1)[1], row[3]
        if hashed.get(name) != digest:
            yield f"{name}: the index gives another hash"
    paged = [row for row in index.rows[1:] if row[2]]
    if not paged or not shutil.which("pdfinfo"):
        return
    following = pages_of(bundle.read("index.pdf")) + 1
    for row in paged:
        ends = [int(number) for number in row[2].split("–")]
        name = row[1].split(": ", 1)[1]
        pages = pages_of(bundle.read(name))
        if ends[0] != following or ends[-1] - ends[0] + 1 != pages:
            yield f"{name}: is said to be pages {row[2]}, has {pages}, after page {following - 1}"
        following = ends[-1] + 1


def main():
    with zipfile.ZipFile(sys.argv[1]) as bundle:
        found = list(problems(bundle))
        count = len(bundle.namelist())
    for problem in found:
        print(problem)
    print(f"{count} files, {len(found)} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
