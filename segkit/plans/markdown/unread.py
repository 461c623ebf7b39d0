"""What a Markdown file writes like events or properties, and no tab holds: doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from segkit.model.plan import Doubt
from segkit.plans.grids.grid import Tab
from segkit.plans.markdown.belonging import is_done
from segkit.plans.markdown.event_names import carried_by_all, speaks_of_all
from segkit.plans.markdown.outline import About, Node
from segkit.plans.words.looks import is_compound, is_key_like
from segkit.plans.words.vocabulary import take_apart

_NAME = re.compile(r"[\w$.\-]+")
_OF_FIELDS = {"field", "trait", "variable"}
_GONE = re.compile(
    r"\b(?:removed|retired|archived|dropped|legacy|deprecated|obsolete|excluded|forbidden|no longer|not sent|never sent)\b",
    re.IGNORECASE,
)
_ARGUMENTS = re.compile(r"[{(\[].*", re.DOTALL)


def unread(root: Node, tabs: Iterable[Tab], prose: str) -> list[Doubt]:
    """Doubts about names that stand in no cell, those below the heading `prose` aside."""
    known = {
        name
        for tab in tabs
        for row in tab.rows
        for heading, cell in zip_longest(tab.rows[0], row, fillvalue="")
        if heading != prose
        for name in _NAME.findall(cell)
    }
    found = (
        (_events(root), "names in the text look like events and are not read"),
        (_fields(root), "names in lists of properties belong to no event and are not read"),
        (_of_all(root), "names in sentences about every event are not read"),
    )
    return [
        one
        for names, what in found
        for one in doubt_of(root.text, what, [name for name in names if name not in known])
    ]


def left_out(root: Node, tabs: Iterable[Tab]) -> list[Doubt]:
    """Doubts about events below headings such as `Removed events`, which are read all the same."""
    known = {row[0].strip("` ") for tab in tabs for row in tab.rows[1:] if row}
    found: list[Doubt] = []
    for node in root.all():
        if node.is_heading and node.about is About.EVENTS and _GONE.search(node.text):
            parts = [row[0] for one in node.all() for table in one.tables for row in table.rows[1:]]
            parts += [one.head or one.text for one in node.all()]
            names = [name for part in parts if (name := part.strip("` ")) in known]
            found += doubt_of(
                node.text, "events below this heading are read as those that are sent", names
            )
    return found


def doubt_of(where: str, what: str, names: Iterable[str]) -> list[Doubt]:
    """One doubt about several names; none where there is no name."""
    single = tuple(dict.fromkeys(names))
    return [Doubt(where, f"{len(single)} {what}.", len(single), single[:5])] if single else []


def _events(root: Node) -> Iterator[str]:
    """What is written as code and spelled like an event: `lamp_opened`, and not `opened_at`."""
    for node in root.all():
        for span in node.spans:
            name = _ARGUMENTS.sub("", span).strip()
            if is_done(name):
                yield name


def _of_all(root: Node) -> Iterator[str]:
    """What a sentence says of every event, and not in so many words that it could be read."""
    for node in root.all():
        if speaks_of_all(node) and not carried_by_all(node):
            yield from filter(is_compound, node.spans)


def _fields(root: Node) -> Iterator[str]:
    """Names in lists below a heading or label that speaks of properties."""
    for node in root.all():
        items = [one for one in node.below if one.is_item]
        heads = [one.head for one in items if one.head in one.spans and is_key_like(one.head)]
        about = (
            take_apart(node.text).about | take_apart(node.above.text if node.above else "").about
        )
        if about & _OF_FIELDS and len(heads) * 2 > len(items):
            yield from heads
