"""Behaviour of `segkit.plans.grids.spilled`."""

from __future__ import annotations

from pathlib import Path

import pytest

from segkit.plans.grids.delimited import read_delimited
from segkit.plans.grids.grid import Tab

HEAD = "Event,Properties,When\n"


def tab_of(folder: Path, text: str) -> Tab:
    """The file's only tab."""
    path = folder / "plan.csv"
    path.write_text(text, encoding="utf-8")
    [tab] = read_delimited(path)
    return tab


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        ("lamp_lit,lamp_id, hall,by hand", ("lamp_lit", "lamp_id, hall", "by hand")),
        ("lamp_lit,lamp_id,by hand, or by a clock, at night",
         ("lamp_lit", "lamp_id", "by hand, or by a clock, at night")),
        ('lamp_lit,""lamp_id, hall"",by hand', ("lamp_lit", "lamp_id, hall", "by hand")),
    ],
)  # fmt: skip
def test_a_text_that_was_cut_at_its_commas_is_put_together(
    tmp_path: Path, line: str, cells: tuple[str, ...]
) -> None:
    """Its pieces begin with a blank, and without them the row is as wide as the headings."""
    tab = tab_of(tmp_path, f"{HEAD}lamp_out,lamp_id,by hand\n{line}\n")

    assert tab.rows[2] == cells
    [doubt] = tab.doubts
    assert doubt.what == (
        "Row 3 has more cells than there are headings: "
        "a text was cut at its commas, and is put together again."
    )


@pytest.mark.parametrize("line", ["lamp_lit,lamp_id,hall,by hand", "lamp_lit, lamp_id, hall, x"])
def test_a_row_that_may_be_cut_anywhere_stays_and_is_doubted(tmp_path: Path, line: str) -> None:
    """Nothing tells which commas are those of a text."""
    tab = tab_of(tmp_path, f"{HEAD}lamp_out,lamp_id,by hand\nlamp_lit,hall,\n{line}\n")

    assert tab.rows[3] == tuple(line.split(","))
    assert "perhaps a text that was cut at its commas" in tab.doubts[0].what


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}lamp_lit,lamp_id,by hand,,\n",
        f"Owner,Ann\nDay,today\n{HEAD}lamp_lit,lamp_id,by hand\nlamp_out,lamp_id,by hand\n",
        "Event, Properties, When\nlamp_lit, lamp_id, by hand, soon\n",
    ],
)
def test_blank_cells_and_narrow_titles_are_no_sign(tmp_path: Path, text: str) -> None:
    """Nor are commas that all have a blank behind them."""
    assert not tab_of(tmp_path, text).doubts
