"""Checks on the business questions of a plan: a case that fires, and a silent one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, questions
from segkit.doors import declared_in
from segkit.model.plan import TrackingPlan

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


def asked(b: Build, *decided_on: str, event: str = "Gear Rented") -> TrackingPlan:
    """A plan with one question."""
    one = {"question": "Is rental worth it?", "answered_by": [event], "decided_on": [*decided_on]}
    return b.plan(b.event("Gear Rented"), extra={"questions": [one]})


def tool(b: Build, trigger: str, *decided_on: str, name: str = "Google Analytics 4 Web") -> Case:
    """A tool whose mapping has this trigger."""
    link = b.link(catalog=b.actions(name=name), mappings=(b.mapping(trigger),), name="Beacon")
    return b.case(link, plan=asked(b, *decided_on))


def rows(b: Build, *stored: str) -> Case:
    """A tool that gets rows of a warehouse which keeps what these sources send."""
    sheets = b.link("reverse-etl", catalog=b.actions(name="Google Sheets"), mappings=())
    return b.case(
        sheets,
        sources=(b.source("web"),),
        warehouses=(b.warehouse(source_ids=stored),),
        plan=asked(b, "Sheets"),
    )


def needing(b: Build, question: str, answer: str, *, required: bool = False) -> Case:
    """A question about an event with one property."""
    one = {"question": question, "answered_by": [answer], "decided_on": ["GA4"]}
    days = b.field("properties", "rental_days", required=required)
    return b.case(b.link(), plan=b.plan(b.event("Gear Rented", days), extra={"questions": [one]}))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "question-without-way",
        lambda b: tool(b, 'event = "Order Completed"', "GA4"),
        lambda b: tool(b, 'event = "Gear Rented"', "GA4"),
    ),
    (
        "question-without-way",
        lambda b: tool(b, 'event = "Order Completed"', "Facebook", name="Facebook Pixel"),
        lambda b: tool(b, 'event = "Order Completed"', "A tool that nobody connected"),
    ),
    (
        "question-without-way",
        lambda b: b.case(
            sources=(b.source("web"),),
            warehouses=(b.warehouse(source_ids=()),),
            plan=asked(b, "Snowflake"),
        ),
        lambda b: b.case(
            sources=(b.source("web"),), warehouses=(b.warehouse(),), plan=asked(b, "Snowflake")
        ),
    ),
    ("question-through-rows", lambda b: rows(b, "web"), rows),
    (
        "question-optional",
        lambda b: needing(b, "How long?", "Gear Rented: rental_days"),
        lambda b: needing(b, "How long?", "Gear Rented"),
    ),
    (
        "question-optional",
        lambda b: needing(b, "Which rental pays?", "Gear Rented"),
        lambda b: needing(b, "Which rental pays?", "Gear Rented", required=True),
    ),
)


@pytest.mark.parametrize(("check_id", "fires"), [(i, fires) for i, fires, _ in CASES])
def test_check_fires(build: Build, speaks: Asserts, check_id: str, fires: Make) -> None:
    """A check speaks where its fact holds, names what it saw, and says each thing once."""
    speaks(check_id, fires(build))


@pytest.mark.parametrize(("check_id", "silent"), [(i, silent) for i, _, silent in CASES])
def test_check_stays_silent(
    build: Build, keeps_silent: Asserts, check_id: str, silent: Make
) -> None:
    """A check says nothing where its fact does not hold."""
    keeps_silent(check_id, silent(build))


def test_every_rule_has_its_cases() -> None:
    """No check is added without a case that makes it speak and one that keeps it silent."""
    assert {check_id for check_id, _, _ in CASES} == {
        check.id for check in declared_in([questions], Check)
    }


def test_a_question_names_what_does_not_arrive(build: Build) -> None:
    """The event, the tool, and what is asked."""
    [found] = questions.question_without_way(tool(build, 'event = "Order Completed"', "GA4"))

    assert found.evidence == '"Is rental worth it?": Gear Rented does not reach GA4'
