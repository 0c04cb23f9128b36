"""docs/erasure.md knows every table, so that no reading copy is forgotten when somebody asks."""
import re

from checking import Problem, files, read

RULE = "Every table of schema/ has a row in docs/erasure.md."
PAGE = "docs/erasure.md"


def problems(root):
    listed = set(re.findall(r"^\| (\w+) \| `(\w+)` \|", read(root, PAGE), re.M))
    there, found = set(), []
    for path in files(root):
        named = re.fullmatch(r"schema/\d{4}_([a-z]+)_\w+\.sql", path)
        if path.endswith(".sql") and path.startswith("schema/") and not named:
            found.append(Problem(path, "does not say its number and its store.", "NNNN_main_what.sql, or identity, or keys"))
        if not named:
            continue
        text = read(root, path)
        for table in re.findall(r"^\s*create table (?:if not exists )?(\w+)", text, re.M | re.I):
            there.add((named[1], table))
            if (named[1], table) not in listed:
                found.append(Problem(path, f"{PAGE} has no row for {named[1]}'s {table}.",
                                     f"add: | {named[1]} | `{table}` | what it holds of a person | what happens at erasure |"))
        there -= {(named[1], gone) for gone in re.findall(r"^\s*drop table (\w+)", text, re.M | re.I)}
    found += [Problem(PAGE, f"names {store}'s {table}, which no migration makes.", "remove the row")
              for store, table in sorted(listed - there)]
    return found


GOOD = {"schema/0001_main_a.sql": "create table voice (\n  id bytea\n);\n", PAGE: "| main | `voice` | words | removed |\n"}
BAD = [({"schema/0002_main_b.sql": "create table story (\n"}, "no row for main's story"),
       ({PAGE: GOOD[PAGE] + "| main | `gone` | x | y |\n"}, "no migration makes"),
       ({"schema/b.sql": ""}, "its number and its store")]
