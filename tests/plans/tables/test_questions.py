"""Business questions that a workbook lists beside its plan."""

from __future__ import annotations

import pytest

from segkit.plans.grids.grid import Tab
from segkit.plans.tables import plan_from_tabs
from segkit.plans.tables.questions import questions_in

TRACK = Tab(
    "Track",
    (
        ("Event", "Property", "Type", "Required"),
        ("Gear Rented", "rental_id", "string", "yes"),
        ("Gear Returned", "rental_id", "string", "yes"),
    ),
)
GOALS = Tab(
    "Goals",
    (
        ("What we want to know",),
        (),
        ("#", "Business question", "Who asks", "Answered by", "Decided on"),
        (
            "1",
            "Is rental worth the shelf space?",
            "Stores",
            "Gear Rented, Gear Returned",
            "Snowflake",
        ),
        ("2", "Who rents?", "Stores", "", "Amplitude"),
        ("3", "Why not?", "Stores", "Gear Returned", "GA4; Meta"),
    ),
)


def test_questions_are_kept_beside_the_plan() -> None:
    """With the events and tools that they name, and where they stand."""
    plan = plan_from_tabs([TRACK, GOALS], name="Quillmoor plan")

    assert plan.extra["questions"] == [
        {
            "question": "Is rental worth the shelf space?",
            "answered_by": ["Gear Rented", "Gear Returned"],
            "decided_on": ["Snowflake"],
            "origin": "Goals!B4",
        },
        {
            "question": "Why not?",
            "answered_by": ["Gear Returned"],
            "decided_on": ["GA4", "Meta"],
            "origin": "Goals!B6",
        },
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("Business question", "Who asks", "Decided on"),
        ("Question", "Answer", "Date"),
        ("Business question is", "Answered by", "Decided on"),
    ],
)
def test_other_tables_hold_no_questions(header: tuple[str, ...]) -> None:
    """All three headings have to be there."""
    assert questions_in([Tab("Notes", (header, ("a", "b", "c")))]) == []


def test_a_plan_without_questions_has_nothing_beside_it() -> None:
    """Nothing is added to what other plans hold."""
    assert plan_from_tabs([TRACK], name="Quillmoor plan").extra == {}
