"""Tracking plans as people keep them, each kind in a few lines of invented data.

A sheet is written with `|` between cells, `¦` for such a sign and `\\n` for a line break in a cell. What is expected is
one line for each rule: call and name, then its fields, `*` for required, types in brackets,
allowed values behind an equals sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segkit.model.plan import Field, TrackingPlan
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import plan_from_tabs

ORDER = "track Order Completed: order_id* (string), total (number)"
PLAIN = "track Order Completed: order_id (string), total (number)"
File = "file"
"""The title of a sheet that stands for a file: it says nothing about what is in it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of plan.

    Attributes:
        sheets: By title.
        rules: What comes of them.
        doubts: Words of each doubt that has to be raised, in order.
    """

    sheets: Mapping[str, str]
    rules: list[str]
    doubts: tuple[str, ...] = ()


def of(text: str, rules: list[str], *doubts: str) -> Kind:
    """A plan of one sheet, saved as a file."""
    return Kind({File: text}, rules, doubts)


def tabs_of(kind: Kind) -> list[Tab]:
    """The kind's sheets as tabs."""
    return [tab_of(title, text) for title, text in kind.sheets.items()]


def tab_of(title: str, text: str) -> Tab:
    """A tab with these lines as rows; `¦` stands for a `|` in a cell."""
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = tuple(
        tuple(cell.replace("\\n", "\n").replace("¦", "|") for cell in line.split("|"))
        for line in lines
    )
    return Tab(title, rows, titled=title != File)


def summary(plan: TrackingPlan) -> list[str]:
    """A line for each rule."""
    return [
        f"{rule.call}{f' {rule.key}' if rule.key else ''}: {', '.join(map(_field, rule.fields))}".strip()
        for rule in plan.rules
    ]


def check(kind: Kind) -> None:
    """Events, fields, types, required marks and values; and only the doubts that there are."""
    plan = plan_from_tabs(tabs_of(kind), name="Quillmoor")

    assert summary(plan) == kind.rules, summary(plan)
    doubts = [one.what for one in plan.report.doubts]
    assert len(doubts) == len(kind.doubts), doubts
    assert all(words in what for words, what in zip(kind.doubts, doubts, strict=True)), doubts


def _field(field: Field) -> str:
    container = field.path[0] in {"properties", "traits"}
    name = ".".join(field.path[container:])
    kind = f" ({'|'.join(field.types)})" if field.types else ""
    values = f"={'/'.join(map(str, field.enum))}" if field.enum is not None else ""
    return f"{name}{'*' if field.required else ''}{kind}{values}"
