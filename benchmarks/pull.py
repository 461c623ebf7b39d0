"""Time for pulling a large workspace, beside one request after another and beside what is possible.

`python benchmarks/pull.py` starts the stand-in of the tests in a process of its own, pulls from
it, asks the same questions one at a time, and writes `benchmarks/results/pull.md`.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from segkit.segment_api.client import PublicApi
from segkit.segment_api.limits import AT_ONCE
from segkit.segment_api.pull import pull_workspace
from segkit.segment_api.token import Token
from segkit.version import __version__

SOURCES, DESTINATIONS, ACTIONS, WAREHOUSES, RULES = 200, 600, 400, 4, 2_000
LATENCY = 0.03  # seconds
LIMIT = 1_000
"""Requests a minute in the second measurement; Segment's own number is not published."""

TOKEN = "sgp_InventedForTheBenchmark"  # noqa: S105 it opens nothing
ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "pull.md"


def main() -> None:
    """Measure and write the table, or be the stand-in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="pulls of each kind (default: 5)")
    parser.add_argument("--serve", type=int, metavar="LIMIT", help="only be the stand-in")
    given = parser.parse_args()
    if given.serve is not None:
        serve(given.serve)
        return
    free, asked = measured(0, given.runs)
    one_by_one = asked_one_by_one(asked)
    limited, _ = measured(LIMIT, 1)
    RESULT.write_text(table(free, one_by_one, limited, len(asked), given.runs), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def measured(limit: int, runs: int) -> tuple[list[float], list[str]]:
    """Seconds of each pull, the first not counted when there are several; and what was asked."""
    seconds: list[float] = []
    asked: list[str] = []
    for _ in range(runs + (runs > 1)):
        with Stand(limit) as url:
            begun = time.perf_counter()
            found = pull_workspace(PublicApi(Token(TOKEN), addresses={"": url}))
            seconds.append(time.perf_counter() - begun)
            check(found)
            asked = httpx.get(f"{url}/asked").json()
    return seconds[-runs:], asked


def asked_one_by_one(asked: list[str]) -> float:
    """Seconds for the same questions, each after the answer to the one before."""
    with Stand(0) as url, httpx.Client() as client:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        begun = time.perf_counter()
        for path in asked:
            version_asked = "v1alpha" if "subscriptions" in path or "models" in path else "v1"
            accept = f"application/vnd.segment.{version_asked}+json"
            client.get(url + path, headers=headers | {"Accept": accept}).raise_for_status().json()
        return time.perf_counter() - begun


def check(found: dict[str, Any]) -> None:
    """A pull that brings less than there is would be no measurement."""
    rules = sum(len(some) for some in found["trackingPlanRules"].values())
    counts = (len(found["sources"]), len(found["destinations"]), rules, len(found["filters"]))
    if counts != (SOURCES, DESTINATIONS, RULES, DESTINATIONS) or "notAvailable" in found:
        raise SystemExit(f"The pull is not whole: {counts}, {found.get('notAvailable')}")


class Stand:
    """The stand-in as a process; its address inside `with`."""

    def __init__(self, limit: int) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(limit)], stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> str:
        return (self.process.stdout or sys.stdin).readline().strip()

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def serve(limit: int) -> None:
    """Answer until killed."""
    double = load_double()

    class Telling(double.SegmentApi):  # type: ignore[name-defined, misc]
        def _answer(self, asked: object) -> object:
            if getattr(asked, "path", "") == "/asked":
                return double.Canned(200, [one.target for one in self.asked[:-1]])
            return super()._answer(asked)

    api = Telling(workspace(), token=TOKEN, latency=LATENCY)
    api.limits = {"/tracking-plans/{id}/rules": 200} | ({"": limit} if limit else {})
    with double.running(api):
        print(api.url, flush=True)
        while True:
            time.sleep(60)


def load_double() -> ModuleType:
    """`tests/doubles/segment_api.py`."""
    file = ROOT / "tests" / "doubles" / "segment_api.py"
    spec = importlib.util.spec_from_file_location("segment_api", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no {file}.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["segment_api"] = module
    spec.loader.exec_module(module)
    return module


def workspace() -> dict[str, Any]:
    """A large customer's workspace, invented."""
    action = {"id": "a", "slug": "send", "name": "Send", "platform": "CLOUD", "fields": []}
    sources = [
        {
            "id": f"source{n}", "slug": f"shop_{n}_prod", "name": f"Shop {n} prod",
            "workspaceId": "w", "enabled": True, "writeKeys": [f"key{n:029}"], "labels": [],
            "metadata": {"id": "m", "slug": "javascript", "name": "Javascript", "options": []},
        }
        for n in range(SOURCES)
    ]  # fmt: skip
    destinations = [
        {
            "id": f"destination{n}", "name": f"Destination {n}", "enabled": True, "settings": {},
            "sourceId": f"source{n % SOURCES}",
            "metadata": {"id": f"m{n % 40}", "slug": f"tool-{n % 40}", "name": f"Tool {n % 40}",
                         "options": [], "actions": [action] if n < ACTIONS else []},
        }
        for n in range(DESTINATIONS)
    ]  # fmt: skip
    schema = {"type": "object", "properties": {"properties": {"type": "object", "properties": {
        f"order_detail_{n}": {"type": "string"} for n in range(10)}}}}  # fmt: skip
    rules = [
        {"type": "TRACK", "key": f"Order Step {n} Completed", "version": 1, "jsonSchema": schema}
        for n in range(RULES)
    ]
    ids = [one["id"] for one in sources]
    return {
        "workspace": {"id": "w", "slug": "quillmoor", "name": "Quillmoor Supply"},
        "sources": sources,
        "destinations": destinations,
        "filters": [
            {"id": f"f{n}", "destinationId": one["id"], "if": 'type = "track"', "actions": []}
            for n, one in enumerate(destinations)
        ],
        "subscriptions": [
            {"id": f"s{n}", "destinationId": one["id"], "trigger": 'type = "track"', "settings": {}}
            for n, one in enumerate(destinations[:ACTIONS])
        ],
        "warehouses": [{"id": f"warehouse{n}", "settings": {}} for n in range(WAREHOUSES)],
        "connectedSources": {f"warehouse{n}": ids for n in range(WAREHOUSES)},
        "trackingPlans": [{"id": "tp_1", "type": "LIVE", "name": "Quillmoor shop"}],
        "trackingPlanSources": {"tp_1": ids},
        "trackingPlanRules": {"tp_1": rules},
        "sourceSettings": [{"sourceId": one, "settings": {}} for one in ids],
    }


def table(free: list[float], one_by_one: float, limited: list[float], count: int, runs: int) -> str:
    """The result as Markdown, ratios first."""
    pull = statistics.median(free)
    bound = math.ceil(count / AT_ONCE) * LATENCY
    waits = (count - 1) // LIMIT
    bound_limited = waits * 60 + math.ceil((count - waits * LIMIT) / AT_ONCE) * LATENCY
    lines = [
        (
            f"| {one_by_one / pull:.1f} times faster | the same requests one at a time "
            f"| {pull:.2f} s | {one_by_one:.2f} s |"
        ),
        (
            f"| {pull / bound:.2f} times as long | lower bound: {count:,} requests, {AT_ONCE} at once, "
            f"{LATENCY * 1000:.0f} ms each | {pull:.2f} s | {bound:.2f} s |"
        ),
        (
            f"| {limited[0] / bound_limited:.2f} times as long | lower bound with {LIMIT:,} requests a "
            f"minute, which nobody announces | {limited[0]:.2f} s | {bound_limited:.2f} s |"
        ),
    ]
    measured_on = (
        f"Medians of {runs} pulls (one with the limit) from a stand-in in a process of its own, on "
        f"one machine ({platform.system()}, {platform.machine()}, {os.cpu_count()} cores; Python "
        f"{platform.python_version()}, segkit {__version__}, httpx {version('httpx')}), "
        f"whose load average was {os.getloadavg()[0]:.0f} in the end."
    )
    return "\n".join(
        [
            "# Pulling a large workspace",
            "",
            "Made by `python benchmarks/pull.py`; what is measured: [README](../README.md).",
            "",
            (
                f"{SOURCES} sources, {DESTINATIONS} destinations ({ACTIONS} on Actions), {RULES:,} rules, "
                f"{LATENCY * 1000:.0f} ms latency: {count:,} requests."
            ),
            "",
            "| segkit is | than, or as | segkit | the other |",
            "|---|---|---:|---:|",
            *lines,
            "",
            measured_on,
            "",
        ]
    )


if __name__ == "__main__":
    main()
