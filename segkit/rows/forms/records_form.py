"""What the room notes down, as rows of which one is open; a row is edited where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from segkit.engagement.notes.workshop import TO_DO, lacks_owner
from segkit.render.days import named_day
from segkit.render.html import render
from segkit.render.long_texts import shortened_text
from segkit.rows.workshop.actions import NO_OWNER
from segkit.rows.workshop.records import RecordField

_MAIN = "text"


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a record besides what it says itself.

    Attributes:
        facts: Texts below their labels.
        points: What is good or missing about it, each with its sign.
        offers: What one click would add to it.
    """

    facts: Sequence[tuple[str, str]] = ()
    points: Sequence[tuple[str, str]] = ()
    offers: Sequence[str] = ()


_NOTHING = Told()
WAITS = ("wrong", "check")
"""Signs of what somebody has to see to."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The records of one kind, and what is said of them.

    Attributes:
        table: Their table in the notes.
        noun: What one is called.
        title: What all of them are called.
        entries: By key; each has the attributes that `fields` name.
        said: What else is said of one, by its key.
        offered: What the inputs of a field propose, by the field's name.
        told: What is known of one, by its key.
    """

    table: str
    noun: str
    title: str
    fields: Sequence[RecordField]
    entries: Mapping[str, object]
    said: Mapping[str, str] = field(default_factory=dict)
    offered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    told: Mapping[str, Told] = field(default_factory=dict)


def records_form(shown: Recorded, people: Sequence[str], *, undo: tuple[str, str]) -> Markup:
    """The records of one kind, each with an input for every field."""
    return render("records_form", one=column_of(shown), people=people, undo=undo)


def outcomes_form(
    shown: Sequence[Recorded],
    people: Sequence[str],
    counts: Mapping[str, int],
    *,
    heading: str,
    undo: tuple[str, str],
) -> Markup:
    """Several kinds side by side; `counts` are those that nobody does yet, by table."""
    return render(
        "outcomes_form",
        heading=heading,
        columns=[{**column_of(one), "asks": counts.get(one.table, 0)} for one in shown],
        people=people,
        undo=undo,
    )


def column_of(shown: Recorded) -> dict[str, object]:
    """What a template shows of the records of one kind."""
    noun = shown.noun
    return {
        "table": shown.table,
        "noun": noun,
        "article": "an" if noun[0] in "aeiou" else "a",
        "title": shown.title,
        "rows": [_row(shown, key, one) for key, one in shown.entries.items()],
        "blank": _row(shown, "{key}", None),
        "offered": shown.offered,
    }


def _row(shown: Recorded, key: str, one: object) -> dict[str, object]:
    told = shown.told.get(key, _NOTHING)
    values = {name.name: str(getattr(one, name.name, "")) for name in shown.fields}
    return {
        "key": key,
        "title": values[_MAIN],
        "line": _line(one) if one is not None else "",
        "state": _state(one),
        "unowned": NO_OWNER if lacks_owner(one) else "",
        "about": shown.said.get(key, ""),
        "facts": told.facts,
        "points": told.points,
        "offers": told.offers,
        "waits": lacks_owner(one) or any(sign in WAITS for sign, _ in told.points),
        "fields": [(name, values[name.name]) for name in shown.fields],
    }


def _line(one: object) -> str:
    """Who and when, then why."""
    who = getattr(one, "owner", "") or getattr(one, "who", "")
    day = getattr(one, "due", "") or getattr(one, "date", "")
    named = " · ".join(filter(None, (who, named_day(day, year=_this_year()))))
    why = shortened_text(getattr(one, "answer", "") or getattr(one, "reason", ""))
    return ". ".join(filter(None, (named, why)))


def _state(one: object) -> str:
    """What became of it; empty while it is open, or where nothing can become of it."""
    if getattr(one, "answer", "").strip():
        return "answered"
    state = getattr(one, "state", TO_DO)
    return "" if state == TO_DO else str(state)


def _this_year() -> int:
    """Days of another one say theirs."""
    return dt.datetime.now(tz=dt.UTC).year
