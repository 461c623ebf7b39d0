"""The business questions that a plan's workbook lists beside the plan: what the tracking is for.

They are no rules. A table of them is known by its headings: a question, what answers it, and the
tool in which it is decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from segkit.plans.grids.grid import Tab

QUESTIONS = "questions"
"""The plan's `extra` key that holds them."""

_HEADINGS: Mapping[str, re.Pattern[str]] = {
    "question": re.compile(r"(?:business |key )?(?:question|goal|objective)s?", re.IGNORECASE),
    "answered_by": re.compile(
        r"(?:answered|measured) (?:by|with)|answering events?", re.IGNORECASE
    ),
    "decided_on": re.compile(r"(?:decided|reported|read|shown) (?:on|in|with)", re.IGNORECASE),
}
_BETWEEN = re.compile(r"\s*[,;\n]\s*")
_SEARCHED = 20


def questions_in(tabs: Iterable[Tab]) -> list[dict[str, object]]:
    """`question`, `answered_by`, `decided_on` and `origin` of each, in order."""
    return [one for tab in tabs for one in _of_tab(tab)]


def _of_tab(tab: Tab) -> Iterator[dict[str, object]]:
    for at, row in enumerate(tab.rows[:_SEARCHED]):
        columns = _columns(row)
        if len(columns) == len(_HEADINGS):
            for below, cells in enumerate(tab.rows[at + 1 :], start=at + 1):
                texts = {what: _cell(cells, column) for what, column in columns.items()}
                if all(texts.values()):
                    yield {
                        "question": texts["question"],
                        "answered_by": _BETWEEN.split(texts["answered_by"]),
                        "decided_on": _BETWEEN.split(texts["decided_on"]),
                        "origin": tab.origin(below, columns["question"]),
                    }
            return


def _columns(row: Sequence[str]) -> dict[str, int]:
    return {
        what: column
        for column, text in enumerate(row)
        for what, heading in _HEADINGS.items()
        if heading.fullmatch(text.strip())
    }


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
