"""Behaviour of `segkit.routing.fql.answers`: one word for a case."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from segkit.errors import FqlError
from segkit.routing.fql import answer, parse, run_cases

TRACK = {"type": "track", "properties": {"price": "5"}}


@pytest.mark.parametrize(
    ("text", "filtered", "triggered"),
    [
        ('type = "track"', "true", "true"),
        ("type = 'track'", "true", "false"),
        ("length(type) = 5", "true", "invalid"),
        ("properties.price > 1", "invalid", "false"),
        ('type = "page"', "false", "false"),
        ("type = ", "invalid", "false"),
        ("type = 'track", "invalid", "invalid"),
    ],
)
def test_filters_and_triggers_answer_by_their_own_rules(
    text: str, filtered: str, triggered: str
) -> None:
    """The same text can mean two things."""
    assert answer(text, TRACK, trigger=False) == filtered
    assert answer(text, TRACK, trigger=True) == triggered


def test_each_line_gets_its_word() -> None:
    """Blank lines get none, lines that are no case are invalid."""
    lines = [
        json.dumps({"fql": "type = 'track'", "call": TRACK}),
        "\n",
        json.dumps({"fql": "type = 'page'", "call": TRACK}),
        json.dumps({"fql": "type = ", "call": TRACK}),
        json.dumps({"fql": 5, "call": TRACK}),
        "[]",
        "{",
        "[" * 100_000,
    ]

    words = list(run_cases(lines, trigger=False))

    assert words == ["true", "false", *["invalid"] * 5]


def test_an_error_survives_copying() -> None:
    """Column and kind travel along."""
    with pytest.raises(FqlError) as refused:
        parse("type = ")

    for twin in (copy.copy(refused.value), pickle.loads(pickle.dumps(refused.value))):  # noqa: S301 - our own bytes
        assert (twin.problem, twin.column, twin.kind) == (refused.value.problem, 8, "syntax")
