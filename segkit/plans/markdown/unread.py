"""What a Markdown file itself says against what is read of it: doubts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segkit.model.plan import Doubt
from segkit.plans.grids.grid import Tab
from segkit.plans.markdown.outline import About, Node

_GONE = re.compile(
    r"\b(?:removed|retired|archived|dropped|legacy|deprecated|obsolete|excluded|forbidden|no longer|not sent|never sent)\b",
    re.IGNORECASE,
)


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
