"""`TrackingPlan` → a CSV as Segment's Protocols has it: one row per event and property.

The column names are those that Segment prints in its docs and its editor; nested names are
written with dots, and `$` for the elements of an array (`products.$.sku`). What such a table
cannot hold shows when it is read back: `segkit.plans.writing.plan_losses.losses` lists it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from segkit.model.plan import ELEMENT, Field, Rule, TrackingPlan
from segkit.plans.grids.formula_cells import protected
from segkit.plans.layouts.own_csv import EVENT_COLUMNS, FIELD_COLUMNS


def to_csv(plan: TrackingPlan) -> str:
    """The plan as text of a CSV file.

    Labels of events follow the events' columns, labels of properties those of the properties,
    each in the plan's order. A rule without fields has one row. Cells that a spreadsheet
    would compute begin with an apostrophe (`segkit.plans.grids.formula_cells`).
    """
    of_rules = _names(rule.labels for rule in plan.rules)
    of_fields = _names(planned.labels for rule in plan.rules for planned in rule.fields)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = (*EVENT_COLUMNS, *of_rules, *FIELD_COLUMNS, *of_fields)
    writer.writerow(protected(column) for column in columns)
    for rule in plan.rules:
        event = [*_event_cells(rule), *_label_cells(rule.labels, of_rules)]
        for planned in rule.fields:
            cells = [*_field_cells(rule, planned), *_label_cells(planned.labels, of_fields)]
            writer.writerow(protected(cell) for cell in (*event, *cells))
        if not rule.fields:
            blank = [""] * (len(FIELD_COLUMNS) + len(of_fields))
            writer.writerow(protected(cell) for cell in (*event, *blank))
    return text.getvalue()


def _names(labels: Iterable[Mapping[str, object]]) -> list[str]:
    return list(dict.fromkeys(name for some in labels for name in some))


def _label_cells(labels: Mapping[str, object], names: Iterable[str]) -> Iterator[str]:
    return (_cell(labels[name]) if name in labels else "" for name in names)


def _event_cells(rule: Rule) -> tuple[str, ...]:
    """In the order of `EVENT_COLUMNS`."""
    return rule.key or "", rule.call.capitalize(), str(rule.version), rule.description


def _field_cells(rule: Rule, planned: Field) -> tuple[str, ...]:
    """In the order of `FIELD_COLUMNS`."""
    is_date = planned.format == "date-time" and planned.types == ("string",)
    return (
        _dotted(rule, planned),
        planned.description,
        "Required" if planned.required else "Optional",
        "Date time" if is_date else " | ".join(planned.types),
        "" if is_date else planned.format or "",
        planned.pattern or "",
        "" if planned.enum is None else _cell(list(planned.enum)),
        "" if planned.example is None else _cell(planned.example),
    )


def _dotted(rule: Rule, planned: Field) -> str:
    inner = planned.path[1:] if planned.path[:1] == (rule.container,) else planned.path
    return ".".join("$" if segment == ELEMENT else segment for segment in inner)


def _cell(value: object) -> str:
    """Text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
