"""What the cells of a table write as code are names; words beside them say more of these."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from segkit.plans.cells.packed import read_packed
from segkit.plans.markdown.coded_values import with_marks
from segkit.plans.markdown.markdown_blocks import Chunk
from segkit.plans.words.headings import hints
from segkit.plans.words.looks import is_compound, is_key_like
from segkit.plans.words.misnomers import FILE
from segkit.plans.words.role import Role

_SURE = 0.8
_FEWEST, _NEARLY = 3, 0.75
_SLASHED = re.compile(r"\0(?:\s*[/+|]\s*\0)+")
_REMARK = re.compile(r"\s+\([^()]+\)")
_GOES_ON = re.compile(r"\s+(?!(?:and|or|plus|und|et|ou|y|e|optional|required)\b)[a-z]{2,}\b")
"""Words behind a name that say more of it."""


def with_names(tables: Sequence[Chunk]) -> list[Chunk]:
    """The tables with the names of events and properties set off from what is said of them."""
    places = [(table, at) for table in tables if (at := event_column(table)) is not None]
    known = {row[at] for table, at in places for row in table.rows[1:] if at < len(row)}
    return [_with_told(_named_by_code(table, known)) for table in tables]


def _with_told(table: Chunk) -> Chunk:
    """`` `room` since it is lit `` in a column of properties: a dash between the name and the words.

    Words alone, where nearly all other cells hold names as code, are a remark in brackets.
    """
    heads = [hints(cell) for cell in table.rows[0]] if table.rows else []
    places = {at for at, roles in enumerate(heads) if roles.keys() & {Role.PACKED, Role.FIELD}}
    rows = [table.rows[0]] if table.rows else []
    coded = {at for at in places if _is_coded(table, at)}
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        told = [_told(*cell) for cell in zip(row, codes, strict=False)]
        told = [
            f"({cell})" if at in coded and not codes[at] and _is_remark(cell) else cell
            for at, cell in enumerate(told)
        ]
        rows.append(tuple(told[at] if at in places else cell for at, cell in enumerate(row)))
    return replace(table, rows=tuple(rows)) if places else table


def _is_coded(table: Chunk, at: int) -> bool:
    """Nearly all cells of a column that hold anything hold names as code."""
    cells = list(zip(table.rows[1:], table.codes[1:], strict=True))
    filled = [codes[at] for row, codes in cells if row[at : at + 1] and row[at].strip(" -–—")]
    return sum(map(bool, filled)) >= max(_FEWEST, _NEARLY * len(filled))


def _is_remark(cell: str) -> bool:
    """It would be read as names, and all of these are several words."""
    names = [one.name for one in read_packed(cell).items]
    return bool(names) and all(" " in name for name in names)


def _told(cell: str, codes: Sequence[str]) -> str:
    parts, rest = list[str](), cell
    for one in codes:
        before, _, rest = rest.partition(one)
        parts += [before, one]
        if is_compound(one) and _GOES_ON.match(rest):
            parts.append(" —")
    return "".join((*parts, rest))


def event_column(table: Chunk) -> int | None:
    """Where the events stand, by its heading."""
    heads = (hints(cell).get(Role.EVENT, 0.0) for cell in table.rows[0]) if table.rows else ()
    return next((at for at, weight in enumerate(heads) if weight >= _SURE), None)


def _named_by_code(table: Chunk, known: Collection[str]) -> Chunk:
    """What a column of events writes as code are names: `A lamp is lit (`lamp_lit`)`, `` `on` / `off` ``.

    And a constant of a program, `LAMP_LIT`, is the event `lamp_lit` that another table has.
    """
    at = event_column(table)
    if at is None:
        return table
    rows, spans = [table.rows[0]], [table.codes[0]]
    for row, codes in zip(table.rows[1:], table.codes[1:], strict=True):
        names = _names_of_cell(row[at], codes[at]) if at < len(row) else []
        for name in names or row[at : at + 1] or [""]:
            is_constant = name.isupper() and name.casefold() in known
            rows.append((*row[:at], name.casefold() if is_constant else name, *row[at + 1 :]))
            spans.append(codes)
    return replace(table, rows=tuple(rows), codes=tuple(spans))


def _names_of_cell(cell: str, codes: Sequence[str]) -> list[str]:
    """The names written as code in a cell of events, where words or other names stand beside them."""
    names = [one for one in codes if not FILE.search(one)]
    if len(names) == 1 < len(codes) and is_compound(names[0]) and cell.startswith(names[0]):
        return names  # `lamp_lit` in `lamps.html`
    if len(codes) == 1 and is_compound(codes[0]) and cell.endswith(f"({codes[0]})"):
        words = cell.removesuffix(f"({codes[0]})").strip()
        return [f"{codes[0]} ({words})"] if words and not set("()_") & set(words) else []
    if len(codes) == 1 and codes[0].isalpha() and _REMARK.fullmatch(cell.removeprefix(codes[0])):
        return [codes[0]]  # `purchase` (of credits)
    marked = with_marks(cell, codes) if len(codes) > 1 else ""
    keys = [one.partition("{")[0] for one in codes]
    is_braced = keys != [*codes] and all(
        one == key or one[-1] == "}" for one, key in zip(codes, keys, strict=True)
    )
    is_list = _SLASHED.fullmatch(marked.replace(",", "/") if is_braced else marked)
    return (
        [_whole(one, codes[0]) for one in codes] if is_list and all(map(is_key_like, keys)) else []
    )


def _whole(name: str, first: str) -> str:
    """`_sent` behind `tea_drafted`: the event `tea_sent`."""
    stem = first.rpartition("_")[0] if name.startswith("_") else ""
    return f"{stem}{name}" if stem else name
