"""Parts of a list that are no entries of their own, and only say more of the one before them."""

from __future__ import annotations

import re

from segkit.plans.cells.values import read_type
from segkit.plans.words.looks import is_compound

_TOLD = re.compile(r"^[\w$.`\[\]]+(?:\s*\([^()]+\))+\s*(?::|\s[-–—]\s)\s*\S")
_SHOWN = re.compile(
    r"(?::|\s[–—-])\s.*\b(?:e\.?g|for example|such as|z\. ?B|p\. ?ex)\b", re.IGNORECASE
)
_IN_QUOTES = re.compile(r"^\s*(?:or\s+)?`?[\"'“][^\"'”]*[\"'”]`?[.\s]*$")
_QUOTED = re.compile(r"^[\w$.`]+\s*[:=]\s*[\"“][^\"”]*[\"”]")
_AND_SO_ON = re.compile(r"^\s*(?:etc|usw|ecc)\.?\s*$|^\s*(?:…|\.\.\.)\s*$", re.IGNORECASE)
_IN_WORDS = re.compile(r"^[\w$.`]+\s*:\s+(?:[^\W\d][\w'’]*\s+){2,}[^\W\d]")
"""`lamps: all of them that are lit`."""
_OWN = re.compile(r"[(:=_]|\s[-–—]\s")


def with_told(parts: list[str]) -> list[str]:
    """Each entry with the parts that only say more of it."""
    told: list[str] = []
    for part in parts:
        if told and _goes_on(told[-1], part):
            told[-1] += "," + part
        else:
            told.append(part)
    return told


def _goes_on(entry: str, part: str) -> bool:
    """`way (string): next` and `last` or `or none`, `way – e.g. "next"` and `"last"`, `ids: all that are lit` and `in order`."""
    if _IN_QUOTES.match(part) or _AND_SO_ON.match(part):
        return bool(_SHOWN.search(entry) or _QUOTED.match(entry))
    if _OWN.search(part):
        return False
    first, *others = part.split() or [""]
    is_prose = bool(others) and not is_compound(first) and not any(map(read_type, others))
    return bool(_TOLD.match(entry) or (is_prose and _IN_WORDS.match(entry)))
