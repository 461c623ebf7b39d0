"""Behaviour of `segkit.rows.arrival.gates`."""

from __future__ import annotations

from segkit.delivery.outcome import Change, Outcome, Route, Step, UsedMapping
from segkit.rows.arrival.gates import GATES, Way, payload_lines, ways_of


def way(*steps: Step, result: str = "delivered", silent: bool = False, **more: object) -> Way:
    """The way of a call with these steps."""
    outcome = Outcome(
        "d1", "Tool", "destination", "Tool", result, "cloud", "Because.", steps=steps, **more  # type: ignore[arg-type]
    )  # fmt: skip
    route = Route("s", "s", "Shop", "server", {"type": "track"}, (outcome,))
    [found] = ways_of(route, {"d1"} if silent else ())
    return found


def signs(found: Way) -> dict[str, str]:
    """What stands at each gate."""
    return {gate.name: gate.verdict for gate in found.gates}


PASSED = (Step("enabled", "passes", "On."), Step("mode", "passes", "Cloud."))


def test_a_way_without_a_stop_has_every_gate_and_its_mappings() -> None:
    """The end says what takes the call."""
    mapping = UsedMapping("m", "Orders", "track", "cloud")
    found = way(*PASSED, Step("mappings", "passes", "One."), mappings=(mapping,))

    assert list(signs(found)) == list(GATES)
    assert (found.sign, found.ends) == ("ok", "Orders")
    assert signs(found)["Filters"] == ""


def test_the_line_ends_where_the_call_stops() -> None:
    """Nothing is drawn behind it."""
    found = way(
        *PASSED, Step("filters", "stops", "Dropped."), result="not delivered", stopped_by="filters"
    )

    assert list(signs(found))[-1] == "Filters"
    assert (signs(found)["Filters"], found.sign, found.ends) == ("stops", "wrong", "Because.")


def test_behind_something_unknown_there_is_never_a_plain_yes() -> None:
    """Also where the outcome itself would say that it is delivered."""
    found = way(
        *PASSED, Step("insert-function", "unknown", "?"), Step("mappings", "passes", "One.")
    )

    assert found.sign == "check"
    assert [gate.name for gate in found.gates if gate.in_doubt] == ["Transform", "Mapping"]


def test_what_waits_for_another_call_is_not_meant() -> None:
    """But a destination whose mappings are all off is wrong."""
    steps = (*PASSED, Step("mappings", "stops", "Waits for another."))

    assert way(*steps, result="not delivered").sign == "off"
    assert way(*steps, result="not delivered", silent=True).sign == "wrong"
    assert way(Step("connected", "stops", "No."), result="not delivered").sign == "off"


def test_the_worst_of_a_gate_is_shown_and_all_of_it_said() -> None:
    """Three steps, one gate."""
    found = way(*PASSED, Step("call", "passes", "A."), Step("consent", "changes", "B."))

    [call] = [gate for gate in found.gates if gate.name == "Call"]
    assert (call.verdict, call.words) == ("changes", "A. B.")


def test_of_two_ways_the_one_that_leads_on_is_shown() -> None:
    """The device takes it, the server does not."""
    found = way(
        *PASSED, Step("call", "stops", "No.", mode="cloud"), Step("call", "passes", "Yes.", mode="device"),
        Step("mappings", "passes", "One.", mode="device"),
    )  # fmt: skip

    assert found.sign == "ok"


def test_what_was_changed_is_marked_in_what_arrives() -> None:
    """By its line, with the reason."""
    found = way(
        *PASSED, payload={"properties": {"currency": "GBP", "total": 1}},
        changed=(Change("properties.currency", "A transformation sets it."),),
    )  # fmt: skip

    marked = [(line.strip(), why) for line, why in payload_lines(found.outcome) if why]
    assert marked == [('"currency": "GBP",', "A transformation sets it.")]
