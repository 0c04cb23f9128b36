#!/usr/bin/env python3
"""How well `heed themes` and `heed campaigns` find what people found, beside what is asked of them.

    bench/quality/themes.py [--heed build/release/heed] [--shared ../shared] [--seeds 1,101,201]

Scored by tools/score_themes.py of the shared folder, over several seeds: the mean counts, and every
seed is shown. Also runs one file with one thread and with two and compares the bytes. Exit 1 when a
must is missed.
"""
import argparse
import csv
import filecmp
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import sets  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ("themes.csv", "assignments.csv", "quotes.csv", "report.html")


class Bench:
    def __init__(self, heed, shared, scratch, seeds):
        self.heed, self.shared, self.scratch, self.seeds = heed, shared, scratch, seeds
        self.missed = 0

    def run(self, *arguments):
        subprocess.run([self.heed, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)

    def score(self, what, **files):
        command = [sys.executable, self.shared / "tools/score_themes.py", what]
        for name, path in files.items():
            command += [f"--{name}", path]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def row(self, what, got, must=None, aim=None):
        mean = sum(got) / len(got)
        verdict = "" if must is None else "MISSED" if mean < must else "aim" if mean >= aim else "must"
        self.missed += verdict == "MISSED"
        each = " ".join(f"{value:.3f}" for value in got)
        print(f"{what:52} {must if must is not None else '':>5} {aim if aim is not None else '':>5} "
              f"{mean:6.3f} {verdict:7} {each}", flush=True)

    def discovery(self, one, options, wanted):
        """wanted: score's name to (said, must, aim)."""
        got = {name: [] for name in wanted}
        for seed in self.seeds:
            out = self.scratch / f"{one.name}-{seed}"
            self.run("themes", one.comments, "--out", out, "--seed", seed, *options)
            if not one.gold:
                continue
            scores = self.score("discovery", pred=out / "assignments.csv", gold=one.gold)
            for name in wanted:
                got[name].append(scores.get(name, 0.0))
        for name, (said, must, aim) in wanted.items():
            if one.gold:
                self.row(f"{one.name}: {said}", got[name], must, aim)
        if not one.gold:
            print(f"{one.name}: runs; nobody coded it")

    def themes(self):
        for one in sets.themes(self.shared, self.scratch):
            if one.name == "banking77":
                self.discovery(one, ["--themes", 77, "--single"], {
                    "nmi": ("NMI at 77", .66, .70), "ari": ("ARI at 77", .33, .40),
                    "acc": ("accuracy at 77", .45, .52)})
            elif one.name == "nhs_fft_phase1":
                self.discovery(one, ["--question", "question", "--themes", 9, "--level", "fine"], {
                    "mean_best_f1": ("mean best F1, 27 fine", .30, .36),
                    "merge_recall_f50": ("recall after merging, 27 fine", .40, .55)})
            else:
                found = {"nmi": ("NMI", None, None), "mean_best_f1": ("mean best F1, fine", None, None),
                         "merge_recall_f50": ("recall after merging, fine", None, None)}
                self.discovery(one, ["--level", "fine"], found)

    def campaigns(self):
        folder = self.shared / "data/themes"
        out = self.scratch / "campaigns.csv"
        self.run("campaigns", folder / "campaign.csv", "--out", out)
        scores = self.score("campaign", pred=out, gold=folder / "campaign.gold.csv")
        self.row("campaign: recall of members", [scores["member_recall"]], .97, .99)
        self.row("campaign: precision of members", [scores["member_precision"]], .97, .99)
        with open(folder / "campaign.gold.csv", newline="", encoding="utf-8") as file:
            kinds = {row["id"]: row["kind"] for row in csv.DictReader(file) if row["campaign"]}
        with open(out, newline="", encoding="utf-8") as file:
            found = {row["id"] for row in csv.DictReader(file) if row["campaign"]}
        for kind in sorted(set(kinds.values())):
            members = [one for one, its in kinds.items() if its == kind]
            recall = sum(one in found for one in members) / len(members)
            limits = (.95, .99) if kind == "personal_heavy" else (None, None)
            self.row(f"campaign: recall, {kind}", [recall], *limits)

    def threads(self):
        one = sets.nhs(self.shared, self.scratch)
        for threads in (1, 2):
            self.run("themes", one.comments, "--out", self.scratch / f"by-{threads}", "--threads",
                     threads)
        same = filecmp.cmpfiles(self.scratch / "by-1", self.scratch / "by-2", FILES, shallow=False)[0]
        self.row("one and two threads give the same bytes, of 4 files", [len(same)], 4, 4)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heed", default=os.environ.get("HEED_BINARY", ROOT / "build/release/heed"))
    parser.add_argument("--shared", type=pathlib.Path,
                        default=os.environ.get("HEED_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--seeds", default="1,101,201")
    options = parser.parse_args()
    shared = pathlib.Path(options.shared)
    if not (shared / "data/themes").is_dir():
        print(f"SKIP themes: {shared} is not there")
        return 0
    print(f"seeds {options.seeds}\n{'what':52} {'must':>5} {'aim':>5} {'got':>6}")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options.heed, shared, pathlib.Path(scratch), options.seeds.split(","))
        bench.themes()
        bench.campaigns()
        bench.threads()
    return 1 if bench.missed else 0


if __name__ == "__main__":
    sys.exit(main())
