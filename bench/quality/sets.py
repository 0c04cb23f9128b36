"""The sets that quality is measured on: each as a file of comments and a file of people's codes.

    for one in sets.themes(shared, scratch): run(one.comments, one.gold, one.codes)

Those of shared/data/themes are used where they are; the others are rewritten, into a scratch folder,
as id,text[,question] and id,label.
"""
import csv
import json
import pathlib
from typing import NamedTuple

csv.field_size_limit(10**9)


class Set(NamedTuple):
    name: str
    comments: pathlib.Path
    gold: pathlib.Path | None  # None: nobody coded it; it only has to run.
    codes: int


def _write(path, heading, rows):
    with open(path, "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([heading, *rows])
    return path


def _made(scratch, name, comments, codes):
    """comments: id to (text, question); codes: id to a set of labels."""
    labels = {label for said in codes.values() for label in said}
    return Set(
        name,
        _write(scratch / f"{name}.csv", ["id", "text", "question"],
               [[i, text, question] for i, (text, question) in comments.items()]),
        _write(scratch / f"{name}.gold.csv", ["id", "label"],
               [[i, label] for i, said in codes.items() for label in sorted(said)]),
        len(labels))


def _decoded(path):
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def banking77(shared, _scratch):
    folder = shared / "data/themes"
    return Set("banking77", folder / "banking77.csv", folder / "banking77.gold.csv", 77)


def nhs(shared, _scratch):
    folder = shared / "data/themes"
    return Set("nhs_fft_phase1", folder / "nhs_fft_phase1.csv", folder / "nhs_fft_phase1.gold.csv", 9)


def goemotions(shared, scratch):
    comments, codes = {}, {}
    for part in ("dev", "test"):
        for line in (shared / f"data/goemotions_small/{part}.tsv").read_text("utf-8").splitlines():
            text, labels, one = line.split("\t")
            comments[one], codes[one] = (text, ""), set(labels.split(","))
    return _made(scratch, "goemotions_small", comments, codes)


def napire(shared, scratch):
    """Causes that practitioners named: five files of one coding scheme."""
    comments, codes = {}, {}
    for path in sorted((shared / "data/coded_open_answers_napire").glob("v_2[78][0-9]_with*")):
        if not 277 <= int(path.name[2:5]) <= 281:
            continue
        for row in csv.DictReader(_decoded(path).splitlines(), delimiter=";"):
            one = f"{path.name[:5]}-{row['lfdn'].split('.')[0]}"
            comments[one] = (row[path.name[:5]] or "", "")
            codes.setdefault(one, set()).add((row["tag"] or "").strip())
    return _made(scratch, "coded_open_answers_napire", comments, codes)


def gadarian(shared, scratch):
    rows = csv.DictReader(_decoded(shared / "data/gadarian_open_answers/gadarian.csv").splitlines())
    texts = {str(n): (row["open.ended.response"], "") for n, row in enumerate(rows)}
    made = _made(scratch, "gadarian_open_answers", texts, {})
    return made._replace(gold=None, codes=0)


def consult(shared, scratch):
    comments, codes = {}, {}
    folder = shared / "data/consult_themefinder/gambling_XS"
    for part in ("question_part_1", "question_part_2"):
        asked = json.loads((folder / f"inputs/{part}/question.json").read_text("utf-8"))
        lines = (folder / f"inputs/{part}/responses.jsonl").read_text("utf-8").splitlines()
        for row in map(json.loads, lines):
            comments[f"{part}-{row['response_id']}"] = (row["response"], asked["question_text"])
        for path in (folder / "outputs/mapping").glob(f"*/{part}/mapping.jsonl"):
            for row in map(json.loads, path.read_text("utf-8").splitlines()):
                codes[f"{part}-{row['response_id']}"] = {f"{part}-{c}" for c in row["labels"]}
    return _made(scratch, "consult_themefinder", comments, codes)


def themes(shared, scratch):
    for make in (banking77, nhs, goemotions, napire, gadarian, consult):
        yield make(shared, scratch)
