"""Avo's export and webhook (JSON Schema format) → `TrackingPlan`.

Shape: `{name, events: [{id, name, description, tags, categories, actions, sources, triggers,
rules}], …}`, where `rules` is an envelope like Segment's with Avo's `nameMapping` beside it.
Source: avo.app/docs, "Export Tracking Plan" and "Avo Tracking Plan Webhook".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CONTAINERS, Report, TrackingPlan
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.documents.schema import wrapped
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.keys import Said, said_of_event

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
    entries: list[tuple[str, object]] = []
    people: dict[str, _People] = {}
    for number, event in enumerate(document["events"]):
        where = f"events[{number}]"
        entries.append((where, _entry(event, names, people, where)))
    entries += [(one.where, _of_people(call, one)) for call, one in people.items()]
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


@dataclass(slots=True)
class _People:
    """Traits that events set: where the first stands, and all of them by name."""

    where: str
    traits: dict[str, object] = field(default_factory=dict)


def _of_people(call: str, people: _People) -> dict[str, object]:
    schema = wrapped({"type": "object", "properties": people.traits}, CONTAINERS[call])
    return {"type": call.upper(), "key": None, "jsonSchema": schema}


def _without_people(rules: dict[str, object], people: dict[str, _People], where: str) -> None:
    """Take the user's properties out of an event's payload: in Segment they are traits."""
    names = rules.get("properties")
    kept = dict(names) if isinstance(names, Mapping) else {}
    for key in list(kept):
        call = {Said.PERSON: "identify", Said.GROUP: "group"}.get(said_of_event(key))
        inner = kept[key]
        traits = inner.get("properties") if isinstance(inner, Mapping) else None
        if call is not None and key != "traits" and isinstance(traits, Mapping):
            known = people.setdefault(call, _People(f"{where}.{key}"))
            known.traits = {**traits, **known.traits}
            del kept[key]
    if isinstance(names, Mapping) and len(kept) < len(names):
        rules["properties"] = kept
        required = rules.get("required")
        if isinstance(required, list):
            gone = names.keys() - kept.keys()
            rules["required"] = [one for one in required if one not in gone]


def _entry(
    event: object, categories: Mapping[object, object], people: dict[str, _People], where: str
) -> object:
    if not isinstance(event, Mapping) or not _is_event(event):
        return event
    rules = dict(event["rules"])
    _without_people(rules, people, where)
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


def _recognises(given: PlanInput) -> bool:
    return looks_like_avo(given.told)


def _read(given: PlanInput) -> TrackingPlan:
    return read_avo(given.told, name=given.name)


AVO = PlanFormat("Avo", _recognises, read=_read)
