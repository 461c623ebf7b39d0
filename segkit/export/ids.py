"""Every id of a page only once, whatever a cell shows twice or a person wrote into a text.

The first to use an id keeps it, so that permalinks of views and headings stay what they
are; a later one gets a number, and the links within its own block follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

_ID = re.compile(r'(<[a-zA-Z][^<>]*?\sid=")([^"]*)"')
_REFERENCE = re.compile(r'(\s(?:href="#|aria-controls="|aria-labelledby="|for="))([^"]*)"')


def unique_ids(
    blocks: Sequence[str], reserved: Collection[str], anchors: Collection[str]
) -> list[str]:
    """The blocks of a page; `reserved` ids are its own, `anchors` those of the headings.

    A heading's anchor is unique already, and its block is the first to use it.
    """
    taken = set(reserved) | set(anchors)
    waiting = set(anchors)
    return [_renamed(html, taken, waiting) for html in blocks]


def _renamed(html: str, taken: set[str], waiting: set[str]) -> str:
    changed: dict[str, str] = {}

    def fresh(found: re.Match[str]) -> str:
        old = found[2]
        is_heading = old in waiting and found[1].startswith("<h")
        if is_heading:
            waiting.discard(old)
        new, number = old, 1
        while new in taken and not is_heading:
            number += 1
            new = f"{old}-{number}"
        taken.add(new)
        if new != old:
            changed.setdefault(old, new)
        return f'{found[1]}{new}"'

    made = _ID.sub(fresh, html)
    if not changed:
        return made
    return _REFERENCE.sub(lambda found: f'{found[1]}{changed.get(found[2], found[2])}"', made)
