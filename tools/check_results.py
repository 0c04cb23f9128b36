"""tools/results.py tells the truth: a crash, a timeout, a skip and an empty run are what they are."""
import importlib.util
import pathlib
import tempfile

from checking import Problem

RULE = "tools/results.py counts a crash, a timeout and an empty run as failures, and gives a skip its reason."
HERE = pathlib.Path(__file__).resolve().parent

XML = """<testsuites><testsuite name="Intake">
<testcase classname="Intake" name="a" status="run" result="completed"/>
<testcase classname="Intake" name="b" status="run" result="completed"><failure message="x is 2"/></testcase>
<testcase classname="Intake" name="c" status="run" result="skipped"><skipped message="a_test.cc:3&#x0A;no inputs here"/></testcase>
<testcase classname="Intake" name="DISABLED_d" status="notrun" result="suppressed"/>
</testsuite></testsuites>"""
CRASH = "[ RUN      ] Intake.a\n[       OK ] Intake.a (0 ms)\n[ RUN      ] Intake.b\nSegmentation fault\n"

# (kind, log, XML or None, status, what must be counted, words that must be there)
CASES = [
    ("unit", "", XML, 1, {"passed": 1, "failed": 1, "skipped": 2}, "no inputs here"),
    ("unit", CRASH, None, 139, {"passed": 1, "failed": 1}, "Intake.b"),
    ("unit", "", None, 124, {"failed": 1}, "did not finish in its time"),
    ("unit", "", XML.replace('<failure message="x is 2"/>', ""), 1, {"passed": 2, "failed": 1, "skipped": 2}, "no test failed"),
    ("unit", "", "<testsuites/>", 0, {"failed": 1}, "ran no test"),
    ("part", "SKIP far: no browser\n5 passed, 2 failed\n", None, 1, {"passed": 5, "failed": 2, "skipped": 1}, "no browser"),
    ("part", "# pass 3\n# fail 0\n", None, 0, {"passed": 3}, ""),
    ("part", "5 passed, 0 failed\n", None, 124, {"passed": 5, "failed": 1}, "did not finish in its time"),
    ("part", "nothing said\n", None, 0, {"passed": 1}, ""),
    ("part", "nothing said\n", None, 3, {"failed": 1}, ""),
]


def problems(root):
    path = pathlib.Path(root) / "tools" / "results.py"
    spec = importlib.util.spec_from_file_location("results_under_test", path)
    results = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(results)
    found = []
    for kind, log, xml, status, expected, words in CASES:
        with tempfile.TemporaryDirectory() as folder:
            said = pathlib.Path(folder, "log")
            said.write_text(log, encoding="utf-8")
            report = pathlib.Path(folder, "xml")
            if xml is not None:
                report.write_text(xml, encoding="utf-8")
            rows = (results.unit("p", str(said), str(report), status) if kind == "unit"
                    else results.other("p", str(said), status))
        count = {}
        for row in rows:
            count[row[0]] = count.get(row[0], 0) + row[4]
        if count != expected or words not in str(rows):
            found.append(Problem("tools/results.py", f"{kind} with status {status} and {log or xml!r} gives {rows}.",
                                 f"it must count {expected} and say {words!r}"))
    return found


GOOD = {"tools/results.py": (HERE / "results.py").read_text(encoding="utf-8")}
BAD = [({"tools/results.py": GOOD["tools/results.py"].replace('rows.append(("skipped"', 'rows.append(("passed"')}, "it must count"),
       ({"tools/results.py": GOOD["tools/results.py"].replace("if status and not any", "if False and not any")}, "no test failed"),
       ({"tools/results.py": GOOD["tools/results.py"].replace("(124, 137)", "()")}, "did not finish")]
