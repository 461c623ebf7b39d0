"""What segkit has to say about an engagement: findings, considerations, open to-dos.

Pure data; `checks` and `advice` make it, `views` show it.
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
class Consideration:
    """What to watch out for with one source and one destination or warehouse.

    Attributes:
        id: Id of the rule or knowledge entry; with `source_id` and `target_id` it is
            unique in an engagement.
        source_id: The source it is about; empty when it is about a warehouse whatever its
            sources, or (with no target either) about the whole workspace.
        target_id: The destination or warehouse; empty when it is about the source alone.
        severity: One of `SEVERITIES`.
        text: The fact, for the customer.
        action: What to do.
        evidence: What in this workspace or plan makes it apply, in words.
        basis: `workspace`, `catalog`, `plan` or `knowledge`: where the statement comes from.
        doubt: What would have to be known to be sure, in words; empty when it is certain.
        docs: Path below the documentation base.
        known: Date of the knowledge, ISO; empty when it was read from the workspace.
        target_type: What the target is an instance of (`Amplitude (Actions)`), or
            `Warehouses`; empty without a target.
    """

    id: str
    source_id: str
    target_id: str
    severity: str
    text: str
    action: str = ""
    evidence: str = ""
    basis: str = "workspace"
    docs: str = ""
    known: str = ""
    target_type: str = ""
    doubt: str = ""


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
