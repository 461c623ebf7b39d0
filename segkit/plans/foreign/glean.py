"""Mozilla's Glean (`metrics.yaml`) → `TrackingPlan`.

Shape: `{$schema, category: {name: {type, description, extra_keys}}}`. What has the type `event` is
sent as `category.name`; counters, strings and timings belong to pings and are no calls. Source:
mozilla.github.io/glean, "YAML Registry Format" and "Event". Events then are read by their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.documents.page import Page
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

_TYPES = {"quantity": "integer"}
_OF_FILES = {"no_lint"}


def looks_like_glean(document: object) -> bool:
    """True for an object that says that it is a registry of Glean's, of metrics or of pings."""
    schema = document.get("$schema") if isinstance(document, Mapping) else None
    return isinstance(schema, str) and "mozilla.org/schemas/glean/" in schema


def events_of(page: Page) -> Page:
    """The page with the events of a registry, each with its extra keys as properties."""
    events: dict[str, object] = {}
    others = 0
    document = page.document if isinstance(page.document, Mapping) else {}
    for category, metrics in document.items():
        if category.startswith("$") or category in _OF_FILES or not isinstance(metrics, Mapping):
            continue
        for name, metric in metrics.items():
            if isinstance(metric, Mapping) and metric.get("type") == "event":
                events[f"{category}.{name}"] = _event(metric)
            else:
                others += 1
    notes = (f"{page.origin}{others} metrics are no events, and no part of the plan.",)
    return replace(
        page, document={"events": events}, notes=(*page.notes, *(notes if others else ()))
    )


def _event(metric: Mapping[str, object]) -> dict[str, object]:
    keys = metric.get("extra_keys")
    beside = {key: one for key, one in metric.items() if key not in {"type", "extra_keys"}}
    fields = keys.items() if isinstance(keys, Mapping) else ()
    return {**beside, "properties": {name: _field(one) for name, one in fields}}


def _field(said: object) -> object:
    kind = said.get("type") if isinstance(said, Mapping) else None
    if not isinstance(said, Mapping) or not isinstance(kind, str):
        return said
    return {**said, "type": _TYPES.get(kind, kind)}


def _recognises(given: PlanInput) -> bool:
    if given.kind not in {"yaml", "folder"} or not given.pages:
        return False
    return all(looks_like_glean(page.document) for page in given.pages)


def _read(given: PlanInput) -> TrackingPlan:
    from segkit.plans.shapes.tree import read_tree

    found = map(events_of, given.pages)
    pages = tuple(one for one in found if one.document != {"events": {}})
    if not pages:
        raise NotATrackingPlanError(
            "This registry of Glean has metrics, and none of them is an event.",
            "choose the file whose metrics have 'type: event'.",
        )
    return read_tree(pages, given.name)


GLEAN = PlanFormat("Glean", _recognises, read=_read)
