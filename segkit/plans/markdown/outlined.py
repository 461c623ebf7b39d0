"""An event that a text names outside of tables, with all that stands with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from segkit.plans.markdown.belonging import is_list

_PAST = re.compile(r"\w\s+\w+ed$")


@dataclass(frozen=True, slots=True)
class Outlined:
    """An event that the outline names.

    Attributes:
        name: As written.
        told: What is said about it.
        properties: Its properties as they would stand in one cell.
        is_guess: Only the title of the whole file speaks of events.
        bold: Names of properties in bold, where others are not.
        is_words: Its name is words of the text, neither code nor spelled as names are.
        is_set_off: These words are in bold, or stand below `Track these events:`.
        by_words: A heading names it that is not spelled as events are.
        call: The call that a line below it says.
        labels: What other lines below it say, by their labels.
    """

    name: str
    told: str = ""
    properties: str = ""
    is_guess: bool = False
    bold: tuple[str, ...] = ()
    is_words: bool = False
    is_set_off: bool = False
    by_words: bool = False
    call: str = ""
    labels: tuple[tuple[str, str], ...] = ()

    @property
    def is_bare(self) -> bool:
        """Nothing but its name is written."""
        return not self.told and not self.properties

    @property
    def is_doubtful(self) -> bool:
        """Neither its name nor what stands below it is that of an event for sure."""
        is_named = not self.is_words or _PAST.search(self.name) is not None
        return not is_named and not is_list(self.properties)
