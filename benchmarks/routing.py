"""Time for deriving what reaches what in a very large workspace, and for judging filters.

`python benchmarks/routing.py` builds a workspace of 200 sources and 600 destinations with a plan
of 2,000 rules in memory, derives connections, coverage and considerations from it, and writes
`benchmarks/results/routing.md`. Every run starts with empty caches. Beside it, FQL evaluations a
second are compared with a plain recursive evaluator that splits the text by hand each time.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import statistics
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from segkit.considerations.deriving import considerations
from segkit.delivery.case import Case
from segkit.delivery.coverage import Coverage
from segkit.derive.environments import placements
from segkit.knowledge.libraries import kind_of, library_of
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    Source,
    SourceCatalog,
    Warehouse,
    Workspace,
)
from segkit.routing.fql import evaluate, holds, parse, reach, takes, trigger_fires
from segkit.routing.fql.conditions import conditions
from segkit.routing.modes import connections

SOURCES, DESTINATIONS, RULES, FIELDS = 200, 600, 2_000, 20
GOAL = 1.0
RESULT = Path(__file__).parent / "results" / "routing.md"
CLOCK = time.process_time
"""The derivation is one thread that waits for nothing, so that its own time is the measure."""

LIBRARIES = ("javascript", "apple", "kotlin-android", "node-js", "python", "http-api")
METHODS = frozenset({"track", "identify", "page", "group", "alias"})
CONDITIONS = (
    'type = "track"',
    'type = "track" and event = "Order 7 Completed"',
    'event = "Order 1 Completed" or event = "Order 2 Completed"',
    'type = "track" and (properties.total >= 100 or properties.plan = "pro")',
    'contains(event, "Order") and properties.currency != null',
    'match(event, "Order*")',
)
CALL: Mapping[str, object] = {
    "type": "track",
    "event": "Order 7 Completed",
    "userId": "u-1",
    "properties": {"total": 120, "plan": "free", "currency": "GBP"},
}


def main() -> None:
    """Build, measure, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="runs of the derivation (default: 5)")
    given = parser.parse_args()
    workspace, plan = make_workspace(), make_plan()
    runs = [derived(workspace, plan) for _ in range(given.runs)]
    lines = derivation_table(runs) + fql_table()
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def derived(workspace: Workspace, plan: TrackingPlan) -> dict[str, float]:
    """Seconds of each part, from nothing."""
    caches = (takes, reach._tells, reach._read)  # noqa: SLF001
    for cached in (*caches, holds, parse, conditions):
        cached.cache_clear()
    times: dict[str, float] = {}
    start = CLOCK()
    found = connections(workspace)
    times["connections"] = CLOCK() - start
    start = CLOCK()
    libraries = {source.id: library_of(source) for source in workspace.sources}
    case = Case(
        workspace=workspace,
        plan=plan,
        connections=found,
        kinds={source.id: kind_of(source) for source in workspace.sources},
        placements=placements(workspace, {}),
        libraries={key: one for key, one in libraries.items() if one is not None},
        region="us",
    )
    times["placements and libraries"] = CLOCK() - start
    start = CLOCK()
    fields = Coverage(case).fields
    times["coverage"] = CLOCK() - start
    start = CLOCK()
    said = considerations(case)
    times["considerations"] = CLOCK() - start
    times["all"] = sum(times.values())
    if len(found) != DESTINATIONS or len(fields) != RULES * FIELDS or not said:
        raise SystemExit("The benchmark did not derive what it should have.")
    return times


def make_plan() -> TrackingPlan:
    """2,000 rules with twenty fields each; one is for identify."""
    rules = [Rule("identify", None, fields=_fields("traits"))]
    rules += [
        Rule("track", f"Order {n} Completed", fields=_fields("properties"), origin=f"Plan!A{n}")
        for n in range(1, RULES)
    ]
    return TrackingPlan("Quillmoor plan", tuple(rules))


def _fields(container: str) -> tuple[Field, ...]:
    return tuple(
        Field((container, f"field_{n}"), ("string",), required=n < 3) for n in range(FIELDS)
    )


def make_workspace() -> Workspace:
    """200 sources of six libraries, three destinations each, half of them with actions."""
    chance = random.Random(7)  # noqa: S311 (the same workspace every time)
    sources = tuple(
        Source(
            f"s{n}",
            f"shop_{n}",
            f"Shop {n}",
            SourceCatalog(f"c-{n % 6}", LIBRARIES[n % 6], LIBRARIES[n % 6]),
        )
        for n in range(SOURCES)
    )
    destinations = tuple(_actions(n, chance) if n % 2 else _classic(n) for n in range(DESTINATIONS))
    warehouse = Warehouse("w", "Records", "snowflake", "Snowflake", source_ids=("s0", "s3", "s4"))
    return Workspace(sources=sources, destinations=destinations, warehouses=(warehouse,))


def _classic(n: int) -> Destination:
    entry = DestinationCatalog(
        f"classic-{n % 40}",
        f"Beacon {n % 40}",
        f"beacon-{n % 40}",
        components=("BROWSER", "SERVER"),
        methods=METHODS,
        platforms=frozenset({"browser", "server", "mobile"}),
    )
    dropped = ({"type": "DROP_PROPERTIES", "fields": {"properties": {"fields": ["field_9"]}}},)
    one = DestinationFilter(f"f{n}", f"s{n % SOURCES}", f"d{n}", 'type = "track"', dropped)
    return Destination(
        f"d{n}", f"Beacon {n}", f"s{n % SOURCES}", entry, filters=(one,) if n % 10 == 0 else ()
    )


def _actions(n: int, chance: random.Random) -> Destination:
    actions = tuple(
        Action(f"a{k}", f"a{k}", f"Action {k}", platform="WEB" if k == 3 else "CLOUD")
        for k in range(4)
    )
    entry = DestinationCatalog(
        f"actions-{n % 60}",
        f"Harbour {n % 60} (Actions)",
        f"actions-harbour-{n % 60}",
        methods=METHODS,
        platforms=frozenset({"browser", "server"}),
        actions=actions,
    )
    whole = {"event": {"@path": "$.event"}, "properties": {"@path": "$.properties"}}
    mappings = [_mapping(n, 0, 'type = "track"' if n % 4 == 1 else 'type = "page"', whole)]
    for k in range(1, 6):
        event = f"Order {chance.randrange(1, RULES)} Completed"
        one = {"value": {"@path": f"$.properties.field_{k}"}}
        mappings.append(_mapping(n, k, f'type = "track" and event = "{event}"', one))
    traits = {"email": {"@path": "$.traits.field_1"}, "traits": {"@path": "$.traits"}}
    mappings.append(_mapping(n, 6, 'type = "identify"', traits))
    return Destination(
        f"d{n}", f"Harbour {n}", f"s{n % SOURCES}", entry, mappings=tuple(mappings), filters=()
    )


def _mapping(n: int, k: int, trigger: str, settings: Mapping[str, object]) -> DestinationMapping:
    return DestinationMapping(
        f"m{n}-{k}", f"Mapping {k}", f"a{k % 3}", f"a{k % 3}", f"d{n}", trigger=trigger,
        settings=settings,
    )  # fmt: skip


def derivation_table(runs: list[dict[str, float]]) -> list[str]:
    """The medians, and whether the goal is kept."""
    middle = {name: statistics.median(run[name] for run in runs) for name in runs[0]}
    kept = "kept" if middle["all"] < GOAL else "missed"
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores"
    return [
        "# What reaches what",
        "",
        f"{SOURCES} sources, {DESTINATIONS} destinations, {RULES:,} rules of {FIELDS} fields.",
        f"Median of {len(runs)} runs with empty caches; {machine}.",
        f"The goal of {GOAL:.0f} second: {kept}.",
        "",
        "| part | seconds of processor time |",
        "|---|---|",
        *(f"| {name} | {seconds:.3f} |" for name, seconds in middle.items()),
        "",
    ]


def fql_table() -> list[str]:
    """Evaluations a second, in three ways."""
    expected = [evaluate(parse(text), CALL) for text in CONDITIONS]
    if [plain(text, CALL) for text in CONDITIONS] != expected:
        raise SystemExit("The plain evaluator disagrees, so a comparison says nothing.")
    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("plain recursive evaluator, text each time",
         lambda: [plain(text, CALL) for text in CONDITIONS]),
        ("segkit, read anew each time", lambda: _anew(evaluate, parse)),
        ("segkit, read once and kept", lambda: [evaluate(parse(t), CALL) for t in CONDITIONS]),
        ("segkit, as triggers, kept", lambda: [trigger_fires(t, CALL) for t in CONDITIONS]),
    )  # fmt: skip
    rates = [(name, _rate(work)) for name, work in ways]
    return [
        f"Judging {len(CONDITIONS)} conditions of usual size for one call:",
        "",
        "| way | evaluations a second | beside the plain one |",
        "|---|---|---|",
        *(f"| {name} | {rate:,.0f} | {rate / rates[0][1]:.1f} × |" for name, rate in rates),
    ]


def _anew(judge: Callable[..., bool], read: Callable[..., object]) -> list[bool]:
    uncached = getattr(read, "__wrapped__", read)
    return [judge(uncached(text), CALL) for text in CONDITIONS]


def _rate(work: Callable[[], object]) -> float:
    best = 0.0
    for _ in range(5):
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < 0.2:
            work()
            done += len(CONDITIONS)
        best = max(best, done / (time.perf_counter() - start))
    return best


def plain(text: str, call: Mapping[str, object]) -> bool:  # noqa: PLR0911 (one for each form)
    """A straightforward evaluator: cut at `or`, then at `and`, outside of parentheses and quotes.

    It knows what `CONDITIONS` need and no more: no columns, no bounds, no types.
    """
    text = text.strip()
    for word, decide in ((" or ", any), (" and ", all)):
        pieces = _cut(text, word)
        if len(pieces) > 1:
            return decide(plain(piece, call) for piece in pieces)
    if text.startswith("(") and text.endswith(")"):
        return plain(text[1:-1], call)
    if text.startswith(("contains(", "match(")):
        name, _, rest = text.rstrip(")").partition("(")
        value, wanted = (_read(part.strip(), call) for part in _cut(rest, ","))
        if name == "contains":
            return str(wanted) in str(value)
        return str(value).startswith(str(wanted).rstrip("*"))
    for sign in ("!=", ">=", "="):
        pieces = _cut(text, f" {sign} ")
        if len(pieces) == 2:
            left, right = (_read(piece.strip(), call) for piece in pieces)
            if sign == ">=":
                return isinstance(left, int | float) and left >= float(str(right))
            return (left == right) is (sign == "=")
    return bool(_read(text, call))


def _cut(text: str, word: str) -> list[str]:
    pieces, depth, quoted, start, n = [], 0, False, 0, 0
    while n < len(text):
        quoted ^= text[n] == '"'
        depth += (text[n] == "(") - (text[n] == ")") if not quoted else 0
        if not quoted and depth == 0 and text.startswith(word, n):
            pieces.append(text[start:n])
            start = n = n + len(word)
            continue
        n += 1
    return [*pieces, text[start:]]


def _read(text: str, call: Mapping[str, object]) -> object:
    if text.startswith('"'):
        return text[1:-1]
    if text == "null":
        return None
    if text.isdecimal():
        return int(text)
    value: object = call
    for name in text.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


if __name__ == "__main__":
    main()
