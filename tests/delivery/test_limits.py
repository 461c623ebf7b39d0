"""What a destination leaves out by its own documentation, in routes and in coverage alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Outcome
from segkit.knowledge.entries import targets

if TYPE_CHECKING:
    from tests.delivery.conftest import Build, World


def known(world: World, slug: str) -> World:
    """The last destination as an instance of one that segkit knows."""
    [target] = [one for one in targets("destinations") if one.slug == slug]
    last = world.destinations[-1]
    entry = replace(last.catalog, id=target.catalog_id, slug=slug, name=target.name)
    world.destinations[-1] = replace(last, catalog=entry)
    return world


def limits(outcome: Outcome) -> list[tuple[str, bool]]:
    """Verdict and certainty of the steps about what it leaves out."""
    return [(one.verdict, one.certain) for one in outcome.steps if one.step == "limits"]


def test_fields_that_it_leaves_out_do_not_arrive(build: Build) -> None:
    """Nested traits and lists at Hotjar, with the fact's own words as the reason."""
    world = known(build.world(kind="web").classic("BROWSER"), "hotjar")
    traits = {"email": "a@quillmoor.example", "address": {"city": "Fell"}, "tags": ["x"]}

    found = world.outcome(type="identify", traits=traits)

    assert found.result == DELIVERED
    assert found.payload is not None
    assert found.payload["traits"] == {"email": "a@quillmoor.example"}
    assert [one.field for one in found.removed] == ["traits.address", "traits.tags"]
    assert all("rejects traits that hold an object" in one.reason for one in found.removed)
    assert limits(found) == [("changes", True)]


def test_a_call_that_it_leaves_out_does_not_arrive(build: Build) -> None:
    """Group calls from a website at HubSpot; from a server they do."""
    web = known(build.world(kind="web").classic("SERVER"), "hubspot")
    server = known(build.world(kind="server").classic("SERVER"), "hubspot")

    stopped = web.outcome(type="group", groupId="g")

    assert (stopped.result, stopped.stopped_by) == (NOT_DELIVERED, "limits")
    assert server.outcome(type="group", groupId="g").result == DELIVERED


def test_what_a_setting_may_change_is_not_certain(build: Build) -> None:
    """Of a call it is not known; of a field it is what the documentation says of the default."""
    braze = known(build.world(kind="web").classic("SERVER"), "braze")
    pixel = known(build.world(kind="web").classic("BROWSER"), "facebook-pixel")

    page = braze.outcome(type="page", name="Home")
    order = pixel.outcome(properties={"email": "a@quillmoor.example", "total": 3})

    assert page.result == UNKNOWN
    assert "settings" in page.reason
    assert order.payload is not None
    assert order.payload["properties"] == {"total": 3}
    assert limits(order) == [("changes", False)]
    assert not order.certain


@pytest.mark.parametrize(("configured", "result"), [(True, DELIVERED), (False, NOT_DELIVERED)])
def test_a_mapping_that_has_to_run_first_is_waited_for(
    build: Build, *, configured: bool, result: str
) -> None:
    """GA4 on a website sends nothing before its configuration."""
    mappings = {"a0 orders": 'type = "track"', "a1 setup": 'type = "page"'}
    world = build.world(kind="web").actions(mappings, "WEB", "WEB")
    last = known(world, "actions-google-analytics-4-web").destinations[-1]
    held = tuple(
        replace(one, action_slug="setConfigurationFields", enabled=configured)
        if one.name == "a1 setup"
        else one
        for one in last.mappings or ()
    )
    world.destinations[-1] = replace(last, mappings=held)

    found = world.outcome()

    assert (found.result, found.stopped_by) == (result, "" if configured else "limits")


def test_a_destination_of_which_nothing_is_known_leaves_nothing_out(build: Build) -> None:
    """And the step says just that."""
    found = build.world(kind="web").classic("BROWSER").outcome(type="identify", traits={"a": {}})

    assert found.payload is not None
    assert found.payload["traits"] == {"a": {}}
    assert limits(found) == [("passes", True)]
