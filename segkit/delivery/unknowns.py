"""What it depends on whether a planned call arrives, where its type and name do not tell.

Told apart are what the call at hand will say (a filter that looks at the total) and what is not
known of the workspace (whether an SDK is packaged): with the first, such calls arrive, though not
all of them; with the second it is not certain that any does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

KNOWN, ASSUMED, NOT_KNOWN = "known", "assumed", "not known"
"""How certain a statement is: read from the workspace or documented; taken from a default or a
flag of the catalog; or open, with what is missing.
"""


class Unknown(NamedTuple):
    """One thing that it depends on.

    Attributes:
        words: `whether its SDK is packaged in the app`.
        of_call: Each call at hand tells.
        remakes: It may make another call of it, so that nothing is known of what comes after.
    """

    words: str
    of_call: bool = False
    remakes: bool = False


Unknowns = tuple[Unknown, ...]
"""Everything that it depends on; empty when it is sure."""


def is_certain(unknowns: Unknowns) -> bool:
    """It is sure, or each call at hand tells."""
    return all(one.of_call for one in unknowns)


def any_of(several: Sequence[Unknowns]) -> Unknowns:
    """What it depends on where one of several is enough."""
    if () in several:
        return ()
    return all_of([one for one in several if is_certain(one)] or several)


def all_of(several: Sequence[Unknowns]) -> Unknowns:
    """What it depends on where each of several is needed."""
    if not any(several):
        return ()
    return tuple(dict.fromkeys(one for each in several for one in each))
