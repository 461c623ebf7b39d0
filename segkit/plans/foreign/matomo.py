"""Containers of Matomo's Tag Manager → `TrackingPlan`, read as those of Google's are.

Shape: `{idcontainer, tags: [{type, name, parameters, fire_trigger_ids}], triggers: [{idtrigger, type,
parameters}], variables: [{type, name, parameters}]}`. Source: `API/Export.php` and the templates of
github.com/matomo-org/tag-manager.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.model.plan import TrackingPlan
from segkit.plans.foreign.tag_manager import read_container
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput

Object = Mapping[str, object]

_WAITS, _OF_LAYER = "CustomEvent", "DataLayer"


def read_matomo(document: Object, *, name: str) -> TrackingPlan:
    """The events that triggers of a container wait for, with what tags take of them."""
    version = {
        "container": {"name": document.get("name")},
        "tag": [
            {
                "name": one.get("name"),
                "parameter": _listed(one),
                "firingTriggerId": one.get("fire_trigger_ids"),
            }
            for one in _objects(document.get("tags"))
            if one.get("status", "active") == "active"
        ],
        "trigger": [
            {
                "name": one.get("name"),
                "triggerId": str(one.get("idtrigger")),
                "customEventFilter": [
                    {"type": "equals", "parameter": [{"key": "arg1", "value": event}]}
                    for event in _said(one, _WAITS, "eventName")
                ],
            }
            for one in _objects(document.get("triggers"))
        ],
        "variable": [
            {"name": one.get("name"), "type": "v", "parameter": [{"key": "name", "value": place}]}
            for one in _objects(document.get("variables"))
            for place in _said(one, _OF_LAYER, "dataLayerName")
        ],
    }
    return read_container({"containerVersion": version}, name=name)


def _listed(one: Object) -> list[object]:
    parameters = one.get("parameters")
    told = parameters.items() if isinstance(parameters, Mapping) else ()
    return [{"key": key, "value": value} for key, value in told]


def _said(one: Object, kind: str, key: str) -> Iterator[object]:
    """What a trigger or variable of this kind says under a key."""
    parameters = one.get("parameters")
    if one.get("type") == kind and isinstance(parameters, Mapping) and parameters.get(key):
        yield parameters[key]


def _objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _recognises(given: PlanInput) -> bool:
    document = given.document if given.kind in {"json", "yaml"} else None
    if not isinstance(document, Mapping) or "idcontainer" not in document:
        return False
    return any(
        True for one in _objects(document.get("triggers")) for _ in _said(one, _WAITS, "eventName")
    )


def _read(given: PlanInput) -> TrackingPlan:
    document = given.document
    return read_matomo(document if isinstance(document, Mapping) else {}, name=given.name)


MATOMO = PlanFormat("Matomo Tag Manager", _recognises, read=_read)
