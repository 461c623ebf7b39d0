"""Certainty is earned: nothing that is not known is said to go nowhere, not to arrive, or to block.

Each way to say so, with each unknown that may stand behind it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from segkit.considerations.checks import CHECKS
from segkit.considerations.consideration import SATISFIED
from segkit.considerations.deriving import considerations
from segkit.delivery.case import Case
from segkit.delivery.outcome import route_as_json
from segkit.delivery.route import route
from segkit.explore.explorer import Explorer
from segkit.knowledge.entries import ANY, Entry, Target, targets
from segkit.listings.coverage import coverage_as_json, coverage_as_text
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import (
    Action,
    Destination,
    DestinationCatalog,
    DestinationFilter,
    DestinationMapping,
    InsertFunction,
    Source,
    SourceCatalog,
    Transformation,
    Workspace,
)
from segkit.render.markdown import Dialect, markdown_of
from segkit.routing.modes import connections
from segkit.rows.arrival.coverage import coverage as coverage_row
from segkit.rows.arrival.gaps import gaps
from segkit.rows.arrival.route import route as route_row
from segkit.rows.plan.identify import trait_rows

if TYPE_CHECKING:
    from segkit.facts.known import Facts
    from tests.doubles.cases import Build

IDENTIFY = 'type = "identify"'
EMAIL = Field(("traits", "email"), ("string",))
CONSENT = Field(("context", "consent", "categoryPreferences", "ad"), ("boolean",))
CALL = {
    "type": "identify",
    "userId": "u",
    "traits": {"email": "a@quillmoor.example"},
    "context": {"consent": {"categoryPreferences": {"ad": True}}},
}


@dataclass(frozen=True)
class World:
    """One source with one destination and one planned trait.

    Attributes:
        beside: The same with the unknown known, and what is said there of the trait.
        missing: What would have to be known.
        of_call: Whether such a call arrives at all is open too, not only the trait.
    """

    case: Case
    beside: Case
    said: str
    missing: str
    of_call: bool = True


def a_case(
    destination: Destination,
    kind: str = "server",
    *,
    consent: Mapping[str, tuple[str, ...]] | None = None,
    refused: str = "",
    consent_planned: bool = False,
    tidy: Mapping[str, object] | None = None,
    condition: str = IDENTIFY,
    function: bool = False,
) -> Case:
    """A case around one destination; `tidy` is what a transformation on the way does."""
    slug = {"server": "node-js", "engage": "personas"}[kind]
    source = Source("s", "shop", "Shop", SourceCatalog("c", slug, slug), tracking_plan_id="tp")
    changing = Transformation("t", "Tidy", "s", condition, body=tidy or {})
    workspace = Workspace(
        sources=(source,),
        destinations=(destination,),
        transformations=() if tidy is None else (changing,),
        insert_functions=(InsertFunction("i", "Hash", "d"),) if function else (),
        not_available={refused: "refused"} if refused else {},
    )
    fields = (EMAIL, CONSENT) if consent_planned else (EMAIL,)
    known = TrackingPlan("Shop", (Rule("identify", None, fields=fields),), id="tp")
    return Case(workspace, known, connections(workspace), {"s": kind}, consent=consent)


def actions(settings: object | None, *, trigger: str = IDENTIFY, **fields: object) -> Destination:
    """An Actions destination with a mapping of these settings; unread where they are None."""
    preset = {"actionId": "a", "name": "Known", "trigger": IDENTIFY, "fields": {"id": ID}}
    catalog = DestinationCatalog(
        "cat", "Beacon", "actions-beacon", platforms=frozenset({"server"}),
        actions=(Action("a", "a", "Send", platform="CLOUD"),), presets=(preset,),
    )  # fmt: skip
    made = DestinationMapping(
        "m",
        "Known",
        "a",
        "a",
        "d",
        trigger=trigger,
        settings=cast("dict[str, object]", settings or {}),
    )
    mappings = None if settings is None else (made,)
    found = Destination("d", "Beacon", "s", catalog, filters=(), mappings=mappings)
    return replace(found, **fields)  # type: ignore[arg-type]


def classic(*components: str, calls: str = "identify", **fields: object) -> Destination:
    """A classic destination that takes one kind of call, by the catalog."""
    catalog = DestinationCatalog(
        "cat", "Beacon", "beacon", components=components or ("SERVER",),
        methods=frozenset({calls}), platforms=frozenset({"server"}),
    )  # fmt: skip
    return replace(Destination("d", "Beacon", "s", catalog, filters=()), **fields)  # type: ignore[arg-type]


def held(condition: str, kind: str, settings: object | None = None) -> Destination:
    """A destination with a filter; a classic one where nothing is mapped."""
    ours = DestinationFilter("f", "s", "d", condition, ({"type": kind},), title="Ours")
    return actions(settings, filters=(ours,)) if settings else classic(filters=(ours,))


def replaced(case: Case, **fields: object) -> Case:
    """The case without its destination."""
    workspace = replace(case.workspace, destinations=(), **fields)  # type: ignore[arg-type]
    return replace(case, workspace=workspace, connections=())


ID = {"@path": "$.userId"}
SETS_EVENT = {
    "propertyValueTransformations": [{"propertyPaths": ["event"], "propertyValue": "Bought"}]
}
WORLDS = {
    "unknown directive": World(
        a_case(actions({"id": ID, "more": {"@fromTomorrow": {"x": "y"}}})),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "mapping 'Known'",
        of_call=False,
    ),
    "mappings not readable": World(
        a_case(actions(None), refused="subscriptions"),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "its mappings",
    ),
    "no way, by inference": World(
        a_case(classic("BROWSER"), "engage"),
        a_case(classic("BROWSER")),
        "goes nowhere",
        "whether anything from such a source can reach it",
    ),
    "flag of the catalog": World(
        a_case(classic(calls="track")),
        a_case(classic(calls="track", enabled=False)),
        "goes nowhere",
        "whether it takes identify calls",
    ),
    "insert function, and no mapping for the call": World(
        a_case(actions({"id": ID}, trigger='type = "track"'), function=True),
        a_case(actions({"id": ID}, trigger='type = "track"')),
        "goes nowhere",
        "what its insert function does",
    ),
    "insert function, and a mapping of other fields": World(
        a_case(actions({"id": ID}), function=True),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "what its insert function does",
    ),
    "insert functions not readable": World(
        a_case(actions({"id": ID}), refused="instances"),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "its insert functions",
    ),
    "transformations not readable": World(
        a_case(actions({"id": ID}, trigger="userId = 5"), refused="transformations"),
        a_case(actions({"id": ID}, trigger="userId = 5")),
        "goes nowhere",
        "the transformations",
    ),
    "transformation with a condition that cannot be read": World(
        a_case(actions({"id": ID}), tidy={"drop": True}, condition="type ="),
        a_case(actions({"id": ID}), tidy={"drop": True}),
        "goes nowhere",
        "what the transformation 'Tidy' does",
    ),
    "transformation of a new kind before a filter": World(
        a_case(held('type = "identify"', "DROP"), tidy={"fromTomorrow": "x"}),
        a_case(held('type = "identify"', "DROP")),
        "goes nowhere",
        "what 'fromTomorrow' of the transformation 'Tidy' does",
    ),
    "transformation that sets the top of the call": World(
        a_case(actions({"id": ID}), tidy=SETS_EVENT),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "whether it sets fields at the top of the call",
        of_call=False,
    ),
    "destinations not readable": World(
        replaced(a_case(classic()), not_available={"destinations": "403"}),
        replaced(a_case(classic())),
        "goes nowhere",
        "not all could be read",
        of_call=False,
    ),
    "filter of a new kind": World(
        a_case(held("all", "FROM_TOMORROW", {"id": ID})),
        a_case(actions({"id": ID})),
        "goes nowhere",
        "what that filter does",
    ),
    "filter that may fail at run time": World(
        a_case(held("type > 1", "DROP")),
        a_case(held('type = "identify"', "DROP")),
        "goes nowhere",
        "what the filter 'Ours' does",
    ),
    "consent not entered": World(
        a_case(classic(), consent_planned=True),
        a_case(classic(), consent={}, consent_planned=True),
        "Beacon",
        "its consent categories",
    ),
    "filters not readable": World(
        a_case(classic(filters=None), consent={}, refused="filters"),
        a_case(classic(), consent={}),
        "Beacon",
        "the destination's filters",
    ),
}


def facts_of(case: Case) -> Facts:
    """As much of the facts as the row of traits asks for."""
    found = SimpleNamespace(
        field_coverage=case.coverage.fields,
        destinations={one.id: one for one in case.workspace.destinations},
        names=NAMES,
        sources=case.sources,
        plan=case.plan,
    )
    return cast("Facts", found)


NAMES = {"d": "Beacon"}


def of_gaps(case: Case) -> str:
    """The row of gaps."""
    return gaps(case.coverage.fields, (), NAMES).text


def of_coverage(case: Case) -> str:
    """The row of coverage, with its details."""
    return coverage_row(case.coverage.calls, case.coverage.fields, (), NAMES).html


def of_text(case: Case) -> str:
    """What `segkit coverage` prints."""
    return coverage_as_text(case.coverage.fields, (), NAMES)


def of_json(case: Case) -> str:
    """What `segkit coverage --json` prints of the trait."""
    shown = coverage_as_json(case.coverage.fields, (), NAMES)
    fields = cast("list[dict[str, object]]", shown["fields"])
    [field] = [one for one in fields if one["field"] == "email"]
    return json.dumps(field) + (" goes nowhere" if field["nowhere"] else "")


def of_trait(case: Case) -> str:
    """Received by, beside the trait."""
    [trait] = trait_rows(facts_of(case))
    return ", ".join(trait.destinations).replace("nobody", "goes nowhere")


def of_bare(case: Case) -> str:
    """Received by, of the same call without any field."""
    rules = case.plan.rules if case.plan else ()
    fields = tuple(one for rule in rules for one in rule.fields if one != EMAIL)
    bare = replace(
        case, plan=TrackingPlan("Shop", (Rule("identify", None, fields=fields),), id="tp")
    )
    [shown] = coverage_row(bare.coverage.calls, bare.coverage.fields, (), NAMES).rows
    return ", ".join(cast("tuple[str, ...]", shown[2])).replace("nobody", "goes nowhere")


def of_markdown(case: Case) -> str:
    """The row of coverage as Markdown."""
    view = coverage_row(case.coverage.calls, case.coverage.fields, (), NAMES)
    dialect = Dialect(docsify=False, anchor=str, picture=str)
    shown = markdown_of(view.tree, dialect)
    return shown.replace("Fields that go nowhere", "").replace("nobody", "goes nowhere")


def of_explorer(case: Case) -> str:
    """Who is beside the trait in the search over everything, and beside the call."""
    facts = SimpleNamespace(
        plan=case.plan, workspace=case.workspace, considerations=(), placements=(),
        connections=case.connections, field_coverage=case.coverage.fields,
        call_coverage=case.coverage.calls, names={**NAMES, "s": "Shop"}, kinds=case.kinds,
        sources=case.sources, destinations={one.id: one for one in case.workspace.destinations},
    )  # fmt: skip
    explorer = Explorer(cast("Facts", facts))
    said = [one.title for item in explorer.items for one in explorer.links(item)]
    return ", ".join(said).replace("not certain", "(not certain)")


PATHS: dict[str, Callable[[Case], str]] = {
    "gaps": of_gaps,
    "coverage": of_coverage,
    "segkit coverage": of_text,
    "segkit coverage --json": of_json,
    "received by": of_trait,
    "received by, of the call": of_bare,
    "Markdown": of_markdown,
    "explorer": of_explorer,
}
DOUBTS = ("not known", "(not certain)", "(preset assumed)")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("unknown", WORLDS)
def test_what_is_not_known_is_not_said_to_go_nowhere(unknown: str, path: str) -> None:
    """Nor to arrive for certain; beside it, with the same thing known, it is said."""
    world = WORLDS[unknown]

    said, beside = PATHS[path](world.case), PATHS[path](world.beside)

    assert "goes nowhere" not in said
    assert "go nowhere" not in said.replace("Fields that go nowhere", "")
    assert "reaches at least one" not in said
    # the search over everything knows nothing of what is not there
    assert any(doubt in said for doubt in DOUBTS) or (path, said) == ("explorer", ""), said
    assert not any(doubt in beside for doubt in DOUBTS), beside
    if path not in {"gaps", "explorer", "received by, of the call"}:  # of what is not there
        assert world.said in beside


@pytest.mark.parametrize("unknown", WORLDS)
def test_coverage_says_what_would_have_to_be_known(unknown: str) -> None:
    """With the destination that it is about."""
    world = WORLDS[unknown]
    [field] = [one for one in world.case.coverage.fields if one.field == EMAIL]
    [beside] = [one for one in world.beside.coverage.fields if one.field == EMAIL]

    assert (field.certainty, beside.certainty) == ("not known", "known")
    assert [one.destination_id for one in field.lacking] in (["d"], ["destinations"])
    assert world.missing in " ".join(field.lacking[0].missing)
    assert beside.lacking == ()


@pytest.mark.parametrize("unknown", [name for name, world in WORLDS.items() if world.of_call])
def test_a_route_is_not_said_to_end_where_that_is_not_known(unknown: str) -> None:
    """The outcome is open, and says what is missing."""
    case = WORLDS[unknown].case

    found = route(CALL, "shop", case.workspace, plan=case.plan, consent=case.consent)

    [outcome] = cast("list[dict[str, object]]", route_as_json(found)["outcomes"])
    assert (outcome["result"], outcome["certainty"]) == ("unknown", "not known")
    assert WORLDS[unknown].missing in str(outcome["reason"])


def test_a_route_that_ends_is_known_to_end() -> None:
    """Whatever was assumed before, and whichever mode it is."""
    case = a_case(classic(filters=None, enabled=False), "engage")

    [outcome] = route(CALL, "shop", case.workspace, plan=case.plan, consent={}).outcomes

    assert (outcome.result, outcome.certainty) == ("not delivered", "known")


@pytest.mark.parametrize(
    ("plan_id", "filters", "total", "result"),
    [
        ("tp", (), 50, "not delivered"),
        ("", (), 50, "unknown"),
        ("tp", None, 1, "unknown"),
        ("tp", None, 50, "delivered"),
    ],
)
def test_what_is_taken_for_granted_ends_no_route(
    plan_id: str, filters: tuple[()] | None, total: int, result: str
) -> None:
    """That a sheet is the connected plan, or that nothing takes out what a trigger looks at."""
    rule = Rule("track", "Order Completed", fields=(Field(("properties", "total")),))
    trigger = 'type = "track" and properties.total > 10'
    case = a_case(actions({"id": ID}, trigger=trigger, filters=filters))
    settings = {"track": {"allowUnplannedEvents": filters is None}}
    source = replace(case.workspace.sources[0], schema_settings=settings)
    workspace = replace(case.workspace, sources=(source,))
    name = "Order Completed" if filters is None else "Oops"
    sent = {"type": "track", "event": name, "userId": "u", "properties": {"total": total}}

    [outcome] = route(
        sent, "shop", workspace, plan=TrackingPlan("Shop", (rule,), id=plan_id), consent={}
    ).outcomes

    assert outcome.result == result


@pytest.mark.parametrize("resource", ["destinations", "warehouses", "further pages"])
def test_a_route_says_that_there_may_be_other_destinations(resource: str) -> None:
    """Where they could not be read; a source without any is not said to have none."""
    case = replaced(a_case(classic()), not_available={resource: "403"})

    found = route(CALL, "shop", case.workspace, plan=case.plan, consent={})
    said = route_row(found).text

    assert found.outcomes == ()
    assert "could be read: others may get the call" in said
    assert "no destination" not in said
    known = route(CALL, "shop", replaced(case, not_available={}).workspace, consent={})
    assert "This source has no destination" in route_row(known).text


def test_a_step_of_a_route_says_how_certain_it_is() -> None:
    """Known, assumed or not known; the outcome is as certain as what it rests on."""
    case = WORLDS["filters not readable"].case
    [outcome] = route(CALL, "shop", case.workspace, plan=case.plan, consent={"x": ()}).outcomes
    certainty = {step.step: step.certainty for step in outcome.steps}

    assert certainty["enabled"] == "known"
    assert certainty["consent"] == "assumed"
    assert certainty["filters"] == "not known"


def unread(build: Build) -> Case:
    """A destination of the Actions kind whose mappings were not read."""
    return build.case(build.link("server", catalog=build.actions(), mappings=None))


def inferred(build: Build, *components: str) -> Case:
    """A pair without a way, of which that is inferred."""
    case = build.case(build.link("server", "nothing", catalog=build.catalog(components=components)))
    return replace(case, connections=tuple(replace(c, certain=False) for c in case.connections))


def ga4(build: Build) -> Case:
    """GA4 with a mapping of a kind that is not known."""
    [target] = [t for t in targets("destinations") if t.slug == "actions-google-analytics-4-web"]
    entry = build.actions("WEB")
    entry = replace(entry, id=target.catalog_id, slug=target.slug)
    mapping = build.mapping(action_id="gone", action_slug="")
    return build.case(build.link("web", "device", catalog=entry, mappings=(mapping,)))


def dropping(build: Build) -> Case:
    """A filter that drops all that is planned, and not all that may be sent."""
    action = {"type": "DROP"}
    entry = build.catalog(methods=frozenset({"track"}))
    held = (build.filter('event = "Order Completed"', action=action),)
    return build.case(build.link(catalog=entry, filters=held), plan=build.plan(build.event()))


DOUBTFUL: dict[str, tuple[Callable[[Build], Case], str]] = {
    "device-only-off-device": (lambda b: inferred(b, "BROWSER"), "is not known"),
    "nothing-can-arrive": (inferred, "is not known"),
    "sdk-must-be-in-the-app": (
        lambda b: b.case(b.link("mobile", "device")), "Without it in the app"),
    "no-enabled-mapping": (unread, ""),
    "ga4-without-configuration": (ga4, ""),
    "filter-not-readable": (
        lambda b: b.case(b.link(filters=None), not_available={"filters": "refused"}), ""),
    "filter-drops-everything": (dropping, "every planned call"),
}  # fmt: skip
"""Each check that blocks, with a doubt, and what it says then; nothing where it has to be silent."""


def test_every_check_that_blocks_is_among_them() -> None:
    """A new one needs its doubt here."""
    assert {check.id for check in CHECKS if check.severity == "blocker"} == set(DOUBTFUL)


@pytest.mark.parametrize("check_id", DOUBTFUL)
def test_a_check_with_a_doubt_blocks_nothing(build: Build, check_id: str) -> None:
    """It is silent, or of lower severity, with the doubt."""
    [check] = [one for one in CHECKS if one.id == check_id]
    make, says = DOUBTFUL[check_id]

    found = list(check(make(build)))

    assert len(found) == bool(says)
    for item in found:
        assert (item.severity, item.certainty) == ("high", "not known")
        assert item.doubt
        assert says in item.text


def test_a_call_that_a_flag_denies_is_not_said_not_to_arrive(build: Build) -> None:
    """The consideration says what it rests on."""
    entry = build.catalog(methods=frozenset({"identify"}))
    [check] = [one for one in CHECKS if one.id == "call-not-supported"]

    [found] = check(build.case(build.link(catalog=entry), plan=build.plan(build.event())))

    assert found.certainty == "not known"
    assert "may not arrive" in found.text


BLOCKING = [
    (target, entry)
    for target in targets("destinations")
    for entry in target.entries
    if entry.severity == "blocker"
]


@pytest.mark.parametrize(("target", "entry"), BLOCKING, ids=lambda one: getattr(one, "id", ""))
def test_what_is_known_of_a_destination_blocks_only_where_it_is_sure(
    build: Build, target: Target, entry: Entry
) -> None:
    """Not where the mode is not known, nor where no plan says which calls a source sends."""
    catalog = build.catalog(
        id=target.catalog_id, slug=target.slug, methods=frozenset({"identify", "track", "group"})
    )
    kinds = ("web", "mobile", "server") if ANY in entry.sources else sorted(entry.sources)
    cases = [build.case(build.link(kind, "device", "cloud", catalog=catalog)) for kind in kinds]

    found = [one for case in cases for one in considerations(case) if one.id == entry.id]

    for item in found:
        assert item.severity != "blocker"
        assert item.class_ != "wrong now"
        assert item.doubt or item.class_ == SATISFIED or (not entry.modes and ANY in entry.calls)
