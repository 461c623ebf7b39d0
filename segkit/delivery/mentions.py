"""Which names of events and pages conditions look at, so that only those are judged one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Named(NamedTuple):
    """What conditions look at names for.

    Attributes:
        names: Those that they hold in quotes.
        patterned: Which names they take cannot be told by those.
    """

    names: frozenset[str]
    patterned: bool

    @classmethod
    def of(cls, conditions: Iterable[str]) -> Named:
        """What these conditions look at, all together."""
        names: set[str] = set()
        patterned = False
        for text in conditions:
            names.update(text.split('"')[1::2], text.split("'")[1::2])
            patterned = patterned or _is_pattern(text)
        return cls(frozenset(names), patterned)


def _is_pattern(text: str) -> bool:
    if "event" not in text and "name" not in text:
        return False
    return any(word in text for word in ("match(", "contains(", "case(")) or (
        '"' not in text and "'" not in text
    )
