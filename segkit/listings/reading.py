"""How a plan's tabs were understood, as text for a terminal and as JSON for scripts.

The JSON's shape is a contract: it only ever grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from segkit.engagement.corrections import NO_TABLE, Outcome, by_reason, certainty
from segkit.engagement.corrections import doubts as to_look_at
from segkit.listings.plan import doubts_as_json, doubts_as_text
from segkit.model.plan import Doubt, Explained
from segkit.plans.tables import ColumnReading, Role, TableReading, TabReading
from segkit.terminal import one_line

_MOST_PLACES = 8
_STATES = {
    "read": "read",
    "hidden": "hidden in the sheet, not read",
    "skipped": "skipped, as saved",
    "beside the plan": "about the plan, kept beside it",
    "not a plan": "not recognised as part of a tracking plan, not read",
}


def reading_as_json(
    name: str, outcome: Outcome | None, doubts: Sequence[Doubt] = ()
) -> dict[str, object]:
    """The reading as `segkit plan --explain --json` prints it; no tabs when it is no table.

    `doubts` are those of what is no table; those of a table stand at its tabs.
    """
    if outcome is None:
        note = NO_TABLE.format(name=name)
        shown = doubts_as_json(doubts)
        return {"name": name, "counts": None, "tabs": [], "notes": [note], "doubts": shown}
    return {
        "name": outcome.name,
        "counts": outcome.counts or None,
        "tabs": [_tab_json(outcome, reading) for reading in outcome.readings],
        "notes": list(outcome.plan.report.notes) if outcome.plan else [],
    }


def _tab_json(outcome: Outcome, reading: TabReading) -> dict[str, object]:
    return {
        "title": reading.title,
        "state": reading.state,
        "look_at": list(to_look_at(outcome, reading)),
        "doubts": [
            {
                **shown,
                "key": one.key,
                "column": one.header or None,
                "role": one.role and str(one.role),
            }
            for one, shown in zip(
                reading.doubts, doubts_as_json([d.doubt for d in reading.doubts]), strict=True
            )
        ],
        "first_cells": list(reading.first_cells),
        "tables": [_table_json(table) for table in reading.tables],
        "doubtful": list(map(asdict, reading.doubtful)),
        "explained": list(map(asdict, reading.explained)),
        "notes": list(reading.notes),
    }


def _table_json(table: TableReading) -> dict[str, object]:
    return {
        "layout": table.layout,
        "call": table.call,
        "call_why": table.call_why,
        "header_rows": list(table.header_rows),
        "confidence": table.confidence,
        "why": list(table.why),
        "rules": table.rules,
        "fields": table.fields,
        "columns": [
            {
                "origin": column.origin,
                "header": column.header,
                "role": str(column.role),
                "unread": column.role is Role.LABEL,
                "confidence": column.confidence,
                "why": column.why,
                "weights": dict(column.weights),
                "samples": list(column.samples),
            }
            for column in table.columns
        ],
    }


def reading_as_text(name: str, outcome: Outcome | None, doubts: Sequence[Doubt] = ()) -> str:
    """The reading for a person: each tab with its columns, and what deserves a look."""
    if outcome is None:
        return "\n".join([one_line(NO_TABLE.format(name=name)), *doubts_as_text(doubts)])
    lines = [one_line(outcome.name), _counts(outcome)]
    for reading in outcome.readings:
        lines += ["", *_tab_lines(outcome, reading)]
    if outcome.plan is not None:
        about_tabs = {note for reading in outcome.readings for note in reading.notes}
        rest = [note for note in outcome.plan.report.notes if note not in about_tabs]
        lines += ["", *map(one_line, rest)] if rest else []
    return "\n".join(lines)


def _counts(outcome: Outcome) -> str:
    counts = outcome.counts
    if not counts:
        return "No tracking plan: see below how each tab was understood."
    return (
        f"{_many(counts['rules'], 'rule')}, {_many(counts['fields'], 'field')}; "
        f"{counts['used']} of {_many(counts['rows'], 'row')} used, {counts['explained']} explained"
    )


def _tab_lines(outcome: Outcome, reading: TabReading) -> Iterator[str]:
    yield f"{one_line(reading.title)}: {_STATES.get(reading.state, reading.state)}"
    if found := to_look_at(outcome, reading):
        yield f"  Look at this: {', '.join(found)}."
    for doubt in (one.doubt for one in reading.doubts):
        examples = f" E.g. {_join(doubt.examples, ' | ')}" if doubt.examples else ""
        yield f"  Doubt: {one_line(doubt.what)}{examples}"
    if not reading.tables and reading.first_cells:
        yield f"  It begins: {_join(reading.first_cells[:6], ' | ')}"
    for table in reading.tables:
        yield from _table_lines(table)
    if reading.doubtful:
        yield "  Doubtful rows:"
        yield from _row_lines(reading.doubtful)
    if reading.explained:
        yield f"  {_many(len(reading.explained), 'row')} not used:"
        yield from _row_lines(reading.explained)
    for note in reading.notes:
        yield f"  Note: {one_line(note)}"


def _table_lines(table: TableReading) -> Iterator[str]:
    rows = " and ".join(str(row) for row in table.header_rows)
    yield (
        f"  Call {table.call} ({one_line(table.call_why)}); layout {table.layout!r}, "
        f"headers in row {rows}; {_many(table.rules, 'rule')}, {_many(table.fields, 'field')}"
    )
    yield f"  What spoke for it: {_join(table.why, '; ')}"
    width = min(26, max((len(one_line(column.header)) for column in table.columns), default=0))
    for column in table.columns:
        yield from _column_lines(column, width)


def _column_lines(column: ColumnReading, width: int) -> Iterator[str]:
    cell = column.origin.rpartition("!")[2]
    role = "unread" if column.role is Role.LABEL else str(column.role)
    sure = certainty(column)
    why = one_line(column.why) if sure in {"sure", "unread"} else f"{sure}: {one_line(column.why)}"
    yield f"    {cell:5} {one_line(column.header):{width}}  {role:18}  {why}"
    if column.weights:
        weighed = sorted(column.weights.items(), key=lambda one: -one[1])
        yield f"          {'':{width}}  weighed: {', '.join(f'{role} {weight:g}' for role, weight in weighed)}"
    if column.samples:
        yield f"          {'':{width}}  e.g. {_join(column.samples, ' | ')}"


def _row_lines(rows: Sequence[Explained]) -> Iterator[str]:
    """One line for each reason, with its places."""
    for reason, origins in by_reason(rows):
        places = ", ".join(one_line(origin.rpartition("!")[2]) for origin in origins[:_MOST_PLACES])
        more = f" and {len(origins) - _MOST_PLACES} more" if len(origins) > _MOST_PLACES else ""
        yield f"    {places}{more}: {one_line(reason)}"


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _join(texts: Sequence[str], between: str) -> str:
    return between.join(map(one_line, texts))
