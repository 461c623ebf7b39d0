"""`TrackingPlan` → a CSV as Segment's Protocols has it: one row per event and property.

The column names are those that Segment prints in its docs and its editor; nested names are
written with dots, and `$` for the elements of an array (`products.$.sku`). What such a table
cannot hold shows when it is read back: `segkit.pull.plan_losses.losses` lists it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

from segkit.model.plan import ELEMENT, Field, Rule, TrackingPlan
from segkit.pull.formula_cells import protected

_COLUMNS = (
    "Event Name", "Event Type", "Version", "Event Description", "Property Name",
    "Property Description", "Status", "Data Type", "Format", "Allowed Property Values",
    "Enum Values", "Example",
)  # fmt: skip


def to_csv(plan: TrackingPlan) -> str:
    """The plan as text of a CSV file; labels are the last columns, in the plan's order.

    A rule without fields has one row. Cells that a spreadsheet would compute begin with an
    apostrophe (`segkit.pull.formula_cells`).
    """
    of_rules = _names(rule.labels for rule in plan.rules)
    of_fields = _names(planned.labels for rule in plan.rules for planned in rule.fields)
    columns = [*_COLUMNS, *dict.fromkeys([*of_rules, *of_fields])]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(protected(column) for column in columns)
    for rule in plan.rules:
        for planned in rule.fields or (None,):
            cells = {**_rule_cells(rule), **(_field_cells(rule, planned) if planned else {})}
            writer.writerow(protected(cells.get(column, "")) for column in columns)
    return text.getvalue()


def _names(labels: Iterable[object]) -> list[str]:
    return [str(name) for some in labels if isinstance(some, dict) for name in some]


def _rule_cells(rule: Rule) -> dict[str, str]:
    return {
        **{name: _cell(value) for name, value in rule.labels.items()},
        "Event Name": rule.key or "",
        "Event Type": rule.call.capitalize(),
        "Version": str(rule.version),
        "Event Description": rule.description,
    }


def _field_cells(rule: Rule, planned: Field) -> dict[str, str]:
    is_date = planned.format == "date-time" and planned.types == ("string",)
    return {
        **{name: _cell(value) for name, value in planned.labels.items()},
        "Property Name": _dotted(rule, planned),
        "Property Description": planned.description,
        "Status": "Required" if planned.required else "Optional",
        "Data Type": "Date time" if is_date else " | ".join(planned.types),
        "Format": "" if is_date else planned.format or "",
        "Allowed Property Values": planned.pattern or "",
        "Enum Values": "" if planned.enum is None else _cell(list(planned.enum)),
        "Example": "" if planned.example is None else _cell(planned.example),
    }


def _dotted(rule: Rule, planned: Field) -> str:
    inner = planned.path[1:] if planned.path[:1] == (rule.container,) else planned.path
    return ".".join("$" if segment == ELEMENT else segment for segment in inner)


def _cell(value: object) -> str:
    """Text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
