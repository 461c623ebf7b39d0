"""A large page in parts that a browser can print one after the other.

A browser goes through the whole document for each of its sheets, so that twice the guide takes
four times as long. A page of thousands of rows is cut between its sections, and between the
rows of the largest. Each part is a page of its own, with the style and the scripts of the
whole, and with a place for each link that leads into another part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from markupsafe import escape

from segkit.export.page.page import style_hash
from segkit.render.long_texts import shortened_text

LARGE = 2_000_000
"""Characters of a page that is printed in parts."""

MOST = 500_000
"""Characters of a part, unless a single row has more."""

_SECTION, _CONTINUED = "<section class=sk-section>", '<section class="sk-section sk-continued">'
_BLOCK = re.compile(
    r'(?=<div class=(?:sk-text|sk-output|"sk-output sk-foreign")>|<p class=sk-derived[\s>])'
)
_ROWS = re.compile(r"<!--rows-->(.*?)<!--rows-->", re.DOTALL)
_ROW = re.compile(r'(?=<\w+ class="?sk-item[\s">])')
_FIRST_ROW = re.compile(r'class=("?)sk-item(?=[\s>"])')
_CONTAINER = re.compile(r"<(/?)(details|div|dl|figure|ol|table|ul)\b")
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)(?:<a class=\"sk-permalink|</h)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\sid="?([^\s">\x27]+)"?')
_LINK = re.compile(r'\shref="?#([^\s">]+)')
_REPLACED = re.compile(r"\sdata-as href=#([^\s>]+)")
"""Links in whose place the page's script puts what they lead to."""

_SHEETS = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_FIRST_SHEET = re.compile(r"@page (?:draft)?:first\{(?:[^{}]|\{[^{}]*\})*\}")
_OF_ALL = ' " / " counter(pages)'
_STAND_IN = '<a class=sk-elsewhere id="{}"></a>'
_NAMED = re.compile(
    r'<tbody class="?sk-item[^>]* id="?(destination-[\w-]+)"?><tr><th scope=row>(.*?)<td>.*?<td>(.*?)<td>',
    re.DOTALL,
)
_NAMED_STAND_IN = '<a class=sk-elsewhere id="{}" data-name="{}" data-source="{}"></a>'
"""A destination of another part, so that the page's script can lead from its name to it."""
_LED_TO = '<a hidden href="#{}"></a>'
"""Chromium names only the places to which a link of the same page leads."""
_STYLE = (
    ".sk-elsewhere{position:absolute;top:0}"
    ".sk-continued :has(~.sk-resumed,~* .sk-resumed):not(thead){display:none!important}"
)
"""The rows of a section go on without what stands above them; what comes after them stays."""

_WITHOUT_FRONT = ".sk-front,.sk-contents,.sk-draft-mark{display:none!important}"


@dataclass(frozen=True, slots=True)
class Part:
    """Some sections of a page, or some rows of one.

    Attributes:
        name: What it holds; plain text.
        html: A page.
        places: The ids in it that are not stand-ins for those of other parts.
    """

    name: str
    html: str
    places: frozenset[str]

    def beginning_at(self, sheet: int) -> str:
        """The page, its sheets numbered from this number on."""
        return with_style(self.html, f"@media print{{html{{counter-set:page {sheet - 1}}}}}")


def parts_of(html: str) -> tuple[Part, ...]:
    """The page in parts, in order; none when it is not large."""
    if len(html) <= LARGE:
        return ()
    before, *sections = html.split(_SECTION)
    if not sections:
        return ()
    sections[-1], end, after = sections[-1].rpartition("</main>")
    bodies = tuple(_bodies(sections))
    inside = [_ids(body) for body in bodies]
    inside[0] |= _ids(before + after)
    everywhere = frozenset[str]().union(*inside)
    links_of = [set(map(unescape, _LINK.findall(before + body))) for body in bodies]
    named = {one[0]: (_plain(one[1]), _plain(one[2])) for one in _NAMED.findall(html)}
    linked = frozenset(named).union(*links_of)
    made: list[Part] = []
    for body, places, links in zip(bodies, inside, links_of, strict=True):
        leads = (links & everywhere - places) - set(named)
        stand_ins = "".join(map(_STAND_IN.format, sorted(map(escape, leads))))
        stand_ins += "".join(
            _NAMED_STAND_IN.format(escape(one), *map(escape, told))
            for one, told in named.items()
            if one not in places
        )
        left = links.difference(_REPLACED.findall(body))
        stand_ins += "".join(map(_LED_TO.format, sorted(map(escape, linked & places - left))))
        page = _as_part(before + body + stand_ins + end + after, is_first=not made)
        made.append(Part(_name(body, made[-1].name if made else ""), page, places))
    return tuple(made)


def _plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _ids(html: str) -> frozenset[str]:
    return frozenset(map(unescape, _ID.findall(html)))


def with_style(html: str, style: str) -> str:
    """The page with one more style sheet, which its policy admits."""
    html = html.replace("style-src ", f"style-src {escape(style_hash(style))} ", 1)
    return html.replace("</head>", f"<style>{style}</style>\n</head>", 1)


def _bodies(sections: Sequence[str]) -> Iterator[str]:
    """What stands in the `main` of each part."""
    together = ""
    for section in sections:
        *full, rest = _pieces(section)
        for piece in full:
            yield together + piece
            together = ""
        if together and len(together) + len(rest) > MOST:
            yield together
            together = ""
        together += rest
    yield together


def _pieces(section: str) -> Iterator[str]:
    """The section; a large one in pieces, of which each has some of its rows."""
    blocks = _BLOCK.split(section) if len(section) > MOST else []
    largest = max(range(len(blocks)), key=lambda n: len(blocks[n]), default=0)
    rows = _ROWS.search(blocks[largest]) if blocks else None
    runs = list(_runs(rows[1])) if rows else []
    if rows is None or len(runs) < 2:
        yield _SECTION + section
        return
    head, tail = blocks[largest][: rows.start(1)], blocks[largest][rows.end(1) :]
    ends = "".join(f"</{tag}>" for tag in reversed(_open(head)))
    close = f"<!--rows-->\n{ends}</section>\n"
    again = _CONTINUED + _ID.sub("", head)
    yield _SECTION + "".join(blocks[:largest]) + head + runs[0] + close
    for run in map(_resumed, runs[1:-1]):
        yield again + run + close
    yield again + _resumed(runs[-1]) + tail + "".join(blocks[largest + 1 :])


def _resumed(run: str) -> str:
    """Rows whose first one says that it is the first of its part."""
    return _FIRST_ROW.sub(_marked, run, count=1)


def _marked(found: re.Match[str]) -> str:
    return 'class="sk-item sk-resumed' + ("" if found[1] else '"')


def _open(html: str) -> list[str]:
    """The containers that are open at the end of it."""
    found: list[str] = []
    for end, tag in _CONTAINER.findall(html):
        if not end:
            found.append(tag)
        elif tag in found:
            del found[len(found) - 1 - found[::-1].index(tag) :]
    return found


def _runs(rows: str) -> Iterator[str]:
    """Rows that follow each other, as many as a part takes."""
    run = ""
    for row in _ROW.split(rows):
        if run and len(run) + len(row) > MOST:
            yield run
            run = ""
        run += row
    yield run


def _name(body: str, before: str) -> str:
    """The headings in it, first and last; `before` is the name of the part in front of it."""
    headings = (unescape(_TAG.sub("", html)) for html in _HEADING.findall(body))
    found = [" ".join(heading.split()) for heading in headings]
    shown = [shortened_text(text) for text in dict.fromkeys([*found[:1], *found[-1:]])]
    return " to ".join(shown) or before.rpartition(" to ")[2]


def _as_part(page: str, *, is_first: bool) -> str:
    """Sheets with their numbers only, as nobody knows yet how many there are; one cover."""
    for style in _SHEETS.findall(page):
        new = style.replace(_OF_ALL, "")
        if not is_first:
            new = _FIRST_SHEET.sub("", new)
        page = page.replace(str(escape(style_hash(style))), str(escape(style_hash(new))), 1)
        page = page.replace(style, new, 1)
    return with_style(page, _STYLE if is_first else _STYLE + _WITHOUT_FRONT)
