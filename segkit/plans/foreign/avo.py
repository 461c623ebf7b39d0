"""Avo's export and webhook (JSON Schema format) → `TrackingPlan`.

Shape: `{name, events: [{id, name, description, tags, categories, actions, sources, triggers,
rules}], …}`, where `rules` is an envelope like Segment's with Avo's `nameMapping` beside it.
Source: avo.app/docs, "Export Tracking Plan" and "Avo Tracking Plan Webhook".
"""

from __future__ import annotations

from collections.abc import Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import Report, TrackingPlan
from segkit.plans.documents.rules import plan_from_entries

_LABELS = ("tags", "categories", "actions", "sources", "triggers")
_OWN = {"name", "description", "rules", *_LABELS}


def looks_like_avo(document: object) -> bool:
    """True for an object with `events` that have a name and `rules`."""
    events = document.get("events") if isinstance(document, Mapping) else None
    return isinstance(events, list) and any(map(_is_event, events))


def read_avo(document: object, *, name: str) -> TrackingPlan:
    """The plan in an Avo export. What an event says about Avo itself becomes its labels.

    Raises:
        NotATrackingPlanError: It is no export of Avo.
    """
    if not isinstance(document, Mapping) or not looks_like_avo(document):
        raise NotATrackingPlanError(
            "This is no plan of Avo: looked for 'events' with 'rules'.",
            "export it again as JSON Schema in Avo.",
        )
    names = _names(document.get("categories"))
    entries = [
        (f"events[{number}]", _entry(event, names))
        for number, event in enumerate(document["events"])
    ]
    record = {"name": document.get("name")}
    record |= {key: value for key, value in document.items() if key not in {"name", "events"}}
    beside = [key for key in document if key not in {"name", "events", "categories"}]
    notes = tuple(f"Avo's {key!r} have no place in a tracking plan of Segment." for key in beside)
    return plan_from_entries(entries, plan=record, name=name, so_far=Report(notes=notes))


def _is_event(event: object) -> bool:
    return (
        isinstance(event, Mapping)
        and isinstance(event.get("name"), str)
        and isinstance(event.get("rules"), Mapping)
    )


def _entry(event: object, categories: Mapping[object, object]) -> object:
    if not isinstance(event, Mapping) or not _is_event(event):
        return event
    rules = dict(event["rules"])
    labels: dict[str, object] = {}
    for key in _LABELS:
        if event.get(key):
            labels[key] = _label(event[key], categories if key == "categories" else {})
    if "nameMapping" in rules:
        labels["nameMapping"] = rules.pop("nameMapping")
    required = rules.get("required")
    if isinstance(required, list):
        rules["required"] = [one for one in required if one != "nameMapping"]
    if labels:
        rules["labels"] = labels
    return {
        "type": _call(event.get("actions")),
        "key": event["name"],
        "description": event.get("description"),
        "jsonSchema": rules,
        **{key: value for key, value in event.items() if key not in _OWN},
    }


def _call(actions: object) -> str:
    """A page view that is not logged as an event is a page call of Segment."""
    only_page = isinstance(actions, list) and "page" in actions and "skipLogEvent" in actions
    return "PAGE" if only_page else "TRACK"


def _names(categories: object) -> dict[object, object]:
    values = list(categories.values()) if isinstance(categories, Mapping) else categories
    known = [one for one in values if isinstance(one, Mapping)] if isinstance(values, list) else []
    return {str(one.get("id")): one.get("name") for one in known}


def _label(values: object, names: Mapping[object, object]) -> object:
    """Names instead of Avo's ids and objects, where it gives names."""
    if not isinstance(values, list):
        return values
    return [
        one.get("name") or one.get("description") or dict(one)
        if isinstance(one, Mapping)
        else names.get(str(one), one)
        for one in values
    ]
