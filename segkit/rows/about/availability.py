"""What was not read, said where it would stand in the guide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from segkit.facts.known import Facts
from segkit.render.missing import lacking, missing, not_pulled, nothing
from segkit.render.view import View
from segkit.rows.row import Row, Showing
from segkit.segment_api.document import FURTHER
from segkit.segment_api.titles import ASKED_FOR_WITH, title_of

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
    return _closed(facts, row) or _not_pulled(facts, row)


def completed(showing: Showing, row: Row, view: View) -> View:
    """The row's view with what is missing in it below; the SA also sees what was not asked for."""
    resources = (*row.without, *row.more)
    view = lacking(view, _lacking(showing.facts, resources))
    if not (showing.live or showing.draft):
        return view
    return not_pulled(view, [title_of(one) for one in _absent(showing.facts, resources)])


def all_missing(facts: Facts) -> Mapping[str, str] | None:
    """All that is missing, in words and with the reason; None when no workspace was read."""
    if facts.workspace is None:
        return None
    return {_named(key): why for key, why in facts.workspace.not_available.items()}


def _lacking(facts: Facts, resources: Sequence[str]) -> list[tuple[str, str]]:
    """Which of these are missing, or a part of them, in words and with the reason."""
    reasons = facts.workspace.not_available if facts.workspace else {}
    return [(_named(key), reasons[key]) for key in dict.fromkeys(resources) if key in reasons]


def _absent(facts: Facts, resources: Sequence[str]) -> list[str]:
    """What a pull can read and this snapshot's did not: an older one, or not asked for."""
    workspace = facts.workspace
    if workspace is None:
        return []
    known = {*workspace.extra, *workspace.not_available}
    return [one for one in dict.fromkeys(resources) if one in FURTHER and one not in known]


def _not_pulled(facts: Facts, row: Row) -> View | None:
    """What stands in place of a row for which nothing was asked; None when something was."""
    absent = _absent(facts, row.without)
    if not row.without or len(absent) < len(row.without):
        return None
    also = {ASKED_FOR_WITH[one] for one in absent if one in ASKED_FOR_WITH}
    command = "segkit pull" + "".join(f" --also {one}" for one in sorted(also))
    return nothing(f"{row.what}: not pulled, so nothing is known of it. `{command}` reads it.")


def _closed(facts: Facts, row: Row) -> View | None:
    """What stands in place of a row without any of what it needs; None when something is there."""
    workspace = facts.workspace
    gone = _lacking(facts, row.without)
    if workspace is None or not gone:
        return None
    there = {
        **workspace.extra,
        "sources": workspace.sources,
        "destinations": workspace.destinations,
        "warehouses": workspace.warehouses,
    }
    if any(there.get(key) for key in row.without):
        return None
    reasons = " ".join(dict.fromkeys(reason for _, reason in gone))
    return missing(row.what, f"Not available, because: {reasons}", _FIX)


def _named(resource: str) -> str:
    words = title_of(resource)
    return words[:1].upper() + words[1:]
