"""Text in diagrams: how wide it is, and where to cut it.

SVG does not wrap or clip text, and the reader's font is unknown here, so widths are
estimated on the generous side.
"""

from __future__ import annotations

import unicodedata

from segkit.render.escaping import clean

_NARROW = frozenset("iljtfrI.,:;'|!()[]{}-` ")
_BROAD = frozenset("mwMW@%&—…")


def text_width(text: str, size: float) -> float:
    """About how wide the text is at this font size, rather too much than too little."""
    return sum(_em(char) for char in text) * size


def fit(text: str, width: float, size: float) -> str:
    """The text on one line, cut with `…` where it would become wider than `width`."""
    line = " ".join(clean(text).split())
    if text_width(line, size) <= width:
        return line
    room = width - text_width("…", size)
    kept = ""
    for char in line:
        room -= _em(char) * size
        if room < 0:
            break
        kept += char
    return kept.rstrip() + "…"


def _em(char: str) -> float:
    if unicodedata.combining(char):
        return 0.0
    if char in _NARROW:
        return 0.36
    if char in _BROAD:
        return 1.0
    if unicodedata.east_asian_width(char) in "WF" or ord(char) > 0x2FFF:
        return 1.15
    return 0.72 if char.isupper() else 0.6
