"""What Terraform says in JSON about a tracking plan → `TrackingPlan`.

Three forms: `terraform show -json` of a state or a plan (`values` or `planned_values`, with
modules inside modules), the state file itself (`resources[].instances[].attributes`), and a
configuration in JSON (`*.tf.json`). Source: developer.hashicorp.com/terraform, "JSON Output
Format" and "JSON Configuration Syntax".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from segkit.errors import NotATrackingPlanError
from segkit.model.plan import TrackingPlan
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput
from segkit.plans.terraform.terraform import Resource, plan_from_resources

_TYPES = ("segment_tracking_plan", "segment_tracking_plan_rules")


def resources_of(document: object) -> list[Resource]:
    """The resources in a document that are about tracking plans; none in other documents."""
    if not isinstance(document, Mapping):
        return []
    shown = document.get("values", document.get("planned_values"))
    if isinstance(shown, Mapping) and "root_module" in shown:
        return list(_of_module(shown["root_module"]))
    if "terraform_version" in document or "lineage" in document:
        return list(_of_state(document.get("resources")))
    return list(_of_configuration(document.get("resource")))


def _of_module(module: object) -> Iterator[Resource]:
    if not isinstance(module, Mapping):
        return
    for one in _objects(module.get("resources")):
        values = one.get("values")
        if one.get("type") in _TYPES and isinstance(values, Mapping):
            yield Resource(str(one.get("address")), values)
    for below in _objects(module.get("child_modules")):
        yield from _of_module(below)


def _of_state(resources: object) -> Iterator[Resource]:
    for one in _objects(resources):
        for instance in _objects(one.get("instances")):
            values = instance.get("attributes")
            if one.get("type") in _TYPES and isinstance(values, Mapping):
                yield Resource(f"{one['type']}.{one.get('name')}", values)


def _of_configuration(resources: object) -> Iterator[Resource]:
    several = resources if isinstance(resources, list) else [resources]
    for one in several:
        for kind in _TYPES:
            named = one.get(kind) if isinstance(one, Mapping) else None
            for name, values in named.items() if isinstance(named, Mapping) else ():
                if isinstance(values, Mapping):
                    yield Resource(f"{kind}.{name}", values)


def _objects(values: object) -> Iterator[Mapping[str, object]]:
    for one in values if isinstance(values, list) else ():
        if isinstance(one, Mapping):
            yield one


def _recognises(given: PlanInput) -> bool:
    return given.kind == "json" and bool(resources_of(given.document))


def _read(given: PlanInput) -> TrackingPlan:
    found = resources_of(given.document)
    if not any(one.has_rules for one in found):
        raise NotATrackingPlanError(
            f"{given.name} names a tracking plan, but holds none of its rules.",
            "apply the configuration first, then run `terraform show -json` again, or give the "
            "plan's id (tp_…).",
        )
    return plan_from_resources(found, name=given.name)


TERRAFORM_JSON = PlanFormat("Terraform's JSON", _recognises, read=_read)
