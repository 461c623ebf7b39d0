"""Small plans in one line for each call: `Boots Fitted #when: store_id s!, size n [enum=1|2]`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from segkit.model.plan import ELEMENT, Field, Rule, TrackingPlan

_TYPES = {
    "s": "string", "n": "number", "i": "integer", "b": "boolean", "o": "object", "a": "array",
    "0": "null",
}  # fmt: skip
_CALLS = ("identify", "group", "common", "page", "screen")
_FIELD = re.compile(r"(?P<name>.*?) (?P<types>[\w+?]+)(?P<must>!?)(?: \[(?P<more>[^\]]*)\])?$")

PlanOf = Callable[..., TrackingPlan]


def _plan_of(*lines: str) -> TrackingPlan:
    return TrackingPlan("boots", tuple(_rule(line, at) for at, line in enumerate(lines)))


def _rule(line: str, at: int) -> Rule:
    head, _, fields = line.partition(" : ")
    name, mark, said = head.partition(" #")
    version = 2 if name.endswith(" v2") else 1
    name = name.removesuffix(" v2")
    call = next((one for one in _CALLS if name == one or name.startswith(f"{one} ")), "track")
    key = name if call == "track" else name.removeprefix(call).strip() or None
    container = {"identify": "traits", "group": "traits", "common": ""}.get(call, "properties")
    made = [
        _field(text.strip(" "), container, f"rules[{at}]", position)
        for position, text in enumerate(re.split(r",(?![^\[]*\])", fields))
        if text
    ]
    description = said if mark else "It has happened in the shop"
    return Rule(call, key, version, description, fields=tuple(made), origin=f"rules[{at}]")


def _field(text: str, container: str, rule: str, at: int) -> Field:
    found = _FIELD.match(text)
    assert found, text
    said = dict(one.split("=", 1) for one in (found["more"] or "").split("; ") if one)
    steps = found["name"].replace("[]", ">[]").split(">")
    types = (
        () if found["types"] == "?" else tuple(_TYPES.get(t, t) for t in found["types"].split("+"))
    )
    enum = said.get("enum")
    return Field(
        tuple(filter(None, (container,))) + tuple(ELEMENT if s == "[]" else s for s in steps),
        types,
        required=bool(found["must"]),
        description=said.get("d", "What the shop knows of it"),
        enum=None if enum is None else tuple(map(_value, enum.split("|"))),
        pattern=said.get("pattern"),
        format=said.get("format"),
        example=said.get("example"),
        origin=f"{rule}.{at}",
        declared="undeclared" not in said,
    )


def _value(text: str) -> object:
    return json.loads(text) if text in {"null", "true"} or text.isdigit() else text


@pytest.fixture(scope="session")
def plan_of() -> PlanOf:
    """Makes a plan of lines."""
    return _plan_of
