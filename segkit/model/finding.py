"""What segkit has to say about an engagement besides considerations: findings, open to-dos.

Pure data; `derive` and `facts` make it, `rows` show it.
"""

from __future__ import annotations

from dataclasses import dataclass

SEVERITIES = ("blocker", "high", "medium", "low")
"""From "no data arrives" to "good to know"."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the plan or workspace that the customer should look at.

    Attributes:
        check: Name of the check that found it.
        severity: One of `SEVERITIES`.
        message: One sentence that names the thing and says what is wrong.
        action: What to do about it.
        origin: Where it was seen (`Track!A12`, a source's slug).
        docs: Path below the documentation base; empty when there is none.
    """

    check: str
    severity: str
    message: str
    action: str = ""
    origin: str = ""
    docs: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something that must be settled before a guide is final.

    Attributes:
        kind: `placeholder` or `todo`.
        id: Stable name, by which it is ticked in `notes.toml`; empty for text that has to
            be edited where it stands.
        place: Where it is (`guide.ipynb cell 3, line 2`, `engagement.toml`).
        text: What is open.
        fix: How to close it.
    """

    kind: str
    id: str
    place: str
    text: str
    fix: str
