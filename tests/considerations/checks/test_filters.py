"""Checks on destination filters: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, filters
from segkit.delivery.case import Case
from segkit.doors import declared_in
from segkit.model.plan import Rule
from segkit.model.workspace import DestinationCatalog

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

DROP = {"type": "DROP"}
TRACK_ONLY = DestinationCatalog("cat", "Beacon", "beacon", methods=frozenset({"track"}))


def dropping(b: Build, condition: str, mode: str = "cloud", **sample: object) -> Case:
    """A destination for track calls with a filter, and a plan of two events."""
    filters = (b.filter(condition, action=sample or DROP),)
    link = b.link("web", "device", "cloud", mode=mode, catalog=TRACK_ONLY, filters=filters)
    return b.case(link, plan=b.plan(b.event(), b.event("Signed Up"), Rule("page", "Home")))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "filter-in-device-mode",
        lambda b: b.case(b.link("web", "device", filters=(b.filter(),))),
        lambda b: b.case(b.link("web", "cloud", filters=(b.filter(),)), b.link("web", "device")),
    ),
    (
        "filter-not-readable",
        lambda b: b.case(b.link(filters=(b.filter("type = "),))),
        lambda b: b.case(
            b.link(
                filters=(b.filter(), b.filter("a" * 6000), replace(b.filter("("), enabled=False))
            )
        ),
    ),
    (
        "filter-drops-everything",
        lambda b: b.case(
            b.link(catalog=TRACK_ONLY, filters=(b.filter('type = "track"', action=DROP),))
        ),
        lambda b: b.case(
            b.link(catalog=TRACK_ONLY, filters=(b.filter('event = "Order"', action=DROP),))
        ),
    ),
    (
        "filter-drops-everything",
        lambda b: dropping(b, 'event in ["Order Completed", "Signed Up"]'),
        lambda b: dropping(b, 'event = "Order Completed"'),
    ),
    (
        "filter-drops-everything",
        lambda b: dropping(b, "event != null", percent=0, type="SAMPLE"),
        lambda b: dropping(b, "event != null", percent=0.2, type="SAMPLE"),
    ),
    (
        "filter-drops-everything",
        lambda b: dropping(b, 'type != "page"'),
        lambda b: dropping(b, 'type != "page" and properties.total < 10'),
    ),
    (
        "filter-drops-everything",
        lambda b: dropping(b, 'type = "track"'),
        lambda b: dropping(b, 'type = "track"', mode="device"),
    ),
    (
        "filter-on-storage",
        lambda b: b.case(b.link(catalog=b.catalog(slug="amazon-s3"), filters=(b.filter(),))),
        lambda b: b.case(b.link(filters=(b.filter(),)), b.link(catalog=b.catalog(slug="aws-s3"))),
    ),
    (
        "too-many-filters",
        lambda b: b.case(b.link(filters=(b.filter(),) * 11)),
        lambda b: b.case(b.link(filters=(b.filter(),) * 10)),
    ),
    (
        "filter-too-long",
        lambda b: b.case(b.link(filters=(b.filter("a" * 5121),))),
        lambda b: b.case(b.link(filters=(b.filter("a" * 5117 + "\ud800"),))),
    ),
    (
        "filter-misses-warehouse",
        lambda b: b.case(b.link(filters=(b.filter(),)), warehouses=(b.warehouse(),)),
        lambda b: b.case(
            b.link("server", filters=(b.filter(),)), b.link(), warehouses=(b.warehouse(),)
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
        check.id for check in declared_in([filters], Check)
    }
