"""The words of the guide with their meanings (`glossary.toml`), and other words for the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from segkit.knowledge import table


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the guide.

    Attributes:
        name: As the guide writes it.
        says: Its meaning, in one or two sentences.
        also: Other words for the same, in lower case.
    """

    name: str
    says: str
    also: tuple[str, ...] = ()


@cache
def glossary() -> tuple[Word, ...]:
    """Every word, in alphabetical order."""
    words = table("glossary")["word"]
    made = (Word(raw["name"], raw["says"], tuple(raw.get("also", ()))) for raw in words)
    return tuple(sorted(made, key=lambda one: one.name.casefold()))
