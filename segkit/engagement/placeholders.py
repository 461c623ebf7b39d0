"""The customer's name in text, and what in a text still waits for a person.

The document that SAs used to fill by hand spells the placeholder `[Customer Name]`,
`[Customer name]` or `[customername]`, and its tasks `IE / SA to …` and `> insert …`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from segkit.model.finding import OpenItem

_CUSTOMER = re.compile(r"\\?\[\s*customer(?:[\s_-]|&nbsp;)*name\s*\\?\]", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(?<=[\w/])/" + _CUSTOMER.pattern, re.IGNORECASE)
_CODE = re.compile(
    r"(^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\2|\Z)|`+[^`\n]+`+)", re.MULTILINE | re.DOTALL
)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")

_WORDS = "customer|client|company|workspace|insert|enter|add|your|fill|todo|tbd|tbc|xxx"
_PLACEHOLDERS = (
    _CUSTOMER,
    re.compile(
        rf"(?<![\w\])])\[(?:{_WORDS})(?:[ _-][\w’' /-]{{0,60}})?\](?![(\[:])", re.IGNORECASE
    ),
    re.compile(r"\{\{[\w .-]{1,80}\}\}"),
    re.compile(r"<(?:insert|enter|your|customer)\b[^<>\n]{0,80}>", re.IGNORECASE),
    re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b"),
)
_TASKS = (
    re.compile(r"\bIE\s*/\s*SA\b.*", re.IGNORECASE),
    re.compile(r"^\W*(?:IE|SA)\s+to\s+\w+.*"),
    re.compile(r"^\s*(?:>|!>)\s*insert\b.*", re.IGNORECASE),
    re.compile(r"^\s*[-*+]\s+\[ \]\s+.*"),
)


def fill_text(text: str, customer: str) -> str:
    """`text` with the customer's name for every spelling of its placeholder; plain text."""
    return _CUSTOMER.sub(lambda _: customer, text)


def fill_markdown(source: str, customer: str, slug: str = "") -> str:
    """Markdown with the customer's name filled in, so that the name stays text.

    Outside of code the name is escaped for Markdown and HTML. In an address
    (`app.segment.com/[customername]`) the workspace's slug is used where it is known.
    """
    name = " ".join(customer.split())
    address = "/" + quote(slug or name, safe="")
    pieces = _CODE.split(source)
    # split() yields text, code, the fence's marks, text, …: three pieces a match
    filled: list[str] = []
    for index in range(0, len(pieces), 3):
        text = _IN_ADDRESS.sub(lambda _: address, pieces[index])
        filled.append(_CUSTOMER.sub(lambda _: escape_markdown(name), text))
        if index + 1 < len(pieces):
            filled.append(fill_text(pieces[index + 1], name.replace("`", "'")))
    return "".join(filled)


def escape_markdown(text: str) -> str:
    """`text` so that Markdown and HTML show it as it is, on one line."""
    one_line = " ".join(text.split())
    entities = one_line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(lambda found: _escaped(found.group()), entities)


def _escaped(character: str) -> str:
    return character if character == "&" else "\\" + character


def open_in_markdown(source: str, place: str) -> Iterator[OpenItem]:
    """Placeholders and tasks that are left in a Markdown text, each with its line."""
    for number, line in enumerate(source.splitlines(), start=1):
        where = f"{place}, line {number}"
        for pattern in _TASKS:
            if found := pattern.search(line):
                yield OpenItem(
                    kind="todo",
                    id="",
                    place=where,
                    text=found.group().strip(),
                    fix="do it, then edit or delete that line in the notebook.",
                )
                break
        spans = {found.span() for pattern in _PLACEHOLDERS for found in pattern.finditer(line)}
        for start, end in sorted(spans):
            yield OpenItem(
                kind="placeholder",
                id="",
                place=where,
                text=line[start:end].strip(),
                fix="replace it in the notebook by what it stands for.",
            )
