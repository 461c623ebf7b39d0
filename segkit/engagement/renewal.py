"""An older engagement's notebook in the order of a new one, without a word of its people lost.

What was shipped and never changed becomes what is shipped now. A text or call that somebody
changed keeps its words, in its new place; a cell of their own stays behind the cell that it
followed. A cell that they deleted stays away. The notebook as it was is kept beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from pathlib import Path

from segkit.engagement.bundled import notebooks_folder
from segkit.engagement.placeholders import escape_markdown, fill_markdown
from segkit.engagement.settings import Engagement
from segkit.errors import ExportError
from segkit.files import content_of, is_there, read_own, write_own
from segkit.malformed import parse_json

_CUSTOMER = "[Customer Name]"
_HEADING = re.compile(r"(#+)[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_DIGITS = 12
MOST_BYTES = 512_000_000
"""Of a notebook, with all pictures that were pasted into it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a notebook: what it says, and all that the file keeps of it."""

    id: str
    source: str
    raw: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Shipped:
    """What guides were made with.

    Attributes:
        orders: The ids of the cells of each version, the oldest first.
        digests: Of every text and call.
    """

    orders: tuple[tuple[str, ...], ...]
    digests: frozenset[str]

    def with_cells(self, cells: Sequence[Cell]) -> Shipped:
        """The same with a notebook of these cells as the newest."""
        ids = tuple(cell.id for cell in cells)
        orders = (*(one for one in self.orders if one != ids), ids)
        return Shipped(orders, self.digests | {digest(cell.source) for cell in cells})


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal did.

    Attributes:
        kept: Where the notebook is as it was; None when nothing had to be changed.
        theirs: How many cells hold words of the engagement's people.
        new: Headings of the chapters that are new to it.
    """

    kept: Path | None
    theirs: int
    new: tuple[str, ...]


@cache
def shipped() -> Shipped:
    """Everything that was ever shipped, with the notebook that this segkit has."""
    text = files("segkit.engagement").joinpath("shipped.toml").read_text(encoding="utf-8")
    now = notebooks_folder() / "guide.ipynb"
    return recorded(text).with_cells(cells_in(content_of(now), now.name))


def recorded(text: str) -> Shipped:
    """What the text of `shipped.toml` has of each release."""
    raw = tomllib.loads(text)
    orders = tuple(tuple(one.split()) for one in raw["orders"])
    return Shipped(orders, frozenset(raw["digests"].split()))


def digest(source: str, customer: str = "") -> str:
    """Names a text, whatever customer it was filled in for."""
    for name in filter(None, (escape_markdown(customer), customer)):
        source = source.replace(name, _CUSTOMER)
    return hashlib.sha256(source.strip().encode()).hexdigest()[:_DIGITS]


def renew_notebook(engagement: Engagement) -> Renewed:
    """Bring the guide's notebook to the order of a new one.

    Raises `ExportError` when it is no notebook, or cannot be written.
    """
    file = engagement.notebook
    try:
        before = read_own(file, limit=MOST_BYTES)
    except OSError as error:
        raise ExportError(
            f"{file} is no notebook that can be read: {error.strerror}.",
            "put the notebook itself there.",
        ) from error
    if before is None:
        raise ExportError(f"There is no {file.name} in {file.parent}.", "name an engagement.")
    template = cells_in(content_of(notebooks_folder() / file.name), file.name)
    mine = cells_in(before, file.name)
    made = _Renewal(template, mine, engagement.customer)
    text = _notebook_text(before, made.cells)
    if [*map(_source, made.cells)] == [cell.source for cell in mine]:
        return Renewed(None, made.theirs, ())
    kept = next(p for n in count(1) if not is_there(p := _beside(file, n)))
    write_own(kept, before)
    write_own(file, text.encode())
    return Renewed(kept, made.theirs, tuple(made.new))


def cells_in(content: bytes, name: str) -> list[Cell]:
    """The cells of a notebook's file; raises `ExportError`."""
    try:
        raws = parse_json(content)["cells"]
        return [Cell(str(raw.get("id", "")), "".join(raw["source"]), raw) for raw in raws]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ExportError(
            f"{name} is no notebook of the current format: {error!r}.",
            "open it in JupyterLab and save it, then renew it again.",
        ) from error


class _Renewal:
    """One notebook on its way into the new order."""

    def __init__(self, template: Sequence[Cell], mine: Sequence[Cell], customer: str) -> None:
        self._customer = customer
        self._template = {cell.id: cell for cell in template}
        self._by_source = {digest(cell.source): cell.id for cell in template}
        self.theirs, self.new = 0, list[str]()
        self._placed: dict[str, Cell] = {}
        self._behind: dict[str, list[Cell]] = {}
        self._sort(mine)
        self.cells = list(self._ordered(self._deleted(mine)))

    def _sort(self, mine: Sequence[Cell]) -> None:
        """Each cell to its place in the template, or behind the one that it followed."""
        last = ""
        for cell in mine:
            name = (
                cell.id
                if cell.id in self._template
                else self._by_source.get(digest(cell.source, self._customer), "")
            )
            if name and name not in self._placed:
                self._placed[name] = cell
                last = name
            elif not self._is_ours(cell):
                self._behind.setdefault(last, []).append(cell)

    def _deleted(self, mine: Sequence[Cell]) -> set[str]:
        """What the version that the notebook came from had, and it has no longer."""
        there = {cell.id for cell in mine}

        def likeness(order: Sequence[str]) -> int:
            return len(there & set(order)) - len(set(order) - there)

        known = max(shipped().orders, key=likeness, default=())
        return set(known) - there - set(self._placed) if there & set(known) else set()

    def _ordered(self, deleted: set[str]) -> Iterator[Mapping[str, object]]:
        yield from self._theirs("")
        for name, cell in self._template.items():
            mine = self._placed.get(name)
            if mine is not None and not self._is_ours(mine):
                self.theirs += 1
                yield {**mine.raw, "id": name, "source": self._levelled(mine.source, cell.source)}
            elif name not in deleted:
                filled = self._filled(cell)
                if mine is None and (heading := _HEADING.match(filled)):
                    self.new.append(heading[2])
                yield {**cell.raw, "source": filled}
            yield from self._theirs(name)

    def _theirs(self, name: str) -> Iterator[Mapping[str, object]]:
        for cell in self._behind.get(name, ()):
            self.theirs += 1
            yield cell.raw

    def _is_ours(self, cell: Cell) -> bool:
        return not cell.source.strip() or digest(cell.source, self._customer) in shipped().digests

    def _filled(self, cell: Cell) -> str:
        is_text = cell.raw.get("cell_type") == "markdown"
        return fill_markdown(cell.source, self._customer) if is_text else cell.source

    @staticmethod
    def _levelled(mine: str, ours: str) -> str:
        """Their text, its first heading on the level that it has now, where it is the same."""
        old, new = _HEADING.match(mine), _HEADING.match(ours)
        if old and new and old[2].casefold() == new[2].casefold():
            return f"{new[1]} {old[2]}{mine[old.end() :]}"
        return mine


def _source(raw: Mapping[str, object]) -> str:
    lines = raw["source"]
    return "".join(lines) if isinstance(lines, list) else str(lines)


def _beside(file: Path, number: int) -> Path:
    return file.with_name(f"{file.stem}-before{'' if number == 1 else f'-{number}'}{file.suffix}")


def _notebook_text(before: bytes, cells: Sequence[Mapping[str, object]]) -> str:
    """The file as Jupyter writes it, with everything else that it holds."""
    written = [{**cell, "source": _source(cell).splitlines(keepends=True)} for cell in cells]
    document = {**json.loads(before), "cells": written}
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
