"""Time and memory of `segkit verify` over a large file of calls, beside a bare loop and others.

`python benchmarks/verify.py` writes a million calls of one kilobyte (50 planned events, one call of
a hundred breaks its rule), and reads them with segkit and with yardsticks that do less, in turns.
Each reading is a program of its own; processor time is that of all its processes. Bytecode of
modules is kept, as where segkit is installed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path

EVENTS = 50
RESULT = Path(__file__).parent / "results" / "verify.md"
GOAL = 0.7
MOST_MB = 400
SLOW_CALLS = 20_000
"""How many calls the plain loop with `jsonschema` reads; its rate is the same for more."""

Schema = dict[str, object]


def rule(number: int) -> dict[str, object]:
    """One rule of the plan, as the Public API gives it."""
    line: Schema = {
        "type": "object",
        "properties": {
            "sku": {"type": "string", "pattern": "^[A-Z]-"},
            "quantity": {"type": "integer"},
        },
        "required": ["sku"],
    }
    properties: Schema = {
        "type": "object",
        "properties": {
            "order_id": {"type": "string"},
            "total": {"type": "number", "minimum": 0},
            "currency": {"type": "string", "enum": ["EUR", "GBP"]},
            "coupon": {"type": "string"},
            "products": {"type": "array", "items": line},
        },
        "required": ["order_id", "total"],
    }
    schema: Schema = {
        "type": "object",
        "properties": {"context": {}, "traits": {}, "properties": properties},
        "required": ["properties"],
    }
    return {"type": "TRACK", "key": f"Event {number}", "version": 1, "jsonSchema": schema}


def call(number: int, chance: random.Random) -> dict[str, object]:
    """One call as it lies in an archive."""
    user = chance.randrange(200_000)
    moment = f"2026-11-{20 + number // 200_000 % 9}T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}.{number % 1000:03}Z"
    total: object = "x" if number % 100 == 7 else round(chance.random() * 100, 2)
    return {
        "type": "track", "event": f"Event {number % EVENTS}",
        "messageId": f"ajs-next-{1796017391045 + number}-{chance.getrandbits(128):032x}",
        "anonymousId": f"a-{user:08x}-77aa-4bcd", "userId": f"u-{user}",
        "timestamp": moment, "originalTimestamp": moment, "sentAt": moment, "receivedAt": moment,
        "projectId": "invented", "version": 2, "channel": "client",
        "integrations": {"Segment.io": True},
        "properties": {
            "order_id": f"o-{number}", "total": total, "currency": "EUR", "coupon": "SPRING",
            "products": [{"sku": "L-1", "quantity": 2}, {"sku": "L-2", "quantity": 1}],
        },
        "context": {
            "library": {"name": "analytics.js", "version": "next-1.84.3"},
            "page": {
                "path": "/lamps/brass", "referrer": "https://www.example.com/", "search": "",
                "title": "Brass lamp | Quillmoor", "url": "https://shop.example/lamps/brass",
            },
            "userAgent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/156.0.0.0 Safari/537.36",
            "locale": "en-GB", "timezone": "Europe/London", "ip": "203.0.113.9",
        },
    }  # fmt: skip


def lines_between(file: Path, start: int, end: int) -> Iterator[bytes]:
    """The lines that begin between two places."""
    with file.open("rb") as stream:
        if start:
            stream.seek(start - 1)
            stream.readline()
        at = stream.tell()
        for line in stream:
            if at >= end:
                return
            at += len(line)
            yield line


def bare(file: Path, rules: list[Schema], start: int, end: int) -> tuple[int, int]:
    """What nothing that judges every call can do without: decode it, and ask its rule."""
    import jsonschema_rs
    import msgspec

    judges = {str(one["key"]): jsonschema_rs.Draft7Validator(one["jsonSchema"]) for one in rules}
    decode, calls, errors = msgspec.json.Decoder().decode, 0, 0
    for line in lines_between(file, start, end):
        found = decode(line)
        judge = judges[found["event"]]
        if not judge.is_valid(found):
            errors += sum(1 for _ in judge.iter_errors(found))
        calls += 1
    return calls, errors


def plain(file: Path, rules: list[Schema], most: int) -> tuple[int, int]:
    """The loop that one writes first."""
    import jsonschema

    judges = {str(one["key"]): jsonschema.Draft7Validator(one["jsonSchema"]) for one in rules}  # type: ignore[arg-type]
    calls = errors = 0
    for line in lines_between(file, 0, file.stat().st_size):
        found = json.loads(line)
        errors += sum(1 for _ in judges[found["event"]].iter_errors(found))
        calls += 1
        if calls == most:
            break
    return calls, errors


def with_duckdb(file: Path) -> tuple[int, int]:
    """Only how often each event stands there."""
    import duckdb

    lines = duckdb.read_json(
        str(file), format="newline_delimited", columns={"event": "VARCHAR", "messageId": "VARCHAR"}
    )
    found = lines.aggregate("event, count(*)").fetchall()
    return sum(count for _, count in found), 0


def with_polars(file: Path) -> tuple[int, int]:
    """The same, streaming."""
    import polars as pl

    wanted = {"event": pl.String, "messageId": pl.String}
    lines = pl.scan_ndjson(file, schema=wanted)
    found = lines.group_by("event").len().collect(engine="streaming")
    return int(found["len"].sum()), 0


def run_way(way: str, folder: Path, jobs: int) -> None:
    """One reading, in this process."""
    file = folder / "calls.jsonl"
    rules = json.loads((folder / "plan.json").read_text(encoding="utf-8"))["data"]["rules"]
    size = file.stat().st_size
    ways: dict[str, Callable[[], tuple[int, int]]] = {
        "jsonschema": partial(plain, file, rules, SLOW_CALLS),
        "duckdb": partial(with_duckdb, file),
        "polars": partial(with_polars, file),
    }
    if way == "bare":
        bounds = [size * n // jobs for n in range(jobs + 1)]
        parts = list(pairwise(bounds))
        if jobs == 1:
            found = [bare(file, rules, *parts[0])]
        else:
            with ProcessPoolExecutor(jobs) as pool:
                found = [
                    one.result() for one in [pool.submit(bare, file, rules, *p) for p in parts]
                ]
        calls, errors = (sum(one[n] for one in found) for n in (0, 1))
    else:
        calls, errors = ways[way]()
    print(json.dumps({"calls": calls, "errors": errors}))


@dataclass(frozen=True)
class Reading:
    """What one reading took."""

    calls: int
    errors: int
    cpu: float
    wall: float
    memory: float


def measured(command: list[str], bytecode: Path) -> Reading:
    """Run a program and see what it and its processes took."""
    begun = time.perf_counter()
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = str(bytecode)
    program = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=around
    )
    assert program.stdout is not None  # noqa: S101 (asked for above)
    said = json.loads(program.stdout.read())
    _, status, usage = os.wait4(program.pid, 0)
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise SystemExit(f"{command} failed")
    errors = said.get("errors")
    if errors is None:
        errors = sum(one["count"] for event in said["events"] for one in event["violations"])
    wall = time.perf_counter() - begun
    return Reading(
        said["calls"], errors, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1e3
    )


def prepare(folder: Path, count: int) -> None:
    """The calls, the plan, and an engagement with it."""
    plan = {"data": {"rules": [rule(number) for number in range(EVENTS)]}}
    (folder / "plan.json").write_text(json.dumps(plan), encoding="utf-8")
    chance = random.Random(7)  # noqa: S311 (test data)
    with (folder / "calls.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(call(number, chance), separators=(",", ":")) + "\n")
    new = [sys.executable, "-m", "segkit", "new", "shop", "--customer", "Quillmoor Supply"]
    subprocess.run([*new, "--plan", "plan.json"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--way")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    if given.way:
        run_way(given.way, given.folder, given.jobs)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, given.calls)
        own = [sys.executable, __file__, "--folder", name, "--way"]
        verify = [
            sys.executable,
            "-m",
            "segkit",
            "verify",
            str(folder / "shop"),
            str(folder / "calls.jsonl"),
            "--json",
        ]
        ways = {
            "bare loop, 1 process": [*own, "bare"],
            "segkit verify, 1 process": [*verify, "--jobs", "1"],
            "bare loop, 2 processes": [*own, "bare", "--jobs", "2"],
            "segkit verify, 2 processes": [*verify, "--jobs", "2"],
            "DuckDB, counting only": [*own, "duckdb"],
            "Polars, counting only": [*own, "polars"],
            "json + jsonschema": [*own, "jsonschema"],
        }
        taken: dict[str, list[Reading]] = {}
        loads = [os.getloadavg()[0]]
        for _ in range(given.runs):
            for way, command in ways.items():
                try:
                    one = measured(command, folder / "bytecode")
                    taken.setdefault(way, []).append(one)
                except ValueError:
                    print(f"{way}: not installed")
            loads.append(os.getloadavg()[0])
    text = "\n".join(table(given.calls, taken, loads))
    RESULT.write_text(f"{text}\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def table(
    count: int, taken: Mapping[str, Sequence[Reading]], loads: Sequence[float]
) -> Iterator[str]:
    """The results in Markdown: of each way its best run."""
    best = {way: min(some, key=lambda one: one.cpu) for way, some in taken.items()}
    yield "# Calls against the plan"
    yield ""
    yield f"{count:,} calls of 1 KB, {EVENTS} planned events, one call of a hundred breaks its rule."
    yield f"The best of {len(loads) - 1} runs in turns; Python {platform.python_version()}, {os.cpu_count()} cores that others use too (load {min(loads):.0f} to {max(loads):.0f}), so processor time is the measure."
    yield ""
    yield "| way | calls a second of processor time | seconds by the clock | peak MB of a process | violations |"
    yield "|---|--:|--:|--:|--:|"
    for way, one in best.items():
        yield f"| {way} | {one.calls / one.cpu:,.0f} | {one.wall:.1f} | {one.memory:,.0f} | {one.errors:,} |"
    yield ""
    counts = Counter(
        one.errors for way, one in best.items() if "counting" not in way and "schema" not in way
    )
    yield f"Bare loop and segkit find the same number of violations: {'yes' if len(counts) == 1 else 'no'}."
    for jobs in ("1 process", "2 processes"):
        ours, theirs = best[f"segkit verify, {jobs}"], best[f"bare loop, {jobs}"]
        share = theirs.cpu / ours.cpu
        state = "kept" if share >= GOAL else "missed"
        yield f"segkit has {share:.2f} of the bare loop's speed with {jobs} (goal {GOAL}: {state})."
    memory = max(one.memory for way, one in best.items() if way.startswith("segkit"))
    yield f"The goal of {MOST_MB} MB: {'kept' if memory < MOST_MB else 'missed'}."


if __name__ == "__main__":
    main()
