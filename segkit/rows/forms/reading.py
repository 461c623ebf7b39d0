"""How a plan's tabs were understood: to be read, or to be corrected in the same layout.

`reading` is the static view. `reading_form` is what the widget puts in its place: the same
template, with controls where a person may decide otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from segkit.engagement.corrections import (
    CHOICES,
    READ,
    SKIP,
    Outcome,
    by_reason,
    certainty,
    choice_of,
    doubts,
    stale_columns,
)
from segkit.engagement.snapshot.kept_reading import outcome_of
from segkit.errors import SegkitError, UsageError
from segkit.model.plan import Explained
from segkit.plans.grids.grid import is_empty
from segkit.plans.tables import ColumnReading, Role, TabDoubt, TabReading
from segkit.render.html import first_of, plural, render, slug_id
from segkit.render.missing import missing, nothing
from segkit.render.parts import badge
from segkit.render.table import Column, Table
from segkit.render.tree import Drawing, p
from segkit.render.view import View
from segkit.rows.row import Showing

_MOST_ROWS = 60
_MOST_PLACES = 12
_MOST_RULES = 12
_MOST_FIELDS = 15
_SHOWN = 70
_STATES = {
    "read": ("on", "read"),
    "hidden": ("off", "hidden, not read"),
    "skipped": ("off", "skipped"),
    "beside the plan": ("low", "kept beside the plan"),
    "not a plan": ("none", "not recognised"),
}
_CERTAIN = {"sure": "on", "likely": "low", "a guess": "medium", "unread": "unknown"}
_CHOICES = {"": "Find out", READ: "Read it, find out the call", SKIP: "Do not read it"}
ROLE_WORDS = {Role.LABEL: "label: kept as it is", Role.IGNORED: "ignored: left out"}
"""Roles whose names alone would not say what becomes of the column."""


@dataclass(frozen=True, slots=True)
class Form:
    """What the controls show besides the outcome.

    Attributes:
        can_undo: There is a change to take back.
    """

    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A column of a tab."""

    tab: str
    column: ColumnReading


_COLUMNS = (
    Column[_Read]("tab", "Tab", lambda one: one.tab),
    Column[_Read]("column", "Column", lambda one: one.column.header),
    Column[_Read]("cell", "Cell", lambda one: one.column.origin),
    Column[_Read]("role", "Role", lambda one: str(one.column.role)),
    Column[_Read]("certainty", "Certainty", lambda one: certainty(one.column)),
    Column[_Read]("why", "Why", lambda one: one.column.why),
    Column[_Read]("samples", "Samples", lambda one: " | ".join(one.column.samples)),
)


def plan_reading(showing: Showing) -> View:
    """How the plan was read at the last pull; why that is not known where it is not.

    The plan itself is not opened: a document is made from what the snapshot keeps.
    """
    place = showing.facts.engagement.plan
    if place is None:
        return missing(
            "How your plan is read",
            "The tracking plan was not read, so this is not known.",
            "name its file below [plan] in engagement.toml and run `segkit pull`.",
        )
    try:
        snapshot = showing.facts.snapshot
        outcome = outcome_of(snapshot.plan_reading, snapshot.plan)
    except UsageError as error:
        return nothing(error.problem)
    except SegkitError as error:
        return missing("How your plan is read", error.problem, error.fix)
    return reading(outcome)


def reading(outcome: Outcome) -> View:
    """Every tab with its call, layout and columns, and what deserves a look."""
    read = [
        _Read(tab.title, column)
        for tab in outcome.readings
        for table in tab.tables
        for column in table.columns
    ]
    table = Table(_COLUMNS, read, label="Columns", plain=True)
    lead = p(counts_text(outcome) or "No tracking plan was found", cls="sk-title")
    return View(Drawing(_render(outcome, None), lambda: (lead, table)), data=table)


def reading_form(outcome: Outcome, form: Form) -> Markup:
    """The same with a control for each decision; `data-sk-*` attributes say which."""
    return _render(outcome, form)


def tab_key(title: str) -> str:
    """How a control names its tab."""
    return slug_id("tab", title)


def column_key(title: str, header: str) -> str:
    """How a control names its column."""
    return slug_id("column", title, header)


def _render(outcome: Outcome, form: Form | None) -> Markup:
    titles = [(tab_key(title), title) for title in outcome.lost]
    problem = outcome.problem
    return render(
        "reading",
        form=form,
        counts=counts_text(outcome),
        problem=None if problem is None else (problem.problem, problem.fix),
        doubts=[_doubt(tab.title, one) for tab in outcome.readings for one in tab.doubts],
        preview=_preview(outcome),
        tabs=[_tab(outcome, index) for index in range(len(outcome.readings))],
        lost=titles,
        roles=[(str(role), ROLE_WORDS.get(role, str(role))) for role in Role],
    )


def doubt_key(title: str, doubt: TabDoubt) -> str:
    """How a control names its doubt."""
    return slug_id("doubt", title, doubt.key)


def _doubt(title: str, one: TabDoubt) -> dict[str, object]:
    """What the template says about one doubt, and what "yes" says, where a column can be meant."""
    return {
        "key": doubt_key(title, one),
        "tab": tab_key(title),
        "title": title,
        "where": one.doubt.where,
        "what": one.doubt.what,
        "examples": one.doubt.examples,
        "yes": one.yes if one.role is not None else "",
    }


def _preview(outcome: Outcome) -> list[tuple[str, str]]:
    """The first rules with the names of their fields, to see at once what a choice changes."""
    rules = outcome.plan.rules if outcome.plan else ()
    lines = [
        (
            f"{rule.call} {rule.key}" if rule.key is not None else rule.call,
            first_of(
                [f"{one.dotted}{'*' if one.required else ''}" for one in rule.fields], _MOST_FIELDS
            ),
        )
        for rule in rules[:_MOST_RULES]
    ]
    rest = len(rules) - _MOST_RULES
    return [*lines, (f"and {plural(rest, 'rule')} more", "")] if rest > 0 else lines


def counts_text(outcome: Outcome) -> str:
    """`51 rules, 233 fields; 277 of 317 rows used, 40 explained`; empty without a plan."""
    counts = outcome.counts
    if not counts:
        return ""
    return (
        f"{plural(counts['rules'], 'rule')}, {plural(counts['fields'], 'field')}; "
        f"{counts['used']:,} of {plural(counts['rows'], 'row')} used, "
        f"{counts['explained']:,} explained"
    )


def _tab(outcome: Outcome, index: int) -> dict[str, object]:
    """What the template says about one tab."""
    tab, found = outcome.tabs[index], outcome.readings[index]
    saved = outcome.profile.of(tab.title)
    look = doubts(outcome, found)
    return {
        "key": tab_key(tab.title),
        "title": tab.title,
        "state": badge(*_STATES[found.state]),
        "look": look,
        "open": bool(look) or outcome.plan is None,
        "summary": _summary(found),
        "tables": [
            {
                "table": table,
                "headers": " and ".join(map(str, table.header_rows)),
                "columns": [_column(outcome, found, column) for column in table.columns],
            }
            for table in found.tables
        ],
        "first": found.first_cells[:6],
        "doubtful": _grouped(found.doubtful),
        "explained": _grouped(found.explained),
        "unused": plural(len(found.explained), "row"),
        "notes": found.notes,
        "stale": [
            (column_key(tab.title, header), header, str(saved.roles[header]))
            for header in stale_columns(outcome, found)
        ],
        "choice": choice_of(outcome.profile, tab.title),
        "choices": [
            (choice, _CHOICES.get(choice, f"{choice} calls"))
            for choice in CHOICES
            if choice != READ or tab.hidden or saved.skip is False
        ],
        "header_row": saved.header_row,
        "header_rows": _header_rows(outcome, index),
    }


def _summary(found: TabReading) -> str:
    rules = sum(table.rules for table in found.tables)
    fields = sum(table.fields for table in found.tables)
    calls = ", ".join(dict.fromkeys(table.call for table in found.tables))
    if not found.tables:
        return f"{plural(len(found.explained), 'row')} not used" if found.explained else ""
    return f"{calls}: {plural(rules, 'rule')}, {plural(fields, 'field')}"


def _column(outcome: Outcome, found: TabReading, column: ColumnReading) -> dict[str, object]:
    sure = certainty(column)
    fixed = outcome.profile.of(found.title).roles.get(column.header)
    return {
        "key": column_key(found.title, column.header),
        "column": column,
        "cell": column.origin.rpartition("!")[2],
        "certain": badge("in", "fixed") if fixed else badge(_CERTAIN[sure], sure),
        "fixed": fixed,
        "role": str(column.role),
    }


def _grouped(rows: Sequence[Explained]) -> list[tuple[str, str]]:
    """Reasons with their places, as many as one can take in."""
    grouped = []
    for reason, origins in by_reason(rows):
        places = ", ".join(origin.rpartition("!")[2] for origin in origins[:_MOST_PLACES])
        rest = len(origins) - _MOST_PLACES
        grouped.append((reason, f"{places} and {rest:,} more" if rest > 0 else places))
    return grouped


def _header_rows(outcome: Outcome, index: int) -> list[tuple[int, str]]:
    """The rows that may hold headers: the first ones that are not blank, and the saved one."""
    tab = outcome.tabs[index]
    saved = outcome.profile.of(tab.title).header_row
    offered = [row for row, cells in enumerate(tab.rows[: 4 * _MOST_ROWS]) if not is_empty(cells)]
    rows = {tab.top + row + 1 for row in offered[:_MOST_ROWS]}
    rows |= {row for table in outcome.readings[index].tables for row in table.header_rows}
    rows |= {saved} if saved else set()
    return [(row, _row_text(tab.rows, row - tab.top - 1)) for row in sorted(rows)]


def _row_text(rows: tuple[tuple[str, ...], ...], index: int) -> str:
    cells = rows[index] if 0 <= index < len(rows) else ()
    text = " | ".join(" ".join(cell.split()) for cell in cells if cell.strip())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
