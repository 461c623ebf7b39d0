"""What an SA corrected in the reading of a plan's tabs, to be used for every later pull."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.errors import ConfigError
from segkit.model.plan import CALLS
from segkit.plans.words.role import Role


@dataclass(frozen=True, slots=True)
class TabProfile:
    """Corrections for one tab; what is not set is found out as usual.

    Attributes:
        call: The call that the whole tab is about.
        skip: True: do not read this tab. False: read it although it is hidden.
        header_row: The sheet's number of the row that holds the headers.
        roles: Roles of columns by `ColumnReading.header`.
        settled: Doubts to which a person said no, by `TabDoubt.key`: not to be raised again.
    """

    call: str | None = None
    skip: bool | None = None
    header_row: int | None = None
    roles: Mapping[str, Role] = field(default_factory=dict, hash=False)
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """Corrections by tab title, small enough to be read and edited by hand."""

    tabs: Mapping[str, TabProfile] = field(default_factory=dict, hash=False)

    def of(self, title: str) -> TabProfile:
        """The corrections for a tab; none when nothing was corrected."""
        return self.tabs.get(title, TabProfile())

    def to_dict(self) -> dict[str, object]:
        """Plain tables for TOML: `{"Track": {"call": "track", "columns": {"Name": …}}}`."""
        tables: dict[str, object] = {}
        for title, tab in self.tabs.items():
            table: dict[str, object] = {}
            if tab.call is not None:
                table["call"] = tab.call
            if tab.skip is not None:
                table["skip"] = tab.skip
            if tab.header_row is not None:
                table["header_row"] = tab.header_row
            if tab.settled:
                table["settled"] = list(tab.settled)
            if tab.roles:
                table["columns"] = {header: str(role) for header, role in tab.roles.items()}
            tables[title] = table
        return tables

    @classmethod
    def from_dict(cls, tables: Mapping[str, object]) -> Profile:
        """The opposite of `to_dict`; raises `ConfigError` naming what is not understood."""
        return cls({title: _tab_from(title, table) for title, table in tables.items()})


def _tab_from(title: str, table: object) -> TabProfile:
    """One tab's corrections, every value checked."""
    if not isinstance(table, Mapping):
        raise _wrong(
            title,
            "is no table",
            "write it as a table with call, skip, header_row, settled or columns",
        )
    if unknown := sorted(set(table) - {"call", "skip", "header_row", "settled", "columns"}):
        raise _wrong(
            title, f"has unknown keys {unknown!r}", "use call, skip, header_row, settled, columns"
        )
    call, skip, row = table.get("call"), table.get("skip"), table.get("header_row")
    if call is not None and call not in (*CALLS, "common"):
        raise _wrong(title, f"has call = {call!r}", f"use one of {', '.join((*CALLS, 'common'))}")
    if skip is not None and not isinstance(skip, bool):
        raise _wrong(title, f"has skip = {skip!r}", "use true or false")
    if row is not None and (not isinstance(row, int) or isinstance(row, bool) or row < 1):
        raise _wrong(title, f"has header_row = {row!r}", "give the row's number, 1 or more")
    settled = table.get("settled", [])
    if not isinstance(settled, list) or not all(isinstance(one, str) for one in settled):
        raise _wrong(title, f"has settled = {settled!r}", 'use a list of texts, ["…"]')
    columns = table.get("columns", {})
    if not isinstance(columns, Mapping):
        raise _wrong(title, f"has columns = {columns!r}", 'use { "Header text" = "role" }')
    return TabProfile(
        call=str(call) if call is not None else None,
        skip=skip,
        header_row=row,
        settled=tuple(settled),
        roles={str(header): _role(title, role) for header, role in columns.items()},
    )


def _role(title: str, name: object) -> Role:
    try:
        return Role(str(name))
    except ValueError:
        raise _wrong(
            title, f"gives a column the role {name!r}", f"use one of {', '.join(Role)}"
        ) from None


def _wrong(title: str, what: str, fix: str) -> ConfigError:
    return ConfigError(f"The reading saved for tab {title!r} {what}.", f"{fix}.")
