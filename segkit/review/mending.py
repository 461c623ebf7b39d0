"""What of the proposed changes needs no judgement, each place once."""

from __future__ import annotations

from collections.abc import Iterable

from segkit.model.change import RENAME_RULE, ProposedChange
from segkit.review.finding import PlanFinding


def proposed(findings: Iterable[PlanFinding]) -> tuple[ProposedChange, ...]:
    """Every change that findings propose, in their order; of two of one place the better one.

    The name in the plan's own casing is also without stray blanks.
    """
    found: dict[tuple[object, ...], ProposedChange] = {}
    for finding in findings:
        for one in finding.changes:
            key = (one.kind, *one.at.same)
            before = found.get(key)
            if before is None or (one.safe, one.why.endswith("-case")) > (
                before.safe, before.why.endswith("-case"),
            ):  # fmt: skip
                found[key] = one
    return tuple(found.values())


def safe_changes(findings: Iterable[PlanFinding]) -> tuple[ProposedChange, ...]:
    """Those of them that need no judgement."""
    return tuple(one for one in proposed(findings) if one.safe)


def renames(changes: Iterable[ProposedChange]) -> list[dict[str, object]]:
    """What the code has to change as well, each name once."""
    found = {
        ("event" if one.kind == RENAME_RULE else "field", one.old, one.new): one.why
        for one in changes
        if one.is_rename
    }
    return [
        {"rule": why, "what": what, "from": old, "to": new}
        for (what, old, new), why in found.items()
    ]
