"""Days as people write them."""

from __future__ import annotations

import datetime as dt

from segkit.render.days import named_day
from segkit.render.table import Column
from segkit.render.tree import html_of


def test_a_day_says_its_year_where_that_is_another() -> None:
    """And what is no day stays as it was written."""
    days = ("2026-12-04", "2027-01-04", "Q1 2027", "")

    assert [named_day(day, year=2026) for day in days] == ["4 Dec", "4 Jan 2027", "Q1 2027", ""]
    assert named_day("2026-12-04") == "4 Dec 2026"


def test_a_page_shows_people_a_day_and_keeps_its_number() -> None:
    """Data keep the day itself, by which they sort."""
    column = Column[dt.date]("due", "Until", lambda one: one)

    assert (
        html_of(column.cell(dt.date(2026, 12, 4)))
        == '<time datetime="2026-12-04">4 Dec 2026</time>'
    )
    assert column.of(dt.date(2026, 12, 4)) == dt.date(2026, 12, 4)
