"""The engagement as the rules see it."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from segkit.model.derived import Connection
from segkit.model.plan import CALLS, Rule

if TYPE_CHECKING:
    from tests.doubles.cases import Build


@pytest.fixture
def build(double: Callable[[str], ModuleType]) -> object:
    """Whole engagements, where the other tests of delivery need one source."""
    return double("cases").Build()


def test_connections_without_their_ends_are_left_out(build: Build) -> None:
    """A connection to something that the workspace does not hold is no pair."""
    case = build.case(build.link())
    case = type(case)(
        case.workspace,
        connections=(*case.connections, Connection("web", "gone", ("cloud",), "cloud", "")),
    )

    assert [pair.destination.id for pair in case.pairs] == ["web-Beacon"]


def test_websites_have_pages_and_apps_have_screens(build: Build) -> None:
    """A server takes neither from a website's or an app's plan."""
    plan = build.plan(Rule("page", "Home"), Rule("screen", "Home"), build.event())
    sources = tuple(build.source(kind) for kind in ("web", "mobile", "server"))

    case = build.case(sources=sources, plan=plan)

    assert case.calls("web") == {"page", "track"}
    assert case.calls("mobile") == {"screen", "track"}
    assert case.calls("server") == {"track"}


def test_a_lone_server_sends_the_planned_pages(build: Build) -> None:
    """Without a website, nothing else can send them."""
    case = build.case(sources=(build.source("server"),), plan=build.plan(Rule("page", "Home")))

    assert case.calls("server") == {"page"}


def test_retired_rules_are_not_planned_calls(build: Build) -> None:
    """A call whose only rule is retired is not in use."""
    plan = build.plan(Rule("group", deprecated=True), build.event())

    assert build.case(sources=(build.source(),), plan=plan).calls("web") == {"track"}


def test_calls_for_other_platforms_are_not_planned_here(build: Build) -> None:
    """A plan with a platform column says who sends what."""
    plan = build.plan(Rule("group", labels={"Platform": "Server"}), build.event())
    sources = (build.source("web"), build.source("server"))

    case = build.case(sources=sources, plan=plan)

    assert case.calls("web") == {"track"}
    assert case.calls("server") == {"track", "group"}


def test_every_call_is_possible_where_no_plan_speaks(build: Build) -> None:
    """Without a plan, and for a source that other people's code feeds."""
    without = build.case(sources=(build.source(),))
    cloud = build.case(sources=(build.source("cloud-event"),), plan=build.plan(build.event()))

    assert without.calls("web") == set(CALLS)
    assert cloud.calls("cloud-event") == set(CALLS)


def test_a_plan_covers_the_sources_that_are_connected_to_it(build: Build) -> None:
    """Segment's own connection is surer than the kind of source."""
    sources = (build.source("web", tracking_plan_id="tp_1"), build.source("server"))

    case = build.case(sources=sources, plan=build.plan(id="tp_1"))

    assert case.plan_covers("web")
    assert not case.plan_covers("server")
