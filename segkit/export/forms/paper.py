"""A page on paper, with the numbers of the pages in its contents.

Chromium cannot write them there itself (it has no `target-counter`). So the page is printed,
each heading is looked up in what came out, and the page with the numbers is printed again.
A large page is printed in parts, of which only the first, with the contents, is printed twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Protocol
from urllib.parse import unquote

from segkit.errors import ExportError
from segkit.export.forms.binding import Entry, Printed, bound, sheets_of
from segkit.export.forms.paper_parts import Part, parts_of, with_style
from segkit.export.news import Listen

_CONTENTS = re.compile(r'<nav class="sk-contents".*?</nav>', re.DOTALL)
_LANGUAGE = re.compile(r'<html lang="([^"]*)"')
_TITLE = re.compile(r"<title>([^<]*)</title>")
_STEP = re.compile(r'<(/?)ol>|<a href="#([^"]*)">([^<]*)</a>')
_ENTRY = re.compile(r'(<a href="#([^"]*)">)([^<]*)(?=</a>)')
_STYLE = (
    "@media print{.sk-page .sk-contents li>a{display:flex;justify-content:space-between;"
    "gap:1.5em;color:inherit!important}.sk-contents li>a>b{min-width:4ch;text-align:end;font-weight:400}}"
)
"""The place for a number is as wide before it is known as it is afterwards."""

_MOST_PRINTS = 3
"""The first, one with the numbers, and one more in case a number moved a heading."""

WITHOUT_NUMBERS = "The contents of the PDF have no page numbers: {}"
WITHOUT_TAGS = (
    "The guide is so large that its PDF was printed in parts; it has no tags for screen readers, "
    "which the HTML page does not need."
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF file.

    Attributes:
        note: What its maker should know; empty when it is as it should be.
    """

    content: bytes
    note: str = ""


class Printer(Protocol):
    """Prints a page as a PDF file, with tags for screen readers or without."""

    def __call__(self, html: str, *, tagged: bool = True) -> bytes:
        """The file; raises `ExportError`."""
        ...


def on_paper(html: str, printed: Printer, say: Listen) -> Paper:
    """The page as a PDF file whose contents name the pages, as far as they can be known.

    `say` hears which part of a large page is being printed. Raises `ExportError` only when it
    cannot be printed at all; when it can be printed but once, the contents have no numbers, and
    the note says why.
    """
    parts = parts_of(html)
    if not parts:
        return _as_one(html, printed)
    printed_parts, notes = _in_parts(parts, printed, say)
    language = _LANGUAGE.search(html)
    file = bound(printed_parts, _outline(html), language=language[1] if language else "")
    return Paper(file, " ".join([*notes, WITHOUT_TAGS]))


def _as_one(html: str, printed: Printer) -> Paper:
    content = printed(_numbered(html, {}))
    numbers: Mapping[str, int] = {}
    try:
        for _ in range(_MOST_PRINTS - 1):
            found = sheets_of([Printed(content)])
            if found == numbers:
                return Paper(content)
            content, numbers = printed(_numbered(html, found)), found
        if sheets_of([Printed(content)]) != numbers:
            why = "they kept moving the headings."
            return Paper(printed(_numbered(html, {})), WITHOUT_NUMBERS.format(why))
    except ExportError as error:
        return Paper(content, WITHOUT_NUMBERS.format(error.problem))
    return Paper(content)


def _in_parts(
    parts: Sequence[Part], printed: Printer, say: Listen
) -> tuple[list[Printed], list[str]]:
    """The parts as they came from the browser, and what their maker should know."""
    done: list[Printed] = []
    sheet = 1
    for number, part in enumerate(parts, start=1):
        which = f"part {number} of {len(parts)}, {part.name}"
        say(f"The PDF is printed in parts; now {which}.")
        try:
            content = printed(_numbered(part.beginning_at(sheet), {}), tagged=False)
        except ExportError as error:
            raise ExportError(f"{error.problem} It was {which}.", error.fix) from error
        done.append(Printed(content, part.places))
        sheet += done[-1].sheets
    try:
        first = printed(_numbered(parts[0].beginning_at(1), sheets_of(done)), tagged=False)
        numbered = Printed(first, parts[0].places)
        why = "they moved the headings." if numbered.sheets != done[0].sheets else ""
    except ExportError as error:
        numbered, why = done[0], error.problem
    if not why:
        done[0] = numbered
    return done, [WITHOUT_NUMBERS.format(why)] if why else []


def _outline(html: str) -> list[Entry]:
    """The contents as they stand on the page, below its title."""
    title = _TITLE.search(html)
    found = [Entry(unescape(title[1]) if title else "", "", 1)]
    contents = _CONTENTS.search(html)
    level = 1
    for step in _STEP.finditer(contents[0] if contents else ""):
        if step[2] is None:
            level += -1 if step[1] else 1
        else:
            found.append(Entry(unescape(step[3]), unquote(unescape(step[2])), level))
    return found


def _numbered(html: str, numbers: Mapping[str, int]) -> str:
    """The page with a place for a number at each entry of its contents, filled where it is known."""

    def entry(found: re.Match[str]) -> str:
        number = numbers.get(unquote(found[2]), "")
        return f"{found[1]}<span>{found[3]}</span> <b>{number}</b>"

    contents = _CONTENTS.search(html)
    if contents is None:
        return html
    listed = _ENTRY.sub(entry, contents[0])
    html = f"{html[: contents.start()]}{listed}{html[contents.end() :]}"
    return with_style(html, _STYLE)
