"""What was not read, said where it would stand in the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.facts.known import Facts
from segkit.render.missing import lacking, missing, nothing
from segkit.render.view import View
from segkit.rows.row import Row
from segkit.segment_api.titles import title_of

_FIX = (
    "use a token that may read it, or settle with the customer whether they have it; then run "
    "`segkit pull`."
)
_NOT_READ = {
    "workspace": (
        "The workspace was not read, so this is not known.",
        "name its file below [workspace] in engagement.toml and run `segkit pull`.",
    ),
    "plan": (
        "The tracking plan was not read, so this is not known.",
        "name its file below [plan] in engagement.toml and run `segkit pull`.",
    ),
}
"""Why a row is empty and what to do, by the input that it needs and the to-do that stands for it."""

_PLAN_PARTS = ("trackingPlans", "trackingPlanRules")


def instead_of(facts: Facts, row: Row) -> View | None:
    """What stands in the place of a row without data; None when it can be shown.

    The reader of a final guide finds what was agreed; how to fill the row in is for
    the SA, as long as it is open.
    """
    for need in row.needs:
        if getattr(facts, need) is not None:
            continue
        if agreed := facts.notes.done.get(need, ""):
            return nothing(f"{row.what}: {agreed}")
        told = missing(row.what, *_NOT_READ[need])
        return lacking(told, _lacking(facts, _PLAN_PARTS)) if need == "plan" else told
    return _closed(facts, row)


def completed(facts: Facts, row: Row, view: View) -> View:
    """The row's view with what is missing in it below."""
    return lacking(view, _lacking(facts, (*row.without, *row.more)))


def all_missing(facts: Facts) -> Mapping[str, str] | None:
    """All that is missing, in words and with the reason; None when no workspace was read."""
    if facts.workspace is None:
        return None
    return {_named(key): why for key, why in facts.workspace.not_available.items()}


def _lacking(facts: Facts, resources: Sequence[str]) -> list[tuple[str, str]]:
    """Which of these are missing, or a part of them, in words and with the reason."""
    reasons = facts.workspace.not_available if facts.workspace else {}
    return [(_named(key), reasons[key]) for key in dict.fromkeys(resources) if key in reasons]


def _closed(facts: Facts, row: Row) -> View | None:
    """What stands in place of a row without any of what it needs; None when something is there."""
    workspace = facts.workspace
    gone = _lacking(facts, row.without)
    if workspace is None or not gone:
        return None
    there = {
        "sources": workspace.sources,
        "destinations": workspace.destinations,
        "warehouses": workspace.warehouses,
    }
    if any(there[key] for key in row.without):
        return None
    reasons = " ".join(dict.fromkeys(reason for _, reason in gone))
    return missing(row.what, f"Not available, because: {reasons}", _FIX)


def _named(resource: str) -> str:
    words = title_of(resource)
    return words[:1].upper() + words[1:]
