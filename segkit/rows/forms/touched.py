"""What a change touches, as forms of the room show it before it is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.impact import Concern, Impact
from segkit.render.html import plural

_MOST_CONCERNS = 12
_KINDS: Mapping[str, str] = {
    "rule": "Planned call",
    "mapping": "Mapping",
    "filter": "Filter",
    "transformation": "Transformation",
    "setting": "Setting",
    "passes": "Receives the whole call",
    "warehouse": "Warehouse",
    "snippet": "Code",
}


def touched(impacts: Sequence[Impact]) -> dict[str, object]:
    """What these changes touch together, what breaks first."""
    concerns = dict.fromkeys(one for impact in impacts for one in impact.concerns)
    breaks = sum(one.breaks for one in concerns)
    # the same code in several sources reads the same
    ordered = list(dict.fromkeys(map(_concern, sorted(concerns, key=lambda one: not one.breaks))))
    return {
        "count": f"{plural(breaks, 'thing')} may stop working"
        if breaks
        else "Nothing stops working",
        "concerns": ordered[:_MOST_CONCERNS],
        "more": max(0, len(ordered) - _MOST_CONCERNS),
        "unseen": tuple(dict.fromkeys(one for impact in impacts for one in impact.not_modelled)),
    }


def _concern(one: Concern) -> tuple[str, str, str, bool]:
    at = f" ({one.destination})" if one.destination and one.destination != one.name else ""
    kind = _KINDS.get(one.kind, one.kind.capitalize())
    return f"{kind}: {one.name}{at}", one.reason, one.where, one.breaks
