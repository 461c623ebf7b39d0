"""Behaviour of `segkit.delivery.steps.consent`: Segment's table of consent and integrations, and around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from segkit.delivery.case import Case
from segkit.delivery.outcome import DELIVERED, NOT_DELIVERED, UNKNOWN, Outcome, Route, Step
from segkit.delivery.pair import Pair
from segkit.delivery.planned import Planned
from segkit.delivery.steps.consent import foresee_consent, judge_consent, judge_consent_of_warehouse
from segkit.delivery.unknowns import Unknown
from segkit.delivery.walk import Walk
from segkit.model.derived import Connection
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Destination,
    DestinationCatalog,
    Source,
    SourceCatalog,
    Warehouse,
    Workspace,
)
from segkit.routing.categories import PREFERENCES_UPDATED, consent_of
from segkit.routing.modes import connections

if TYPE_CHECKING:
    from tests.delivery.conftest import Build

Consent = Mapping[str, tuple[str, ...]] | None

YES, NO, OPEN = DELIVERED, NOT_DELIVERED, UNKNOWN
AD = {"ad": ("Lantern", "Megaphone")}
APART = {**AD, "analytics": ("Abacus",)}
SHARED = {**AD, "analytics": ("Lantern", "Abacus")}
"""Lantern is an advertising tool that some workspaces use for analytics too."""
SPLIT = {"ad": True, "analytics": False}
LANTERN_ON = {"Lantern": True, "Abacus": False}

# Each row of "Reconcile consent object and integrations object conflicts": what the call carries,
# which categories were entered, and what becomes of Lantern, Megaphone, Abacus and Hat stand, which
# is in no category.
CELLS: dict[str, tuple[dict[str, Any], dict[str, bool], Consent, str]] = {
    "no context": ({}, {}, APART, "yes yes yes yes"),
    "empty context": ({"context": {}}, {}, APART, "yes yes yes yes"),
    "empty consent": ({"context": {"consent": {}}}, {}, APART, "yes yes yes yes"),
    "empty preferences": ({"preferences": {}}, {}, APART, "no no no yes"),
    "integrations alone": ({}, LANTERN_ON, APART, "yes yes no yes"),
    # the documentation says of a mapped destination that it gets nothing, and that it does
    "empty consent, integrations": (
        {"context": {"consent": {}}}, LANTERN_ON, APART, "open open no yes"),
    "empty preferences, integrations": ({"preferences": {}}, LANTERN_ON, APART, "open open no yes"),
    "no category in Segment": ({"preferences": SPLIT}, {}, {}, "yes yes yes yes"),
    "no category in Segment, integrations": (
        {"preferences": SPLIT}, LANTERN_ON, {}, "yes yes no yes"),
    "agreed and refused": ({"preferences": SPLIT}, {}, APART, "yes yes no yes"),
    "agreed, and named": ({"preferences": SPLIT}, LANTERN_ON, APART, "yes yes no yes"),
    "agreed, but named false": (
        {"preferences": SPLIT}, {"Lantern": False, "Abacus": False}, APART, "no yes no yes"),
    "in two categories": ({"preferences": SPLIT}, LANTERN_ON, SHARED, "no yes no yes"),
    "both agreed": (
        {"preferences": {"ad": True, "analytics": True}}, LANTERN_ON, SHARED, "yes yes no yes"),
    "one of two refused": (
        {"preferences": {"ad": False, "analytics": True}}, LANTERN_ON, SHARED, "no no no yes"),
    # the table of consent tool against Segment
    "category of the tool alone": (
        {"preferences": {"ad": True, "analytics": True, "comfort": False}}, {},
        {**APART, "comfort": ()}, "yes yes yes yes"),
    "category of Segment alone": ({"preferences": {"ad": True}}, {}, APART, "yes yes no yes"),
    # what was not entered is not known
    "nothing entered": ({"preferences": SPLIT}, {}, None, "open open open open"),
    "nothing entered, named false": ({"preferences": SPLIT}, LANTERN_ON, None, "open open no open"),
    "nothing entered, no consent": ({}, {}, None, "yes yes yes yes"),
    "refused, not entered": ({"preferences": SPLIT}, {}, AD, "open open open open"),
    "odd preference": (
        {"preferences": {"ad": "yes", "analytics": True}}, {}, APART, "open open yes yes"),
    "odd consent": ({"context": {"consent": "all"}}, {}, APART, "open open open open"),
}  # fmt: skip
WORDS = {"yes": YES, "no": NO, "open": OPEN}


def destination(name: str, slug: str = "", *components: str) -> Destination:
    """A classic destination that takes track calls."""
    entry = DestinationCatalog(
        f"c-{name}", name, slug or name.casefold(), components=components or ("SERVER",),
        methods=frozenset({"track"}), platforms=frozenset({"browser", "server", "mobile"}),
    )  # fmt: skip
    return Destination(f"d-{name}", f"Our {name}", "s", entry, filters=())


def sent(build: Build, consent: Consent, carried: Mapping[str, Any], **world: object) -> Route:
    """The route of a call that carries this, from a server unless told otherwise."""
    call = dict(carried)
    if "preferences" in call:
        call["context"] = {"consent": {"categoryPreferences": call.pop("preferences")}}
    four = [destination(one) for one in ("Lantern", "Megaphone", "Abacus", "Hat stand")]
    world = {"destinations": four, **world}
    entered = None if consent is None else dict(consent)
    return build.world(consent=entered, **world).send(**call)  # type: ignore[arg-type]


def step_of(outcome: Outcome, name: str = "consent") -> tuple[str, bool, str]:
    """Verdict, certainty and words of a step."""
    [found] = [one for one in outcome.steps if one.step == name]
    return found.verdict, found.certain, found.words


@pytest.mark.parametrize("cell", CELLS)
def test_consent_and_integrations_are_reconciled_as_documented(build: Build, cell: str) -> None:
    """Cell by cell of Segment's tables, and beside them what was not entered."""
    carried, integrations, consent, expected = CELLS[cell]

    found = sent(build, consent, {**carried, "integrations": integrations})

    assert [one.result for one in found.outcomes] == [WORDS[one] for one in expected.split()]


def test_a_category_holds_for_every_instance_however_it_was_named(build: Build) -> None:
    """By the instance's name or id, or by the type's name, id, slug or earlier name."""
    one, other = destination("Lantern"), replace(destination("Lantern"), id="d2", name="Second")
    entry = replace(one.catalog, previous_names=("Old lantern",))
    both = [replace(one, catalog=entry), replace(other, catalog=entry)]

    for name in ("Our Lantern", "d2", "Lantern", "c-Lantern", "lantern", "Old lantern"):
        found = sent(build, {"ad": (name,)}, {"preferences": {"ad": False}}, destinations=both)
        assert [one.result for one in found.outcomes] == [NO, NO], name


def test_a_name_that_is_no_destination_is_kept() -> None:
    """So that it can be said where the table is shown."""
    found = consent_of(
        {"ad": ("Lantern", "Lattern")}, Workspace(destinations=(destination("Lantern"),))
    )

    assert found is not None
    assert found.strange == (("ad", "Lattern"),)


def test_what_is_in_no_category_is_assumed_so(build: Build) -> None:
    """Somebody may have left a category out; where there are none at all, it is known."""
    refused = {"preferences": {"ad": False}}
    [assumed] = sent(build, AD, refused, destinations=[destination("Abacus")]).outcomes
    [known] = sent(build, {}, refused, destinations=[destination("Abacus")]).outcomes

    assert (assumed.result, assumed.certain) == (YES, False)
    assert assumed.missing[0] == "that it is in no other consent category"
    assert (known.result, known.certain, step_of(known)[0]) == (YES, True, "passes")


def test_s3_and_what_engage_sends_to_do_not_enforce_consent(build: Build) -> None:
    """Both are documented."""
    refused, consent = {"preferences": {"ad": False}}, {"ad": ("aws-s3", "Lantern")}

    [stored] = sent(build, consent, refused, destinations=[destination("S3", "aws-s3")]).outcomes
    engage = sent(build, consent, refused, destinations=[destination("Lantern")], kind="personas")

    assert (stored.result, step_of(stored)[0]) == (YES, "passes")
    assert engage.source_kind == "engage"
    assert [step_of(one)[0] for one in engage.outcomes] == ["passes"]


def test_warehouses_are_taken_not_to_enforce_it(build: Build) -> None:
    """No page names them, so it is assumed; without a consent object nothing is."""
    world = build.world(consent={"ad": ()}).warehouse()

    carried = world.outcome(context={"consent": {"categoryPreferences": {"ad": False}}})
    without = world.outcome()
    files = build.world(consent={"ad": ()}).warehouse(kind="aws-s3")
    stored = files.outcome(context={"consent": {"categoryPreferences": {"ad": False}}})

    assert (carried.result, carried.certain) == (YES, False)
    assert carried.missing == ("that consent is not enforced for warehouses",)
    assert without.certain
    assert stored.certain


@pytest.mark.parametrize(
    ("kind", "component", "says"),
    [
        ("web", "BROWSER", "whether the page enforces consent"),
        ("mobile", "IOS", "whether the app has the consent plugin"),
    ],
)
def test_on_the_device_a_refusal_counts_only_where_it_is_enforced(
    build: Build, kind: str, component: str, says: str
) -> None:
    """The API tells neither the switch nor the wrapper or plugin; agreed is agreed."""
    there = [destination("Lantern", "", component)]

    [refused] = sent(
        build, AD, {"preferences": {"ad": False}}, destinations=there, kind=kind
    ).outcomes
    [agreed] = sent(
        build, AD, {"preferences": {"ad": True}}, destinations=there, kind=kind
    ).outcomes

    assert refused.result == OPEN
    assert says in " ".join(refused.missing)
    assert step_of(agreed)[0] == "passes"


def test_the_event_of_new_preferences_is_sent_whatever_they_are(build: Build) -> None:
    """To Actions destinations; a classic one gets it as any other call."""
    call = {"event": PREFERENCES_UPDATED, "preferences": {"ad": False}}
    actions = build.world().actions({"a0": 'type = "track"'}).destinations

    [shared] = sent(build, {"ad": ("Beacon",)}, call, destinations=actions).outcomes
    [classic] = sent(build, AD, call, destinations=[destination("Lantern")]).outcomes

    assert (shared.result, classic.result) == (YES, NO)


def test_a_call_without_consent_is_warned_of_where_there_are_categories(build: Build) -> None:
    """It goes to the destinations of every category."""
    said = "The call carries no consent object"

    assert any(said in one for one in sent(build, AD, {}).warnings)
    assert not any(said in one for one in sent(build, {}, {}).warnings)
    assert not any(said in one for one in sent(build, None, {}).warnings)
    assert not any(said in one for one in sent(build, AD, {"preferences": {}}).warnings)


def a_case(
    double: Callable[[str], ModuleType],
    consent: Consent,
    *planned: Field,
    name: str = "Order Completed",
) -> Case:
    """One server, one destination, and a plan with one event."""
    plain = double("worlds").a_case(0)
    source = replace(
        plain.workspace.sources[0],
        catalog=replace(plain.workspace.sources[0].catalog, slug="node-js"),
    )
    workspace = Workspace(sources=(source,), destinations=(destination("Lantern"),))
    total = Field(("properties", "total"), ("number",))
    plan = TrackingPlan("Shop", (Rule("track", name, fields=(total, *planned)),))
    return Case(workspace, plan, connections(workspace), {"s": "server"}, consent=consent)


def test_a_planned_call_depends_on_what_the_person_agreed_to(
    double: Callable[[str], ModuleType],
) -> None:
    """Each call at hand tells, so it is certain that such calls arrive."""
    [field] = a_case(double, AD).coverage.fields

    [receipt] = field.receipts
    assert (receipt.certain, receipt.depends) == (True, ("whether the person agreed to ad",))


CONSENT_FIELD = Field(("context", "consent", "categoryPreferences", "ad"), ("boolean",))


@pytest.mark.parametrize(
    ("fields", "name"), [((CONSENT_FIELD,), "Order Completed"), ((), PREFERENCES_UPDATED)]
)
def test_planned_consent_without_categories_is_not_certain(
    double: Callable[[str], ModuleType], fields: tuple[Field, ...], name: str
) -> None:
    """The plan says that calls carry consent, and nobody entered what it does."""
    field, *_ = a_case(double, None, *fields, name=name).coverage.fields
    entered, *_ = a_case(double, {}, *fields, name=name).coverage.fields

    assert (field.receipts[0].certain, entered.receipts[0].certain) == (False, True)
    assert "its consent categories" in field.receipts[0].missing[0]


DOCS, CARRIED = "documentation", "consent in the call"
ENTER = "its consent categories (enter them below [consent] in engagement.toml)"
BOTH = (
    "whether a destination of a consent category gets a call with an integrations object and no "
    "preferences (Segment's documentation says both)"
)
NO_OBJECT = "The call carries no consent object, so no consent is enforced."
S3, ENGAGE = "AWS S3 does not enforce consent.", "Destinations of Engage do not enforce consent."
TELLS = "This event tells of the preferences themselves, so it is sent whatever they are."
SHAPE = "The consent object has another shape than Segment's documentation gives it."
MEANT = "what Segment makes of such a consent object"
NOBODY = "The call carries consent, and nobody entered which categories this is in."
IN_NONE = "It is in none of the consent categories that were entered."
NEEDS = "It needs the category ad, which the person did not agree to."
NOT_NAMED = f"{NEEDS} Not named in the call, which counts as refused: ad."
PAGE = (
    "whether the page enforces consent: by a consent wrapper, with Destination Filters switched on "
    "below Settings > Analytics.js"
)
ODD = "what Segment makes of such a preference"
AND_MORE = {"ad": ("Lantern",), "b": ("Lantern",)}


def a_pair(kind: str, destination_: Destination, library: str = "") -> Pair:
    """The destination on a source of this kind."""
    source = Source("s", "shop", "Shop", SourceCatalog("c", "Library", library or kind))
    return Pair(
        source, destination_, Connection("s", destination_.id, ("cloud",), "cloud", ""), kind
    )


LANTERN, STORAGE = destination("Lantern"), destination("S3", "aws-s3")


@pytest.mark.parametrize(
    ("said", "more", "entered", "to", "mode", "verdict", "words", "evidence", "missing"),
    [
        (None, {}, AD, ("web", LANTERN), "cloud", "passes", NO_OBJECT, DOCS, ""),
        ({"x": 1}, {}, AD, ("web", STORAGE), "cloud", "passes", S3, DOCS, ""),
        ({"x": 1}, {}, AD, ("engage", LANTERN), "cloud", "passes", ENGAGE, DOCS, ""),
        ({"categoryPreferences": {"ad": False}}, {"event": PREFERENCES_UPDATED}, AD,
         ("web", "actions"), "cloud", "passes", TELLS, DOCS, ""),
        ("all", {}, AD, ("web", LANTERN), "cloud", "unknown", SHAPE, CARRIED, MEANT),
        ({"categoryPreferences": "all"}, {}, AD, ("web", LANTERN), "cloud",
         "unknown", SHAPE, CARRIED, MEANT),
        ({}, {}, AD, ("web", LANTERN), "cloud",
         "passes", "The consent object holds no preferences, so no consent is enforced.", DOCS, ""),
        ({}, {"integrations": {"x": 1}}, None, ("web", LANTERN), "cloud", "unknown",
         "The consent object is empty, and the call has an integrations object.", CARRIED, ENTER),
        ({}, {"integrations": {"x": 1}}, AND_MORE, ("web", LANTERN), "cloud", "unknown",
         "It is in the categories ad, b, and the consent object is empty.", DOCS, BOTH),
        ({}, {"integrations": {"x": 1}}, AD, ("web", destination("Hat")), "cloud",
         "assumes", IN_NONE, "", "that it is in no other consent category"),
        ({"categoryPreferences": {}}, {}, AD, ("web", LANTERN), "cloud",
         "stops", NOT_NAMED, CARRIED, ""),
        ({"categoryPreferences": {"ad": True}}, {}, None, ("web", LANTERN), "cloud",
         "unknown", NOBODY, CARRIED, ENTER),
        ({"categoryPreferences": {"ad": True}}, {}, AD, ("web", LANTERN), "cloud",
         "passes", "The person agreed to the category ad.", CARRIED, ""),
        ({"categoryPreferences": {"ad": True, "b": True}}, {}, AND_MORE, ("web", LANTERN), "cloud",
         "passes", "The person agreed to the categories ad, b.", CARRIED, ""),
        ({"categoryPreferences": {"ad": "yes", "b": True}}, {}, AND_MORE, ("web", LANTERN), "cloud",
         "unknown", "The call says neither true nor false of the category ad.", CARRIED, ODD),
        ({"categoryPreferences": {"ad": True, "x": False, "y": None, "z": True}}, {}, AD,
         ("web", LANTERN), "cloud", "unknown",
         "The call refuses the categories x, y, of which nothing was entered.", CARRIED, ENTER),
        ({"categoryPreferences": {"ad": True}}, {}, AD, ("web", destination("Hat")), "cloud",
         "assumes", IN_NONE, "", "that it is in no other consent category"),
        ({"categoryPreferences": {"x": False}}, {}, {}, ("web", LANTERN), "cloud",
         "passes", "The workspace has no consent categories.", "engagement.toml", ""),
        ({"categoryPreferences": {"ad": False}}, {}, AD, ("server", LANTERN), "cloud",
         "stops", NEEDS, CARRIED, ""),
        ({"categoryPreferences": {"ad": False}}, {}, AND_MORE, ("server", LANTERN), "cloud",
         "stops", ("It needs the categories ad, b, which the person did not agree to. Not named in "
         "the call, which counts as refused: b."), CARRIED, ""),
        ({"categoryPreferences": {}}, {}, AND_MORE, ("server", LANTERN), "cloud",
         "stops", ("It needs the categories ad, b, which the person did not agree to. Not named in "
         "the call, which counts as refused: ad, b."), CARRIED, ""),
        ({"categoryPreferences": {"ad": False}}, {}, AD, ("mobile", LANTERN, "ios"), "device",
         "passes", f"{NEEDS} Analytics-iOS (classic) cannot enforce consent on the device.", DOCS, ""),
        ({"categoryPreferences": {"ad": False}}, {}, AD, ("mobile", LANTERN, "ios"), "cloud",
         "stops", NEEDS, CARRIED, ""),
        ({"categoryPreferences": {"ad": False}}, {}, AD, ("mobile", LANTERN, "apple"), "device",
         "unknown", NEEDS, CARRIED, "whether the app has the consent plugin"),
        ({"categoryPreferences": {"ad": False}}, {}, AD, ("web", LANTERN), "device",
         "unknown", NEEDS, CARRIED, PAGE),
    ],
)  # fmt: skip
def test_consent_is_told_word_by_word(  # noqa: PLR0917 - the columns of the table
    build: Build, said: object, more: dict[str, object], entered: Consent, to: tuple[Any, ...],
    mode: str, verdict: str, words: str, evidence: str, missing: str,
) -> None:  # fmt: skip
    """With what says so, and what is missing or taken for granted."""
    kind, there, *library = to
    [actions] = build.world().actions({"a0": ""}).destinations
    pair = a_pair(kind, actions if there == "actions" else there, *library)
    walk = Walk({"type": "track", "context": {"consent": said}, **more}, mode)

    judge_consent(walk, pair, consent_of(entered, Workspace(destinations=(pair.destination,))))

    assumes = verdict == "assumes"
    step = Step("consent", "passes" if assumes else verdict, words, evidence, mode, not assumes)
    assert walk.steps == [step]
    assert [*walk.missing, *walk.assumed] == [missing] * bool(missing)
    assert bool(walk.assumed) is assumes
    assert bool(walk.stopped_by) is (verdict == "stops")


@pytest.mark.parametrize(
    ("said", "kind", "step", "assumed"),
    [
        (None, "snowflake", Step("consent", "passes", NO_OBJECT, DOCS, "warehouse"), []),
        ({"x": 1}, "aws-s3", Step("consent", "passes", S3, DOCS, "warehouse"), []),
        ({"x": 1}, "snowflake", Step("consent", "passes", "Segment's documentation does not name "
         "warehouses among what enforces consent.", "", "warehouse", certain=False),
         ["that consent is not enforced for warehouses"]),
    ],
)  # fmt: skip
def test_consent_at_a_warehouse_is_told_word_by_word(
    said: object, kind: str, step: Step, assumed: list[str]
) -> None:
    """No page names warehouses."""
    walk = Walk({"type": "page", "context": {"consent": said}}, "warehouse")

    judge_consent_of_warehouse(walk, Warehouse("w", "Records", kind, kind))

    assert (walk.steps, walk.assumed, walk.missing) == ([step], assumed, [])


@pytest.mark.parametrize(
    ("to", "entered", "carried", "depends"),
    [
        (("web", LANTERN), None, False, []),
        (("web", LANTERN), None, True, [Unknown(ENTER)]),
        (("web", LANTERN), {}, True, []),
        (("web", LANTERN), AND_MORE, False,
         [Unknown("whether the person agreed to ad and b", of_call=True)]),
        (("web", STORAGE), None, True, []),
        (("engage", LANTERN), AD, True, []),
    ],
)  # fmt: skip
def test_what_consent_does_to_a_planned_call(
    to: tuple[str, Destination], entered: Consent, *, carried: bool, depends: list[Unknown]
) -> None:
    """Each call at hand tells what the person agreed to; the categories have to be entered."""
    planned, pair = Planned("track", "A", "properties", "cloud"), a_pair(*to)
    consent = consent_of(entered, Workspace(destinations=(pair.destination,)))

    foresee_consent(planned, pair, consent, carried=carried)

    assert (planned.depends, planned.stopped_by) == (depends, "")
