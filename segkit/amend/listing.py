"""What came of changing a copy, as text for a terminal and as JSON; the JSON only ever grows."""

from __future__ import annotations

from dataclasses import asdict

from segkit.amend.amending import Amendment
from segkit.model.change import ProposedChange
from segkit.terminal import one_line


def amendment_as_json(amendment: Amendment) -> dict[str, object]:
    """The amendment as `segkit amend --json` prints it."""
    return {
        "made": [asdict(one) for one in amendment.made],
        "already": [asdict(one) for one in amendment.already],
        "refused": [asdict(one) | {"reason": why} for one, why in amendment.refused],
        "places": [
            {"place": place, "from": old, "to": new} for place, old, new in amendment.places
        ],
    }


def amendment_as_text(amendment: Amendment) -> str:
    """The amendment for a person: what differs in the copy, and what could not be made there."""
    made, already = len(amendment.made), len(amendment.already)
    lines = [
        f"{made} changes made, {already} were there already, {len(amendment.refused)} not made."
    ]
    lines += ["", "The copy differs here and nowhere else:"] if amendment.places else []
    lines += [
        one_line(f"  {place}: {old or 'nothing'} → {new or 'nothing'}")
        for place, old, new in amendment.places
    ]
    lines += ["", "Not made:"] if amendment.refused else []
    lines += [one_line(f"  {in_words(one)}: {why}") for one, why in amendment.refused]
    return "\n".join(lines)


def in_words(change: ProposedChange) -> str:
    """One change in one line: `Track!C102, rename-field total of Order Completed to amount`."""
    at = change.at
    what = f"{'.'.join(at.path)} of {at.key or at.call}" if at.path else at.key or at.call
    to = "" if change.new is None else f" to {_shown(change.new)}"
    return f"{at.origin}, {change.kind} {what}{to}"


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
