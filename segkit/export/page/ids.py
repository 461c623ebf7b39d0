"""Every id of a page only once, whatever a cell shows twice or a person wrote into a text.

The first to use an id keeps it, so that permalinks of views and headings stay what they
are; a later one gets a number, and the links within its own block follow. HTML is read here
attribute by attribute: what looks like an id in a text, or in another attribute, is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

_ATTRIBUTES = r'(?:\s+[^\s"=<>/]+(?:="[^"]*"|=[^\s"<>]+)?)*?'
_ID = re.compile(rf'(<[a-zA-Z][^\s<>"/]*{_ATTRIBUTES}\s+id=")([^"]*)"')
_TAG = re.compile(r'<[a-zA-Z](?:[^<>"]|"[^"]*")*>')
_ATTRIBUTE = re.compile(r'(\s([^\s"=<>/]+)=")([^"]*)"')
_REFERRING = frozenset({"aria-controls", "aria-describedby", "aria-labelledby", "for", "href"})
_PERMALINK = re.compile(r'"sk-permalink" href="#([^"]*)"')
_HEADING = re.compile(r"<h[1-6]\s")


def ids_in(html: str) -> Iterator[str]:
    """Every id, in order; attributes are in double quotes."""
    return (found[2] for found in _ID.finditer(html))


def unique_ids(
    blocks: Sequence[str], reserved: Collection[str], anchors: Collection[str]
) -> list[str]:
    """The blocks of a page; `reserved` ids are its own, `anchors` those of the headings.

    A heading's anchor is unique already, and stays with the heading that links to itself.
    """
    taken = set(reserved) | set(anchors)
    waiting = set(anchors)
    linked = {anchor for html in blocks for anchor in _PERMALINK.findall(html)}
    return [_renamed(html, taken, waiting, linked) for html in blocks]


def _renamed(html: str, taken: set[str], waiting: set[str], linked: set[str]) -> str:
    changed: dict[str, str] = {}

    def fresh(found: re.Match[str]) -> str:
        old = found[2]
        is_heading = (
            old in waiting
            and bool(_HEADING.match(found[1]))
            and (old not in linked or _links_to_itself(html, found))
        )
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
    return _TAG.sub(lambda tag: _following(tag[0], changed), made) if changed else made


def _links_to_itself(html: str, found: re.Match[str]) -> bool:
    """It is a heading of the guide's contents, not one that somebody wrote as HTML."""
    return html.find(f'"sk-permalink" href="#{found[2]}"', found.end()) >= 0


def _following(tag: str, changed: dict[str, str]) -> str:
    """The tag with its references to what has another id now."""

    def follow(attribute: re.Match[str]) -> str:
        start, name, value = attribute[1], attribute[2], attribute[3]
        mark = "#" if name == "href" else ""
        old = value.removeprefix(mark)
        is_one = name in _REFERRING and value.startswith(mark) and old in changed
        return f'{start}{mark}{changed[old]}"' if is_one else attribute[0]

    return _ATTRIBUTE.sub(follow, tag)
