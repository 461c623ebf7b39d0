"""Texts that would make a page unusable are cut there, and stand whole in workbook and CSV.

A browser lays out a word of 20,000 letters for as long as a whole guide, and whatever follows
is hundreds of screens away. It does not matter which field it came from: what is looked at is
the finished HTML, so no field is forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from markupsafe import escape

MOST_IN_WORD, KEPT_OF_WORD = 1_000, 120
"""Characters of a word, wherever it stands."""

MOST_IN_TEXT, KEPT_OF_TEXT = 4_000, 1_000
"""Of a text between two tags: one of the customer's data,"""

MOST_OF_PEOPLE, KEPT_OF_PEOPLE = 20_000, 4_000
"""one that a person wrote into the notebook or printed there,"""

MOST_OF_CODE, KEPT_OF_CODE = 40_000, 4_000
"""and code."""

TITLE = "Long texts"
"""Of the table that has them whole."""

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
"""Scripts that are written without blanks, and broken anywhere."""

_WORD = re.compile(rf"[^\s{_SPACELESS}]{{{MOST_IN_WORD + 1},}}")
_PIECE = re.compile(r'<(?!br>)[^<>"]*(?:"[^"]*"[^<>"]*)*>|(?:[^<]++|<br>)++')
_SAID = re.compile(r'((?:title|alt|aria-label|aria-description|data-label)=")([^"]*)(?=")')

_TEXT, _PEOPLE = (MOST_IN_TEXT, KEPT_OF_TEXT), (MOST_OF_PEOPLE, KEPT_OF_PEOPLE)
_CODE = (MOST_OF_CODE, KEPT_OF_CODE)
Whole = Callable[[str], object]


def _nobody(whole: str) -> None:
    """Takes a whole text where nobody collects them."""


def shortened(html: str, *, of_people: bool = False, whole: Whole = _nobody) -> str:
    """The HTML with words and texts cut that are too long; `whole` is given each of them.

    Attributes are in double quotes. What a person can go on typing in stays whole.
    """
    if not _may_hold_one(html):
        return html
    code, writing = 0, False
    limits = (_PEOPLE if of_people else _TEXT, _CODE)

    def shorter(found: re.Match[str]) -> str:
        nonlocal code, writing
        piece = found[0]
        if piece.startswith("<") and not piece.startswith("<br>"):
            code += piece.startswith(("<pre>", "<pre ")) - piece.startswith("</pre")
            writing = piece.startswith("<textarea")
            return _SAID.sub(lambda said: said[1] + _escaped(said[2], whole), piece)
        return piece if writing else _shorter_text(piece, whole, limits[code > 0])

    return _PIECE.sub(shorter, html)


def _may_hold_one(html: str) -> bool:
    """A quick look, which nearly every block passes."""
    longest_word = max(map(len, html.split()), default=0)
    longest_text = max(map(len, html.replace("<br>", "").split("<")))
    return longest_word > MOST_IN_WORD or longest_text > MOST_IN_TEXT


def shortened_text(text: str) -> str:
    """Plain text, such as a title, cut like one of the customer's data."""
    return _shorter(text, _nobody, _TEXT)


def long_texts(blocks: Iterable[tuple[str, bool]], plain: Iterable[str] = ()) -> Iterator[str]:
    """Whatever is cut of these blocks of HTML and plain texts, whole, each once.

    A block is `True` for a text of people.
    """
    found: dict[str, None] = {}
    for html, of_people in blocks:
        shortened(html, of_people=of_people, whole=found.setdefault)
    for text in plain:
        _shorter(text, found.setdefault, _TEXT)
    yield from found


def _shorter_text(html: str, whole: Whole, limits: tuple[int, int]) -> str:
    """A text as HTML, in which line breaks are the only tags."""
    if len(html) <= MOST_IN_WORD:
        return html
    text = unescape(html.replace("<br>", "\n"))
    shorter = _shorter(text, whole, limits)
    return html if shorter == text else _as_html(shorter, html)


def _shorter(text: str, whole: Whole, limits: tuple[int, int]) -> str:
    most, kept = limits
    shorter = _with_shorter_words(text, whole)
    if len(shorter) <= most:
        return shorter
    whole(text)
    return _with_shorter_words(_cut(text, kept), _nobody)


def _as_html(text: str, before: str) -> str:
    made = str(escape(text))
    return made.replace("\n", "<br>") if "<br>" in before else made


def _escaped(value: str, whole: Whole) -> str:
    text = unescape(value)
    shorter = _shorter(text, whole, _TEXT)
    return value if shorter == text else str(escape(shorter))


def _with_shorter_words(text: str, whole: Whole) -> str:
    def cut(found: re.Match[str]) -> str:
        whole(found[0])
        return _cut(found[0], KEPT_OF_WORD)

    return _WORD.sub(cut, text) if len(text) > MOST_IN_WORD else text


def _cut(text: str, kept: int) -> str:
    return f"{text[:kept]}… [cut: {len(text):,} characters; whole in workbook and CSV, “{TITLE}”]"
