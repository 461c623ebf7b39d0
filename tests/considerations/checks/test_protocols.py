"""Checks on the tracking plan: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, protocols
from segkit.doors import declared_in

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "event-version-must-be-sent",
        lambda b: b.case(plan=b.plan(b.event(), b.event(version=2))),
        lambda b: b.case(plan=b.plan(b.event(deprecated=True), b.event(version=2))),
    ),
    (
        "lookahead-in-pattern",
        lambda b: b.case(plan=b.plan(b.event("A", b.field("properties", "p", pattern="^(?!x)")))),
        lambda b: b.case(plan=b.plan(b.event("A", b.field("properties", "p", pattern="^(?:x)")))),
    ),
    (
        "source-without-plan",
        lambda b: b.case(sources=(b.source(tracking_plan_id="tp_1"), b.source("server"))),
        lambda b: b.case(sources=(b.source(), b.source("server"))),
    ),
    (
        "plan-on-many-sources",
        lambda b: b.case(
            sources=tuple(b.source(f"web:{n}", tracking_plan_id="tp_1") for n in range(4))
        ),
        lambda b: b.case(
            sources=tuple(b.source(f"web:{n}", tracking_plan_id="tp_1") for n in range(3))
        ),
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
        check.id for check in declared_in([protocols], Check)
    }
