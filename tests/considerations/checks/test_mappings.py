"""Checks on calls and mappings: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, mappings
from segkit.doors import declared_in
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build

PERSON = Rule("identify")
PAGE = Rule("page", "Home")
TRACKS = frozenset({"track"})
GA4_WEB = "actions-google-analytics-4-web"

CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "no-enabled-mapping",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=(b.mapping(enabled=False),))),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=(b.mapping(),))),
    ),
    (
        "no-enabled-mapping",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=())),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=None), b.link(mappings=())),
    ),
    (
        "ga4-without-configuration",
        lambda b: b.case(
            b.link(catalog=b.actions("WEB", slug=GA4_WEB), mappings=(b.mapping(),)),
        ),
        lambda b: b.case(
            b.link(
                catalog=b.actions("WEB", slug=GA4_WEB),
                mappings=(b.mapping(), b.mapping(action_slug="setConfigurationFields")),
            ),
            b.link(catalog=b.actions("WEB", slug=GA4_WEB), mappings=(), name="Empty"),
            b.link(catalog=b.actions("WEB"), mappings=(b.mapping(),), name="Other"),
        ),
    ),
    (
        "mappings-not-read",
        lambda b: b.case(b.link(catalog=b.actions(), mappings=None)),
        lambda b: b.case(b.link(catalog=b.actions(), mappings=()), b.link(mappings=None)),
    ),
    (
        "too-many-mappings",
        lambda b: b.case(b.link(mappings=(b.mapping(),) * 51)),
        lambda b: b.case(b.link(mappings=(b.mapping(),) * 50)),
    ),
    (
        "call-not-supported",
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(PERSON)),
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(b.event())),
    ),
    (
        "call-not-supported",
        lambda b: b.case(b.link(catalog=b.catalog(methods=TRACKS)), plan=b.plan(PAGE)),
        lambda b: b.case(
            b.link("mobile", catalog=b.catalog(methods=TRACKS)), plan=b.plan(PAGE, Rule("screen"))
        ),
    ),
    (
        "call-without-mapping",
        lambda b: b.case(
            b.link(catalog=b.actions(), mappings=(b.mapping(),)), plan=b.plan(PERSON, b.event())
        ),
        lambda b: b.case(
            b.link(catalog=b.actions(), mappings=(b.mapping(),)), plan=b.plan(b.event())
        ),
    ),
    (
        "mapping-never-runs",
        lambda b: b.case(b.link(mappings=(b.mapping('type = "track'),))),
        lambda b: b.case(
            b.link(mappings=(b.mapping(), b.mapping(""), b.mapping("(", enabled=False)))
        ),
    ),
    (
        "mapping-never-runs",
        lambda b: b.case(b.link(mappings=(b.mapping('type = "trak"'),))),
        lambda b: b.case(b.link(mappings=(b.mapping('event = "new" or event = "updated"'),))),
    ),
    (
        "mapping-never-runs",
        lambda b: b.case(b.link(mappings=(b.mapping('type = "track" and type = "page"'),))),
        lambda b: b.case(b.link(mappings=(b.mapping('type = "track" or type = "page"'),))),
    ),
    (
        "web-mapping-off-web",
        lambda b: b.case(b.link("server", catalog=b.actions("WEB"), mappings=(b.mapping(),))),
        lambda b: b.case(
            b.link("web", catalog=b.actions("WEB"), mappings=(b.mapping(),)),
            b.link("server", catalog=b.actions("CLOUD"), mappings=(b.mapping(),)),
        ),
    ),
    (
        "mapping-for-unplanned-event",
        lambda b: b.case(b.link(mappings=(b.mapping('event = "Order"'),)), plan=b.plan(b.event())),
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order Completed"'),)), plan=b.plan(b.event())
        ),
    ),
    (
        "mapping-for-unplanned-event",
        lambda b: b.case(
            b.link("web", mappings=(b.mapping('event = "Application Opened"'),)),
            plan=b.plan(b.event()),
        ),
        lambda b: b.case(
            b.link("mobile", mappings=(b.mapping('event = "Application Opened"'),)),
            plan=b.plan(b.event()),
        ),
    ),
    (
        "mapping-for-retired-event",
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order"'),)),
            plan=b.plan(b.event("Order", deprecated=True)),
        ),
        lambda b: b.case(
            b.link(mappings=(b.mapping('event = "Order"'),)),
            plan=b.plan(b.event("Order", deprecated=True), b.event("Order", version=2)),
        ),
    ),
    (
        "same-mapping-twice",
        lambda b: b.case(b.link(mappings=(b.mapping(), b.mapping(name="Again")))),
        lambda b: b.case(
            b.link(mappings=(b.mapping(), b.mapping(name="Again", settings={"id": "2"})))
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
        check.id for check in declared_in([mappings], Check)
    }
