"""A list in a cell cut into its entries, at the signs outside of brackets and quotes."""

from __future__ import annotations

import re

from segkit.plans.cells.alternatives import have_one_name
from segkit.plans.words.looks import is_compound, is_key_like

OPEN, CLOSE = "([{<（【", ")]}>）】"
_LIST_SIGNS = ",;|•·\n，；、"
_SAYS = re.compile(r"[:=：]")
_OPENS = re.compile(r"[:=：]|\s[–—]\s")
QUOTED = re.compile(r"^['\"“‘`].*['\"”’`]$", re.DOTALL)
OR = re.compile(r"\s*,?\s(?:or|oder|ou|o|lub|или|או|أو|또는|または|或|或者)\s")
_WHOLE_CODE = re.compile(r"^\s*`[^`]+`\s*$")


def split_list(line: str, signs: str = _LIST_SIGNS) -> list[str]:
    """Cut at the separators outside of brackets; at a slash between blanks where there are none."""
    strong = signs.replace("|", "").replace("·", "")
    parts = split_at(line, strong)
    for sign, needs_blanks in (("|", False), ("·", False), ("/", True)):
        if len(parts) == 1:
            more = split_at(line, sign, needs_blanks=needs_blanks)
            # `method: email | phone` lists values, `method | phone` names
            is_open = _OPENS.search(more[0]) and not _WHOLE_CODE.match(more[0])
            is_more = not is_open or (_begins_anew(more) and not have_one_name(more))
            parts = more if is_more else parts
    if len(parts) == 1 and line.count("/") > 1 and not _SAYS.search(line):
        names = split_at(line, "/")
        parts = names if all(is_key_like(name) for name in names) else parts
    *others, final = parts
    ends = final.split(" and ") if " and " in final else OR.split(final)
    is_sure = bool(others) or any(map(is_compound, ends))
    if len(ends) > 1 and is_sure and all(is_key_like(end) for end in ends if end.strip()):
        parts = [*others, *filter(str.strip, ends)]
    return parts


def _begins_anew(parts: list[str]) -> bool:
    """`room: 'hall' · cup_id`: the last part is an entry of its own, and no value of the first."""
    value = _SAYS.split(parts[0], maxsplit=1)[-1].strip()
    is_key = QUOTED.match(value) is not None and is_compound(parts[-1].strip())
    return is_key or _OPENS.search(parts[-1]) is not None


def split_at(text: str, signs: str, *, needs_blanks: bool = False) -> list[str]:
    """The text cut at each of these signs, outside of brackets and quotes."""
    parts, depth, begin, quote, opened, close = [], 0, 0, "", "", ""
    for place, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in '"`' and text.find(sign, place + 1) > 0:
            quote = sign
        elif not close and sign in OPEN and CLOSE[OPEN.index(sign)] in text[place:]:
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
