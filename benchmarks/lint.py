"""Time for reviewing a very large plan: the program from start to exit, and the review alone.

`python benchmarks/lint.py` makes the plan of `benchmarks/large.py` (2,000 rules, 20,000 fields),
once as it is and once with faults in a third of its names and types, and writes
`benchmarks/results/lint.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from large import FULL, plan_document

from segkit.plans.documents.rules import read_rules
from segkit.review.reviewing import review

GOAL = 3.0
RESULT = Path(__file__).parent / "results" / "lint.md"


def main() -> None:
    """Make both plans, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    runs = parser.parse_args().runs
    documents = {"in order": plan_document(), "full of faults": faulty(plan_document())}
    lines = [
        "# Reviewing a plan",
        "",
        f"{FULL.rules:,} rules, {FULL.fields:,} fields; median of {runs} runs in processor time.",
        f"Python {platform.python_version()}, {os.cpu_count()} cores.",
    ]
    rows, slowest = [], 0.0
    for name, document in documents.items():
        found, program, alone = measured(document, runs)
        slowest = max(slowest, program)
        rows.append(f"| {name} | {found:,} | {program:.2f} | {alone:.2f} |")
    kept = "kept" if slowest < GOAL else "not reached"
    lines += [f"The goal of {GOAL:g} seconds for the program: {kept}.", ""]
    lines += [
        "| plan | findings | `segkit lint PLAN --json` | the review alone |",
        "|---|---:|---:|---:|",
    ]
    RESULT.write_text("\n".join([*lines, *rows]) + "\n", encoding="utf-8")
    print("\n".join([*lines, *rows]))


def faulty(document: dict[str, Any]) -> dict[str, Any]:
    """The plan with other casing, no types and no descriptions in every third rule."""
    text: dict[str, Any] = json.loads(json.dumps(document))
    for rule in text["data"]["rules"][::3]:
        if rule.get("key"):
            rule["key"] = rule["key"].lower().replace(" ", "_")
        schema = rule["jsonSchema"]
        schema.pop("description", None)
        for container in schema.get("properties", {}).values():
            fields = container.get("properties", {})
            for name in list(fields)[::2]:
                fields[f"the{name.title()}"] = {"description": fields.pop(name).get("description")}
    return text


def measured(document: dict[str, Any], runs: int) -> tuple[int, float, float]:
    """Findings, and seconds of the program and of the review alone."""
    found = read_rules(document, name="large")
    alone = []
    for _ in range(runs):
        start = time.process_time()
        result = review(found)
        alone.append(time.process_time() - start)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "large.json"
        file.write_text(json.dumps(document), encoding="utf-8")
        program = [spent(file) for _ in range(runs)]
    return len(result.findings), statistics.median(program), statistics.median(alone)


def spent(file: Path) -> float:
    """Processor time of one run of the program."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "segkit", "lint", str(file), "--json"],
        check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
