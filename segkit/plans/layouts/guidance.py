"""Rows below a header that tell people how to fill in the table, or show them an example."""

from __future__ import annotations

import re
from collections.abc import Sequence

from segkit.plans.cells.values import says_type
from segkit.plans.layouts.own_csv import own_roles
from segkit.plans.layouts.sheet import Sheet
from segkit.plans.words.headings import hints, says_names
from segkit.plans.words.role import NAMES
from segkit.plans.words.vocabulary import take_apart

_MOST = 3
_EXAMPLE = re.compile(r"^[\W_]*(?:e\.?\s?g\b|for example\b|for instance\b|z\.\s?b\.|p\.\s?ex\b|ex\s*[.:]"
                      r"|(?:example|sample|beispiel|exemple|ejemplo)\s*:)", re.IGNORECASE)  # fmt: skip
_INSTRUCTION = re.compile(
    r"^(?:the name\b|name of\b|a (?:unique|short|clear|brief|description)\b|an? example\b|describe\b"
    r"|enter\b|fill in\b|write\b|choose\b|select\b|pick\b|list (?:all|the|any)\b|what (?:is|does|the|kind)\b"
    r"|which\b|is (?:this|the|it)\b|should\b|how (?:is|the|it|to)\b|when (?:does|should|is)\b"
    r"|where (?:does|should|is)\b|why (?:do|are|is)\b|use (?:title|snake|the|past)\b|must be\b"
    r"|(?:in )?(?:snake_case|title case|camelcase|proper case)\b|[<\[{(][^<>\[\]{}()\"]+[>\]})]$"
    r"|one (?:sentence|line|word)\b|(?:comma[ -])?separated? (?:by|with)\b"
    r"|(?:y|yes|true|required|r)\s*(?:/|or|,)\s*(?:n|no|false|optional|o)\b"
    r"|string\s*[,/|].*(?:number|integer|boolean))",
    re.IGNORECASE,
)


def guidance_below(sheet: Sheet, header: int, end: int) -> int:
    """How many of the rows right below a header are guidance rather than plan."""
    if own_roles(sheet.rows[header]):
        return 0
    names = [column for column, text in sheet.texts(header) if _names(text)]
    last = min(header + 1 + _MOST, end, len(sheet.rows))
    row = header + 1
    plainly = [column for column, text in sheet.texts(header) if says_names(text)]
    while row < last and (_is_guidance(sheet, row, names) or holds_types(sheet, row, plainly)):
        row += 1
    return row - header - 1


def holds_types(sheet: Sheet, row: int, names: Sequence[int] = ()) -> bool:
    """Below the headings of properties stands nothing but their types, and no name."""
    texts = sheet.texts(row)
    kinds = [text for _, text in texts if take_apart(text).about != {"type"}]  # `Type`: their label
    return (
        len(kinds) > 1
        and len(kinds) >= len(texts) - 1
        and not any(column in names for column, _ in texts)
        and all(map(says_type, kinds))
    )


def _names(header: str) -> bool:
    return any(role in NAMES for role in hints(header))


def _is_guidance(sheet: Sheet, row: int, names: list[int]) -> bool:
    """A name that is none, and other cells like it; a real name is never enough of a sign."""
    texts = sheet.texts(row)
    told = [column for column, text in texts if tells(text)]
    return len(told) > 1 and 2 * len(told) >= len(texts) and not set(names).isdisjoint(told)


def tells(text: str) -> bool:
    """The text says how to fill in a cell, or is an example of that."""
    return bool(_EXAMPLE.match(text) or _INSTRUCTION.match(text.strip()))
