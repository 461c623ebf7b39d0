"""How a tab was understood, for a person to confirm or correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from segkit.model.plan import Doubt, Explained
from segkit.plans.beside.blocks import Block
from segkit.plans.words.role import Role


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column: what it was taken for, and why.

    Attributes:
        origin: Its header's cell.
        header: The column's name in a saved reading: its header's text, with the group
            header above it (`Event / Name`) or its letters (`Notes (F)`) where two are alike.
        role: What it holds.
        confidence: 0 (a guess) to 1 (its header says so and its values agree).
        why: The reason in a few words.
        samples: Up to three of its values.
        weights: What heading and values together were worth for each role.
    """

    origin: str
    header: str
    role: Role
    confidence: float
    why: str
    samples: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class TableReading:
    """One table of a tab.

    Attributes:
        layout: How events and fields lie in it (`segkit.plans.layouts.layout.LAYOUTS`).
        call: The call it is about; rows may say otherwise in a call column.
        call_why: Where the call was taken from.
        header_rows: The sheet's numbers of its header rows.
        columns: All columns, unread ones with the role `label`.
        confidence: 0 to 1: how surely this is part of a tracking plan.
        why: What spoke for it.
        rules: Rules read from it.
        fields: Fields read from it.
    """

    layout: str
    call: str
    call_why: str
    header_rows: tuple[int, ...]
    columns: tuple[ColumnReading, ...]
    confidence: float
    why: tuple[str, ...]
    rules: int = 0
    fields: int = 0


@dataclass(frozen=True, slots=True)
class TabDoubt:
    """A doubt about a tab, and how a person can settle it.

    Attributes:
        doubt: What is doubted.
        key: By which a saved reading knows that it was settled; the same at every pull.
        header: The column that it is about, by `ColumnReading.header`; empty for others.
        role: What the column is when the person says yes; None when there is nothing to say.
        yes: What "yes" says, in a few words.
    """

    doubt: Doubt
    key: str
    header: str = ""
    role: Role | None = None
    yes: str = ""


@dataclass(frozen=True, slots=True)
class TabReading:
    """One tab of the input.

    Attributes:
        title: The tab's.
        state: `read`, `hidden`, `skipped` (by the profile), `beside the plan` or `not a plan`.
        tables: The tables found on it, from top to bottom.
        doubtful: Rows that were used, but could be meant otherwise.
        explained: Rows that were not used, each with its reason.
        notes: Remarks about the tab, such as a profile that no longer fits.
        first_cells: The first texts on it, to recognise it by.
        doubts: What on it may mean something else than what was made of it.
        beside: What it says of the plan besides events and fields.
    """

    title: str
    state: str
    tables: tuple[TableReading, ...] = ()
    doubtful: tuple[Explained, ...] = ()
    explained: tuple[Explained, ...] = ()
    notes: tuple[str, ...] = ()
    first_cells: tuple[str, ...] = ()
    doubts: tuple[TabDoubt, ...] = ()
    beside: tuple[Block, ...] = ()
