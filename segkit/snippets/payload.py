"""An example call for a planned rule, with values that the plan itself accepts.

Every value is tried against the plan before it is used: the plan's own example first, then its
allowed values, then what its pattern, format or name suggests, then what its type allows. What
nothing fits is left out, and named, unless the plan requires it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from segkit.model.plan import Rule
from segkit.snippets import samples
from segkit.snippets.readings import readings
from segkit.snippets.shape import Shape, shape_of
from segkit.validation import compile_schema, violations

Payload = dict[str, object]

_OWN_KEYS: Mapping[str, tuple[str, ...]] = {
    "track": ("event", "userId", "properties"),
    "identify": ("userId", "traits"),
    "group": ("userId", "groupId", "traits"),
    "page": ("name", "userId", "properties"),
    "screen": ("name", "userId", "properties"),
    "alias": ("userId", "previousId"),
}
"""The keys of a call, in the order in which people read them. A page or screen call carries its
`userId` because Segment's server libraries refuse it without one."""

_IDS: Mapping[str, str] = {
    "userId": samples.USER_ID,
    "previousId": samples.ANONYMOUS_ID,
    "groupId": samples.GROUP_ID,
}


@dataclass(frozen=True, slots=True)
class Example:
    """An example call.

    Attributes:
        payload: The call as it would be sent.
        notes: Where the plan could not be followed, a sentence each; empty when the payload
            keeps the whole plan.
    """

    payload: Mapping[str, object]
    notes: tuple[str, ...] = ()


def example_payload(rule: Rule) -> Payload:
    """A realistic payload for the rule's call; the same rule always gets the same one."""
    return dict(example(rule).payload)


def example(rule: Rule) -> Example:
    """A realistic payload for the rule's call, and what could not be kept in it.

    A `common` rule gives the keys that it plans, to be added to any call. Of other calls, keys
    beside their own (such as `context`) are given only when the plan requires them.
    """
    left_out: list[str] = []
    shape = shape_of(rule)
    payload: Payload = {}
    for name in _OWN_KEYS.get(rule.call, ()):
        if name in {"event", "name"}:
            payload |= {} if rule.key is None else {name: rule.key}
        elif name in shape.below:
            child = shape.below[name]
            if name != rule.container or child.below or child.planned.required:
                payload |= _member(name, child, left_out)
        elif name in _IDS:
            payload[name] = _IDS[name]
    for name, child in shape.below.items():
        if name not in payload and (rule.call not in _OWN_KEYS or child.planned.required):
            payload |= _member(name, child, left_out)
    broken = [breach.message for breach in violations(rule, payload)]
    return Example(payload, (*left_out, *broken))


def _member(name: str, shape: Shape, left_out: list[str]) -> Payload:
    """The key with the best value; nothing when none fits and the plan asks for none."""
    value, breaches = _best(shape, left_out)
    if breaches and not shape.planned.required:
        left_out.append(f"{shape.planned.dotted} is left out: no value was found that it allows.")
        return {}
    return {name: value}


def _best(shape: Shape, left_out: list[str]) -> tuple[object, int]:
    """The candidate with the fewest violations, and how many those are."""
    best: tuple[object, int, list[str]] = (None, -1, [])
    compiled = compile_schema(shape.schema)
    for value, notes in _candidates(shape):
        breaches = sum(1 for _ in compiled.errors(value))
        if best[1] < 0 or breaches < best[1]:
            best = (value, breaches, notes)
        if not breaches:
            break
    left_out += best[2]
    return best[:2]


def _candidates(shape: Shape) -> Iterator[tuple[object, list[str]]]:
    """Values to try, the most realistic first, each with what had to be left out of it."""
    planned = shape.planned
    for value in (
        *readings(planned.example, shape),
        *(planned.enum or ()),
        *_alternatives(planned.pattern),
    ):
        yield value, []
    # An object with keys is an object even where the plan forgets its type.
    guess = ("object",) if shape.below else ("array",) if shape.element else ("string",)
    for name in sorted(shape.types or guess, key="null".__eq__):
        yield from _of_type(name, shape)


def _of_type(name: str, shape: Shape) -> Iterator[tuple[object, list[str]]]:
    notes: list[str] = []
    match name:
        case "object":
            members: Payload = {}
            for key, child in shape.below.items():
                members |= _member(key, child, notes)
            yield members, notes
        case "array":
            yield [_best(shape.element, notes)[0] if shape.element else samples.TEXT], notes
            yield [], []
        case "integer" | "number":
            yield from ((value, []) for value in _numbers(name, shape))
        case "boolean":
            yield True, []
            yield False, []
        case "null":
            yield None, []
        case _:
            yield from ((value, []) for value in _texts(shape))


def _texts(shape: Shape) -> Iterator[str]:
    planned = shape.planned
    if formatted := samples.BY_FORMAT.get(planned.format or ""):
        yield formatted
    named = samples.text_named(planned.name)
    yield named
    yield samples.TEXT
    shortest, longest = planned.schema.get("minLength"), planned.schema.get("maxLength")
    if isinstance(shortest, int) and shortest <= 1000:
        yield named.ljust(shortest, "x")
    if isinstance(longest, int):
        yield named[: max(longest, 0)]


def _numbers(name: str, shape: Shape) -> Iterator[object]:
    yield samples.INTEGER if name == "integer" else samples.NUMBER
    schema = shape.planned.schema
    for keyword, step in (
        ("minimum", 0),
        ("maximum", 0),
        ("exclusiveMinimum", 1),
        ("exclusiveMaximum", -1),
    ):
        limit = schema.get(keyword)
        if isinstance(limit, int | float) and not isinstance(limit, bool):
            yield limit + step
    yield 0


def _alternatives(pattern: str | None) -> tuple[str, ...]:
    """The words of a pattern that only lists words: `^(a|b c|d)$`.

    Segment's own tracking plans write permitted values so (Protocols' "Permitted values").
    """
    words = [
        re.fullmatch(r"\^?\(?(?:\?:)?\^?((?:[^\\()\[\]{}.*+?^$]|\\\W)*)\$?\)?\$?", word)
        for word in (pattern or "").split("|")
    ]
    return tuple(re.sub(r"\\(\W)", r"\1", word[1]) for word in words if word and word[1])
