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
from segkit.plans.tables.headings import hints
from segkit.plans.tables.role import Role

_OF_FIELDS = {Role.FIELD, Role.NESTED}


def table_in(document: object, name: str) -> Tab | None:
    """The cells of a list of flat objects that is a table of properties; None for other documents."""
    several = list(_lists(document))
    rows = several[0] if len(several) == 1 else []
    records = [one for one in rows if isinstance(one, Mapping)]
    if len(records) < 2 or len(records) < len(rows):
        return None
    if any(isinstance(value, Mapping | list) for one in records for value in one.values()):
        return None
    header = list(dict.fromkeys(key for one in records for key in one))
    titles = [" ".join(words(key)) or key for key in header]
    roles = [hints(title) for title in titles]
    has_event = any(role.get(Role.EVENT, 0.0) >= 0.9 for role in roles)
    has_field = any(
        max((role.get(one, 0.0) for one in _OF_FIELDS), default=0) >= 0.8 for role in roles
    )
    if not has_event or not has_field:
        return None
    shown = [key if hints(key) else title for key, title in zip(header, titles, strict=True)]
    cells = [tuple(shown), *(tuple(_cell(one.get(key)) for key in header) for one in records)]
    return Tab(name, tuple(cells))


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
