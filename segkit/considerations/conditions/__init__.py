"""Whether what a knowledge entry asks for is met by the customer's own plan and workspace.

Each kind of condition has one function, which answers yes, no or not known, with what it saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from segkit.considerations.conditions import configured, mapped, planned
from segkit.considerations.conditions.asked import Answer, Asked
from segkit.knowledge.conditions import CHECK, NOTE, WRONG, Condition
from segkit.knowledge.entries import Entry

MET, OPEN = "met", "open"
"""Beside the words of `otherwise`: every condition is met, or nothing could be told."""

JUDGES: Mapping[str, Callable[[Asked, Condition], Answer]] = {
    **configured.JUDGES,
    **mapped.JUDGES,
    **planned.JUDGES,
}
"""By kind of condition."""


class Judged(NamedTuple):
    """What came of an entry's conditions.

    Attributes:
        result: `met`, `open`, or what a condition that is not met says of itself.
        evidence: What was seen, in sentences; of what is not met where something is not.
    """

    result: str
    evidence: str


def judged(entry: Entry, asked: Asked) -> Judged:
    """Whether the entry's conditions are met; `open` for an entry without."""
    answers = [
        (one, JUDGES[one.kind](asked, one))
        for one in entry.conditions
        if not one.sources or asked.kind in one.sources
    ]
    failed = [
        (answer.otherwise or one.otherwise, answer.says)
        for one, answer in answers
        if answer.holds is False
    ]
    for result in (WRONG, CHECK, NOTE):
        if said := [says for otherwise, says in failed if otherwise == result]:
            return Judged(result, " ".join(said))
    if answers and all(answer.holds for _, answer in answers):
        return Judged(MET, " ".join(dict.fromkeys(answer.says for _, answer in answers)))
    return Judged(OPEN, "")
