"""How the customer tracks, and with which calls (rows S9 and S10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from segkit.model.derived import CallScope, TrackingChoice
from segkit.render import parts
from segkit.render.marks import sa_mark
from segkit.render.missing import nothing
from segkit.render.table import Column, Table
from segkit.render.tree import Child, div, li, own, p, ul
from segkit.render.view import View
from segkit.rows.placed import names_of_kinds
from segkit.rows.row import PLAN, WORKSPACE, Showing, row

_CHOICES = {
    "client": "client-side tracking",
    "server": "server-side tracking",
    "both": "client-side and server-side tracking",
}
_SET = "Set by the solutions architect"
_SIDES = (
    Column[tuple[str, str]]("side", "Side", lambda one: one[0]),
    Column[tuple[str, str]]("source", "Source", lambda one: one[1]),
)
_SCOPES = (
    Column[CallScope]("call", "Call", lambda one: one.call),
    Column[CallScope](
        "in_scope", "In scope", lambda one: one.in_scope if one.known else "not known"
    ),
    Column[CallScope]("reason", "Reason", lambda one: one.reason),
)


@row(
    "tracking_methods",
    place=9.1,
    more=("sources",),
    origins=(WORKSPACE,),
    readers=("developer",),
)
def _methods_row(showing: Showing) -> View:
    """Client-side, server-side or both (S9)."""
    facts, edition = showing.facts, showing.edition
    client = names_of_kinds(facts, "web", "mobile", edition=edition)
    server = names_of_kinds(facts, "server", "function", edition=edition)
    choice = facts.tracking_choice
    if client or server:  # each stands with its side; the reason would name some of them again
        choice = replace(choice, reason="")
    return tracking_methods(
        choice,
        customer=facts.engagement.customer,
        client_sources=client,
        server_sources=server,
        was_read=facts.workspace is not None,
    )


@row(
    "calls_in_scope",
    title="Calls in scope",
    place=10.1,
    more=("trackingPlans", "trackingPlanRules"),
    origins=(PLAN, WORKSPACE),
    readers=("developer",),
)
def _scope_row(showing: Showing) -> View:
    """Which of the six calls are in scope, and why (S10)."""
    return calls_in_scope(showing.facts.call_scopes)


def tracking_methods(
    choice: TrackingChoice,
    *,
    customer: str,
    client_sources: Sequence[str] = (),
    server_sources: Sequence[str] = (),
    was_read: bool = True,
) -> View:
    """What the customer chose and why, with the names of the sources on each side.

    Where no workspace was read, nothing is said of sources.
    """
    words = _CHOICES.get(choice.value, "")
    sentence = (
        f"{customer} uses {words}."
        if words
        else f"Whether {customer} tracks on the client, on the server or both cannot be told yet."
    )
    sides = (
        ("Client-side", "In the browser or the app, close to the user.", client_sources),
        ("Server-side", "In your own services, out of the user's reach.", server_sources),
    )
    lead = p(own(sentence), *([sa_mark(_SET)] if choice.overridden else []), cls="sk-lead")
    reason = (
        [p(own(choice.reason), cls="sk-note")] if choice.reason and not choice.overridden else []
    )
    none = "No source on this side." if was_read else ""
    cards = div(*(_side(title, what, names, none) for title, what, names in sides), cls="sk-cards")
    named = [(side, name) for side, _, names in sides for name in names]
    return View(div(lead, *reason, cards, cls="sk sk-methods"), data=Table(_SIDES, named))


def _side(title: str, what: str, names: Sequence[str], none: str) -> Child:
    said = [p(none, cls="sk-none")] if none else []
    listed = [ul(*(li(own(name)) for name in names), cls="sk-plain")] if names else said
    return div(p(title, cls="sk-title"), p(what, cls="sk-note"), *listed, cls="sk-panel")


def calls_in_scope(scopes: Sequence[CallScope]) -> View:
    """Which of the six calls this guide covers and which it does not, with the reasons."""
    if not scopes:
        return nothing("Which calls are in scope is not known yet: there is no tracking plan.")
    groups = (
        ("In scope", "in", [s for s in scopes if s.in_scope]),
        ("Out of scope for now", "out", [s for s in scopes if s.known and not s.in_scope]),
        ("Not known", "unknown", [s for s in scopes if not s.known]),
    )
    shown: list[Child] = []
    for title, kind, some in groups:
        if some:
            calls = ul(*(_scope(scope, kind) for scope in some), cls="sk-list")
            shown += [p(title, cls="sk-title"), calls]
    return View(div(*shown, cls="sk sk-scope"), data=Table(_SCOPES, scopes))


def _scope(scope: CallScope, kind: str) -> Child:
    why = sa_mark(_SET) if scope.overridden else p(own(scope.reason), cls="sk-note")
    return li(parts.badge(kind, scope.call.capitalize()), div(why), cls="sk-call")
