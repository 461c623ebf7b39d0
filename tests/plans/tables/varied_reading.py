"""What was read of a made-up sheet, beside what its plan says; and whether a doubt names what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from segkit.errors import SegkitError
from segkit.model.plan import Doubt, Field, Rule, TrackingPlan
from segkit.plans.formats import read_given
from segkit.plans.plan_input import PlanInput
from tests.plans.tables.varied_plans import Event, Prop, Sheets

RIGHT, DOUBTED, SILENT, REFUSED = "right", "wrong with a doubt", "wrong without a doubt", "refused"
_PLACE = re.compile(r"([A-Z]{1,2})(\d*)")


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: the aspect, the event or call, and the property if it is one."""

    aspect: str
    event: str
    prop: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a sheet was read; the differences are those that no doubt names where there are such."""

    kind: str
    differences: tuple[Difference, ...] = ()


def outcome_of(sheets: Sheets) -> Outcome:
    """Read the tabs as a workbook is read, and compare."""
    given = PlanInput(Path("quillmoor.xlsx"))
    given.__dict__ |= {"kind": "workbook", "tabs": tuple(sheets.tabs)}
    try:
        plan = read_given(given)
    except SegkitError as error:
        return Outcome(REFUSED, (Difference(str(error), ""),))
    found = tuple(_differences(sheets, plan))
    silent = tuple(one for one in found if not _is_doubted(one, sheets, plan))
    return Outcome(SILENT if silent else DOUBTED if found else RIGHT, silent or found)


def _differences(sheets: Sheets, plan: TrackingPlan) -> list[Difference]:
    wanted = {(event.call, event.name or None): event for event in sheets.expected()}
    read = {(rule.call, rule.key): rule for rule in plan.rules}
    missing, more = wanted.keys() - read.keys(), read.keys() - wanted.keys()
    found = [Difference("event missing", key or call) for call, key in missing]
    found += [Difference("event not planned", key or call) for call, key in more]
    for identity in wanted.keys() & read.keys():
        found += _of_event(sheets, wanted[identity], read[identity])
    return found


def _of_event(sheets: Sheets, event: Event, rule: Rule) -> list[Difference]:
    fields = {field.dotted: field for field in rule.fields}
    found = []
    for prop in event.props:
        field = fields.pop(prop.name, None)
        if field is None:
            found.append(Difference("property missing", event.label, prop.name))
        else:
            found += [
                Difference(one, event.label, prop.name) for one in _of_prop(sheets, prop, field)
            ]
    names = [prop.name for prop in event.props]
    implied = {one for name in names for one in accumulate(re.split(r"(?=\[)|(?=\.)", name))}
    more = [one for one in fields if one not in implied and not one.endswith("[]")]
    return found + [Difference("property not planned", event.label, one) for one in more]


def _of_prop(sheets: Sheets, prop: Prop, field: Field) -> list[str]:
    kinds = {"date": {"string"}, "": set(), "integer": {"integer", "number"}}.get(
        prop.kind, {prop.kind}
    )
    is_typed = set(field.types) <= kinds and bool(field.types) == bool(kinds)
    is_needed = "required unknown" in sheets.says or field.required == prop.required
    is_listed = tuple(map(str, field.enum or ())) == prop.values
    aspects = {"type": is_typed, "required": is_needed, "values": is_listed}
    return [aspect for aspect, is_right in aspects.items() if not is_right]


def _is_doubted(one: Difference, sheets: Sheets, plan: TrackingPlan) -> bool:
    return any(_names(doubt, one, sheets) for doubt in plan.report.doubts)


def _names(doubt: Doubt, one: Difference, sheets: Sheets) -> bool:
    """The doubt names property or event, a row that does, or the column of what is said of it."""
    names = [name for name in (one.prop, one.event) if name]
    if any(name in " ".join([doubt.where, doubt.what, *doubt.examples]) for name in names):
        return True
    title, _, place = doubt.where.rpartition("!") if "!" in doubt.where else (doubt.where, "", "")
    rows = next((tab.rows for tab in sheets.tabs if tab.title == title), ())
    for letters, number in map(_parts, (place, *doubt.examples)):
        if number and int(number) <= len(rows):
            if any(name in text for name in names[:1] for text in rows[int(number) - 1]):
                return True
        elif letters and one.aspect in {"type", "required", "values"}:
            column = (
                sum((ord(sign) - 64) * 26**power for power, sign in enumerate(reversed(letters)))
                - 1
            )
            if any(row[column].strip() for row in rows if one.prop in row and column < len(row)):
                return True
    return False


def _parts(place: str) -> tuple[str, str]:
    found = _PLACE.fullmatch(place)
    return (found[1], found[2]) if found else ("", "")
