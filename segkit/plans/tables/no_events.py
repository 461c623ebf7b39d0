"""Rows with a text in the events' column that name none: totals, remarks about the sheet."""

from __future__ import annotations

import re

from segkit.plans.tables.ledger import REMARK
from segkit.plans.tables.places import Places
from segkit.plans.words.looks import is_compound
from segkit.plans.words.vocabulary import says_total, take_apart

_NUMBER = re.compile(r"[-–—~≈]?\W?[\d.,\s]*\d\S?(?:\s+[^\W\d]+){0,2}")
_DATE = re.compile(r"\b\d{4}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_OF_SHEET = frozenset({"project", "owner", "version", "status"})


def why_no_event(cells: tuple[str, ...], places: Places, *, has_field: bool) -> str:
    """Why a row with a text in the events' column names none; empty when it does."""
    if places.event is None or places.exact:
        return ""
    if any(map(str.strip, cells)) and _is_total(cells):
        return "a total of the rows above"
    return REMARK if not has_field and _is_of_sheet(cells, places.event) else ""


def _is_total(cells: tuple[str, ...]) -> bool:
    """`Total events | 12`, `TOTAL | 12 events`: a word for a sum, and nothing but numbers."""
    first, *others = [text.strip("*_`~ ") for text in cells if text.strip()]
    return bool(others) and says_total(first) and all(map(_NUMBER.fullmatch, others))


def _is_of_sheet(cells: tuple[str, ...], place: int) -> bool:
    """`Last updated | 2026-03-01`, `Owner | Nora`."""
    texts = [text for text in cells if text.strip()]
    if len(texts) != 2 or texts[0] != cells[place] or is_compound(texts[0]):
        return False
    heading, is_dated = take_apart(texts[0]), _DATE.search(texts[1]) is not None
    is_plain = " " not in texts[0].strip() and not heading.unknown and "owner" in heading.about
    return (is_plain or is_dated) and bool(heading.about) and heading.about <= _OF_SHEET
