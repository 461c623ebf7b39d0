"""How Segment names warehouse tables and columns, so that a plan can be read in SQL.

Facts: segment.com/docs/connections/storage/warehouses/schema, and the naming of
segmentio/go-snakecase, which Segment says it uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from segkit.model.plan import ELEMENT, Field, Rule

TABLES = frozenset(
    {"aliases", "groups", "accounts", "identifies", "users", "pages", "screens", "tracks"}
)
"""Tables that Segment makes for the calls themselves."""

_EVERY_TABLE = frozenset(
    {
        "id",
        "anonymous_id",
        "user_id",
        "received_at",
        "sent_at",
        "timestamp",
        "original_timestamp",
        "uuid",
        "uuid_ts",
    }
)
_ADDED = {"track": frozenset({"event", "event_text"}), "group": frozenset({"group_id"})}

_CALL_TABLES = {
    "identify": "identifies",
    "group": "groups",
    "page": "pages",
    "screen": "screens",
    "alias": "aliases",
}

# ASCII only, as go-snakecase is: every other character separates words.
_UNCHANGED = re.compile(r"(?:[a-z0-9]|_(?=[a-z0-9]))*")
_WORD = re.compile(r"[A-Z0-9]+[a-z0-9]*|[a-z][a-z0-9]*")


@dataclass(frozen=True, slots=True)
class StoredCall:
    """A rule as a warehouse stores its calls.

    Attributes:
        table: The table's name; several rules may share one (`pages`).
        columns: The rule's fields that have a column of their own, with its name.
    """

    rule: Rule
    table: str
    columns: tuple[tuple[Field, str], ...]


def stored_calls(rules: Iterable[Rule]) -> tuple[StoredCall, ...]:
    """The current rules whose calls are stored; of several versions, the newest."""
    newest: dict[tuple[str, str | None], Rule] = {}
    for rule in rules:
        key = (rule.call, rule.key)
        if not rule.deprecated and table_of(rule):
            newest[key] = max(newest.get(key, rule), rule, key=lambda r: r.version)
    return tuple(
        StoredCall(rule, table_of(rule), tuple((f, column_of(f)) for f in stored_fields(rule)))
        for rule in newest.values()
    )


# the same names come back in event after event
@lru_cache(maxsize=20_000)
def snake_case(name: str) -> str:
    """The name as Segment writes it in a warehouse: `accountType` is `account_type`."""
    kept = _UNCHANGED.match(name)
    end = kept.end() if kept else 0
    if end == len(name):
        return name
    if end and name[end - 1].isdigit():
        end -= 1  # a digit goes with the capital letter after it
    words = [name[:end], *_WORD.findall(name, end)]
    return "_".join(word for word in words if word).lower()


def table_of(rule: Rule) -> str:
    """The table that holds the rule's calls: an event's own, else that of the call."""
    if rule.call == "track":
        return snake_case(rule.key or "")
    return _CALL_TABLES.get(rule.call, "")


def column_of(field: Field) -> str:
    """The column that a planned property or trait is stored in: `address_city`."""
    return _column_at(field.path)


# the same fields come back in event after event
@lru_cache(maxsize=20_000)
def _column_at(path: tuple[str, ...]) -> str:
    return "_".join(snake_case(segment) for segment in path[1:] if segment != ELEMENT)


def stored_fields(rule: Rule, container: str | None = None) -> Iterator[Field]:
    """The rule's fields that get a column of their own, of its own container or of another one.

    An object's fields do, not the object; an array does as one text, not its elements.
    """
    container = container or rule.container
    # most plans are flat, and a plan has tens of thousands of fields
    if not any(len(field.path) > 2 for field in rule.fields):
        yield from (f for f in rule.fields if f.path[0] == container and ELEMENT not in f.path)
        return
    parents = {field.path[:-1] for field in rule.fields}
    for field in rule.fields:
        inside_array = ELEMENT in field.path
        is_object = field.path in parents and "array" not in field.types
        holds_elements = (*field.path, ELEMENT) in parents
        if field.path[0] != container or inside_array:
            continue
        if not is_object or holds_elements:
            yield field


def reserved_columns_of(call: str) -> frozenset[str]:
    """The columns that Segment itself writes: a property of the name is thrown away."""
    return _EVERY_TABLE | _ADDED.get(call, frozenset())
