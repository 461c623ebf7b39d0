"""Behaviour of `segkit.widgets.playground`, without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from segkit.engagement.demo import create_demo
from segkit.explore.playground import Playground
from segkit.facts.known import Facts
from segkit.widgets import PlaygroundWidget

Send = Callable[..., dict[str, object]]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Playground:
    """The demo's playground."""
    return Playground(Facts(create_demo(tmp_path_factory.mktemp("play") / "demo")))


@pytest.fixture
def widget(place: Playground) -> PlaygroundWidget:
    """The form on the demo's order."""
    return PlaygroundWidget(place, place.start("Order Completed"), ["javascript", "python"])


def test_a_wrong_value_is_marked_at_its_field(widget: PlaygroundWidget, send: Send) -> None:
    """The input says what is wrong, for eyes and for screen readers."""
    html = str(send(widget, "field", "properties\ntotal", "much")["parts"])

    assert 'aria-invalid="true"' in html
    assert "properties.total must be number, not string." in html
    assert "Invalid Type" in html


def test_another_event_is_filled_from_the_plan(widget: PlaygroundWidget, send: Send) -> None:
    """Choosing a planned name composes its call."""
    html = str(send(widget, "name", "", "Product Viewed")["parts"])

    assert (widget.trial.call or {})["event"] == "Product Viewed"
    assert "It keeps the plan." in html


def test_each_kind_of_call_can_be_chosen(widget: PlaygroundWidget, send: Send) -> None:
    """All six, planned or not."""
    for kind in ("identify", "page", "screen", "group", "alias", "track"):
        send(widget, "kind", "", kind)
        assert (widget.trial.call or {})["type"] == kind


def test_another_source_follows_the_same_call(widget: PlaygroundWidget, send: Send) -> None:
    """Only the way changes."""
    before = widget.trial.call

    send(widget, "source", "", widget.place.sources[-1].id)

    assert widget.trial.call == before
    assert widget.trial.source == widget.place.sources[-1]


def test_half_typed_text_loses_nothing(widget: PlaygroundWidget, send: Send) -> None:
    """The text stays, the reason stands beside it, and the next key goes on."""
    html = str(send(widget, "text", "", '{"type": "tra')["parts"])
    assert "cannot be read: a text begins that never ends at line 1" in html

    send(widget, "text", "", '{"type": "track", "event": "Order Completed"}')
    assert widget.trial.rule is not None


def test_a_call_that_a_browser_kept_comes_back_with_its_source(
    widget: PlaygroundWidget, send: Send
) -> None:
    """The kernel that it was composed in is gone."""
    source = widget.place.sources[-1].id

    send(widget, "text", "", '{"type": "track", "event": "X"}', fields={"source": source})

    assert widget.trial.call == {"type": "track", "event": "X"}
    assert widget.trial.source is not None
    assert widget.trial.source.id == source


def test_what_the_browser_makes_up_is_refused(widget: PlaygroundWidget, send: Send) -> None:
    """The call stays as it was."""
    before = widget.trial.call

    assert "no 'format'" in str(send(widget, "format")["problem"])
    assert "no source" in str(send(widget, "source", "", "nowhere")["problem"])
    assert widget.trial.call == before


def test_the_static_view_travels_in_the_bundle(widget: PlaygroundWidget) -> None:
    """Saved, the notebook shows the call where no kernel runs."""
    data, _ = widget._repr_mimebundle_()  # type: ignore[misc]

    assert "Order Completed" in data["text/html"]
    assert "<select" not in data["text/html"]
