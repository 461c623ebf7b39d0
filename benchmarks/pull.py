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
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx

from segkit.segment_api.client import PublicApi
from segkit.segment_api.document import FURTHER
from segkit.segment_api.further import Further
from segkit.segment_api.limits import AT_ONCE
from segkit.segment_api.pull import pull_workspace
from segkit.segment_api.token import Token
from segkit.version import __version__

SOURCES, DESTINATIONS, ACTIONS, WAREHOUSES, RULES = 200, 600, 400, 4, 2_000
SPACES, AUDIENCES, APPS, MODELS, DAYS = 2, 20, 40, 10, 23
LATENCY = 0.03  # seconds
LIMIT = 1_000
"""Requests a minute in the second measurement; Segment's own number is not published."""

Asked = tuple[str, str]
"""Path and query of a request, and its `Accept` header."""

TOKEN = "sgp_InventedForTheBenchmark"  # noqa: S105 it opens nothing
ROOT = Path(__file__).parents[1]
RESULT = Path(__file__).parent / "results" / "pull.md"
FURTHER_RESULT = RESULT.with_name("further.md")


def main() -> None:
    """Measure and write the table, or be the stand-in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="pulls of each kind (default: 5)")
    parser.add_argument("--serve", type=int, metavar="LIMIT", help="only be the stand-in")
    parser.add_argument("--closed", action="store_true", help="without what a pull can do without")
    parser.add_argument("--further", action="store_true", help="measure what a pull can do without")
    given = parser.parse_args()
    if given.serve is not None:
        serve(given.serve, closed=given.closed)
        return
    if given.further:
        FURTHER_RESULT.write_text(further(given.runs), encoding="utf-8")
        print(FURTHER_RESULT.read_text(encoding="utf-8"))
        return
    free, asked = measured(0, given.runs)
    one_by_one = asked_one_by_one(asked)
    limited, _ = measured(LIMIT, 1)
    RESULT.write_text(table(free, one_by_one, limited, len(asked), given.runs), encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))


def measured(
    limit: int, runs: int, *, closed: bool = False, also: Sequence[str] = ()
) -> tuple[list[float], list[Asked]]:
    """Seconds of each pull, the first not counted when there are several; and what was asked."""
    seconds: list[float] = []
    asked: list[Asked] = []
    for _ in range(runs + (runs > 1)):
        with Stand(limit, closed=closed) as url:
            begun = time.perf_counter()
            found = pull_workspace(PublicApi(Token(TOKEN), addresses={"": url}), also=also)
            seconds.append(time.perf_counter() - begun)
            check(found)
            asked = httpx.get(f"{url}/asked").json()
    return seconds[-runs:], asked


def further(runs: int) -> str:
    """What the groups cost that a pull can do without: requests, and the least of several times.

    The kinds take turns, so that whatever else the machine does slows none of them more.
    """
    more = ("audiences", "delivery", "owners")
    kinds: dict[str, Callable[[], tuple[list[float], list[Asked]]]] = {
        "nothing of it is asked for": without_further,
        "it is asked for, and all of it is refused": lambda: measured(0, 1, closed=True),
        "it is asked for, and all of it is there": lambda: measured(0, 1),
        f"`{' '.join(f'--also {one}' for one in more)}`": lambda: measured(0, 1, also=more),
    }
    seconds: dict[str, list[float]] = {kind: [] for kind in kinds}
    processor: dict[str, list[float]] = {kind: [] for kind in kinds}
    counts: dict[str, int] = {}
    for _ in range(runs):
        for kind, pull in kinds.items():
            begun = time.process_time()
            [one], asked = pull()
            processor[kind].append(time.process_time() - begun)
            seconds[kind].append(one)
            counts[kind] = len(asked)
    lines = [
        f"| {kind} | {counts[kind]:,} | {min(seconds[kind]):.2f} s | {min(processor[kind]):.2f} s |"
        for kind in kinds
    ]
    return "\n".join(
        [
            "# What a pull can do without",
            "",
            "Made by `python benchmarks/pull.py --further`; the workspace is that of [pull](pull.md),",
            (
                f"with functions, {SPACES} spaces of {AUDIENCES} audiences each, {APPS} apps, {MODELS} "
                f"models, and usage of {DAYS} days of all {SOURCES} sources."
            ),
            "",
            "| when | requests | time | processor time |",
            "|---|---:|---:|---:|",
            *lines,
            "",
            (
                "`--also syncs` is not in the table: the API allows two of its questions a minute, so "
                "its time is known without measuring, at most ten minutes."
            ),
            "",
            (
                f"The least of {runs} pulls each, which took turns; the load average of the two cores was "
                f"{os.getloadavg()[0]:.0f} in the end."
            ),
            "",
        ]
    )


def without_further() -> tuple[list[float], list[Asked]]:
    """A pull that asks for what it needs, and for nothing else."""

    async def nothing(*_: object) -> None:
        pass

    kept = Further.at_once, Further.of_lists
    Further.at_once = Further.of_lists = nothing  # type: ignore[method-assign] # for as long
    try:
        return measured(0, 1)
    finally:
        Further.at_once, Further.of_lists = kept  # type: ignore[method-assign] # as it was


def asked_one_by_one(asked: list[Asked]) -> float:
    """Seconds for the same questions, each after the answer to the one before."""
    with Stand(0) as url, httpx.Client() as client:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        begun = time.perf_counter()
        for path, accept in asked:
            client.get(url + path, headers=headers | {"Accept": accept}).json()
        return time.perf_counter() - begun


def check(found: dict[str, Any]) -> None:
    """A pull that brings less than there is would be no measurement."""
    rules = sum(len(some) for some in found["trackingPlanRules"].values())
    counts = (len(found["sources"]), len(found["destinations"]), rules, len(found["filters"]))
    gone = set(found.get("notAvailable", {})) - set(FURTHER)
    if counts != (SOURCES, DESTINATIONS, RULES, DESTINATIONS) or gone:
        raise SystemExit(f"The pull is not whole: {counts}, {found.get('notAvailable')}")


class Stand:
    """The stand-in as a process; its address inside `with`."""

    def __init__(self, limit: int, *, closed: bool = False) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", str(limit), *(["--closed"] if closed else [])],
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> str:
        return (self.process.stdout or sys.stdin).readline().strip()

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()


def serve(limit: int, *, closed: bool = False) -> None:
    """Answer until killed."""
    double = load_double()

    class Telling(double.SegmentApi):  # type: ignore[name-defined, misc]
        def _answer(self, asked: object) -> object:
            if getattr(asked, "path", "") == "/asked":
                return double.Canned(
                    200, [(one.target, one.headers.get("accept", "")) for one in self.asked[:-1]]
                )
            return super()._answer(asked)

    api = Telling(workspace(), token=TOKEN, latency=LATENCY)
    if closed:
        doors = (*double.FURTHER_LISTS, *double.FURTHER_SINGLES)
        api.closed = dict.fromkeys(doors, 403)
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
            "metadata": {"id": "m", "slug": "javascript", "name": "Javascript", "options": [],
                         "categories": ["Mobile" if n < APPS else "Website"]},
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
            {
                "id": f"s{n}",
                "destinationId": one["id"],
                "trigger": 'type = "track"',
                "settings": {},
                **({"modelId": f"model{n}"} if n < MODELS else {}),
            }
            for n, one in enumerate(destinations[:ACTIONS])
        ],
        "warehouses": [{"id": f"warehouse{n}", "settings": {}} for n in range(WAREHOUSES)],
        "connectedSources": {f"warehouse{n}": ids for n in range(WAREHOUSES)},
        "trackingPlans": [{"id": "tp_1", "type": "LIVE", "name": "Quillmoor shop"}],
        "trackingPlanSources": {"tp_1": ids},
        "trackingPlanRules": {"tp_1": rules},
        "sourceSettings": [{"sourceId": one, "settings": {}} for one in ids],
        **further_objects(ids),
    }


def further_objects(sources: Sequence[str]) -> dict[str, Any]:
    """What a pull can do without, of such a customer."""
    days = [f"2026-11-{n + 1:02d}" for n in range(DAYS)]
    used = [{"sourceId": one, "timestamp": day} for one in sources for day in days]
    pairs = [(f"source{n % SOURCES}", f"destination{n}") for n in range(DESTINATIONS)]
    audiences = [
        {"id": f"a{n}", "spaceId": f"space{n % SPACES}", "name": f"Audience {n}"}
        for n in range(SPACES * AUDIENCES)
    ]
    return {
        "sourceFunctions": [{"id": "f1", "resourceType": "SOURCE"}],
        "destinationFunctions": [{"id": "f2", "resourceType": "DESTINATION"}],
        "spaces": [{"id": f"space{n}", "name": f"Space {n}"} for n in range(SPACES)],
        "audiences": audiences,
        "audienceDestinations": [
            {"audienceId": one["id"], "destinations": []} for one in audiences
        ],
        "warehouseStates": [
            {"warehouseId": f"warehouse{n}", "connectionState": "CONNECTED"}
            for n in range(WAREHOUSES)
        ],
        "modelSyncs": [{"subscriptionId": f"s{n}", "syncs": []} for n in range(MODELS)],
        "mtuUsage": {"daily": [], "bySource": [{**one, "identified": "1"} for one in used]},
        "apiUsage": {"daily": [], "bySource": [{**one, "apiCalls": "1"} for one in used]},
        "userGroups": [{"id": "g", "name": "Shop team"}],
        "deliveryOverview": {
            "steps": [
                *(
                    {"step": step, "sourceId": one, "items": []}
                    for one in sources
                    for step in ("received", "failedOnIngest", "filteredAtSource")
                ),
                *(
                    {"step": step, "sourceId": source, "destinationId": one, "items": []}
                    for source, one in pairs
                    for step in ("filtered", "failed", "delivered")
                ),
            ]
        },
        "deliveryMetrics": {
            "items": [
                {"sourceId": source, "destinationId": one, "metrics": []} for source, one in pairs
            ]
        },
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
