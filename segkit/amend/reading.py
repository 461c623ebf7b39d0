"""A plan in a file as it is read, with the tables that it was read from; and whether two are one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from segkit.amend.applying import asked_for
from segkit.derive.personal import is_mark, mark_of
from segkit.errors import PullError
from segkit.model.plan import CONTAINERS, Field, Rule, TrackingPlan
from segkit.plans.formats import format_of, read_given
from segkit.plans.grids.grid import Tab
from segkit.plans.layouts.profile import Profile
from segkit.plans.plan_input import PlanInput
from segkit.plans.tables import TabReading, plan_of, understand_tabs


@dataclass(frozen=True)
class Read:
    """One reading of a file.

    Attributes:
        kind: `workbook`, `delimited`, `json`, `yaml`, `terraform`, `markdown`, `script`.
        tabs: The cells; empty where it is no table.
        readings: How each tab was understood.
    """

    plan: TrackingPlan
    kind: str
    tabs: tuple[Tab, ...] = ()
    readings: tuple[TabReading, ...] = ()


def read_file(file: Path, profile: Profile) -> Read:
    """The plan in a file; raises `PullError`."""
    given = PlanInput(file)
    known = format_of(given)
    if known.tabs is None:
        return Read(read_given(given, known), given.kind)
    tabs = tuple(known.tabs(given))
    found = understand_tabs(tabs, profile)
    plan = plan_of(found, tabs, name=given.name, profile=profile)
    return Read(plan, given.kind, tabs, found.readings)


def reads_as(file: Path, profile: Profile, wanted: TrackingPlan) -> bool:
    """The plan in the file is this one, whatever cells it stands in."""
    try:
        return plain(read_file(file, profile).plan) == plain(wanted)
    except PullError:
        return False


def plain(plan: TrackingPlan) -> tuple[object, ...]:
    """What a plan says, without where it says it."""
    rules = tuple(map(_plain_rule, plan.rules))
    return plan.name, plan.description, rules, _frozen(plan.extra)


def _plain_rule(rule: Rule) -> object:
    implied = asked_for(rule)  # some readers say it, some leave it to be understood
    required = tuple(sorted({*rule.required} - {*CONTAINERS.values()} | implied))
    said = replace(rule, fields=(), origin="", labels={}, schema={}, extra={}, required=required)
    others = (_frozen(rule.labels), _frozen(rule.schema), _frozen(rule.extra))
    return said, others, tuple(map(_plain_field, rule.fields))


def _plain_field(field: Field) -> object:
    said = replace(field, origin="", labels={}, schema={})
    labels = {header: value for header, value in field.labels.items() if not is_mark(header)}
    return said, mark_of(field), _frozen(labels), _frozen(field.schema)


def _frozen(value: object) -> object:
    """The value so that it compares by what it says, a boolean not as a number."""
    if isinstance(value, Mapping):
        return tuple((key, _frozen(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_frozen, value))
    return type(value).__name__, value
