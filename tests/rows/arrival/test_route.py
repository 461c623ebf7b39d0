"""Behaviour of `segkit.rows.arrival.route`: what becomes of a call, for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from segkit.delivery.outcome import Change, Outcome, Route, Step, Table
from segkit.rows.arrival.route import route

if TYPE_CHECKING:
    from tests.rows.conftest import Parse

HOSTILE = '<script>alert("1")</script>'


def route_of(*outcomes: Outcome) -> Route:
    """A track call from the shop."""
    call = {"type": "track", "event": f"Order {HOSTILE}"}
    return Route("s", "shop", f"Shop {HOSTILE}", "web", call, outcomes, ("odd",), ("retries",))


def outcome_of(result: str, mode: str = "cloud") -> Outcome:
    """With one of everything."""
    return Outcome(
        f"id {HOSTILE}",
        f"Beacon {HOSTILE}",
        "destination",
        "Beacon",
        result,
        mode,
        "Because.",
        removed=(Change(f"properties.{HOSTILE}", "The filter takes it out."),),
        changed=(Change("event", "Renamed."),),
        tables=(Table("tracks", ("id", "event")),),
        steps=(Step("filters", "stops", "The filter drops it.", f"event = {HOSTILE}", mode),),
    )


def test_every_outcome_has_its_steps_without_a_script(parse: Parse) -> None:
    """The details hold the trace, and hostile names stay text."""
    shown = [outcome_of("delivered"), outcome_of("not delivered", "none"), outcome_of("unknown")]

    view = route(route_of(*shown))

    page = parse(view.html)
    assert "script" not in page.names()
    assert page.text.count("The filter drops it.") == 3
    for words in ("Delivered", "Not delivered", "Cannot be known", "retries", "odd", "tracks"):
        assert words in page.text
    assert len(set(page.ids())) == len(page.ids()) == 3
    assert [row[1] for row in view.rows] == ["Delivered", "Not delivered", "Cannot be known"]
    assert view.columns == ("Destination or warehouse", "Outcome", "Mode", "Why")


def test_a_source_without_destinations_says_so() -> None:
    """An empty table tells nothing."""
    assert "no destination" in route(route_of()).text
