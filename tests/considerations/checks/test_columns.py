"""Checks on columns: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, columns
from segkit.delivery.case import Case
from segkit.doors import declared_in
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

PAGE = Rule("page", "Home")


def stored(b: Build, *rules: Rule, kind: str = "snowflake") -> Case:
    """A plan and a warehouse."""
    return b.case(sources=(b.source(),), plan=b.plan(*rules), warehouses=(b.warehouse(kind),))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "columns-collide",
        lambda b: stored(
            b, b.event("A", b.field("properties", "firstName"), b.field("properties", "first_name"))
        ),
        lambda b: stored(
            b,
            b.event("A", b.field("properties", "firstName")),
            b.event("B", b.field("properties", "first_name")),
        ),
    ),
    (
        "columns-collide",
        lambda b: stored(
            b,
            Rule("page", "Home", fields=(b.field("properties", "listId"),)),
            Rule("page", "Cart", fields=(b.field("properties", "list_id"),)),
        ),
        lambda b: stored(
            b,
            Rule("page", "Home", fields=(b.field("properties", "list_id"),)),
            Rule("page", "Cart", fields=(b.field("properties", "list_id"),)),
        ),
    ),
    (
        "tables-collide",
        lambda b: stored(b, b.event("Order Completed"), b.event("order_completed")),
        lambda b: stored(b, b.event("Order Completed"), b.event("Order Completed", version=2)),
    ),
    (
        "tables-collide",
        lambda b: stored(b, b.event("Pages")),
        lambda b: stored(b, PAGE, b.event("Pages Counted")),
    ),
    (
        "columns-named-otherwise",
        lambda b: stored(b, b.event("A", b.field("properties", "accountType"))),
        lambda b: stored(b, b.event("A", b.field("properties", "accountType")), kind="aws-s3"),
    ),
    (
        "reserved-columns",
        lambda b: stored(b, b.event("A", b.field("properties", "userId"))),
        lambda b: stored(b, b.event("A", b.field("properties", "member_id"))),
    ),
    (
        "columns-named-otherwise",
        lambda b: stored(b, b.event("A", b.field("properties", "accountType"))),
        lambda b: stored(b, b.event("A", b.field("properties", "account_type"))),
    ),
    (
        "several-types-in-one-column",
        lambda b: stored(b, b.event("A", b.field("properties", "p", types=("string", "number")))),
        lambda b: stored(b, b.event("A", b.field("properties", "p", types=("string", "null")))),
    ),
    (
        "leading-digit-in-redshift",
        lambda b: stored(b, b.event("2nd Order"), kind="redshift"),
        lambda b: stored(b, b.event("2nd Order"), kind="snowflake"),
    ),
    (
        "reserved-columns",
        lambda b: stored(b, b.event("A", b.field("properties", "userId"))),
        lambda b: b.case(
            sources=(b.source("cloud-event"), b.source()),
            plan=b.plan(b.event("A", b.field("properties", "userId"))),
            warehouses=(b.warehouse(source_ids=("cloud-event",)),),
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
        check.id for check in declared_in([columns], Check)
    }
