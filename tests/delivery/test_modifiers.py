"""Behaviour of what changes or stops a call on its way: the call itself, Protocols, filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.model.plan import Field, Rule

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

OPEN = {"allowUnplannedEvents": True, "commonEventOnViolations": "ALLOW"}


@pytest.mark.parametrize(
    ("integrations", "kind", "result"),
    [
        ({}, "server", "delivered"),
        ({"All": True}, "server", "delivered"),
        ({"All": False}, "server", "not delivered"),
        ({"All": False, "Beacon": True}, "server", "delivered"),
        ({"All": False, "Beacon Classic": {"key": 1}}, "server", "delivered"),
        ({"All": False, "beacon": True}, "server", "not delivered"),
        ({"Beacon": False}, "server", "not delivered"),
        ({"Beacon Classic": False}, "server", "not delivered"),
        ({"beacon": False}, "server", "delivered"),
        ({"Segment.io": False}, "web", "not delivered"),
        ({"Segment.io": False}, "server", "unknown"),
    ],
)
def test_the_call_chooses_destinations_by_their_exact_names(
    build: Build, integrations: dict[str, object], kind: str, result: str
) -> None:
    """Display names and earlier names; case counts."""
    found = build.world(kind=kind).classic().outcome(integrations=integrations)

    assert found.result == result
    if result == "not delivered":
        assert found.stopped_by == "integrations"


def test_a_name_in_the_wrong_case_is_pointed_out(build: Build) -> None:
    """It looks as if it had an effect."""
    found = build.world().classic().outcome(integrations={"beacon": False})

    [step] = [s for s in found.steps if s.step == "integrations"]
    assert "'beacon', which has no effect: the name is 'Beacon'" in step.words


def test_device_mode_does_not_pass_segments_door(build: Build) -> None:
    """`Segment.io: false` keeps a call from Segment's servers, not from the page."""
    found = build.world(kind="web").classic("BROWSER").outcome(integrations={"Segment.io": False})

    assert found.result == "delivered"


def test_s3_honours_neither_integrations_nor_filters(build: Build) -> None:
    """The documentation says so."""
    world = build.world().classic(slug="aws-s3", filters=[build.filter('type = "track"')])

    assert world.outcome(integrations={"All": False}).result == "delivered"


def test_not_even_s3_gets_what_never_reaches_segment(build: Build) -> None:
    """`Segment.io: false` ends the call at Segment's door, before any storage."""
    call = {"integrations": {"Segment.io": False}}
    destination = build.world(kind="web").classic(slug="aws-s3").outcome(**call)
    warehouse = build.world(kind="web").warehouse(kind="aws-s3").outcome(**call)

    assert (destination.result, destination.stopped_by) == ("not delivered", "integrations")
    assert (warehouse.result, warehouse.stopped_by) == ("not delivered", "integrations")


@pytest.mark.parametrize(
    ("component", "mode", "result"),
    [("IOS", "device", "unknown"), ("SERVER", "cloud", "not delivered")],
)
def test_an_app_s_library_switches_off_what_runs_in_the_app(
    build: Build, component: str, mode: str, result: str
) -> None:
    """It writes false so that Segment's servers do not send twice; the call may be delivered."""
    world = build.world(kind="mobile", modes={"d": "device"})

    found = world.classic(component).outcome(integrations={"Beacon": False})

    assert (found.result, found.mode) == (result, mode)


@pytest.mark.parametrize(
    ("integrations", "result"),
    [
        ({"All": False}, "delivered"),
        ({"Warehouses": {"all": False}}, "not delivered"),
        ({"Warehouses": {"all": False, "warehouseIds": ["w"]}}, "delivered"),
        ({"Warehouses": {"warehouseIds": ["other"]}}, "not delivered"),
        ({"Warehouses": False}, "unknown"),
    ],
)
def test_warehouses_are_chosen_by_their_own_object(
    build: Build, integrations: dict[str, object], result: str
) -> None:
    """`All: false` does not stop them."""
    assert build.world().warehouse().outcome(integrations=integrations).result == result


@pytest.mark.parametrize(
    ("kind", "components", "result"),
    [
        ("web", ("BROWSER",), "not delivered"),
        ("server", ("SERVER",), "not delivered"),
        ("mobile", ("SERVER",), "not delivered"),
        ("mobile", ("IOS",), "delivered"),
    ],
)
def test_an_unplanned_event_is_blocked_except_on_the_device_in_an_app(
    build: Build, kind: str, components: tuple[str, ...], result: str
) -> None:
    """Names match exactly."""
    world = build.world(kind=kind, modes={"d": "device"}).classic(*components)
    world.protocols({"track": {"allowUnplannedEvents": False}}, build.rule("order completed"))

    found = world.outcome()

    expected = "unknown" if components == ("IOS",) else result
    assert found.result == expected
    assert found.stopped_by == ("blocking" if result == "not delivered" else "")


def test_unplanned_properties_are_omitted_in_cloud_mode_only(build: Build) -> None:
    """What is removed is named with its reason."""
    settings = {"track": {"allowUnplannedEventProperties": False}}
    sent = {"total": "3", "coupon": "x"}
    rule = build.rule("Order Completed", "total")

    cloud = build.world().classic().protocols(settings, rule).outcome(properties=sent)
    device = (
        build.world(kind="web")
        .classic("BROWSER")
        .protocols(settings, rule)
        .outcome(properties=sent)
    )

    assert cloud.payload is not None
    assert cloud.payload["properties"] == {"total": "3"}
    assert [change.field for change in cloud.removed] == ["properties.coupon"]
    assert "Not planned" in cloud.removed[0].reason
    assert device.payload is not None
    assert device.payload["properties"] == sent


@pytest.mark.parametrize(
    ("settings", "result", "left"),
    [
        ({"allowEventOnViolations": False}, "not delivered", None),
        ({"allowPropertiesOnViolations": False}, "delivered", {}),
        ({"allowPropertiesOnViolations": True}, "delivered", {"total": 3}),
    ],
)
def test_violations_block_or_omit(
    build: Build, settings: dict[str, object], result: str, left: dict[str, object] | None
) -> None:
    """As the source's schema settings say."""
    world = (
        build.world()
        .classic()
        .protocols({"track": settings}, build.rule("Order Completed", "total"))
    )

    found = world.outcome(properties={"total": 3})

    assert found.result == result
    assert (found.payload["properties"] if found.payload else None) == left


def test_the_common_rule_has_its_own_control(build: Build) -> None:
    """A call without what every call must carry is blocked."""
    common = Rule("common", None, fields=(Field(("context",), ("object",), required=True),))
    world = (
        build.world()
        .classic()
        .protocols(
            {"track": {"commonEventOnViolations": "BLOCK"}}, build.rule("Order Completed"), common
        )
    )

    assert world.outcome().stopped_by == "blocking"
    assert world.outcome(context={}).result == "delivered"


def test_identify_traits_have_their_own_controls(build: Build) -> None:
    """Without a rule for identify every trait is unplanned."""
    world = build.world().classic().protocols({"identify": {"allowUnplannedTraits": False}})

    found = world.outcome(type="identify", traits={"plan": "pro"})

    assert [change.field for change in found.removed] == ["traits.plan"]


def test_a_plan_that_was_not_read_is_missing(build: Build) -> None:
    """Only where the source restricts anything at all."""
    world = build.world().classic().protocols({"track": {"allowUnplannedEvents": False}})
    world.plan = None

    blocked = world.outcome()
    world.source["schema_settings"] = {"track": OPEN}

    assert blocked.missing == ("the source's tracking plan",)
    assert world.outcome().result == "delivered"


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        ({"propertyRenames": [{"oldName": "properties.a", "newName": "properties.z"}]},
         {"b": {"c": 2, "d": 3}, "z": 1}),
        ({"propertyRenames": [{"oldName": "b.c", "newName": "c"}]},
         {"a": 1, "b": {"d": 3}, "c": 2}),
        ({"propertyValueTransformations": [{"propertyPaths": ["properties.a", "properties.no"],
                                            "propertyValue": "x"}]},
         {"a": "x", "b": {"c": 2, "d": 3}, "no": "x"}),
        ({"allowProperties": ["properties.b.c"]}, {"b": {"c": 2}}),
        ({"hashPropertiesConfiguration": {"algorithm": "SHA-256", "paths": ["properties.a"]}},
         {"a": "(hashed with SHA-256)", "b": {"c": 2, "d": 3}}),
    ],
)  # fmt: skip
def test_transformations_change_the_call(
    build: Build, body: dict[str, object], payload: dict[str, object]
) -> None:
    """For the destination of its scope, and for warehouses when the source's."""
    sent = {"a": 1, "b": {"c": 2, "d": 3}}
    scoped = build.world().classic().transforms(body, to="cat").outcome(properties=sent)
    stored = build.world().warehouse().transforms(body).outcome(properties=sent)
    other = build.world().classic().transforms(body, to="other").outcome(properties=sent)

    assert scoped.payload is not None
    assert scoped.payload["properties"] == payload
    assert stored.payload is not None
    assert stored.payload["properties"] == payload
    assert other.payload is not None
    assert other.payload["properties"] == sent


def test_an_invalid_transformation_makes_the_outcome_unknown(build: Build) -> None:
    """What Segment does with it is not documented."""
    found = build.world().classic().transforms({"drop": True}, condition="type =").outcome()

    assert found.result == "unknown"


@pytest.mark.parametrize(
    ("percent", "result"),
    [(0, "not delivered"), (1, "delivered"), (0.2, "unknown"), ("x", "unknown")],
)
def test_sampling_is_known_at_its_ends_only(build: Build, percent: object, result: str) -> None:
    """Chance decides in between."""
    one = build.filter('type = "track"', "SAMPLE", percent=percent, path="userId")

    assert build.world().classic(filters=[one]).outcome().result == result


def test_filters_work_in_their_documented_order(build: Build) -> None:
    """Properties are dropped before the allowed ones are kept, whatever the order given."""
    allow = build.filter(
        'type = "track"', "ALLOW_PROPERTIES", fields={"properties": {"fields": ["a", "b"]}}
    )
    drop = build.filter(
        'type = "track"',
        "DROP_PROPERTIES",
        fields={"properties": {"fields": ["b"]}, "context": {"fields": ["ip"]}},
    )
    world = build.world().classic(filters=[allow, drop])

    found = world.outcome(
        properties={"a": 1, "b": 2, "c": 3}, context={"ip": "1.1.1.1", "locale": "en"}
    )

    assert found.payload is not None
    assert found.payload["properties"] == {"a": 1}
    assert found.payload["context"] == {"locale": "en"}
    assert [change.field for change in found.removed] == [
        "properties.b",
        "context.ip",
        "properties.c",
    ]


@pytest.mark.parametrize(
    ("condition", "enabled", "result"),
    [
        ('event = "Order Completed"', True, "not delivered"),
        ('event = "Order Completed"', False, "delivered"),
        ('event = "Signed Up"', True, "delivered"),
        ("event =", True, "not delivered"),
    ],
)
def test_a_filter_drops_what_it_matches_and_an_invalid_one_everything(
    build: Build,
    condition: str,
    enabled: bool,
    result: str,
) -> None:
    """Segment fails closed."""
    one = replace(build.filter(condition), enabled=enabled)

    assert build.world().classic(filters=[one]).outcome().result == result


@pytest.mark.parametrize(("kind", "component"), [("web", "BROWSER"), ("mobile", "IOS")])
def test_a_filter_on_the_device_needs_what_the_api_does_not_tell(
    build: Build, kind: str, component: str
) -> None:
    """A toggle in Analytics.js, a plugin in an app."""
    one = build.filter('type = "track"')

    found = build.world(kind=kind).classic(component, filters=[one]).outcome()

    assert found.result == "unknown"
    assert any("device-mode filters" in words for words in found.missing)


def test_filters_do_not_reach_warehouses(build: Build) -> None:
    """Nor do mappings and insert functions."""
    world = build.world().warehouse()

    assert {step.step for step in world.outcome().steps}.isdisjoint({"filters", "mappings"})
