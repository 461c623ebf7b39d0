"""A call as it was captured, and what else a capture holds in its place.

`found_in` takes any JSON value that stands where calls may stand: a call, the body of a request
with one call or a batch of them, a line that `segkit listen` wrote about what it could not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from segkit.model.plan import CALLS

Call = dict[str, object]

OF_PATHS: Mapping[str, str] = {
    "t": "track", "i": "identify", "p": "page", "s": "screen", "g": "group", "a": "alias",
    **{call: call for call in CALLS},
}  # fmt: skip
"""The call that a path of the HTTP API is for, by its last part."""

BATCH_PATHS = frozenset({"b", "batch", "import"})
"""Last parts of paths that take batches."""


class Place(NamedTuple):
    """Where something stands in a capture: `shop.har entry 7 call 2`.

    Attributes:
        file: As a person calls it.
        unit: `line`, `entry`, `call`, `row`, ...; empty for the file as a whole.
        number: Which one, from 1.
        part: Which call of a batch that stands there, from 1; 0 when there is none.
    """

    file: str
    unit: str = ""
    number: int = 0
    part: int = 0

    def __str__(self) -> str:
        text = f"{self.file} {self.unit} {self.number}" if self.unit else self.file
        return f"{text} call {self.part}" if self.part else text


@dataclass(frozen=True, slots=True)
class Captured:
    """One call, as it was found.

    Attributes:
        call: As it was sent; `type` is in lower case.
        place: Where it was found.
        key: The write key that came with it; empty when none did. Never shown in full.
        folder: What the capture's own folder says about its source; empty when nothing.
        accepted: False for an attempt that was answered with an error, or not at all.
    """

    call: Call
    place: Place
    key: str = ""
    folder: str = ""
    accepted: bool = True

    @property
    def message_id(self) -> str:
        """What tells it from other calls; empty when it carries nothing of the kind."""
        return text_of(self.call.get("messageId"))

    @property
    def name(self) -> str | None:
        """The event of a track call, the name of a page or screen."""
        return name_of(self.call)


@dataclass(frozen=True, slots=True)
class Reported:
    """A breach that Segment itself reported: a `Violation Generated` call."""

    call: Call
    place: Place


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What may have been a call, and could not be read."""

    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class Ignored:
    """What is no call at all, such as a request of another site."""

    what: str = "requests"


Found = Captured | Reported | Unreadable | Ignored


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a value before it is looked at.

    Attributes:
        call: The call that a request's path is for.
        key: The write key of its header.
        folder: As in `Captured`; so is `accepted`.
    """

    call: str = ""
    key: str = ""
    folder: str = ""
    accepted: bool = True


NO_HINTS = Hints()


def found_in(value: object, place: Place, hints: Hints = NO_HINTS) -> Iterator[Found]:
    """What a JSON value holds: calls of a batch, one call, or why there is none."""
    if not isinstance(value, dict):
        yield Unreadable(place, f"it is {_a(value)}, not an object with a call")
    elif "segkit" in value and "type" not in value:
        where = text_of(value.get("where"))
        why = text_of(value.get("why")) or "the receiver could not read the request"
        yield Unreadable(place, f"{why} ({where})" if where else why)
    elif isinstance(value.get("batch"), list) and value.get("type") not in CALLS:
        yield from _batch(value, place, hints)
    elif "series" in value and "type" not in value:
        yield Ignored()  # the library's own metrics
    elif "type" not in value and (calls := _listed(value)):
        yield from _batch({"batch": calls}, place, hints)
    else:
        yield _one(value, place, hints)


def _batch(body: Mapping[str, object], place: Place, hints: Hints) -> Iterator[Found]:
    key = text_of(body.get("writeKey")) or hints.key
    calls = body["batch"]
    assert isinstance(calls, list)  # noqa: S101 (its caller looked)
    for number, one in enumerate(calls, 1):
        if place.unit:
            here = place._replace(part=number)
        else:
            here = place._replace(unit="call", number=number)
        if not isinstance(one, dict):
            yield Unreadable(here, f"it is {_a(one)}, not a call")
            continue
        call = one if "sentAt" in one or "sentAt" not in body else {**one, "sentAt": body["sentAt"]}
        yield _one(call, here, Hints("", key, hints.folder, hints.accepted))


def _listed(value: Mapping[str, object], depth: int = 3) -> list[object]:
    """A list of calls that somebody wrapped up; empty without one."""
    for one in value.values():
        first = one[0] if isinstance(one, list) and one else None
        # a plan lists calls too, and only what was sent has a messageId
        if isinstance(first, dict) and "messageId" in first and "type" in first:
            assert isinstance(one, list)  # noqa: S101 (looked at above)
            return one
        if isinstance(one, dict) and depth and (found := _listed(one, depth - 1)):
            return found
    return []


def _one(value: Call, place: Place, hints: Hints) -> Found:
    kind = _type(value, hints)
    if kind not in CALLS:
        said = f"its type is {kind!r}" if kind else "it has no type"
        return Unreadable(place, f"{said}, so it is no call that Segment knows")
    call = value if value.get("type") == kind else {**value, "type": kind}
    if is_report(call):
        return Reported(call, place)
    key = text_of(call.get("writeKey")) or hints.key
    return Captured(call, place, key, hints.folder, hints.accepted)


def _type(value: Call, hints: Hints) -> str:
    said = value.get("type")
    if isinstance(said, str) and said.strip():
        return said.strip().lower()
    if hints.call:
        return hints.call
    # only a track call has an event, and only Segment's libraries give a messageId
    return "track" if "event" in value and "messageId" in value else ""


def is_report(call: Mapping[str, object]) -> bool:
    """It is a violation that Segment forwards, and no call of the customer's."""
    if call.get("event") != "Violation Generated" or call.get("type") != "track":
        return False
    properties = call.get("properties")
    is_theirs = isinstance(properties, dict) and "violationType" in properties
    return is_theirs or call.get("userId") == "schema-violations"


def name_of(call: Mapping[str, object]) -> str | None:
    """The event of a track call, the name of a page or screen; None for other calls."""
    kind = call.get("type")
    name = call.get("event") if kind == "track" else None
    if kind in {"page", "screen"}:
        name = call.get("name")
    return name if isinstance(name, str) else None


def text_of(value: object) -> str:
    """Texts and numbers as text; empty for anything else."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""


def _a(value: object) -> str:
    names = {str: "a text", list: "a list", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
