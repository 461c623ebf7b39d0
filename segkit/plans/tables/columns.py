"""The columns of a table, on their way from a header's wording to a role."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from segkit.plans.grids.grid import column_letters
from segkit.plans.tables.words import Hints, Role

_LETTERS = re.compile(r" \([A-Z]{1,3}\)$")
_KEY_LIKE = re.compile(r"^[A-Za-z_$][\w$.\-\[\]]*$")


@dataclass(slots=True)
class Column:
    """A column on its way to a role.

    Attributes:
        index: Its place in the tab's rows.
        row: The tab's row that holds its header.
        header: Its header's text as written; empty when it has none.
        key: The name by which a person and a saved reading know it; unique in its table.
        group: The text of the header row above, if there are two.
        hints: Roles that the wording allows.
        samples: Texts found below the header.
        role: What was decided; None until then.
        confidence: How sure that is, 0 to 1.
        why: The reason in a few words.
    """

    index: int
    row: int
    header: str
    group: str
    hints: Hints
    samples: tuple[str, ...]
    role: Role | None = None
    confidence: float = 0.0
    why: str = ""
    weights: dict[Role, float] = field(default_factory=dict)
    key: str = ""

    def share(self, fits: Callable[[str], object]) -> float:
        """The share of its values that fit, 0.5 when there are none to tell."""
        if not self.samples:
            return 0.5
        return sum(1 for text in self.samples if _fits(text, fits)) / len(self.samples)

    def take(self, role: Role, confidence: float, why: str) -> None:
        """Decide."""
        self.role, self.confidence, self.why = role, min(1.0, confidence), why


def _fits(text: str, fits: Callable[[str], object]) -> bool:
    """The cell fits, or each of its lines does (cells that go along with a property list)."""
    return bool(fits(text)) or ("\n" in text and all(fits(line) for line in text.split("\n")))


def name_columns(columns: list[Column], left: int) -> None:
    """Give each column its key: the header, with what tells it from others of that text.

    Args:
        columns: Of one table.
        left: Sheet column of the tab's first cell.
    """
    headers = Counter(" ".join(column.header.split()) for column in columns)
    grouped = Counter(_with_group(column) for column in columns)
    for column in columns:
        text, letters = " ".join(column.header.split()), column_letters(left + column.index)
        if not text:
            column.key = f"Column {letters}"
        elif headers[text] == 1:
            column.key = text
        elif column.group and grouped[_with_group(column)] == 1:
            column.key = _with_group(column)
        else:
            column.key = f"{text} ({letters})"


def bare_key(key: str) -> str:
    """The header's own text in a key: `Name` of `Event / Name`, `Notes` of `Notes (F)`."""
    return _LETTERS.sub("", key).rpartition(" / ")[2]


def _with_group(column: Column) -> str:
    return " ".join(f"{column.group} / {column.header}".split())


def taken(columns: list[Column], *roles: Role) -> Column | None:
    """The first column that has one of these roles."""
    return next((column for column in columns if column.role in roles), None)


def is_key_like(text: str) -> bool:
    """A name as programs spell it: one word, `snake_case`, `camelCase`, dots."""
    return bool(_KEY_LIKE.match(text.strip()))
