"""Dates as people type them."""

from __future__ import annotations

import datetime as dt

import pytest

from segkit.widgets.dates import read_date
from segkit.widgets.form import RefusedTextError

MONDAY = dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-12-04", "2026-12-04"),
        (" 2026-2-3 ", "2026-02-03"),
        ("4 Dec", "2026-12-04"),
        ("4. December 2027", "2027-12-04"),
        ("today", "2026-11-30"),
        ("Tomorrow", "2026-12-01"),
        ("yesterday", "2026-11-29"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_what_is_one_day_is_that_day(text: str, date: str) -> None:
    """However it is written."""
    assert read_date(text, MONDAY) == date


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("next Friday", ["2026-12-04", "2026-12-11"]),
        ("Friday", ["2026-12-04"]),
        ("monday", ["2026-12-07"]),
        ("soon", []),
        ("2026-02-31", []),
        ("4 Foo", []),
        ("4 ju", []),
        ("04/12/2026", []),
    ],
)
def test_what_may_be_several_days_is_asked_about(text: str, offers: list[str]) -> None:
    """With a sentence, and the days that it may mean."""
    with pytest.raises(RefusedTextError) as refused:
        read_date(text, MONDAY)

    assert [day for _, day in refused.value.offers] == offers
    assert text.strip() in refused.value.problem
