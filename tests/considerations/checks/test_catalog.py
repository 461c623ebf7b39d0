"""Checks on destinations that the knowledge base does not have: what the catalog says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.considerations.checks.catalog import known_from_catalog, required_left_empty
from segkit.considerations.consideration import GOOD_TO_KNOW, TO_CHECK
from segkit.considerations.deriving import NOT_KNOWN, quiet
from segkit.model.workspace import Action

if TYPE_CHECKING:
    from segkit.model.workspace import DestinationCatalog
    from tests.doubles.cases import Build

TAKES = frozenset({"track", "identify"})
KNOWN = "actions-mixpanel"
TOPIC: dict[str, object] = {"fieldKey": "topic", "required": True}
BODY: dict[str, object] = {"fieldKey": "body"}


def lantern(build: Build, *fields: dict[str, object], **more: object) -> DestinationCatalog:
    """An Actions destination with one action of these fields."""
    action = Action("a0", "a0", "Send light", platform="CLOUD", fields=fields)
    return replace(build.actions(**more), actions=(action,))


def test_calls_and_modes_of_an_unknown_destination_are_those_of_the_catalog(build: Build) -> None:
    """Marked as from the catalog, and never more than good to know."""
    link = build.link("web", "device", "cloud", mode="cloud", catalog=build.catalog(methods=TAKES))

    [found] = known_from_catalog(build.case(link))

    assert found.class_ == GOOD_TO_KNOW
    assert found.basis == "catalog"
    assert "from Segment's catalog alone. It lists these calls: track, identify;" in found.text
    assert "in device mode or in cloud mode" in found.text
    assert found.docs == "/connections/destinations/catalog/beacon"


def test_actions_are_named_for_their_flags_say_nothing(build: Build) -> None:
    """Every Actions destination has the same flags, whatever its actions take."""
    link = build.link(catalog=lantern(build, methods=TAKES))

    [found] = known_from_catalog(build.case(link))

    assert "Its actions are Send light; mappings decide" in found.text
    assert "identify" not in found.text


def test_what_the_knowledge_base_has_or_nobody_knows_is_not_said(build: Build) -> None:
    """A known destination has its entries; one without flags and actions stays unknown."""
    case = build.case(
        build.link(catalog=build.catalog(slug=KNOWN, methods=TAKES), name="Known"),
        build.link(catalog=build.catalog(), name="Blank"),
        build.link("server", "nothing", catalog=build.catalog(methods=TAKES), name="Closed"),
    )

    assert [*known_from_catalog(case), *required_left_empty(case)] == []
    assert quiet(case, ())[("web", "web-Blank")] == NOT_KNOWN


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"body": {"@path": "$.event"}}, "Mapping Events: topic is empty."),
        ({"topic": "", "body": "x"}, "Mapping Events: topic is empty."),
        (
            {"topic": {"@path": "$.properties.wick"}},
            "Mapping Events: topic reads properties.wick, not planned in",
        ),
    ],
)
def test_a_required_field_that_nothing_fills_is_asked_about(
    build: Build, settings: dict[str, object], said: str
) -> None:
    """Where it is empty, and where it reads what the plan does not have."""
    link = build.link(
        catalog=lantern(build, TOPIC, BODY), mappings=(build.mapping(settings=settings),)
    )
    plan = build.plan(build.event("Lamp Lit", build.field("properties", "oil")))

    [found] = required_left_empty(build.case(link, plan=plan))

    assert said in found.evidence
    assert found.class_ == TO_CHECK
    assert found.question.endswith("?")


def test_a_required_setting_that_is_empty_is_asked_about(build: Build) -> None:
    """One that was not kept may well be filled in."""
    options = ({"name": "wick", "required": True}, {"name": "oil", "required": True})
    catalog = build.catalog(methods=TAKES, options=options)
    link = build.link(catalog=catalog, settings={"wick": ""}, dropped_settings=("oil",))

    [found] = required_left_empty(build.case(link))

    assert found.evidence == "Setting wick is empty."


@pytest.mark.parametrize(
    "settings",
    [
        {"topic": "harbour"},
        {"topic": {"@path": "$.event"}},
        {"topic": {"@path": "$.properties.oil"}},
        {},
    ],
)
def test_a_required_field_that_is_fed_is_not_mentioned(
    build: Build, settings: dict[str, object]
) -> None:
    """Nor one whose mapping was not read, which has no settings here."""
    link = build.link(
        catalog=lantern(build, TOPIC, BODY), mappings=(build.mapping(settings=settings),)
    )
    plan = build.plan(build.event("Lamp Lit", build.field("properties", "oil")))

    assert list(required_left_empty(build.case(link, plan=plan))) == []
