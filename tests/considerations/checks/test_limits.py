"""Checks on limits: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, limits
from segkit.delivery.case import Case
from segkit.doors import declared_in

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


def many_events(b: Build, count: int) -> Case:
    """A plan of so many events."""
    return b.case(plan=b.plan(*(b.event(f"Event {n}") for n in range(count))))


def many_properties(b: Build, count: int) -> Case:
    """An event of so many properties."""
    fields = (b.field("properties", f"p{n}") for n in range(count))
    return b.case(plan=b.plan(b.event("Order Completed", *fields)))


def basket(b: Build, **array: object) -> Case:
    """An event with a list of products."""
    products = b.field("properties", "products", types=("array",), **array)
    sku = b.field("properties", "products", "[]", "sku")
    return b.case(plan=b.plan(b.event("Order Completed", products, sku)))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "too-many-rules",
        lambda b: many_events(b, 2001),
        lambda b: many_events(b, 2000),
    ),
    (
        "too-many-properties",
        lambda b: many_properties(b, 301),
        lambda b: many_properties(b, 300),
    ),
    (
        "call-over-limit",
        lambda b: many_properties(b, 10_001),
        lambda b: many_properties(b, 2_500),
    ),
    (
        "call-over-limit",
        lambda b: b.case(
            plan=b.plan(b.event("A", b.field("properties", "body", example="x" * 33_000)))
        ),
        lambda b: b.case(
            plan=b.plan(b.event("A", b.field("properties", "body", example="x" * 32_000)))
        ),
    ),
    (
        "arrays-without-limit",
        basket,
        lambda b: basket(b, schema={"maxItems": 50}),
    ),
    (
        "arrays-without-limit",
        basket,
        lambda b: b.case(
            plan=b.plan(
                b.event(
                    "A",
                    b.field("properties", "sizes", types=("array",)),
                    b.field("properties", "sizes", "[]"),
                )
            )
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
        check.id for check in declared_in([limits], Check)
    }
