"""A check of the review: one question to a plan, declared beside the function that answers it.

The function's docstring is the check's page: its first line says what should be true, and three
paragraphs say why that matters, what mends it, and at which evidence the check speaks.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from segkit.review.finding import Hit
from segkit.review.subject import Subject

EVENTS, PROPERTIES, FIELDS, CALLS, PLAN = "events", "properties", "fields", "calls", "plan"
"""What a check counts: names of events, names of properties, fields, calls, the plan as one."""

TRAITS, TOP_FIELDS, STRINGS, ENUMS, PATTERNS, EXAMPLES, SPEC_EVENTS = (
    "traits", "top fields", "text fields", "lists of values", "patterns", "examples", "spec events",
)  # fmt: skip

_PART = re.compile(r"^(Why|Mend|Evidence): ", re.MULTILINE)

Ask = Callable[[Subject], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """One question to a plan.

    Attributes:
        id: As people name it; begins with its family.
        level: Of its findings, unless a team says otherwise.
        of: What it counts; the score weighs what is concerned by how many there are.
        ask: Finds what is amiss.
        docs: Page below the documentation base that says so.
        title: What should be true.
        why: Why that matters.
        mend: What mends it.
        evidence: When it speaks, and when not.
        offers: `rename` or `plan` where it proposes changes; empty where that takes a decision.
        own: It is an organisation's own.
    """

    id: str
    level: str
    of: str
    ask: Ask
    docs: str = ""
    title: str = ""
    why: str = ""
    mend: str = ""
    evidence: str = ""
    offers: str = ""
    own: bool = False

    @property
    def family(self) -> str:
        """What it is about: the first word of its id."""
        return "own" if self.own else self.id.partition("-")[0]


def check(
    id: str,  # noqa: A002 (the attribute's name)
    level: str,
    *,
    of: str,
    docs: str,
    offers: str = "",
) -> Callable[[Ask], Check]:
    """Declare the function below as a check; its docstring gives the check's words."""

    def declared(ask: Ask) -> Check:
        return described(Check(id, level, of, ask, docs, offers=offers))

    return declared


def described(bare: Check) -> Check:
    """The check with the words of its function's docstring, as far as it has none itself."""
    title, *parts = _PART.split(inspect.getdoc(bare.ask) or bare.title)
    said = dict(zip(parts[::2], (" ".join(part.split()) for part in parts[1::2]), strict=True))
    return replace(
        bare,
        title=bare.title or title.strip(),
        why=bare.why or said.get("Why", ""),
        mend=bare.mend or said.get("Mend", ""),
        evidence=bare.evidence or said.get("Evidence", ""),
    )
