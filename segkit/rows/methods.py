"""How the customer tracks, and with which calls (rows S9 and S10)."""

from __future__ import annotations

from collections.abc import Sequence

from segkit.model.derived import CallScope, TrackingChoice
from segkit.render.html import render
from segkit.render.missing import nothing
from segkit.render.view import View

_CHOICES = {
    "client": "client-side tracking",
    "server": "server-side tracking",
    "both": "client-side and server-side tracking",
}


def tracking_methods(
    choice: TrackingChoice,
    *,
    customer: str,
    client_sources: Sequence[str] = (),
    server_sources: Sequence[str] = (),
) -> View:
    """What the customer chose and why, with the names of the sources on each side."""
    words = _CHOICES.get(choice.value, "")
    sentence = (
        f"{customer} uses {words}."
        if words
        else f"Whether {customer} tracks on the client, on the server or both cannot be told yet."
    )
    sides = (
        ("Client-side", "In the browser or the app, close to the user.", tuple(client_sources)),
        ("Server-side", "In your own services, out of the user's reach.", tuple(server_sources)),
    )
    return View(
        html=render("tracking_methods", sentence=sentence, choice=choice, sides=sides),
        text=f"{sentence} {choice.reason}".strip(),
        columns=("Side", "Source"),
        rows=tuple((side, name) for side, _, names in sides for name in names),
    )


def calls_in_scope(scopes: Sequence[CallScope]) -> View:
    """Which of the six calls this guide covers and which it does not, with the reasons."""
    if not scopes:
        return nothing("Which calls are in scope is not known yet: there is no tracking plan.")
    groups = [
        ("In scope", "in", [s for s in scopes if s.in_scope]),
        ("Out of scope for now", "out", [s for s in scopes if not s.in_scope]),
    ]
    return View(
        html=render("calls_in_scope", groups=[g for g in groups if g[2]]),
        text="\n".join(
            f"{title}: {', '.join(scope.call for scope in some)}"
            for title, _, some in groups
            if some
        ),
        columns=("Call", "In scope", "Reason"),
        rows=tuple((s.call, s.in_scope, s.reason) for s in scopes),
    )
