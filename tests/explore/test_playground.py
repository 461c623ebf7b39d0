"""Composing, pasting and judging calls on the demo engagement."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.errors import UsageError
from segkit.explore.playground import Playground
from segkit.facts.known import Facts
from segkit.rows.arrival.playground import playground, playground_form

HOSTILE = "</textarea><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Playground:
    """The demo's playground."""
    return Playground(Facts(create_demo(tmp_path_factory.mktemp("play") / "demo")))


def test_every_planned_call_starts_valid(place: Playground) -> None:
    """What is composed from the plan keeps the plan, version by version."""
    invalid = {
        f"{rule.title} v{rule.version}"
        for rule in place.planned
        if (verdict := place.compose(rule).verdict) and verdict.violations
    }

    assert len(place.planned) > 40
    assert invalid == set()


def test_a_call_is_followed_from_its_source(place: Playground) -> None:
    """The same call from a server reaches no destination that only runs in a browser."""
    start = place.start("Order Completed")
    other = place.try_call(start.call or {}, place.sources[-1].id)

    assert start.route is not None
    assert other.route is not None
    assert start.route.source_id != other.route.source_id


def test_one_field_is_changed_as_it_was_typed(place: Playground) -> None:
    """Numbers where the plan has numbers, text where it has text, nothing for an empty input."""
    trial = place.start("Order Completed")

    number = place.with_field(trial, ("properties", "total"), "99.5")
    wrong = place.with_field(trial, ("properties", "total"), "much")
    text = place.with_field(trial, ("properties", "order_id"), "1042")
    gone = place.with_field(trial, ("properties", "total"), "")

    assert (number.call or {})["properties"]["total"] == 99.5  # type: ignore[index]
    assert [v.field for v in wrong.verdict.violations] == ["properties.total"]  # type: ignore[union-attr]
    assert (text.call or {})["properties"]["order_id"] == "1042"  # type: ignore[index]
    assert "total" not in (gone.call or {})["properties"]  # type: ignore[operator]


def test_pasted_code_becomes_the_call(place: Playground) -> None:
    """The text on the form is the call as JSON from then on."""
    trial = place.try_text('analytics.track("Order Completed", {total: price})')

    assert '"event": "Order Completed"' in trial.text
    assert trial.notes == ("Only running the code tells price: its source stands in its place.",)
    assert trial.rule is not None


def test_what_is_no_call_keeps_what_was_typed(place: Playground) -> None:
    """Half a line of JSON is on its way to be one."""
    trial = place.try_text('{"type": "track", ')

    assert (trial.text, trial.call) == ('{"type": "track", ', None)
    assert trial.problem is not None


def test_a_call_that_segment_refuses_is_explained(place: Playground) -> None:
    """The plan still says its word."""
    trial = place.try_call({"type": "track"})

    assert trial.problem is not None
    assert "no event" in trial.problem[0]
    assert trial.verdict is not None


def test_another_spelling_is_not_planned_but_offered(place: Playground) -> None:
    """Names have to match to the letter."""
    trial = place.try_call({"type": "track", "event": "order completed", "userId": "u_1"})

    assert trial.verdict is not None
    assert trial.verdict.near[0] == "Order Completed"


@pytest.mark.parametrize(("event", "source"), [("No Such Event", ""), ("", "no-such-source")])
def test_names_that_do_not_exist_are_refused(place: Playground, event: str, source: str) -> None:
    """The message says what there is."""
    with pytest.raises(UsageError, match="no"):
        place.start(event, source)


def test_the_page_shows_all_of_it_escaped(place: Playground) -> None:
    """Call, verdict, outcomes and code, made of hostile text."""
    trial = place.try_call(
        {"type": "track", "event": HOSTILE, "userId": HOSTILE, "properties": {HOSTILE: HOSTILE}}
    )

    view = playground(place, trial, ["javascript", "python"])
    form = str(playground_form(place, trial, language="javascript"))

    for html in (view.html, form):
        assert "<img" not in html
        assert "Not planned." in html
    assert "Where it arrives" in view.html
    assert "analytics.track(" in view.html


def test_what_is_not_known_counts_neither_way(place: Playground) -> None:
    """The sum above the outcomes tells those apart of which it is not known."""
    trial = place.try_call({"type": "group", "userId": "u", "groupId": "g"}, place.sources[0].id)
    assert trial.route is not None
    results = [one.result for one in trial.route.outcomes]

    said = playground(place, trial, ()).text

    words = (
        f"Delivered to {results.count('delivered')} of {len(results)} destinations and warehouses"
    )
    assert results.count("unknown")
    assert f"{words}; of {results.count('unknown')} it is not known." in said
