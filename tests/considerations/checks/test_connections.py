"""Checks on connections: one case that makes each fire, one that keeps it silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import Check, connections
from segkit.doors import declared_in
from segkit.model.workspace import DestinationCatalog

if TYPE_CHECKING:
    from segkit.delivery.case import Case
    from tests.considerations.checks.conftest import Asserts, Make
    from tests.doubles.cases import Build


def hubspot(b: Build) -> DestinationCatalog:
    """A destination whose modes Segment's documentation corrects: no cloud mode for websites."""
    return b.catalog(id="54521fd725e721e32a72eec1", name="HubSpot")


def twins(b: Build, kind: str, slug: str) -> Case:
    """Two instances of one destination on one source."""
    catalog = b.catalog(slug=slug)
    return b.case(b.link(kind, catalog=catalog), b.link(kind, catalog=catalog, name="Second"))


CASES: tuple[tuple[str, Make, Make], ...] = (
    (
        "device-only-off-device",
        lambda b: b.case(b.link("server", "nothing", catalog=b.catalog(components=("BROWSER",)))),
        lambda b: b.case(b.link("web", "device", catalog=b.catalog(components=("BROWSER",)))),
    ),
    (
        "device-only-off-device",
        lambda b: b.case(b.link("cloud-event", "nothing", catalog=b.actions("WEB", "WEB"))),
        lambda b: b.case(b.link("cloud-object", "nothing", catalog=b.catalog())),
    ),
    (
        "nothing-can-arrive",
        lambda b: b.case(b.link("cloud-object", "nothing")),
        lambda b: b.case(b.link("server", "nothing", catalog=b.catalog(components=("IOS",)))),
    ),
    (
        "nothing-can-arrive",
        lambda b: b.case(b.link("web", "nothing", catalog=b.catalog(components=("IOS",)))),
        lambda b: b.case(b.link("web", "cloud")),
    ),
    (
        "disabled-destination",
        lambda b: b.case(b.link(enabled=False)),
        lambda b: b.case(b.link()),
    ),
    (
        "mode-not-told",
        lambda b: b.case(b.link("web", "device", "cloud")),
        lambda b: b.case(
            b.link("web", "device", "cloud", mode="cloud"),
            b.link("web", "device", "cloud", name="Mixed", catalog=b.actions("WEB", "CLOUD")),
        ),
    ),
    (
        "mode-against-documentation",
        lambda b: b.case(b.link("web", "device", "cloud", mode="cloud", catalog=hubspot(b))),
        lambda b: b.case(
            b.link("web", "device", "cloud", mode="device", catalog=hubspot(b)),
            b.link("web", "device", "cloud", mode="unknown", catalog=hubspot(b), name="Either"),
            b.link("server", "cloud", catalog=hubspot(b)),
            b.link("web", "device", "cloud", mode="cloud", name="Other"),
        ),
    ),
    (
        "sdk-must-be-in-the-app",
        lambda b: b.case(b.link("mobile", "device")),
        lambda b: b.case(b.link("web", "device"), b.link("mobile", "device", "cloud")),
    ),
    (
        "second-device-mode-instance",
        lambda b: b.case(b.link("web", "device"), b.link("web", "device", "cloud", name="Two")),
        lambda b: b.case(b.link("web", "device"), b.link("web", "cloud", name="Two")),
    ),
    (
        "second-device-mode-instance",
        lambda b: b.case(
            b.link("mobile", "device", "cloud", mode="cloud"),
            b.link("mobile", "device", "cloud", mode="cloud", name="Two"),
        ),
        lambda b: b.case(b.link("mobile", "cloud"), b.link("mobile", "cloud", name="Two")),
    ),
    (
        "several-instances",
        lambda b: b.case(b.link("server"), b.link("server", name="Two")),
        lambda b: b.case(
            b.link("server"),
            b.link("server:2", name="Two"),
            b.link("server", name="Other", catalog=b.catalog(id="other")),
        ),
    ),
    (
        "several-instances",
        lambda b: b.case(b.link("web", "device"), b.link("web", "cloud", name="Two")),
        lambda b: b.case(b.link("web", "device"), b.link("web", "device", name="Two")),
    ),
    (
        "too-many-instances",
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(27))),
        lambda b: b.case(b.link("web", "device"), *(b.link(name=f"Beacon {n}") for n in range(25))),
    ),
    (
        "too-many-instances",
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(26))),
        lambda b: b.case(*(b.link(name=f"Beacon {n}") for n in range(25))),
    ),
    (
        "no-eu-endpoint",
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="EU"),
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="US"),
    ),
    (
        "one-instance-only",
        lambda b: twins(b, "server", "actions-braze-cloud"),
        lambda b: twins(b, "server", "actions-amplitude"),
    ),
    (
        "one-instance-only",
        lambda b: twins(b, "mobile", "actions-amplitude"),
        lambda b: b.case(b.link("server", catalog=b.catalog(slug="actions-braze-cloud"))),
    ),
    (
        "no-eu-endpoint",
        lambda b: b.case(b.link(catalog=b.catalog(region_endpoints=("US",))), region="eu"),
        lambda b: b.case(
            b.link(catalog=b.catalog(region_endpoints=("US", "EU"))),
            b.link(name="Not said"),
            region="eu",
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
        check.id for check in declared_in([connections], Check)
    }
