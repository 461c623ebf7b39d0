"""A tracking plan in Google Sheets: all tabs in two requests, as the grids of any workbook.

Understanding the tabs is `segkit.plans.tables`' work; who may read is `google_access`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from segkit.errors import PullError
from segkit.google.access import Access
from segkit.google.refusals import not_as_documented
from segkit.google.sheet_address import is_sheet, sheet_key, sheet_url, tab_url
from segkit.model.plan import TrackingPlan
from segkit.patience import Wait, wait_visibly
from segkit.plans.grids.grid import MAX_CELLS, MAX_ROWS, Merge, Tab, column_letters, digits
from segkit.plans.tables import Profile, plan_from_tabs

if TYPE_CHECKING:
    from segkit.google.client import SheetsClient

__all__ = ["Sheet", "is_sheet", "read_plan_from_sheet", "read_sheet", "sheet_key"]

_FIELDS = (
    "properties.title,sheets(properties(sheetId,title,hidden,sheetType),merges,"
    "data.rowMetadata(hiddenByUser,hiddenByFilter))"
)
_ERRORS = frozenset(
    {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERROR!", "Loading..."}
)
_NO_GRID = {"OBJECT": "a chart", "DATA_SOURCE": "a connected database"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One spreadsheet as Google holds it.

    Attributes:
        title: As people see it.
        url: Where people open it.
        tabs: In its order, hidden ones included and marked. A tab that is no table (a
            chart, a connected database) has no rows and a note that says so.
    """

    title: str
    url: str
    tabs: tuple[Tab, ...]


def read_plan_from_sheet(
    address: str, access: Access, *, wait: Wait = wait_visibly, profile: Profile | None = None
) -> TrackingPlan:
    """The tracking plan in the spreadsheet, with its own link and each tab's.

    Raises what `read_sheet` raises, and `NotATrackingPlanError` when it holds something else.
    """
    sheet = read_sheet(address, access, wait=wait)
    return replace(plan_from_tabs(sheet.tabs, name=sheet.title, profile=profile), url=sheet.url)


def read_sheet(address: str, access: Access, *, wait: Wait = wait_visibly) -> Sheet:
    """Every tab of the spreadsheet at `address` (any of its addresses, or its key).

    Two requests however many tabs there are, besides one for a token. Cells are asked for
    unformatted, so that they read like those of an `.xlsx`: `1234`, not `1,234 €`; `TRUE`
    in any language. Dates, which have no other text, come as the sheet shows them.

    Raises `UsageError` when `address` is none, `SheetNotSharedError` when it may not be
    opened, `GoogleAccessError` when the credentials are not accepted, and `PullError` for
    everything else: not found, busy for too long, too large, no network, no such answer.
    """
    from segkit.google.client import open_client

    key = sheet_key(address)
    client = open_client(access, sheet_url(key), wait)
    return _Reading(key, client).sheet()


class _Reading:
    """Two questions to Google and what their answers hold."""

    def __init__(self, key: str, client: SheetsClient) -> None:
        self.key, self.client, self.url = key, client, sheet_url(key)

    def sheet(self) -> Sheet:
        """Ask for everything."""
        # gspread's `open_by_key` is not used: it fetches every chart and format, keeps none of
        # it, and turns a 403 into a PermissionError without text
        found = self._ask(lambda: self.client.fetch_sheet_metadata(self.key, {"fields": _FIELDS}))
        title = _text_of(_table_of(found.get("properties")).get("title"))
        sheets = [_table_of(one) for one in _list_of(found.get("sheets"))]
        metas = [_table_of(one.get("properties")) for one in sheets]
        if not title or not metas or not all(_text_of(meta.get("title")) for meta in metas):
            raise not_as_documented(self.url, "it does not name the spreadsheet and its tabs")
        grids = [_text_of(m["title"]) for m in metas if m.get("sheetType", "GRID") == "GRID"]
        rows = dict(zip(grids, self._values(grids), strict=True))
        self._check_size(rows)
        return Sheet(
            title,
            self.url,
            tuple(self._tab(one, meta, rows) for one, meta in zip(sheets, metas, strict=True)),
        )

    def _ask(self, question: Callable[[], object]) -> Mapping[str, object]:
        """The answer as a table."""
        try:
            answer = question()
        except (ValueError, RecursionError) as error:
            raise not_as_documented(self.url, "it is not JSON") from error
        if not isinstance(answer, dict):
            raise not_as_documented(self.url, "it is not a JSON object")
        return answer

    def _values(self, titles: list[str]) -> list[tuple[tuple[str, ...], ...]]:
        """The cells of these tabs, in their order; merged cells only in the first."""
        from gspread.utils import absolute_range_name

        if not titles:
            return []
        answer = self._ask(
            lambda: self.client.values_batch_get(
                self.key,
                [absolute_range_name(title) for title in titles],
                {
                    "majorDimension": "ROWS",
                    "valueRenderOption": "UNFORMATTED_VALUE",
                    "dateTimeRenderOption": "FORMATTED_STRING",
                },
            )
        )
        ranges = _list_of(answer.get("valueRanges"))
        if len(ranges) != len(titles):
            raise not_as_documented(
                self.url, f"it has {len(ranges)} of the {len(titles)} tabs asked for"
            )
        return [
            tuple(
                tuple(map(_text, _list_of(row))) for row in _list_of(_table_of(one).get("values"))
            )
            for one in ranges
        ]

    def _check_size(self, tabs: Mapping[str, tuple[tuple[str, ...], ...]]) -> None:
        """Refuse what would be refused as a file."""
        cells = sum(len(row) for rows in tabs.values() for row in rows)
        for title, rows in tabs.items():
            if len(rows) > MAX_ROWS or cells > MAX_CELLS:
                raise PullError(
                    f"{self.url} is too large: tab {title!r} has {len(rows):,} rows, the whole "
                    f"spreadsheet {cells:,} cells; segkit reads {MAX_ROWS:,} rows of a tab and "
                    f"{MAX_CELLS:,} cells.",
                    "copy the tabs of the tracking plan to a spreadsheet of their own.",
                )

    def _tab(
        self,
        sheet: Mapping[str, object],
        meta: Mapping[str, object],
        rows: Mapping[str, tuple[tuple[str, ...], ...]],
    ) -> Tab:
        title, number = _text_of(meta["title"]), meta.get("sheetId", 0)
        cells = rows.get(title)
        notes: tuple[str, ...]
        if cells is None:
            kind = _NO_GRID.get(_text_of(meta.get("sheetType")), "no table")
            cells, notes = (), (f"{title}: the tab is {kind}; there are no cells to read.",)
        else:
            cells, errors = _without_errors(cells)
            notes = _notes(title, errors, _hidden_rows(sheet, len(cells)))
        return Tab(
            title=title,
            rows=cells,
            merged=tuple(
                _merge(_table_of(one), len(cells)) for one in _list_of(sheet.get("merges"))
            ),
            hidden=meta.get("hidden") is True,
            url=tab_url(self.key, number if isinstance(number, int) else 0),
            notes=notes,
        )


def _text(cell: object) -> str:
    """A cell as a person reads it, as in `segkit.plans.grids.workbook`."""
    match cell:
        case str():
            return cell
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return digits(cell)
        case None:
            return ""
        case _:
            return str(cell)


def _without_errors(
    rows: tuple[tuple[str, ...], ...],
) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """The rows with error cells emptied, and those cells' addresses."""
    found = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell in _ERRORS]
    changed = {r: list(rows[r]) for r, _ in found}
    for r, c in found:
        changed[r][c] = ""
    cleaned = tuple(tuple(changed.get(r, row)) for r, row in enumerate(rows))
    return cleaned, [f"{column_letters(c)}{r + 1}" for r, c in found]


def _hidden_rows(sheet: Mapping[str, object], rows: int) -> int:
    """How many of the rows that hold something are hidden, by hand or by a filter."""
    metadata = [
        _table_of(one)
        for grid in _list_of(sheet.get("data"))
        for one in _list_of(_table_of(grid).get("rowMetadata"))
    ]
    return sum(
        1
        for one in metadata[:rows]
        if one.get("hiddenByUser") is True or one.get("hiddenByFilter") is True
    )


def _notes(title: str, errors: list[str], hidden: int) -> tuple[str, ...]:
    notes = []
    if hidden:
        notes.append(f"{title}: {hidden} hidden rows were read like all others.")
    if errors:
        shown = ", ".join(errors[:5]) + (", …" if len(errors) > 5 else "")
        notes.append(
            f"{title}: {len(errors)} cells hold a spreadsheet error and were read as empty "
            f"({shown})."
        )
    return tuple(notes)


def _merge(found: Mapping[str, object], rows: int) -> Merge:
    """Google counts from 0 and excludes the end; a bound that is left out is the sheet's."""

    def bound(name: str, otherwise: int) -> int:
        value = found.get(name)
        return value if isinstance(value, int) else otherwise

    return Merge(
        top=bound("startRowIndex", 0),
        left=bound("startColumnIndex", 0),
        bottom=bound("endRowIndex", max(rows, 1)) - 1,
        right=bound("endColumnIndex", 1) - 1,
    )


def _table_of(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list_of(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _text_of(value: object) -> str:
    return value if isinstance(value, str) else ""
