#!/usr/bin/env python3
"""The text commands beside what others use, on the same files in one run, by CPU seconds: themes beside
scikit-learn's TF-IDF and NMF, campaigns beside MinHash with LSH, opinion groups beside a dense Polis.

    bench/text_peers.py [--heed build/release/heed] [--shared ../shared] [--grow] [--python python3]

The peers are the scripts of the shared folder's peers_bench, and so are the comments: bigram chains
learnt from real ones, 12 % of them letters with small edits. Each side runs --times times, in turn, and
the least of its CPU seconds counts: what else a machine does only adds to it. --grow adds ours alone from 10,000 to a million, with the
slope of its cost. --python is one that has scikit-learn; where there is none, the peers are left out by
name. Exit 1 when an aim is missed.
"""
import argparse
import csv
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
from typing import NamedTuple

csv.field_size_limit(10**9)
ROOT = pathlib.Path(__file__).resolve().parents[1]


class Cost(NamedTuple):
    cpu: float
    wall: float
    megabytes: float
    said: str


def run(command, environment=None):
    """Runs it to its end: what it cost, itself and its threads."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as out:
        child = subprocess.Popen([str(word) for word in command], stdout=out, env=environment)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        if status != 0:
            raise SystemExit(f"failed: {command}")
        out.seek(0)
        return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, out.read())


def in_turn(times, ours, theirs):
    """Both sides one after the other, so often: the run of each that took the least of CPU."""
    both = [(ours(), theirs()) for _ in range(times)]
    return [min(side, key=lambda cost: cost.cpu) for side in zip(*both)]


def peer_environment():
    """OpenBLAS takes some processors for old ones, and on others its newest kernels crash."""
    return {**os.environ, "OPENBLAS_CORETYPE": os.environ.get("OPENBLAS_CORETYPE") or "HASWELL"}


def comments(bench, count):
    """As the peers read them, and as a file of ours; made once."""
    lines = bench.scratch / f"comments-{count}.tsv"
    table = bench.scratch / f"comments-{count}.csv"
    if not lines.exists():
        subprocess.run([sys.executable, bench.peers / "gen_comments.py",
                        bench.shared / "data/polis_conversations", str(count), lines],
                       check=True, stderr=subprocess.DEVNULL)
    if not table.exists():
        with open(lines, encoding="utf-8") as given, open(table, "w", newline="", encoding="utf-8") as out:
            rows = csv.writer(out)
            rows.writerow(["id", "text"])
            for line in given:
                number, _, _, text = line.rstrip("\n").split("\t", 3)
                rows.writerow([number, text])
    return lines, table


class Bench:
    def __init__(self, options, scratch):
        self.heed, self.shared, self.scratch = options.heed, options.shared, scratch
        self.peers = options.shared / "peers_bench"
        self.python, self.times = options.python, options.times
        self.missed = 0
        self.has_peers = subprocess.run([self.python, "-c", "import sklearn"], env=peer_environment(),
                                        stderr=subprocess.DEVNULL).returncode == 0

    def themes(self, table):
        return run([self.heed, "themes", table, "--out", self.scratch / "themes"])

    def campaigns(self, table):
        return run([self.heed, "campaigns", table, "--out", self.scratch / "campaigns.csv"])

    def peer(self, lines, method):
        return run([self.python, self.peers / "text_bench.py", lines, method, "30"], peer_environment())

    def verdict(self, what, ours, theirs, least):
        ratio = theirs.cpu / ours.cpu
        self.missed += ratio < least
        print(f"{what}: ours {ours.cpu:.2f} CPU s ({ours.wall:.1f} s, {ours.megabytes:.0f} MB), theirs "
              f"{theirs.cpu:.2f} ({theirs.wall:.1f} s, {theirs.megabytes:.0f} MB): {ratio:.1f} times less; "
              f"aim {least} {'yes' if ratio >= least else 'NO'}", flush=True)

    def found_members(self, lines):
        """Precision and recall of the letters' members."""
        with open(lines, encoding="utf-8") as given:
            sent = {one.split("\t", 3)[0] for one in given if one.split("\t", 3)[2] != "-1"}
        with open(self.scratch / "campaigns.csv", newline="", encoding="utf-8") as file:
            found = {row["id"] for row in csv.DictReader(file) if row["campaign"]}
        return len(sent & found) / len(found), len(sent & found) / len(sent)

    def likeness_of_topics(self, lines):
        """Normalised mutual information of coarse themes with the topics that made the comments."""
        sys.path.insert(0, str(self.shared / "tools"))
        import score_themes
        with open(lines, encoding="utf-8") as given:
            topic = dict(one.split("\t", 3)[:2] for one in given)
        theme = {}
        with open(self.scratch / "themes/assignments.csv", newline="", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                theme.setdefault(row["id"], row["theme"])
        ids = [one for one in topic if topic[one] != "-1"]
        return score_themes.nmi_ari([topic[one] for one in ids], [theme.get(one, "") for one in ids])[0]

    def beside_peers(self, count):
        lines, table = comments(self, count)
        print(f"{count:,} comments, {table.stat().st_size / 1e6:.0f} MB")
        ours, theirs = in_turn(self.times, lambda: self.themes(table), lambda: self.peer(lines, "nmf"))
        self.verdict("themes beside TF-IDF and NMF", ours, theirs, 10)
        said = re.search(r"NMI=([\d.]+)", theirs.said)
        print(f"  likeness to the topics that made them (NMI): ours {self.likeness_of_topics(lines):.3f}, "
              f"theirs {said.group(1) if said else '?'}")
        ours, theirs = in_turn(self.times, lambda: self.campaigns(table), lambda: self.peer(lines, "minhash"))
        self.verdict("campaigns beside MinHash", ours, theirs, 20)
        precision, recall = self.found_members(lines)
        self.missed += recall < .97
        said = re.search(r"precision=([\d.]+) recall=([\d.]+)", theirs.said)
        print(f"  members: ours precision {precision:.3f}, recall {recall:.3f} (aim .97); theirs "
              f"{said.group(1)}, {said.group(2)}" if said else "  members: theirs not said")

    def spent_by_dense(self):
        """The reference goes on to far larger ones, and is ended."""
        child = subprocess.Popen(
            [self.python, "-u", self.peers / "polis_ref.py", self.scratch / "none", self.scratch / "none"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=peer_environment())
        said = (re.match(r"10000x500 .* cpu ([\d.]+)s", line) for line in child.stdout)
        spent = next((float(one.group(1)) for one in said if one), None)
        child.kill()
        child.wait()
        if spent is None:
            raise SystemExit("the dense reference did not say what it took")
        return spent

    def opinions(self):
        program = self.heed.parent / "opinions_bench"
        if not program.exists():
            print(f"SKIP opinion groups: {program} is not built")
            return
        def spent_by_ours():
            said = run([program, "10000", "500", "0.1"]).said
            return float(re.search(r'"cpu_s": ([\d.]+)', said).group(1))

        both = [(spent_by_ours(), self.spent_by_dense()) for _ in range(self.times)]
        spent, theirs = (min(side) for side in zip(*both))
        ratio = theirs / spent
        self.missed += ratio < 30
        print(f"opinion groups, 500,000 votes: ours {spent:.3f} CPU s, dense {theirs:.1f}: {ratio:.0f} times "
              f"less; aim 30 {'yes' if ratio >= 30 else 'NO'}", flush=True)

    def grow(self):
        """The slope is that of the logarithms: 1 is linear, 2 as the square. Starting costs the same
        for few and for many, so `heed --version` is taken off before it."""
        print("\n| comments | MB | themes, CPU s | slope | wall s | MB used | campaigns, CPU s | slope | wall s "
              "| MB used |\n|---|---|---|---|---|---|---|---|---|---|")
        started = sorted(run([self.heed, "--version"]).cpu for _ in range(3))[1]
        before = None
        for count in (10_000, 30_000, 100_000, 300_000, 1_000_000):
            _, table = comments(self, count)
            costs = self.themes(table), self.campaigns(table)
            cells = [f"{count:,}", f"{table.stat().st_size / 1e6:.0f}"]
            for which, cost in enumerate(costs):
                slope = ""
                if before:
                    less, fewer = before[1][which], before[0]
                    slope = f"{math.log((cost.cpu - started) / (less.cpu - started), count / fewer):.2f}"
                cells += [f"{cost.cpu:.2f}", slope, f"{cost.wall:.1f}", f"{cost.megabytes:.0f}"]
            print("| " + " | ".join(cells) + " |", flush=True)
            before = count, costs
            if count == 1_000_000:
                self.missed += costs[0].wall > 60 or costs[0].megabytes > 1024


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--heed", type=pathlib.Path,
                     default=os.environ.get("HEED_BINARY", ROOT / "build/release/heed"))
    ask.add_argument("--shared", type=pathlib.Path,
                     default=os.environ.get("HEED_SHARED", ROOT.parent / "shared"))
    ask.add_argument("--python", default=sys.executable)
    ask.add_argument("--count", type=int, default=100_000)
    ask.add_argument("--times", type=int, default=5)
    ask.add_argument("--grow", action="store_true")
    ask.add_argument("--scratch", type=pathlib.Path, help="keep the made comments here")
    options = ask.parse_args()
    if not (options.shared / "peers_bench").is_dir():
        print(f"SKIP text beside peers: {options.shared}/peers_bench is not there")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options, options.scratch or pathlib.Path(folder))
        if bench.has_peers:
            bench.beside_peers(options.count)
            bench.opinions()
        else:
            print(f"SKIP peers: {options.python} has no scikit-learn")
        if options.grow:
            bench.grow()
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
