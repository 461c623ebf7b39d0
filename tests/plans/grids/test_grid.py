"""Behaviour of `segkit.plans.grids.grid`."""

from __future__ import annotations

import pytest

from segkit.plans.grids.grid import Tab, column_letters, is_empty


@pytest.mark.parametrize(
    ("column", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")],
)
def test_columns_are_named_as_in_the_sheet(column: int, letters: str) -> None:
    """Letters go on after Z as spreadsheets count them."""
    assert column_letters(column) == letters


def test_origin_counts_from_the_sheets_own_first_cell() -> None:
    """Leading blank rows and columns that the reader cut off still count."""
    tab = Tab("Track", (("a", "b"), ("c", "d")), top=3, left=1)

    assert tab.origin(1, 1) == "Track!C5"


def test_white_space_alone_is_an_empty_row() -> None:
    """Blanks and exotic spaces are nothing to explain."""
    assert is_empty(("", "  ", "\u2008\n"))
    assert not is_empty(("", "0"))
