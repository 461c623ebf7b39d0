"""Behaviour of `segkit.routing.fql.numbers`: JavaScript's numbers and texts."""

from __future__ import annotations

import math

import pytest

from segkit.routing.fql.numbers import Known, as_number, as_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (5, "5"),
        (5.0, "5"),
        (-1.5, "-1.5"),
        (0.1, "0.1"),
        (-0.0, "0"),
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),
        (1.5e-7, "1.5e-7"),
        (123456789012345680000, "123456789012345680000"),
        (1e21, "1e+21"),
        (1.25e25, "1.25e+25"),
        (math.nan, "NaN"),
        (10**400, "Infinity"),
        (-(10**400), "-Infinity"),
        (True, "true"),
        ("x", "x"),
    ],
)
def test_numbers_are_written_as_in_javascript(number: Known, text: str) -> None:
    """Exponents only for the very large and the very small."""
    assert as_text(number) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), (" 5\n", 5), ("0x1F", 31), ("1e1", 10), (".5", 0.5), ("-Infinity", -math.inf)],
)
def test_texts_are_read_as_in_javascript(text: str, number: float) -> None:
    """Blank is zero, and other bases are known."""
    assert as_number(text) == number


@pytest.mark.parametrize("text", ["x", "5x", "1_000", "-0x1F", "inf", "nan", "٥"])
def test_texts_that_are_no_number(text: str) -> None:
    """What Python would read as one among them."""
    assert math.isnan(as_number(text))
