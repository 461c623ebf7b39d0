"""A tracking plan as plain data: which calls are planned, carrying which fields.

Readers in `segkit.pull` make it, checks and views use it. Odd things that customers
write (names with trailing blanks, types that contradict, version 2 without version 1)
are kept as they are: they become findings, never repairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

CALLS = ("track", "identify", "group", "page", "screen", "alias")
"""The six calls of Segment's spec; `common` rules apply to all of them."""

CONTAINERS: Mapping[str, str] = {
    "track": "properties",
    "page": "properties",
    "screen": "properties",
    "identify": "traits",
    "group": "traits",
}
"""Where a call carries its planned fields: the key in its payload."""

ELEMENT = "[]"
"""The path segment that stands for the elements of an array."""


def dotted(path: Sequence[str]) -> str:
    """A path as people write it: `properties.products[].sku`."""
    if ELEMENT not in path:
        return ".".join(path).removeprefix(".")
    return "".join(one if one == ELEMENT else f".{one}" for one in path).removeprefix(".")


@dataclass(frozen=True, slots=True)
class Field:
    """One planned property, trait, or other key of a call's payload.

    Attributes:
        path: Segments from the payload's root, e.g. `("traits", "address", "city")`;
            `[]` stands for the elements of an array. A tuple, because real names
            contain dots, `$` and blanks.
        types: JSON Schema type names as the plan gives them, in its order; empty when
            the plan gives none (then anything is allowed).
        required: The enclosing object must carry it.
        description: As written; may hold line breaks.
        enum: Allowed values in plan order; None when the plan lists none.
        pattern: A regular expression as written, valid or not; None when none is given.
        format: A JSON Schema format such as `date-time`; None when none is given.
        example: A sample value as written; None when the plan gives none.
        origin: Where it was read from (`Identify!A12`, `rules[3].traits.email`).
        labels: What else the plan says about it, by its own column or key name
            (`{"Why?": "...", "PII?": "yes"}`).
        schema: JSON Schema keywords that have no attribute of their own here.
        declared: False when the plan only lists the name as required and never
            describes it.
    """

    path: tuple[str, ...]
    types: tuple[str, ...] = ()
    required: bool = False
    description: str = ""
    enum: tuple[object, ...] | None = None
    pattern: str | None = None
    format: str | None = None
    example: object | None = None
    origin: str = ""
    labels: Mapping[str, object] = field(default_factory=dict, hash=False)
    schema: Mapping[str, object] = field(default_factory=dict, hash=False)
    declared: bool = True

    @property
    def name(self) -> str:
        """The last segment of the path that is a name: `sku` of `products[].sku`."""
        for segment in reversed(self.path):
            if segment != ELEMENT:
                return segment
        return ""

    @property
    def dotted(self) -> str:
        """The path below its container, for people: `address.city`, `products[].sku`.

        Not unique when names contain dots; use `path` to tell fields apart.
        """
        return dotted(self.path[1:] if self.path[0] in {"properties", "traits"} else self.path)


@dataclass(frozen=True, slots=True)
class Rule:
    """What one call must look like: an event, a page, or all identify calls.

    Attributes:
        call: `track`, `identify`, `group`, `page`, `screen`, `alias`, `common`, or the
            API's own word in lower case when segkit does not know it.
        key: The event's or page's name exactly as it is sent; None for calls that have
            none (identify, group, common).
        version: Whole number; 1 when the plan gives none.
        description: As written.
        labels: The rule's labels and unread columns; values may be lists.
        deprecated: The plan says that it is no longer to be sent.
        fields: In plan order, parents before their children.
        required: Containers that the payload must carry (`("properties",)`).
        origin: Where it was read from (`Track!A12`, `rules[3]`).
        schema: Keywords of the rule's JSON Schema without an attribute of their own.
        extra: Keys of the rule object without an attribute of their own.
    """

    call: str
    key: str | None = None
    version: int = 1
    description: str = ""
    labels: Mapping[str, object] = field(default_factory=dict, hash=False)
    deprecated: bool = False
    fields: tuple[Field, ...] = ()
    required: tuple[str, ...] = ()
    origin: str = ""
    schema: Mapping[str, object] = field(default_factory=dict, hash=False)
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        """What a person calls it: the event's name, or the call when there is no name."""
        return self.key or self.call

    @property
    def container(self) -> str | None:
        """`properties` or `traits`, where this call carries its fields."""
        return CONTAINERS.get(self.call)


@dataclass(frozen=True, slots=True)
class Explained:
    """A row of the input that was not used, and why.

    Attributes:
        origin: Where it stands, e.g. `Track!A3`.
        reason: One sentence for the person who owns the plan.
    """

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Content of the input that may mean something else than what was made of it.

    Attributes:
        where: Where it stands, e.g. `Track!D` or `events.yml: events[3].fields`.
        what: One sentence for the person who owns the plan, with the count in it.
        count: How many values it is about.
        examples: The first few of them, as written.
    """

    where: str
    what: str
    count: int = 1
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """How much of the input became the plan: every row is used or explained.

    Attributes:
        rows: Non-empty rows of tables, or rule entries of JSON.
        used: How many of them are in the plan.
        explained: The rest, each with its reason; `rows == used + len(explained)`.
        notes: Remarks about the whole input, such as tabs that were skipped.
        doubts: What of it, used or not, looks as if it meant something else.
    """

    rows: int = 0
    used: int = 0
    explained: tuple[Explained, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class TrackingPlan:
    """Everything that a customer agreed to send, in the order they wrote it.

    Attributes:
        name: The plan's display name, or the file's name without its ending.
        rules: In plan order.
        id: The API's id (`tp_...` or `rs_...`); empty for sheets.
        description: As written.
        url: Where people open it; empty when unknown.
        tabs: Address of each tab of an online sheet, by the tab's title.
        report: What was read and what was not.
        extra: Keys of the plan object without an attribute of their own.
    """

    name: str
    rules: tuple[Rule, ...] = ()
    id: str = ""
    description: str = ""
    url: str = ""
    tabs: Mapping[str, str] = field(default_factory=dict, hash=False)
    report: Report = Report()
    extra: Mapping[str, object] = field(default_factory=dict, hash=False)

    def of(self, *calls: str) -> tuple[Rule, ...]:
        """The rules for these calls, in plan order."""
        return tuple(rule for rule in self.rules if rule.call in calls)

    def traits(self) -> Iterator[tuple[Rule, Field]]:
        """Every planned identify trait with the rule that it comes from."""
        for rule in self.of("identify"):
            for planned in rule.fields:
                if planned.path[0] == "traits":
                    yield rule, planned
