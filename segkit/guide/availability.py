"""What the API did not give, said where it would stand in the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit import rows as views
from segkit.facts.known import Facts
from segkit.render.view import View
from segkit.segment_api.titles import title_of

_FIX = (
    "use a token that may read it, or settle with the customer whether they have it; then run "
    "`segkit pull`."
)


_WITH_CONNECTIONS = ("destinations", "warehouses", "connectedSources")
ROWS: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "overview": ("Your own overview", ("sources",), ("destinations", "warehouses")),
    "sources": ("Your sources", ("sources",), ("trackingPlanSources",)),
    "environments": ("Your environments", ("sources",), ("labels",)),
    "load_snippet": ("", (), ("writeKeys",)),
    "quickstarts": ("Your libraries", ("sources",), ("writeKeys",)),
    "tracking_methods": ("", (), ("sources",)),
    "calls_in_scope": ("", (), ("trackingPlans", "trackingPlanRules")),
    "modes": ("Your connection modes", ("destinations",), ("subscriptions",)),
    "destinations": ("Your destinations", ("destinations",), ("subscriptions", "filters")),
    "warehouses": ("Your warehouses", ("warehouses",), ("connectedSources",)),
    "matrix": ("Your matrix", ("destinations", "warehouses"), _WITH_CONNECTIONS),
    "flow": ("Your diagram", ("destinations", "warehouses"), _WITH_CONNECTIONS),
    "considerations": (
        "Your special considerations",
        ("destinations", "warehouses"),
        (
            *("subscriptions", "filters", "transformations", "functions", "instances", "models"),
            *("trackingPlans", "trackingPlanSources", "sourceSettings", *_WITH_CONNECTIONS),
        ),
    ),
    "plan": ("", (), ("trackingPlans", "trackingPlanRules")),
    "volumes": ("What was received", (), ("eventVolumes", "trackingPlanRules")),
}
"""By row: what it shows, what it cannot be without, and what it says more with."""


def shown(facts: Facts, row: str, view: View) -> View:
    """A row's view with what is missing in it below; in its place when nothing is there."""
    what, needed, more = ROWS[row]
    return _closed(facts, what, needed) or views.lacking(view, _lacking(facts, (*needed, *more)))


def all_missing(facts: Facts) -> Mapping[str, str] | None:
    """All that is missing, in words and with the reason; None when no workspace was read."""
    if facts.workspace is None:
        return None
    return {_named(key): why for key, why in facts.workspace.not_available.items()}


def _lacking(facts: Facts, resources: Sequence[str]) -> list[tuple[str, str]]:
    """Which of these are missing, or a part of them, in words and with the reason."""
    reasons = facts.workspace.not_available if facts.workspace else {}
    return [(_named(key), reasons[key]) for key in dict.fromkeys(resources) if key in reasons]


def _closed(facts: Facts, what: str, needed: Sequence[str]) -> View | None:
    """What stands in place of a row without any of what it needs; None when something is there."""
    workspace = facts.workspace
    missing = _lacking(facts, needed)
    if workspace is None or not missing:
        return None
    there = {
        "sources": workspace.sources,
        "destinations": workspace.destinations,
        "warehouses": workspace.warehouses,
    }
    if any(there[key] for key in needed):
        return None
    reasons = " ".join(dict.fromkeys(reason for _, reason in missing))
    return views.missing(what, f"Not available, because: {reasons}", _FIX)


def _named(resource: str) -> str:
    words = title_of(resource)
    return words[:1].upper() + words[1:]
