"""Tables as they are: workbooks and delimited files, and JSON or YAML that is a table row by row.

A list of flat objects with the event in one key and a property in another is a sheet that
somebody saved as JSON; it is handed on as cells, like every other sheet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from segkit.plans.formats import PlanFormat
from segkit.plans.grids.grid import Tab
from segkit.plans.plan_input import PlanInput
from segkit.plans.shapes.keys import words
from segkit.plans.words.headings import hints
from segkit.plans.words.role import Role

_OF_FIELDS = {Role.FIELD, Role.NESTED}
_LIKELY, _SURE = 0.6, 0.8


def table_in(document: object, name: str) -> Tab | None:
    """The cells of a table of properties, whose rows are flat objects or lists; else None."""
    rows = list(_rows(document))
    if len(rows) < 2:
        return None
    header = tuple(" ".join(words(key)) or key if not hints(key) else key for key in rows[0])
    roles = [hints(title) for title in header]
    has_event = any(role.get(Role.EVENT, 0.0) >= _LIKELY for role in roles)
    has_field = any(role.get(one, 0.0) >= _SURE for role in roles for one in _OF_FIELDS)
    return Tab(name, (header, *rows[1:])) if has_event and has_field else None


def _rows(document: object) -> Iterator[tuple[str, ...]]:
    """The header and the rows in the only list of a document; none when it is no table."""
    several = list(_lists(document))
    header = several.pop(0) if len(several) == 2 and all(map(_is_plain, several[0])) else None
    rows = several[0] if len(several) == 1 else []
    records = [one for one in rows if isinstance(one, Mapping)]
    lists = [one for one in rows if isinstance(one, list)]
    if records and len(records) == len(rows):
        header = list(dict.fromkeys(key for one in records for key in one))
        lists = [[one.get(key) for key in header] for one in records]
    if len(lists) == len(rows) and all(_is_plain(one) for row in lists for one in row):
        for row in (header, *lists) if header and lists else lists:
            yield tuple(map(_cell, row))


def _is_plain(value: object) -> bool:
    return not isinstance(value, Mapping | list)


def _lists(document: object) -> Iterator[list[object]]:
    if isinstance(document, list):
        yield document
    elif isinstance(document, Mapping):
        yield from (value for value in document.values() if isinstance(value, list) and value)


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _has_records(given: PlanInput) -> bool:
    return given.kind in {"json", "yaml"} and table_in(given.document, given.name) is not None


def _records(given: PlanInput) -> tuple[Tab, ...]:
    tab = table_in(given.document, given.name)
    return () if tab is None else (tab,)


def _is_table(given: PlanInput) -> bool:
    return given.kind in {"workbook", "delimited"}


RECORDS = PlanFormat("A table in JSON or YAML", _has_records, tabs=_records)
TABLE = PlanFormat("A workbook or delimited file", _is_table, tabs=lambda given: given.tabs)
