"""Protocols at the source, word by word: what its schema settings block and omit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from segkit.delivery.outcome import Change, Step
from segkit.delivery.steps.blocking import judge_blocking
from segkit.delivery.walk import Walk
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Source, SourceCatalog

if TYPE_CHECKING:
    from collections.abc import Mapping

SETTINGS, DOCS = "schema settings of the source", "documentation"
KEEPS = "The call keeps to the plan, as far as the schema settings ask for it."
OPEN = "The source's schema settings let everything through."
NOT_READ = "The source blocks or omits what is not planned, and its plan was not read."
NOT_IN = "The source's schema settings are not in the workspace."
NOT_PLANNED = "The event 'Gone' is not planned (names match exactly)"
UNREACHED = "The source omits or blocks what breaks the plan, but not in device mode."
PLAN = TrackingPlan(
    "Shop",
    (
        Rule("track", "Paid", fields=(
            Field(("properties", "total"), ("number",)),
            Field(("properties", "ship", "city"), ("string",)),
            *(Field(("properties", one), ("string",), required=True) for one in ("code", "mail")),
            *(Field(("properties", one), ("string",)) for one in ("a", "b", "c")),
        )),
        Rule("identify", None, fields=(Field(("traits", "age"), ("number",)),)),
        Rule("common", None, fields=(Field(("context", "ip"), ("string",), required=True),)),
    ),
    id="tp_1",
)  # fmt: skip
PAID = {"type": "track", "event": "Paid", "context": {"ip": "1"}}
GONE = {**PAID, "event": "Gone"}
FULL = {"code": "1", "mail": "2"}


def judged(
    call: Mapping[str, object],
    settings: Mapping[str, object],
    *,
    mode: str = "cloud",
    kind: str = "server",
    plan: TrackingPlan | None = PLAN,
    plan_id: str = "tp_1",
) -> Walk:
    """The call after the step."""
    source = Source(
        "s", "shop", "Shop", SourceCatalog("c", "Library", "node-js"), schema_settings=settings,
        tracking_plan_id=plan_id,
    )  # fmt: skip
    walk = Walk(call, mode)
    judge_blocking(walk, source, plan, kind)
    return walk


BLOCKED = f"{NOT_PLANNED}, and the source blocks unplanned events."
UNPLANNED = {"allowUnplannedEvents": False}
SHOP = {"forwardingBlockedEventsTo": "src_2"}


@pytest.mark.parametrize(
    ("call", "settings", "more", "verdict", "words", "evidence", "certain"),
    [
        (GONE, {"track": UNPLANNED}, {"plan_id": ""},
         "passes", "No tracking plan is connected to the source.", "workspace", True),
        ({**PAID, "type": "page"}, {"track": UNPLANNED}, {}, "passes",
         "Protocols has no control for page calls among its settings.", DOCS, False),
        (GONE, {}, {}, "passes", NOT_IN, "", False),
        (GONE, {"track": {"allowUnplannedEvents": True, "commonEventOnViolations": "ALLOW"}},
         {"plan": None}, "passes", OPEN, SETTINGS, True),
        (GONE, {"track": "odd"}, {"plan": None}, "passes", OPEN, SETTINGS, True),
        (GONE, {"identify": {"allowUnplannedTraits": False}}, {}, "passes", OPEN, SETTINGS, True),
        (GONE, {"track": UNPLANNED}, {"plan": None}, "unknown", NOT_READ, SETTINGS, True),
        (GONE, {"track": {"commonEventOnViolations": "BLOCK"}}, {"plan": None},
         "unknown", NOT_READ, SETTINGS, True),
        (GONE, {"track": UNPLANNED}, {}, "stops", BLOCKED, SETTINGS, True),
        (GONE, {"track": UNPLANNED, **SHOP}, {}, "stops",
         f"{BLOCKED} It is forwarded to the source src_2.", SETTINGS, True),
        (GONE, {"track": UNPLANNED}, {"mode": "device", "kind": "web"},
         "stops", BLOCKED, SETTINGS, True),
        (GONE, {"track": UNPLANNED}, {"mode": "device", "kind": "mobile"}, "passes",
         f"{NOT_PLANNED}, but blocking does not reach device mode in an app.", DOCS, True),
        (GONE, {"track": {"allowUnplannedEventProperties": False}}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "event": "paid"}, {"track": {**UNPLANNED, "allowUnplannedEvents": True,
         "allowEventOnViolations": False}}, {}, "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": FULL}, {"track": UNPLANNED}, {}, "passes", KEEPS, SETTINGS, True),
        ({"type": "identify", "context": {"ip": "1"}}, {"identify": UNPLANNED}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": {**FULL, "total": "5"}}, {"track": {"allowEventOnViolations": False}},
         {}, "stops", "properties.total must be number, not string. The source blocks such calls.",
         SETTINGS, True),
        ({**PAID, "properties": {**FULL, "total": "5"}}, {"track": {"allowEventOnViolations": False}},
         {"mode": "device", "kind": "web"}, "passes", UNREACHED, DOCS, True),
        ({**PAID, "properties": {**FULL, "x": 5}}, {"track": {"allowUnplannedEventProperties": False}},
         {"mode": "device", "kind": "web"}, "passes", UNREACHED, DOCS, True),
        ({**PAID, "properties": FULL}, {"track": {"allowEventOnViolations": False}},
         {"mode": "device", "kind": "web"}, "passes", KEEPS, SETTINGS, True),
        ({**PAID, "context": {}}, {"track": {"commonEventOnViolations": "BLOCK"}}, {},
         "stops", "context.ip is required. The source blocks such calls.", SETTINGS, True),
        ({**PAID, "context": {}, "properties": FULL}, {"track": {
         "allowEventOnViolations": False}}, {}, "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": {}}, {"track": {"commonEventOnViolations": "BLOCK"}}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": {}}, {"track": {"allowPropertiesOnViolations": False}}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": None}, {"track": {"allowUnplannedEventProperties": False}}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": FULL}, {"track": {"allowUnplannedEventProperties": False}},
         {"mode": "device", "kind": "web"}, "passes", KEEPS, SETTINGS, True),
        ({**GONE, "properties": {"x": 1}}, {"track": {"allowUnplannedEventProperties": False}}, {},
         "passes", KEEPS, SETTINGS, True),
        ({**PAID, "properties": {**FULL, "total": "5"}}, {"track": {
         "allowEventOnViolations": True, "allowUnplannedEventProperties": False}}, {},
         "passes", KEEPS, SETTINGS, True),
    ],
)  # fmt: skip
def test_a_call_is_stopped_or_let_through(  # noqa: PLR0917 - the columns of the table
    call: Mapping[str, object], settings: Mapping[str, object], more: dict[str, Any],
    verdict: str, words: str, evidence: str, *, certain: bool,
) -> None:  # fmt: skip
    """By what the source's settings ask for, and by nothing else."""
    walk = judged(call, settings, **more)

    mode = more.get("mode", "cloud")
    assert walk.steps == [Step("blocking", verdict, words, evidence, mode, certain)]
    assert (walk.call, walk.removed) == (call, [])
    assert walk.stopped_by == ("blocking" if verdict == "stops" else "")
    assert walk.missing == (["the source's tracking plan"] if verdict == "unknown" else [])
    assert walk.assumed == (["that the source blocks nothing"] if words == NOT_IN else [])


WRONG = "properties.total must be number, not string."
MANY = f"properties.code is required. properties.mail is required. {WRONG} And more."


@pytest.mark.parametrize(
    ("call", "settings", "left", "steps"),
    [
        ({**PAID, "properties": {**FULL, "x": 1, "y": 2, "ship": {"street": "z"}}},
         {"allowUnplannedEventProperties": False}, {**FULL, "ship": {"street": "z"}},
         [("Not planned: x, y.", "x, y")]),
        ({**PAID, "properties": {**FULL, "total": "5", "x": 1}},
         {"allowPropertiesOnViolations": False}, {**FULL, "x": 1}, [(WRONG, "total")]),
        ({**PAID, "properties": {**FULL, "total": "5", "x": 1}},
         {"allowPropertiesOnViolations": False, "allowUnplannedEventProperties": False}, FULL,
         [("Not planned: x.", "x"), (WRONG, "total")]),
        ({**PAID, "properties": {"total": "5", "a": 1, "b": 2, "c": 3}},
         {"allowPropertiesOnViolations": False}, {}, [(MANY, "total, a, b, c")]),
    ],
)  # fmt: skip
def test_properties_that_break_the_plan_are_taken_out(
    call: Mapping[str, object],
    settings: Mapping[str, object],
    left: Mapping[str, object],
    steps: list[tuple[str, str]],
) -> None:
    """Each with its reason; of many only the first three are told."""
    walk = judged(call, {"track": settings})

    assert walk.call == {**call, "properties": left}
    assert walk.steps == [
        Step("blocking", "changes", f"{why} Taken out: {names}.", SETTINGS, "cloud")
        for why, names in steps
    ]
    assert walk.removed == [
        Change(f"properties.{name}", f"The source omits it. {why}")
        for why, names in steps
        for name in names.split(", ")
    ]


@pytest.mark.parametrize("kind", ["identify", "group"])
@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"allowUnplannedTraits": False}, "Not planned: extra."),
        ({"allowTraitsOnViolations": False}, "traits.extra must be number, not string."),
        ({"commonEventOnViolations": "OMIT_TRAITS"}, "traits.extra must be number, not string."),
        ({"commonEventOnViolations": "OMIT_PROPERTIES"}, ""),
        ({"allowUnplannedEvents": False}, ""),
    ],
)
def test_traits_have_settings_of_their_own(
    kind: str, settings: dict[str, object], why: str
) -> None:
    """For identify and group calls, each below its own name."""
    extra = Field(("traits", "extra"), ("number",))
    own = (extra,) if "allowTraitsOnViolations" in settings else ()
    common = (extra,) if "commonEventOnViolations" in settings else ()
    plan = TrackingPlan(
        "Shop", (Rule(kind, None, fields=own), Rule("common", None, fields=common)), id="tp_1"
    )
    call = {"type": kind, "traits": {"extra": "x"}}

    walk = judged(call, {kind: settings}, plan=plan)

    words = f"{why} Taken out: extra." if why else KEEPS
    verdict = "changes" if why else "passes"
    assert walk.steps == [Step("blocking", verdict, words, SETTINGS, "cloud")]
    assert walk.call == {**call, "traits": {} if why else {"extra": "x"}}


@pytest.mark.parametrize("omit", ["OMIT_PROPERTIES", "ALLOW", "OMIT_TRAITS"])
def test_what_breaks_the_common_rule_alone_is_taken_out_once(omit: str) -> None:
    """A property that breaks the event's rule as well is gone before."""
    own, other, more = (
        Field(("properties", name), (kind,))
        for name, kind in (("a", "number"), ("a", "boolean"), ("b", "number"))
    )
    plan = TrackingPlan(
        "Shop", (Rule("track", "Paid", fields=(own,)), Rule("common", None, fields=(other, more)))
    )
    settings = {"allowPropertiesOnViolations": False, "commonEventOnViolations": omit}

    walk = judged({**PAID, "properties": {"a": "x", "b": "x"}}, {"track": settings}, plan=plan)

    gone = ["a", "b"] if omit == "OMIT_PROPERTIES" else ["a"]
    assert [one.field for one in walk.removed] == [f"properties.{one}" for one in gone]
    assert [one.words.rpartition(": ")[2] for one in walk.steps] == [f"{one}." for one in gone]


def test_only_what_stands_among_properties_is_taken_out() -> None:
    """A rule may speak of the call around them as well, and of its context."""
    fields = (
        Field(("properties",), ("object",), required=True),
        Field(("userId",), ("string",), required=True),
        Field(("context", "ip"), ("string",)),
        Field(("properties", "a"), ("number",)),
    )
    plan = TrackingPlan("Shop", (Rule("track", "Paid", fields=fields),))
    call = {"type": "track", "event": "Paid", "context": {"ip": 1}, "properties": {"a": 1, "ip": 2}}

    broken = judged(call, {"track": {"allowPropertiesOnViolations": False}}, plan=plan)
    unplanned = judged(call, {"track": {"allowUnplannedEventProperties": False}}, plan=plan)

    nothing = {**call, "properties": None}
    none = judged(nothing, {"track": {"allowPropertiesOnViolations": False}}, plan=plan)

    assert (broken.call, broken.steps[0].words) == (call, KEEPS)
    assert (none.call, none.steps[0].words) == (nothing, KEEPS)
    assert unplanned.call == {**call, "properties": {"a": 1}}
