"""Where a list in a cell is cut: at its separators outside of brackets and quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from segkit.plans.cells.alternatives import have_one_name
from segkit.plans.cells.values import read_type
from segkit.plans.words.looks import is_compound, is_key_like

OPEN, CLOSE = "([{<（【", ")]}>）】"
_QUOTES = '"`'
_RANGED = frozenset("0123456789=$ ")
_LIST_SIGNS = ",;|•·・\n，；、｜"
_WHOLE_CODE = re.compile(r"^\s*`[^`]+`\s*$")
_OPENS = re.compile(r"[:=：]|\s[–—]\s")
SAYS = re.compile(r"[:=：]")
OR_WORD = r"\s*,?\s(?:or|oder|ou|o|lub|или|או|أو|또는|または|或|或者)\s"
OR = re.compile(rf"{OR_WORD}(?![^()]*\))")
VALUE = re.compile(r"[<>≤≥~]?=?[\w+$%.&–-]+")
"""One word, or one range: `warm`, `<10`, `600+`."""
QUOTED = re.compile(r"^['\"“‘`].*['\"”’`]$", re.DOTALL)


def split_list(line: str, signs: str = _LIST_SIGNS) -> list[str]:
    """Cut at the separators outside of brackets; at a slash between blanks where there are none."""
    parts = split(line, "".join(sign for sign in signs if sign not in "|｜·・"))
    for weak, needs_blanks in (("|｜", False), ("·", False), ("/／・", True)):
        if len(parts) == 1:
            more = split(line, weak, needs_blanks=needs_blanks)
            # `method: email | phone` lists values, `method | phone` names
            is_open = _OPENS.search(more[0]) and not _WHOLE_CODE.match(more[0])
            is_more = not is_open or (_begins_anew(more) and not have_one_name(more))
            parts = more if is_more else parts
    if len(parts) == 1 and "/" in line and not SAYS.search(line):
        names = split(line, "/")
        is_sure = len(names) > 2 or (is_compound(names[0]) and read_type(names[-1]) is None)
        parts = names if is_sure and all(is_key_like(name) for name in names) else parts
    *others, final = parts
    ends = final.split(" and ") if " and " in final else OR.split(final)
    is_sure = bool(others) or any(map(is_compound, ends))
    if len(ends) > 1 and is_sure and all(is_key_like(end) for end in ends if end.strip()):
        parts = [*others, *filter(str.strip, ends)]
    return parts


def _begins_anew(parts: list[str]) -> bool:
    """`room: 'hall' · cup_id`: the last part is an entry of its own, and no value of the first."""
    value = SAYS.split(parts[0], maxsplit=1)[-1].strip()
    last = parts[-1].strip()
    is_key = QUOTED.match(value) is not None and is_compound(last) and last[0] != value[0]
    is_told = _OPENS.search(parts[-1]) is not None and not SAYS.search(parts[0])
    return is_key or is_told or SAYS.search(parts[-1]) is not None


def cut_values(text: str, signs: Sequence[str] = ("|｜", "·", "/／", ";；", ",，、")) -> list[str]:
    """The values of a list: at the first of these signs that parts it, and at an `or`."""
    for sign in signs:
        *others, final = split(text, sign)
        if others:
            return [part.strip() for part in (*others, *filter(str.strip, OR.split(final)))]
    return [part.strip() for part in OR.split(text)]


def split(text: str, signs: str, *, needs_blanks: bool = False) -> list[str]:
    """Cut at these signs, outside of brackets and quotes; between blanks where asked for."""
    parts, depth, begin, quote, opened, close = [], 0, 0, "", "", ""
    tokens = () if set(signs).isdisjoint(text) else _tokens(signs).finditer(text)
    for found in tokens:
        sign, place = found[0], found.start()
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES and text.find(sign, place + 1) > 0:
            quote = sign
        elif not close and sign in OPEN and _is_closed(text, place):
            opened, close, depth = sign, CLOSE[OPEN.index(sign)], 1
        elif close and sign in (opened, close):
            depth += 1 if sign == opened else -1
            close = close if depth else ""
        elif sign in signs and not depth:
            around = text[max(0, place - 1) : place + 2]
            if not needs_blanks or (around[:1] == around[-1:] == " "):
                parts.append(text[begin:place])
                begin = place + 1
    return [*parts, text[begin:]]


@lru_cache(maxsize=64)
def _tokens(signs: str) -> re.Pattern[str]:
    """What a list is cut at, and what keeps it together."""
    return re.compile(f"[{re.escape(_QUOTES + OPEN + CLOSE + signs)}]")


def _is_closed(text: str, place: int) -> bool:
    """The bracket is closed further on; `<10` is a range."""
    is_range = text[place] == "<" and text[place + 1 : place + 2] in _RANGED
    return not is_range and CLOSE[OPEN.index(text[place])] in text[place:]
