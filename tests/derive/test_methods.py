"""On which side the customer tracks, and with which calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from segkit.derive.methods import call_scopes, tracking_choice
from segkit.model.plan import Field, Rule, TrackingPlan
from segkit.model.workspace import Destination, DestinationCatalog

if TYPE_CHECKING:
    from tests.derive.conftest import Build


def plan_of(*rules: Rule) -> TrackingPlan:
    """A plan of these rules."""
    return TrackingPlan("Quillmoor plan", rules)


@pytest.mark.parametrize(
    ("libraries", "value"),
    [
        (("javascript",), "client"),
        (("apple",), "client"),
        (("python", "zendesk"), "server"),
        (("kotlin-android", "node-js"), "both"),
        (("zendesk",), ""),
    ],
)
def test_the_sources_decide_the_side(build: Build, libraries: tuple[str, ...], value: str) -> None:
    """Cloud apps run no code of the customer's, so they do not count."""
    workspace = build.workspace(*(build.source(f"The {name}", library=name) for name in libraries))

    assert tracking_choice(workspace).value == value


def test_the_reason_names_the_enabled_sources(build: Build) -> None:
    """A disabled source is no evidence."""
    workspace = build.workspace(
        build.source("Shop"), build.source("Till", library="python", on=False)
    )

    choice = tracking_choice(workspace)

    assert choice.reason == "1 source on the client (Shop); no source on the server."


def test_the_sa_has_the_last_word_on_the_side(build: Build) -> None:
    """And the guide says who decided."""
    choice = tracking_choice(build.workspace(build.source("Shop")), "server")

    assert (choice.value, choice.overridden) == ("server", True)


def test_without_a_workspace_no_side_is_told() -> None:
    """Nothing is guessed."""
    assert tracking_choice(None).value == ""


def test_planned_calls_are_in_scope_with_their_counts() -> None:
    """Evidence is a number that people can check."""
    plan = plan_of(
        Rule("identify", fields=(Field(("traits", "email")), Field(("traits", "plan")))),
        Rule("track", "Order Completed"),
        Rule("track", "Order Completed", version=2),
        Rule("track", "Old Event", deprecated=True),
        Rule("screen", "Home"),
    )

    scopes = {scope.call: scope for scope in call_scopes(plan, None)}

    assert list(scopes) == ["identify", "page", "screen", "track", "group", "alias"]
    assert [call for call in scopes if scopes[call].in_scope] == ["identify", "screen", "track"]
    assert scopes["identify"].reason == "The plan has identify calls with 2 traits."
    assert scopes["track"].reason == "The plan has 1 event."
    assert scopes["group"].reason == "The plan has no group call."


def test_pages_planned_as_an_event_are_in_scope() -> None:
    """Segment itself advises to plan them as Page Viewed."""
    scopes = call_scopes(plan_of(Rule("track", "Page Viewed")), None)

    assert scopes[1].reason == "The plan has the event Page Viewed."


def test_a_website_puts_page_in_scope(build: Build) -> None:
    """Analytics.js needs its page call, planned or not; an app may do without screens."""
    workspace = build.workspace(build.source("Shop"), build.source("App", library="apple"))

    scopes = call_scopes(plan_of(Rule("track", "Boots Fitted")), workspace)

    assert (scopes[1].in_scope, scopes[2].in_scope) == (True, False)
    assert scopes[1].reason == (
        "The workspace has 1 website source, although the plan has no page call."
    )


def test_a_sign_in_puts_identify_in_scope() -> None:
    """Whoever signs in is known from then on."""
    scopes = call_scopes(plan_of(Rule("track", "Signed In")), None)

    assert scopes[0].in_scope
    assert scopes[0].reason.startswith("Signed In comes with a known user")


def test_without_a_plan_the_workspace_tells(build: Build) -> None:
    """Group and alias need somebody who asks for them."""
    scopes = call_scopes(None, build.workspace(build.source("Shop")))

    assert [scope.call for scope in scopes if scope.in_scope] == ["identify", "page", "track"]
    assert [scope.call for scope in scopes if not scope.known] == ["screen", "group", "alias"]


def test_a_destination_that_may_need_alias_is_named(build: Build) -> None:
    """Whether a project has ID Merge is not in the API, so the SA has to ask."""
    catalog = DestinationCatalog("c", "Mixpanel (Legacy)", "mixpanel")
    mixpanel = Destination("d", "Mixpanel", "id-shop", catalog)
    workspace = replace(build.workspace(build.source("Shop")), destinations=(mixpanel,))

    alias = call_scopes(plan_of(Rule("track", "Signed In")), workspace)[-1]

    assert not alias.in_scope
    assert alias.reason == (
        "The plan has no alias call. Mixpanel needs one only for projects without ID Merge."
    )


def test_the_sa_has_the_last_word_on_a_call() -> None:
    """The override is all that is known without plan and workspace."""
    (scope,) = call_scopes(None, None, {"alias": True})

    assert (scope.call, scope.in_scope, scope.overridden) == ("alias", True, True)


def test_traits_are_counted_as_the_guide_lists_them() -> None:
    """The parts of an object count; the id of an identify call is no trait."""
    address = (Field(("traits", "address")), Field(("traits", "address", "city")))
    plan = plan_of(
        Rule("identify", fields=(Field(("userId",)), *address)),
        Rule("group", fields=address),
    )

    reasons = {scope.call: scope.reason for scope in call_scopes(plan, None)}

    assert reasons["identify"] == "The plan has identify calls with 2 traits."
    assert reasons["group"] == "The plan has group calls with 2 traits."
