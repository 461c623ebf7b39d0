"""Destination filters: which fields they take out, from where, and what cannot be told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.delivery.outcome import Step
from segkit.delivery.planned import Cut, Planned
from segkit.delivery.steps.filters import foresee_filters, judge_filters, named_places
from segkit.delivery.unknowns import Unknown
from segkit.delivery.walk import Walk
from segkit.model.workspace import Destination, DestinationCatalog, DestinationFilter

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

SENT = {
    "total": 5,
    "ship": {"city": "Aarhus", "zip": "8000"},
    "ship.city": "flat",
    "gift card": True,
    "products": [{"sku": "1", "price": 3}, {"sku": "2"}],
}
DROP, ALLOW = "DROP_PROPERTIES", "ALLOW_PROPERTIES"


@pytest.mark.parametrize(
    ("kind", "fields", "removed"),
    [
        (DROP, {"properties": ["total"]}, ["properties.total"]),
        (DROP, {"properties": {"fields": ["total"]}}, ["properties.total"]),
        (DROP, {"properties": ["ship"]}, ["properties.ship"]),
        (DROP, {"properties": ["ship.city"]}, ["properties.ship.city"]),
        (DROP, {"properties.ship": ["city"]}, ["properties.ship.city"]),
        (DROP, {"properties.products": ["price"]}, ["properties.products[].price"]),
        (DROP, {"properties.products": ["colour"]}, []),
        (DROP, {"properties.total": ["cents"]}, []),
        (DROP, {"": ["userId"]}, ["userId"]),
        (DROP, {"": ["properties", "context"]}, ["properties"]),
        (DROP, {"properties": ["total"], "": ["userId"]}, ["properties.total", "userId"]),
        (ALLOW, {"properties.ship": ["city"]}, ["properties.ship.zip"]),
        (ALLOW, {"properties.products": ["price"]}, ["properties.products[].sku"]),
        (ALLOW, {"properties.ship": []}, ["properties.ship.city", "properties.ship.zip"]),
        (DROP, {"properties": "total"}, []),
        (DROP, None, []),
    ],
)
def test_fields_are_named_by_the_object_or_the_list_around_them(
    build: Build, kind: str, fields: object, removed: list[str]
) -> None:
    """The names are the object's own, dots and all; all else arrives as it was sent."""
    one = build.filter("all", kind, fields=fields)

    found = build.world().classic(filters=[one]).outcome(properties=SENT)

    assert found.result == "delivered"
    assert found.certain
    assert [change.field for change in found.removed] == removed
    [step] = [step for step in found.steps if step.step == "filters"]
    assert step.verdict == ("changes" if removed else "passes")


def test_a_name_with_a_dot_is_not_a_path(build: Build) -> None:
    """`ship.city` of properties is the flat one; the nested one is city of properties.ship."""
    one = build.filter("all", DROP, fields={"properties": ["ship.city"]})

    found = build.world().classic(filters=[one]).outcome(properties=SENT)

    assert found.payload is not None
    assert found.payload["properties"] == {k: v for k, v in SENT.items() if k != "ship.city"}


def test_every_object_of_a_list_loses_the_field(build: Build) -> None:
    """The list itself stays, and the objects' other fields."""
    one = build.filter("all", DROP, fields={"properties.products": ["price"]})

    found = build.world().classic(filters=[one]).outcome(properties=SENT)

    assert found.payload is not None
    assert found.payload["properties"] == {**SENT, "products": [{"sku": "1"}, {"sku": "2"}]}


@pytest.mark.parametrize(
    ("kind", "fields", "left"),
    [
        (DROP, {"properties": ["gift card"]}, {*SENT}),
        (DROP, {"properties": ["gift card", "total"]}, {*SENT} - {"total"}),
        (ALLOW, {"properties": ["gift card", "total"]}, {"gift card", "total"}),
    ],
)
def test_a_name_with_spaces_is_not_targeted_by_documentation(
    build: Build, kind: str, fields: object, left: set[str]
) -> None:
    """Segment's code does not say so, so it is not certain."""
    one = build.filter("all", kind, fields=fields)

    found = build.world().classic(filters=[one]).outcome(properties=SENT)

    assert found.payload is not None
    assert {*found.payload["properties"]} == left  # type: ignore[misc]  # an object of the call
    assert (found.result, found.certain) == ("delivered", False)


@pytest.mark.parametrize(
    ("kind", "fields", "missing"),
    [
        (ALLOW, {"": ["userId"]}, "an allow-list for the top of a call"),
        (DROP, {"": ["type", "userId"]}, "a call without its type"),
        (DROP, {"properties.gift card": ["code"]}, "whether filters reach 'properties.gift card'"),
    ],
)
def test_what_is_not_documented_is_not_known(
    build: Build, kind: str, fields: object, missing: str
) -> None:
    """Of a call at hand and of planned ones alike."""
    one = build.filter("all", kind, fields=fields)

    found = build.world().classic(filters=[one]).outcome(properties=SENT)

    assert found.result == "unknown"
    assert missing in found.reason


@pytest.mark.parametrize("condition", ["all", " all "])
def test_all_stands_for_every_call(build: Build, condition: str) -> None:
    """A word of its own, and a path in any other condition."""
    dropped = build.world().classic(filters=[build.filter(condition)]).outcome()
    kept = build.world().classic(filters=[build.filter('all = "x"')]).outcome()

    assert (dropped.result, dropped.stopped_by) == ("not delivered", "filters")
    assert kept.result == "delivered"


def a_filter(condition: str, *actions: dict[str, object], **more: object) -> DestinationFilter:
    """A filter that is called Ours."""
    made = DestinationFilter("f", "s", "d", condition, actions, title="Ours")
    return replace(made, **more)  # type: ignore[arg-type]


def behind(*filters: DestinationFilter, slug: str = "beacon", read: bool = True) -> Destination:
    """A destination with these filters."""
    entry = DestinationCatalog("cat", "Beacon", slug)
    return Destination("d", "Our Beacon", "s", entry, filters=filters if read else None)


TRACK = 'type = "track"'
EVIDENCE = f"filter f: {TRACK}"
INVALID = "Invalid FQL at column 7: a value is missing."


@pytest.mark.parametrize(
    ("destination", "mode", "refused", "steps", "missing", "assumed"),
    [
        (behind(a_filter(TRACK, {"type": "DROP"}), slug="aws-s3"), "cloud", False,
         [("passes", "Destination filters do not work for AWS S3.", "documentation", True)], [], []),
        (behind(read=False), "cloud", True,
         [("unknown", "Its filters could not be read.", "Segment's API", True)],
         ["the destination's filters"], []),
        (behind(read=False), "cloud", False,
         [("passes", "No filters are in the workspace file.", "", False)], [],
         ["that it has no filters"]),
        (behind(), "cloud", True,
         [("passes", "No destination filter is switched on.", "workspace", True)], [], []),
        (behind(a_filter(TRACK, {"type": "DROP"}, enabled=False)), "cloud", False,
         [("passes", "No destination filter is switched on.", "workspace", True)], [], []),
        (behind(a_filter('type = "page"', {"type": "DROP"})), "cloud", False,
         [("passes", "No destination filter matches the call.", "workspace", True)], [], []),
        (behind(a_filter(TRACK, {"type": "DROP"}, enabled=False),
                a_filter(TRACK, {"type": "DROP"})), "cloud", False,
         [("stops", "The filter 'Ours' drops the call.", EVIDENCE, True)], [], []),
        (behind(a_filter(TRACK, {"type": "DROP"}, title="")), "cloud", False,
         [("stops", "The filter 'f' drops the call.", EVIDENCE, True)], [], []),
        (behind(a_filter("type =", {"type": "DROP"})), "cloud", False,
         [("stops", f"The filter 'Ours' is invalid, and then nothing is sent: {INVALID}",
           "filter f: type =", True)], [], []),
        (behind(a_filter("event > 1", {"type": "DROP"})), "cloud", False,
         [("unknown", ("The filter 'Ours' is invalid, and then nothing is sent: The condition fails "
           "for this call at column 7: > compares numbers, not a string."),
           "filter f: event > 1", True)], ["what the filter 'Ours' does"], []),
        (behind(a_filter("type =", {"type": "DROP"}), a_filter(TRACK, {"type": "DROP"})),
         "device", False,
         [("unknown", "The filter 'Ours' matches, if filters work on the device.", "", True)],
         ["whether device-mode filters are switched on below Settings > Analytics.js"], []),
        (behind(a_filter(TRACK, {"type": "DROP"}), a_filter(TRACK, title="Two")), "device", False,
         [("unknown", "The filter 'Ours', 'Two' matches, if filters work on the device.", "", True)],
         ["whether device-mode filters are switched on below Settings > Analytics.js"], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 0.25})), "cloud", False,
         [("unknown", "The filter 'Ours' keeps 0.25 of 1 of these calls, chosen at random.",
           EVIDENCE, True)], ["whether this call is in the sample"], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 0.25, "path": "userId"})), "cloud",
         False, [("unknown", "The filter 'Ours' keeps 0.25 of 1 of these calls, chosen by userId.",
                  EVIDENCE, True)], ["whether this call is in the sample"], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "path": "userId"})), "cloud", False,
         [("unknown", "The filter 'Ours' samples calls by userId, but does not say how many.",
           EVIDENCE, True)], ["how many calls it keeps"], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": True})), "cloud", False,
         [("unknown", "The filter 'Ours' samples calls, but does not say how many.",
           EVIDENCE, True)], ["how many calls it keeps"], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": -1}, {"type": "DROP"})), "cloud",
         False, [("stops", "The filter 'Ours' keeps no call at all.", EVIDENCE, True)], [], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 2})), "cloud", False,
         [("passes", "The filter 'Ours' samples, but keeps all.", EVIDENCE, True)], [], []),
        (behind(a_filter(TRACK, {"type": "HASH"}, {"type": "SAMPLE", "percent": 1})), "cloud", False,
         [("passes", "The filter 'Ours' samples, but keeps all.", EVIDENCE, True),
          ("unknown", "The filter 'Ours' does 'HASH', which segkit does not know.",
           EVIDENCE, True)], ["what that filter does"], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"properties": ["total"]}})), "cloud", False,
         [("changes", "The filter 'Ours' takes out properties.total.", EVIDENCE, True)], [], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"properties": ["gift card", "total"],
                                                          "properties.ship": ["zip"]}})),
         "cloud", False,
         [("changes", ("The filter 'Ours' takes out properties.total, properties.ship.zip. By their "
           "documentation, filters cannot target names with spaces."), EVIDENCE, False)], [], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"properties": ["no"]}})), "cloud", False,
         [("passes", "The filter 'Ours' matches and changes nothing.", EVIDENCE, True)], [], []),
        (behind(a_filter(TRACK, {"type": ALLOW, "fields": {"": ["userId"]}})), "cloud", False,
         [("unknown", "What the filter 'Ours' does to the top of the call cannot be told.",
           EVIDENCE, True)],
         ["what an allow-list for the top of a call leaves of the call itself"], []),
    ],
)  # fmt: skip
def test_each_step_is_told_word_by_word(
    destination: Destination,
    mode: str,
    *,
    refused: bool,
    steps: list[tuple[str, str, str, bool]],
    missing: list[str],
    assumed: list[str],
) -> None:
    """With what says so, how sure it is, and what is missing."""
    walk = Walk({"type": "track", "event": "Order Completed", "properties": SENT}, mode)

    judge_filters(walk, destination, "web", refused=refused)

    assert walk.steps == [Step("filters", *one[:3], mode, one[3]) for one in steps]
    assert (walk.missing, walk.assumed) == (missing, assumed)
    assert walk.stopped_by == ("filters" if steps[0][0] == "stops" else "")


def test_in_an_app_filters_need_a_plugin() -> None:
    """And on a website a switch."""
    walk = Walk({"type": "track", "event": "x"}, "device")

    judge_filters(walk, behind(a_filter(TRACK)), "mobile", refused=False)

    assert walk.missing == ["whether the app has the plugin for device-mode filters"]


def test_why_a_field_is_gone_is_told_with_it() -> None:
    """By name of the filter, with all that it allows."""
    sent = {"properties": {"a": 1, "b": 2, "c": 3}, "context": {"ip": "1"}}
    walk = Walk({"type": "track", "event": "x", **sent}, "cloud")
    drop: dict[str, object] = {"type": DROP, "fields": {"properties": ["a"]}}
    allow: dict[str, object] = {
        "type": ALLOW,
        "fields": {"properties": ["c", "a"], "context": []},
    }

    judge_filters(walk, behind(a_filter(TRACK, drop, allow)), "web", refused=False)

    assert [(one.field, one.reason) for one in walk.removed] == [
        ("properties.a", "The filter 'Ours' takes it out."),
        ("properties.b", "The filter 'Ours' allows only a, c."),
        ("context.ip", "The filter 'Ours' allows only nothing."),
    ]


DEVICE = Unknown("whether filters work on the device")
MATCHES = Unknown("whether the filter 'Ours' matches", of_call=True)
SAMPLED = Unknown("whether the call is in the sample", of_call=True)
TOTAL = "properties.total > 10"
OFF = a_filter(TRACK, {"type": "DROP"}, enabled=False)


@pytest.mark.parametrize(
    ("destination", "mode", "refused", "stopped", "depends", "changes"),
    [
        (behind(a_filter(TRACK, {"type": "DROP"}), slug="aws-s3"), "cloud", True, "", [], []),
        (behind(read=False), "cloud", True, "", [Unknown("the destination's filters")], []),
        (behind(read=False), "cloud", False, "", [], []),
        (behind(), "cloud", True, "", [], []),
        (behind(OFF), "cloud", False, "", [], []),
        (behind(OFF, a_filter(TRACK, {"type": "DROP"})), "cloud", False, "filters", [], []),
        (behind(a_filter('type = "page"', {"type": "DROP"})), "cloud", False, "", [], []),
        (behind(a_filter(TOTAL, {"type": "DROP"})), "cloud", False, "", [MATCHES], []),
        (behind(a_filter(TOTAL, {"type": "DROP"})), "device", False, "", [MATCHES], []),
        (behind(a_filter(TRACK, {"type": "DROP"})), "device", False, "", [DEVICE], []),
        (behind(a_filter("type =", {"type": "DROP"})), "cloud", False, "filters", [], []),
        (behind(a_filter('type in "track"', {"type": "DROP"})), "cloud", False, "",
         [Unknown("what the filter 'Ours' does")], []),
        (behind(a_filter("type =", {"type": "DROP"}), a_filter(TRACK, {"type": "DROP"})),
         "device", False, "", [DEVICE], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 0})), "cloud", False,
         "filters", [], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 0.5})), "cloud", False,
         "", [SAMPLED], []),
        (behind(a_filter(TRACK, {"type": "SAMPLE", "percent": 1})), "cloud", False, "", [], []),
        (behind(a_filter(TRACK, {"type": "HASH"})), "cloud", False, "",
         [Unknown("what that filter does", remakes=True)], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"properties.ship": ["zip"]}})), "cloud",
         False, "", [], [Cut(("properties", "ship"), frozenset({("zip",)}))]),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"": ["userId"]}})), "cloud",
         False, "", [], [Cut((), frozenset({("userId",)}))]),
        (behind(a_filter(TRACK, {"type": ALLOW, "fields": {"properties": ["a", "b c"]}})), "device",
         False, "", [],
         [Cut(("properties",), frozenset({("a",), ("b c",)}), keeps=True, depends=(DEVICE,)),
          Cut(("properties",), frozenset({("b c",)}),
              depends=(DEVICE, Unknown("whether filters reach names with spaces")))]),
        (behind(a_filter(TRACK, {"type": ALLOW, "fields": {"": ["userId"]}})), "cloud", False, "",
         [Unknown("what an allow-list for the top of a call leaves of the call itself", remakes=True)], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"": ["type"]}})), "cloud", False, "",
         [Unknown("what becomes of a call without its type", remakes=True)], []),
        (behind(a_filter(TRACK, {"type": DROP, "fields": {"a b.c": ["d"]}})), "cloud", False, "",
         [Unknown("whether filters reach 'a b.c', a name with spaces", remakes=True)], []),
    ],
)  # fmt: skip
def test_what_filters_do_to_a_planned_call(
    destination: Destination,
    mode: str,
    *,
    refused: bool,
    stopped: str,
    depends: list[Unknown],
    changes: list[Cut],
) -> None:
    """As far as its type and name decide it."""
    planned = Planned("track", "Order Completed", "properties", mode)

    foresee_filters(planned, destination, refused=refused)

    assert (planned.stopped_by, planned.depends) == (stopped, depends)
    assert planned.changes == changes


def test_what_a_filter_names_is_told_with_what_it_does_there() -> None:
    """For those that ask what a change of the plan touches."""
    one = a_filter(
        TRACK,
        {"type": "SAMPLE", "percent": 0.5, "path": "traits.mail"},
        {"type": DROP, "path": "", "fields": {"properties.ship": ["zip", "post code"]}},
        {"type": ALLOW, "path": 5, "fields": {"": ["type"]}},
        {"type": "HASH", "fields": {"context": ["ip"]}},
    )

    assert list(named_places(one)) == [
        (("traits", "mail"), "chooses its sample by it"),
        (("properties", "ship", "post code"), "takes it out"),
        (("properties", "ship", "zip"), "takes it out"),
        (("type",), "lets only such fields through"),
        (("context", "ip"), "names it"),
    ]
