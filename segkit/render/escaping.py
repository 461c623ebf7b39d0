"""Text as HTML may hold it: escaped, with its line breaks, without characters that it forbids."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_BREAK = Markup("<br>")
# control characters and lone surrogates: the HTML standard forbids them, UTF-8 the latter
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_CLEAN = re.compile("[\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]*")


def clean(text: str) -> str:
    """The text with each character that HTML may not hold replaced by `\N{REPLACEMENT CHARACTER}`."""
    # nearly every text is clean, and finding that out takes half as long as looking for faults
    return text if _CLEAN.fullmatch(text) else _FORBIDDEN.sub("\ufffd", text)


def lines(text: str) -> str:
    """Escaped text that keeps its line breaks."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    escaped = escape(text)
    return escaped.replace("\n", _BREAK) if "\n" in escaped else escaped


def multiline(text: object) -> Markup:
    """Escaped text that keeps its line breaks, without those around it."""
    return Markup(lines(str(text).strip("\r\n")))  # noqa: S704 (it is escaped there)
