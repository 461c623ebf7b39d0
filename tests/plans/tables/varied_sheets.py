"""Sheets as people write them, made up by chance from plans that are known (`varied_plans.py`).

A seed lays its plan out by choices that people make and combine: the layout, its words, marks and
types, what stands above, between and beside. Left out is what a person could not tell either:
marks in a row of events below words that may as well be platforms, versions that differ within
an event, titles of tabs that hold a colon.
"""

from __future__ import annotations

from collections.abc import Callable

from segkit.plans.grids.grid import Tab
from tests.plans.tables.varied_blocks import blocks, call_tables, cards, tab_each
from tests.plans.tables.varied_columns import tab_of
from tests.plans.tables.varied_habits import alone, forms, side_by_side, with_common
from tests.plans.tables.varied_plans import Sheets, planned
from tests.plans.tables.varied_rows import dictionary, matrix, packed, row_each, slots
from tests.plans.tables.varied_words import OTHER_TABS

LAYOUTS = {"row each": 8, "packed": 5, "slots": 1, "matrix": 2, "blocks": 2, "tab each": 1,
           "call tables": 2, "cards": 1, "dictionary": 2,
           "forms": 1, "alone": 1, "side by side": 1, "common": 1}  # fmt: skip
"""How often each layout comes."""
_WRITERS: dict[str, Callable[[Sheets], None]] = {
    "row each": row_each, "packed": packed, "slots": slots, "matrix": matrix, "blocks": blocks,
    "tab each": tab_each, "call tables": call_tables, "cards": cards, "dictionary": dictionary,
    "forms": forms, "alone": alone, "side by side": side_by_side, "common": with_common,
}  # fmt: skip


def made(seed: int) -> Sheets:
    """The sheets of one seed."""
    sheets = planned(seed)
    layouts = [one for one, weight in LAYOUTS.items() for _ in range(weight)]
    layout = sheets.choose("layout", *layouts)
    if layout == "tab each" and sheets.choices["names"] == "colon":
        layout = sheets.choose("layout", "row each")  # no title of a tab may hold one
    _WRITERS[layout](sheets)
    if len(sheets.tabs) == 1 and sheets.often("a file", 0.4):
        sheets.tabs = [
            Tab("quillmoor", sheets.tabs[0].rows, merged=sheets.tabs[0].merged, titled=False)
        ]
    elif layout != "tab each" and sheets.often("other tabs", 0.35):
        for title in sheets.chance.sample(list(OTHER_TABS), sheets.chance.randint(1, 3)):
            rows = [line.split("|") for line in OTHER_TABS[title].split("\n")]
            sheets.tabs.insert(sheets.chance.choice([0, len(sheets.tabs)]), tab_of(title, rows))
            sheets.choices[f"tab {title}"] = "yes"
    return sheets
