"""Rules and knowledge together: what is said about an engagement, once, and in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks import CHECKS
from segkit.considerations.consideration import seriousness
from segkit.considerations.deriving import (
    _MATTERS,
    CHECKED,
    LEFT_TO_CHECKS,
    NOT_KNOWN,
    WAREHOUSES,
    considerations,
    quiet,
)
from segkit.knowledge.entries import entries_for_warehouse, global_entries, targets
from segkit.model.plan import Rule

if TYPE_CHECKING:
    from segkit.model.workspace import DestinationCatalog
    from tests.doubles.cases import Build

KNOWN = next(
    target
    for target in targets("destinations")
    if {("web",), ("any",)} >= {e.sources for e in target.entries}
    and not {e.id for e in target.entries} & set(LEFT_TO_CHECKS)
    and len(target.entries) > 1
)


def known_catalog(build: Build) -> DestinationCatalog:
    """The catalog entry of a destination that the knowledge base knows."""
    return build.catalog(id=KNOWN.catalog_id, name=KNOWN.name, slug=KNOWN.slug)


def ids_about(found: tuple[object, ...], target_id: str) -> set[str]:
    """The ids of what is said about a target."""
    return {item.id for item in found if item.target_id == target_id}  # type: ignore[attr-defined]


def test_knowledge_applies_to_an_existing_pair(build: Build) -> None:
    """Every entry for the pair's kind appears, with its date and its evidence."""
    case = build.case(build.link(catalog=known_catalog(build)))

    found = considerations(case)

    said = [item for item in found if item.target_id == "web-Beacon"]
    assert {item.id for item in said} == {entry.id for entry in KNOWN.entries}
    assert {item.basis for item in said} == {"knowledge"}
    assert all(item.known and item.evidence for item in said)


def test_knowledge_about_calls_that_nobody_plans_is_left_out(build: Build) -> None:
    """With a plan, an entry about calls that it does not contain is silent."""
    case = build.case(
        build.link(catalog=known_catalog(build)), plan=build.plan(Rule("alias", "merge"))
    )

    found = considerations(case)

    expected = {e.id for e in KNOWN.entries if "any" in e.calls or "alias" in e.calls}
    assert ids_about(found, "web-Beacon") == expected


def test_a_pair_where_nothing_arrives_shows_only_why(build: Build) -> None:
    """Advice about the tool would distract from the reason."""
    case = build.case(build.link("server", "nothing", catalog=known_catalog(build)))

    found = considerations(case)

    assert ids_about(found, "server-Beacon") == {"nothing-can-arrive"}


def test_what_cannot_arrive_is_not_asked_to_be_mapped_or_switched_on(build: Build) -> None:
    """What other checks advise would send people on an errand that changes nothing."""
    web_only = build.actions("WEB")
    case = build.case(
        build.link("server", "nothing", catalog=web_only, mappings=(build.mapping(),)),
        build.link("server", "nothing", catalog=web_only, name="Off", mappings=(), enabled=False),
    )

    found = considerations(case)

    assert ids_about(found, "server-Beacon") == {"device-only-off-device"}
    assert ids_about(found, "server-Off") == {"device-only-off-device"}


def test_disabled_destinations_keep_their_knowledge(build: Build) -> None:
    """Somebody may enable them."""
    case = build.case(build.link(catalog=known_catalog(build), enabled=False))

    found = ids_about(considerations(case), "web-Beacon")

    assert {"disabled-destination", KNOWN.entries[0].id} <= found


def test_source_knowledge_belongs_to_the_source_alone(build: Build) -> None:
    """It is said once for each source of the library."""
    sources = (build.source("web:a"), build.source("web:b"))
    libraries = {source.id: build.library("javascript") for source in sources}

    found = considerations(build.case(sources=sources, libraries=libraries))

    said = [i for i in found if i.id == "src-javascript-02"]
    assert [(i.source_id, i.target_id) for i in said] == [("web:a", ""), ("web:b", "")]


def test_knowledge_of_every_library_follows_the_kind_of_source(build: Build) -> None:
    """What is true of servers is said of each server, whatever its library."""
    sources = (build.source("web"), build.source("server:till"), build.source("server:shop"))
    libraries = {
        "web": build.library("javascript"),
        "server:till": build.library("http-api", "HTTP API"),
        "server:shop": build.library("cobol", "Cobol"),
    }

    found = considerations(build.case(sources=sources, libraries=libraries))

    said = {i.source_id: i.evidence for i in found if i.id == "src-all-01"}
    assert said == {
        "server:till": "The library is HTTP API.",
        "server:shop": "The library is Cobol.",
    }


def test_library_knowledge_is_left_out_for_a_disabled_source(build: Build) -> None:
    """Nobody builds on a source that accepts no data."""

    def known(*, enabled: bool) -> set[str]:
        sources, libraries = (build.source(enabled=enabled),), {"web": build.library("javascript")}
        found = considerations(build.case(sources=sources, libraries=libraries))
        return {item.id for item in found if item.id.startswith("src-")}

    assert known(enabled=True)
    assert known(enabled=False) == set()


def test_warehouse_knowledge_is_said_once_for_each_warehouse(build: Build) -> None:
    """It does not depend on the source."""
    warehouse = build.warehouse(source_ids=("web", "server"))
    case = build.case(
        sources=(build.source("web"), build.source("server")), warehouses=(warehouse,)
    )

    found = considerations(case)

    said = [i for i in found if i.target_id == "wh"]
    assert [i.source_id for i in said] == [""] * len(entries_for_warehouse("snowflake"))


def test_a_rule_speaks_instead_of_general_knowledge(build: Build) -> None:
    """Where a plan is given, the check judges it; without one the general entry stays."""
    sources, warehouses = (build.source(),), (build.warehouse(),)
    plan = build.plan(build.event("A", build.field("properties", "user_id")))

    without = ids_about(considerations(build.case(sources=sources, warehouses=warehouses)), "wh")
    judged = ids_about(
        considerations(build.case(sources=sources, warehouses=warehouses, plan=plan)), "wh"
    )

    assert "wh-all-03" in without
    assert "wh-all-03" not in judged
    assert "reserved-columns" in judged


def test_an_entry_that_says_less_gives_way_where_the_rule_speaks(build: Build) -> None:
    """A covered entry steps back for the finding, and stays where the check is silent."""
    sources, warehouses = (build.source(),), (build.warehouse(),)
    one, both = (
        build.field("properties", "p", types=t) for t in (("string",), ("string", "number"))
    )

    quiet = ids_about(
        considerations(
            build.case(
                sources=sources, warehouses=warehouses, plan=build.plan(build.event("A", one))
            )
        ),
        "wh",
    )
    loud = ids_about(
        considerations(
            build.case(
                sources=sources, warehouses=warehouses, plan=build.plan(build.event("A", both))
            )
        ),
        "wh",
    )

    assert "wh-all-01" in quiet
    assert "several-types-in-one-column" in loud
    assert "wh-all-01" not in loud


@pytest.mark.parametrize(
    ("mode", "said", "sure"),
    [("device", True, True), ("cloud", False, True), ("unknown", True, False)],
)
def test_knowledge_of_one_mode_follows_the_mode(
    build: Build, mode: str, *, said: bool, sure: bool
) -> None:
    """What holds in device mode is no concern of a connection that is known to use the cloud."""
    hubspot = next(t for t in targets("destinations") if t.slug == "hubspot")
    catalog = build.catalog(id=hubspot.catalog_id, name=hubspot.name, slug=hubspot.slug)
    case = build.case(build.link("web", "device", "cloud", mode=mode, catalog=catalog))

    found = {item.id: item for item in considerations(case)}

    assert ("hubspot-01" in found) is said
    assert not said or (found["hubspot-01"].doubt == "") is sure


def test_library_knowledge_of_device_mode_needs_a_destination_on_the_device(build: Build) -> None:
    """A source without one is not told what such destinations need."""
    libraries = {"web": build.library("javascript")}

    cloud = considerations(build.case(build.link("web", "cloud"), libraries=libraries))
    device = considerations(build.case(build.link("web", "device"), libraries=libraries))

    assert "src-javascript-01" not in {item.id for item in cloud}
    assert "src-javascript-01" in {item.id for item in device}


def test_every_statement_says_why_and_from_where(build: Build) -> None:
    """Reason in words, basis, documentation, and the date where it is general knowledge."""
    links = [
        build.link(kind, "device", "cloud", catalog=known_catalog(build), enabled=False)
        for kind in ("web", "mobile", "server", "cloud-object")
    ]
    case = build.case(*links, warehouses=(build.warehouse(),), region="eu")

    found = considerations(case)

    assert {item.basis for item in found} >= {"workspace", "catalog", "knowledge"}
    for item in found:
        assert item.evidence.endswith(".") or item.basis != "knowledge"
        assert item.evidence
        assert item.docs
        assert bool(item.known) is (item.basis == "knowledge")


def test_every_global_entry_is_judged() -> None:
    """Either a check replaces it, or something in the workspace makes it matter."""
    assert {entry.id for entry in global_entries()} == set(_MATTERS) | {
        entry_id for entry_id in LEFT_TO_CHECKS if entry_id.startswith("global-")
    }


def test_general_entries_are_left_to_rules_that_exist() -> None:
    """Rules name entries that are there, and no entry is replaced and covered at once."""
    entry_ids = {
        entry.id
        for file in ("global", "sources", "warehouses", "destinations")
        for target in targets(file)
        for entry in target.entries
    }

    replaced = [entry_id for check in CHECKS for entry_id in check.replaces]
    covered = [entry_id for check in CHECKS for entry_id in check.covers]

    assert set(replaced + covered) <= entry_ids
    assert len(replaced + covered) == len(set(replaced + covered))
    assert len(LEFT_TO_CHECKS) == len(replaced)


def test_workspace_entries_appear_where_they_matter(build: Build) -> None:
    """Retries concern cloud mode; object sources concern those who have one."""
    cloud = ids_about(considerations(build.case(build.link())), "")
    empty = ids_about(considerations(build.case()), "")
    objects = ids_about(considerations(build.case(sources=(build.source("cloud-object"),))), "")

    assert {"global-12", "global-13"} <= cloud
    assert empty == set()
    assert "global-15" in objects - cloud


def test_order_is_by_target_class_severity_and_id(build: Build) -> None:
    """What has no target comes first; then names in alphabetical order, whatever their case."""
    case = build.case(
        build.link(name="beta", enabled=False),
        build.link(name="Alpha", catalog=build.actions(id="a"), mappings=(), enabled=False),
        build.link("server", name="alpha too", enabled=False),
    )
    names = {d.id: d.name for d in case.workspace.destinations} | {"": ""}

    found = considerations(case)

    keys = [(names[i.target_id].casefold(), seriousness(i), i.id) for i in found]
    assert keys == sorted(keys)
    assert [i.id for i in found if i.target_id == "web-Alpha"] == [
        "disabled-destination",
        "no-enabled-mapping",
        "known-from-catalog",
    ]


def test_nothing_is_said_twice(build: Build) -> None:
    """Id, source and target together are unique, and the same case gives the same answer."""
    links = [
        build.link(kind, "device", "cloud", catalog=known_catalog(build), enabled=False)
        for kind in ("web", "web:2", "mobile", "server")
    ]
    case = build.case(*links, warehouses=(build.warehouse(),), region="eu")

    found = considerations(case)

    assert len({(i.id, i.source_id, i.target_id) for i in found}) == len(found)
    assert considerations(case) == found


def test_a_quiet_pair_is_explained(build: Build) -> None:
    """A quiet pair says whether segkit knows the destination."""
    only_server = next(
        t for t in targets("destinations") if all(e.sources == ("web",) for e in t.entries)
    )
    known = build.catalog(id=only_server.catalog_id, name="Known", slug="k")
    case = build.case(
        build.link("server", catalog=known, name="Known"),
        build.link("server", name="New tool"),
        build.link("server", name="Off", enabled=False, catalog=build.catalog(id="other")),
    )

    assert quiet(case, considerations(case)) == {
        ("server", "server-Known"): CHECKED,
        ("server", "server-New tool"): NOT_KNOWN,
    }


def test_a_warehouse_that_has_facts_is_not_quiet(build: Build) -> None:
    """What is said about the warehouse covers its sources."""
    case = build.case(sources=(build.source(),), warehouses=(build.warehouse(),))

    assert quiet(case, considerations(case)) == {}


def test_each_consideration_knows_the_type_of_its_target(build: Build) -> None:
    """Instances of one destination are told to be of one kind, and so are warehouses."""
    link = build.link(catalog=build.catalog(name="Lantern"), name="Lantern - shop", enabled=False)

    found = considerations(build.case(link, warehouses=(build.warehouse(),)))

    types = {item.target_id: item.target_type for item in found}
    assert types["web-Lantern - shop"] == "Lantern"
    assert types["wh"] == WAREHOUSES
    assert types[""] == ""


def test_knowledge_blocks_nobody_who_has_done_it_already() -> None:
    """What is known of a tool does not know whether this customer followed it."""
    entries = {
        entry.id: entry
        for file in ("sources", "destinations")
        for target in targets(file)
        for entry in target.entries
    }

    for known in ("appsflyer-01", "actions-google-analytics-4-web-02"):
        assert entries[known].severity != "blocker"
    for known in ("src-apple-01", "src-kotlin-android-01"):
        assert entries[known].severity == "medium"
        assert "successor" not in entries[known].text


def test_knowledge_speaks_to_the_customer() -> None:
    """Nobody but the solutions architect draws the guide's diagrams."""
    texts = [
        f"{entry.text} {entry.action}".casefold()
        for file in ("global", "sources", "warehouses", "destinations")
        for target in targets(file)
        for entry in target.entries
    ]

    assert not [text for text in texts if "your diagram" in text or "engagement.toml" in text]
