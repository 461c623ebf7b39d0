"""Where a text that is no JSON says something of a field: `type = "float"`, `required: true`.

Behind the field's name stands what is said of it, nearest to the event's name first. Which place
is meant is told by reading the copy, so every likely one is offered.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from segkit.amend.edit import Edits, Span
from segkit.model.change import (
    DESCRIBE,
    REQUIRE,
    RETYPE,
    SET_ENUM,
    SET_FORMAT,
    SET_PATTERN,
    ProposedChange,
)

_KEYWORDS = {
    RETYPE: "type", DESCRIBE: "description", SET_ENUM: "enum", SET_PATTERN: "pattern",
    SET_FORMAT: "format", REQUIRE: "required",
}  # fmt: skip
_TEXT = r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\n])*\''
_VALUE = rf"\[[^\[\]]*\]|{_TEXT}|[^\s,{{}}\[\]\"'][^\n,{{}}\[\]]*"
_ITEM = re.compile(rf"{_TEXT}|[^\s,\[\]]+")


def keyword_ways(
    text: str, change: ProposedChange, names: Sequence[Span], events: Sequence[Span]
) -> Iterator[Edits]:
    """The ways in which the change could be written.

    Args:
        text: The document.
        change: Of a field, no rename.
        names: Where the field's name stands.
        events: Where the event's does; empty where it has none.
    """
    keyword = _KEYWORDS.get(change.kind)
    if keyword is None:
        return
    said = re.compile(rf"(?<![\w$-])[\"']?{keyword}[\"']?\s*[:=]\s*(?P<value>{_VALUE})")
    places = [Span(*found.span("value")) for found in said.finditer(text)]
    for place in _likely(places, names, events, change):
        new = _written(text[place.start : place.end].rstrip(), change)
        if new is not None:
            end = place.start + len(text[place.start : place.end].rstrip())
            yield {Span(place.start, end): new}


def _likely(
    places: Sequence[Span], names: Sequence[Span], events: Sequence[Span], change: ProposedChange
) -> Iterable[Span]:
    """The first place behind each name; a list of what is required may stand anywhere around."""

    def far(one: Span) -> int:
        return min((abs(one.start - event.start) for event in events), default=one.start)

    behind = [
        next((place for place in places if place.start > name.start), None)
        for name in sorted(names, key=far)
    ]
    near = [place for place in behind if place is not None]
    return dict.fromkeys([*near, *sorted(places, key=far)] if change.kind == REQUIRE else near)


def _written(old: str, change: ProposedChange) -> str | None:
    """What stands there instead; None where it says something else than what changes."""
    if old.startswith("["):
        return _listed(old, change)
    if change.kind == REQUIRE:
        words = {"true": "false", "false": "true", "True": "False", "False": "True"}
        return words.get(old) if old.casefold() == str(change.old).casefold() else None
    before, after = _single(change.old), _single(change.new)
    if before is None or after is None or _bare(old) != before:
        return None
    if old.startswith("'"):
        return "'" + after.replace("'", "''") + "'"
    return json.dumps(after, ensure_ascii=False) if old.startswith('"') else after


def _listed(old: str, change: ProposedChange) -> str | None:
    """The list with what changes; its other items are written as they were."""
    items = _ITEM.findall(old)
    if change.kind == REQUIRE:
        name = change.at.path[-1]
        kept = [one for one in items if _bare(one) != name]
        wanted = [*kept, json.dumps(name, ensure_ascii=False)] if change.new is True else kept
        return f"[{', '.join(wanted)}]" if len(wanted) != len(items) else None
    before, after = _several(change.old), _several(change.new)
    if before is None or after is None or list(map(_bare, items)) != list(map(_plain, before)):
        return None
    as_was = {_bare(one): one for one in reversed(items)}
    return f"[{', '.join(as_was.get(_plain(one)) or json.dumps(one) for one in after)}]"


def _bare(written: str) -> str:
    if written.startswith('"'):
        try:
            return str(json.loads(written))
        except ValueError:
            return written
    return written[1:-1].replace("''", "'") if written.startswith("'") else written


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _single(value: object) -> str | None:
    several = _several(value)
    if several is not None:
        return _single(several[0]) if len(several) == 1 else None
    return value if isinstance(value, str) else None


def _several(value: object) -> Sequence[object] | None:
    return value if isinstance(value, tuple | list) else None
