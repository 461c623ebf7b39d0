"""Rows of which one is open, only to be read: what is wrong first, the whole behind one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from segkit.considerations.consideration import (
    CLASSES,
    DISMISSED,
    TO_CHECK,
    Considered,
    Statement,
)
from segkit.render.html import plural, render
from segkit.rows.workshop.said import BADGES, SIGN_OF

WRONG, CHECK, GOOD, OK, OFF = "wrong", "check", "good", "ok", "off"
SIGNS = (WRONG, CHECK, GOOD, OK, OFF)
"""What a row begins with, the worst first."""
_MOST = 60


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is said in a row.

    Attributes:
        do: What is to be done about it.
        word: What the room said of it; empty for a reader, and where it needs no word.
    """

    text: str
    sign: str = ""
    do: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    Attributes:
        waits: Somebody has to say or to do something.
        do: What is to be done.
        place: The form in which that is said; empty where there is none.
    """

    key: str
    title: str
    sign: str
    about: str = ""
    state: str = ""
    waits: bool = False
    seen: Sequence[str] = ()
    points: Sequence[Point] = ()
    do: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a form of rows shows.

    Attributes:
        heading: The question, or the count that is still open.
        beside: A sentence below it.
        whole: What the rows are picked from; empty where that stands elsewhere.
        whole_title: What that is called.
    """

    heading: str
    lines: Sequence[Line]
    beside: str = ""
    whole: Markup = field(default_factory=Markup)
    whole_title: str = ""


def lines_form(shown: Lines) -> Markup:
    """The rows in their order."""
    more = len(shown.lines) - _MOST
    return render(
        "lines_form", shown=shown, lines=shown.lines[:_MOST],
        more=f"{plural(more, 'more row')} not shown here" if more > 0 else "",
    )  # fmt: skip


def worst(statements: Iterable[Statement]) -> list[Statement]:
    """What stands, the worst first."""
    standing = (one for one in statements if one.first.state != DISMISSED)
    return sorted(standing, key=lambda one: CLASSES.index(one.first.item.class_))


def point_of(statement: Statement, *, read_only: bool) -> Point:
    """A consideration in a row: what it asks or says, what to do, and the word on it."""
    one: Considered = statement.first
    item = one.item
    asked = item.question if item.class_ == TO_CHECK else ""
    word = "" if read_only or not (statement.needs_word or one.decided_by) else BADGES[one.state][1]
    return Point(asked or item.text, SIGN_OF[item.class_], item.action, word)
