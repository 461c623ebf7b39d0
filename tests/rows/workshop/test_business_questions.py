"""The business questions as the guide shows them."""

from __future__ import annotations

import pytest

from segkit.considerations.answers import (
    ARRIVES,
    MAYBE,
    NEVER,
    NO_TOOL,
    NOT_PLANNED,
    ROWS,
    UNREAD,
    Question,
    Way,
)  # fmt: skip
from segkit.facts.standing import Standing
from segkit.rows.workshop.business_questions import business_questions, why


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (ARRIVES, ""),
        (NEVER, "GA4 does not receive Gear Rented"),
        (ROWS, "GA4 receives rows of the warehouse; whether Gear Rented is in them is not known"),
        (MAYBE, "whether GA4 receives Gear Rented is not known"),
        (NO_TOOL, "GA4 is not in the workspace"),
        (UNREAD, "whether GA4 is in the workspace is not known: not all of it was read"),
        (NOT_PLANNED, "Gear Rented is not planned"),
    ],
)
def test_what_keeps_a_question_open_is_said(how: str, said: str) -> None:
    """In one sentence, by name."""
    one = Question("Why?", ("Gear Rented",), ("GA4",), ways=(Way("Gear Rented", "GA4", how),))

    assert why(one) == said


def test_a_question_without_answer_or_tool_says_so() -> None:
    """Not known is not "no"."""
    assert why(Question("Why?", (), ("GA4",))) == "the plan names no event that answers it"
    assert "no tool" in why(Question("Why?", ("Gear Rented",), ()))
    assert "workspace was not read" in why(Question("Why?", ("Gear Rented",), ("GA4",)))


def test_the_counts_stand_above_and_hostile_words_are_text() -> None:
    """Of a plan without questions nothing stands there."""
    one = Question("<b>Why?", ("Gear Rented",), ("GA4",), ways=(Way("Gear Rented", "GA4", NEVER),))

    view = business_questions([one], {"gap": 1})

    assert "1 question: 1 with a gap." in view.text
    assert "<b>Why" not in view.html
    assert not business_questions([], Standing().questions).html
