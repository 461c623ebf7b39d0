"""A form of our own for plans: a line for each event, `Lamp Lit: room, watts`."""

from __future__ import annotations

from segkit.model.plan import Field, Report, Rule, TrackingPlan
from segkit.plans.formats import PlanFormat
from segkit.plans.plan_input import PlanInput


def _rule(line: str, number: int) -> Rule:
    event, _, names = line.partition(":")
    origin = f"line {number}"
    fields = tuple(
        Field(("properties", name.strip()), origin=origin)
        for name in names.split(",")
        if name.strip()
    )
    return Rule(call="track", key=event.strip(), fields=fields, origin=origin)


def _read(given: PlanInput) -> TrackingPlan:
    lines = [line for line in given.text.splitlines() if line.strip()]
    rules = tuple(_rule(line, number) for number, line in enumerate(lines, 1))
    return TrackingPlan(name=given.name, rules=rules, report=Report(len(rules), len(rules)))


LINES = PlanFormat("Quillmoor lines", lambda given: given.path.suffix == ".lines", read=_read)
