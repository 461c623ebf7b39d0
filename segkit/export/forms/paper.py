"""A page on paper, with the numbers of the pages in its contents.

Chromium cannot write them there itself (it has no `target-counter`). So the page is printed,
each heading is looked up in what came out, and the page with the numbers is printed again.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from markupsafe import escape

from segkit.errors import ExportError
from segkit.export.page.page import style_hash

_CONTENTS = re.compile(r'<nav class="sk-contents".*?</nav>', re.DOTALL)
_ENTRY = re.compile(r'(<a href="#([^"]*)">)([^<]*)(?=</a>)')
_STYLE = (
    "@media print{.sk-page .sk-contents li>a{display:flex;justify-content:space-between;"
    "gap:1.5em;color:inherit!important}.sk-contents li>a>b{min-width:4ch;text-align:end;font-weight:400}}"
)
"""The place for a number is as wide before it is known as it is afterwards."""

_MOST_PRINTS = 3
"""The first, one with the numbers, and one more in case a number moved a heading."""

WITHOUT_NUMBERS = "The contents of the PDF have no page numbers: {}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF file.

    Attributes:
        note: What its maker should know; empty when it is as it should be.
    """

    content: bytes
    note: str = ""


def on_paper(html: str, printed: Callable[[str], bytes]) -> Paper:
    """The page as a PDF file whose contents name the pages, as far as they can be known.

    Raises `ExportError` only when it cannot be printed at all; when it can be printed but once,
    the contents have no numbers, and the note says why.
    """
    content = printed(_numbered(html, {}))
    numbers: Mapping[str, int] = {}
    try:
        for _ in range(_MOST_PRINTS - 1):
            found = _pages(content)
            if found == numbers:
                return Paper(content)
            content, numbers = printed(_numbered(html, found)), found
        if _pages(content) != numbers:
            why = "they kept moving the headings."
            return Paper(printed(_numbered(html, {})), WITHOUT_NUMBERS.format(why))
    except ExportError as error:
        return Paper(content, WITHOUT_NUMBERS.format(error.problem))
    return Paper(content)


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
    html = html.replace("style-src ", f"style-src {escape(style_hash(_STYLE))} ", 1)
    return html.replace("</head>", f"<style>{_STYLE}</style>\n</head>", 1)


def _pages(content: bytes) -> dict[str, int]:
    """On which page, counted from 1, every place that a link leads to came to stand."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
        pages = {
            unquote(name.removeprefix("/")): reader.get_destination_page_number(place)
            for name, place in reader.named_destinations.items()
        }
    except (PyPdfError, ValueError, KeyError) as error:
        raise ExportError(
            f"the printed file could not be read ({type(error).__name__}: {error}).",
            "report it with the version of your browser.",
        ) from error
    return {name: page + 1 for name, page in pages.items() if page is not None and page >= 0}
