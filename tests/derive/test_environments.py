"""Products and environments of sources, and what is amiss with them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from segkit.derive.environments import environment_findings, placements
from segkit.model.workspace import Destination, DestinationCatalog

if TYPE_CHECKING:
    from segkit.model.finding import Finding
    from segkit.model.workspace import Workspace
    from tests.derive.conftest import Build


def findings(workspace: Workspace, check: str) -> list[Finding]:
    """What one check finds in a workspace."""
    found = environment_findings(workspace, placements(workspace))
    return [finding for finding in found if finding.check == check]


def test_a_label_outweighs_name_and_slug(build: Build) -> None:
    """Labels are meant for it; names grow over time."""
    workspace = build.workspace(build.source("Shop (dev)", "env:production", slug="shop_staging"))

    (place,) = placements(workspace)

    assert (place.environment, place.evidence) == ("prod", "label env:production")


def test_the_slug_tells_when_the_name_does_not(build: Build) -> None:
    """A name is often tidied up, a slug never."""
    workspace = build.workspace(build.source("Shop", slug="shop_dev"))

    (place,) = placements(workspace)

    assert (place.environment, place.evidence) == ("dev", 'the slug says "dev"')


def test_nothing_said_is_an_unknown_environment(build: Build) -> None:
    """An empty text, and the evidence says that nothing tells."""
    (place,) = placements(build.workspace(build.source("Shop")))

    assert (place.environment, place.evidence) == ("", "neither label, name nor slug says")


def test_spellings_of_one_product_are_one(build: Build) -> None:
    """The spelling with capitals is kept."""
    workspace = build.workspace(build.source("web-shop dev"), build.source("Web shop (prod)"))

    placed = placements(workspace)

    assert [place.product for place in placed] == ["Web shop", "Web shop"]


def test_apps_that_share_a_name_are_told_apart_by_their_library(build: Build) -> None:
    """Else one app's source for development would stand for the other's."""
    workspace = build.workspace(
        build.source("Trail app", "env:prod", slug="a", library="apple"),
        build.source("Trail app", "env:prod", slug="b", library="kotlin-android"),
        build.source("Trail app (dev)", slug="c", library="apple"),
    )

    placed = placements(workspace)
    (missing,) = findings(workspace, "each_product_has_its_environments")

    assert [place.product for place in placed] == [
        *("Trail app (apple)", "Trail app (kotlin-android)", "Trail app (apple)"),
    ]
    assert missing.origin == "b"


def test_a_product_may_change_its_library_between_environments(build: Build) -> None:
    """What is tried out in development is the same product still."""
    workspace = build.workspace(
        build.source("Till (prod)", library="net"), build.source("Till (dev)", library="java")
    )

    assert [place.product for place in placements(workspace)] == ["Till", "Till"]


def test_a_source_named_by_its_environment_is_called_after_its_slug(build: Build) -> None:
    """`Production` alone names no product."""
    workspace = build.workspace(build.source("Production", slug="till_prod"))

    (place,) = placements(workspace)

    assert place.product == "till"


def test_an_override_sets_product_and_environment(build: Build) -> None:
    """What the SA knows outweighs all that is read."""
    workspace = build.workspace(
        build.source("Shop", "env:dev", slug="a"), build.source("Till", slug="b")
    )

    first, second = placements(workspace, {"a": "Web shop/production", "b": "dev"})

    assert (first.product, first.environment) == ("Web shop", "prod")
    assert (second.product, second.environment) == ("Till", "dev")
    assert first.evidence == "set by the solutions architect"


def test_a_destination_without_its_source_is_reported(build: Build) -> None:
    """No pair, no diagram and no matrix would show it."""
    source = build.source("Shop")
    catalog = DestinationCatalog("c", "Braze", "braze")
    ends = (Destination("d1", "Braze", source.id, catalog), Destination("d2", "Old", "?", catalog))

    (finding,) = findings(
        replace(build.workspace(source), destinations=ends), "destinations_have_their_source"
    )

    assert finding.origin == "d2"


def test_nobody_is_asked_to_build_on_what_is_out_of_support(build: Build) -> None:
    """Of a library whose support has ended, the move is what to plan."""
    source = build.source("Shop (prod)")
    ended = replace(source, catalog=replace(source.catalog, id="", slug="net"))

    assert findings(build.workspace(ended), "each_product_has_its_environments") == []
    assert findings(build.workspace(source), "each_product_has_its_environments") != []


def test_production_alone_is_reported(build: Build) -> None:
    """Tests would end up among real data."""
    workspace = build.workspace(build.source("Shop (prod)"))

    (finding,) = findings(workspace, "each_product_has_its_environments")

    assert finding.severity == "medium"
    assert finding.origin == "shop_(prod)"
    assert "Shop has a source for production only" in finding.message


def test_missing_production_is_reported(build: Build) -> None:
    """Somebody will send real data to the development source."""
    workspace = build.workspace(build.source("Shop (dev)"))

    (finding,) = findings(workspace, "each_product_has_its_environments")

    assert "no source for production, only for dev" in finding.message


def test_staging_in_place_of_development_is_of_low_severity(build: Build) -> None:
    """Some teams develop against staging."""
    workspace = build.workspace(build.source("Shop (prod)"), build.source("Shop (staging)"))

    (finding,) = findings(workspace, "each_product_has_its_environments")

    assert finding.severity == "low"


def test_a_whole_product_is_not_reported(build: Build) -> None:
    """Production and development are enough."""
    workspace = build.workspace(
        build.source("Shop", "environment:prod"), build.source("Shop dev", "environment:dev")
    )

    found = environment_findings(workspace, placements(workspace))

    assert found == ()


def test_cloud_apps_and_disabled_sources_need_no_environments(build: Build) -> None:
    """Only what runs the customer's code has a development version."""
    workspace = build.workspace(
        build.source("Tickets (prod)", library="zendesk"), build.source("Blog (prod)", on=False)
    )

    assert findings(workspace, "each_product_has_its_environments") == []


def test_one_source_for_several_environments_is_reported(build: Build) -> None:
    """Test data and real data cannot be told apart in it."""
    workspace = build.workspace(build.source("Billing (all environments)", library="python"))

    (finding,) = findings(workspace, "each_source_has_one_environment")

    assert "Billing (all environments) is one source for several environments" in finding.message


def test_unlike_labels_of_one_environment_are_reported(build: Build) -> None:
    """The more frequent label is proposed, at the sources that differ."""
    workspace = build.workspace(
        build.source("A", "environment:prod"),
        build.source("B", "environment:prod"),
        build.source("C", "env:production"),
    )

    (finding,) = findings(workspace, "each_environment_has_one_label")

    assert "environment:prod (2) and env:production (1)" in finding.message
    assert (finding.action, finding.origin) == ("Label them all environment:prod.", "c")


def test_a_label_against_the_name_is_reported(build: Build) -> None:
    """One of the two is wrong, and only people know which."""
    workspace = build.workspace(build.source("Shop (dev)", "environment:prod", slug="shop"))

    (finding,) = findings(workspace, "labels_agree_with_names")

    assert 'label environment:prod, but the name says "dev"' in finding.message


def test_two_labels_against_each_other_are_reported(build: Build) -> None:
    """A source cannot be in two environments."""
    workspace = build.workspace(build.source("Shop", "environment:prod", "env:dev"))

    (finding,) = findings(workspace, "labels_agree_with_names")

    assert "label environment:prod, but label env:dev" in finding.message


def test_what_the_sa_settled_is_not_reported_again(build: Build) -> None:
    """An override is the answer to the contradiction."""
    workspace = build.workspace(build.source("Shop (dev)", "environment:prod", slug="shop"))

    found = environment_findings(workspace, placements(workspace, {"shop": "prod"}))

    assert "labels_agree_with_names" not in {finding.check for finding in found}


def test_sources_without_a_label_are_one_finding(build: Build) -> None:
    """A workspace without labels is one piece of work, not fifty."""
    workspace = build.workspace(
        build.source("Shop (prod)"), build.source("Shop (dev)"), build.source("T", library="stripe")
    )

    (finding,) = findings(workspace, "sources_are_labelled")

    assert "Shop (prod) and Shop (dev)" in finding.message


def test_a_disabled_source_is_reported(build: Build) -> None:
    """Whoever implements it would wait for data."""
    workspace = build.workspace(build.source("Blog", on=False))

    (finding,) = findings(workspace, "sources_are_enabled")

    assert finding.message == "Blog is disabled, so it accepts no data."
