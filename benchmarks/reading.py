"""Time and memory for reading the largest plan that Segment takes, beside what pandas needs.

`python benchmarks/reading.py` makes the files, runs every reading as a process of its own, in
turns, and writes `benchmarks/results/reading.md`. segkit's share is the whole reading: roles
found, model built, report made. The yardsticks only load the cells, or the JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from segkit.version import __version__

ROWS = 100_000
"""Segment's own limit for a plan that is uploaded as a table."""

RULES = 2_000
"""Segment's own limit for the rules of one plan."""

RESULT = Path(__file__).parent / "results" / "reading.md"
HEADER = (
    "Event Name", "Event Type", "Event Description", "Property Name", "Property Description",
    "Status", "Data Type", "Allowed Property Values", "Example", "PII?",
)  # fmt: skip
SEGKIT = """
from pathlib import Path
from segkit.pull import read_plan
report = read_plan(Path({file!r})).report
assert report.used and report.rows == report.used + len(report.explained)
"""
READINGS = (
    ("plan.xlsx", "`pandas.read_excel` (openpyxl)",
     "import pandas\npandas.read_excel({file!r}, engine='openpyxl', sheet_name=None)"),
    ("plan.csv", "`pandas.read_csv`", "import pandas\npandas.read_csv({file!r})"),
    ("plan.json", "`json.load`", "import json\njson.load(open({file!r}, encoding='utf-8'))"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds of processor time, peak memory in megabytes."""

    seconds: float
    megabytes: float


def main() -> None:
    """Make the files, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of each reading (default: 5)")
    parser.add_argument("--make", type=Path, metavar="FOLDER", help="only make the files there")
    given = parser.parse_args()
    if given.make:
        make_files(given.make)
        return
    runs = given.runs
    with tempfile.TemporaryDirectory() as name:
        # in another process: a child's peak is never below the memory of its parent
        run(__file__, "--make", name)
        lines = [measured(Path(name), reading, runs) for reading in READINGS]
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(table(lines, runs), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def rows() -> Iterator[tuple[str, ...]]:
    """A plan as customers keep it: an event on every row, fifty properties each."""
    types = ("string", "number", "integer", "boolean", "array of strings", "Date time")
    for number in range(ROWS):
        event, field = divmod(number, ROWS // RULES)
        yield (
            f"Order Step {event} Completed",
            "Track",
            f"When a customer of Quillmoor Supply completes step {event} of an order",
            f"order_detail_{field}" if field % 7 else f"products.$.detail_{field}",
            f"What the order says about detail {field}",
            "Required" if field % 3 == 0 else "Optional",
            types[field % len(types)],
            "small, medium, large" if field % 6 == 0 else "",
            f"example {number}",
            "yes" if field % 10 == 0 else "",
        )


def make_files(folder: Path) -> None:
    """The same plan as a workbook and as CSV, and one of `RULES` rules as the API's JSON."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tracking plan")
    with (folder / "plan.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for row in (HEADER, *rows()):
            sheet.append(row)
            writer.writerow(row)
    book.save(folder / "plan.xlsx")
    rules = [rule(number) for number in range(RULES)]
    answer = {"data": {"trackingPlan": {"id": "tp_1", "name": "Quillmoor Web"}, "rules": rules}}
    (folder / "plan.json").write_text(json.dumps(answer), encoding="utf-8")


def rule(number: int) -> dict[str, object]:
    """A rule of twenty properties, two of them nested."""
    names = {
        f"order_detail_{field}": {"type": ["string", "null"], "description": f"Detail {field}"}
        for field in range(18)
    }
    item = {"type": "object", "properties": {"sku": {"type": "string"}}, "required": ["sku"]}
    properties = {
        "type": "object",
        "properties": {**names, "products": {"type": "array", "items": item}},
        "required": ["order_detail_0"],
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "description": f"Step {number} of an order is completed",
        "labels": {"area": "shop"},
        "properties": {"context": {"type": "object"}, "properties": properties},
        "required": ["properties"],
    }
    key = f"Order Step {number} Completed"
    return {"type": "TRACK", "key": key, "jsonSchema": schema, "version": 1}


def measured(folder: Path, reading: tuple[str, str, str], runs: int) -> str:
    """Both readings of a file in turns, the first turn not counted; a line of the table."""
    name, yardstick, code = reading
    file = str(folder / name)
    theirs, ours = [], []
    for _ in range(runs + 1):
        theirs.append(run("-c", code.format(file=file)))
        ours.append(run("-c", SEGKIT.format(file=file)))
    own, other = median(ours[1:]), median(theirs[1:])
    size = Path(file).stat().st_size / 1e6
    return (
        f"| {own.seconds / other.seconds:.2f} | {own.megabytes / other.megabytes:.2f} "
        f"| `{name}`, {size:.1f} MB | {yardstick} "
        f"| {own.seconds:.2f} s | {other.seconds:.2f} s "
        f"| {own.megabytes:.0f} MB | {other.megabytes:.0f} MB |"
    )


def run(*arguments: str) -> Run:
    """One process, as the operating system accounts for it."""
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ)
    _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit(f"A reading failed with status {os.waitstatus_to_exitcode(status)}.")
    unit = 1 if platform.system() == "Darwin" else 1024  # macOS counts bytes, Linux kilobytes
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6)


def median(runs: list[Run]) -> Run:
    """The middle of the runs, for time and memory on their own."""
    return Run(
        statistics.median(one.seconds for one in runs),
        statistics.median(one.megabytes for one in runs),
    )


def table(lines: list[str], runs: int) -> str:
    """The result as Markdown, ratios first."""
    yardsticks = (f"{name} {version(name)}" for name in ("pandas", "openpyxl"))
    versions = ", ".join([f"segkit {__version__}", *yardsticks])
    head = (
        "| processor time, segkit ÷ yardstick | memory, segkit ÷ yardstick | file | yardstick "
        "| segkit | yardstick | segkit, peak | yardstick, peak |"
    )
    measured_on = (
        f"Medians of {runs} runs, each a process of its own from start to exit, in turns; processor "
        f"time, which others at work on the machine change less than the clock's; "
        f"on one machine ({platform.system()}, {platform.machine()}, {os.cpu_count()} cores; "
        f"Python {platform.python_version()}, {versions})."
    )
    return "\n".join(
        [
            "# Reading the largest plan",
            "",
            "Made by `python benchmarks/reading.py`; what is measured: [README](../README.md).",
            "",
            head,
            "|---:|---:|---|---|---:|---:|---:|---:|",
            *lines,
            "",
            measured_on,
            "",
        ]
    )


if __name__ == "__main__":
    main()
