"""A difference as JSON for scripts and as text for a terminal; the JSON only ever grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from segkit.diff.change import Change, Difference
from segkit.impact import Concern, Impact
from segkit.listings.impact import concern_as_json, concern_in_words
from segkit.model.change import ProposedChange
from segkit.terminal import one_line

Impacts = Mapping[ProposedChange, Impact]
"""What changes touch, for those of which it was asked."""

_NONE: Impacts = {}
_SHOWN = 8
_OWN = frozenset({"rule", "passes", "snippet"})
"""What a difference says already, or what every such change has."""


def difference_as_json(difference: Difference, impacts: Impacts = _NONE) -> dict[str, object]:
    """The difference as `segkit diff --json` prints it."""
    kinds = Counter(change.kind for change in difference.changes)
    return {
        "old": difference.old,
        "new": difference.new,
        "counts": {
            **{kind: kinds[kind] for kind in ("added", "removed", "renamed", "changed")},
            "breaking": len(difference.breaking),
        },
        "changes": [_as_json(change, impacts) for change in difference.changes],
        "not_compared": list(difference.not_compared),
    }


def _as_json(change: Change, impacts: Impacts) -> dict[str, object]:
    said = {key: value for key, value in asdict(change).items() if key != "proposed"}
    found = impacts.get(change.proposed) if change.proposed else None
    return said | {"impact": [concern_as_json(one) for one in found.concerns]} if found else said


def difference_as_text(difference: Difference, impacts: Impacts = _NONE) -> str:
    """The difference for a terminal: what breaks something first."""
    lines = [f"From {one_line(difference.old)}", f"to   {one_line(difference.new)}"]
    harmless = [change for change in difference.changes if not change.breaking]
    for title, changes in (("Breaking", difference.breaking), ("Not breaking", harmless)):
        if changes:
            lines += ["", f"{title} ({len(changes)}):"]
            lines += [line for change in changes for line in _lines(change, impacts)]
    if not difference.changes:
        lines += ["", "Nothing changed."]
    if difference.not_compared:
        lines += ["", "Not compared:", *(f"  {one_line(gap)}" for gap in difference.not_compared)]
    return "\n".join(lines)


def change_in_words(change: Change) -> str:
    """One change in one line: `changed field total of Order Completed, type: number → string`."""
    inside = f" of {change.inside}" if change.inside else ""
    text = f"{change.kind} {change.thing} {change.name}{inside}"
    if change.kind == "renamed":
        text += f" (was {change.before})"
    elif change.kind == "changed":
        text += f", {change.what}: {change.before or 'nothing'} → {change.after or 'nothing'}"
    elif change.after:
        text += f" ({change.after})"
    return text


def _lines(change: Change, impacts: Impacts) -> Iterator[str]:
    yield f"  {one_line(change_in_words(change))}"
    if change.evidence:
        yield f"      the same because {one_line(change.evidence)}"
    yield f"      {one_line(change.why)}"
    found = impacts.get(change.proposed) if change.proposed else None
    if found is not None:
        yield from _concerned([one for one in found.breaking if one.kind not in _OWN])


def _concerned(concerns: Sequence[Concern]) -> Iterator[str]:
    """Those who would notice, the first of them."""
    for one in concerns[:_SHOWN]:
        yield f"      concerns {one_line(concern_in_words(one))}"
    if len(concerns) > _SHOWN:
        yield f"      and {len(concerns) - _SHOWN} more: ask `segkit impact`, or use --json"
