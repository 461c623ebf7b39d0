"""Libraries that are out of support or no longer developed are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.derive.libraries import library_findings

if TYPE_CHECKING:
    from tests.derive.conftest import Build


def test_an_ended_library_comes_first_and_names_its_successor(build: Build) -> None:
    """The move has to be planned."""
    workspace = build.workspace(
        build.source("Billing", library="python"), build.source("Trail app", library="ios")
    )

    first, second = library_findings(workspace)

    assert (first.severity, first.origin) == ("high", "trail_app")
    assert "support ended in March 2026" in first.message
    assert first.action == "Plan the move to Analytics-Swift."
    assert first.docs.endswith("/mobile/apple")
    assert (second.severity, second.origin) == ("low", "billing")


def test_a_community_library_is_of_low_severity(build: Build) -> None:
    """It works, but Segment does not maintain it."""
    (finding,) = library_findings(build.workspace(build.source("Ledger", library="clojure")))

    assert finding.severity == "low"
    assert "not maintained by Segment" in finding.message


def test_a_superseded_library_names_its_successor(build: Build) -> None:
    """Unity's own library has given way to Analytics-CSharp."""
    (finding,) = library_findings(build.workspace(build.source("Game", library="unity")))

    assert finding.action == "Plan the move to Analytics-CSharp."


def test_current_libraries_cloud_apps_and_disabled_sources_are_fine(build: Build) -> None:
    """Nothing to do about them."""
    workspace = build.workspace(
        build.source("Shop", library="javascript"),
        build.source("Tickets", library="zendesk"),
        build.source("Old app", library="android", on=False),
    )

    assert library_findings(workspace) == ()
