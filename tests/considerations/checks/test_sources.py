"""Checks on sources: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, sources
from segkit.doors import declared_in
from segkit.model.derived import Placement

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "library-out-of-support",
        lambda b: b.case(
            sources=(b.source(),), libraries={"web": b.library(support_ended="March 2026")}
        ),
        lambda b: b.case(
            sources=(b.source(), b.source("server", enabled=False)),
            libraries={"web": b.library(), "server": b.library(support_ended="March 2026")},
        ),
    ),
    (
        "library-in-maintenance",
        lambda b: b.case(sources=(b.source(),), libraries={"web": b.library(tier="maintenance")}),
        lambda b: b.case(sources=(b.source(),), libraries={"web": b.library()}),
    ),
    (
        "eu-host-in-code",
        lambda b: b.case(sources=(b.source("server"),), region="eu"),
        lambda b: b.case(sources=(b.source("web"),), region="eu"),
    ),
    (
        "eu-host-in-code",
        lambda b: b.case(sources=(b.source("mobile"),), region="eu"),
        lambda b: b.case(sources=(b.source("mobile"),), region="us"),
    ),
    (
        "one-source-for-several-environments",
        lambda b: b.case(
            sources=(b.source(),),
            placements=(Placement("web", "Shop", "all", "its name says all"),),
        ),
        lambda b: b.case(
            sources=(b.source(),), placements=(Placement("web", "Shop", "prod", "a label"),)
        ),
    ),
    (
        "disabled-source",
        lambda b: b.case(sources=(b.source(enabled=False),)),
        lambda b: b.case(sources=(b.source(),)),
    ),
    (
        "source-without-destination",
        lambda b: b.case(b.link(enabled=False)),
        lambda b: b.case(b.link()),
    ),
    (
        "source-without-destination",
        lambda b: b.case(sources=(b.source(),)),
        lambda b: b.case(
            sources=(b.source(), b.source("cloud-object"), b.source("server", enabled=False)),
            warehouses=(b.warehouse(),),
        ),
    ),
    (
        "source-without-destination",
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(source_ids=()),)),
        lambda b: b.case(sources=(b.source(),), warehouses=(b.warehouse(source_ids=None),)),
    ),
    (
        "source-without-destination",
        lambda b: b.case(sources=(b.source(),), not_available={"filters": "403"}),
        lambda b: b.case(sources=(b.source(),), not_available={"warehouses": "403"}),
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
        check.id for check in declared_in([sources], Check)
    }


def test_a_library_out_of_support_leads_to_the_page_of_the_one_to_use(build: Build) -> None:
    """The general page about sources helps nobody to move."""
    library = build.library(support_ended="March 2026", docs="/libraries/server/csharp")
    case = build.case(sources=(build.source(),), libraries={"web": library})

    [found] = sources.library_out_of_support(case)

    assert found.docs == "/libraries/server/csharp"
