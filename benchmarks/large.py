"""A large invented engagement: 2,000 rules, 20,000 fields, 200 sources, 600 destinations.

Benchmarks and tests share it; `python benchmarks/large.py FOLDER` makes it, to look at. Its
workspace is the demo's, each source and destination repeated under new ids and names, so that
every kind of library, mode, mapping and filter occurs as often as it does there.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import count, islice
from pathlib import Path
from typing import Any

from segkit.engagement.new import NewEngagement, create_engagement
from segkit.engagement.settings import Engagement

AREAS = ("Order", "Basket", "Product", "Store Visit", "Trail", "Newsletter", "Account", "Payment")
STEPS = ("Viewed", "Started", "Changed", "Completed", "Cancelled", "Shared", "Failed", "Repeated")
NAMES = ("total", "currency", "city", "tier", "coupon", "position", "method", "is_gift", "items")
Named = tuple[str, dict[str, Any]]
TYPES = ("string", "number", "integer", "boolean", "array")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the engagement is.

    Attributes:
        fields: Of all rules together, the identify traits among them.
    """

    rules: int = 2_000
    fields: int = 20_000
    traits: int = 200
    sources: int = 200
    destinations: int = 600


FULL = Size()
"""A plan at Segment's own limit for rules, and a workspace of a large group of companies."""


def large_engagement(folder: Path, size: Size = FULL) -> Engagement:
    """A new engagement of this size, `folder / "large"`, with its snapshot."""
    folder.mkdir(parents=True, exist_ok=True)
    plan, workspace = folder / "large-plan.json", folder / "large-workspace.json"
    plan.write_text(json.dumps(plan_document(size)), encoding="utf-8")
    workspace.write_text(json.dumps(workspace_document(size)), encoding="utf-8")
    new = NewEngagement(
        customer="Quillmoor Group", plan=str(plan), workspace=workspace, date="2026-11-24"
    )
    return create_engagement(folder / "large", new)


def plan_document(size: Size = FULL) -> dict[str, object]:
    """The plan as the Public API returns it: one identify rule, the rest events."""
    rules = [_rule("IDENTIFY", "", "traits", [_field(n) for n in range(size.traits)])]
    rest, events = size.fields - size.traits, size.rules - 1
    for number in range(events):
        share = rest // events + (number < rest % events)
        area, step = AREAS[number % len(AREAS)], STEPS[number // len(AREAS) % len(STEPS)]
        fields = [_field(number + n) for n in range(share)]
        rules.append(_rule("TRACK", f"{area} {number} {step}", "properties", fields))
    return {"data": {"trackingPlan": {"id": "tp_1", "name": "Quillmoor Group"}, "rules": rules}}


def workspace_document(size: Size = FULL) -> dict[str, object]:
    """The demo's workspace as the Public API's objects, repeated up to this size."""
    demo = json.loads(
        files("segkit.engagement.demo").joinpath("workspace.json").read_text(encoding="utf-8")
    )
    sources = [copy for _, copy in islice(_copies(demo["sources"]), size.sources)]
    destinations, mappings, filters = [], [], []
    copies = islice(_copies(demo["destinations"]), size.destinations)
    for number, (original, copy) in enumerate(copies):
        source = {"sourceId": sources[number % len(sources)]["id"]}
        target = {"destinationId": copy["id"]}
        destinations.append(copy | source)
        mappings += _moved(demo["subscriptions"], original, target, number)
        filters += _moved(demo["filters"], original, target | source, number)
    return {
        **demo,
        "sources": sources,
        "destinations": destinations,
        "subscriptions": mappings,
        "filters": filters,
    }


def _rule(call: str, key: str, container: str, fields: Sequence[Named]) -> dict[str, Any]:
    inner = {
        "type": "object",
        "properties": dict(fields),
        "required": [name for name, _ in fields[::3]],
    }
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "description": f"When a customer of Quillmoor reaches {key}." if key else "",
        "labels": {"area": key.partition(" ")[0]} if key else {},
        "properties": {container: inner},
    }
    return {"type": call, "key": key, "version": 1, "jsonSchema": schema}


def _field(number: int) -> Named:
    name = f"{NAMES[number % len(NAMES)]}_{number}"
    made: dict[str, Any] = {
        "type": TYPES[number % len(TYPES)],
        "description": f"What the customer chose as {name.replace('_', ' ')}, as the shop shows it",
        "examples": [f"example {number}"],
    }
    return name, made | ({"enum": ["small", "medium", "large"]} if number % 5 == 0 else {})


def _copies(originals: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The originals, then their copies under other ids, slugs and names, without end."""
    for turn in count():
        for one in originals:
            changed = {"id": f"{one['id']}-{turn}", "name": f"{one['name']} {turn + 1}"}
            if "slug" in one:
                changed["slug"] = f"{one['slug']}_{turn + 1}"
            yield one["id"], one | changed


def _moved(
    originals: Sequence[dict[str, Any]], original: str, place: dict[str, str], number: int
) -> list[dict[str, Any]]:
    """What belongs to the destination `original`, for its copy."""
    found = (one for one in originals if one["destinationId"] == original)
    return [{**one, **place, "id": f"{one['id']}-{number}"} for one in found]


def main() -> None:
    """Make the engagement in the folder that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    made = large_engagement(parser.parse_args().folder)
    print(made.folder)


if __name__ == "__main__":
    main()
