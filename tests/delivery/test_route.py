"""Behaviour of `segkit.delivery.route` and `destinations`: where a call ends, and why."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import route_as_json
from segkit.delivery.route import route
from segkit.errors import SegkitError, UsageError
from segkit.model.plan import TrackingPlan
from segkit.model.workspace import InsertFunction, Source, SourceCatalog, Workspace

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

TRACK = 'type = "track"'


def test_a_switched_off_end_stops_everything(build: Build) -> None:
    """Before anything else is looked at."""
    off = build.world().classic(enabled=False).outcome()
    whole = build.world(source={"enabled": False}).classic().outcome()

    assert (off.result, off.stopped_by) == ("not delivered", "enabled")
    assert "Our Beacon" in off.reason
    assert (whole.stopped_by, len(whole.steps)) == ("enabled", 1)


@pytest.mark.parametrize(
    ("kind", "components", "expected"),
    [
        ("server", ("SERVER",), ("delivered", "cloud", "")),
        ("server", ("BROWSER",), ("not delivered", "none", "mode")),
        ("web", ("BROWSER",), ("delivered", "device", "")),
        ("web", ("IOS",), ("not delivered", "none", "mode")),
        ("web", ("BROWSER", "SERVER"), ("delivered", "unknown", "")),
        ("mobile", ("IOS", "ANDROID"), ("unknown", "device", "")),
        ("mobile", ("IOS", "SERVER"), ("delivered", "unknown", "")),
    ],
)
def test_the_kind_of_source_decides_the_way(
    build: Build, kind: str, components: tuple[str, ...], expected: tuple[str, str, str]
) -> None:
    """A server never runs a destination's code; an app does where its SDK is packaged."""
    found = build.world(kind=kind).classic(*components).outcome()

    assert (found.result, found.mode, found.stopped_by) == expected


def test_a_packaged_sdk_is_asked_for_in_an_app(build: Build) -> None:
    """Unless device mode was recorded."""
    asked = build.world(kind="mobile").classic("IOS").outcome()
    recorded = build.world(kind="mobile", modes={"d": "device"}).classic("IOS", "SERVER").outcome()

    assert asked.missing == ("whether its SDK is packaged in the app",)
    assert (recorded.result, recorded.mode, recorded.certain) == ("delivered", "device", False)
    assert {step.certain for step in recorded.steps} == {True, False}


def test_where_the_mode_decides_and_nobody_chose_it_the_outcome_is_not_known(build: Build) -> None:
    """A transformation that drops the call reaches cloud mode only."""
    world = build.world(kind="web").classic("BROWSER", "SERVER").transforms({"drop": True})

    unchosen = world.outcome()
    world.modes = {"d": "cloud"}
    cloud = world.outcome()
    world.modes = {"d": "device"}
    device = world.outcome()

    assert (unchosen.result, unchosen.missing) == ("unknown", ("which connection mode was chosen",))
    assert (cloud.result, cloud.stopped_by) == ("not delivered", "source-transformations")
    assert device.result == "delivered"


@pytest.mark.parametrize(
    ("call", "result"),
    [("track", "delivered"), ("identify", "unknown"), ("screen", "unknown")],
)
def test_a_classic_destination_takes_what_its_catalog_says(
    build: Build, call: str, result: str
) -> None:
    """What its flags deny, a destination's own page may document; there is none for screen."""
    found = build.world().classic(methods=frozenset({"track"})).outcome(type=call)

    assert found.result == result


def test_an_actions_destination_takes_what_triggers_an_enabled_mapping(build: Build) -> None:
    """Each mapping that fires is named with its action."""
    world = build.world().actions(
        {"a0 all": TRACK, "a0 orders": f'{TRACK} and event = "Order Completed"', "a0 off": TRACK},
        off=["a0 off"],
    )

    found = world.outcome()
    other = world.outcome(type="identify")

    assert [(m.name, m.action, m.mode) for m in found.mappings] == [
        ("a0 all", "Action 0", "cloud"),
        ("a0 orders", "Action 0", "cloud"),
    ]
    assert (other.result, other.stopped_by) == ("not delivered", "call")


@pytest.mark.parametrize(
    ("mappings", "result", "stopped_by"),
    [
        ({}, "not delivered", "call"),
        (None, "unknown", ""),
        ({"a0": 'type = "track" and event = "Signed Up"'}, "not delivered", "mappings"),
        ({"a0": "type ="}, "not delivered", "call"),
    ],
)
def test_without_a_mapping_that_fires_nothing_arrives(
    build: Build, mappings: dict[str, str] | None, result: str, stopped_by: str
) -> None:
    """Mappings that were not read are not the same as none, and an invalid trigger never fires."""
    found = build.world().actions(mappings).outcome()

    assert (found.result, found.stopped_by) == (result, stopped_by)


def test_web_actions_run_in_the_browser(build: Build) -> None:
    """Where a destination has both kinds, what the one in the browser does is not known."""
    alone = build.world(kind="web").actions({"a0": TRACK}, "WEB").outcome()
    both = build.world(kind="web").actions({"a0": TRACK, "a1": TRACK}, "WEB", "CLOUD").outcome()
    server = build.world().actions({"a0": TRACK, "a1": 'type = "page"'}, "WEB", "CLOUD").outcome()

    assert (alone.result, alone.mode) == ("delivered", "device")
    assert (both.result, both.mode) == ("delivered", "cloud")
    assert {step.mode for step in both.steps} == {"device", "cloud"}
    assert (server.result, server.stopped_by) == ("not delivered", "call")


def test_a_renamed_event_triggers_what_its_new_name_triggers(build: Build) -> None:
    """Transformations come before mappings."""
    world = build.world().actions({"a0": f'{TRACK} and event = "Order Paid"'})
    world.transforms({"newEventName": "Order Paid"})

    found = world.outcome()

    assert found.result == "delivered"
    assert found.payload is not None
    assert found.payload["event"] == "Order Paid"
    assert [change.field for change in found.changed] == ["event"]


def test_an_insert_function_makes_the_outcome_unknown_in_cloud_mode(build: Build) -> None:
    """Its code may do anything, and it does not reach the device."""
    function = InsertFunction("i", "Hash", "d")

    cloud = build.world(functions=[function]).classic().outcome()
    device = build.world(kind="web", functions=[function]).classic("BROWSER").outcome()

    assert (cloud.result, cloud.missing) == ("unknown", ("what its insert function does",))
    assert device.result == "delivered"


def test_an_insert_function_does_not_reach_storage(build: Build) -> None:
    """Calls are stored as they were sent."""
    function = InsertFunction("i", "Hash", "d")

    found = build.world(functions=[function]).classic(slug="aws-s3").outcome()

    assert found.result == "delivered"


def test_where_the_mode_is_not_known_either_is_said_to_deliver(build: Build) -> None:
    """It is one of them, not both."""
    found = build.world(kind="mobile").classic("IOS", "SERVER").outcome()

    assert found.reason == "Delivered in device or cloud mode."


@pytest.mark.parametrize("resource", ["filters", "transformations", "instances"])
def test_what_the_api_refused_is_missing(build: Build, resource: str) -> None:
    """It cannot be known without it."""
    found = build.world(not_available={resource: "no"}).classic(filters=None).outcome()

    assert found.result == "unknown"


def test_filters_that_a_file_leaves_out_are_taken_to_be_none(build: Build) -> None:
    """And the outcome says so."""
    found = build.world().classic(filters=None).outcome()

    assert (found.result, found.certain) == ("delivered", False)
    assert found.missing == ("that it has no filters",)


def test_a_source_that_sends_no_calls_is_refused(build: Build) -> None:
    """So is one that does not exist."""
    with pytest.raises(UsageError, match="brings rows of a warehouse") as rows:
        build.world(kind="snowflake").classic().send()
    assert rows.value.fix == "choose a source that sends calls."
    catalog = SourceCatalog("c", "Library", "node-js")
    several = Workspace(sources=tuple(Source(n, n, n, catalog) for n in ("shop", "app")))
    with pytest.raises(UsageError) as unknown:
        route({"type": "page"}, "shopp", several)
    assert unknown.value.problem == "There is no source 'shopp'."
    assert unknown.value.fix == "use one of: shop, app."
    with pytest.raises(SegkitError, match="no type"):
        build.world().classic().send(type=None)


def test_the_json_keeps_its_shape(build: Build) -> None:
    """The contract for scripts, and it is JSON."""
    found = build.world().classic().warehouse().send(properties={"total": 3})

    shown = json.loads(json.dumps(route_as_json(found)))

    assert set(shown) == {"source", "call", "outcomes", "warnings", "notModelled"}
    assert shown["source"] == {"id": "s", "slug": "shop", "name": "Shop", "kind": "server"}
    assert shown["call"] == {"type": "track", "name": "Order Completed"}
    assert [one["kind"] for one in shown["outcomes"]] == ["destination", "warehouse"]
    for one in shown["outcomes"]:
        assert set(one) == {
            *("id", "name", "kind", "catalog", "result", "mode", "reason", "certain"),
            *("stoppedBy", "missing", "mappings", "removed", "changed", "payload", "tables"),
            *("steps", "certainty"),
        }
        assert one["payload"]["properties"] == {"total": 3}
    assert shown["notModelled"]


def test_what_the_public_api_does_not_tell_is_named_where_it_exists(build: Build) -> None:
    """The Schema page blocks events by itself only where the source has no tracking plan."""
    without = build.world().classic().send().not_modelled
    planned = build.world().classic().protocols({}).send().not_modelled

    assert any("without a tracking plan" in words for words in without)
    assert not any("without a tracking plan" in words for words in planned)
    assert any("keep an event from one destination" in words for words in planned)
    assert any("Unify space" in words for words in planned)


def test_in_an_app_device_mode_filters_need_a_plugin(build: Build) -> None:
    """The kind of the source says so."""
    one = build.filter(TRACK)

    found = build.world(kind="mobile").classic("IOS", filters=[one]).outcome()

    assert "whether the app has the plugin for device-mode filters" in found.missing


def test_what_is_not_sure_of_a_step_is_not_sure_of_the_outcome(build: Build) -> None:
    """Whether apps reach it at all; whether a page that contradicts the catalog is right."""
    app = build.world(kind="mobile").actions({"a0 x": TRACK}).outcome()
    world = build.world().classic(methods=frozenset({"identify"}))
    entry = replace(world.destinations[0].catalog, id="54521fd625e721e32a72eeb8")  # FullStory
    world.destinations = [replace(world.destinations[0], catalog=entry)]

    for found, step in ((app, "mode"), (world.outcome(), "call")):
        assert (found.result, found.certain) == ("delivered", False)
        assert [one.step for one in found.steps if one.certainty == "assumed"] == [step]


def test_an_insert_function_makes_no_call_on_the_device(build: Build) -> None:
    """A mapping there that waits for other calls goes on waiting."""
    world = build.world(kind="web", functions=[InsertFunction("i", "Hash", "d")])

    found = world.actions({"a0 x": 'type = "page"'}, "WEB").outcome()

    assert (found.result, found.stopped_by) == ("not delivered", "call")


def test_an_action_that_the_catalog_does_not_know_is_called_by_its_slug(build: Build) -> None:
    """A newer one, or one that was taken away."""
    found = build.world().actions({"a0 x": TRACK, "a9 y": TRACK}).outcome()

    assert [one.action for one in found.mappings] == ["Action 0", "a9"]


def test_libraries_fill_in_what_a_server_has_to_send(build: Build) -> None:
    """Which of them the source has decides what is asked of the call."""
    world = build.world(kind="web").classic("BROWSER")

    assert world.send(type="alias", event=None).outcomes
    [warning] = world.send(userId="").warnings
    assert warning.endswith("the library adds an anonymousId.")


@pytest.mark.parametrize(
    ("plan_id", "missing"),
    [
        ("tp_2", "the source's tracking plan"),
        ("", "whether the plan at hand is the one connected to the source"),
    ],
)
def test_a_plan_of_another_source_is_none(build: Build, plan_id: str, missing: str) -> None:
    """One from a sheet may be the source's."""
    world = build.world().classic().protocols({"track": {"allowUnplannedEvents": False}})
    world.plan = TrackingPlan("Other", (build.rule("Cart Viewed"),), id=plan_id)

    assert world.outcome().missing == (missing,)


def test_all_that_is_taken_out_is_told(build: Build) -> None:
    """In the order in which it goes."""
    world = build.world().classic().transforms({"allowProperties": ["total"]})

    found = world.outcome(properties={"total": 1, "mail": 2, "fax": 3})

    assert found.reason == "Delivered in cloud mode, without properties.mail, properties.fax."
