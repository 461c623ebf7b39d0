"""How events and fields lie in a table, and whether it is part of a tracking plan at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from segkit.plans.tables.columns import Column, is_key_like, taken
from segkit.plans.tables.sheet import Sheet
from segkit.plans.tables.values import read_type
from segkit.plans.tables.words import Role, call_of_value, hints, normalised

LAYOUTS: Mapping[str, str] = {
    "rows": "event rows with a row for each property",
    "list": "one row for each field of the call",
    "outline": "events and their properties in one column",
    "headed": "a table of properties below each event's name",
    "titled": "properties of the event that the tab is named after",
    "matrix": "properties down, events across",
    "crossed": "events down, properties across",
    "packed": "one row for each event, properties in one cell",
    "events": "one row for each event, no properties",
}
"""Names of layouts and what they look like."""

RECOGNISED = 4.5
"""Points from which a table counts as part of a tracking plan."""

_PLATFORMS = frozenset(
    {"web", "ios", "android", "server", "mobile", "desktop", "backend", "frontend", "app", "website",
     "client", "roku", "tv", "email", "all", "pii", "pii?", "priority", "status", "implemented", "done",
     "qa", "tested", "live", "dev", "prod", "staging", "ga", "ga4", "braze", "amplitude", "mixpanel",
     "facebook", "salesforce", "hubspot", "new", "deprecated", "personal data", "gdpr", "sensitive",
     "js", "javascript", "node", "identify", "macos", "windows", "api", "react native", "flutter",
     "warehouse", "segment", "google analytics", "iterable", "customer.io", "klaviyo", "intercom"}
)  # fmt: skip
_MARKS = frozenset(
    {"x", "✓", "✔", "✅", "☑", "r", "o", "m", "c", "y", "n", "yes", "no", "required", "optional", "mandatory",
     "●", "•", "1", "0", "true", "false", "-", "–", "—", "✔️", "☑️", "req", "opt", "✗", "✘", "❌", "n/a", "recommended",
     "conditional", "required*", "*", "☒"}
)  # fmt: skip
_FOREIGN = re.compile(
    r"\b(?:date|phone|e-?mail|address|street|city|zip|postcode|price|amount|total|qty|quantity|venue|"
    r"location|budget|invoice|cost|salary|guests?|speaker|attendees|tax|discount|sku|account number|"
    r"birthday|company|first name|last name|bedrooms|rent|due|paid|supplier|vendor|unit|balance|"
    r"department|manager|hours|host|registration|endpoint)\b"
)
_EVENT_LIKE = re.compile(r"^(?:[A-Z][\w ]* [A-Z]?\w+ed\b|[a-z]+(?:_[a-z0-9]+)+$)")
_KEY = re.compile(r"^[a-z$][\w$.\[\]]*$")
_COMPOUND = re.compile(r"^[a-z$][a-z0-9]*(?:[_.]\w|[A-Z])")
_PROPERTY = re.compile(r"propert|trait|parameter")
_GUIDANCE = (Role.REQUIRED, Role.ALLOWED, Role.ENUM, Role.PATTERN, Role.EXAMPLE, Role.OPTIONAL)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a table is laid out and what spoke for it.

    Attributes:
        layout: One of `LAYOUTS`.
        points: Evidence that it is part of a tracking plan; see `RECOGNISED`.
        why: The evidence in words.
    """

    layout: str
    points: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known about a table besides its columns.

    Attributes:
        call: What title, heading or profile say.
        headed: An event's name stands above the table.
        titled: The tab's title could be an event's name.
        titled_as_event: The tab's title is spelled like one (`Order Completed`).
        outline: Events and their properties share the field column (`is_outline`).
        forced: The profile says that this is a table of the plan.
        vague_call: The call was taken from a word such as "users" or "events".
    """

    call: str | None
    headed: bool = False
    titled: bool = False
    titled_as_event: bool = False
    outline: bool = False
    forced: bool = False
    vague_call: bool = False


def recognise(columns: list[Column], around: Surroundings) -> Recognition:
    """Find the layout and weigh the evidence; turns columns into marks for a matrix."""
    layout = _layout(columns, around)
    evidence = _evidence(columns, around)
    points = sum(weight for weight, _ in evidence)
    if around.forced and layout:
        points = max(points, RECOGNISED)
    why = tuple(reason for _, reason in evidence)
    return Recognition(layout or "list", points if layout else 0.0, why)


def _layout(columns: list[Column], around: Surroundings) -> str | None:
    """The layout by the columns that hold names; None when nothing holds or says names."""
    event, fields = taken(columns, Role.EVENT), taken(columns, Role.FIELD)
    named = event or taken(columns, Role.CALL)
    if taken(columns, Role.PACKED):
        return "packed" if named else None
    if fields is None:
        if event and _take_field_marks(columns, event):
            return "crossed"
        return "events" if event else None
    return "rows" if named else _layout_without_events(columns, fields, around)


def _layout_without_events(
    columns: list[Column], fields: Column, around: Surroundings
) -> str | None:
    """Where the events are when only the fields have a column."""
    if around.call not in {"identify", "group", "alias"}:
        if _take_marks(columns, fields, bool):
            return "matrix"
        if around.outline:
            return "outline"
        if around.headed and around.call != "common" and taken(columns, Role.TYPE):
            return "headed"
    if around.call:
        return "list"
    says_fields = _PROPERTY.search(normalised(fields.header)) or (
        around.titled_as_event and taken(columns, Role.TYPE) and taken(columns, Role.REQUIRED)
    )
    is_foreign = _foreign_evidence(columns)[0] < 0
    return "titled" if around.titled and says_fields and not is_foreign else None


def is_outline(sheet: Sheet, columns: list[Column], start: int, end: int) -> bool:
    """Events stand in the field column, recognisable as rows that have no type."""
    fields, kind = taken(columns, Role.FIELD), taken(columns, Role.TYPE)
    if fields is None or kind is None or taken(columns, Role.EVENT):
        return False
    required = taken(columns, Role.REQUIRED)
    heads = [
        is_outline_event(row[kind.index], row[required.index] if required else "")
        for row in sheet.rows[start : min(end, start + 500)]
        if row[fields.index].strip()
    ]
    followed = sum(1 for one, two in pairwise(heads) if one and not two)
    return (
        len(heads) > 2 and heads[0] and followed * 3 >= heads.count(True) and heads.count(False) > 1
    )


def _take_marks(columns: list[Column], names: Column, heads: Callable[[str], bool]) -> bool:
    """Turn columns of marks right of the names, if there are two whose headers are names."""
    marks = [
        column for column in columns
        if column.role is Role.LABEL and column.index > names.index and _is_mark_column(column)
        and heads(column.header.strip())
    ]  # fmt: skip
    if len(marks) < 2 or not any(column.samples for column in marks):
        return False
    for column in marks:
        column.take(Role.MARK, 0.8, "marks below a name")
    return True


def _take_field_marks(columns: list[Column], events: Column) -> bool:
    """Columns of marks headed by properties, one at least spelled as no platform or team is."""
    is_sure = any(_COMPOUND.search(column.header.strip()) for column in columns)
    return is_sure and _take_marks(columns, events, lambda text: bool(_KEY.match(text)))


def _is_mark_column(column: Column) -> bool:
    header = column.header.strip()
    if not header or normalised(header) in _PLATFORMS or hints(header):
        return False
    return all(text.strip().casefold() in _MARKS for text in column.samples)


def _evidence(columns: list[Column], around: Surroundings) -> list[tuple[float, str]]:
    """Points with their reasons, for and against."""
    evidence: list[tuple[float, str]] = []
    # `Key` and `Name` beside each other are two names of anything
    names = [taken(columns, Role.EVENT), taken(columns, Role.FIELD)]
    is_said = any(column is None or column.confidence >= 0.75 for column in names)
    for role in (Role.EVENT, Role.FIELD):
        if column := taken(columns, role):
            plain = 2.0 if column.confidence >= 0.95 else 1.0 if is_said else 0.5
            evidence.append((plain, f"{role} column {column.header.strip()!r}"))
    if around.call:
        weight = 1.0 if around.vague_call else 2.0
        evidence.append((weight, f"title or heading speaks of {around.call}"))
    evidence += [
        (weight, why)
        for role, weight, why in (
            (Role.PACKED, 2.0, "lists of properties"),
            (Role.TRIGGER, 2.0, "triggers"),
            (Role.MARK, 2.0, "marks below names"),
        )
        if taken(columns, role)
    ]
    evidence.append(_value_evidence(taken(columns, Role.CALL), "calls"))
    evidence.append(_value_evidence(taken(columns, Role.TYPE), "data types"))
    for role, plain in ((Role.EVENT_DESCRIPTION, 2.5), (Role.FIELD_DESCRIPTION, 1.5)):
        if column := taken(columns, role):
            evidence.append((plain if column.confidence >= 0.99 else 0.5, str(role)))
    guidance = [
        role for role in _GUIDANCE if (found := taken(columns, role)) and found.confidence >= 0.6
    ]
    evidence.append((float(min(2, len(guidance))), ", ".join(guidance)))
    evidence += [_name_evidence(columns), _foreign_evidence(columns), _type_evidence(columns)]
    return [(weight, why) for weight, why in evidence if weight]


def _value_evidence(column: Column | None, what: str) -> tuple[float, str]:
    """A column whose values were checked is worth more than its header alone."""
    if column is None:
        return (0.0, "")
    return (3.0, what) if column.samples else (1.0, f"a column for {what}, still empty")


def _name_evidence(columns: list[Column]) -> tuple[float, str]:
    """Names as programs or as event guides spell them."""
    if (
        (fields := taken(columns, Role.FIELD))
        and fields.samples
        and fields.share(is_key_like) >= 0.6
    ):
        return (1.0, "names spelled as keys")
    event = taken(columns, Role.EVENT)
    if event and event.samples and (share := event.share(_EVENT_LIKE.match)) >= 0.4:
        return (2.0 if share >= 0.7 else 1.0, "names spelled as events")
    return (0.0, "")


def _type_evidence(columns: list[Column]) -> tuple[float, str]:
    """`Type` above kinds of goods or people: another sort of table."""
    other = [
        column for column in columns
        if column.role is Role.LABEL and column.samples and column.header.strip().casefold() == "type"
        and column.share(read_type) < 0.25
    ]  # fmt: skip
    return (-1.0, "but types that are no data types") if other else (0.0, "")


def is_event_like(text: str) -> bool:
    """Spelled as events are: `Order Completed`, `order_completed`."""
    return _EVENT_LIKE.match(text.strip()) is not None


def _foreign_evidence(columns: list[Column]) -> tuple[float, str]:
    """Headers of address lists, invoices and calendars speak against a plan."""
    foreign = [
        column.header.strip() for column in columns
        if column.role is Role.LABEL and _FOREIGN.search(normalised(column.header))
    ]  # fmt: skip
    return (
        (-1.5 * len(foreign), f"but columns such as {', '.join(foreign[:3])}")
        if foreign
        else (0.0, "")
    )


def is_outline_event(kind: str, required: str) -> bool:
    """In an outline, a row without a type (or with a call's name for one) is an event."""
    kind = kind.strip()
    return bool(call_of_value(kind)) if kind else not required.strip()
