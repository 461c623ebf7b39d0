"""What a change touches, as JSON for scripts and as text for a terminal; the JSON only ever grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from itertools import groupby

from segkit.impact import Concern, Impact
from segkit.terminal import one_line

_TITLES: Mapping[str, str] = {
    "rule": "Rules of the plan",
    "mapping": "Mappings",
    "filter": "Filters",
    "transformation": "Transformations",
    "setting": "Settings of destinations",
    "passes": "Take it along whole",
    "warehouse": "Warehouses",
    "snippet": "Code that was copied from the guide",
    "objective": "Objectives",
    "decision": "Decisions",
    "question": "Open questions",
    "consideration": "Words on special considerations",
    "parked": "Parked",
}


def impact_as_json(impact: Impact) -> dict[str, object]:
    """The impact as `segkit impact --json` prints it."""
    return {
        "changes": [asdict(change) for change in impact.changes],
        "breaking": len(impact.breaking),
        "concerns": [concern_as_json(one) for one in impact.concerns],
        "not_modelled": list(impact.not_modelled),
    }


def concern_as_json(concern: Concern) -> dict[str, object]:
    """One of those who name it."""
    return asdict(concern)


def impact_as_text(impact: Impact) -> str:
    """The impact for a terminal: kind by kind, what breaks first."""
    count = len(impact.concerns)
    lines = [f"{count} name it, {len(impact.breaking)} of them may break."]
    for kind, some in groupby(impact.concerns, lambda one: one.kind):
        concerns = sorted(some, key=lambda one: not one.breaks)
        lines += ["", f"{_TITLES[kind]} ({len(concerns)}):"]
        lines += [line for one in concerns for line in _lines(one)]
    if impact.not_modelled:
        lines += ["", "Not seen:", *(f"  {one_line(words)}" for words in impact.not_modelled)]
    return "\n".join(lines)


def impact_in_short(impact: Impact) -> str:
    """What may break, counted: `may break 3 mappings, 1 filter, 2 warehouse columns`."""
    counted = Counter(one.kind for one in impact.breaking if one.kind not in {"rule", "snippet"})
    said = [f"{many} {kind}{'s' if many > 1 else ''}" for kind, many in counted.items()]
    return f"may break {', '.join(said)}" if said else "breaks nothing that is known"


def concern_in_words(concern: Concern) -> str:
    """One concern in one line: `mapping Purchases of GA4 - shop (web): …`."""
    return f"{concern.kind} {_named(concern)}: {concern.reason}"


def _lines(concern: Concern) -> Iterator[str]:
    sign = "breaks" if concern.breaks else "-"
    doubt = "" if concern.certain else " (not certain)"
    yield f"  {sign:7}{one_line(_named(concern))}{doubt}"
    yield f"         {one_line(concern.reason)}"


def _named(concern: Concern) -> str:
    of = f" of {concern.destination}" if concern.destination != concern.name else ""
    place = {"rule": concern.where, "snippet": ""}.get(concern.kind, "")
    name = f"{concern.name}, {place}" if place else concern.name
    named = f"{name}{of if concern.destination else ''}"
    source = f" ({concern.source})" if concern.source else ""
    off = "" if concern.enabled else ", off"
    at = f", {concern.origin}" if concern.kind == "rule" and concern.origin else ""
    return f"{named}{source}{off}{at}"
