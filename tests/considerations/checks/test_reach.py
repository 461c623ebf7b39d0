"""Checks on what does not reach a destination: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, reach
from segkit.delivery.case import Case
from segkit.doors import declared_in

if TYPE_CHECKING:
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


def controls(b: Build, *possible: str, kind: str = "web", **track: object) -> Case:
    """A source with these schema controls for track, and one destination."""
    source = b.source(kind, schema_settings={"track": track})
    return b.case(b.link(source, *possible))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "transformation-in-device-mode",
        lambda b: b.case(b.link("web", "device"), transformations=(b.transformation(),)),
        lambda b: b.case(b.link("web", "cloud"), transformations=(b.transformation(),)),
    ),
    (
        "transformation-in-device-mode",
        lambda b: b.case(
            b.link("web", "device"),
            transformations=(b.transformation(destination_catalog_id="cat"),),
        ),
        lambda b: b.case(
            b.link("web", "device"),
            transformations=(b.transformation(destination_catalog_id="other"),),
        ),
    ),
    (
        "transformation-without-destination",
        lambda b: b.case(
            b.link("web"), transformations=(b.transformation(destination_catalog_id="other"),)
        ),
        lambda b: b.case(
            b.link("web"),
            transformations=(b.transformation(destination_catalog_id="cat"), b.transformation()),
        ),
    ),
    (
        "transformation-without-destination",
        lambda b: b.case(
            b.link("web"), transformations=(b.transformation(destination_catalog_id="other"),)
        ),
        lambda b: b.case(
            b.link("web"),
            transformations=(b.transformation(destination_catalog_id="other"),),
            not_available={"destinations": "403"},
        ),
    ),
    (
        "insert-function-in-device-mode",
        lambda b: b.case(
            b.link("web", "device"), insert_functions=(b.insert_function("web-Beacon"),)
        ),
        lambda b: b.case(
            b.link("web", "cloud"), insert_functions=(b.insert_function("web-Beacon"),)
        ),
    ),
    (
        "insert-function-on-storage",
        lambda b: b.case(warehouses=(b.warehouse(),), insert_functions=(b.insert_function("wh"),)),
        lambda b: b.case(b.link(), insert_functions=(b.insert_function("web-Beacon"),)),
    ),
    (
        "insert-function-on-storage",
        lambda b: b.case(
            b.link(catalog=b.catalog(slug="amazon-s3")),
            insert_functions=(b.insert_function("web-Beacon"),),
        ),
        lambda b: b.case(b.link(catalog=b.catalog(slug="amazon-s3"))),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", allowUnplannedEventProperties=False),
        lambda b: controls(b, "cloud", allowUnplannedEventProperties=False),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", kind="mobile", allowUnplannedEvents=False),
        lambda b: controls(b, "device", kind="web", allowUnplannedEvents=False),
    ),
    (
        "blocking-misses-device-mode",
        lambda b: controls(b, "device", "cloud", commonEventOnViolations="BLOCK"),
        lambda b: controls(b, "device", "cloud", commonEventOnViolations="ALLOW"),
    ),
    (
        "blocked-events-lost",
        lambda b: b.case(
            sources=(b.source(schema_settings={"group": {"commonEventOnViolations": "BLOCK"}}),)
        ),
        lambda b: b.case(
            sources=(
                b.source(schema_settings={"group": {"commonEventOnViolations": "OMIT_TRAITS"}}),
            )
        ),
    ),
    (
        "blocked-events-lost",
        lambda b: b.case(
            sources=(b.source(schema_settings={"track": {"allowUnplannedEvents": False}}),)
        ),
        lambda b: b.case(
            sources=(
                b.source(
                    schema_settings={
                        "track": {"allowUnplannedEvents": False},
                        "forwardingBlockedEventsTo": "server",
                    }
                ),
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


@pytest.mark.parametrize("call", ["track", "identify", "group"])
def test_blocked_calls_of_each_type_are_lost(build: Build, call: str) -> None:
    """Identify and group calls that break the common schema are blocked like events."""
    settings = {call: {"commonEventOnViolations": "BLOCK"}}
    case = build.case(sources=(build.source(schema_settings=settings),))

    [found] = reach.blocked_events_lost(case)

    assert f"blocks {call} calls and names no source" in found.evidence


def test_every_rule_has_its_cases() -> None:
    """No check is added without a case that makes it speak and one that keeps it silent."""
    assert {check_id for check_id, _, _ in CASES} == {
        check.id for check in declared_in([reach], Check)
    }
