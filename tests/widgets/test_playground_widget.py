"""Behaviour of `segkit.widgets.playground`, without a browser."""

from __future__ import annotations

import pytest

from segkit.engagement.demo import create_demo
from segkit.explore.playground import Playground
from segkit.facts.known import Facts
from segkit.widgets import PlaygroundWidget


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Playground:
    """The demo's playground."""
    return Playground(Facts(create_demo(tmp_path_factory.mktemp("play") / "demo")))


@pytest.fixture
def widget(place: Playground) -> PlaygroundWidget:
    """The form on the demo's order."""
    return PlaygroundWidget(place, place.start("Order Completed"), ["javascript", "python"])


def send(widget: PlaygroundWidget, do: str, value: str = "", key: str = "") -> str:
    """A gesture; gives the HTML that is shown after it."""
    widget._handle_custom_msg(
        {"do": do, "key": key, "value": value, "fields": {}, "ticket": "1"}, []
    )
    return str(widget.shown["html"])


def test_a_wrong_value_is_marked_at_its_field(widget: PlaygroundWidget) -> None:
    """The input says what is wrong, for eyes and for screen readers."""
    html = send(widget, "field", "much", "properties\ntotal")

    assert 'aria-invalid="true"' in html
    assert "properties.total must be number, not string." in html
    assert "Invalid Type" in html


def test_another_event_is_filled_from_the_plan(widget: PlaygroundWidget) -> None:
    """Choosing a planned name composes its call."""
    html = send(widget, "name", "Product Viewed")

    assert (widget.trial.call or {})["event"] == "Product Viewed"
    assert "It keeps the plan." in html


def test_each_kind_of_call_can_be_chosen(widget: PlaygroundWidget) -> None:
    """All six, planned or not."""
    for kind in ("identify", "page", "screen", "group", "alias", "track"):
        send(widget, "kind", kind)
        assert (widget.trial.call or {})["type"] == kind


def test_another_source_follows_the_same_call(widget: PlaygroundWidget) -> None:
    """Only the way changes."""
    before = widget.trial.call

    send(widget, "source", widget.place.sources[-1].id)

    assert widget.trial.call == before
    assert widget.trial.source == widget.place.sources[-1]


def test_half_typed_text_loses_nothing(widget: PlaygroundWidget) -> None:
    """The text stays, the reason stands beside it, and the next key goes on."""
    html = send(widget, "text", '{"type": "tra')
    assert "cannot be read at line 1" in html

    send(widget, "text", '{"type": "track", "event": "Order Completed"}')
    assert widget.trial.rule is not None


def test_what_the_browser_makes_up_is_refused(widget: PlaygroundWidget) -> None:
    """The call stays as it was."""
    before = widget.trial.call

    assert "no &#39;format&#39;" in send(widget, "format")
    assert "no source" in send(widget, "source", "nowhere")
    assert widget.trial.call == before


def test_the_static_view_travels_in_the_bundle(widget: PlaygroundWidget) -> None:
    """Saved, the notebook shows the call where no kernel runs."""
    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert "Order Completed" in data["text/html"]
    assert "<select" not in data["text/html"]
