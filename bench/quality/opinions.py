#!/usr/bin/env python3
"""Opinion groups beside what Polis published and beside the dense reference, in one run.

  bench/quality/opinions.py [--heed build/release/heed] [--bench build/release/opinions_bench]
                            [--data FOLDER] [--peers FOLDER] [--python python3]

Per conversation of polis_math: cosine of the components, greatest difference of the centre, ARI of
the groups, and how many representative and shared statements are the same with the same figures.
Then CPU seconds: ours and polis_ref.py's on matrices of the same size, each as it draws them.
`--python` runs the reference and needs numpy (and scipy for polis_sparse.py).
"""
import argparse
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parents[2]


def cosine(a, b):
    return abs(sum(x * y for x, y in zip(a, b))) / math.hypot(*a) / math.hypot(*b)


def adjusted_rand(a, b):
    pairs = lambda n: n * (n - 1) / 2
    count = lambda keys: {k: sum(1 for x in keys if x == k) for k in set(keys)}
    both, left, right = count(list(zip(a, b))), count(a), count(b)
    together = sum(map(pairs, both.values()))
    one, other = sum(map(pairs, left.values())), sum(map(pairs, right.values()))
    expected = one * other / pairs(len(a))
    return (together - expected) / ((one + other) / 2 - expected)


def their_groups(math_file):
    bases = math_file["base-clusters"]
    members = dict(zip(bases["id"], bases["members"]))
    return {person: group["id"] for group in math_file["group-clusters"]
            for base in group["members"] for person in members[base]}


def same_stands(ours, theirs):
    mine = {each["tid"]: each for each in ours}
    same = 0
    for each in theirs:
        other = mine.get(each["tid"])
        same += bool(other) and all(
            abs(float(other[k]) - float(v)) < 1e-5 if isinstance(v, (int, float)) else other[k] == v
            for k, v in each.items() if k in other)
    return same, len(theirs)


def conformance(heed, folder):
    with tempfile.TemporaryDirectory() as out:
        said = subprocess.run([heed, "opinions", "--polis-math", folder, "--out", out],
                              check=True, capture_output=True, text=True)
        found = json.loads(pathlib.Path(out, "groups.json").read_text())
    published = json.loads(pathlib.Path(folder, "math-pca2.json").read_text())
    theirs = their_groups(published)
    ours = {person: number for number, group in enumerate(found["groups"]) for person in group}
    shared = sorted(set(ours) & set(theirs))
    group_of = {ours[p]: theirs[p] for p in shared}
    stands = [same_stands(found["representativeness"][str(g)], published["repness"][str(t)])
              for g, t in group_of.items()]
    consensus = [same_stands(found["consensus"][way], published["consensus"][way])
                 for way in ("agree", "disagree")]
    center = min(max(abs(x - sign * y) for x, y in
                     zip(found["center"], published["pca"]["center"])) for sign in (1, -1))
    return {
        "set": pathlib.Path(folder).name,
        "cos": [round(cosine(a, b), 9) for a, b in
                zip(found["components"], published["pca"]["comps"])],
        "center": center,
        "groups": [len(found["groups"]), len(published["group-clusters"])],
        "ari": round(adjusted_rand([ours[p] for p in shared], [theirs[p] for p in shared]), 4),
        "representative": [sum(s for s, _ in stands), sum(n for _, n in stands)],
        "consensus": [sum(s for s, _ in consensus), sum(n for _, n in consensus)],
        "said": said.stderr.strip(),
    }


def reference_cpu(python, script, *arguments):
    """CPU seconds by (people, statements), as the script prints them."""
    said = subprocess.run([python, script, *arguments], capture_output=True, text=True).stdout
    return {(int(p), int(s)): float(cpu) for p, s, cpu in
            re.findall(r"^(\d+)x(\d+) density.*cpu ([0-9.]+)s", said, re.M)}


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--heed", default=str(HERE / "build/release/heed"))
    ask.add_argument("--bench", default=str(HERE / "build/release/opinions_bench"))
    ask.add_argument("--data", default=os.environ.get("HEED_SHARED_DATA", str(HERE / "../shared/data")))
    ask.add_argument("--peers", default=os.environ.get("HEED_PEERS", str(HERE / "../shared/peers_bench")))
    ask.add_argument("--python", default=sys.executable)
    options = ask.parse_args()
    for folder in sorted(pathlib.Path(options.data, "polis_math").glob("*/")):
        print(json.dumps(conformance(options.heed, str(folder))), flush=True)
    ours = [json.loads(line) for line in
            subprocess.run([options.bench], check=True, capture_output=True, text=True).stdout.splitlines()]
    theirs = reference_cpu(options.python, str(pathlib.Path(options.peers, "polis_ref.py")),
                           os.devnull, os.devnull)
    for line in ours:
        reference = theirs.get((line["people"], line["statements"]))
        line["reference_cpu_s"] = reference
        line["times_less"] = round(reference / line["cpu_s"], 1) if reference else None
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
