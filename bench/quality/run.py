#!/usr/bin/env python3
"""Runs every part of bench/quality: each *.py here but this one and sets.py. Exit 1 when one fails.

    HEED_BINARY=build/release/heed HEED_SHARED=../shared bench/quality/run.py
"""
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve()
failed = 0
for part in sorted(HERE.parent.glob("*.py")):
    if part.name in (HERE.name, "sets.py"):
        continue
    print(f"== {part.stem}", flush=True)
    failed += subprocess.run([sys.executable, part]).returncode != 0
sys.exit(1 if failed else 0)
