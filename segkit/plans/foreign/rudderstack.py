"""RudderStack's tracking plans → `TrackingPlan`.

Two forms: the Data Catalog API's plan (`events[]` with `properties[]`), and the YAML project of
`rudder-cli` (documents of the kinds `tp`, `events`, `properties`, `custom-types` that refer to
each other). The older API's plan has the shape of Segment's Config API; `rules` reads that.
Source: rudderstack.com/docs, "Data Catalog and Tracking Plans YAML Reference", versions
`rudder/0.1` and `rudder/v1`, and "Data Catalog API".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import CONTAINERS, Explained, Report, TrackingPlan
from segkit.plans.documents.rules import plan_from_entries
from segkit.plans.foreign.rudderstack_catalog import (
    Catalog,
    cases_of,
    catalog_of,
    schema_of_properties,
)
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

_PLANS = {"tp", "tracking-plan", "tracking-plans"}
_NAMES = ("display_name", "name", "id")
_OWN = {"properties", "name", "description", "event_type", "eventType", "type", "event"}


def looks_like_rudderstack(document: object) -> bool:
    """True for YAML documents of `rudder-cli`, or a catalog plan with lists of properties."""
    if _specs(document):
        return True
    events = document.get("events") if isinstance(document, Mapping) else None
    return isinstance(events, list) and any(
        isinstance(one, Mapping)
        and ("eventType" in one or "event_type" in one)
        and isinstance(one.get("properties"), list)
        for one in events
    )


def read_rudderstack(document: object, *, name: str) -> TrackingPlan:
    """The plan in an API answer or in the YAML documents of one project.

    Without a plan among the documents, the catalog's events are the plan, without properties.

    Raises:
        NotATrackingPlanError: It is no plan of RudderStack, holds several, or no event.
    """
    if not looks_like_rudderstack(document):
        raise NotATrackingPlanError(
            "This is no plan of RudderStack: looked for 'version: rudder/…' or 'events' with "
            "lists of properties.",
            "choose the project's YAML, or the plan as the Data Catalog API gives it.",
        )
    specs = _specs(document)
    catalog = catalog_of(specs)
    if not specs and isinstance(document, Mapping):
        record = {key: value for key, value in document.items() if key != "events"}
        entries = [
            (f"events[{number}]", _entry(one, {}, catalog))
            for number, one in enumerate(document["events"])
        ]
        return plan_from_entries(entries, plan=record, name=name)
    return _from_specs(specs, catalog, name)


def _from_specs(specs: list[Mapping[str, object]], catalog: Catalog, name: str) -> TrackingPlan:
    plans = [_spec(one) for one in specs if one.get("kind") in _PLANS]
    if len(plans) > 1:
        names = ", ".join(repr(next(filter(None, map(plan.get, _NAMES)), None)) for plan in plans)
        raise NotATrackingPlanError(
            f"The project holds {len(plans)} tracking plans: {names}.",
            "keep the one that the guide is about beside the catalog's files.",
        )
    if not plans:
        entries: list[tuple[str, object]] = [
            (f"events.{key}", _entry({}, event, catalog)) for key, event in catalog.events.items()
        ]
        note = "The files hold no tracking plan, only the catalog: events without properties."
        return plan_from_entries(entries, plan={}, name=name, so_far=Report(notes=(note,)))
    plan = plans[0]
    rules = plan.get("rules")
    record = {key: value for key, value in plan.items() if key not in {"rules", "display_name"}}
    record["name"] = plan.get("display_name") or plan.get("name")
    found = list(_rules(rules if isinstance(rules, list) else [], catalog))
    return plan_from_entries(
        [one for one in found if not isinstance(one, Explained)],
        plan=record,
        name=name,
        so_far=Report(explained=tuple(one for one in found if isinstance(one, Explained))),
    )


def _rules(rules: list[object], catalog: Catalog) -> Iterator[tuple[str, object] | Explained]:
    for number, rule in enumerate(rules):
        origin = f"rules[{number}]"
        if not isinstance(rule, Mapping) or "event" not in rule:
            yield origin, None if isinstance(rule, Mapping) else rule
            continue
        reference = rule["event"]
        settings = reference if isinstance(reference, Mapping) else {}
        target = settings.get("$ref", reference)
        event = catalog.event(target)
        if event is None:
            yield Explained(origin, f"Its event {target!r} is in none of the files.")
        else:
            about = {key: one for key, one in settings.items() if key != "$ref"}
            yield origin, _entry({**rule, **about}, event, catalog)


def _entry(rule: object, event: Mapping[str, object], catalog: Catalog) -> object:
    """An API rule from a plan's rule and the catalog's event; API events are both in one."""
    if not isinstance(rule, Mapping):
        return rule
    said = {**event, **rule} if event else rule
    call = event.get("event_type") or said.get("eventType") or said.get("event_type") or "track"
    call = call.lower() if isinstance(call, str) else "track"
    own = event or rule
    schema: dict[str, object] = {"properties": {}}
    if (container := CONTAINERS.get(call)) is not None:
        inner = schema_of_properties(said.get("properties"), catalog)
        if cases := cases_of(said.get("variants"), catalog):
            inner["allOf"] = cases
        for spelling in ("allow_unplanned", "additional_properties", "additionalProperties"):
            if isinstance(allowed := said.get(spelling), bool):
                inner["additionalProperties"] = allowed
        schema["properties"] = {container: inner}
        if inner.get("required"):
            schema["required"] = [container]
    return {
        "type": call.upper(),
        "key": own.get("name") if call not in {"identify", "group"} else None,
        "description": own.get("description"),
        "jsonSchema": schema,
        **{key: value for key, value in said.items() if key not in _OWN},
    }


def _specs(document: object) -> list[Mapping[str, object]]:
    """The documents of `rudder-cli` among these."""
    documents = document if isinstance(document, list) else [document]
    return [
        one
        for one in documents
        if isinstance(one, Mapping) and str(one.get("version")).startswith("rudder/")
    ]


def _spec(document: Mapping[str, object]) -> Mapping[str, object]:
    spec = document.get("spec")
    return spec if isinstance(spec, Mapping) else {}


def _recognises(given: PlanInput) -> bool:
    return looks_like_rudderstack(given.told)


def _read(given: PlanInput) -> TrackingPlan:
    return read_rudderstack(given.told, name=given.name)


RUDDERSTACK = PlanFormat("RudderStack", _recognises, read=_read)
