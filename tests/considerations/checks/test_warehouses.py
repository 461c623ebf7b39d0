"""Checks on warehouses as such: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, warehouses
from segkit.doors import declared_in

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "integrations-object-and-warehouses",
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(),)),
        lambda b: b.case(
            sources=(b.source("cloud-object"), b.source("web")),
            warehouses=(b.warehouse(source_ids=("cloud-object",)),),
        ),
    ),
    (
        "integrations-object-and-warehouses",
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse("data-lakes"),)),
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse("aws-s3"),)),
    ),
    (
        "disabled-warehouse",
        lambda b: b.case(warehouses=(b.warehouse(enabled=False),)),
        lambda b: b.case(warehouses=(b.warehouse(),)),
    ),
    (
        "warehouse-without-source",
        lambda b: b.case(warehouses=(b.warehouse(source_ids=()),)),
        lambda b: b.case(warehouses=(b.warehouse(source_ids=None),)),
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
        check.id for check in declared_in([warehouses], Check)
    }
