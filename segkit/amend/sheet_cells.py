"""Which cells of a sheet say what a change is about, and what they would say after it.

A change has several ways in which it could be written, the likeliest first: only reading the copy
tells which is right. A word for "required" or a type is copied from a row of the same column
that already says so, so that the sheet keeps its own language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from segkit.amend.applying import has
from segkit.amend.edit import Cell, Edits, Span
from segkit.amend.reading import Read
from segkit.derive.personal import is_mark
from segkit.model.change import (
    DESCRIBE,
    MARK_PERSONAL,
    RENAME_FIELD,
    RENAME_RULE,
    REQUIRE,
    RETYPE,
    SET_ENUM,
    SET_FORMAT,
    SET_PATTERN,
    ProposedChange,
)
from segkit.model.plan import Field, Rule
from segkit.plans.grids.grid import Tab
from segkit.plans.tables import ColumnReading, Role, TableReading

_ORIGIN = re.compile(r"(.*)!([A-Z]+)([0-9]+)", re.DOTALL)
_ROLES: Mapping[str, tuple[Role, ...]] = {
    RETYPE: (Role.TYPE,),
    REQUIRE: (Role.REQUIRED, Role.OPTIONAL),
    DESCRIBE: (Role.FIELD_DESCRIPTION, Role.EVENT_DESCRIPTION),
    SET_ENUM: (Role.ENUM, Role.ALLOWED),
    SET_PATTERN: (Role.PATTERN, Role.ALLOWED),
    SET_FORMAT: (Role.FORMAT, Role.TYPE),
    MARK_PERSONAL: (Role.LABEL,),
}
_NAMING = frozenset({Role.EVENT, Role.APPLIES, Role.MARK})
_SEPARATORS = (", ", " | ", "/", "; ", "\n")


class SheetCells:
    """The cells of one reading, by their address."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._texts = {
            Cell(tab.title, *_address(tab, row, column)): text
            for tab in read.tabs
            for row, cells in enumerate(tab.rows)
            for column, text in enumerate(cells)
            if text
        }
        self._rules = {(one.call, one.key, one.version): one for one in read.plan.rules}
        self._tables = {one.title: one.tables for one in read.readings}

    def ways(self, change: ProposedChange) -> Iterator[Edits]:
        """The ways in which the change could be written, the likeliest first."""
        at = change.at
        rule = self._rules.get((at.call, at.key, at.version))
        if rule is None:
            return
        fields = [one for one in rule.fields if one.path[: len(at.path)] == at.path]
        if change.kind == RENAME_RULE:
            yield from self._renamed_event(rule, str(change.new))
        elif change.kind == RENAME_FIELD:
            yield from self._renamed_field(fields, change)
        else:
            origin = fields[0].origin if at.path and fields else rule.origin
            yield from self._said(_cell(origin), change)

    def _renamed_event(self, rule: Rule, new: str) -> Iterator[Edits]:
        old = rule.key or ""
        rows = {
            (cell.sheet, cell.row)
            for origin in (rule.origin, *(one.origin for one in rule.fields))
            if (cell := _cell(origin))
        }
        near = [cell for cell in self._texts if (cell.sheet, cell.row) in rows]
        sheets = {sheet for sheet, _ in rows}
        every = [cell for cell in self._texts if cell.sheet in sheets]
        named = [cell for cell in self._texts if self._role(cell) in _NAMING]
        of_role = [cell for cell in near if self._role(cell) is Role.EVENT]
        for cells in (of_role, near, every):
            yield self._replaced(cells, old, new, _whole)
        for cells in (of_role, near, named):
            yield self._replaced(cells, old, new, _last)

    def _renamed_field(self, fields: Sequence[Field], change: ProposedChange) -> Iterator[Edits]:
        """In the field's own cell the last name is meant, below it the first one."""
        old, new, at = str(change.old), str(change.new), change.at.path
        own = [cell for one in fields if one.path == at and (cell := _cell(one.origin))]
        below = [cell for one in fields if one.path != at and (cell := _cell(one.origin))]
        rows = {(cell.sheet, cell.row) for cell in (*own, *below)}
        parents = [
            cell
            for cell in self._texts
            if (cell.sheet, cell.row) in rows and self._role(cell) is Role.PARENT
        ]
        beside = self._replaced(parents, old, new, _whole)
        for here, there in ((_last, _first), (_first, _first), (_last, _last), (_each, _each)):
            made = self._replaced(below, old, new, there) | self._replaced(own, old, new, here)
            yield made
            if beside:
                yield {**made, **beside}
        # in a matrix the field was read from a mark: its name stands in the same row or column
        columns = {(cell.sheet, cell.column) for cell in (*own, *below)}
        near = [cell for cell in self._texts if (cell.sheet, cell.row) in rows]
        lines = [cell for cell in self._texts if (cell.sheet, cell.column) in columns]
        for cells in (near, lines):
            yield self._replaced(cells, old, new, _whole)

    def _replaced(
        self, cells: Iterable[Cell], old: str, new: str, how: Callable[[str, str, str], str]
    ) -> dict[Cell | Span, str]:
        """The cells that say something else with the new name in the place of the old one."""
        made = {cell: how(self._texts.get(cell, ""), old, new) for cell in cells}
        return {cell: text for cell, text in made.items() if text != self._texts.get(cell, "")}

    def _said(self, name: Cell | None, change: ProposedChange) -> Iterator[Edits]:
        """What another column of the row would say."""
        table = self._table(name) if name else None
        if name is None or table is None:
            return
        for role in _ROLES.get(change.kind, ()):
            if role is Role.EVENT_DESCRIPTION and change.at.path:
                continue
            if role is Role.FIELD_DESCRIPTION and not change.at.path:
                continue
            for column in _columns(table, role, change.kind):
                letters = _cell(column.origin)
                if letters is not None:
                    cell = Cell(name.sheet, letters.column, name.row)
                    for text in dict.fromkeys(self._wordings(cell, role, change)):
                        if text != self._texts.get(cell, ""):
                            yield {cell: text}

    def _wordings(self, cell: Cell, role: Role, change: ProposedChange) -> Iterator[str]:
        new = change.new
        if change.kind == DESCRIBE:
            yield str(new or "")
            return
        for field in self._fields_by_row.get(cell.sheet, ()):
            if has(field, change):
                place = _cell(field.origin)
                if place is not None:
                    yield self._texts.get(Cell(cell.sheet, cell.column, place.row), "")
        if isinstance(new, bool):
            yes, no = ("Yes", "No") if role is not Role.OPTIONAL else ("No", "Yes")
            yield from (yes, "TRUE", "x") if new else (no, "FALSE", "")
        elif new is None:
            yield ""
        elif isinstance(new, tuple | list):
            yield from (separator.join(map(str, new)) for separator in _SEPARATORS)
        else:
            yield str(new)

    @cached_property
    def _fields_by_row(self) -> Mapping[str, list[Field]]:
        found: dict[str, list[Field]] = {}
        for rule in self._read.plan.rules:
            for field in rule.fields:
                if cell := _cell(field.origin):
                    found.setdefault(cell.sheet, []).append(field)
        return found

    def _role(self, cell: Cell) -> Role | None:
        table = self._table(cell)
        if table is None:
            return None
        for column in table.columns:
            heading = _cell(column.origin)
            if heading is not None and heading.column == cell.column:
                return column.role
        return None

    def _table(self, cell: Cell) -> TableReading | None:
        """The table that the cell is in, or heads: the last one that begins above it."""
        above = [
            table
            for table in self._tables.get(cell.sheet, ())
            if min(table.header_rows, default=1) <= cell.row
        ]
        return max(above, key=lambda one: max(one.header_rows, default=0), default=None)


def _columns(table: TableReading, role: Role, kind: str) -> list[ColumnReading]:
    return [
        column
        for column in table.columns
        if column.role is role and (kind != MARK_PERSONAL or is_mark(column.header))
    ]


def _address(tab: Tab, row: int, column: int) -> tuple[str, int]:
    cell = _cell(tab.origin(row, column))
    return (cell.column, cell.row) if cell else ("", 0)


def _cell(origin: str) -> Cell | None:
    found = _ORIGIN.fullmatch(origin)
    return Cell(found[1], found[2], int(found[3])) if found else None


def _whole(text: str, old: str, new: str) -> str:
    """The cell says nothing but the name, blanks around it aside."""
    return new if text == old or text.strip() == old.strip() != "" else text


def _bounded(old: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(old)}(?![^\W_])" if old.strip() else r"(?!)")


def _last(text: str, old: str, new: str) -> str:
    if text.strip() == old.strip():
        return _whole(text, old, new)
    found = list(_bounded(old).finditer(text))
    return f"{text[: found[-1].start()]}{new}{text[found[-1].end() :]}" if found else text


def _first(text: str, old: str, new: str) -> str:
    if text.strip() == old.strip():
        return _whole(text, old, new)
    return _bounded(old).sub(lambda _: new, text, count=1)


def _each(text: str, old: str, new: str) -> str:
    if text.strip() == old.strip():
        return _whole(text, old, new)
    return _bounded(old).sub(lambda _: new, text)
